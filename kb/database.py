"""The SQLite file itself: made whole, known as ours before it is used, its faults said in Chinese."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib import resources
from pathlib import Path

from corpus.errors import StoreError, reason
from kb import catalogue, migrations
from kb.rows import TABLES

APPLICATION_ID = 0x504B4231  # "PKB1", written into the file so that a foreign database is refused
_MAGIC = b"SQLite format 3\x00"
_IDENTITY = slice(68, 72)  # where a SQLite file keeps its application id
_PAGE_SIZE, _PAGES = slice(16, 18), slice(28, 32)
_BESIDE = ".policykb-"  # and the number of the process that is making a knowledge base there
PATIENCE = 60.0
"""Seconds to wait for another program that writes; it writes a plan at a time."""

_OPEN: dict[tuple[int, int], int] = {}
_MOST_OPEN = 64

_FIRST = "请先运行 policykb ingest 方案文件 --kb {}"
_ELSEWHERE = "用 --kb 另指文件"
_ANEW = "请移开它，用原方案重新 policykb ingest"
_CANNOT = {
    "SQLITE_BUSY": "正被别的程序占用",
    "SQLITE_LOCKED": "正被别的程序占用",
    "SQLITE_READONLY": "文件或文件夹是只读的",
    "SQLITE_PERM": "没有权限",
    "SQLITE_AUTH": "没有权限",
    "SQLITE_CANTOPEN": "打不开文件",
    "SQLITE_FULL": "磁盘已满",
    "SQLITE_IOERR": "磁盘读写出错",
    "SQLITE_NOMEM": "内存不够",
    "SQLITE_TOOBIG": "内容太大",
}


def is_knowledge_base(path: Path) -> bool:
    """Whether the file bears our mark; False where it cannot be read."""
    try:
        if not path.is_file():
            return False
        with path.open("rb") as stream:
            head = stream.read(_IDENTITY.stop)
    except OSError:
        return False
    return head.startswith(_MAGIC) and head[_IDENTITY] == APPLICATION_ID.to_bytes(4)


def writable(path: Path, patience: float = PATIENCE) -> sqlite3.Connection:
    """A connection for writing; a missing or empty file is made, a foreign or newer one is refused."""
    with explained(path):
        _check_path(path)
        if not path.parent.is_dir():
            raise StoreError(path, "知识库所在的文件夹不存在", "请先建好文件夹，或用 --kb 另指位置")
        _sweep(path.resolve().parent)
        if not path.exists() or not path.stat().st_size:
            _make(path)
        connection = _connect(path, "mode=rw", patience)
        with _closed_on_failure(connection):
            if _is_blank(connection):
                _lay_out(connection)
            _identify(path, connection)
            if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                raise sqlite3.DatabaseError
            migrations.upgrade(connection)
            if not catalogue.is_ours(connection):
                with connection:
                    connection.execute("BEGIN IMMEDIATE")
                    catalogue.draw_up(connection)
    return connection


def readable(path: Path, patience: float = PATIENCE) -> sqlite3.Connection:
    """A connection for reading, that waits so many seconds for who writes.

    A missing file is refused with the command that makes one.
    """
    with explained(path):
        _check_path(path)
        if not path.exists():
            raise StoreError(path, "没有这个知识库文件", _FIRST.format(path))
        if not path.stat().st_size:
            raise StoreError(path, "知识库是空文件", _FIRST.format(path))
        connection = _connect(path, _way_of_reading(path), patience)
        with _closed_on_failure(connection):
            _identify(path, connection)
            migrations.show_as_present(connection)
            connection.execute("PRAGMA query_only = ON")
    return connection


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Say in one sentence what the system or SQLite found wrong, and the way out."""
    try:
        yield
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise StoreError(path, *_fault(error)) from error
    except OSError as error:
        what = f"知识库打不开（{reason(error)}）"
        raise StoreError(path, what, f"请检查路径和权限，或{_ELSEWHERE}") from error


def _fault(error: Exception) -> tuple[str, str]:
    """What is wrong, and the way out."""
    primary = "_".join(getattr(error, "sqlite_errorname", "").split("_")[:2])
    if primary in _CANNOT:
        return f"知识库打不开或写不进（{_CANNOT[primary]}）", "请检查文件权限、磁盘空间，或稍后再试"
    return "不是知识库文件，或文件已损坏", _ANEW


def _check_path(path: Path) -> None:
    """Refuse what SQLite would take for something other than a file, and what is no file."""
    if "\0" in str(path):
        raise StoreError(path, "知识库的路径里有不能用的字符", f"请{_ELSEWHERE}")
    if str(path).startswith((":", "file:")):
        raise StoreError(path, "知识库要是磁盘上的文件，名字不能以“:”或“file:”开头", f"请{_ELSEWHERE}")
    if path.is_dir():
        raise StoreError(
            path, "是文件夹，不是知识库文件", f"请用 --kb 指明其中的文件，如 {path / 'policykb.db'}"
        )
    if path.exists() and not stat.S_ISREG(path.stat().st_mode):
        raise StoreError(path, "是管道或设备，不是知识库文件", f"请{_ELSEWHERE}")


def _check_head(path: Path) -> None:
    """Refuse a file that SQLite would take for an empty database and write over, and one cut short."""
    head = os.pread(_descriptor(path), _IDENTITY.stop, 0)
    if not head.startswith(_MAGIC):
        raise sqlite3.DatabaseError
    page = int.from_bytes(head[_PAGE_SIZE])
    if path.stat().st_size < int.from_bytes(head[_PAGES]) * (65536 if page == 1 else page):
        journal = _journal(path.resolve())
        if not (journal.exists() and journal.stat().st_size):  # else the rest may be in the journal
            raise sqlite3.DatabaseError


def _descriptor(path: Path) -> int:
    """One of our own to the file, which stays open: by closing one, a process loses its locks on the file.

    Another process would then take itself for the last one to use the file and clear the journal away from
    under the connections of this one, which would go on showing what was there before.
    """
    status = path.stat()
    known = _OPEN.get((status.st_dev, status.st_ino))
    if known is not None:
        return known
    made = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    status = os.fstat(made)
    _OPEN[status.st_dev, status.st_ino] = made
    if len(_OPEN) > _MOST_OPEN:
        os.close(_OPEN.pop(next(iter(_OPEN))))
    return made


def _journal(target: Path) -> Path:
    return target.with_name(f"{target.name}-wal")


def _connect(path: Path, options: str, patience: float = PATIENCE) -> sqlite3.Connection:
    _check_head(path)
    address = f"{path.resolve().as_uri()}?{options}"
    return sqlite3.connect(address, uri=True, isolation_level=None, timeout=patience)


def _way_of_reading(path: Path) -> str:
    """A writable connection clears its own journal away on closing; it still may not write.

    Where we may not write, a journal of ours would stay and bar the owner: the file is read as it is,
    unless there is a journal to be read with it.
    """
    target = path.resolve()
    if os.access(target, os.W_OK) and os.access(target.parent, os.W_OK):
        return "mode=rw"
    journal = _journal(target)
    return "mode=ro" if journal.exists() and journal.stat().st_size else "mode=ro&immutable=1"


@contextmanager
def _closed_on_failure(connection: sqlite3.Connection) -> Iterator[None]:
    try:
        yield
    except BaseException:
        connection.close()
        raise


def _make(path: Path) -> None:
    """The empty knowledge base appears under its name in one step, so that no half of it is ever met."""
    target = path.resolve()
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=f"{_BESIDE}{os.getpid()}-") as folder:
        made = Path(folder) / "new.db"
        with closing(sqlite3.connect(made, isolation_level=None)) as connection:
            _lay_out(connection)
        _put(made, target)


def _sweep(folder: Path) -> None:
    """Clear away what makers that were killed have left; only where the system can tell that they are gone."""
    for left in folder.glob(f"{_BESIDE}*-*") if Path("/proc/self").exists() else ():
        maker = left.name.removeprefix(_BESIDE).split("-")[0]
        if maker.isdecimal() and not Path("/proc", maker).exists():
            shutil.rmtree(left, ignore_errors=True)


def _put(made: Path, target: Path) -> None:
    """Under its name, unless another process was quicker; then that one's file stands."""
    if target.exists():
        if not target.stat().st_size:
            made.replace(target)
        return
    try:
        os.link(made, target)
    except FileExistsError:
        pass
    except OSError:  # a file system without links
        made.replace(target)


def _is_blank(connection: sqlite3.Connection) -> bool:
    """A database that nobody has put anything into or set a mark on."""
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    marks = [
        connection.execute(f"PRAGMA {mark}").fetchone()[0] for mark in ("application_id", "user_version")
    ]
    return not tables and not any(marks)


def _lay_out(connection: sqlite3.Connection) -> None:
    schema = resources.files("kb").joinpath("schema.sql").read_text(encoding="utf-8")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.executescript(
        f"BEGIN; {schema} PRAGMA application_id = {APPLICATION_ID};"
        f" PRAGMA user_version = {migrations.PRESENT}; COMMIT;"
    )
    catalogue.sign(connection)


def _identify(path: Path, connection: sqlite3.Connection) -> None:
    """Raise unless the file is ours, has all tables and is of a version we read; its rows have their seals."""
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA cell_size_check = ON")
    identity = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if identity != APPLICATION_ID and _is_blank(connection):
        raise StoreError(path, "知识库还是空的", _FIRST.format(path))
    if identity != APPLICATION_ID:
        raise StoreError(path, "这是别的程序的数据库，不是 policykb 的知识库", f"请{_ELSEWHERE}")
    if version > migrations.PRESENT:
        what = f"知识库出自更新的程序（结构 {version}，这里只到 {migrations.PRESENT}）"
        raise StoreError(path, what, "请升级 policykb")
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    wanted = (
        "documents",
        *TABLES,
        *(("ledger",) if version > 2 else ()),
        *(catalogue.TABLES if version > 3 else ()),
    )
    lost = [table for table in wanted if table not in tables]
    if version < 1 or lost:
        what = f"缺少数据表 {'、'.join(lost)}" if lost else f"结构版本号是 {version}"
        raise StoreError(path, f"知识库已损坏（{what}）", _ANEW)
