"""指标表: one line a target, in the order of the plan."""

from __future__ import annotations

from export.matrix import Matrix
from export.place import proof, task_at
from export.selection import Share
from export.tables.deadlines import owners
from export.tables.model import CLAUSE, FILE, QUOTE, SPANS, TASK, Cell, Field, Line, Table, table
from export.tasks import Task
from graph.wording import COMPARATORS, describe_number, describe_period, one_line, plan_title
from kb.model import Target

_CHANGES = {"increase": "增加", "decrease": "减少"}
_FIELDS = (
    Field("指标", 30, key=True),
    Field("关系", 6),
    Field("目标值", 12),
    Field("计量单位", 10),
    Field("增减", 6),
    Field("年份", 8),
    Field("频次", 8),
    Field("待核", 8),
    TASK,
    Field("责任单位", 40),
    FILE,
    CLAUSE,
    SPANS,
    QUOTE,
)


def tables(matrix: Matrix) -> tuple[Table, ...]:
    lines = (
        _line(share, task, target)
        for share in matrix.shares
        for task in share.tasks
        for target in task.targets
    )
    return (table(matrix, "指标表", _FIELDS, lines),)


def _line(share: Share, task: Task, target: Target) -> Line:
    document = share.document
    cells = (
        one_line(target.indicator),
        COMPARATORS.get(target.comparator, target.comparator),
        _amount(target.value),
        target.measure,
        _CHANGES.get(target.change or "", ""),
        target.year or "",
        f"每{describe_period(target.per)}" if target.per else "",
        "待核" if target.uncertain else "",
        task_at(document, task.id),
        owners(task),
    )
    return Line(plan_title(document), cells, proof(document, task.id, [target.evidence.span]))


def _amount(value: float | tuple[float, float]) -> Cell:
    """A number that a spreadsheet can reckon with; a range in words."""
    if isinstance(value, tuple):
        return describe_number(value)
    return int(value) if value.is_integer() else value
