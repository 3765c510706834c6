"""The store: one SQLite file; a plan comes out as it went in (``kb.intake``), or not at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from shlex import quote

from corpus.errors import StoreError
from kb import ledger
from kb.database import explained, readable
from kb.model import Plan
from kb.remarks import Remark, latest
from kb.rows import TABLES, Record, Row, fault, plan_of


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a document: the file it came from, and the digest of its bytes."""

    path: str
    name: str
    sha256: str
    superseded: bool


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
            wrong = next(self.ledger_faults(), None)
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
        for key in self.keys(superseded=superseded):
            yield self.record(key)

    def keys(self, *, superseded: bool = False) -> tuple[int, ...]:
        """What names a document to ``record``, in the order they came in."""
        table = "documents" if superseded else "current"
        return tuple(row["id"] for row in self._rows(f"SELECT id FROM {table} ORDER BY id"))

    def versions(self) -> tuple[Version, ...]:
        """Every version of every document, those of one document together, in the order they came in."""
        with self.moment():
            columns = "*" if self._is_old() else "path, name, sha256, superseded"
            rows = self._rows(f"SELECT {columns} FROM documents ORDER BY id")
        found = [
            Version(row["path"], row["name"], row["sha256"], bool(row.get("superseded"))) for row in rows
        ]
        order = {version.path: at for at, version in reversed([*enumerate(found)])}
        return tuple(sorted(found, key=lambda version: order[version.path]))

    def ledger_faults(self) -> Iterator[str]:
        """In what the documents differ from the ledger; an old store has none."""
        if not self._is_old():
            yield from ledger.faults(self._connection)

    def file_faults(self) -> Iterator[str]:
        """What SQLite itself finds wrong with the file; slow on a big one."""
        (first, *rest) = self._rows("PRAGMA integrity_check(20)")
        if first["integrity_check"] != "ok":
            yield f"数据页或索引有 {1 + len(rest)} 处损伤"
        loose = self._rows("PRAGMA foreign_key_check")
        if loose:
            yield f"有 {len(loose)} 行指向不存在的文件或条款"

    def _is_old(self) -> bool:
        return not self._rows("SELECT 1 FROM main.sqlite_master WHERE name = 'ledger'")

    def remarks(self) -> tuple[Remark, ...]:
        """What was last reported on each task."""
        with explained(self.path):
            return latest(self._connection)

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
            f"请用原方案重新入库：policykb ingest {quote(head['path'])} --kb {quote(str(self.path))}。"
        )

    def record(self, document: int) -> Record:
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
