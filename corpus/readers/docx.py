"""Word 文档 (.docx, OOXML): its text as printed: numbers resolved, changes accepted, tables as grids.

Headers, footers, comments, hidden text and the table of contents are left out; text boxes and notes
follow the paragraph that they stand in.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from corpus.errors import NotReadable
from corpus.readers.archive import Archive, opened
from corpus.readers.fields import silence
from corpus.readers.grids import COLUMNS, Cell, Grid, lines_of
from corpus.readers.markup import parsed, value, whole
from corpus.readers.numbering import Numbering, Styles
from corpus.readers.reading import PAGE, Reading, joined

_OFF = frozenset({"0", "false", "off", "none"})
_SILENT = frozenset(
    ("rPr", "pPr", "del", "moveFrom", "rt", "instrText", "delText", "delInstrText", "sdtPr", "sectPr")
)
_GONE = ("del", "moveFrom")
_BOXES = frozenset({"txbxContent", "footnoteReference", "endnoteReference"})
_AROUND = frozenset({"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "AlternateContent"})
_PLAIN = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-", "lastRenderedPageBreak": PAGE}
_SYMBOLS = {0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "□", 0xA8: "□", 0xFC: "√", 0xFE: "☑", 0xB7: "·"}
_CONTENTS = re.compile(r"toc \d|目录 ?\d|table of figures")
_ENDS = ("、", ".", "．", ")", "）", "。", ":", "：", ".")


def read(data: bytes, name: str) -> Reading:
    """The text of a .docx; ``NotReadable`` where the bytes are none or pass a limit."""
    archive = opened(data, name)
    main = _main_part(archive)
    parts = _Parts(archive, posixpath.dirname(main))
    styles = Styles(parts.root("styles.xml"))
    notes = {kind: parts.notes(kind) for kind in ("footnote", "endnote")}
    body = parsed(archive.part(main), main, name).find("body")
    if body is None:
        raise NotReadable(f"{name} 里没有正文，不是 Word 文档，请换一个文件。")
    silence(body)
    story = _Story(name, Numbering(parts.root("numbering.xml"), styles), styles, notes)
    return joined(story.lines(body), "docx", name)


def _main_part(archive: Archive) -> str:
    """The part that the package calls its document."""
    if archive.holds("_rels/.rels"):
        relations = parsed(archive.part("_rels/.rels"), "_rels/.rels", archive.name)
        for relation in relations:
            target = relation.get("Target", "").lstrip("/")
            if relation.get("Type", "").endswith("/officeDocument") and archive.holds(target):
                return target
    if archive.holds("word/document.xml"):
        return "word/document.xml"
    raise NotReadable(f"{archive.name} 是压缩包，不是 Word 文档，请解压或换一个文件再读入。")


@dataclass(frozen=True, slots=True)
class _Parts:
    """The parts beside the document, each of which may be missing."""

    archive: Archive
    folder: str

    def root(self, part: str) -> Element | None:
        path = posixpath.join(self.folder, part)
        if not self.archive.holds(path):
            return None
        return parsed(self.archive.part(path), path, self.archive.name)

    def notes(self, kind: str) -> dict[str, Element]:
        """Footnotes or endnotes by their id, the separators left out."""
        root = self.root(f"{kind}s.xml")
        found = root.findall(kind) if root is not None else ()
        return {note.get("id", ""): note for note in found if note.get("type") in {None, "normal"}}


@dataclass(slots=True)
class _Story:
    """Reads blocks in order, as the numbers of a list follow from what stands before."""

    name: str
    numbering: Numbering
    styles: Styles
    notes: dict[str, dict[str, Element]]
    unfinished: str = field(default="")

    def lines(self, parent: Element) -> Iterator[str]:
        for block in _blocks(parent):
            if block.tag == "p":
                yield from self._paragraph(block)
            else:
                yield from lines_of(self._grid(block), self.name)
        if self.unfinished:
            yield self.unfinished
            self.unfinished = ""

    def _paragraph(self, paragraph: Element) -> Iterator[str]:
        """The lines of a paragraph, of its text boxes and its notes; none while its end is deleted."""
        properties = paragraph.find("pPr")
        if _CONTENTS.match(self.styles.title(value(properties, "pStyle") or "")):
            return
        beside: list[Element] = []
        text = "".join(_words(paragraph, beside))
        if properties is not None and any(properties.find(f"rPr/{mark}") is not None for mark in _GONE):
            self.unfinished += text
        else:
            text, self.unfinished = self.unfinished + text, ""
            yield from _labelled(self.numbering.label(properties), text).split("\n")
        for box in beside:
            yield from self._aside(box)

    def _aside(self, box: Element) -> Iterator[str]:
        if box.tag == "txbxContent":
            yield from self.lines(box)
            return
        note = self.notes[box.tag.removesuffix("Reference")].pop(box.get("id", ""), None)
        if note is not None:
            text = " ".join(line.strip() for line in self.lines(note) if line.strip())
            yield f"注：{text}"

    def _grid(self, table: Element) -> Grid:
        return [self._row(row) for row in _unwrapped(table, "tr") if row.find("trPr/del") is None]

    def _row(self, row: Element) -> list[Cell]:
        cells = [Cell("")] * whole(value(row, "trPr/gridBefore"), 0, most=COLUMNS)
        for cell in _unwrapped(row, "tc"):
            properties = cell.find("tcPr")
            if properties is not None and properties.find("cellDel") is not None:
                continue
            down = properties.find("vMerge") if properties is not None else None
            text = "\n".join(line for line in self.lines(cell) if line.strip(" \u3000"))
            if value(properties, "hMerge") == "continue" and cells:
                cells[-1] = Cell(cells[-1].text + text, cells[-1].width + 1, cells[-1].continues)
                continue
            width = whole(value(properties, "gridSpan"), 1, least=1)
            below = down is not None and down.get("val", "continue") == "continue"
            cells.append(Cell(_serial(text), width, below and not text.strip()))
        return cells


def _blocks(parent: Element) -> Iterator[Element]:
    """Paragraphs and tables, those in content controls and accepted insertions too."""
    for child in parent:
        if child.tag in {"p", "tbl"}:
            yield child
        elif child.tag in _AROUND and not _is_contents(child):
            yield from _blocks(_chosen(child))


def _unwrapped(parent: Element, tag: str) -> Iterator[Element]:
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _AROUND:
            yield from _unwrapped(_chosen(child), tag)


def _is_contents(control: Element) -> bool:
    return (value(control, "sdtPr/docPartObj/docPartGallery") or "").lower() == "table of contents"


def _chosen(element: Element) -> Element:
    """One of the alternates for one thing, of which the first is meant; else the element itself."""
    if element.tag != "AlternateContent":
        return element
    choice = element.find("Choice")
    return choice if choice is not None else next(iter(element), element)


def _words(element: Element, beside: list[Element]) -> Iterator[str]:
    """The text within; what does not run on with it is put into ``beside``."""
    for child in element:
        if child.tag == "t":
            yield (child.text or "").replace("\xad", "").replace("\n", " ")
        elif child.tag in _PLAIN:
            yield _PLAIN[child.tag]
        elif child.tag == "br":
            yield "" if child.get("type") in {"page", "column"} else "\n"
        elif child.tag == "sym":
            yield _symbol(child.get("char", ""))
        elif child.tag in _BOXES:
            beside.append(child)
        elif child.tag not in _SILENT and not _is_hidden(child):
            yield from _words(_chosen(child), beside)


def _is_hidden(run: Element) -> bool:
    mark = run.find("rPr/vanish") if run.tag == "r" else None
    return mark is not None and mark.get("val", "1") not in _OFF


def _symbol(code: str) -> str:
    """A character of a symbol font; one that no text font has is left out."""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    if 0xF000 <= number <= 0xF0FF:
        return _SYMBOLS.get(number - 0xF000, "")
    return chr(number) if 0x20 <= number < 0xD800 else ""


def _labelled(label: str, text: str) -> str:
    """The number before its text, apart where they would run into each other (1. before 2025年)."""
    words = text.lstrip(" \t\u3000")
    if not label:
        return text
    return label + ("" if label.endswith(_ENDS) and not words[:1].isdigit() else " " * bool(words)) + words


def _serial(text: str) -> str:
    """A cell that is nothing but an automatic number is a serial number: 3. is 3."""
    bare = text.strip().rstrip("、.．")
    return bare if bare.isdigit() else text
