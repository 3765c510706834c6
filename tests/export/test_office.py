"""Files opened by the programs people open them with."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from factory import odd_plan, park_plan
from office import converted, needs_office

from export import xlsx
from export.matrix import matrix
from export.tables import tables


@needs_office
def test_libreoffice_recalculates_the_workbook_and_keeps_every_cell(tmp_path: Path) -> None:
    made = matrix([park_plan(), odd_plan()])
    path = tmp_path / "责任矩阵.xlsx"
    path.write_bytes(xlsx.write(made))
    book = openpyxl.load_workbook(converted(path, "xlsx", tmp_path / "out"))
    for sheet, table in zip(book.worksheets, tables(made), strict=True):
        rows = [["" if cell.value is None else cell.value for cell in row] for row in sheet.iter_rows()]
        assert rows == [[field.title for field in table.fields], *map(list, table.rows)]
        assert all(cell.data_type in "sn" for row in sheet.iter_rows() for cell in row)
