"""What of the values of an indicator may be drawn together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from factory import Maker

from graph.indicators import MOST, Point, charts, points, undated
from kb.model import Evidence, Plan, Target

TEXT = "青禾区绿化方案\n一、目标\n绿地率各值。\n"


def plan_of(values: Iterable[dict[str, Any]], name: str = "青禾区") -> Plan:
    made = Maker(TEXT.replace("青禾区", name), jurisdiction=name)
    plan = made.plan()
    proof = Evidence(plan.document.id, "", made.span("绿地率"), "绿地率", "target")
    usual = {"comparator": "=", "measure": "%", "change": None, "per": None, "uncertain": False}
    targets = tuple(Target(indicator="绿地率", evidence=proof, **usual | own) for own in values)
    return replace(plan, facts=replace(plan.facts, targets=targets))


def drawn(*values: dict[str, Any]) -> tuple[Point, ...]:
    return points([plan_of(values)], "绿地率")


def test_a_label_has_the_comparator_and_the_range() -> None:
    found = drawn(
        {"value": 97.0, "year": "2025", "comparator": ">="},
        {"value": (30.0, 40.0), "year": "2026", "comparator": "range"},
        {"value": 5.0, "year": "2027"},
    )
    assert [one.label for one in found] == ["≥97%", "30—40%", "5%"]
    assert (found[1].low, found[1].high) == (30, 40)


def test_a_chart_has_one_measure() -> None:
    found = drawn(
        {"value": 40.0, "year": "2025"},
        {"value": 900.0, "year": "2025", "measure": "公顷"},
        {"value": 3.0, "year": "2025", "change": "increase"},
    )
    assert [one.measure for one in charts(found)] == ["%", "公顷", "增加（%）"]


def test_two_values_of_a_year_and_ranges_are_not_joined() -> None:
    (twice,) = charts(drawn({"value": 40.0, "year": "2025"}, {"value": 45.0, "year": "2025"}))
    (wide,) = charts(drawn({"value": (1.0, 2.0), "year": "2025"}, {"value": 3.0, "year": "2026"}))
    (plain,) = charts(drawn({"value": 40.0, "year": "2025"}, {"value": 45.0, "year": "2026"}))
    assert [one.series[0].single for one in (twice, wide, plain)] == [False, False, True]


def test_what_has_no_year_is_not_lost() -> None:
    found = drawn({"value": 40.0, "year": None}, {"value": 45.0, "year": "2026"})
    assert [one.low for one in undated(found)] == [40]


def test_more_plans_than_can_be_told_apart_are_named() -> None:
    plans = [plan_of([{"value": 40.0, "year": "2025"}], f"第{at}县") for at in range(MOST + 2)]
    (chart,) = charts(points(plans, "绿地率"))
    assert len(chart.series) == MOST
    assert chart.left == ("第6县绿化方案", "第7县绿化方案")
