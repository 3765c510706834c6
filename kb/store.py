"""The store: one SQLite file. A plan goes in whole or not at all, and comes out equal."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from corpus.errors import StoreError, printable
from kb.database import explained, readable, writable
from kb.model import Plan
from kb.program import fingerprint
from kb.rows import TABLES, Row, Tables, fault, header_text, plan_of, rows, seal


class Store:
    """An open knowledge base; use as a context manager. Every failure is a StoreError."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection

    @classmethod
    def create(cls, path: Path) -> Store:
        """Open for writing; a missing file is made, a foreign or newer one is refused."""
        return cls(path, writable(path))

    @classmethod
    def open(cls, path: Path) -> Store:
        """Open for reading; a missing file is refused with the command that makes one."""
        return cls(path, readable(path))

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

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
            "header": header_text(plan.document.header),
            "program": fingerprint(),
        }
        key = _insert(connection, "documents", head)
        for table, found in rows(plan).items():
            for position, row in enumerate(found):
                _insert(connection, table, {"document": key, "position": position, **row})
        mark = seal(head, self._tables(key))
        connection.execute("UPDATE documents SET seal = ? WHERE id = ?", (mark, key))

    def plans(self) -> tuple[Plan, ...]:
        """All plans in the order they came in; StoreError where one is not what was written."""
        with explained(self.path):
            heads = self._rows("SELECT * FROM documents ORDER BY id")
            return tuple(self._plan(head) for head in heads)

    def _plan(self, head: Row) -> Plan:
        tables = self._tables(head["id"])
        try:
            wrong = fault(head, tables)
            if wrong is None:
                return plan_of(head, tables)
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
            wrong = "有几行读不出来"
        raise StoreError(
            f"{self.path}：其中《{head['name']}》的记录已损坏（{wrong}）；"
            f"请用原方案重新入库：policykb ingest {head['path']} --kb {self.path}。"
        )

    def _is_whole(self, document: int) -> bool:
        try:
            self._plan(self._rows("SELECT * FROM documents WHERE id = ?", document)[0])
        except (StoreError, sqlite3.Error):
            return False
        return True

    def _tables(self, document: int) -> Tables:
        return {
            table: self._rows(f"SELECT * FROM {table} WHERE document = ? ORDER BY position", document)
            for table in TABLES
        }

    def _rows(self, query: str, *values: object) -> list[Row]:
        with closing(self._connection.execute(query, values)) as cursor:
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor]

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
