"""CSV (RFC 4180, with the byte order mark Excel needs to read Chinese): the ledger."""

from __future__ import annotations

import csv
from io import StringIO

from export.formula import inert
from export.matrix import Matrix
from export.tables import ledger_table


def write(matrix: Matrix) -> bytes:
    table = ledger_table(matrix)
    buffer = StringIO(newline="")
    rows = csv.writer(buffer, lineterminator="\r\n")
    rows.writerow(field.title for field in table.fields)
    rows.writerows([inert(str(cell)) for cell in row] for row in table.rows)
    return buffer.getvalue().encode("utf-8-sig")
