"""责任明细: one line a task and unit, with every role the unit has and the characters that say so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.model import Document, Repair
from export.place import Proof, path_at, proof, task_at
from export.selection import Share
from export.tasks import Task, in_doubt
from graph.wording import describe_basis, describe_role, describe_scope, plan_title
from kb.model import Responsibility


@dataclass(frozen=True, slots=True)
class Entry:
    """A unit of a task in words; ``doubts`` say what a reader must check, empty where nothing.

    ``role`` is the strongest that the unit has, ``basis`` names every one, ``proof`` quotes every one.
    """

    document: str
    task: str
    path: str
    unit: str
    role: str
    basis: str
    doubts: tuple[str, ...]
    proof: Proof


def entries(share: Share) -> tuple[Entry, ...]:
    """The lines of one plan: tasks in reading order, within a task the strongest role first."""
    damaged = damaged_offsets(share.plan.facts.repairs)
    return tuple(
        _entry(share.document, task, duties, doubts=unit_doubts(duties, damaged))
        for task in share.tasks
        for duties in task.duties_by_unit().values()
    )


def damaged_offsets(repairs: Sequence[Repair]) -> frozenset[int]:
    """The offsets of the doubtful repairs and the ends next to them, where a lost character stood."""
    return frozenset(
        offset
        for repair in repairs
        if not repair.certain
        for offset in range(repair.span.start, repair.span.end + 1)
    )


def unit_doubts(duties: Sequence[Responsibility], damaged: frozenset[int]) -> tuple[str, ...]:
    touched = (range(duty.evidence.span.start, duty.evidence.span.end + 1) for duty in duties)
    found = {
        "单位名待核": in_doubt(duties),
        "原文缺损待核": any(not damaged.isdisjoint(offsets) for offsets in touched),
    }
    return tuple(doubt for doubt, holds in found.items() if holds)


def _entry(
    document: Document, task: Task, duties: Sequence[Responsibility], *, doubts: tuple[str, ...]
) -> Entry:
    return Entry(
        document=plan_title(document),
        task=task_at(document, task.id),
        path=path_at(document, task.id),
        unit=duties[0].unit,
        role=describe_role(duties[0].role),
        basis="；".join(dict.fromkeys(map(_basis, duties))),
        doubts=doubts,
        proof=proof(document, task.id, (duty.evidence.span for duty in duties)),
    )


def _basis(duty: Responsibility) -> str:
    return f"{describe_scope(duty.scope)}（{describe_role(duty.role)}，{describe_basis(duty.basis)}）"
