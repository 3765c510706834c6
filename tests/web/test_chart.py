"""A chart draws what the plan says: ranges, comparators, and no line where there is none."""

from __future__ import annotations

import re
from dataclasses import replace

from graph.indicators import Chart, Point, Series
from web.chart import chart

POINT = Point(
    "0" * 12, "甲县", "", "", "2025", 97, 97, "%", "97%", "覆盖率 = 97%", "97%", "3-6", doubtful=False
)


def of(*points: Point) -> str:
    return str(chart(Chart("%", (Series("甲县", points),), ())))


def later(**values: object) -> Point:
    return replace(POINT, year="2026", **values)  # type: ignore[arg-type]


def test_the_comparator_stands_in_the_label() -> None:
    assert ">≥97%</text>" in of(replace(POINT, label="≥97%"))


def test_a_range_is_a_bar_from_its_low_to_its_high() -> None:
    text = of(POINT, later(low=30.0, high=40.0, label="30—40%"))
    (bar,) = re.findall(r'<rect class="range s0"[^>]* y="([\d.]+)"[^>]* height="([\d.]+)"', text)
    lines = dict(re.findall(r'y="([\d.]+)">(\d+)</text>', text))
    scale = {int(value): float(y) - 4 for y, value in lines.items()}
    assert abs(scale[40] - float(bar[0])) < 1
    assert float(bar[1]) > 0
    assert text.count('class="mark') == 1
    assert "<polyline" not in text


def test_values_of_one_year_are_not_joined() -> None:
    assert "<polyline" in of(POINT, later(low=98, high=98))
    assert "<polyline" not in of(POINT, replace(POINT, low=90, high=90))


def test_each_series_has_a_shape_of_its_own() -> None:
    many = tuple(Series(f"{at}", (replace(POINT, low=at, high=at),)) for at in range(6))
    shapes = re.findall(r'class="mark s(\d)"[^>]* d="([^"]+)"', str(chart(Chart("%", many, ()))))
    assert len(set(shapes)) == len({shape for _, shape in shapes}) == 6


def test_no_label_lies_on_another() -> None:
    many = tuple(Series(f"{at}", (replace(POINT, label=f"{96 + at / 9:.5f}%"),)) for at in range(6))
    places = re.findall(r'class="value mid" x="([\d.]+)" y="([\d.]+)"', str(chart(Chart("%", many, ()))))
    spots = [(float(x), float(y)) for x, y in places]
    assert spots
    assert all(
        abs(x - ox) > 40 or abs(y - oy) >= 12 for at, (x, y) in enumerate(spots) for ox, oy in spots[:at]
    )
