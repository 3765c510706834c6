"""Tables as cells; every writer sets these and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from export.characters import printable
from export.matrix import Matrix
from export.place import Proof

Cell = str | int | float
UNSTATED = "（未写明）"
PARTED = "（见分项）"


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a table.

    ``width`` is in half-width characters; ``upright`` marks a narrow column of marks, whose heading may
    stand upright; the ``key`` columns together name a row; a ``free`` one is for people to fill in;
    ``proof`` columns, the last ones, say where in the source the row stands.
    """

    title: str
    width: int
    upright: bool = False
    key: bool = False
    free: bool = False
    proof: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows have one cell a field; the first ``pinned`` fields stay in sight when scrolling."""

    title: str
    fields: tuple[Field, ...]
    rows: tuple[tuple[Cell, ...], ...]
    pinned: int


@dataclass(frozen=True, slots=True)
class Line:
    """A row before it is numbered: the plan's title, the cells, where it stands."""

    document: str
    cells: tuple[Cell, ...]
    proof: Proof


NUMBER = Field("序号", 6)
DOCUMENT = Field("文件", 24)
TASK = Field("任务", 30)
PLACE = Field("条款", 10)
FILE = Field("文件标识", 14, key=True, proof=True)
CLAUSE = Field("条款编号", 14, key=True, proof=True)
SPANS = Field("位置", 18, key=True, proof=True)
QUOTE = Field("原文", 44, proof=True)
# The same two where the row is named by something else.
CLAUSES = Field("条款编号", 14, proof=True)
PLACES = Field("位置", 18, proof=True)


def table(matrix: Matrix, title: str, fields: Iterable[Field], lines: Iterable[Line]) -> Table:
    """Number the lines, name the plan of each where there are several, end with where each stands."""
    leading = (NUMBER, DOCUMENT) if matrix.several else (NUMBER,)
    rows = (
        (*((line.document,) if matrix.several else ()), *line.cells, *line.proof.cells()) for line in lines
    )
    return Table(title, (*leading, *fields), numbered(rows), pinned=len(leading) + 1)


def numbered(rows: Iterable[tuple[Cell, ...]]) -> tuple[tuple[Cell, ...], ...]:
    return tuple((number, *map(_clean, cells)) for number, cells in enumerate(rows, 1))


def _clean(cell: Cell) -> Cell:
    return printable(cell) if isinstance(cell, str) else cell
