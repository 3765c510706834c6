"""Bytes to a file, whole or not at all."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from corpus.errors import PolicyError, reason
from export.process import put
from kb.database import is_knowledge_base

STDOUT = Path("-")
_SIDE_FILES = ("-wal", "-shm", "-journal")


def save(data: bytes, path: Path) -> None:
    """Write ``data`` to ``path`` (``-`` is standard output).

    A regular file is replaced by way of a neighbour that is then renamed; a link is followed; a pipe
    or a terminal is written into. Raises PolicyError where that cannot be, or where the file is a
    knowledge base or read-only; an older file then stays as it was.
    """
    if path == STDOUT:
        put(data)
        return
    with _explained(path):
        old = _status(path)
        if old is None or stat.S_ISREG(old.st_mode):
            _replace(lambda stream: stream.write(data), path, old)
        else:
            _pour(data, path, old)


def save_by(write: Callable[[IO[bytes]], object], path: Path) -> None:
    """As ``save``, for what is too big to be held: ``write`` writes it; only into a regular file."""
    with _explained(path):
        old = _status(path)
        if path == STDOUT or not (old is None or stat.S_ISREG(old.st_mode)):
            raise PolicyError(f"{path}：要写成文件，不能写到标准输出、管道或设备；请写明文件名。")
        _replace(write, path, old)


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except ValueError:
        raise PolicyError(f"{path}：写不进去（路径里有不能用的字符）；请换一个文件名。") from None
    except OSError as error:
        raise PolicyError(
            f"{path}：写不进去（{reason(error)}）；请检查文件夹是否存在、有没有写权限。"
        ) from error


def _status(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except FileNotFoundError:
        return None


def _check_replaceable(target: Path, path: Path, old: os.stat_result | None) -> None:
    main = next((target.name.removesuffix(end) for end in _SIDE_FILES if target.name.endswith(end)), None)
    if is_knowledge_base(target) or (main and is_knowledge_base(target.with_name(main))):
        raise PolicyError(f"{path}：这是知识库，不能拿导出的文件覆盖它；请另指文件。")
    if old is not None and not (old.st_mode & 0o222 and os.access(target, os.W_OK)):
        raise PolicyError(f"{path}：文件是只读的，没有覆盖；请换一个文件名，或先改它的权限。")


def _replace(write: Callable[[IO[bytes]], object], path: Path, old: os.stat_result | None) -> None:
    target = path.resolve()
    _check_replaceable(target, path, old)
    mode = stat.S_IMODE(old.st_mode) if old else 0o666 & ~_umask()
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".policykb-")
    try:
        with os.fdopen(handle, "wb") as stream:
            write(stream)
        Path(name).chmod(mode)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _pour(data: bytes, path: Path, status: os.stat_result) -> None:
    """Into a pipe or a character device; a disk or a socket is refused."""
    if stat.S_ISDIR(status.st_mode):
        raise PolicyError(f"{path}：是文件夹，不是文件；请写明文件名。")
    if not (stat.S_ISFIFO(status.st_mode) or stat.S_ISCHR(status.st_mode)):
        raise PolicyError(f"{path}：是设备或套接字，不能写入；请换一个文件名。")
    with path.open("wb", buffering=0) as stream:
        view = memoryview(data)
        while view:
            view = view[stream.write(view) :]


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
