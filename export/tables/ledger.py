"""任务台账: one line a task, its units by role, when it is due and what it must reach."""

from __future__ import annotations

from collections.abc import Mapping

from export.duties import damaged_offsets, unit_doubts
from export.matrix import Matrix
from export.place import head_of, path_at, proof, task_at
from export.selection import Share
from export.tables.model import (
    CLAUSE,
    FILE,
    PARTED,
    PLACES,
    QUOTE,
    TASK,
    UNSTATED,
    Field,
    Line,
    Table,
    table,
)
from export.tasks import Task
from graph.wording import describe_deadline, describe_pages, describe_target, plan_title
from kb.model import ROLES

TITLE = "任务台账"
FREE = (Field("进展", 16, free=True), Field("备注", 16, free=True))
_FIELDS = (
    TASK,
    Field("工作内容", 60),
    *(Field(f"{role}单位", 20) for role in ROLES.values()),
    Field("完成时限", 24),
    Field("指标", 30),
    Field("出处", 16),
    Field("待核", 14),
    *FREE,
    FILE,
    CLAUSE,
    PLACES,
    QUOTE,
)


def tables(matrix: Matrix) -> tuple[Table, ...]:
    return (ledger(matrix),)


def ledger(matrix: Matrix) -> Table:
    remarks = {(r.document, r.clause, r.field): r.value for r in matrix.remarks}
    lines = (_line(share, task, remarks) for share in matrix.shares for task in share.tasks)
    return table(matrix, TITLE, _FIELDS, lines)


def _line(share: Share, task: Task, remarks: Mapping[tuple[str, str, str], str]) -> Line:
    document = share.document
    spans = [evidence.span for evidence in task.evidence] or [head_of(document, task.id)]
    cells = (
        task_at(document, task.id),
        task.content,
        *by_role(task),
        "；".join(dict.fromkeys(map(describe_deadline, task.deadlines))) or UNSTATED,
        "；".join(dict.fromkeys(map(describe_target, task.targets))) or UNSTATED,
        " ".join(filter(None, (path_at(document, task.id) or "条款之外", describe_pages(document, spans)))),
        "；".join(_doubts(share, task)),
        *(remarks.get((document.source.sha256, task.id, field.title), "") for field in FREE),
    )
    return Line(plan_title(document), cells, proof(document, task.id, spans))


def by_role(task: Task) -> tuple[str, ...]:
    """The units under the strongest role that each has; where there is none, 责任单位 says so."""
    held = task.duties_by_unit()
    found = ["、".join(unit for unit, duties in held.items() if duties[0].role == role) for role in ROLES]
    if not held:
        found[-1] = PARTED if task.parted else UNSTATED
    return tuple(found)


def _doubts(share: Share, task: Task) -> list[str]:
    damaged = damaged_offsets(share.plan.facts.repairs)
    found = [
        f"{unit}（{'、'.join(doubts)}）"
        for unit, duties in task.duties_by_unit().items()
        if (doubts := unit_doubts(duties, damaged))
    ]
    return found + ["指标待核"] * any(target.uncertain for target in task.targets)
