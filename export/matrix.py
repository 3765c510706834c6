"""责任矩阵: tasks down, units across, the role in the cell, a grid a plan; with the ledger and what to check."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from export.characters import printable
from export.doubts import Doubt, doubts
from export.ledger import Entry, entries
from export.place import path_at, task_at
from export.tasks import Task, in_doubt, tasks
from graph.wording import describe_role, plan_title
from kb.model import Plan, Responsibility

STATED, DOUBTFUL = "述", "?"


@dataclass(frozen=True, slots=True)
class Column:
    """A unit by its name; ``listed`` where some list of the plan names it."""

    title: str
    group: bool
    listed: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A task; ``cells`` stand in the order of the columns, "" where there is no duty."""

    task: str
    path: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """The matrix of one plan; ``document`` is its title."""

    document: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """What the writers write: a grid a plan, one ledger and one list of doubts over all."""

    grids: tuple[Grid, ...]
    entries: tuple[Entry, ...]
    doubts: tuple[Doubt, ...]

    @property
    def documents(self) -> tuple[str, ...]:
        return tuple(grid.document for grid in self.grids)

    @property
    def several(self) -> bool:
        return len(self.grids) > 1


def matrix(plans: Sequence[Plan]) -> Matrix:
    return Matrix(
        grids=tuple(map(_grid, plans)),
        entries=tuple(entry for plan in plans for entry in entries(plan)),
        doubts=tuple(doubt for plan in plans for doubt in doubts(plan)),
    )


def _grid(plan: Plan) -> Grid:
    columns = _columns(plan)
    work = [task for task in tasks(plan) if task.is_work]
    rows = (
        Row(task_at(plan.document, task.id), path_at(plan.document, task.id), _cells(task, columns))
        for task in work
    )
    return Grid(printable(plan_title(plan.document)), columns, tuple(rows))


def _columns(plan: Plan) -> tuple[Column, ...]:
    """The units of the lists, then those that only the running text names, groups (各学校) last of all.

    In each of these in the order of first appearance.
    """
    groups: dict[str, bool] = {}
    for duty in plan.facts.responsibilities:
        groups.setdefault(duty.unit, duty.group)
    listed = {duty.unit for duty in plan.facts.responsibilities if duty.scope == "listed"}
    found = [Column(unit, group, unit in listed) for unit, group in groups.items()]
    return tuple(sorted(found, key=lambda column: (column.group, not column.listed)))


def _cells(task: Task, columns: Sequence[Column]) -> tuple[str, ...]:
    held = task.duties_by_unit()
    return tuple(_cell(held.get(column.title, ())) for column in columns)


def _cell(duties: Sequence[Responsibility]) -> str:
    """The strongest role, marked 述 where only the text states it, ``?`` where the unit is in doubt."""
    if not duties:
        return ""
    stated = "" if duties[0].scope == "listed" else STATED
    return describe_role(duties[0].role) + stated + (DOUBTFUL if in_doubt(duties) else "")
