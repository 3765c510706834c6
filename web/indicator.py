"""指标：the values that plans set for one indicator, by plan and year, each with its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from export.place import task_at
from graph.wording import describe_target, one_line, plan_title
from kb.model import Plan, Target


@dataclass(frozen=True, slots=True)
class Point:
    """A target; ``year`` is "" where the plan names none, ``low`` and ``high`` differ for a range."""

    plan: str
    title: str
    place: str
    clause: str
    task: str
    year: str
    low: float
    high: float
    measure: str
    change: str
    words: str
    surface: str
    at: str
    doubtful: bool


def points(plans: Sequence[Plan], indicator: str) -> tuple[Point, ...]:
    """In the order of plans and years."""
    found = [
        _point(plan, target)
        for plan in plans
        for target in plan.facts.targets
        if one_line(target.indicator) == indicator
    ]
    order = {plan.document.id: at for at, plan in enumerate(plans)}
    return tuple(sorted(found, key=lambda point: (order[point.plan], point.year or "9999")))


def series(found: Sequence[Point]) -> tuple[tuple[str, tuple[Point, ...]], ...]:
    """What can be drawn as one line: the values of one plan in one measure; those with a year alone."""
    lines: dict[tuple[str, str, str], list[Point]] = {}
    for point in found:
        if point.year.isdecimal():
            lines.setdefault((point.plan, point.measure, point.change), []).append(point)
    return tuple((own[0].title, tuple(own)) for own in lines.values())


def _point(plan: Plan, target: Target) -> Point:
    document, proof = plan.document, target.evidence
    low, high = target.value if isinstance(target.value, tuple) else (target.value, target.value)
    return Point(
        document.id,
        plan_title(document),
        document.header.jurisdiction or "",
        proof.clause,
        task_at(document, proof.clause),
        target.year or "",
        low,
        high,
        target.measure,
        target.change or "",
        describe_target(target),
        one_line(proof.surface),
        f"{proof.span.start}-{proof.span.end}",
        target.uncertain,
    )
