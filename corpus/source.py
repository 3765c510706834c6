"""A file becomes a ``Source``, or is refused in one sentence."""

from __future__ import annotations

import hashlib
from pathlib import Path

from corpus.errors import NotReadable
from corpus.model import Source
from corpus.readers import reader_of

_MB = 1024 * 1024
LIMIT = 20 * _MB


def load(path: Path) -> Source:
    """Read ``path``; raises ``NotReadable`` naming the file, what is wrong with it and the way out."""
    data = _bytes(path)
    text, encoding = reader_of(path.suffix)(data, path.name)
    if not text.strip(" \t\r\n\f\v\u3000\u00a0\ufeff\u200b"):
        raise NotReadable(f"{path.name} 是空文件，没有可读的文字，请换一份有内容的文件。")
    return Source(path.name, hashlib.sha256(data).hexdigest(), text, encoding)


def from_text(text: str, name: str) -> Source:
    """A source that comes from no file; ``sha256`` is of its UTF-8 bytes."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Source(name, digest, text, "utf-8")


def _bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise NotReadable(f"{path} 是文件夹，不是文件，请指明其中的一个文件。")
        size = path.stat().st_size
        if size > LIMIT:
            raise NotReadable(
                f"{path.name} 有 {size / _MB:.1f} MB，超过上限 {LIMIT // _MB} MB，请拆分后再读入。"
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise NotReadable(f"找不到文件 {path}，请检查路径。") from None
    except PermissionError:
        raise NotReadable(f"没有读取 {path} 的权限，请检查文件权限。") from None
    except (OSError, ValueError) as error:
        raise NotReadable(f"{path} 读不出来（{error}），请检查路径和磁盘。") from None
