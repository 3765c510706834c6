"""进展与备注: what people report on a task, each with the file and cell it came from; nothing is overwritten."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

_TABLE = """
CREATE TABLE IF NOT EXISTS remarks (
    id INTEGER PRIMARY KEY,
    document TEXT NOT NULL, clause TEXT NOT NULL, field TEXT NOT NULL, value TEXT NOT NULL,
    origin TEXT NOT NULL
)"""
_LATEST = """
SELECT document, clause, field, value, origin FROM remarks
WHERE id IN (SELECT max(id) FROM remarks GROUP BY document, clause, field) ORDER BY id"""
_EXISTS = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'remarks'"


@dataclass(frozen=True, slots=True)
class Remark:
    """``document`` is the whole hash of the plan's file, so that a remark outlives a new reading of it.

    ``field`` is the title of the column (进展, 备注), ``origin`` the file, its hash and the cell.
    """

    document: str
    clause: str
    field: str
    value: str
    origin: str


def latest(connection: sqlite3.Connection) -> tuple[Remark, ...]:
    """The last word on each field of each task; none where nothing was ever reported."""
    if not connection.execute(_EXISTS).fetchone()[0]:
        return ()
    return tuple(Remark(*row) for row in connection.execute(_LATEST))


def append(connection: sqlite3.Connection, remarks: Iterable[Remark]) -> None:
    """Within the transaction of the caller; the table is made with the first remark."""
    connection.execute(_TABLE)
    connection.executemany(
        "INSERT INTO remarks (document, clause, field, value, origin) VALUES (?, ?, ?, ?, ?)",
        ((r.document, r.clause, r.field, r.value, r.origin) for r in remarks),
    )
