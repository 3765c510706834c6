"""图：charts and the graph of partners as SVG: shapes with classes, coloured by the style sheet, words escaped."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from math import ceil, floor, log10

from markupsafe import Markup

from web.agenda import Entry
from web.indicator import Point

Href = Callable[[str], str]
_WIDE, _HIGH = 760, 280
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 24, 20, 36
_SHORT = 15


def chart(lines: Sequence[tuple[str, Sequence[Point]]]) -> Markup:
    """Values by year, a line a plan; each point leads to its place."""
    points = [point for _, own in lines for point in own]
    years = sorted({int(point.year) for point in points})
    low, high, step = _scale([value for point in points for value in (point.low, point.high)])
    x, y = _across(years), _up(low, high)
    body: list[Markup] = []
    for at in range(round((high - low) / step) + 1):
        value = low + at * step
        body.append(_line(_LEFT, y(value), _WIDE - _RIGHT, y(value), "rule"))
        body.append(_text(_LEFT - 8, y(value) + 4, f"{value:.6g}", "axis end"))
    body += [_text(x(year), _HIGH - 12, f"{year}年", "axis mid") for year in years]
    for number, (_, own) in enumerate(lines):
        body += _series(own, f"s{number % 6}", x, y)
    return _svg(_WIDE, _HIGH, "各年目标值", body)


def timeline(entries: Sequence[Entry]) -> Markup:
    """Days that are due once on one line, those of a month above each other."""
    dated = [entry for entry in entries if entry.day and not entry.rule]
    months = sorted({entry.month for entry in dated})
    stacks = {month: [entry for entry in dated if entry.month == month] for month in months}
    deepest = max(map(len, stacks.values()), default=1)
    high = 70 + min(deepest, 12) * 16
    first, last = (_count(months[0]), _count(months[-1])) if months else (0, 0)
    base = high - 44
    body = [_line(40, base, _WIDE - 40, base, "base")]
    for at, month in enumerate(months):
        x = 60 + (_WIDE - 120) * ((_count(month) - first) / (last - first) if last > first else 0.5)
        for up, entry in enumerate(stacks[month][:12]):
            body.append(_dot(x, base - 12 - up * 16, entry))
        if len(stacks[month]) > 12:
            body.append(_text(x, base - 10 - 12 * 16, f"共{len(stacks[month])}", "axis mid"))
        body.append(_text(x, base + 18 + 15 * (at % 2), month.replace("-", "."), "axis mid"))
    return _svg(_WIDE, high, "时限的先后", body)


def partners(name: str, others: Sequence[tuple[str, int]], href: Href) -> Markup:
    """The unit in the middle, on both sides those of the same tasks: the more in common, the thicker the line."""
    rows = ceil(len(others) / 2)
    high = max(3, rows) * 38 + 24
    cx, cy = _WIDE / 2, high / 2
    most = max((count for _, count in others), default=1)
    ties: list[Markup] = []
    nodes: list[Markup] = []
    for at, (unit, count) in enumerate(others):
        x, y = (150 if at % 2 else _WIDE - 150), high / 2 + (at // 2 - (rows - 1) / 2) * 38
        ties.append(_line(cx, cy, x, y, f"tie t{ceil(4 * count / most)}"))
        nodes.append(_node(x, y, unit, count, href(unit)))
    width = 16 * len(_cut(name, 12)) + 24
    middle = Markup('<g class="node me"><rect x="{}" y="{}" width="{}" height="32" rx="4"/>{}</g>').format(
        f"{cx - width / 2:.0f}", f"{cy - 16:.0f}", width, _text(cx, cy + 5, _cut(name, 12), "mid")
    )
    return _svg(_WIDE, high, f"与{name}共同承担任务的单位", [*ties, *nodes, middle])


def _node(x: float, y: float, unit: str, count: int, address: str) -> Markup:
    words = f"{_cut(unit, _SHORT)} {count}"
    width = 13 * len(_cut(unit, _SHORT)) + 40
    return Markup(
        '<a href="{}"><g class="node"><title>{}：共同任务{}项</title>'
        '<rect x="{}" y="{}" width="{}" height="26" rx="4"/>{}</g></a>'
    ).format(
        address, unit, count, f"{x - width / 2:.0f}", f"{y - 13:.0f}", width, _text(x, y + 4, words, "mid")
    )


def _dot(x: float, y: float, entry: Entry) -> Markup:
    return Markup(
        '<a href="{}"><title>{}　{}　{}</title><circle class="dot" cx="{}" cy="{}" r="6"/></a>'
    ).format(
        f"/plans/{entry.plan}?at={entry.start}-{entry.end}#at",
        entry.day,
        entry.words,
        entry.task,
        f"{x:.1f}",
        f"{y:.1f}",
    )


def _series(
    own: Sequence[Point], name: str, x: Callable[[int], float], y: Callable[[float], float]
) -> Iterable[Markup]:
    path = " ".join(f"{x(int(point.year)):.1f},{y(point.high):.1f}" for point in own)
    yield Markup('<polyline class="{}" points="{}"/>').format(name, path)
    for point in own:
        yield Markup(
            '<a href="{}"><title>{}　原文：{}</title><circle class="{}" cx="{}" cy="{}" r="6"/></a>'
        ).format(
            f"/plans/{point.plan}?at={point.at}#at",
            point.words,
            point.surface,
            name,
            f"{x(int(point.year)):.1f}",
            f"{y(point.high):.1f}",
        )
        yield _text(x(int(point.year)), y(point.high) - 11, f"{point.high:.10g}{point.measure}", "value mid")


def _scale(values: Sequence[float]) -> tuple[float, float, float]:
    """Round bounds about the values, and a step between lines."""
    low, high = min(values), max(values)
    spread = (high - low) or abs(high) or 1.0
    step = 10.0 ** floor(log10(spread / 2))
    step *= next(factor for factor in (1, 2, 5, 10) if spread / (step * factor) <= 4)
    bottom = floor(low / step) * step - (step if low == high else 0)
    return (max(0.0, bottom) if low >= 0 else bottom), ceil(high / step) * step + step, step


def _across(years: Sequence[int]) -> Callable[[int], float]:
    first, last = years[0], years[-1]
    width = _WIDE - _LEFT - _RIGHT - 80
    return lambda year: _LEFT + 40 + (width * (year - first) / (last - first) if last > first else width / 2)


def _up(low: float, high: float) -> Callable[[float], float]:
    return lambda value: _HIGH - _BOTTOM - (_HIGH - _TOP - _BOTTOM) * (value - low) / (high - low)


def _count(month: str) -> int:
    year, part = month.split("-")
    return int(year) * 12 + int(part)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _line(x1: float, y1: float, x2: float, y2: float, name: str) -> Markup:
    return Markup('<line class="{}" x1="{}" y1="{}" x2="{}" y2="{}"/>').format(
        name, *(f"{value:.1f}" for value in (x1, y1, x2, y2))
    )


def _text(x: float, y: float, words: str, name: str) -> Markup:
    return Markup('<text class="{}" x="{}" y="{}">{}</text>').format(name, f"{x:.1f}", f"{y:.1f}", words)


def _svg(wide: float, high: float, label: str, body: Iterable[Markup]) -> Markup:
    return Markup(
        '<div class="frame draw" tabindex="0" role="region" aria-label="{2}">'
        '<svg class="drawing" viewBox="0 0 {0} {1}" role="group" aria-label="{2}">{3}</svg></div>'
    ).format(f"{wide:g}", f"{high:g}", label, Markup("").join(body))
