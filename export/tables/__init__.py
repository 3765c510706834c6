"""The tables of a workbook, a module each, in the order of the sheets."""

from __future__ import annotations

from collections.abc import Callable

from export.matrix import Matrix
from export.tables import deadlines, doubts, duties, grids, ledger, notes, targets, units
from export.tables.model import Table

TABLES: tuple[Callable[[Matrix], tuple[Table, ...]], ...] = (
    grids.tables,
    ledger.tables,
    duties.tables,
    units.tables,
    deadlines.tables,
    targets.tables,
    doubts.tables,
    notes.tables,
)


def tables(matrix: Matrix) -> tuple[Table, ...]:
    return tuple(table for make in TABLES for table in make(matrix))
