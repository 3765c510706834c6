"""CSV (RFC 4180, with the byte order mark Excel needs to read Chinese): the ledger."""

from __future__ import annotations

import csv
from io import StringIO

from export.formula import inert
from export.matrix import Matrix
from export.tables.ledger import ledger
from export.tables.notes import WANTED


def write(matrix: Matrix) -> bytes:
    """A last column tells the selection where there is one: the file has no other place for it."""
    table, wanted = ledger(matrix), str(matrix.wanted)
    buffer = StringIO(newline="")
    rows = csv.writer(buffer, lineterminator="\r\n")
    rows.writerow([field.title for field in table.fields] + [WANTED] * bool(wanted))
    rows.writerows([inert(str(cell)) for cell in (*row, *[wanted] * bool(wanted))] for row in table.rows)
    return buffer.getvalue().encode("utf-8-sig")
