"""事实：the facts of a plan as rows: what each says, why, by which rule, and where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from corpus.model import Clause, Document, Repair, Span
from export.place import path_at, task_at
from graph.wording import (
    describe_basis,
    describe_deadline,
    describe_role,
    describe_scope,
    describe_target,
    explain,
    one_line,
)
from kb.model import Deadline, Evidence, Plan, Responsibility, Target
from qa.report import rule_name
from web.marks import KINDS

CONTEXT = 24


@dataclass(frozen=True, slots=True)
class Row:
    """``kind`` is one of ``web.marks.KINDS``; ``at`` addresses the characters, ``name`` leads to more about it.

    ``surface`` is at ``span``; of a whole clause, as much of it as there is room for.
    """

    kind: str
    word: str
    name: str
    content: str
    reason: str
    rule: str
    doubtful: bool
    plan: str
    clause: str
    path: str
    task: str
    span: Span
    before: str
    surface: str
    after: str

    @property
    def at(self) -> str:
        return f"{self.span.start}-{self.span.end}"


def rows(plan: Plan) -> tuple[Row, ...]:
    """Every fact and repair, in the order of the text."""
    facts, document = plan.facts, plan.document
    found = [*fact_rows(document, (*facts.responsibilities, *facts.deadlines, *facts.targets))]
    found += [_repair(document, repair) for repair in facts.repairs]
    return tuple(sorted(found, key=lambda row: row.span))


def rows_at(plan: Plan, span: Span) -> tuple[Row, ...]:
    """The facts and repairs that rest on some of those characters, the closest first."""
    touching = [row for row in rows(plan) if _touches(row.span, span)]
    return tuple(
        sorted(touching, key=lambda row: abs(row.span.start - span.start) + abs(row.span.end - span.end))
    )


def fact_rows(document: Document, facts: Iterable[Responsibility | Deadline | Target]) -> Iterator[Row]:
    for fact in facts:
        match fact:
            case Responsibility():
                yield _unit(document, fact)
            case Deadline():
                yield _row(
                    document, "deadline", KINDS["deadline"], "", describe_deadline(fact), fact.evidence
                )
            case Target():
                yield _target(document, fact)


def quote_row(document: Document, quote: Evidence) -> Row:
    return _row(document, "quote", "原文", "", "", quote)


def clause_row(document: Document, clause: Clause, room: int) -> Row:
    """The clause itself; of a long one the first ``room`` characters, with what comes next after them."""
    span, text = clause.span, document.text
    shown = Span(span.start, min(span.end, span.start + room))
    row = quote_row(document, Evidence(document.id, clause.id, span, shown.of(text), "qa.clause"))
    return replace(row, after=one_line(text[shown.end : shown.end + CONTEXT]))


def _touches(own: Span, span: Span) -> bool:
    return own.overlaps(span) or own == span or (not len(own) and span.start <= own.start <= span.end)


def _unit(document: Document, fact: Responsibility) -> Row:
    reason = f"{describe_scope(fact.scope)}，{describe_basis(fact.basis)}：{explain(fact)}"
    return _row(
        document,
        "unit",
        describe_role(fact.role),
        fact.unit,
        fact.unit,
        fact.evidence,
        reason=reason,
        doubtful=not fact.certain,
    )


def _target(document: Document, fact: Target) -> Row:
    said = describe_target(fact)
    return _row(
        document, "target", KINDS["target"], fact.indicator, said, fact.evidence, doubtful=fact.uncertain
    )


def _repair(document: Document, repair: Repair) -> Row:
    clause = document.clause_at(repair.span.start)
    proof = Evidence(document.id, clause.id if clause else "", repair.span, repair.surface, "修补")
    restored = f"“{one_line(repair.restored)}”"
    content = f"“{one_line(repair.surface)}”读作{restored}" if repair.surface else f"这里补上{restored}"
    return _row(
        document,
        "repair",
        KINDS["repair"],
        "",
        content,
        proof,
        reason=repair.reason,
        doubtful=not repair.certain,
    )


def _row(
    document: Document,
    kind: str,
    word: str,
    name: str,
    content: str,
    proof: Evidence,
    *,
    reason: str = "",
    doubtful: bool = False,
) -> Row:
    text, span = document.text, proof.span
    return Row(
        kind,
        word,
        one_line(name),
        content,
        reason,
        rule_name(proof.rule),
        doubtful,
        document.id,
        proof.clause,
        path_at(document, proof.clause),
        one_line(task_at(document, proof.clause)),
        span,
        one_line(text[max(0, span.start - CONTEXT) : span.start]),
        proof.surface,
        one_line(text[span.end : span.end + CONTEXT]),
    )
