"""责任明细: one line a task and unit, with the words of the plan that give it the duty."""

from __future__ import annotations

from export.duties import entries
from export.matrix import Matrix
from export.tables.model import CLAUSE, FILE, PLACE, PLACES, QUOTE, TASK, Field, Line, Table, table

_FIELDS = (
    TASK,
    PLACE,
    Field("单位", 24, key=True),
    Field("角色", 6),
    Field("依据", 40),
    Field("待核", 14),
    FILE,
    CLAUSE,
    PLACES,
    QUOTE,
)


def tables(matrix: Matrix) -> tuple[Table, ...]:
    lines = (
        Line(
            entry.document,
            (entry.task, entry.path, entry.unit, entry.role, entry.basis, "；".join(entry.doubts)),
            entry.proof,
        )
        for share in matrix.shares
        for entry in entries(share)
    )
    return (table(matrix, "责任明细", _FIELDS, lines),)
