"""待核: what a reader must hold against the original."""

from __future__ import annotations

from export.doubts import doubts
from export.matrix import Matrix
from export.tables.model import CLAUSES, FILE, QUOTE, SPANS, TASK, Field, Line, Table, table

_FIELDS = (
    TASK,
    Field("类别", 12, key=True),
    Field("内容", 36, key=True),
    Field("原文", 30),
    Field("说明", 48),
    FILE,
    CLAUSES,
    SPANS,
    Field(f"{QUOTE.title}字样", QUOTE.width, proof=True),
)


def tables(matrix: Matrix) -> tuple[Table, ...]:
    lines = (
        Line(doubt.document, (doubt.task, doubt.matter, doubt.content, doubt.quote, doubt.note), doubt.proof)
        for share in matrix.shares
        for doubt in doubts(share)
    )
    return (table(matrix, "待核", _FIELDS, lines),)
