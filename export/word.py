"""Word pages in the look of GB/T 9704 (党政机关公文格式): margins, faces, page numbers, the same bytes every time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from export.characters import printable

TITLE, HEADING, BODY, NUMBER = "方正小标宋简体", "黑体", "仿宋_GB2312", "宋体"
# What a machine without the face sets in its place.
_FALLBACKS = {TITLE: "宋体", BODY: "仿宋"}
_LATIN = "Times New Roman"
_PORTRAIT = (Mm(37), Mm(26), Mm(35), Mm(28))
# The page turned so that the head of the table lies at the binding edge.
_LANDSCAPE = (Mm(28), Mm(37), Mm(26), Mm(35))
_A4 = (Mm(210), Mm(297))
_CELL = 10.5  # points of the letters in a table
_EDGES = {"top": 45, "start": 85, "bottom": 45, "end": 85}  # between text and rule, in twentieths of a point
# A row of more lines may be parted by a page; LibreOffice cuts off what of a whole one does not fit.
_WHOLE = 14
_SIGN = re.compile(" ([=≈≥≤<>]) ")
# A file says when it was made; a fixed day keeps equal facts equal bytes.
_MADE = datetime(2000, 1, 1)
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)


class Page:
    """A document being written: headings, paragraphs and tables one after another."""

    def __init__(self, title: str, *, landscape: bool = False) -> None:
        self._document = docx.Document()
        self._lay_out(landscape=landscape)
        self._name_fallbacks()
        properties = self._document.core_properties
        properties.title, properties.author = printable(title), "policykb"
        properties.comments, properties.created, properties.modified = "", _MADE, _MADE
        self._paragraph(title, TITLE, 22, align=WD_ALIGN_PARAGRAPH.CENTER)

    def heading(self, text: str) -> None:
        paragraph = self._paragraph(text, HEADING, 16)
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(6)
        paragraph.paragraph_format.keep_with_next = True

    def text(self, text: str) -> None:
        paragraph = self._paragraph(text, BODY, 16)
        paragraph.paragraph_format.first_line_indent = Pt(32)
        paragraph.paragraph_format.space_after = Pt(6)

    def note(self, text: str) -> None:
        self._paragraph(text, BODY, 12, align=WD_ALIGN_PARAGRAPH.CENTER)

    def table(self, titles: Sequence[str], widths: Sequence[float], rows: Iterable[Sequence[str]]) -> None:
        """``widths`` in millimetres; the row of titles comes again on every page, no short row is parted."""
        lines = [titles, *rows]
        grid = self._document.add_table(len(lines), len(titles), style="Table Grid")
        grid.alignment, grid.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        _pad(grid)
        for column, width in zip(grid.columns, widths, strict=True):
            column.width = Mm(width)
        for at, (row, cells) in enumerate(zip(grid.rows, lines, strict=True)):
            _mark_row(row, head=at == 0, whole=_height(cells, widths) <= _WHOLE)
            for cell, width, text in zip(row.cells, widths, cells, strict=True):
                cell.width = Mm(width)
                _fill(cell, text, head=at == 0)

    def bytes(self) -> bytes:
        raw = BytesIO()
        self._document.save(raw)
        return _dated(raw)

    def _paragraph(self, text: str, face: str, size: float, *, align: Any = None) -> Any:
        paragraph = self._document.add_paragraph()
        paragraph.alignment = align
        paragraph.paragraph_format.line_spacing = Pt(28 if size < 20 else 36)
        paragraph.paragraph_format.space_after = Pt(0 if size < 20 else 14)
        _run(paragraph, text, face, size)
        return paragraph

    def _lay_out(self, *, landscape: bool) -> None:
        section, document = self._document.sections[0], self._document
        width, height = reversed(_A4) if landscape else _A4
        section.page_width, section.page_height = width, height
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        margins = _LANDSCAPE if landscape else _PORTRAIT
        section.top_margin, section.right_margin, section.bottom_margin, section.left_margin = margins
        section.footer_distance = Mm(20)
        document.settings.odd_and_even_pages_header_footer = True
        _number(section.footer.paragraphs[0], WD_ALIGN_PARAGRAPH.RIGHT)
        _number(section.even_page_footer.paragraphs[0], WD_ALIGN_PARAGRAPH.LEFT)

    def _name_fallbacks(self) -> None:
        """The faces of the standard with what stands for them where they are not installed."""
        parts = self._document.part.package.iter_parts()
        table = next(part for part in parts if str(part.partname) == "/word/fontTable.xml")
        fonts = "".join(
            f'<w:font w:name="{face}"><w:altName w:val="{other}"/><w:charset w:val="86"/>'
            '<w:family w:val="roman"/><w:pitch w:val="variable"/></w:font>'
            for face, other in _FALLBACKS.items()
        )
        table._blob = table.blob.replace(b"</w:fonts>", f"{fonts}</w:fonts>".encode())


def _run(paragraph: Any, text: str, face: str, size: float) -> Any:
    run = paragraph.add_run(printable(text))
    run.font.name, run.font.size = _LATIN, Pt(size)
    run._element.rPr.rFonts.set(qn("w:eastAsia"), face)
    return run


def _fill(cell: Any, text: str, *, head: bool) -> None:
    """Numbers and titles in the middle; a sign stays with the value that it says something of."""
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    if head or text.isdigit():
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _run(paragraph, _SIGN.sub("\u00a0\\1\u00a0", text), HEADING if head else BODY, _CELL)


def _pad(grid: Any) -> None:
    edges = OxmlElement("w:tblCellMar")
    for edge, size in _EDGES.items():
        element = OxmlElement(f"w:{edge}")
        element.set(qn("w:w"), str(size))
        element.set(qn("w:type"), "dxa")
        edges.append(element)
    grid._tbl.tblPr.append(edges)


def _height(cells: Sequence[str], widths: Sequence[float]) -> int:
    """Lines of the tallest cell; a Chinese character is an em wide, any other half of one."""
    rooms = (max(1, int(2 * (Mm(width).pt - 9) / _CELL)) for width in widths)
    return max(
        sum(-(-sum(1 + (char > "\u2000") for char in line) // room) for line in cell.split("\n"))
        for cell, room in zip(cells, rooms, strict=True)
    )


def _mark_row(row: Any, *, head: bool, whole: bool) -> None:
    properties = row._tr.get_or_add_trPr()
    if whole:
        properties.append(OxmlElement("w:cantSplit"))
    if head:
        properties.append(OxmlElement("w:tblHeader"))


def _number(paragraph: Any, align: Any) -> None:
    """— 1 —: 4号 half-width 宋体, one character in from the outer edge."""
    paragraph.alignment = align
    paragraph.paragraph_format.right_indent = paragraph.paragraph_format.left_indent = Pt(14)
    _run(paragraph, "— ", NUMBER, 14)
    field = _run(paragraph, "", NUMBER, 14)
    for kind in ("begin", "", "end"):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = "PAGE"
        field._element.append(element)
    _run(paragraph, " —", NUMBER, 14)


def _dated(raw: BytesIO) -> bytes:
    """The same archive with one date on every part."""
    made = BytesIO()
    with ZipFile(raw) as old, ZipFile(made, "w") as new:
        for name in old.namelist():
            entry = ZipInfo(name, _ZIP_DAY)
            entry.compress_type = ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return made.getvalue()
