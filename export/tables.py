"""The four tables of a matrix as cells; every writer sets these and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from export.characters import printable
from export.doubts import Doubt
from export.ledger import Entry
from export.matrix import Matrix

Cell = str | int

NOTES = (
    (
        "责任矩阵",
        "一行一项任务，一列一个单位：先是列入责任单位名单的，后是只见于正文的；统称（各学校等）列在各自之后。",
    ),
    ("牵头、配合、责任", "方案在责任单位名单里写明的角色；方案不分主次时写“责任”。"),
    ("述", "名单里没有、由正文表述的职责。"),
    ("?", "单位名出自补回的字，可能有误，须核对原文。"),
    ("任务台账", "一行一个单位的一项职责；时限、指标含其下各分项。括号里是读出的规范值。"),
    ("（未写明）", "方案给了时限或指标，但没有写明责任单位。"),
    ("原文依据", "原文用字，〔起—止〕为其在文件文字中的字符位置，从0计，不含止。"),
    ("待核", "原文缺损、单位名或数值出自补回之处，逐条列出。"),
)


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a table; ``width`` is in half-width characters, ``upright`` asks for a vertical heading."""

    title: str
    width: int
    upright: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows have one cell a field; the first ``pinned`` fields stay in sight when scrolling."""

    title: str
    fields: tuple[Field, ...]
    rows: tuple[tuple[Cell, ...], ...]
    pinned: int


DOCUMENT = Field("文件", 24)
NUMBER = Field("序号", 6)
TASK = Field("任务", 40)
LEDGER = (
    Field("条款", 12),
    Field("责任单位", 20),
    Field("角色", 8),
    Field("范围", 14),
    Field("依据类型", 14),
    Field("时限", 24),
    Field("指标", 36),
    Field("原文依据", 36),
    Field("待核", 14),
)
DOUBTS = (Field("类别", 10), Field("内容", 36), Field("原文", 30), Field("说明", 48))


def tables(matrix: Matrix) -> tuple[Table, ...]:
    """责任矩阵, 任务台账, 待核 and 说明, in this order."""
    return matrix_table(matrix), ledger_table(matrix), doubts_table(matrix), notes_table()


def matrix_table(matrix: Matrix) -> Table:
    units = tuple(Field(printable(column.title), 6, upright=True) for column in matrix.columns)
    rows = [(row.document, (row.task, *row.cells)) for row in matrix.rows]
    return _table(matrix, "责任矩阵", (TASK, *units), rows)


def ledger_table(matrix: Matrix) -> Table:
    rows = [(entry.document, (entry.task, *_ledger_cells(entry))) for entry in matrix.entries]
    return _table(matrix, "任务台账", (TASK, *LEDGER), rows)


def doubts_table(matrix: Matrix) -> Table:
    rows = [(doubt.document, (doubt.task, *_doubt_cells(doubt))) for doubt in matrix.doubts]
    return _table(matrix, "待核", (TASK, *DOUBTS), rows)


def notes_table() -> Table:
    return Table("说明", (Field("项目", 20), Field("含义", 80)), NOTES, pinned=1)


def _ledger_cells(entry: Entry) -> tuple[str, ...]:
    return (
        entry.path,
        entry.unit,
        entry.role,
        entry.scope,
        entry.basis,
        "；".join(entry.deadlines),
        "；".join(entry.targets),
        entry.quote,
        "；".join(entry.doubts),
    )


def _doubt_cells(doubt: Doubt) -> tuple[str, ...]:
    return doubt.matter, doubt.content, doubt.quote, doubt.note


def _table(
    matrix: Matrix, title: str, fields: tuple[Field, ...], rows: Iterable[tuple[str, tuple[str, ...]]]
) -> Table:
    """Number the rows; name the plan of each where there are several."""
    leading = (NUMBER, DOCUMENT) if matrix.several else (NUMBER,)
    named = (((document, *cells) if matrix.several else cells) for document, cells in rows)
    numbered: tuple[tuple[Cell, ...], ...] = tuple(
        (number, *map(printable, cells)) for number, cells in enumerate(named, 1)
    )
    return Table(title, (*leading, *fields), numbered, pinned=len(leading) + 1)
