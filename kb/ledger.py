"""The ledger 账: the sum of all documents, so that one lost, doubled or relabelled by no command is noticed."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

_SUM = 1 << 128
_COLUMNS = "path, sha256, superseded, seal"
_ENTRY = f"SELECT {_COLUMNS} FROM documents"

Total = tuple[int, int]
"""Number of documents, and the sum of their digests."""


def _total(entries: Iterable[tuple[object, ...]]) -> Total:
    digests = [sha256(json.dumps(entry).encode()).digest()[:16] for entry in entries]
    return len(digests), sum(map(int.from_bytes, digests)) % _SUM


def grown(connection: sqlite3.Connection, before: Total, last: int) -> frozenset[int] | None:
    """The documents after the ``last`` one, where the ledger tells that they are all that came to ``before``.

    None where anything else happened: a document changed, went, or has an older version now.
    """
    rows = connection.execute(f"SELECT {_COLUMNS}, id FROM documents WHERE id > ?", (last,)).fetchall()
    count, total = _total(row[:-1] for row in rows)
    same = told(connection) == (before[0] + count, (before[1] + total) % _SUM)
    return frozenset(row[-1] for row in rows) if same and not any(row[2] for row in rows) else None


def told(connection: sqlite3.Connection) -> Total | None:
    """As ``written``; None where that cannot be read."""
    try:
        return written(connection)
    except (TypeError, ValueError):
        return None


@dataclass(frozen=True, slots=True)
class Order:
    """Which document is under which key, which the total does not tell: ``sum`` is that of their digests."""

    total: Total | None
    last: int
    sum: int


def order(connection: sqlite3.Connection, before: Order | None) -> Order:
    """Of the documents that are there; where some were added ``before`` is gone on from."""
    goes_on = before and before.total and grown(connection, before.total, before.last) is not None
    base = before if before and goes_on else Order(None, 0, 0)
    rows = connection.execute(
        "SELECT id, superseded, seal FROM documents WHERE id > ?", (base.last,)
    ).fetchall()
    last = max((row[0] for row in rows), default=base.last)
    return Order(told(connection), last, (base.sum + _total(rows)[1]) % _SUM)


def of_paths(connection: sqlite3.Connection, paths: Iterable[str]) -> Total:
    """The total of all versions of the documents at ``paths``."""
    rows = [row for path in paths for row in connection.execute(f"{_ENTRY} WHERE path = ?", (path,))]
    return _total(rows)


def enter(connection: sqlite3.Connection, before: Total, after: Total) -> None:
    """Put down that what made up ``before`` makes up ``after`` now."""
    documents, digest = written(connection)
    count, total = documents + after[0] - before[0], (digest + after[1] - before[1]) % _SUM
    connection.execute("UPDATE ledger SET documents = ?, digest = ?", (count, f"{total:x}"))


def draw_up(connection: sqlite3.Connection) -> None:
    """The ledger of what is there."""
    documents, digest = _total(connection.execute(_ENTRY))
    connection.execute("UPDATE ledger SET documents = ?, digest = ?", (documents, f"{digest:x}"))


def written(connection: sqlite3.Connection) -> Total:
    """The ledger as it is told."""
    documents, digest = connection.execute("SELECT documents, digest FROM ledger").fetchone() or (0, "0")
    return documents, int(digest, 16)


def faults(connection: sqlite3.Connection, *, counting: bool = False) -> Iterator[str]:
    """In what the documents differ from the ledger, or in number alone: that takes no reading of them."""
    said = told(connection)
    if said is None:
        yield "总账读不出来"
        return
    found = _counted(connection, said) if counting else _total(connection.execute(_ENTRY))
    if said[0] != found[0]:
        yield f"总账记着 {said[0]} 份文件（含旧版），实有 {found[0]} 份"
    elif said != found:
        yield "文件的路径、版本或封条与总账不符"


def _counted(connection: sqlite3.Connection, told: Total) -> Total:
    return int(connection.execute("SELECT count(*) FROM documents").fetchone()[0]), told[1]
