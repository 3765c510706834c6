"""The store: one SQLite file; a plan comes out as it went in (``kb.intake``), or not at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from shlex import quote

from corpus.errors import StoreError
from corpus.model import Document
from kb import catalogue, ledger
from kb.catalogue import Check
from kb.contents import Contents, contents
from kb.database import PATIENCE, explained, readable
from kb.lookup import Lookup
from kb.model import Plan
from kb.remarks import Remark, every, last, latest
from kb.rows import Record, Row, State, document_of, fault, plan_of, record_of, selected, state


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
        self._lookup = Lookup(connection)
        self._known: tuple[State, str] | None = None
        self._order: ledger.Order | None = None

    @classmethod
    def open(cls, path: Path, patience: float = PATIENCE) -> Store:
        """A missing file is refused with the command that makes one."""
        return cls(path, readable(path, patience))

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def plans(self) -> tuple[Plan, ...]:
        """The present version of every plan, in the order they came in, all of one moment.

        StoreError where one is not what was written, or the ledger has one that is not there.
        """
        with self.moment():
            return tuple(self.each())

    def each(self) -> Iterator[Plan]:
        """As ``plans``, one at a time; inside a ``moment``."""
        yield from map(self.plan, self.records())
        self.check()

    def check(self, *, counting: bool = False) -> None:
        """Raise StoreError where the ledger has a document that is not there, or tells another number."""
        wrong = next(self.ledger_faults(counting=counting), None)
        if wrong:
            look = f"请运行 policykb verify --kb {self.path} 查看"
            raise StoreError(self.path, f"知识库已损坏（{wrong}）", look)

    @property
    def lookup(self) -> Lookup:
        """What plans are found by without being read; an old store has none (see ``catalogued``)."""
        return self._lookup

    @contextmanager
    def moment(self) -> Iterator[None]:
        """What is read inside is of one moment, whatever others write meanwhile; one within another is the same."""
        if self._connection.in_transaction:
            yield
            return
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

    def seals(self, keys: Iterable[int]) -> list[tuple[int, str]]:
        """Each of the documents with the digest of all its rows, "" where an old program wrote none."""
        query = f"SELECT {'seal' if self._has('ledger') else repr('')} AS seal FROM documents WHERE id = ?"
        return [(key, row["seal"]) for key in keys for row in self._rows(query, key)]

    def paths(self, keys: Iterable[int]) -> list[str]:
        """The files that the documents came from."""
        return [
            row["path"] for key in keys for row in self._rows("SELECT path FROM documents WHERE id = ?", key)
        ]

    def document(self, key: int) -> Document:
        """The text and the clauses alone, as they stand there: whether they are what was written is not asked."""
        (head,) = self._rows("SELECT * FROM documents WHERE id = ?", key)
        clauses = self._rows("SELECT * FROM clauses WHERE document = ? ORDER BY position", key)
        return document_of(head, {"clauses": clauses})

    def stamp(self) -> tuple[int, str] | None:
        """The number of present plans, and a digest of which they are under which keys; none of an old store."""
        if self._is_old():
            return None
        rows = self._connection.execute("SELECT seal, id FROM documents WHERE NOT superseded ORDER BY 1, 2")
        told = [f"{seal} {key}" for seal, key in rows]
        return len(told), sha256("\n".join(told).encode()).hexdigest()[:32]

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

    def kin(self, sha256: str) -> dict[str, int]:
        """The versions of the present plan of that hash, itself among them, by theirs; none where it is not."""
        query = (
            "SELECT version.sha256, version.id FROM current JOIN documents AS version USING (path)"
            " WHERE current.sha256 = ? ORDER BY version.id"
        )
        return {row["sha256"]: row["id"] for row in self._rows(query, sha256)}

    def succession(self) -> dict[str, str]:
        """Every version of a present plan, by its hash, with the hash of the present one."""
        query = (
            "SELECT version.sha256 AS version, current.sha256 AS present"
            " FROM current JOIN documents AS version USING (path) ORDER BY version.id"
        )
        rows = self._rows(query)
        return {row["version"]: row["present"] for row in rows} | {
            row["present"]: row["present"] for row in rows
        }

    def ledger_faults(self, *, counting: bool = False) -> Iterator[str]:
        """In what the documents differ from the ledger, or in number alone; an old store has none."""
        if not self._is_old():
            yield from ledger.faults(self._connection, counting=counting)

    def file_faults(self) -> Iterator[str]:
        """What SQLite itself finds wrong with the file; slow on a big one."""
        (first, *rest) = self._rows("PRAGMA integrity_check(20)")
        if first["integrity_check"] != "ok":
            yield f"数据页或索引有 {1 + len(rest)} 处损伤"
        loose = self._rows("PRAGMA foreign_key_check")
        if loose:
            yield f"有 {len(loose)} 行指向不存在的文件或条款"

    def catalogue_faults(self, check: Check) -> Iterator[str]:
        """In what the catalogue differs from the documents that ``check`` was given; an old store has none."""
        if self._has("drawn") and not self.catalogued:
            yield "目录是别的版本的程序编的"
        elif self.catalogued:
            yield from check.faults(self._connection)

    @property
    def catalogued(self) -> bool:
        """Whether plans can be found without being read: an old store, or one whose catalogue another program
        made, knows only all of them.
        """
        return self._has("drawn") and catalogue.is_ours(self._connection)

    def _has(self, table: str) -> bool:
        return bool(self._rows("SELECT 1 FROM main.sqlite_master WHERE name = ?", table))

    def _is_old(self) -> bool:
        return not self._has("ledger")

    def contents(self) -> Contents:
        """What the store holds, as lists to choose from."""
        with explained(self.path):
            return contents(self._connection)

    def version(self) -> str:
        """What tells this state of the store from every other; "" for an old one, which has no ledger.

        Read again when anything was written since.
        """
        now = state(self._connection)
        if self._known is None or self._known[0] != now:
            self._known = now, self._told()
        return self._known[1]

    def _told(self) -> str:
        if self._is_old():
            return ""
        documents, digest = self._connection.execute("SELECT documents, digest FROM ledger").fetchone()
        self._order = ledger.order(self._connection, self._order)
        return f"{documents}-{digest}-{self._order.sum:x}-{last(self._connection)}"

    def remarks(self) -> tuple[Remark, ...]:
        """What was last reported on each task of each version; ``kb.carrying`` tells what stands of it."""
        with explained(self.path):
            return latest(self._connection)

    def every_remark(self) -> tuple[Remark, ...]:
        """All that was ever reported, in the order it came in."""
        with explained(self.path):
            return every(self._connection)

    def plan(self, record: Record) -> Plan:
        """The plan of a record; StoreError where it is not what was written."""
        try:
            wrong = fault(record.head, record.tables)
            if wrong is None:
                return plan_of(record.head, record.tables)
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
            wrong = "有几行读不出来"
        head = record.head
        raise StoreError(
            self.path,
            f"其中《{head['name']}》的记录已损坏（{wrong}）",
            f"请用原方案重新入库：policykb ingest {quote(head['path'])} --kb {quote(str(self.path))}",
        )

    def record(self, document: int) -> Record:
        return record_of(self._connection, document)

    def _rows(self, query: str, *values: object) -> list[Row]:
        return selected(self._connection, query, *values)
