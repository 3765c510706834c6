"""Excel: a sheet a table, every text written as text, the same bytes on every run."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any

import xlsxwriter

from export.matrix import Matrix
from export.tables import Table, tables

# A file says when it was made; a fixed day keeps equal facts equal bytes.
CREATED = datetime(2000, 1, 1)
CELL_LIMIT = 32767
A3 = 8
TALLEST = 409
FONT = {"font_name": "宋体", "font_size": 10, "valign": "vcenter", "text_wrap": True, "border": 1}
HEADING = {**FONT, "bold": True, "align": "center", "bg_color": "#DDE6F0"}


def write(matrix: Matrix) -> bytes:
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        book.set_properties({"title": "责任矩阵", "created": CREATED})
        styles = {
            "heading": book.add_format(HEADING),
            "upright": book.add_format({**HEADING, "rotation": 270}),
            "text": book.add_format(FONT),
            "mark": book.add_format({**FONT, "align": "center"}),
        }
        for table in tables(matrix):
            _fill(book.add_worksheet(table.title), table, styles)
    return buffer.getvalue()


def _fill(sheet: Any, table: Table, styles: dict[str, Any]) -> None:
    for at, field in enumerate(table.fields):
        sheet.set_column(at, at, field.width)
        sheet.write_string(0, at, _fit(field.title), styles["upright" if field.upright else "heading"])
    for line, row in enumerate(table.rows, 1):
        for at, cell in enumerate(row):
            style = styles["mark" if table.fields[at].upright or isinstance(cell, int) else "text"]
            if isinstance(cell, int):
                sheet.write_number(line, at, cell, style)
            else:
                sheet.write_string(line, at, _fit(cell), style)
    sheet.set_row(0, min(TALLEST, max(_height(table), 24)))
    sheet.autofilter(0, 0, len(table.rows), len(table.fields) - 1)
    _page(sheet, table)


def _height(table: Table) -> int:
    """Points for the longest upright heading, a character under another."""
    return max((14 * len(field.title) for field in table.fields if field.upright), default=0)


def _page(sheet: Any, table: Table) -> None:
    sheet.freeze_panes(1, table.pinned)
    sheet.set_landscape()
    sheet.set_paper(A3)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_header("&C&A")
    sheet.set_footer("&C第 &P 页，共 &N 页")


def _fit(text: str) -> str:
    """Excel drops a longer text without a word; cut it where the reader can see it."""
    return text if len(text) <= CELL_LIMIT else text[: CELL_LIMIT - 1] + "…"
