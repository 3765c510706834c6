"""任务台账: one line a task and unit; the deadlines and targets of the task stand with its first line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.model import Document
from export.place import path_at, quote, task_at
from export.tasks import Task, in_doubt, tasks
from graph.wording import (
    describe_basis,
    describe_deadline,
    describe_role,
    describe_scope,
    describe_target,
    plan_title,
)
from kb.model import Plan, Responsibility

UNSTATED = "（未写明）"
PARTED = "（见分项）"


@dataclass(frozen=True, slots=True)
class Entry:
    """A unit of a task in words; ``doubts`` say what a reader must check, empty where nothing.

    ``role`` is the strongest that the unit has, ``basis`` names every one; ``content``, ``deadlines`` and
    ``targets`` are the whole task's. A task without a unit has one line, its unit （未写明）, or （见分项）
    where its parts have units; the lines of one task share its ``task_id``.
    """

    task_id: str
    document: str
    task: str
    path: str
    content: str
    unit: str
    role: str
    basis: str
    deadlines: tuple[str, ...]
    targets: tuple[str, ...]
    quote: str
    doubts: tuple[str, ...]


def entries(plan: Plan) -> tuple[Entry, ...]:
    """The lines of one plan: tasks in reading order, within a task the strongest role first."""
    damaged = _damaged(plan)
    return tuple(entry for task in tasks(plan) for entry in _lines(plan.document, task, damaged))


def _damaged(plan: Plan) -> set[int]:
    """The offsets of the doubtful repairs and the ends next to them, where a lost character stood."""
    return {
        offset
        for repair in plan.facts.repairs
        if not repair.certain
        for offset in range(repair.span.start, repair.span.end + 1)
    }


def _lines(document: Document, task: Task, damaged: set[int]) -> list[Entry]:
    held = task.duties_by_unit() or {PARTED if task.parted else UNSTATED: ()}
    return [
        _entry(document, task, unit, duties, doubts=_doubts(task, duties, damaged))
        for unit, duties in held.items()
    ]


def _entry(
    document: Document, task: Task, unit: str, duties: Sequence[Responsibility], *, doubts: tuple[str, ...]
) -> Entry:
    proofs = [fact.evidence for fact in duties]
    if not duties:
        proofs += [*(fact.evidence for fact in task.deadlines), *(fact.evidence for fact in task.targets)]
    return Entry(
        task_id=f"{document.id}/{task.id}",
        document=plan_title(document),
        task=task_at(document, task.id),
        path=path_at(document, task.id),
        content=task.content,
        unit=unit,
        role=describe_role(duties[0].role) if duties else "",
        basis="；".join(dict.fromkeys(map(_basis, duties))),
        deadlines=tuple(dict.fromkeys(map(describe_deadline, task.deadlines))),
        targets=tuple(dict.fromkeys(map(describe_target, task.targets))),
        quote="；".join(dict.fromkeys(quote(proof.surface, proof.span) for proof in proofs)),
        doubts=doubts,
    )


def _basis(duty: Responsibility) -> str:
    return f"{describe_scope(duty.scope)}（{describe_role(duty.role)}，{describe_basis(duty.basis)}）"


def _doubts(task: Task, duties: Sequence[Responsibility], damaged: set[int]) -> tuple[str, ...]:
    touched = (range(duty.evidence.span.start, duty.evidence.span.end + 1) for duty in duties)
    found = {
        "单位名待核": in_doubt(duties),
        "原文缺损待核": any(not damaged.isdisjoint(offsets) for offsets in touched),
        "指标待核": any(target.uncertain for target in task.targets),
    }
    return tuple(doubt for doubt, holds in found.items() if holds)
