"""矩阵：tasks down, units across, as the page shows it: counted by rows and columns, in the order asked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from export.matrix import DOUBTFUL, STATED, Column, Grid, Row, matrix
from export.selection import Selection
from kb.model import Plan

_MARKER = re.compile(r"^[\d.（()）一二三四五六七八九十、\s]+")
SORTS = {"": "原文顺序", "units": "单位多的在前", "task": "任务名"}


@dataclass(frozen=True, slots=True)
class Line:
    """A task of a plan with the role of every unit that has one."""

    plan: str
    title: str
    row: Row
    units: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The grid of one plan with its sums: ``down`` by column, ``across`` by row."""

    plan: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    down: tuple[int, ...]
    across: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.down)


def rows(plans: Sequence[Plan], wanted: Selection) -> tuple[Line, ...]:
    made = matrix(plans, wanted)
    return tuple(
        Line(share.document.id, grid.document, row, _units(grid, row))
        for share, grid in zip(made.shares, made.grids, strict=True)
        for row in grid.rows
    )


def row_json(line: Line) -> dict[str, Any]:
    row = line.row
    return {
        "document": line.plan,
        "title": line.title,
        "clause": row.proof.clauses[0] if row.proof.clauses else "",
        "path": row.path,
        "task": row.task,
        "units": dict(line.units),
        "evidence": [
            {"start": span.start, "end": span.end, "surface": surface}
            for span, surface in zip(row.proof.spans, row.proof.surfaces, strict=True)
        ],
    }


def sheets(plans: Sequence[Plan], wanted: Selection, sort: str) -> tuple[Sheet, ...]:
    """``sort`` is one of SORTS, or the name of a unit, whose tasks then stand first."""
    made = matrix(plans, wanted)
    return tuple(
        _sheet(share.document.id, grid, sort) for share, grid in zip(made.shares, made.grids, strict=True)
    )


def kind(cell: str) -> str:
    """What a cell is coloured by: its role without the marks."""
    return {"牵": "lead", "配": "support", "责": "own"}.get(cell[:1], "")


def legend() -> tuple[tuple[str, str], ...]:
    return (
        ("牵头", "牵头单位"),
        ("配合", "配合单位"),
        ("责任", "不分主次"),
        (STATED, "只见于正文"),
        (DOUBTFUL, "待核"),
    )


def _sheet(plan: str, grid: Grid, sort: str) -> Sheet:
    titles = [column.title for column in grid.columns]
    ordered = sorted(grid.rows, key=lambda row: _order(row, sort, titles))
    filled = Counter(at for row in grid.rows for at, cell in enumerate(row.cells) if cell)
    return Sheet(
        plan,
        grid.document,
        grid.columns,
        tuple(ordered),
        tuple(filled[at] for at in range(len(titles))),
        tuple(sum(map(bool, row.cells)) for row in ordered),
    )


def _order(row: Row, sort: str, titles: Sequence[str]) -> tuple[Any, ...]:
    if sort == "units":
        return (-sum(map(bool, row.cells)),)
    if sort == "task":
        return (_MARKER.sub("", row.task),)
    if sort in titles:
        return (not row.cells[titles.index(sort)],)
    return ()


def _units(grid: Grid, row: Row) -> dict[str, str]:
    return {column.title: cell for column, cell in zip(grid.columns, row.cells, strict=True) if cell}
