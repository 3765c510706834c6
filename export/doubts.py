"""待核: every place where the plan is damaged or a fact rests on a restoration that may be wrong."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.model import Document, Span
from export.place import plan_title, quote, quote_in_context, task_at
from graph.wording import describe_role, describe_target, explain
from kb.model import Plan


@dataclass(frozen=True, slots=True)
class Doubt:
    """``matter`` is what is in doubt (责任单位, 指标, 原文缺损), ``note`` says why."""

    document: str
    matter: str
    task: str
    content: str
    quote: str
    note: str


def doubts(plan: Plan) -> tuple[Doubt, ...]:
    """What a reader must hold against the original, in the order of the text."""
    found = [*_units(plan), *_targets(plan), *_repairs(plan)]
    return tuple(doubt for _, doubt in sorted(found, key=lambda pair: pair[0]))


Placed = tuple[Span, Doubt]


def _units(plan: Plan) -> list[Placed]:
    title, document = plan_title(plan.document), plan.document
    return [
        (
            (place := fact.evidence).span,
            Doubt(
                title,
                "责任单位",
                task_at(document, place.clause),
                f"{fact.unit}（{describe_role(fact.role)}）",
                quote(place.surface, place.span),
                explain(fact),
            ),
        )
        for fact in plan.facts.responsibilities
        if not fact.certain
    ]


def _targets(plan: Plan) -> list[Placed]:
    title, document = plan_title(plan.document), plan.document
    return [
        (
            (place := fact.evidence).span,
            Doubt(
                title,
                "指标",
                task_at(document, place.clause),
                describe_target(fact),
                quote(place.surface, place.span),
                "原文此处有缺字，数值须核对",
            ),
        )
        for fact in plan.facts.targets
        if fact.uncertain
    ]


def _repairs(plan: Plan) -> list[Placed]:
    title, document = plan_title(plan.document), plan.document
    return [
        (
            repair.span,
            Doubt(
                title,
                "原文缺损",
                _task_around(document, repair.span),
                f"补为“{repair.restored}”",
                quote_in_context(document.text, repair.span),
                repair.reason,
            ),
        )
        for repair in plan.facts.repairs
        if not repair.certain
    ]


def _task_around(document: Document, span: Span) -> str:
    clause = document.clause_at(span.start)
    return task_at(document, document.task_of(clause).id if clause else "")
