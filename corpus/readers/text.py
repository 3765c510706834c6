"""Plain text: utf-8 (with or without BOM), utf-16 with BOM, gb18030, each decoded strictly."""

from __future__ import annotations

import re

from corpus.errors import NotReadable
from corpus.readers.reading import Reading

_UTF8_MARK = b"\xef\xbb\xbf"
_THREE_BYTES = re.compile(rb"[\xe3-\xe9\xef][\x80-\xbf]{2}")
_ENOUGH = 8  # Chinese characters in a row of valid UTF-8; in GB18030 that does not come by chance
_LONGEST = 4  # bytes of one character
_CONTROL = frozenset(range(32)) - {9, 10, 11, 12, 13, 27}
_MAGIC = (
    (b"%PDF", "PDF 文件"),
    (b"PK\x03\x04", "压缩包或 Office 文件（docx、xlsx、ofd 等）"),
    (b"\xd0\xcf\x11\xe0", "旧版 Office 文件（doc、xls 等）"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
)


def read(data: bytes, name: str) -> Reading:
    """The text of ``data``, no character changed; ``NotReadable`` where it cannot be text."""
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise NotReadable(f"{name} 是{kind}，不是纯文本，请先另存为文本（.txt）再读入。")
    encoding = _encoding(data)
    if encoding != "utf-16":
        _refuse_binary(data, name)
    try:
        return Reading(data.decode(encoding), encoding)
    except UnicodeDecodeError:
        raise NotReadable(_undecodable(data, encoding, name)) from None


def _encoding(data: bytes) -> str:
    if data.startswith(_UTF8_MARK):
        return "utf-8-sig"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    fault = _fault(data, "utf-8")
    return "utf-8" if fault is None or _is_chinese(data[:fault]) else "gb18030"


def _is_chinese(start: bytes) -> bool:
    """Whether the bytes before the first that is not UTF-8 say enough Chinese to be UTF-8 none the less.

    A file cut inside a character must not be read as GB18030, which takes almost any pair of bytes.
    """
    return len(_THREE_BYTES.findall(start)) >= _ENOUGH


def _undecodable(data: bytes, encoding: str, name: str) -> str:
    fault = _fault(data, encoding)
    if encoding == "gb18030":  # the guess where UTF-8 failed: the one that reads further was meant
        fault = max(fault or 0, _fault(data, "utf-8") or 0)
    at = fault or 0
    cut = "，文件可能没有传完" if len(data) - at < _LONGEST else ""
    return f"{name} 的编码认不出（第 {at} 字节处不合法{cut}），请用 UTF-8 或 GB18030 编码另存后再读入。"


def _fault(data: bytes, encoding: str) -> int | None:
    """Offset of the first byte that is not ``encoding``; None where all are."""
    try:
        data.decode(encoding)
    except UnicodeDecodeError as error:
        return error.start + (len(_UTF8_MARK) if encoding == "utf-8-sig" else 0)
    return None


def _refuse_binary(data: bytes, name: str) -> None:
    controls = data.translate(None, bytes(set(range(256)) - _CONTROL))
    if controls:
        offset = data.index(controls[:1])
        raise NotReadable(
            f"{name} 是二进制文件（第 {offset} 字节处有控制字符），不是纯文本，请先另存为文本（.txt）再读入。"
        )
