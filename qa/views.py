"""Views of a plan's facts that answers share: tasks, owners, years; all in plan order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from corpus.model import Clause, Document
from corpus.numerals import ordinal
from kb.model import Deadline, Evidence, Plan, Responsibility, Target
from qa.model import ClauseRow

_YEAR = re.compile(r"\d{4}")


def clause_of(document: Document, evidence: Evidence) -> Clause | None:
    return document.by_id.get(evidence.clause)


def task_at(document: Document, evidence: Evidence) -> Clause | None:
    """The measure that a fact stands in, or the deepest clause where there is no measure."""
    clause = clause_of(document, evidence)
    return document.task_of(clause) if clause else None


def tasks(plan: Plan) -> tuple[Clause, ...]:
    """Every measure, and every other clause that has its own list of responsible units."""
    document = plan.document
    listed = {
        clause.id
        for r in plan.facts.responsibilities
        if r.scope == "listed"
        if (clause := task_at(document, r.evidence))
    }
    return tuple(c for c in document.clauses if c.kind == "measure" or c.id in listed)


def owners(plan: Plan, task: Clause, *, scope: str | None = "listed") -> tuple[Responsibility, ...]:
    """Responsibilities anywhere in the task; those of its list alone by default."""
    return tuple(
        r
        for r in plan.facts.responsibilities
        if (scope is None or r.scope == scope) and within(plan.document, r.evidence, task)
    )


def within(document: Document, evidence: Evidence, task: Clause) -> bool:
    clause = clause_of(document, evidence)
    return clause is not None and task.span.covers(clause.span)


def unit_names(responsibilities: Iterable[Responsibility]) -> tuple[str, ...]:
    """Each unit once, in the order of first mention."""
    return tuple(dict.fromkeys(r.unit for r in responsibilities))


def rows_of(plan: Plan, clauses: Iterable[Clause]) -> tuple[ClauseRow, ...]:
    wanted = {clause.id for clause in clauses}
    return tuple(ClauseRow(plan.document, c) for c in plan.document.clauses if c.id in wanted)


def fact_rows(plan: Plan, facts: Sequence[Responsibility | Target | Deadline]) -> tuple[ClauseRow, ...]:
    """The measures (else the clauses) that facts stand in, each once."""
    found = (task_at(plan.document, fact.evidence) for fact in facts)
    return rows_of(plan, [clause for clause in found if clause])


def due_year(deadline: Deadline) -> str | None:
    """The year in which a deadline falls due: the last one it names; None for schedules."""
    if deadline.kind in ("from", "every", "within"):
        return None
    years = _YEAR.findall(deadline.value)
    return years[-1] if years else None


def due_month(deadline: Deadline) -> int | None:
    match = re.fullmatch(r"(?:\d{4}|XXXX)-(\d\d)(?:-\d\d)?", deadline.value.split("/")[-1])
    month = int(match[1]) if match and deadline.kind != "from" else 0
    return month if 1 <= month <= 12 else None


def label_number(clause: Clause) -> int | None:
    """The number in a clause's own marker: ``8``, ``第八条``, ``(八)`` are all 8."""
    return ordinal(re.sub(r"[第条项()（）、.章节]", "", clause.label))
