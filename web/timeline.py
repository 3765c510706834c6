"""时间轴：how many time limits fall in each month, quarter or year, and where today stands among them.

Every column has a slot of one width, wider than any label in it, so no label lies on another. Where the
months would be too many for a screen the quarters are told, then the years, then some years together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil

from markupsafe import Markup

from export.agenda import Entry
from web.svg import line, svg, text

Href = Callable[[str], str]
_SLOT, _EDGE, _MOST = 44, 22, 13  # a slot, what stands beside the first and last, how many there are
_TOP, _TALL = 44, 84  # where the highest column begins, and how tall it is
_BASE = _TOP + _TALL


@dataclass(frozen=True, slots=True)
class _Name:
    """What is written under a column, what is said of it, and the one year that it lies in, if it does."""

    upper: str
    lower: str
    said: str
    year: str = ""


@dataclass(frozen=True, slots=True)
class _Column:
    """``over``: all of it before today; a month with today in it is two columns."""

    name: _Name
    count: int
    over: bool


def timeline(entries: Sequence[Entry], today: str, href: Href) -> Markup:
    """What is due once, not what begins; ``href`` is where the days of a year are told, of any year where it is ""."""
    days = sorted(entry.day for entry in entries if entry.day and not (entry.rule or entry.begins))
    if not days:
        return Markup("")
    columns = _columns(days, today)
    wide, most = 2 * _EDGE + _SLOT * len(columns), max(column.count for column in columns)
    body = [line(_EDGE / 2, _BASE, wide - _EDGE / 2, _BASE, "base")]
    for at, column in enumerate(columns):
        body += _drawn(column, _EDGE + _SLOT * (at + 0.5), most, href)
    body += _years(columns)
    body += _today(_EDGE + _SLOT * sum(column.over for column in columns))
    high = _BASE + (40 if any(column.name.lower for column in columns) else 26)
    return svg(wide, high, "各个时间到期的处数", body, "natural")


def _columns(days: Sequence[str], today: str) -> list[_Column]:
    ways = (_month, _quarter, _year, _years_of(days))
    naming = next(way for way in ways if len({*map(way, days)}) <= _MOST)
    return [
        _Column(name, len([*own]), over)
        for (name, over), own in groupby(days, key=lambda day: (naming(day), day < today))
    ]


def _month(day: str) -> _Name:
    month = f"{int(day[5:7])}月"
    return _Name(month, day[:4], f"{day[:4]}年{month}", day[:4])


def _quarter(day: str) -> _Name:
    quarter = f"{'一二三四'[(int(day[5:7]) - 1) // 3]}季度"
    return _Name(quarter, day[:4], f"{day[:4]}年{quarter}", day[:4])


def _year(day: str) -> _Name:
    return _Name(f"{day[:4]}年", "", f"{day[:4]}年", day[:4])


def _years_of(days: Sequence[str]) -> Callable[[str], _Name]:
    """As many years in a column as leave few enough columns."""
    ordered = sorted({day[:4] for day in days})
    each = ceil(len(ordered) / _MOST)
    names = {}
    for at in range(0, len(ordered), each):
        own = ordered[at : at + each]
        name = _Name(own[0], f"—{own[-1]}", f"{own[0]}—{own[-1]}年")
        names.update(dict.fromkeys(own, name))
    return lambda day: names[day[:4]]


def _drawn(column: _Column, x: float, most: int, href: Href) -> Iterator[Markup]:
    tall = max(4.0, _TALL * column.count / most)
    said = f"{column.name.said}：{column.count} 处，{'已过' if column.over else '未到'}"
    yield Markup(
        '<a href="{}"><title>{}</title><rect class="bar{}" x="{}" y="{}" width="24" height="{}"/>{}</a>'
    ).format(
        href(column.name.year),
        said,
        " over" if column.over else "",
        f"{x - 12:.1f}",
        f"{_BASE - tall:.1f}",
        f"{tall:.1f}",
        text(x, _BASE - tall - 5, f"{column.count}处", "mid"),
    )
    yield text(x, _BASE + 16, column.name.upper, "axis mid")


def _years(columns: Sequence[_Column]) -> Iterator[Markup]:
    """What stands in the lower row, once for the columns beside each other that it is true of."""
    last = ""
    for at, column in enumerate(columns):
        if column.name.lower != last or not column.name.year:
            last = column.name.lower
            yield text(_EDGE + _SLOT * (at + 0.5), _BASE + 32, last, "axis mid")


def _today(x: float) -> Iterator[Markup]:
    yield line(x, 21, x, _BASE + 6, "now")
    yield text(x, 17, "今天", "now mid")
