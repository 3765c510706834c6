"""旧版 Word 与 WPS 文字 (.doc .wps .rtf), by programs that this machine may have: LibreOffice, else antiword.

LibreOffice writes a .docx, which ``docx`` then reads. It runs in a profile of its own that forbids macros
and links, and is stopped when its time is over.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree.ElementTree import Element

from corpus.errors import NotReadable
from corpus.programs import run
from corpus.readers import docx
from corpus.readers.grids import Cell, lines_of
from corpus.readers.markup import parsed
from corpus.readers.reading import Reading, joined

SECONDS = 120
_OLE = b"\xd0\xcf\x11\xe0"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
</item>
</oor:items>
"""
_DOCTYPE = re.compile(rb"<!DOCTYPE[^>\[]*>")
_SETTINGS = "registrymodifications.xcu"
_WAY_OUT = "或先用 Word、WPS 另存为 .docx 再读入"


def read(data: bytes, name: str) -> Reading:
    """The text of the file; NotReadable where no program can read it."""
    if _LOCKED in data:
        raise NotReadable(f"{name} 加了密码，请去掉密码后再读入。")
    if not data.startswith((_OLE, b"{\\rtf")):
        raise NotReadable(f"{name} 不是 Word 或 WPS 文字的文件，请换一个文件，{_WAY_OUT}。")
    office = shutil.which("soffice") or shutil.which("libreoffice")
    antiword = shutil.which("antiword") if data.startswith(_OLE) else None
    if office is None and antiword is None:
        raise NotReadable(
            f"{name} 是旧版 Word、WPS 或 RTF 文件，本机没有能读它的程序，请安装 LibreOffice"
            f"（如 apt install libreoffice-writer-nogui），{_WAY_OUT}。"
        )
    with TemporaryDirectory(prefix="policykb-", ignore_cleanup_errors=True) as folder:
        if office is not None:
            made = _converted(office, data, name, Path(folder))
            return docx.read(made, name)._replace(encoding="doc")
        return _by_antiword(str(antiword), data, name, Path(folder))


def _converted(office: str, data: bytes, name: str, folder: Path) -> bytes:
    """The .docx that LibreOffice makes of ``data``."""
    settings = folder / "profile" / "user" / _SETTINGS
    settings.parent.mkdir(parents=True)
    settings.write_text(_PROFILE, "utf-8")
    source = folder / ("in.rtf" if data.startswith(b"{") else "in.doc")
    source.write_bytes(data)
    _run(
        [
            *(office, "--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo"),
            *(f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--convert-to", "docx"),
            *("--outdir", str(folder / "out"), str(source)),
        ],
        name,
    )
    try:
        return (folder / "out" / "in.docx").read_bytes()
    except OSError:
        raise NotReadable(f"{name} 打不开，可能已损坏或加了密码，请{_WAY_OUT[2:]}。") from None


def _by_antiword(antiword: str, data: bytes, name: str, folder: Path) -> Reading:
    """The text by way of DocBook; refused where numbers are automatic, whose form antiword does not tell."""
    source = folder / "in.doc"
    source.write_bytes(data)
    printed = _run([antiword, "-x", "db", str(source)], name)
    if not printed:
        raise NotReadable(f"{name} 打不开，可能已损坏或加了密码，请安装 LibreOffice，{_WAY_OUT}。")
    book = parsed(_DOCTYPE.sub(b"", printed, count=1), "正文", name)
    if next(book.iter("orderedlist"), None) is not None:
        raise NotReadable(f"{name} 用了自动编号，antiword 读不出编号，请安装 LibreOffice，{_WAY_OUT}。")
    return joined(_lines(book, name), "doc", name)


def _lines(parent: Element, name: str) -> Iterator[str]:
    """Paragraphs and tables of DocBook."""
    for child in parent:
        if child.tag == "informaltable":
            rows = [[Cell(_words(entry)) for entry in row.iter("entry")] for row in child.iter("row")]
            yield from lines_of(rows, name)
        elif child.tag in {"para", "title"} and child.find("informaltable") is None:
            yield _words(child)
        elif child.tag != "bookinfo":
            yield from _lines(child, name)


def _words(element: Element) -> str:
    lines = "".join(element.itertext()).split("\n")
    return "\n".join(filter(None, (line.strip(" ") for line in lines)))


def _run(command: Sequence[str], name: str) -> bytes:
    try:
        return run(command, SECONDS)
    except subprocess.TimeoutExpired:
        raise NotReadable(f"{name} 转换了 {SECONDS} 秒仍未完成，已停止，请{_WAY_OUT[2:]}。") from None
