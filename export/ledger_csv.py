"""CSV (RFC 4180, with the byte order mark Excel needs to read Chinese): the ledger."""

from __future__ import annotations

import csv
from io import StringIO

from export.matrix import Matrix
from export.tables import Cell, ledger_table

FORMULA_STARTS = ("=", "+", "-", "@", "\t")


def write(matrix: Matrix) -> bytes:
    table = ledger_table(matrix)
    buffer = StringIO(newline="")
    rows = csv.writer(buffer, lineterminator="\r\n")
    rows.writerow(field.title for field in table.fields)
    rows.writerows([_inert(cell) for cell in row] for row in table.rows)
    return buffer.getvalue().encode("utf-8-sig")


def _inert(cell: Cell) -> Cell:
    """A text that a spreadsheet would run as a formula, led by an apostrophe (OWASP, CSV injection)."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) else cell
