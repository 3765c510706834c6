"""坏文件的做法：a plan in every format, and what is broken in it, each file made from its number alone."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import AnyStr
from xml.etree import ElementTree

from office import FORMATS as MAKERS
from pdfs import set_as_plan

from corpus.source import from_text
from export.formats import MATRICES
from export.matrix import matrix
from kb.pipeline import extract

ROOT = Path(__file__).resolve().parents[1]
FORMATS = ("docx", "html", "md", "txt", "ofd", "zip", "pdf", "xlsx")
TEXT = """青禾县供水方案
各乡镇人民政府，县直各部门：
一、总体要求
2027年底前集中供水率达到95%以上。
二、任务
（一）水源
1.建水厂2座。（县水务局牵头，县财政局、各乡镇配合）
2.接管网。2026年6月底前接入率提高3个百分点。（责任单位：县住房城乡建设局）
附件
序号 | 任务 | 牵头单位 | 完成时限
1 | 建水厂 | 县水务局 | 2026年
2 | 接管网 | 县住房城乡建设局 | 2027年
"""
PIECES = (
    *(
        b"",
        b"<",
        b">",
        b'"',
        b"</",
        b"<!--",
        b"-->",
        b"<table>",
        b"</td>",
        b"&#x110000;",
        b"&lt;",
        b"|",
        b"| |",
    ),
    *(
        b"<w:tbl>",
        b"</w:tbl>",
        b"<w:tc>",
        b"<w:vMerge/>",
        b'w:val="99999999"',
        b"-1",
        b"9" * 30,
        b"1e308",
        b"NaN",
    ),
    *(
        b"\x00",
        b"\xff" * 4,
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"\xe4\xb8",
        "、".encode(),
        "一、".encode(),
        b"\n",
        b"\f",
    ),
    *(
        b" obj",
        b"endobj",
        b"stream\n",
        b"/Kids",
        b"/Length 0",
        b"<< >>",
        b"[ ]",
        b"/MediaBox",
        b"Tj",
        b"Td",
        b"re",
    ),
    *(b" " * 300, b"(" * 300, b"<div>" * 300, b"1 " * 300, b"*" * 300, b"[" * 300),
)

VALUES = ("", "0", "-1", "1", "2", "7", "200", "201", "99999999", "1e308", "NaN", "g 9999999 1", "%1、%9%9", "true",
          "continue", "M 0 0 L 1e9 1e9", "../../word/document.xml", "一、", "甲" * 5_000, "\x0c|\t｜")  # fmt: skip


@cache
def seeds(form: str) -> tuple[bytes, ...]:
    bundled = [path.read_text("utf-8") for path in sorted((ROOT / "corpus/plans").glob("*.txt"))]
    texts = (TEXT, TEXT * 3, *bundled) if form in ("html", "md", "txt") else (TEXT, TEXT * 3)
    makers: dict[str, Callable[[str], bytes]] = {
        **MAKERS,
        "txt": str.encode,
        "pdf": set_as_plan,
        "xlsx": lambda text: MATRICES["xlsx"](matrix([extract(from_text(text, "稿"))])),
        "zip": lambda text: _zipped({"甲.txt": text.encode(), "乙/丙.docx": MAKERS["docx"](text)}),
    }
    return tuple(makers[form](text) for text in texts)


def _zipped(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in parts.items():
            archive.writestr(path, content)
    return made.getvalue()


def mutated(form: str, seed: int, number: int) -> bytes:
    """File ``number``. Of a package most are broken within a part, where the sums still agree."""
    change = random.Random(f"{form}/{seed}/{number}")
    data = change.choice(seeds(form))
    if not zipfile.is_zipfile(io.BytesIO(data)) or change.random() < 0.2:
        return _broken(change, data, in_words=form in ("html", "md", "txt"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name in change.sample(sorted(parts), change.randint(1, min(2, len(parts)))):
        parts[name] = _rearranged(change, name, parts[name])
    return _zipped(parts)


def _rearranged(change: random.Random, name: str, data: bytes) -> bytes:
    """A part with its elements moved, dropped, doubled and their values changed, or else its bytes."""
    if not name.endswith(".xml") or change.random() < 0.3:
        return _broken(change, data, in_words=change.random() < 0.8)
    root = ElementTree.fromstring(data)
    for _ in range(change.choice((1, 2, 4, 16))):
        every = list(root.iter())
        one, other = change.choice(every), change.choice(every)
        match change.randrange(5):
            case 0 if len(one):
                del one[change.randrange(len(one))]
            case 1 if not _holds(other, one):
                one.extend([other] * change.choice((1, 1, 1, 50)))
            case 2 if one.attrib:
                one.set(change.choice(sorted(one.attrib)), change.choice(VALUES))
            case 3:
                one.text = change.choice(VALUES)
            case 4:
                one.tag = other.tag
    return ElementTree.tostring(root, "utf-8")


def _holds(element: ElementTree.Element, inner: ElementTree.Element) -> bool:
    return any(one is inner for one in element.iter())


def _broken(change: random.Random, data: bytes, *, in_words: bool) -> bytes:
    """Bytes replaced, dropped, doubled, moved; now and then the end cut off or a stretch said a hundred times.

    ``in_words``: mostly whole characters, so that the text can still be decoded.
    """
    if in_words and change.random() < 0.85:
        encoding = "gb18030" if b"charset=gb2312" in data else "utf-8"
        text = data.decode(encoding, "ignore")
        pieces = [piece.decode("utf-8", "ignore") for piece in PIECES]
        return _shuffled(change, text, pieces, "").encode(encoding, "ignore")
    return _shuffled(change, data, [*PIECES, change.randbytes(4), change.randbytes(40)], b"")


def _shuffled(change: random.Random, made: AnyStr, pieces: Sequence[AnyStr], nothing: AnyStr) -> AnyStr:
    for _ in range(change.choice((1, 1, 2, 4, 16))):
        at, size = change.randrange(len(made) + 1), change.choice((0, 1, 1, 4, 40, 400))
        there = change.randrange(len(made) + 1)
        old, other = made[at : at + size], made[there : there + size]
        many = 100 if change.random() < 0.1 else 1
        made = (
            made[:at]
            + change.choice((nothing, change.choice(pieces), old * 2, other * many))
            + made[at + size :]
        )
    return made[: change.randrange(len(made) + 1)] if change.random() < 0.05 else made
