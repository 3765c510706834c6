from __future__ import annotations

import csv
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from html.parser import HTMLParser
from io import BytesIO, StringIO
from pathlib import Path

import openpyxl
import pytest
from factory import Maker, empty_plan, odd_plan, park_plan
from hypothesis import given, settings
from hypothesis import strategies as st

from export import xlsx
from export.characters import fit
from export.formats import GRAPHS, MATRICES
from export.formula import inert, is_formula_like, restored
from export.matrix import matrix
from export.tables import tables
from export.tables.ledger import ledger
from export.tables.model import Field
from graph.build import build
from kb.model import Plan

ROOT = Path(__file__).parents[2]
SETS: dict[str, Sequence[Plan]] = {
    "none": [],
    "empty": [empty_plan()],
    "park": [park_plan()],
    "odd": [odd_plan()],
    "two": [park_plan(), odd_plan()],
}
EVERY_SET = pytest.mark.parametrize("plans", SETS.values(), ids=SETS)


class Page(HTMLParser):
    """Rows of cells, a table after another, and every tag met."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[list[list[str]]] = []
        self.tags: set[str] = set()
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self.tables[-1][-1].append("")
            self.inside = True

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag not in ("td", "th")

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.tables[-1][-1][-1] += data


@EVERY_SET
def test_xlsx_holds_every_cell_as_text(plans: Sequence[Plan]) -> None:
    made = matrix(plans)
    book = openpyxl.load_workbook(BytesIO(xlsx.write(made)))
    names = ["任务台账", "责任明细", "单位汇总", "时限表", "指标表", "待核", "字段说明"]
    assert book.sheetnames[-7:] == names
    assert len(book.sheetnames) == max(1, len(plans)) + 7
    assert all(name.startswith("责任矩阵") for name in book.sheetnames[:-7])
    for sheet, table in zip(book.worksheets, tables(made), strict=True):
        rows = [["" if cell.value is None else cell.value for cell in row] for row in sheet.iter_rows()]
        assert rows == [[field.title for field in table.fields], *map(list, table.rows)]
        assert all(cell.data_type in "sn" for row in sheet.iter_rows() for cell in row)
        assert sheet.freeze_panes is not None
        assert sheet.auto_filter.ref is not None
        assert all(0 < sheet.row_dimensions[at].height <= 409 for at in range(1, sheet.max_row + 1))
        assert "文件标识" not in [cell.value for cell in sheet[sheet.print_area.split("!")[1]][0]]
        assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 8)


def test_sheet_names_are_safe_short_and_unique() -> None:
    titles = ["责任矩阵1 甲/乙[丙]:*?", "长" * 40, "长" * 41, "\U00020000" * 20, "Ab", "aB", "'a'", "", "///"]
    names = xlsx.sheet_names(titles)
    assert names[0] == "责任矩阵1 甲 乙 丙"
    assert names[1:3] == ("长" * 30 + "…", "长" * 28 + "…_2")
    assert names[3:] == ("\U00020000" * 15 + "…", "Ab", "aB_2", "a", "表", "表_2")
    assert all(len(name.encode("utf-16-le")) <= 62 for name in names)


def test_rows_are_as_tall_as_their_text_needs() -> None:
    fields = (Field("甲", 6), Field("乙", 10))
    assert xlsx._height(fields, ("一二三", 7)) == 13.5 + 5
    assert xlsx._height(fields, ("一二三四", "a\n\nb")) == 13.5 * 3 + 5
    assert xlsx._height(fields, ("", "长" * 4000)) == 409


def test_xlsx_shortens_only_what_excel_cannot_hold_and_says_so_first() -> None:
    assert fit("长" * 32767) == "长" * 32767
    assert fit("🌲" * 16383) == "🌲" * 16383
    for text in ("长" * 32768, "🌲" * 16384, "a" + "🌲" * 40_000):
        mark, kept = fit(text).split("\n")
        assert mark == f"〔共{len(text)}字，一格放不下，下面只是开头；全文见原文或 csv〕"
        assert text.startswith(kept.removesuffix("…"))
        assert 32765 <= len(fit(text).encode("utf-16-le")) // 2 <= 32767


@given(st.text(alphabet="'=+-@\t\ra1"))
def test_what_is_made_inert_comes_back(text: str) -> None:
    assert restored(inert(text)) == text
    assert not is_formula_like(inert(text))


@EVERY_SET
def test_csv_is_the_ledger(plans: Sequence[Plan]) -> None:
    data = MATRICES["csv"](matrix(plans))
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.replace(b"\r\n", b"").count(b"\r") == 0
    rows = list(csv.reader(StringIO(data.decode("utf-8-sig"), newline="")))
    table = ledger(matrix(plans))
    assert rows[0] == [field.title for field in table.fields]
    assert [[cell.removeprefix("'") for cell in row] for row in rows[1:]] == [
        [str(cell) for cell in row] for row in table.rows
    ]


def test_csv_starts_no_formula() -> None:
    rows = list(csv.reader(StringIO(MATRICES["csv"](matrix([odd_plan()])).decode("utf-8-sig"))))
    cells = [cell for row in rows[1:] for cell in row]
    assert "'=1+1" in cells
    assert "'=SUM(A1:A9)" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


@EVERY_SET
def test_html_holds_every_cell_and_no_script(plans: Sequence[Plan]) -> None:
    page = Page()
    page.feed(MATRICES["html"](matrix(plans)).decode())
    made = tables(matrix(plans))
    for rows, table in zip(page.tables, made, strict=True):
        body = [[str(cell) for cell in row] for row in table.rows] or [["（无）"]]
        assert rows == [[field.title for field in table.fields], *body]
    assert not page.tags & {"script", "link", "img", "iframe"}


def test_html_prints_what_the_sheet_has_room_for() -> None:
    """The columns that prove a row are for the screen; the others share the whole width."""
    page = MATRICES["html"](matrix([park_plan()])).decode()
    shares = [float(share) for share in re.findall(r"--share:([\d.]+)%", page.split("</table>")[0])]
    assert sum(shares) == pytest.approx(100, abs=0.1)
    heads = page.split("</thead>")[0]
    assert heads.count('class="proof"') == 2 * 4


@EVERY_SET
def test_markdown_rows_have_all_their_cells(plans: Sequence[Plan]) -> None:
    text = MATRICES["md"](matrix(plans)).decode()
    for block, table in zip(text.split("\n## ")[1:], tables(matrix(plans)), strict=True):
        lines = [line for line in block.split("\n") if line.startswith("|")]
        assert len(lines) == len(table.rows) + 2
        bars = [line.replace("\\|", "").count("|") for line in lines]
        assert set(bars) == {len(table.fields) + 1}


def test_markdown_neutralises_markup() -> None:
    text = MATRICES["md"](matrix([odd_plan()])).decode()
    assert "<script" not in text
    assert "联合\\|工作&lt;组&gt;" in text
    assert "1. 建设口袋公园" in MATRICES["md"](matrix([park_plan()])).decode()


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=30), st.text(min_size=1, max_size=30))
def test_any_heading_and_unit_can_be_written(heading: str, unit: str) -> None:
    made = Maker("1. 协作")
    made.clause("1", "measure", "1. ", "协作", heading)
    made.duty("1", "协作", unit=unit)
    value = matrix([made.plan()])
    written = {name: write(value) for name, write in MATRICES.items() if name != "pdf"}
    sheet = openpyxl.load_workbook(BytesIO(written["xlsx"])).worksheets[2]
    assert (sheet.cell(2, 4).value or "") == tables(value)[2].rows[0][3]
    assert len(list(csv.reader(StringIO(written["csv"].decode("utf-8-sig"), newline="")))) == 2
    assert all(write(build([made.plan()])) for write in GRAPHS.values())


SCRIPT = """
import hashlib
from factory import odd_plan, park_plan
from export.agenda import entries
from export.brief import brief
from export.formats import BRIEFS, CALENDARS, FACTS, GRAPHS, MATRICES
from export.matrix import matrix
from export.selection import Selection, shares
from graph.build import build
plans = [park_plan(), odd_plan(), park_plan(jurisdiction="白石区")]
print("akn", hashlib.sha256(FACTS["akn"](shares(plans[:1]))).hexdigest())
one = brief(plans, Selection(unit="区财政局"))
for formats, value in (
    (MATRICES, matrix(plans)), (GRAPHS, build(plans)), (FACTS, shares(plans)), (BRIEFS, one),
    (CALENDARS, entries(shares(plans))),
):
    for name, write in formats.items():
        if name not in ("pdf", "akn"):
            print(name, hashlib.sha256(write(value)).hexdigest())
"""


def _hashes(seed: str, zone: str) -> str:
    environment = {
        **os.environ,
        "PYTHONHASHSEED": seed,
        "TZ": zone,
        "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}",
        "PYTHONIOENCODING": "utf-8",
    }
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], env=environment, cwd=ROOT, capture_output=True, text=True, check=True
    )
    return done.stdout


def test_same_bytes_under_any_hash_seed_and_time_zone() -> None:
    first = _hashes("1", "UTC")
    assert first == _hashes("4242", "Asia/Shanghai")
    assert len(first.splitlines()) == 5 + 2 + 5 + 2
