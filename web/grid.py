"""矩阵：tasks down, units across, as the page shows it: counted by rows and columns, in the order asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from corpus.errors import InputError
from corpus.model import Document
from export.matrix import DOUBTFUL, STATED, Column, Grid, Row, matrix
from export.place import path_at, task_at
from export.selection import Selection, Share, shares
from export.tasks import Task, in_doubt
from graph.titles import titles
from graph.wording import one_line, plan_title
from kb.facts_json import evidence_json
from kb.model import ROLES, Plan, Responsibility
from web.stock import alphabetical

_LEGEND = {"lead": "牵头单位", "support": "配合单位", "responsible": "不分主次"}
_CLASSES = {"responsible": "own"}
_BAND = 12
SORTS = {"": "原文顺序", "units": "单位多的在前", "task": "任务名"}


@dataclass(frozen=True, slots=True)
class Line:
    """A task of a plan with what falls to each of its units."""

    document: Document
    task: Task


@dataclass(frozen=True, slots=True)
class Sheet:
    """The grid of one plan with its sums, ``down`` by column, ``across`` by row; ``beside`` as in its grid."""

    plan: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    down: tuple[int, ...]
    across: tuple[int, ...]
    beside: int

    @property
    def total(self) -> int:
        return sum(self.down)

    @property
    def bands(self) -> Iterator[tuple[tuple[Row, int], ...]]:
        """The rows and their sums, a few together: as many as a browser is to lay out and paint at once."""
        counted = tuple(zip(self.rows, self.across, strict=True))
        return (counted[at : at + _BAND] for at in range(0, len(counted), _BAND))


def rows(plans: Sequence[Plan], wanted: Selection) -> tuple[tuple[Line, ...], int]:
    """The rows of the matrix, plan by plan, and how many tasks of the ledger are beside them."""
    every = [Line(share.document, task) for share in shares(plans, wanted) for task in share.tasks]
    found = tuple(line for line in every if line.task.is_work)
    return found, len(every) - len(found)


def row_json(line: Line) -> dict[str, Any]:
    document, task = line.document, line.task
    return {
        "document": document.id,
        "title": plan_title(document),
        "clause": task.id,
        "path": path_at(document, task.id),
        "task": task_at(document, task.id),
        "units": [_unit_json(duties) for duties in task.duties_by_unit().values()],
    }


def _unit_json(duties: Sequence[Responsibility]) -> dict[str, Any]:
    """By the strongest of the duties; each of them is proved."""
    strongest = duties[0]
    return {
        "unit": strongest.unit,
        "group": strongest.group,
        "role": strongest.role,
        "scope": strongest.scope,
        "basis": strongest.basis,
        "certain": not in_doubt(duties),
        "evidence": [evidence_json(duty.evidence) for duty in duties],
    }


def sheets(plans: Sequence[Plan], wanted: Selection, sort: str) -> tuple[Sheet, ...]:
    """``sort`` is one of SORTS, or a unit of some grid, whose tasks then stand first; InputError where neither."""
    made = matrix(plans, wanted)
    units = {column.title for grid in made.grids for column in grid.columns}
    if sort not in SORTS and sort not in units:
        raise InputError(
            f"不能按“{one_line(sort)}”排序；可按 {'、'.join(SORTS.values())}，或表里的一个单位。"
        )
    named = titles(share.document for share in made.shares)
    return tuple(
        replace(_sheet(share, grid, sort), title=named[share.document.id])
        for share, grid in zip(made.shares, made.grids, strict=True)
    )


def kind(cell: str) -> str:
    """What a cell is coloured by: its role without the marks."""
    role = next((role for role, word in ROLES.items() if cell.startswith(word)), "")
    return _CLASSES.get(role, role)


def legend() -> tuple[tuple[str, str], ...]:
    return (
        *((word, _LEGEND[role]) for role, word in ROLES.items()),
        (STATED, "只见于正文"),
        (DOUBTFUL, "待核"),
    )


def _sheet(share: Share, grid: Grid, sort: str) -> Sheet:
    titles = [column.title for column in grid.columns]
    ordered = sorted(grid.rows, key=lambda row: _order(share.document, row, sort, titles))
    filled = Counter(at for row in grid.rows for at, cell in enumerate(row.cells) if cell)
    return Sheet(
        share.document.id,
        grid.document,
        grid.columns,
        tuple(ordered),
        tuple(filled[at] for at in range(len(titles))),
        tuple(sum(map(bool, row.cells)) for row in ordered),
        grid.beside,
    )


def _order(document: Document, row: Row, sort: str, titles: Sequence[str]) -> tuple[Any, ...]:
    if sort == "units":
        return (-sum(map(bool, row.cells)),)
    if sort == "task":
        return (alphabetical(_unlabelled(document, row)),)
    if sort in titles:
        return (not row.cells[titles.index(sort)],)
    return ()


def _unlabelled(document: Document, row: Row) -> str:
    """The name of the task without its number, which is not a part of it as 一 is of 一体推进."""
    clause = document.by_id.get(row.proof.clauses[0])
    if clause is None or clause.heading:
        return one_line(clause.heading) if clause else row.task
    return row.task.removeprefix(clause.label).lstrip(" .、．")
