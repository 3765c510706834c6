"""Word: 责任分解表, a line a task, in the look of GB/T 9704."""

from __future__ import annotations

from export.matrix import Matrix
from export.place import task_at
from export.selection import Share
from export.tables.ledger import by_role
from export.tables.model import UNSTATED
from export.tasks import Task
from export.word import Page
from graph.wording import ROLES, describe_target, one_line, plan_title

_TITLES = ("序号", "任务", "工作内容", *(f"{role}单位" for role in ROLES.values()), "完成时限", "指标")
# Millimetres: together the 225 that GB/T 9704 leaves for text.
_WIDTHS = (11, 28, 66, 24, 26, 26, 20, 24)


def write(matrix: Matrix) -> bytes:
    name = "责任分解表" if matrix.several else f"{''.join(matrix.documents)}责任分解表"
    page = Page(name, landscape=True)
    if str(matrix.wanted):
        page.note(f"（{matrix.wanted}）")
    for share in matrix.shares:
        if matrix.several:
            page.heading(plan_title(share.document))
        page.table(_TITLES, _WIDTHS, _rows(share))
    return page.bytes()


def _rows(share: Share) -> list[tuple[str, ...]]:
    """Tasks; a goal or a paragraph without units stands in the ledger of the workbook."""
    work = [task for task in share.tasks if task.is_work]
    return [_row(share, task, number) for number, task in enumerate(work, 1)]


def _row(share: Share, task: Task, number: int) -> tuple[str, ...]:
    """The time limits in the words of the plan."""
    deadlines = dict.fromkeys(one_line(deadline.evidence.surface) for deadline in task.deadlines)
    return (
        str(number),
        task_at(share.document, task.id),
        task.content,
        *by_role(task),
        "；".join(deadlines) or UNSTATED,
        "；".join(dict.fromkeys(map(describe_target, task.targets))) or UNSTATED,
    )
