"""A chart draws what the plan says: ranges, comparators, and no line where there is none."""

from __future__ import annotations

import re
from dataclasses import replace

from boxes import labels, overlapping, sizes
from hypothesis import given, settings
from hypothesis import strategies as st

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


def test_nothing_but_zero_is_drawn() -> None:
    assert of(replace(POINT, low=0, high=0, label="0起")).count('class="mark') == 1


def test_values_of_one_year_are_not_joined() -> None:
    assert "<polyline" in of(POINT, later(low=98, high=98))
    assert "<polyline" not in of(POINT, replace(POINT, low=90, high=90))


def test_each_series_has_a_shape_of_its_own() -> None:
    many = tuple(Series(f"{at}", (replace(POINT, low=at, high=at),)) for at in range(6))
    shapes = re.findall(r'class="mark s(\d)"[^>]* d="([^"]+)"', str(chart(Chart("%", many, ()))))
    assert len(set(shapes)) == len({shape for _, shape in shapes}) == 6


YEARS = st.integers(2018, 2060)
LABELS = st.text("≥≤0123456789.%—万亿元架次个以上", min_size=1, max_size=12)
POINTS = st.lists(
    st.tuples(YEARS, st.integers(0, 10**8).map(lambda n: n / 100), LABELS), min_size=1, max_size=12
)


@settings(deadline=None)
@given(st.lists(POINTS, min_size=1, max_size=6), st.sampled_from(["%", "万架次", "", "亿元（含配套资金）"]))
def test_no_label_lies_on_another(many: list[list[tuple[int, float, str]]], measure: str) -> None:
    series = tuple(
        Series(
            f"{at}",
            tuple(replace(POINT, year=f"{y}", low=v, high=v, label=said) for y, v, said in sorted(own)),
        )
        for at, own in enumerate(many)
    )
    drawn = str(chart(Chart(measure, series, ())))
    boxes = labels(drawn)
    assert overlapping(boxes) == []
    ((wide, high),) = sizes(drawn)
    assert all(box.left >= 0 and box.right <= wide and box.bottom <= high for box in boxes)
    years = sorted({y for own in many for y, _, _ in own})
    assert {f"{years[0]}年", f"{years[-1]}年"} <= {box.words for box in boxes}
