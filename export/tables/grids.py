"""责任矩阵: tasks down, units across; one table a plan."""

from __future__ import annotations

from export.characters import printable
from export.matrix import Grid, Matrix, Row
from export.tables.model import CLAUSE, FILE, NUMBER, PLACE, PLACES, QUOTE, TASK, Field, Table, numbered

_NAME = "责任矩阵"


def tables(matrix: Matrix) -> tuple[Table, ...]:
    """Numbered and named after the plans where there are several; an empty one for none."""
    grids = matrix.grids or (Grid("", (), ()),)
    titles = [f"{_NAME}{at} {grid.document}" if matrix.several else _NAME for at, grid in enumerate(grids, 1)]
    return tuple(_table(grid, title) for grid, title in zip(grids, titles, strict=True))


def _table(grid: Grid, title: str) -> Table:
    units = (Field(printable(column.title), 6, upright=True) for column in grid.columns)
    rows = ((_task_cell(row), row.path, *row.cells, *row.proof.cells()) for row in grid.rows)
    return Table(title, (NUMBER, TASK, PLACE, *units, FILE, CLAUSE, PLACES, QUOTE), numbered(rows), pinned=3)


def _task_cell(row: Row) -> str:
    return row.task if any(row.cells) else f"{row.task}（未写明责任单位）"
