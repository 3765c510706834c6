"""Views of a plan's facts that answers share: tasks, owners, years; all in plan order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from corpus.lazy import lazily
from corpus.model import Clause, Document
from corpus.spans import Spans
from kb.model import Deadline, Evidence, Plan, Responsibility, Target
from qa.model import ClauseRow
from qa.remembered import per_plan, per_plans

Fact = Responsibility | Target | Deadline
_YEAR = lazily(r"\d{4}")
_DATE = lazily(r"(?P<year>\d{4}|XXXX)(?:-(?P<part>\d\d)(?:-\d\d)?)?")
# EDTF: seasons 春夏秋冬, quarters, halves of the year; each with the month in which it ends.
_ENDS = {21: 5, 22: 8, 23: 11, 24: 12, 33: 3, 34: 6, 35: 9, 36: 12, 40: 6, 41: 12}


def clause_of(document: Document, evidence: Evidence) -> Clause | None:
    return document.by_id.get(evidence.clause)


def task_at(document: Document, evidence: Evidence) -> Clause | None:
    """The measure that a fact stands in, or the deepest clause where there is no measure."""
    clause = clause_of(document, evidence)
    return document.task_of(clause) if clause else None


@per_plan
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


@per_plan
def assignable(plan: Plan) -> tuple[Clause, ...]:
    """The tasks that a list of units may stand at: the rows of the annex where only these have lists."""
    every = tasks(plan)
    rows = tuple(c for c in every if annexed(c) and owners(plan, c))
    body = any(owners(plan, c) for c in every if not annexed(c))
    return rows if rows and not body else every


def counted(found: Sequence[Clause]) -> list[Clause]:
    """Without the rows of an annexed table that say again what the body says; these where it is all."""
    return [c for c in found if not annexed(c)] or list(found)


def annexed(clause: Clause) -> bool:
    """True inside an annex, whose rows are numbered anew."""
    return clause.path.startswith(("附件", "附表"))


def owners(plan: Plan, task: Clause, *, scope: str | None = "listed") -> tuple[Responsibility, ...]:
    """Responsibilities anywhere in the task; those of its list alone by default."""
    own = _owned(plan).get(task.id, ())
    return own if scope is None else tuple(r for r in own if r.scope == scope)


@per_plan
def _owned(plan: Plan) -> Mapping[str, tuple[Responsibility, ...]]:
    """The responsibilities anywhere in a clause, by its id."""
    document, found = plan.document, dict[str, list[Responsibility]]()
    for r in plan.facts.responsibilities:
        clause = clause_of(document, r.evidence)
        for holder in document.ancestors(clause) if clause else ():
            found.setdefault(holder.id, []).append(r)
    return MappingProxyType({clause: tuple(own) for clause, own in found.items()})


@per_plan
def listed_at(plan: Plan) -> Mapping[str, frozenset[str]]:
    """The ids of the assignable tasks by the unit that their lists name."""
    found: dict[str, set[str]] = {}
    for task in assignable(plan):
        for r in owners(plan, task):
            found.setdefault(r.unit, set()).add(task.id)
    return MappingProxyType({unit: frozenset(ids) for unit, ids in found.items()})


@per_plans
def listed_units(plans: Sequence[Plan]) -> tuple[str, ...]:
    """Every unit that a list of a plan holds, in the order of first mention."""
    return unit_names(r for plan in plans for r in plan.facts.responsibilities if r.scope == "listed")


@per_plan
def named_units(plan: Plan) -> frozenset[str]:
    """Every unit that the plan gives something to do."""
    return frozenset(r.unit for r in plan.facts.responsibilities)


@per_plan
def acting_units(plan: Plan) -> frozenset[str]:
    """The units that the plan gives something to do, and those that issued it."""
    return named_units(plan) | frozenset(plan.document.header.issuers)


def within(document: Document, evidence: Evidence, task: Clause) -> bool:
    clause = clause_of(document, evidence)
    return clause is not None and task.span.covers(clause.span)


def held(document: Document, facts: Iterable[Fact]) -> Spans:
    """The clauses that the facts stand in: a task that covers one of them has one of the facts within."""
    found = (clause_of(document, fact.evidence) for fact in facts)
    return Spans.of(clause.span for clause in found if clause)


@per_plan
def timed(plan: Plan) -> Spans:
    """The clauses that have a time limit."""
    return held(plan.document, plan.facts.deadlines)


@per_plan
def measured(plan: Plan) -> Spans:
    """The clauses that have a target."""
    return held(plan.document, plan.facts.targets)


def unit_names(responsibilities: Iterable[Responsibility]) -> tuple[str, ...]:
    """Each unit once, in the order of first mention."""
    return tuple(dict.fromkeys(r.unit for r in responsibilities))


@per_plan
def ranks(plan: Plan) -> bool:
    """True where the plan tells lead from support anywhere."""
    return any(r.role != "responsible" for r in plan.facts.responsibilities)


@per_plan
def leads_alone(plan: Plan) -> bool:
    """True where lists tell who leads and of nobody that it supports: the others stand beside the lead."""
    roles = {r.role for r in plan.facts.responsibilities if r.scope == "listed"}
    return "lead" in roles and "support" not in roles


def has_role(plan: Plan, task: Clause, fact: Responsibility, role: str | None) -> bool:
    """The unit stands in the task in that role, in any where it is None; beside a lead it supports."""
    if role == "support" and fact.role == "responsible" and leads_alone(plan):
        return any(r.role == "lead" for r in owners(plan, task))
    return role is None or fact.role == role


def relevant_plans(plans: Sequence[Plan], units: Iterable[str]) -> tuple[Plan, ...]:
    """The plans that name one of the units or were issued by it; all of them where none is."""
    wanted = set(units)
    return tuple(p for p in plans if not wanted.isdisjoint(acting_units(p))) or tuple(plans)


def rows_of(plan: Plan, clauses: Iterable[Clause]) -> tuple[ClauseRow, ...]:
    wanted = {clause.id for clause in clauses}
    return tuple(ClauseRow(plan.document, c) for c in plan.document.clauses if c.id in wanted)


def fact_rows(plan: Plan, facts: Sequence[Fact]) -> tuple[ClauseRow, ...]:
    """The measures (else the clauses) that facts stand in, each once."""
    found = (task_at(plan.document, fact.evidence) for fact in facts)
    return rows_of(plan, [clause for clause in found if clause])


def due_year(deadline: Deadline) -> str | None:
    """The year in which a deadline falls due: the last one it names; None for schedules."""
    if deadline.kind in ("from", "every", "within"):
        return None
    years = _YEAR.findall(deadline.value)
    return years[-1] if years else None


def due_month(value: str) -> str | None:
    """The last month of an EDTF date: ``2025`` ends in ``2025-12``, ``2025-33`` (一季度) in ``2025-03``."""
    match = _DATE.fullmatch(value.split("/")[-1])
    if not match:
        return None
    part = int(match["part"] or 12)
    month = part if 1 <= part <= 12 else _ENDS.get(part)
    return f"{match['year']}-{month:02}" if month else None


def months(value: str) -> tuple[int, int] | None:
    """First and last month of a month, quarter or half of a year."""
    end, part = due_month(value), value[5:7]
    if not end or not part:
        return None
    last = int(end[5:])
    return last - {"3": 2, "4": 5}.get(part[0], 0), last


def due_day(deadline: Deadline) -> str | None:
    """The last day in which a deadline falls due, as far as the plan gives it; None for schedules.

    ``2025-06`` ends on ``2025-06-31``: the bound is for comparing and not for showing.
    """
    if deadline.kind in ("from", "every", "within"):
        return None
    value = deadline.value.split("/")[-1]
    month = due_month(value)
    return value if month and len(value) == 10 else month and f"{month}-31"
