"""A page of two columns is read column by column; other pages stay as they are."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from pdfs import BODY, TITLE, built, table
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph

from corpus.readers.paged.child import told

NONE = ("LINEABOVE", (0, 0), (0, 0), 0.01, "white")
SMALL = ParagraphStyle("small", parent=BODY, fontSize=10.5, leading=18, firstLineIndent=21)
TASK = "新建水厂三座，日供水能力达到两万吨，改造老旧管网二十公里，完善水质监测网络，实现乡镇全覆盖。"
PARTS = [f"（{number}）第{number}项。{TASK}由县水务局牵头，县财政局配合。" for number in range(1, 41)]


def in_columns(texts: list[str], *, title: str = "", numbered: bool = False) -> bytes:
    """A4 pages in two columns, the first under a title that runs across, numbered at the outer edge."""
    wide, high = A4
    top = 100 if title else 0

    def head(canvas: Any, document: Any) -> None:
        if numbered:
            canvas.drawString(wide - 80 if document.page % 2 else 60, 36, f"-{document.page}-")
        if not title:
            return
        Paragraph(title, TITLE).wrapOn(canvas, wide, 60)
        part = Paragraph(title, TITLE)
        part.wrapOn(canvas, wide - 120, 60)
        part.drawOn(canvas, 60, high - 110)

    frames = [Frame(left, 60, wide / 2 - 65, high - 120 - top) for left in (50, wide / 2 + 15)]
    out = BytesIO()
    document = BaseDocTemplate(out, pagesize=A4)
    document.addPageTemplates([PageTemplate(frames=frames, onPage=head)])
    document.build([Paragraph(text, SMALL) for text in texts])
    return out.getvalue()


def test_columns_are_read_one_after_the_other() -> None:
    assert told(in_columns(PARTS), ocr=False)["text"].splitlines() == PARTS


def test_a_title_across_both_stands_first() -> None:
    read = told(in_columns(PARTS[:12], title="青禾县供水方案"), ocr=False)["text"].splitlines()
    assert read == ["青禾县供水方案", *PARTS[:12]]


def test_numbers_at_the_outer_edge_are_no_text() -> None:
    assert told(in_columns(PARTS, numbered=True), ocr=False)["text"].splitlines() == PARTS


def test_a_table_of_two_columns_without_rulings_is_not_torn_apart() -> None:
    rows = [["重点任务", "工作要求"], *([f"{at}项。{TASK}", f"按月报送{TASK}"] for at in range(1, 9))]
    read = told(built([table(rows, [85, 85], rules=NONE)]), ocr=False)["text"]
    assert read.index("1项。") < read.index("按月报送") < read.index("2项。")
