"""单位汇总: one line a unit of a plan, how many tasks it has in which role, and which."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from export.matrix import Matrix
from export.place import proof, task_at
from export.selection import Share
from export.tables.model import CLAUSES, FILE, PLACES, QUOTE, Field, Line, Table, table
from export.tasks import Task
from graph.wording import plan_title
from kb.model import ROLES, Responsibility

_FIELDS = (
    Field("单位", 26, key=True),
    *(Field(role, 6) for role in ROLES.values()),
    Field("任务数", 8),
    Field("任务", 70),
    FILE,
    CLAUSES,
    PLACES,
    QUOTE,
)


def tables(matrix: Matrix) -> tuple[Table, ...]:
    lines = (line for share in matrix.shares for line in _lines(share))
    return (table(matrix, "单位汇总", _FIELDS, lines),)


def _lines(share: Share) -> Iterator[Line]:
    """Units with the most tasks first, then in the order of the plan."""
    loads: dict[str, list[tuple[Task, tuple[Responsibility, ...]]]] = {}
    for task in share.tasks:
        for unit, duties in task.duties_by_unit().items():
            loads.setdefault(unit, []).append((task, duties))
    document = share.document
    for unit, load in sorted(loads.items(), key=lambda pair: -len(pair[1])):
        counts = Counter(duties[0].role for _, duties in load)
        names = "；".join(task_at(document, task.id) for task, _ in load)
        spans = [duty.evidence.span for _, duties in load for duty in duties]
        yield Line(
            plan_title(document),
            (unit, *(counts[role] for role in ROLES), len(load), names),
            proof(document, (task.id for task, _ in load), spans),
        )
