"""The tables of a matrix as cells; every writer sets these and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from export.characters import printable
from export.doubts import Doubt
from export.ledger import UNSTATED, Entry
from export.matrix import Grid, Matrix, Row
from graph.wording import one_line

Cell = str | int
_SHORT = 26

NOTES = (
    (
        "责任矩阵",
        "一份方案一张，一行一项任务，一列一个单位：先是列入责任单位名单的，后是只见于正文的，统称（各学校等）列在最后。",
    ),
    ("牵头、配合、责任", "方案写明的角色；方案不分主次时写“责任”；一个单位有几种角色时写最重的。"),
    ("述", "名单里没有、由正文表述的职责。"),
    ("?", "单位名出自补回的字，可能有误，须核对原文。"),
    ("任务台账", "一行是一项任务中的一个单位，牵头在前；每项任务都在，没有单位的也占一行。"),
    ("任务内容", "条款原文：每项任务的第一行全录，其余各行只录开头；太长而显示不全的，点开单元格看全文。"),
    (
        "本条时限、本条指标",
        "整条任务（含其下各分项）的时限和指标，并非每个单位各自承担，只写在该任务的第一行；括号里是读出的规范值。",
    ),
    ("依据", "单位出自名单还是正文、各是什么角色、名称怎样读出；几处都有的逐一列出。"),
    ("（未写明）", "方案没有写明。"),
    ("（见分项）", "方案把这一条的单位写在它下面的各分项，分项各占一行。"),
    ("（见序号…）", "与该序号的一行同属一项任务，内容写在那一行。"),
    ("原文依据", "原文用字，〔起—止〕为其在文件文字中的字符位置，从0计，不含止。"),
    ("进展、备注", "留给填报。"),
    ("待核", "原文缺损、单位名或数值出自补回之处，逐处列出，一处一行。"),
)


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a table; ``width`` is in half-width characters, ``upright`` marks a narrow one of marks,
    whose heading may stand upright.
    """

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


DOCUMENT = Field("文件", 30)
NUMBER = Field("序号", 6)
TASK = Field("任务", 30)
PLACE = Field("条款", 10)
LEDGER = (
    PLACE,
    Field("任务内容", 60),
    Field("责任单位", 20),
    Field("角色", 6),
    Field("依据", 26),
    Field("本条时限", 24),
    Field("本条指标", 32),
    Field("原文依据", 26),
    Field("待核", 12),
    Field("进展", 16),
    Field("备注", 16),
)
DOUBTS = (Field("类别", 10), Field("内容", 36), Field("原文", 30), Field("说明", 48))


def tables(matrix: Matrix) -> tuple[Table, ...]:
    """A 责任矩阵 a plan, 任务台账, 待核 and 说明, in this order."""
    return *matrix_tables(matrix), ledger_table(matrix), doubts_table(matrix), notes_table()


def matrix_tables(matrix: Matrix) -> tuple[Table, ...]:
    """One table a plan, numbered and named after it where there are several; an empty one for none."""
    grids = matrix.grids or (Grid("", (), ()),)
    titles = [
        f"责任矩阵{at} {grid.document}" if matrix.several else "责任矩阵" for at, grid in enumerate(grids, 1)
    ]
    return tuple(_grid_table(grid, title) for grid, title in zip(grids, titles, strict=True))


def _grid_table(grid: Grid, title: str) -> Table:
    units = (Field(printable(column.title), 6, upright=True) for column in grid.columns)
    rows = ((_task_cell(row), row.path, *row.cells) for row in grid.rows)
    return Table(title, (NUMBER, TASK, PLACE, *units), _numbered(rows), pinned=3)


def _task_cell(row: Row) -> str:
    return row.task if any(row.cells) else f"{row.task}（未写明责任单位）"


def ledger_table(matrix: Matrix) -> Table:
    heads: dict[str, int] = {}
    rows = []
    for number, entry in enumerate(matrix.entries, 1):
        head = heads.setdefault(entry.task_id, number)
        rows.append((entry.document, (entry.task, *_ledger_cells(entry, head if head < number else None))))
    return _table(matrix, "任务台账", (TASK, *LEDGER), rows)


def doubts_table(matrix: Matrix) -> Table:
    rows = [(doubt.document, (doubt.task, *_doubt_cells(doubt))) for doubt in matrix.doubts]
    return _table(matrix, "待核", (TASK, *DOUBTS), rows)


def notes_table() -> Table:
    return Table("说明", (Field("项目", 20), Field("含义", 80)), NOTES, pinned=1)


def _ledger_cells(entry: Entry, head: int | None) -> tuple[str, ...]:
    """``head`` is the number of the task's first line, None for that line itself."""
    return (
        entry.path,
        entry.content if head is None else _shortened(entry.content),
        entry.unit,
        entry.role,
        entry.basis,
        _once(entry.deadlines, head),
        _once(entry.targets, head),
        entry.quote,
        "；".join(entry.doubts),
        "",
        "",
    )


def _once(facts: Sequence[str], head: int | None) -> str:
    if facts and head is not None:
        return f"（见序号{head}）"
    return "；".join(facts) or UNSTATED


def _shortened(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= _SHORT else f"{line[:_SHORT]}…"


def _doubt_cells(doubt: Doubt) -> tuple[str, ...]:
    return doubt.matter, doubt.content, doubt.quote, doubt.note


def _table(
    matrix: Matrix, title: str, fields: tuple[Field, ...], rows: Iterable[tuple[str, tuple[str, ...]]]
) -> Table:
    """Number the rows; name the plan of each where there are several."""
    leading = (NUMBER, DOCUMENT) if matrix.several else (NUMBER,)
    named = (((document, *cells) if matrix.several else cells) for document, cells in rows)
    return Table(title, (*leading, *fields), _numbered(named), pinned=len(leading) + 1)


def _numbered(rows: Iterable[tuple[str, ...]]) -> tuple[tuple[Cell, ...], ...]:
    return tuple((number, *map(printable, cells)) for number, cells in enumerate(rows, 1))
