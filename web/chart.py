"""各年目标值的图：one measure a chart. A range is a bar and not a point, a comparator stands in the label,
and two values of one year are not joined; each series has a shape besides its colour.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from math import ceil, floor, log10

from markupsafe import Markup

from graph.indicators import Chart, Point, Series
from web.addresses import plan_link
from web.svg import WIDE, line, svg, text

_HIGH = 290
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 24, 40, 36
_YEAR = 50  # between the names of years
_APART = 16  # between the series of one year
_SHAPES = (
    "M-6,0a6,6 0 1,0 12,0a6,6 0 1,0 -12,0z",
    "M-5.5,-5.5h11v11h-11z",
    "M0,-7l7,12h-14z",
    "M0,-7.5l7.5,7.5l-7.5,7.5l-7.5,-7.5z",
    "M0,7l7,-12h-14z",
    "M-2.2,-7h4.4v4.8h4.8v4.4h-4.8v4.8h-4.4v-4.8h-4.8v-4.4h4.8z",
)


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where values stand; ``taken`` are the places of marks and labels, on which no other label lies."""

    x: Callable[[int], float]
    y: Callable[[float], float]
    taken: list[tuple[float, float, float]] = field(default_factory=list)

    def has_room(self, x: float, y: float, words: str) -> bool:
        half = _half(words)
        inside = x - half >= _LEFT and x + half <= WIDE
        free = inside and all(abs(x - px) > half + reach or abs(y - py) >= 14 for px, py, reach in self.taken)
        if free:
            self.taken.append((x, y, half))
        return free


def chart(own: Chart) -> Markup:
    points = [point for series in own.series for point in series.points]
    years = sorted({int(point.year) for point in points})
    low, high, step = _scale([value for point in points for value in (point.low, point.high)])
    frame = _Frame(_across(years), _up(low, high))
    body = [text(8, 16, own.measure or "数值", "axis")]
    frame.taken.append((8, 12, 2 * _half(own.measure or "数值")))
    for at in range(round((high - low) / step) + 1):
        value = low + at * step
        body.append(line(_LEFT, frame.y(value), WIDE - _RIGHT, frame.y(value), "rule"))
        body.append(text(_LEFT - 8, frame.y(value) + 4, f"{value:.6g}", "axis end"))
    body += _named_years(years, frame)
    placed = [
        (number, point, frame.x(int(point.year)) + (number - (len(own.series) - 1) / 2) * _APART)
        for number, series in enumerate(own.series)
        for point in series.points
    ]
    frame.taken.extend((x, frame.y(value), 7) for _, point, x in placed for value in (point.low, point.high))
    for number, series in enumerate(own.series):
        body += _drawn(series, [(point, x) for one, point, x in placed if one == number], number, frame)
    return svg(WIDE, _HIGH, f"各年目标值，{own.measure or '无计量单位'}", body)


def _named_years(years: Sequence[int], frame: _Frame) -> Iterator[Markup]:
    """The first year, the last, and of the others those with room; the table has them all."""
    last = float(_LEFT - _YEAR)
    for year in years:
        x = frame.x(year)
        if year == years[-1] or min(x - last, frame.x(years[-1]) - x) >= _YEAR:
            last = x
            frame.taken.append((x, _HIGH - 16, _half(f"{year}年")))
            yield text(x, _HIGH - 12, f"{year}年", "axis mid")


def key(number: int) -> Markup:
    """The shape and colour of a series, for the legend."""
    return Markup('<svg class="key" viewBox="-9 -9 18 18" aria-hidden="true">{}</svg>').format(
        _shape(0, 0, number)
    )


def _drawn(
    series: Series, placed: Sequence[tuple[Point, float]], number: int, frame: _Frame
) -> Iterator[Markup]:
    if series.single:
        path = " ".join(f"{x:.1f},{frame.y(point.high):.1f}" for point, x in placed)
        yield Markup('<polyline class="s{}" points="{}"/>').format(number, path)
    for point, x in placed:
        said = f"{series.title}　{point.words}　原文：{point.surface}"
        yield Markup('<a href="{}"><title>{}</title>{}</a>').format(
            plan_link(point.plan, point.at), said, _mark(point, x, frame, number)
        )
        yield from _label(point, x, frame)


def _half(words: str) -> float:
    """Of the width of what is written."""
    return 3.7 * sum(2 if ord(char) > 255 else 1 for char in words)


def _label(point: Point, x: float, frame: _Frame) -> Iterator[Markup]:
    """Over the mark or under it, where there is room; the table has them all."""
    for y in (frame.y(point.high) - 13, frame.y(point.low) + 21):
        if frame.has_room(x, y - 4, point.label):
            yield text(x, y, point.label, "value mid")
            return


def _mark(point: Point, x: float, frame: _Frame, number: int) -> Markup:
    if point.low == point.high:
        return _shape(x, frame.y(point.high), number)
    top, bottom = frame.y(point.high), frame.y(point.low)
    return Markup('<rect class="range s{}" x="{}" y="{}" width="10" height="{}"/>').format(
        number, f"{x - 5:.1f}", f"{top:.1f}", f"{max(bottom - top, 2):.1f}"
    )


def _shape(x: float, y: float, number: int) -> Markup:
    return Markup('<path class="mark s{}" transform="translate({} {})" d="{}"/>').format(
        number, f"{x:.1f}", f"{y:.1f}", _SHAPES[number]
    )


def _scale(values: Sequence[float]) -> tuple[float, float, float]:
    """Round bounds about the values, and a step between lines."""
    low, high = min(values), max(values)
    spread = (high - low) or abs(high) or 1.0
    step = 10.0 ** floor(log10(spread / 2))
    step *= next(factor for factor in (1, 2, 5, 10) if spread / (step * factor) <= 4)
    bottom = floor(low / step) * step - (step if low == high else 0)
    bottom = max(0.0, bottom) if low >= 0 else bottom
    top = ceil(high / step) * step
    return bottom, top + (step if top == bottom else 0), step


def _across(years: Sequence[int]) -> Callable[[int], float]:
    first, last = years[0], years[-1]
    width = WIDE - _LEFT - _RIGHT - 120
    return lambda year: _LEFT + 60 + (width * (year - first) / (last - first) if last > first else width / 2)


def _up(low: float, high: float) -> Callable[[float], float]:
    return lambda value: _HIGH - _BOTTOM - (_HIGH - _TOP - _BOTTOM) * (value - low) / (high - low)
