"""Word: 责任分解表, a line a task, in the look of GB/T 9704."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from export.matrix import Matrix
from export.place import task_at
from export.selection import Share
from export.tables.ledger import by_role
from export.tables.model import UNSTATED
from export.tasks import Task
from export.word import Page
from graph.wording import describe_target, one_line, plan_title
from kb.model import ROLES

Row = tuple[str, ...]
_TITLES = ("序号", "任务", "工作内容", *(f"{role}单位" for role in ROLES.values()), "完成时限", "指标")
# Millimetres: together the 225 that GB/T 9704 leaves for text.
_WIDTHS = (12, 28, 58, 24, 24, 24, 23, 32)
_CONTENT, _ROLES = 2, slice(3, 6)
GOES_ON = "（续）"
# What is left where that is no more than a page of the column holds; else up to the end of a sentence.
_PIECE = re.compile(r".{1,600}\Z|.{400,600}?[。；\n]|.{1,600}", re.DOTALL)
_BARS = re.compile(r"[|｜\t\n]")


def write(matrix: Matrix) -> bytes:
    name = "责任分解表" if matrix.several else f"{''.join(matrix.documents)}责任分解表"
    page = Page(name, landscape=True)
    wanted = replace(matrix.wanted, clauses="")  # names of tasks are nothing to read
    if str(wanted):
        page.note(f"（{wanted}）")
    for share in matrix.shares:
        if matrix.several:
            page.heading(plan_title(share.document))
        page.table(*_filled(_rows(share)))
    return page.bytes()


def _filled(rows: Sequence[Row]) -> tuple[Row, tuple[float, ...], list[Row]]:
    """Titles, widths and rows without the roles that nobody has; the others get their room."""
    columns = range(len(_TITLES))
    empty = {at for at in columns[_ROLES] if not any(row[at] for row in rows)}
    wider = {_CONTENT, *columns[_ROLES]} - empty
    more = sum(_WIDTHS[at] for at in empty) / len(wider)
    kept = [at for at in columns if at not in empty]
    widths = tuple(_WIDTHS[at] + more * (at in wider) for at in kept)
    return tuple(_TITLES[at] for at in kept), widths, [tuple(row[at] for at in kept) for row in rows]


def _rows(share: Share) -> list[Row]:
    """Tasks; a goal or a paragraph without units stands in the ledger of the workbook."""
    work = [task for task in share.tasks if task.is_work]
    rows = (_row(share, task, number) for number, task in enumerate(work, 1))
    return [part for row in rows for part in _parted(row)]


def _parted(row: Row) -> Iterator[Row]:
    """A row of many pages, which LibreOffice lays out for minutes, as rows that go on from one another."""
    first, *more = _PIECE.findall(row[_CONTENT]) or [""]
    yield (*row[:_CONTENT], first, *row[_CONTENT + 1 :])
    for piece in more:
        yield (GOES_ON, *[""] * (_CONTENT - 1), piece, *[""] * (len(row) - _CONTENT - 1))


def _row(share: Share, task: Task, number: int) -> Row:
    """The time limits in the words of the plan."""
    deadlines = dict.fromkeys(one_line(deadline.evidence.surface) for deadline in task.deadlines)
    name, units, due = task_at(share.document, task.id), by_role(task), "；".join(deadlines)
    return (
        str(number),
        name,
        _content(task, (name, *units, due)),
        *units,
        due or UNSTATED,
        "；".join(dict.fromkeys(map(describe_target, task.targets))) or UNSTATED,
    )


def _content(task: Task, told: Sequence[str]) -> str:
    """The text of the clause; of the row of a table, the cells that no other column tells."""
    if task.clause is None or task.clause.kind != "table_row":
        return task.content
    number, *cells = (cell.strip() for cell in _BARS.split(task.content) if cell.strip())
    first = [] if number.isdecimal() else [number]
    known = {task.clause.heading, task.clause.label, *told}
    return "；".join(cell for cell in (*first, *cells) if cell not in known)
