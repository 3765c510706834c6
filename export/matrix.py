"""责任矩阵: tasks down, units across, the role in the cell, a grid a plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from export.characters import printable
from export.place import Proof, head_of, path_at, proof, task_at
from export.selection import EVERYTHING, Selection, Share, shares
from export.tasks import Task, in_doubt
from graph.wording import describe_role, plan_title
from kb.model import Plan, Responsibility
from kb.remarks import Remark

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
    proof: Proof


@dataclass(frozen=True, slots=True)
class Grid:
    """The matrix of one plan; ``document`` is its title.

    ``beside`` are the tasks of the ledger that are no row here: clauses of no unit with a time or a number.
    """

    document: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    beside: int = 0


@dataclass(frozen=True, slots=True)
class Matrix:
    """What the writers write: what was wanted of each plan, a grid a plan, what was reported."""

    wanted: Selection
    shares: tuple[Share, ...]
    grids: tuple[Grid, ...]
    remarks: tuple[Remark, ...] = ()

    @property
    def documents(self) -> tuple[str, ...]:
        return tuple(grid.document for grid in self.grids)

    @property
    def several(self) -> bool:
        return len(self.grids) > 1


def matrix(plans: Sequence[Plan], wanted: Selection = EVERYTHING, remarks: Iterable[Remark] = ()) -> Matrix:
    """``remarks`` fill in the columns that are free to be filled in."""
    kept = shares(plans, wanted)
    return Matrix(wanted, kept, tuple(map(_grid, kept)), tuple(remarks))


def _grid(share: Share) -> Grid:
    document, columns = share.document, _columns(share)
    places = {column.title: at for at, column in enumerate(columns)}
    rows = (
        Row(
            task_at(document, task.id),
            path_at(document, task.id),
            _cells(task, places),
            proof(document, task.id, [head_of(document, task.id)]),
        )
        for task in share.tasks
        if task.is_work
    )
    beside = sum(not task.is_work for task in share.tasks)
    return Grid(printable(plan_title(document)), columns, tuple(rows), beside)


def _columns(share: Share) -> tuple[Column, ...]:
    """The units of the lists, then those that only the running text names, groups (各学校) last of all.

    In each of these in the order of first appearance.
    """
    duties, groups = share.facts.responsibilities, dict[str, bool]()
    for duty in duties:
        groups.setdefault(duty.unit, duty.group)
    listed = {duty.unit for duty in duties if duty.scope == "listed"}
    found = [Column(unit, group, unit in listed) for unit, group in groups.items()]
    return tuple(sorted(found, key=lambda column: (column.group, not column.listed)))


def _cells(task: Task, places: Mapping[str, int]) -> tuple[str, ...]:
    cells = [""] * len(places)
    for unit, duties in task.duties_by_unit().items():
        if unit in places:
            cells[places[unit]] = _cell(duties)
    return tuple(cells)


def _cell(duties: Sequence[Responsibility]) -> str:
    """The strongest role, marked 述 where only the text states it, ``?`` where the unit is in doubt."""
    stated = "" if duties[0].scope == "listed" else STATED
    return describe_role(duties[0].role) + stated + (DOUBTFUL if in_doubt(duties) else "")
