"""指标的各年值：the values that plans set for one indicator, and what of them can be drawn together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from graph.titles import titles
from graph.wording import (
    COMPARATORS,
    describe_number,
    describe_period,
    describe_target,
    one_line,
    plan_title,
    task_name,
)
from kb.facts_json import target_json
from kb.model import Plan, Target

MOST = 6
"""Series of one chart; each has a shape and a colour of its own."""


@dataclass(frozen=True, slots=True)
class Point:
    """A target; ``year`` is "" where the plan names none, ``low`` and ``high`` differ for a range.

    ``measure`` is what an axis may have in common: ``%``, ``增加（%）``, ``每季度（次）``; ``label`` the value
    as a chart has room for it, with its comparator: ``≥97%``, ``30—40%``.
    """

    plan: str
    title: str
    clause: str
    task: str
    year: str
    low: float
    high: float
    measure: str
    label: str
    words: str
    surface: str
    at: str
    doubtful: bool


@dataclass(frozen=True, slots=True)
class Series:
    """The values of one plan in one measure; ``single`` where no year has two, so that a line can join them."""

    title: str
    points: tuple[Point, ...]

    @property
    def single(self) -> bool:
        years = [point.year for point in self.points]
        return len(set(years)) == len(years) and all(point.low == point.high for point in self.points)


@dataclass(frozen=True, slots=True)
class Chart:
    """What one axis can measure; ``left`` plans are not drawn, for there are too many to tell apart."""

    measure: str
    series: tuple[Series, ...]
    left: tuple[str, ...]


def points(plans: Sequence[Plan], indicator: str) -> tuple[Point, ...]:
    """In the order of plans and years."""
    found = values(plans, indicator)
    named = titles(plan.document for plan, _ in found)
    return tuple(_point(plan, target, named[plan.document.id]) for plan, target in found)


def values(plans: Sequence[Plan], indicator: str) -> tuple[tuple[Plan, Target], ...]:
    """In the order of plans and years."""
    return tuple(
        (plan, target)
        for plan in plans
        for target in sorted(plan.facts.targets, key=lambda target: target.year or "9999")
        if one_line(target.indicator) == indicator
    )


def value_json(value: tuple[Plan, Target]) -> dict[str, Any]:
    """A target as in plan-facts/1, with the plan and the task that it is of."""
    plan, target = value
    document = plan.document
    clause = document.by_id.get(target.evidence.clause)
    return {
        "document": document.id,
        "title": plan_title(document),
        "place": document.header.jurisdiction or "",
        "task": task_name(clause, text=document.text) if clause else "",
        **target_json(target),
    }


def charts(found: Sequence[Point]) -> tuple[Chart, ...]:
    """The values with a year, apart by what they measure."""
    measures = dict.fromkeys(point.measure for point in found if _dated(point))
    return tuple(_chart(one, [point for point in found if point.measure == one]) for one in measures)


def undated(found: Sequence[Point]) -> tuple[Point, ...]:
    """What no chart can show."""
    return tuple(point for point in found if not _dated(point))


def _dated(point: Point) -> bool:
    return point.year.isdecimal()


def _chart(measure: str, own: Sequence[Point]) -> Chart:
    lines: dict[str, list[Point]] = {}
    for point in filter(_dated, own):
        lines.setdefault(point.plan, []).append(point)
    series = [Series(line[0].title, tuple(line)) for line in lines.values()]
    return Chart(measure, tuple(series[:MOST]), tuple(one.title for one in series[MOST:]))


def _measure(target: Target) -> str:
    change = {"increase": "增加", "decrease": "减少"}.get(target.change or "", "")
    how = "，".join(filter(None, (change, f"每{describe_period(target.per)}" if target.per else "")))
    return f"{how}（{target.measure}）" if how and target.measure else how or target.measure


def _point(plan: Plan, target: Target, title: str) -> Point:
    document, proof = plan.document, target.evidence
    low, high = target.value if isinstance(target.value, tuple) else (target.value, target.value)
    clause = document.by_id.get(proof.clause)
    sign = (
        "" if target.comparator in ("=", "range") else COMPARATORS.get(target.comparator, target.comparator)
    )
    return Point(
        document.id,
        title,
        proof.clause,
        task_name(clause, text=document.text) if clause else "",
        target.year or "",
        low,
        high,
        _measure(target),
        f"{sign}{describe_number(target.value)}{'个' * (target.measure == '百分点')}{target.measure}",
        describe_target(target),
        one_line(proof.surface),
        f"{proof.span.start}-{proof.span.end}",
        target.uncertain,
    )
