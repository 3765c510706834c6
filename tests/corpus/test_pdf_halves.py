"""A page of two columns is read column by column; other pages stay as they are."""

from __future__ import annotations

from io import BytesIO

from pdfs import BODY, TITLE
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph

from corpus.readers.paged.child import told

SMALL = ParagraphStyle("small", parent=BODY, fontSize=10.5, leading=18, firstLineIndent=21)
TASK = "新建水厂三座，日供水能力达到两万吨，改造老旧管网二十公里，完善水质监测网络，实现乡镇全覆盖。"
PARTS = [f"（{number}）第{number}项。{TASK}由县水务局牵头，县财政局配合。" for number in range(1, 41)]


def in_columns(texts: list[str], *, title: str = "") -> bytes:
    """A4 pages in two columns, the first under a title that runs across."""
    wide, high = A4
    top = 100 if title else 0

    def head(canvas: object, document: object) -> None:
        Paragraph(title, TITLE).wrapOn(canvas, wide, 60)
        part = Paragraph(title, TITLE)
        part.wrapOn(canvas, wide - 120, 60)
        part.drawOn(canvas, 60, high - 110)

    frames = [Frame(left, 60, wide / 2 - 65, high - 120 - top) for left in (50, wide / 2 + 15)]
    out = BytesIO()
    document = BaseDocTemplate(out, pagesize=A4)
    document.addPageTemplates([PageTemplate(frames=frames, onPage=head if title else lambda *_: None)])
    document.build([Paragraph(text, SMALL) for text in texts])
    return out.getvalue()


def test_columns_are_read_one_after_the_other() -> None:
    assert told(in_columns(PARTS), ocr=False)["text"].splitlines() == PARTS


def test_a_title_across_both_stands_first() -> None:
    read = told(in_columns(PARTS[:12], title="青禾县供水方案"), ocr=False)["text"].splitlines()
    assert read == ["青禾县供水方案", *PARTS[:12]]
