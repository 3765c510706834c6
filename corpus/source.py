"""A file becomes a ``Source``, or is refused in one sentence."""

from __future__ import annotations

import hashlib
import stat
from pathlib import Path

from corpus.errors import NotReadable, printable, reason
from corpus.model import Source
from corpus.readers import reader_of

_MB = 1024 * 1024
LIMIT = 20 * _MB


def load(path: Path) -> Source:
    """Read ``path``; raises ``NotReadable`` naming the file, what is wrong with it and the way out."""
    _check_name(path.name)
    data = _bytes(path)
    text, encoding = reader_of(path.suffix)(data, path.name)
    if not text.strip(" \t\r\n\f\v\u3000\u00a0\ufeff\u200b"):
        raise NotReadable(f"{path.name} 是空文件，没有可读的文字，请换一份有内容的文件。")
    return Source(path.name, hashlib.sha256(data).hexdigest(), text, encoding)


def digest(path: Path) -> str:
    """``Source.sha256`` of a file without reading the text; NotReadable where the bytes cannot be had."""
    return hashlib.sha256(_bytes(path)).hexdigest()


def from_text(text: str, name: str) -> Source:
    """A source that comes from no file; ``sha256`` is of its UTF-8 bytes."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Source(name, digest, text, "utf-8")


def _check_name(name: str) -> None:
    """A name goes into the knowledge base and into every answer, so it must be text."""
    try:
        name.encode()
    except UnicodeEncodeError:
        raise NotReadable(f"{printable(name)} 的文件名不是 UTF-8 编码，请先改名再读入。") from None


def _bytes(path: Path) -> bytes:
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise NotReadable(f"{path} 是文件夹，不是文件，请指明其中的一个文件。")
        if not stat.S_ISREG(status.st_mode):
            raise NotReadable(f"{path} 是管道或设备，不是普通文件，请先把内容存成文件再读入。")
        _check_size(path, status.st_size)
        with path.open("rb") as stream:
            data = stream.read(LIMIT + 1)  # a file that grows, or whose size is not told, ends here too
        _check_size(path, len(data))
        return data
    except FileNotFoundError:
        raise NotReadable(f"找不到文件 {path}，请检查路径。") from None
    except PermissionError:
        raise NotReadable(f"没有读取 {path} 的权限，请检查文件权限。") from None
    except OSError as error:
        raise NotReadable(f"{path} 读不出来（{reason(error)}），请检查路径和磁盘。") from None
    except ValueError:
        raise NotReadable(f"{path} 读不出来（路径里有不能用的字符），请检查路径。") from None


def _check_size(path: Path, size: int) -> None:
    if size > LIMIT:
        raise NotReadable(f"{path.name} 有 {size / _MB:.1f} MB，超过上限 {LIMIT // _MB} MB，请拆分后再读入。")
