"""A file becomes a ``Source``, or is refused in one sentence."""

from __future__ import annotations

import hashlib
import re
import stat
import sys
from pathlib import Path

from corpus import bundle
from corpus.errors import NotReadable, printable, reason
from corpus.model import Source
from corpus.readers import reader_of

_MB = 1024 * 1024
LIMIT = 20 * _MB
STDIN = Path("-")
_ADDRESS = re.compile("(?i)(?:https?|ftp):/")


def load(path: Path) -> Source:
    """Read ``path``: a file, ``-`` for standard input, or a member of a zip such as ``方案.zip/甲.docx``.

    Raises ``NotReadable`` naming the file, what is wrong with it and the way out.
    """
    if _ADDRESS.match(str(path)):
        raise NotReadable(f"{path} 是网址，本程序不联网，请先用浏览器另存为网页（.html）或下载成文件再读入。")
    if path == STDIN:
        return _source(_standard_input(), "标准输入", "")
    if bundle.is_package(path):
        return load(bundle.only_member(path))
    package = bundle.package_of(path)
    name = f"{package.name}/{path.relative_to(package).as_posix()}" if package else path.name
    return _source(_data(path, package), name, path.suffix)


def _data(path: Path, package: Path | None) -> bytes:
    return bundle.member(package, path, LIMIT) if package else _bytes(path)


def _source(data: bytes, name: str, ending: str) -> Source:
    _check_name(name)
    reading = reader_of(ending, data)(data, name)
    if not reading.text.strip(" \t\r\n\f\v\u3000\u00a0\ufeff\u200b"):
        raise NotReadable(f"{name} 是空文件，没有可读的文字，请换一份有内容的文件。")
    return Source(name, hashlib.sha256(data).hexdigest(), *reading)


def _standard_input() -> bytes:
    try:
        data = sys.stdin.buffer.read(LIMIT + 1)
    except (AttributeError, OSError, ValueError):
        raise NotReadable("标准输入读不出来，请改用文件。") from None
    _check_size("标准输入", len(data))
    return data


def digest(path: Path) -> str:
    """``Source.sha256`` of a file without reading the text; NotReadable where the bytes cannot be had."""
    return hashlib.sha256(_data(path, bundle.package_of(path))).hexdigest()


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
        _check_size(path.name, status.st_size)
        with path.open("rb") as stream:
            data = stream.read(LIMIT + 1)  # a file that grows, or whose size is not told, ends here too
        _check_size(path.name, len(data))
        return data
    except FileNotFoundError:
        raise NotReadable(f"找不到文件 {path}，请检查路径。") from None
    except PermissionError:
        raise NotReadable(f"没有读取 {path} 的权限，请检查文件权限。") from None
    except OSError as error:
        raise NotReadable(f"{path} 读不出来（{reason(error)}），请检查路径和磁盘。") from None
    except ValueError:
        raise NotReadable(f"{path} 读不出来（路径里有不能用的字符），请检查路径。") from None


def _check_size(name: str, size: int) -> None:
    if size > LIMIT:
        raise NotReadable(f"{name} 有 {size / _MB:.1f} MB，超过上限 {LIMIT // _MB} MB，请拆分后再读入。")
