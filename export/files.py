"""Bytes to a file, whole or not at all."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from corpus.errors import PolicyError

STDOUT = Path("-")


def save(data: bytes, path: Path) -> None:
    """Write ``data`` to ``path`` (``-`` is standard output) by way of a neighbour that is then renamed.

    Raises PolicyError where the folder is missing or not writable; an older file then stays as it was.
    """
    if path == STDOUT:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
            Path(name).chmod(0o666 & ~_umask())
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise PolicyError(
            f"{path}：写不进去（{error.strerror}）；请检查文件夹是否存在、有没有写权限。"
        ) from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
