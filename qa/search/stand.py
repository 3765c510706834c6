"""立账：what an index is known to hold, and whether its files are still those that were written.

Beside ``NAME.db`` the folder ``NAME.db.index`` has ``stand.json``, a lock, and a numbered folder with the files
of tantivy. ``stand.json`` tells how words were cut, the stamp of the knowledge base that the index was made
for, and size, time and checksum of every file; its last line is its own checksum, and it is put in its place
in one step. While the index is being changed it says so: then files may be new or gone, and what the index
holds is read from the index itself.
"""

from __future__ import annotations

import errno
import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from zlib import crc32

from corpus.errors import StoreError

_STAND, _LOCK, _TEMPORARY = "stand.json", "lock", "stand.new"
_READ_THROUGH = 4_000_000  # bytes of a file that are read even where its time has not changed
_PIECE = 1 << 20

File = tuple[int, int, int]
"""Size, time of the last change in nanoseconds, and checksum."""


class Busy(StoreError):
    """Another process changes the index."""


@dataclass(frozen=True, slots=True)
class Stand:
    """``documents`` and ``digest`` are the stamp of the store, ``worn`` the clauses taken out since all was built anew."""

    tokens: str
    documents: int
    digest: str
    clauses: int
    worn: int
    folder: str
    changing: bool
    files: dict[str, File]


def folder_of(kb: Path) -> Path:
    place = kb.resolve()
    return place.with_name(f"{place.name}.index")


def read(folder: Path) -> Stand | None:
    """What is written; None where there is no index. KeyError, TypeError or ValueError where we wrote no such."""
    try:
        told, _, checksum = (folder / _STAND).read_bytes().rpartition(b"\n")
    except FileNotFoundError:
        return None
    if checksum != b"%08x" % crc32(told):
        raise ValueError
    found = json.loads(told)
    return Stand(**{**found, "files": {name: tuple(file) for name, file in found["files"].items()}})


def write(folder: Path, stand: Stand) -> None:
    told = json.dumps(asdict(stand), indent=1).encode()
    temporary = folder / _TEMPORARY
    with temporary.open("wb") as stream:
        stream.write(told + b"\n%08x" % crc32(told))
        stream.flush()
        os.fsync(stream.fileno())
    temporary.replace(folder / _STAND)


def files_in(folder: Path) -> dict[str, File]:
    """The files of an index, but for its locks."""
    return {
        path.name: (path.stat().st_size, path.stat().st_mtime_ns, _checksum(path))
        for path in sorted(folder.iterdir())
        if path.suffix != ".lock"
    }


def _checksum(path: Path) -> int:
    found = 0
    with path.open("rb") as stream:
        while piece := stream.read(_PIECE):
            found = crc32(piece, found)
    return found


def damaged_files(folder: Path, stand: Stand, *, thorough: bool = False) -> Iterator[str]:
    """The files that are not as they were written; big ones of the same size and time are read if ``thorough``."""
    for name, (size, time, checksum) in stand.files.items():
        path = folder / stand.folder / name
        try:
            now = path.stat()
            suspect = thorough or size < _READ_THROUGH or now.st_mtime_ns != time
            wrong = now.st_size != size or (suspect and _checksum(path) != checksum)
        except FileNotFoundError:
            wrong = not stand.changing
        if wrong and not (stand.changing and name in ("meta.json", ".managed.json")):
            yield name


@contextmanager
def locked(folder: Path, patience: float) -> Iterator[None]:
    """Only one process at a time changes an index; the lock goes with the process, however that ends."""
    if folder.exists() and not folder.is_dir():
        raise StoreError(folder, "这里要放检索索引，却有一个文件", "请移开它，再运行 policykb reindex")
    folder.mkdir(exist_ok=True)
    with closing(sqlite3.connect(folder / _LOCK, isolation_level=None, timeout=patience)) as lock:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as error:
            if getattr(error, "sqlite_errorname", "") == "SQLITE_BUSY":
                raise Busy(folder, "检索索引正由别的程序更新", "请稍后再试") from None
            raise PermissionError(errno.EACCES, str(error)) from error
        yield
