"""Excel: a sheet a table, every text written as text, the same bytes on every run."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

import xlsxwriter

from export.characters import fit
from export.formula import is_formula_like
from export.matrix import Matrix
from export.tables import tables
from export.tables.model import Cell, Field, Table

# A file says when it was made; a fixed day keeps equal facts equal bytes.
CREATED = datetime(2000, 1, 1)
NAME_LIMIT = 31
A3 = 8
# Half-width characters that A3 landscape holds in letters one can still read.
PAGE_WIDTH = 310
# Points of a line of 10-point letters, of its cell's edges, and the most that Excel gives a row.
LINE, EDGES, TALLEST = 13.5, 5, 409
FONT = {"font_name": "宋体", "font_size": 10, "text_wrap": True, "border": 1}
HEADING = {**FONT, "bold": True, "align": "center", "valign": "vcenter", "bg_color": "#DDE6F0"}


def write(matrix: Matrix) -> bytes:
    return workbook("责任矩阵", tables(matrix))


def workbook(title: str, made: Sequence[Table]) -> bytes:
    """A sheet a table."""
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        book.set_properties({"title": title, "created": CREATED})
        styles = {
            "heading": book.add_format(HEADING),
            "text": book.add_format({**FONT, "valign": "vcenter"}),
            "inert": book.add_format({**FONT, "valign": "vcenter", "quote_prefix": True}),
            "mark": book.add_format({**FONT, "align": "center", "valign": "vcenter"}),
        }
        for table, name in zip(made, sheet_names(table.title for table in made), strict=True):
            _fill(book.add_worksheet(name), table, styles)
    return buffer.getvalue()


def sheet_names(titles: Iterable[str]) -> tuple[str, ...]:
    """Names Excel takes: at most 31 UTF-16 units, none of ``[]:*?/\\``, no two alike in any case."""
    names: dict[str, str] = {}
    for title in titles:
        plain = re.sub(r"[\[\]:*?/\\\s]+", " ", title).strip("' ") or "表"
        name, at = _cut(plain, NAME_LIMIT), 1
        while name.lower() in names:
            at += 1
            name = f"{_cut(plain, NAME_LIMIT - len(str(at)) - 1)}_{at}"
        names[name.lower()] = name
    return tuple(names.values())


def _cut(text: str, limit: int) -> str:
    """``text`` in at most ``limit`` UTF-16 units, ended by … where it is cut."""
    if len(text.encode("utf-16-le")) <= 2 * limit:
        return text
    return text.encode("utf-16-le")[: 2 * limit - 2].decode("utf-16-le", "ignore").rstrip("' ") + "…"


def _fill(sheet: Any, table: Table, styles: dict[str, Any]) -> None:
    for at, field in enumerate(table.fields):
        sheet.set_column(at, at, field.width)
        sheet.write_string(0, at, fit(field.title), styles["heading"])
    for line, row in enumerate(table.rows, 1):
        for at, cell in enumerate(row):
            style = styles[_style(table.fields[at], cell)]
            if cell == "":
                sheet.write_blank(line, at, None, style)
            elif isinstance(cell, str):
                sheet.write_string(line, at, fit(cell), style)
            else:
                sheet.write_number(line, at, cell, style)
        sheet.set_row(line, _height(table.fields, row))
    sheet.set_row(0, max(_height(table.fields, [field.title for field in table.fields]), 24))
    sheet.autofilter(0, 0, len(table.rows), len(table.fields) - 1)
    _page(sheet, table)


def _style(field: Field, cell: Cell) -> str:
    """A text that looks like a formula stays a text even when a person edits it."""
    if field.upright or not isinstance(cell, str):
        return "mark"
    return "inert" if is_formula_like(cell) else "text"


def _height(fields: Iterable[Field], cells: Iterable[Cell]) -> float:
    """Points that the tallest cell needs, for not every program measures the rows itself."""
    said = ((str(cell), field.width) for field, cell in zip(fields, cells, strict=True) if cell != "")
    lines = max((_lines(text, width) for text, width in said), default=1)
    return min(TALLEST, LINE * lines + EDGES)


def _lines(text: str, width: int) -> int:
    """Lines of ``text`` in a cell of ``width`` half-width characters; a Chinese character is two."""
    return sum(max(1, -(-sum(1 + (char > "\u2000") for char in line) // width)) for line in text.split("\n"))


def _page(sheet: Any, table: Table) -> None:
    """On paper the columns that prove a row are left out, so that the rest can be read."""
    printed = [field for field in table.fields if not field.proof]
    sheet.print_area(0, 0, len(table.rows), len(printed) - 1)
    sheet.freeze_panes(1, table.pinned)
    sheet.set_landscape()
    sheet.set_paper(A3)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.fit_to_pages(-(-sum(field.width for field in printed) // PAGE_WIDTH), 0)
    sheet.repeat_rows(0)
    sheet.repeat_columns(0, table.pinned - 1)
    sheet.set_header(f"&C{_cut(table.title, 120).replace('&', '&&')}")
    sheet.set_footer("&C第 &P 页，共 &N 页")
