"""The store: one SQLite file; a plan comes out as it went in (``kb.intake``), or not at all."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from corpus.errors import StoreError
from kb.database import explained, readable
from kb.model import Plan
from kb.remarks import Remark, latest
from kb.rows import TABLES, Row, Tables, fault, plan_of


class Store:
    """A knowledge base open for reading; use as a context manager. Every failure is a StoreError."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection

    @classmethod
    def open(cls, path: Path) -> Store:
        """A missing file is refused with the command that makes one."""
        return cls(path, readable(path))

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def plans(self) -> tuple[Plan, ...]:
        """All plans in the order they came in; StoreError where one is not what was written."""
        with explained(self.path):
            heads = self._rows("SELECT * FROM documents ORDER BY id")
            return tuple(self._plan(head) for head in heads)

    def remarks(self) -> tuple[Remark, ...]:
        """What was last reported on each task."""
        with explained(self.path):
            return latest(self._connection)

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

    def _tables(self, document: int) -> Tables:
        return {
            table: self._rows(f"SELECT * FROM {table} WHERE document = ? ORDER BY position", document)
            for table in TABLES
        }

    def _rows(self, query: str, *values: object) -> list[Row]:
        with closing(self._connection.execute(query, values)) as cursor:
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor]
