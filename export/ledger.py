"""任务台账: one line a duty, with the deadlines and targets that fall to its clause."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from corpus.model import Clause, Document
from export.place import path_at, plan_title, quote, task_at
from graph.wording import describe_basis, describe_deadline, describe_role, describe_scope, describe_target
from kb.model import Deadline, Evidence, Plan, Responsibility, Target

UNOWNED = "（未写明）"


@dataclass(frozen=True, slots=True)
class Entry:
    """A duty in words; ``doubts`` say what a reader must check, empty where nothing.

    A task with a deadline or a target but no unit stands here too, its unit （未写明）, so that
    nothing that the plan sets is missing.
    """

    document: str
    task: str
    path: str
    unit: str
    role: str
    scope: str
    basis: str
    deadlines: tuple[str, ...]
    targets: tuple[str, ...]
    quote: str
    doubts: tuple[str, ...]


@dataclass(slots=True)
class _Due:
    """What falls to one clause while it is being gathered."""

    deadlines: list[Deadline] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)

    def evidence(self) -> list[Evidence]:
        return [*(fact.evidence for fact in self.deadlines), *(fact.evidence for fact in self.targets)]


def entries(plan: Plan) -> tuple[Entry, ...]:
    """The lines of one plan in clause order, within a clause in the order of the text.

    A deadline or target falls to the clauses on the way up from where it stands, as far as the
    nearest one with a list of units; where none has a unit, to its task.
    """
    document, duties = plan.document, plan.facts.responsibilities
    listed = {fact.evidence.clause for fact in duties if fact.scope == "listed"}
    owned = {fact.evidence.clause for fact in duties}
    due: dict[str, _Due] = {}
    for deadline in plan.facts.deadlines:
        for clause in _bearers(document, deadline.evidence.clause, listed, owned):
            due.setdefault(clause, _Due()).deadlines.append(deadline)
    for target in plan.facts.targets:
        for clause in _bearers(document, target.evidence.clause, listed, owned):
            due.setdefault(clause, _Due()).targets.append(target)
    damaged = _damaged(plan)
    found = [(duty.evidence.clause, _entry(document, duty, due, damaged)) for duty in duties]
    found += [(clause, _unowned(document, clause, due[clause])) for clause in due if clause not in owned]
    order = {clause.id: at for at, clause in enumerate(document.clauses)}
    return tuple(entry for _, entry in sorted(found, key=lambda pair: order.get(pair[0], -1)))


def _bearers(document: Document, clause_id: str, listed: set[str], owned: set[str]) -> list[str]:
    clause = document.by_id.get(clause_id)
    if clause is None:
        return [clause_id]
    found = [above.id for above in _up_to_list(document, clause, listed) if above.id in owned]
    return found or [document.task_of(clause).id]


def _up_to_list(document: Document, clause: Clause, listed: set[str]) -> Iterable[Clause]:
    for above in reversed(document.ancestors(clause)):
        yield above
        if above.id in listed:
            return


def _damaged(plan: Plan) -> set[int]:
    """The offsets of the doubtful repairs and the ends next to them, where a lost character stood."""
    return {
        offset
        for repair in plan.facts.repairs
        if not repair.certain
        for offset in range(repair.span.start, repair.span.end + 1)
    }


def _entry(document: Document, duty: Responsibility, due: dict[str, _Due], damaged: set[int]) -> Entry:
    evidence = duty.evidence
    load = due.get(evidence.clause, _Due())
    doubts = {
        "单位名待核": not duty.certain,
        "原文缺损待核": not damaged.isdisjoint(range(evidence.span.start, evidence.span.end + 1)),
        "指标待核": any(target.uncertain for target in load.targets),
    }
    return Entry(
        document=plan_title(document),
        task=task_at(document, evidence.clause),
        path=path_at(document, evidence.clause),
        unit=duty.unit,
        role=describe_role(duty.role),
        scope=describe_scope(duty.scope),
        basis=describe_basis(duty.basis),
        deadlines=_deadlines(load),
        targets=_targets(load),
        quote=quote(evidence.surface, evidence.span),
        doubts=tuple(doubt for doubt, holds in doubts.items() if holds),
    )


def _unowned(document: Document, clause_id: str, load: _Due) -> Entry:
    return Entry(
        document=plan_title(document),
        task=task_at(document, clause_id),
        path=path_at(document, clause_id),
        unit=UNOWNED,
        role="",
        scope="",
        basis="",
        deadlines=_deadlines(load),
        targets=_targets(load),
        quote="；".join(quote(evidence.surface, evidence.span) for evidence in load.evidence()),
        doubts=("指标待核",) if any(target.uncertain for target in load.targets) else (),
    )


def _deadlines(load: _Due) -> tuple[str, ...]:
    return tuple(dict.fromkeys(describe_deadline(deadline) for deadline in load.deadlines))


def _targets(load: _Due) -> tuple[str, ...]:
    return tuple(dict.fromkeys(describe_target(target) for target in load.targets))
