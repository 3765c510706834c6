"""待核: every place where the plan is damaged or a fact rests on a restoration that may be wrong, and
what the plan itself has wrong (体检)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.model import Clause, Document, Repair, Span
from export.place import Proof, proof, quote, quote_in_context, task_at
from export.selection import Share
from graph.wording import describe_role, describe_target, explain, plan_title
from kb.lint import SEVERITIES, Finding, lint
from kb.model import Plan

_DAMAGE = "原文缺损"
# What lint says of doubtful readings is said here, place by place.
_SAID_ALREADY = "source.doubtful"


@dataclass(frozen=True, slots=True)
class Doubt:
    """``matter`` is what is in doubt (责任单位, 指标, 原文缺损, 体检错误), ``note`` says why.

    A place where several are in doubt is one Doubt that names them all.
    """

    document: str
    matter: str
    task: str
    content: str
    quote: str
    note: str
    proof: Proof


@dataclass(frozen=True, slots=True)
class _Point:
    """One thing in doubt."""

    span: Span
    matter: str
    content: str
    note: str


def doubts(share: Share) -> tuple[Doubt, ...]:
    """What a reader must hold against the original: damage, each place once, then the findings of lint."""
    plan = share.plan
    points = sorted([*_units(plan), *_targets(plan), *_repairs(plan)], key=lambda point: point.span)
    found = [_doubt(plan.document, place) for place in _places(points)]
    found += [_found(plan.document, one) for one in lint(plan) if one.code != _SAID_ALREADY]
    return tuple(doubt for doubt in found if share.holds(doubt.proof.spans[0]))


def _found(document: Document, finding: Finding) -> Doubt:
    return Doubt(
        document=plan_title(document),
        matter=f"体检{SEVERITIES[finding.severity]}",
        task=task_at(document, finding.clause),
        content=finding.title,
        quote=quote(finding.surface, finding.span),
        note=finding.message,
        proof=proof(document, finding.clause, [finding.span]),
    )


def _units(plan: Plan) -> Iterator[_Point]:
    for fact in plan.facts.responsibilities:
        if not fact.certain:
            place, content = fact.evidence, f"{fact.unit}（{describe_role(fact.role)}）"
            yield _Point(place.span, "责任单位", content, explain(fact))


def _targets(plan: Plan) -> Iterator[_Point]:
    for fact in plan.facts.targets:
        if fact.uncertain:
            place, note = fact.evidence, "原文此处有缺字，数值须核对"
            yield _Point(place.span, "指标", describe_target(fact), note)


def _repairs(plan: Plan) -> Iterator[_Point]:
    """Of two repairs of one place the one that restores more stands for both."""
    doubtful = [repair for repair in plan.facts.repairs if not repair.certain]
    for repair in doubtful:
        if not any(_is_part(repair, other) for other in doubtful):
            restored = f"补为“{repair.restored}”"
            yield _Point(repair.span, _DAMAGE, restored, repair.reason)


def _is_part(repair: Repair, other: Repair) -> bool:
    wider = other.span.covers(repair.span) and len(other.span) > len(repair.span)
    return wider and repair.restored in other.restored


def _places(points: Sequence[_Point]) -> list[list[_Point]]:
    """Points that share characters, or a lost character and what begins there, are one place."""
    places: list[list[_Point]] = []
    for point in points:
        last = places[-1] if places else []
        end = max((other.span.end for other in last), default=-1)
        if last and (point.span.start < end or point.span.start == last[0].span.start):
            last.append(point)
        else:
            places.append([point])
    return places


def _doubt(document: Document, place: Sequence[_Point]) -> Doubt:
    span = Span(place[0].span.start, max(point.span.end for point in place))
    named = sorted(place, key=lambda point: point.matter == _DAMAGE)
    damaged = named[-1].matter == _DAMAGE
    task = _task_around(document, span)
    return Doubt(
        document=plan_title(document),
        matter=_joined("、", [point.matter for point in named]),
        task=task_at(document, task),
        content=_joined("；", [point.content for point in named]),
        quote=quote_in_context(document.text, span) if damaged else quote(span.of(document.text), span),
        note=_joined("；", [point.note for point in named]),
        proof=proof(document, task, [span]),
    )


def _joined(mark: str, parts: Sequence[str]) -> str:
    return mark.join(dict.fromkeys(parts))


def _task_around(document: Document, span: Span) -> str:
    clause = document.clause_at(span.start)
    return _nearest_task(document, clause).id if clause else ""


def _nearest_task(document: Document, clause: Clause) -> Clause:
    above = reversed(document.ancestors(clause))
    return next((c for c in above if c.kind == "table_row"), document.task_of(clause))
