"""Plain text: utf-8 (with or without BOM), utf-16 with BOM, gb18030, each decoded strictly."""

from __future__ import annotations

from corpus.errors import NotReadable

_CONTROL = frozenset(range(32)) - {9, 10, 11, 12, 13, 27}
_MAGIC = (
    (b"%PDF", "PDF 文件"),
    (b"PK\x03\x04", "压缩包或 Office 文件（docx、xlsx、ofd 等）"),
    (b"\xd0\xcf\x11\xe0", "旧版 Office 文件（doc、xls 等）"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
)


def read(data: bytes, name: str) -> tuple[str, str]:
    """(text, encoding) of ``data``, no character changed; ``NotReadable`` where it cannot be text."""
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise NotReadable(f"{name} 是{kind}，不是纯文本，请先另存为文本（.txt）再读入。")
    encoding = _encoding(data)
    if encoding != "utf-16":
        _refuse_binary(data, name)
    try:
        return data.decode(encoding), encoding
    except UnicodeDecodeError as error:
        raise NotReadable(
            f"{name} 的编码认不出（第 {_utf8_fault(data, error.start)} 字节处不合法），"
            "请用 UTF-8 或 GB18030 编码另存后再读入。"
        ) from None


def _encoding(data: bytes) -> str:
    if data.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    return "utf-8" if _utf8_fault(data, -1) < 0 else "gb18030"


def _utf8_fault(data: bytes, otherwise: int) -> int:
    """Offset of the first byte that is not UTF-8; ``otherwise`` where all are."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return otherwise


def _refuse_binary(data: bytes, name: str) -> None:
    controls = data.translate(None, bytes(set(range(256)) - _CONTROL))
    if controls:
        offset = data.index(controls[:1])
        raise NotReadable(
            f"{name} 是二进制文件（第 {offset} 字节处有控制字符），不是纯文本，请先另存为文本（.txt）再读入。"
        )
