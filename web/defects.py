"""毛病：one defect a row. What the readings, the checks and the account each say of the same characters is one.

A doubtful place is told by its repair and by every fact that rests on it; ``source.doubtful`` of the checks says
of that repair once more that it is doubtful, and is not told again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.model import Document, Span
from export.place import task_at
from graph.wording import one_line
from kb.lint import SEVERITIES, Finding, lint
from kb.model import Plan
from web.facts import CONTEXT, Row, rows

_TOLD_AS_DOUBT = "source.doubtful"


@dataclass(frozen=True, slots=True)
class Doubt:
    """Characters that were read, and the repair and facts of which each may be wrong."""

    document: Document
    rows: tuple[Row, ...]

    @property
    def span(self) -> Span:
        return Span(min(row.span.start for row in self.rows), max(row.span.end for row in self.rows))

    @property
    def kinds(self) -> tuple[Row, ...]:
        """One row of each kind."""
        return tuple({row.word: row for row in reversed(self.rows)}.values())[::-1]

    @property
    def contents(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(row.content for row in self.rows if row.content))

    @property
    def reasons(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys("，".join(filter(None, (row.rule, row.reason))) for row in self.rows))

    @property
    def quote(self) -> tuple[str, str, str]:
        """What stands before it, itself, and what stands after it."""
        text, span = self.document.text, self.span
        before, after = text[max(0, span.start - CONTEXT) : span.start], text[span.end : span.end + CONTEXT]
        return one_line(before), one_line(span.of(text)), one_line(after)


@dataclass(frozen=True, slots=True)
class Fault:
    """What the checks find wrong at one place of the plan, the gravest first."""

    findings: tuple[Finding, ...]
    task: str

    @property
    def severity(self) -> str:
        return self.findings[0].severity

    @property
    def span(self) -> Span:
        return self.findings[0].span


def doubts(plan: Plan) -> tuple[Doubt, ...]:
    """In the order of the text."""
    found = [row for row in rows(plan) if row.doubtful]
    return tuple(Doubt(plan.document, tuple(own)) for own in _together(found))


def doubtful_places(plan: Plan) -> int:
    """How many ``doubts`` there are, without a row being made."""
    facts = plan.facts
    spans = [fact.evidence.span for fact in facts.responsibilities if not fact.certain]
    spans += [fact.evidence.span for fact in facts.targets if fact.uncertain]
    spans += [repair.span for repair in facts.repairs if not repair.certain]
    return sum(1 for _ in grouped(spans))


def faults(plan: Plan) -> tuple[Fault, ...]:
    """What is wrong with the plan itself, the gravest first, then in the order of the text."""
    at: dict[tuple[str, Span], list[Finding]] = {}
    for one in lint(plan):
        if one.code != _TOLD_AS_DOUBT:
            at.setdefault((one.clause, one.span), []).append(one)
    found = (
        Fault(tuple(sorted(own, key=_grave)), one_line(task_at(plan.document, clause)) if clause else "")
        for (clause, _), own in at.items()
    )
    return tuple(sorted(found, key=lambda fault: _grave(fault.findings[0])))


def _grave(finding: Finding) -> int:
    return [*SEVERITIES].index(finding.severity)


def _together(found: Sequence[Row]) -> Iterator[list[Row]]:
    for own in grouped([row.span for row in found]):
        yield [row for row in found if row.span in own]


def grouped(spans: Iterable[Span]) -> Iterator[set[Span]]:
    """Spans that overlap, directly or by others between them; one without characters is at those beside it."""
    own: set[Span] = set()
    end = -1
    for span in sorted(spans, key=_reach):
        reach = _reach(span)
        if own and reach.start >= end:
            yield own
            own, end = set(), -1
        own.add(span)
        end = max(end, reach.end)
    if own:
        yield own


def _reach(span: Span) -> Span:
    return span if len(span) else Span(span.start - 1, span.end + 1)
