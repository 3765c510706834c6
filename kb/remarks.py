"""进展与备注: what people report on a task, each with the file and cell it came from; nothing is overwritten."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
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
_EVERY = "SELECT document, clause, field, value, origin FROM remarks ORDER BY id"
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
    return _found(connection, _LATEST)


def every(connection: sqlite3.Connection) -> tuple[Remark, ...]:
    """All that was ever reported, in the order it came in."""
    return _found(connection, _EVERY)


def _found(connection: sqlite3.Connection, query: str) -> tuple[Remark, ...]:
    if not connection.execute(_EXISTS).fetchone()[0]:
        return ()
    return tuple(Remark(*row) for row in connection.execute(query))


def last(connection: sqlite3.Connection) -> int:
    """How many remarks there have been: they are never taken back."""
    if not connection.execute(_EXISTS).fetchone()[0]:
        return 0
    return int(connection.execute("SELECT coalesce(max(id), 0) FROM remarks").fetchone()[0])


def append(connection: sqlite3.Connection, remarks: Iterable[Remark]) -> None:
    """Within the transaction of the caller; the table is made with the first remark."""
    connection.execute(_TABLE)
    connection.executemany(
        "INSERT INTO remarks (document, clause, field, value, origin) VALUES (?, ?, ?, ?, ?)",
        ((r.document, r.clause, r.field, r.value, r.origin) for r in remarks),
    )


def unknown(held: Sequence[Remark], told: Sequence[Remark]) -> tuple[Remark, ...]:
    """What another store tells beyond what is held, in its order.

    Where the two tell different stories of a field, what is held stands: nobody knows which is the later.
    """
    ours, theirs = _stories(held), _stories(told)
    known = {field: len(ours.get(field, ())) for field in theirs}
    more = {
        at
        for field, story in theirs.items()
        if [told[at] for at in story[: known[field]]] == [held[at] for at in ours.get(field, ())]
        for at in story[known[field] :]
    }
    return tuple(told[at] for at in sorted(more))


def _stories(remarks: Sequence[Remark]) -> dict[tuple[str, str, str], list[int]]:
    """The places of the remarks on each field of each task."""
    found: dict[tuple[str, str, str], list[int]] = {}
    for at, remark in enumerate(remarks):
        found.setdefault((remark.document, remark.clause, remark.field), []).append(at)
    return found
