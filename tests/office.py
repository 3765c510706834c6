"""Plans written in other formats, part by part, so that a test says what is in the file."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from html import escape

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MARKER = re.compile(r"([一二三四五六七八九十]+、)|(（[一二三四五六七八九十]+）)|(\d+\.)(?!\d)")
LEVELS = (("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))
ABSTRACT = "".join(
    f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
    + ('<w:lvlRestart w:val="1"/>' if at == 2 else "")
    + f'<w:lvlText w:val="{pattern}"/></w:lvl>'
    for at, (form, pattern) in enumerate(LEVELS)
)
NUMBERING = (
    f'<w:abstractNum w:abstractNumId="7">{ABSTRACT}</w:abstractNum>'
    '<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>'
)


def blocks(text: str) -> Iterator[str | list[list[str]]]:
    """The paragraphs of a plan and its tables, as rows of cells."""
    rows: list[list[str]] = []
    for line in text.split("\n"):
        if line.count(" | ") > 1:
            rows.append([cell.strip() for cell in line.split("|")])
            continue
        if rows:
            yield rows
            rows = []
        if line.strip():
            yield line
    if rows:
        yield rows


def zipped(parts: dict[str, str | bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in parts.items():
            archive.writestr(path, content)
    return made.getvalue()


def zipped_on_windows(parts: dict[str, str | bytes]) -> bytes:
    """A zip that names its members in GB18030 and does not say so, as Chinese Windows does."""
    stand_ins = {name: "x" * len(name.encode("gb18030")) for name in parts}
    data = zipped({stand_ins[name]: content for name, content in parts.items()})
    for name, stand_in in stand_ins.items():
        data = data.replace(stand_in.encode(), name.encode("gb18030"))
    return data


OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def word(body: str, **parts: str) -> bytes:
    """A .docx: ``body`` and, as numbering=, styles=, footnotes=, the insides of further parts."""
    kinds = {"document": "document.main", **{name: name for name in parts}}
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{TYPE}.{kind}+xml"/>'
        for name, kind in kinds.items()
    )
    beside = "".join(
        f'<Relationship Id="{name}" Type="{OFFICE}/{name}" Target="{name}.xml"/>' for name in parts
    )
    made: dict[str, str | bytes] = {
        "[Content_Types].xml": (
            f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels"'
            f' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{types}</Types>'
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="d"'
            f' Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
        ),
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{beside}</Relationships>',
        "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
    }
    made |= {f"word/{name}.xml": f"<w:{name} {W}>{inside}</w:{name}>" for name, inside in parts.items()}
    return zipped(made)


def paragraph(text: str, properties: str = "") -> str:
    """``properties`` is the inside of pPr."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


def numbered(text: str, level: int, number: int = 3) -> str:
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def table(rows: Sequence[Sequence[str]]) -> str:
    lines = ("".join(one if one.startswith("<w:tc>") else cell(one) for one in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{line}</w:tr>' for line in lines)}</w:tbl>"


def as_docx(text: str) -> bytes:
    """The plan with its 一、（一）1. automatic and its tables as Word's."""
    body = ""
    for block in blocks(text):
        if isinstance(block, list):
            body += table(block)
            continue
        found = MARKER.match(block)
        level = next((at for at in range(3) if found and found[at + 1]), None)
        body += paragraph(block) if found is None or level is None else numbered(block[found.end() :], level)
    return word(body, numbering=NUMBERING)


def as_html(text: str, encoding: str = "gb18030") -> bytes:
    """A page of a site that says gb2312, with navigation, article and foot."""
    body = ""
    for block in blocks(text):
        if isinstance(block, list):
            rows = ("".join(f"<td><p>{escape(one)}</p></td>" for one in row) for row in block)
            body += f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"
        else:
            body += f"<p style='text-indent:2em'>&emsp;{escape(block)}\n</p>"
    links = "".join(
        f'<li><a href="/{at}">{word}</a></li>'
        for at, word in enumerate(("首页", "政务公开", "互动交流", "图解"))
    )
    page = (
        "<!DOCTYPE html><html><head><meta http-equiv=Content-Type content='text/html; charset=gb2312'>"
        f"<title>网站</title><style>p{{x:y}}</style></head><body><div class=nav><ul>{links}</ul></div>"
        f"<script>if (a<b) document.write('<p>一、广告</p>')</script><div id='zoom' class='TRS_Editor'>{body}</div>"
        f"<div class=foot><ul>{links}</ul><p>版权所有：某县人民政府</p></div></body></html>"
    )
    return page.encode(encoding)


def as_markdown(text: str) -> bytes:
    marks = {0: "## ", 1: "### ", 2: ""}
    lines = []
    for line in text.split("\n"):
        found = MARKER.match(line)
        level = next((at for at in range(3) if found and found[at + 1]), None)
        if found is None or level is None:
            lines.append(line)
        elif level < 2:
            lines.append(f"{marks[level]}**{line}**")
        else:
            lines.append(line.replace(".", r"\.", 1))
    return "\n".join(lines).encode()


SIZE, LEFT, WIDE, TOP, BOTTOM = 5.0, 25.0, 32, 30.0, 265.0
"""A page of letters of 5 mm, 32 in a line, from ``TOP`` to ``BOTTOM``."""


def text_object(x: float, y: float, text: str) -> str:
    return (
        f'<ofd:TextObject Boundary="{x} {y - SIZE} {SIZE * len(text)} {SIZE}" Size="{SIZE}">'
        f'<ofd:TextCode X="0" Y="{SIZE}" DeltaX="g {max(len(text) - 1, 1)} {SIZE}">{escape(text)}</ofd:TextCode>'
        "</ofd:TextObject>"
    )


def stroke(x: float, y: float, to_x: float, to_y: float) -> str:
    return (
        f'<ofd:PathObject Boundary="{x} {y} {to_x - x} {to_y - y}">'
        f"<ofd:AbbreviatedData>M 0 0 L {to_x - x} {to_y - y}</ofd:AbbreviatedData></ofd:PathObject>"
    )


class Pages:
    """Sets lines and tables on pages as a printer would: wrapped, indented, numbered at the foot."""

    def __init__(self) -> None:
        self.pages: list[str] = [""]
        self.y = TOP

    def room(self, lines: int) -> None:
        if self.y + lines * 2 * SIZE > BOTTOM:
            self.pages[-1] += text_object(100.0, 285.0, f"— {len(self.pages)} —")
            self.pages.append("")
            self.y = TOP

    def write(self, text: str) -> None:
        text = "\u3000\u3000" + text
        for at in range(0, len(text), WIDE):
            self.room(1)
            line = text[at : at + WIDE]
            indent = len(line) - len(line.lstrip("\u3000"))
            self.pages[-1] += text_object(LEFT + SIZE * indent, self.y, line.lstrip("\u3000"))
            self.y += 2 * SIZE

    def rule(self, rows: list[list[str]]) -> None:
        width = SIZE * WIDE / len(rows[0])
        fit = int(width // SIZE)
        for row in rows:
            wrapped = [[one[at : at + fit] for at in range(0, len(one), fit)] for one in row]
            high = max(map(len, wrapped))
            self.room(high)
            top, bottom = self.y - 1.5 * SIZE, self.y + (2 * high - 1.5) * SIZE
            right = LEFT + SIZE * WIDE
            self.pages[-1] += stroke(LEFT, top, right, top) + stroke(LEFT, bottom, right, bottom)
            for at in range(len(row) + 1):
                self.pages[-1] += stroke(LEFT + at * width, top, LEFT + at * width, bottom)
            for at, lines in enumerate(wrapped):
                for down, line in enumerate(lines):
                    self.pages[-1] += text_object(LEFT + at * width + 0.5, self.y + 2 * SIZE * down, line)
            self.y += 2 * SIZE * high
        self.y += SIZE


def ofd(pages: Sequence[str]) -> bytes:
    """An .ofd whose pages have these insides."""
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    listed = "".join(
        f'<ofd:Page ID="{at}" BaseLoc="Pages/Page_{at}/Content.xml"/>' for at in range(len(pages))
    )
    made: dict[str, str | bytes] = {
        "OFD.xml": f"<ofd:OFD {space}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {space}><ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
    }
    for at, inside in enumerate(pages):
        made[f"Doc_0/Pages/Page_{at}/Content.xml"] = (
            f"<ofd:Page {space}><ofd:Content><ofd:Layer>{inside}</ofd:Layer></ofd:Content></ofd:Page>"
        )
    return zipped(made)


def as_ofd(text: str) -> bytes:
    pages = Pages()
    for block in blocks(text):
        if isinstance(block, list):
            pages.rule(block)
        else:
            pages.write(block)
    return ofd(pages.pages)


def as_zip(text: str) -> bytes:
    return zipped_on_windows({"方案/示例.txt": text.encode("gb18030")})


FORMATS: dict[str, Callable[[str], bytes]] = {
    "docx": as_docx,
    "html": as_html,
    "md": as_markdown,
    "ofd": as_ofd,
    "zip": as_zip,
}
