"""The store: one SQLite file. A plan goes in whole or not at all, and comes out equal."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib import resources
from pathlib import Path

from corpus.errors import StoreError
from kb.model import Plan
from kb.rows import TABLES, Row, Tables, header_text, plan_of, rows

APPLICATION_ID = 0x504B4231  # "PKB1", written into the file so that a foreign database is refused
SCHEMA_VERSION = 1


class Store:
    """An open knowledge base; use as a context manager. Every failure is a StoreError."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection

    @classmethod
    def create(cls, path: Path) -> Store:
        """Open for writing; a missing file is made, a foreign or newer one is refused."""
        if not path.parent.is_dir():
            raise StoreError(f"{path}：知识库所在的文件夹不存在；请先建好文件夹，或用 --kb 另指位置。")
        with _explained(path):
            connection = sqlite3.connect(path, isolation_level=None)
            fresh = not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
            if fresh:
                _lay_out(connection)
            return cls(path, _checked(path, connection))

    @classmethod
    def open(cls, path: Path) -> Store:
        """Open for reading; a missing file is refused with the command that makes one."""
        if not path.is_file():
            raise StoreError(f"{path}：没有这个知识库文件；请先运行 policykb ingest 方案文件 --kb {path}。")
        with _explained(path):
            # A writable connection clears its own journal away on closing; it still may not write.
            mode = "rw" if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK) else "ro"
            address = f"{path.resolve().as_uri()}?mode={mode}"
            connection = _checked(path, sqlite3.connect(address, uri=True, isolation_level=None))
            connection.execute("PRAGMA query_only = ON")
            return cls(path, connection)

    @classmethod
    def state(cls, path: Path) -> str:
        """In words: missing, whole with so many plans, or what is wrong with it."""
        if not path.exists():
            return f"{path}：还没有"
        try:
            with cls.open(path) as store:
                return f"{path}：完好，{store.count()} 份方案"
        except StoreError as error:
            return str(error)

    def count(self) -> int:
        return int(self._rows("SELECT count(*) AS plans FROM documents")[0]["plans"])

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def add(self, plan: Plan, path: Path) -> str:
        """Write a plan in one transaction: added, unchanged (same bytes) or replaced (same path)."""
        source = plan.document.source
        with _explained(self.path), self._transaction() as connection:
            if connection.execute("SELECT 1 FROM documents WHERE sha256 = ?", (source.sha256,)).fetchone():
                return "unchanged"
            old = connection.execute("DELETE FROM documents WHERE path = ?", (str(path),)).rowcount
            key = _insert(
                connection,
                "documents",
                {
                    "path": str(path),
                    "name": source.name,
                    "sha256": source.sha256,
                    "encoding": source.encoding,
                    "text": source.text,
                    "header": header_text(plan.document.header),
                },
            )
            for table, found in rows(plan).items():
                for position, row in enumerate(found):
                    _insert(connection, table, {"document": key, "position": position, **row})
            return "replaced" if old else "added"

    def plans(self) -> tuple[Plan, ...]:
        """All plans in the order they came in."""
        with _explained(self.path):
            heads = self._rows("SELECT * FROM documents ORDER BY id")
            return tuple(plan_of(head, self._tables(head["id"])) for head in heads)

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


def _lay_out(connection: sqlite3.Connection) -> None:
    schema = resources.files("kb").joinpath("schema.sql").read_text(encoding="utf-8")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.executescript(
        f"BEGIN; {schema} PRAGMA application_id = {APPLICATION_ID};"
        f" PRAGMA user_version = {SCHEMA_VERSION}; COMMIT;"
    )


def _checked(path: Path, connection: sqlite3.Connection) -> sqlite3.Connection:
    """The connection, once the file is known to be ours, whole and of a version we read."""
    try:
        _identify(path, connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _identify(path: Path, connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    identity = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if identity != APPLICATION_ID:
        raise StoreError(f"{path}：这是别的程序的数据库，不是 policykb 的知识库；请用 --kb 另指文件。")
    if version > SCHEMA_VERSION:
        raise StoreError(
            f"{path}：知识库出自更新的程序（结构 {version}，这里只到 {SCHEMA_VERSION}）；请升级 policykb。"
        )
    fault = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if fault != "ok":
        raise sqlite3.DatabaseError(fault)


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Say in one sentence what SQLite found wrong, and the way out."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise StoreError(
            f"{path}：知识库打不开或写不进（{error}）；请检查文件权限、磁盘空间，或稍后再试。"
        ) from error
    except sqlite3.DatabaseError as error:
        raise StoreError(
            f"{path}：不是知识库文件，或文件已损坏（{error}）；请移开它，用原方案重新 policykb ingest。"
        ) from error
