"""The store open for writing: a plan goes in whole or not at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.errors import StoreError, printable
from kb.database import explained, writable
from kb.model import Plan
from kb.program import fingerprint
from kb.remarks import Remark, append
from kb.rows import Row, header_text, rows, seal
from kb.store import Store


class Intake(Store):
    """A knowledge base that plans can be put into."""

    @classmethod
    def open(cls, path: Path) -> Intake:
        """A missing file is made, a foreign or newer one is refused."""
        return cls(path, writable(path))

    def __enter__(self) -> Intake:
        return self

    def add(self, plan: Plan, path: Path) -> str:
        """Write a plan in one transaction and say what that was.

        added; replaced: the path held another plan, which is dropped; updated: these very bytes were
        there, read by another program or damaged since; unchanged.
        """
        source, place = plan.document.source, printable(str(path))
        with explained(self.path), self._transaction() as connection:
            old = connection.execute(
                "DELETE FROM documents WHERE path = ? AND sha256 <> ?", (place, source.sha256)
            ).rowcount
            found = self._rows("SELECT id, path, program FROM documents WHERE sha256 = ?", source.sha256)
            held = found[0] if found else None
            if held and held["program"] == fingerprint() and self._is_whole(held["id"]):
                return "replaced" if old else "unchanged"
            if held:
                connection.execute("DELETE FROM documents WHERE id = ?", (held["id"],))
            self._write(connection, plan, held or {"id": None, "path": place})
            return "replaced" if old else "updated" if held else "added"

    def report(self, remarks: Iterable[Remark]) -> None:
        """Keep what was reported, all of it or nothing."""
        with explained(self.path), self._transaction() as connection:
            append(connection, remarks)

    def _write(self, connection: sqlite3.Connection, plan: Plan, place: Row) -> None:
        """All rows of a plan under the id and path of ``place``, then the seal on what they read back as."""
        source = plan.document.source
        head = {
            "id": place["id"],
            "path": place["path"],
            "name": source.name,
            "sha256": source.sha256,
            "encoding": source.encoding,
            "text": source.text,
            "header": header_text(plan.document),
            "program": fingerprint(),
        }
        key = _insert(connection, "documents", head)
        for table, found in rows(plan).items():
            for position, row in enumerate(found):
                _insert(connection, table, {"document": key, "position": position, **row})
        mark = seal(head, self._tables(key))
        connection.execute("UPDATE documents SET seal = ? WHERE id = ?", (mark, key))

    def _is_whole(self, document: int) -> bool:
        try:
            self._plan(self._rows("SELECT * FROM documents WHERE id = ?", document)[0])
        except (StoreError, sqlite3.Error):
            return False
        return True

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield self._connection
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")


def _insert(connection: sqlite3.Connection, table: str, row: Row) -> int:
    columns = ", ".join(f'"{column}"' for column in row)
    marks = ", ".join("?" * len(row))
    cursor = connection.execute(f"INSERT INTO {table} ({columns}) VALUES ({marks})", tuple(row.values()))
    return int(cursor.lastrowid or 0)
