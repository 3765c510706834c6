"""时限表: one line a time limit, the earliest day first; what has no day stands last."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from export.calendar import day_of
from export.matrix import Matrix
from export.place import proof, task_at
from export.selection import Share
from export.tables.model import CLAUSE, FILE, QUOTE, SPANS, TASK, UNSTATED, Field, Line, Table, table
from export.tasks import Task
from graph.wording import describe_time, one_line, plan_title
from kb.model import Deadline

KINDS = {
    "by": "不晚于",
    "in": "期间",
    "from": "起始",
    "between": "起止",
    "every": "周期",
    "within": "时长",
}
_FIELDS = (
    Field("日期", 12),
    Field("完成时限", 20),
    Field("原文用语", 20),
    Field("类型", 8),
    Field("规范值", 14, key=True),
    TASK,
    Field("责任单位", 40),
    FILE,
    CLAUSE,
    SPANS,
    QUOTE,
)


def tables(matrix: Matrix) -> tuple[Table, ...]:
    lines = sorted((pair for share in matrix.shares for pair in _lines(share)), key=lambda pair: pair[0])
    return (table(matrix, "时限表", _FIELDS, (line for _, line in lines)),)


def _lines(share: Share) -> Iterator[tuple[date, Line]]:
    for task in share.tasks:
        for deadline in task.deadlines:
            day = day_of(deadline, share.document.header)
            yield (day.day if day else date.max), _line(share, task, deadline)


def _line(share: Share, task: Task, deadline: Deadline) -> Line:
    document, day = share.document, day_of(deadline, share.document.header)
    cells = (
        day.day.isoformat() if day else "",
        describe_time(deadline),
        one_line(deadline.evidence.surface),
        KINDS.get(deadline.kind, deadline.kind),
        deadline.value,
        task_at(document, task.id),
        owners(task),
    )
    return Line(plan_title(document), cells, proof(document, task.id, [deadline.evidence.span]))


def owners(task: Task) -> str:
    return "、".join(task.duties_by_unit()) or UNSTATED
