"""PDF files made by the tests themselves: a plan set as an office sets it, pages of their own, pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

import pypdfium2
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table

FONT = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(FONT))
BODY = ParagraphStyle("body", fontName=FONT, fontSize=16, leading=28, wordWrap="CJK", alignment=4)
TITLE = ParagraphStyle("title", parent=BODY, fontSize=22, leading=34, alignment=1)
SIGNATURE = ParagraphStyle("signature", parent=BODY, alignment=2, rightIndent=32)
CELL = ParagraphStyle("cell", fontName=FONT, fontSize=12, leading=16, wordWrap="CJK")
GRID = ("GRID", (0, 0), (-1, -1), 0.5, "black")
Draw = Callable[[Canvas, Any], None]


def set_as_plan(text: str, *, indent: int = 32, titled: bool = False) -> bytes:
    """``text``, a paragraph a line and its ``|`` lines as a ruled table, on A4 with heads and page numbers.

    ``titled``: the head's titles are centred in larger type, its signature stands on the right.
    """
    style = ParagraphStyle("set", parent=BODY, firstLineIndent=indent, spaceAfter=0 if indent else 8)
    flow: list[Flowable] = []
    rows: list[list[str]] = []
    for line in [*text.split("\n"), ""]:
        if "|" in line:
            rows.append([cell.strip() for cell in line.split("|")])
            continue
        if rows:
            flow.append(table(rows, [14, 30, 40, 45, 27]))
            rows = []
        titled = titled and not line.startswith("一、")
        if line.strip():
            flow.append(Paragraph(escape(line.strip()), _head_style(line) if titled else style))
    return built(flow, _furniture)


def _head_style(line: str) -> ParagraphStyle:
    if line.strip()[-1] in "。：":
        return ParagraphStyle("prose", parent=BODY, firstLineIndent=32)
    return SIGNATURE if len(line) < 20 and line.strip().endswith(("日", "办公室")) else TITLE


def table(
    rows: Sequence[Sequence[str]], widths: Iterable[float], *spans: Any, repeat: int = 1, rules: Any = GRID
) -> Table:
    """A ruled table whose head is repeated on every page; ``widths`` in millimetres, ``rules`` its lines."""
    cells = [[Paragraph(escape(cell).replace("\n", "<br/>"), CELL) for cell in row] for row in rows]
    wide = [width * mm for width in widths]
    return Table(
        cells,
        colWidths=wide,
        repeatRows=repeat,
        splitInRow=int(not any("MIDDLE" in span for span in spans)),  # ReportLab cannot cut what it centres
        style=[rules, ("VALIGN", (0, 0), (-1, -1), "TOP"), *spans],
    )


def built(flow: list[Flowable], draw: Draw | None = None, **options: Any) -> bytes:
    out = BytesIO()
    margins = {"leftMargin": 28 * mm, "rightMargin": 26 * mm, "topMargin": 37 * mm, "bottomMargin": 35 * mm}
    draw = draw or _nothing
    SimpleDocTemplate(out, pagesize=A4, **margins, **options).build(flow, onFirstPage=draw, onLaterPages=draw)
    return out.getvalue()


def _furniture(canvas: Canvas, page: Any) -> None:
    canvas.setFont(FONT, 10)
    canvas.drawString(28 * mm, 280 * mm, "云溪县人民政府公报")
    canvas.drawCentredString(105 * mm, 15 * mm, f"— {page.page} —")


def _nothing(canvas: Canvas, page: Any) -> None:
    pass


def drawn(*pages: Callable[[Canvas], None], **options: Any) -> bytes:
    """A PDF of pages drawn one by one."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4, **options)
    for draw in pages:
        canvas.setFont(FONT, 16)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def scanned(data: bytes, *, dpi: int = 200) -> bytes:
    """The pages of a PDF as pictures."""
    pictures = [page.render(scale=dpi / 72).to_pil().convert("L") for page in pypdfium2.PdfDocument(data)]
    out = BytesIO()
    pictures[0].save(out, "PDF", save_all=True, append_images=pictures[1:], resolution=dpi)
    return out.getvalue()


def office_text(text: str, *, border: str = 'fo:border="0.5pt solid #000000"') -> str:
    """``text`` as a flat OpenDocument file: indented paragraphs, bordered tables, page numbers in the foot."""
    body: list[str] = []
    rows: list[str] = []
    for line in [*text.split("\n"), ""]:
        if "|" in line:
            cells = (
                f"<text:p text:style-name='C'>{escape(cell.strip())}</text:p>" for cell in line.split("|")
            )
            boxed = (f"<table:table-cell table:style-name='B'>{cell}</table:table-cell>" for cell in cells)
            rows.append(f"<table:table-row>{''.join(boxed)}</table:table-row>")
            continue
        if rows:
            columns = f"<table:table-column table:number-columns-repeated='{rows[0].count('</table:table-cell>')}'/>"
            head = f"<table:table-header-rows>{rows[0]}</table:table-header-rows>"
            body.append(f"<table:table>{columns}{head}{''.join(rows[1:])}</table:table>")
            rows = []
        if line.strip():
            body.append(f"<text:p text:style-name='P'>{escape(line.strip())}</text:p>")
    return _ODT.replace("BODY", "".join(body)).replace("BORDER", border)


_ODT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:automatic-styles>
<style:style style:name="P" style:family="paragraph"><style:paragraph-properties fo:text-indent="11.3mm"
 fo:text-align="justify" fo:line-height="28pt"/><style:text-properties style:font-size-asian="16pt" fo:font-size="16pt"/>
</style:style>
<style:style style:name="C" style:family="paragraph"><style:text-properties style:font-size-asian="10.5pt"
 fo:font-size="10.5pt"/></style:style>
<style:style style:name="B" style:family="table-cell"><style:table-cell-properties BORDER
 fo:padding="1mm"/></style:style>
<style:page-layout style:name="L"><style:page-layout-properties fo:page-width="210mm" fo:page-height="297mm"
 fo:margin-top="30mm" fo:margin-bottom="20mm" fo:margin-left="28mm" fo:margin-right="26mm"/><style:footer-style/>
</style:page-layout>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="L"><style:footer>
<text:p>第<text:page-number/>页，共<text:page-count/>页</text:p></style:footer></style:master-page></office:master-styles>
<office:body><office:text>BODY</office:text></office:body></office:document>
"""
