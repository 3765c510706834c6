"""The store: one SQLite file; a plan comes out as it went in (``kb.intake``), or not at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from corpus.errors import StoreError
from kb import ledger
from kb.database import explained, readable
from kb.model import Plan
from kb.rows import TABLES, Record, Row, fault, plan_of


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
        """The present version of every plan, in the order they came in, all of one moment.

        StoreError where one is not what was written, or the ledger has one that is not there.
        """
        with self.moment():
            found = tuple(self._plan(record) for record in self.records())
            wrong = self.ledger_fault()
        if wrong:
            raise StoreError(
                f"{self.path}：知识库已损坏（{wrong}）；请运行 policykb verify --kb {self.path} 查看。"
            )
        return found

    @contextmanager
    def moment(self) -> Iterator[None]:
        """What is read inside is of one moment, whatever others write meanwhile."""
        with explained(self.path):
            self._connection.execute("BEGIN")
            try:
                yield
            finally:
                if self._connection.in_transaction:
                    self._connection.execute("COMMIT")

    def records(self, *, superseded: bool = False) -> Iterator[Record]:
        """The rows of every present plan, of older versions too where asked; one plan in memory at a time."""
        table = "documents" if superseded else "current"
        for row in self._rows(f"SELECT id FROM {table} ORDER BY id"):
            yield self._record(row["id"])

    def ledger_fault(self) -> str | None:
        """In what the documents differ from the ledger; None too for an old store, which has none."""
        if not self._rows("SELECT 1 FROM main.sqlite_master WHERE name = 'ledger'"):
            return None
        return ledger.fault(self._connection)

    def file_faults(self) -> Iterator[str]:
        """What SQLite itself finds wrong with the file; slow on a big one."""
        (first, *rest) = self._rows("PRAGMA integrity_check(20)")
        if first["integrity_check"] != "ok":
            yield f"数据页或索引有 {1 + len(rest)} 处损伤"
        loose = self._rows("PRAGMA foreign_key_check")
        if loose:
            yield f"有 {len(loose)} 行指向不存在的文件或条款"

    def _plan(self, record: Record) -> Plan:
        try:
            wrong = fault(record.head, record.tables)
            if wrong is None:
                return plan_of(record.head, record.tables)
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
            wrong = "有几行读不出来"
        head = record.head
        raise StoreError(
            f"{self.path}：其中《{head['name']}》的记录已损坏（{wrong}）；"
            f"请用原方案重新入库：policykb ingest {head['path']} --kb {self.path}。"
        )

    def _record(self, document: int) -> Record:
        (head,) = self._rows("SELECT * FROM documents WHERE id = ?", document)
        tables = {
            table: self._rows(f"SELECT * FROM {table} WHERE document = ? ORDER BY position", document)
            for table in TABLES
        }
        return Record(head, tables)

    def _rows(self, query: str, *values: object) -> list[Row]:
        with closing(self._connection.execute(query, values)) as cursor:
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor]
