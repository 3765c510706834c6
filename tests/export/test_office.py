"""Files opened by the programs people open them with."""

from __future__ import annotations

import re
import time
from pathlib import Path

import openpyxl
import pytest
from factory import odd_plan, park_plan
from libreoffice import converted, needs_office

from corpus.errors import PolicyError
from export import pdf, xlsx
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


@needs_office
def test_the_pdf_is_the_same_at_any_moment() -> None:
    made = matrix([park_plan()])
    first = pdf.write(made)
    time.sleep(1.1)  # the clock of a PDF ticks in seconds
    assert pdf.write(made) == first
    assert first.startswith(b"%PDF-")
    assert re.findall(rb"/CreationDate\(D:(\d{14})", first) == [b"20000101000000"]
    assert len(re.findall(rb"/Type\s*/Page\b", first)) == 1


def test_without_libreoffice_the_way_out_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(PolicyError, match=r"apt install libreoffice-writer.*docx"):
        pdf.write(matrix([park_plan()]))
