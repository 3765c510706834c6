"""Exported tables that come back: every edit is named, what was filled in is taken."""

from __future__ import annotations

import csv
from collections.abc import Callable
from hashlib import sha256
from io import BytesIO, StringIO
from pathlib import Path
from time import process_time
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest
from factory import odd_plan, park_plan
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from libreoffice import converted, needs_office
from openpyxl.worksheet.worksheet import Worksheet

from corpus.errors import InputError, NotReadable
from export import readback
from export.formats import MATRICES
from export.matrix import matrix
from export.readback import Row, Sheet, carried, read_back
from export.returned import Change, changes
from export.selection import Selection
from export.verify import verify
from kb.model import Plan
from kb.remarks import Remark

PLANS = [park_plan(), odd_plan()]
LATER = park_plan(jurisdiction="青禾区 ")
Edit = Callable[[dict[str, Worksheet]], None]


def _saved(folder: Path, form: str, plans: list[Plan] = PLANS, **wanted: str) -> Path:
    path = folder / f"表.{form}"
    path.write_bytes(MATRICES[form](matrix(plans, Selection(**wanted))))
    return path


def _edited(folder: Path, edit: Edit, plans: list[Plan] = PLANS) -> Path:
    path = _saved(folder, "xlsx", plans)
    book = openpyxl.load_workbook(path)
    edit({sheet.title: sheet for sheet in book.worksheets})
    book.save(path)
    return path


def _column(sheet: Worksheet, title: str) -> int:
    return [cell.value for cell in sheet[1]].index(title) + 1


def _faults(path: Path, plans: list[Plan] = PLANS) -> list[tuple[str, str]]:
    return [(fault.kind, fault.place) for fault in verify(read_back(path), plans).faults]


@pytest.mark.parametrize("form", ["xlsx", "csv"])
@pytest.mark.parametrize("wanted", [{}, {"unit": "区财政局"}, {"year": "2025", "place": "青禾"}])
def test_what_was_exported_holds(tmp_path: Path, form: str, wanted: dict[str, str]) -> None:
    verdict = verify(read_back(_saved(tmp_path, form, **wanted)), PLANS)
    assert verdict.faults == ()
    assert verdict.rows


def test_sorting_and_filling_in_is_no_edit(tmp_path: Path) -> None:
    def edit(sheets: dict[str, Worksheet]) -> None:
        sheet = sheets["任务台账"]
        lines = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
        for at, line in enumerate(reversed(lines), 2):
            for column, value in enumerate(line, 1):
                sheet.cell(at, column).value = value
        sheet.cell(2, _column(sheet, "进展")).value = "已办"

    plans = [park_plan(), park_plan(name="白石.txt", jurisdiction="白石区")]
    assert _faults(_edited(tmp_path, edit, plans), plans) == []


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_edited_cell_is_named(tmp_path: Path, data: st.DataObject) -> None:
    place = ""

    def edit(sheets: dict[str, Worksheet]) -> None:
        nonlocal place
        name = data.draw(st.sampled_from([name for name in sheets if name != "字段说明"]))
        sheet = sheets[name]
        if sheet.max_row < 2:
            return
        titles = [cell.value for cell in sheet[1]]
        proven = [at for at, title in enumerate(titles, 1) if title not in ("进展", "备注")]
        row, column = data.draw(st.integers(2, sheet.max_row)), data.draw(st.sampled_from(proven))
        cell = sheet.cell(row, column)
        cell.value = f"{cell.value or ''}改"
        place = f"{name}!{cell.coordinate}"

    found = _faults(_edited(tmp_path, edit))
    if place:
        row = place.rstrip("0123456789")
        assert any(
            at == place or (kind == "多行" and place.startswith(at.split("!")[0])) for kind, at in found
        ), row


def test_lost_and_strange_rows_columns_and_sheets(tmp_path: Path) -> None:
    def edit(sheets: dict[str, Worksheet]) -> None:
        sheets["任务台账"].delete_rows(2)
        sheets["责任明细"].delete_cols(_column(sheets["责任明细"], "依据"))
        sheets["单位汇总"].cell(1, 30).value = "领导批示"
        sheet = sheets["指标表"]
        sheet.append([9, "文", "新指标", *[""] * 9, PLANS[0].document.id, "一/1", "1—2", "“禾”"])
        book = sheets["时限表"].parent
        book.remove(sheets["时限表"])

    found = verify(read_back(_edited(tmp_path, edit)), PLANS).faults
    said = [(fault.kind, fault.place, fault.column) for fault in found]
    assert ("缺行", "任务台账", "") in said
    assert ("缺列", "责任明细", "依据") in said
    assert ("多列", "单位汇总", "领导批示") in said
    assert ("缺表", "时限表", "") in said
    assert [place for kind, place, _ in said if kind == "多行"] == ["指标表!6"]
    (lost,) = (fault for fault in found if fault.kind == "缺行")
    assert "1. 建设口袋公园" in lost.message


def test_sheets_that_are_gone_or_were_added_are_named(tmp_path: Path) -> None:
    def keep_one(sheets: dict[str, Worksheet]) -> None:
        book = sheets["任务台账"].parent
        for name in sheets.keys() - {"任务台账"}:
            book.remove(sheets[name])
        book.create_sheet("领导批示").append(["同意"])

    said = _faults(_edited(tmp_path, keep_one))
    assert {("缺表", "责任明细"), ("缺表", "字段说明"), ("多表", "领导批示")} <= set(said)


def test_a_workbook_on_another_plan_is_no_other_version_of_the_only_one_there_is(tmp_path: Path) -> None:
    (fault,) = verify(read_back(_saved(tmp_path, "xlsx", [park_plan()])), [odd_plan()]).faults
    assert "没有这份文件" in fault.message


def test_a_formula_in_the_place_of_a_text_is_an_edit(tmp_path: Path) -> None:
    def edit(sheets: dict[str, Worksheet]) -> None:
        sheets["指标表"].cell(2, _column(sheets["指标表"], "目标值")).value = "=6+6"

    (fault,) = verify(read_back(_edited(tmp_path, edit)), PLANS).faults
    assert (fault.kind, fault.found, fault.expected) == ("改动", "〔公式〕=6+6", "12")


def test_another_version_is_named_and_compared(tmp_path: Path) -> None:
    path = _saved(tmp_path, "xlsx", [park_plan()])
    found = verify(read_back(path), [LATER]).faults
    assert [fault.kind for fault in found][:1] == ["版本"]
    assert LATER.document.id in found[0].message
    assert {fault.kind for fault in found[1:]} <= {"改动"}
    assert not [fault for fault in found if fault.column in ("牵头单位", "完成时限", "指标", "序号")]
    (alone,) = verify(read_back(path), [odd_plan(), park_plan(jurisdiction="白石区"), LATER]).faults[:1]
    assert alone.kind == "版本"


def test_nothing_is_compared_where_the_plan_is_missing(tmp_path: Path) -> None:
    verdict = verify(read_back(_saved(tmp_path, "csv")), PLANS[1:])
    assert [fault.kind for fault in verdict.faults] == ["版本"]
    assert (verdict.rows, verdict.cells) == (0, 0)
    assert "--source" in verdict.faults[0].message


def test_a_csv_saved_by_another_program_still_reads(tmp_path: Path) -> None:
    path = _saved(tmp_path, "csv")
    rows = list(csv.reader(StringIO(path.read_text("utf-8-sig"), newline="")))
    with path.open("w", encoding="gb18030", newline="") as stream:
        csv.writer(stream, quoting=csv.QUOTE_ALL).writerows(rows)
    assert _faults(path) == []


@needs_office
def test_a_workbook_saved_by_libreoffice_holds(tmp_path: Path) -> None:
    assert _faults(converted(_saved(tmp_path, "xlsx"), "xlsx", tmp_path / "out")) == []


def _sheet_of(folder: Path, cells: str) -> Path:
    """A workbook whose ledger has these cells in its XML."""
    path = _saved(folder, "xlsx")
    with ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    kept = parts["xl/worksheets/sheet2.xml"].split(b"<sheetData>")[0]
    parts["xl/worksheets/sheet2.xml"] = kept + f"<sheetData>{cells}</sheetData></worksheet>".encode()
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        (f"<row>{'<c><v>1</v></c>' * 40_000}</row>", "有一行的单元格太多"),
        ('<row r="-1"><c r="A-1"><v>1</v></c></row>', "已损坏"),
        (" " * 1_100_000, "解开后太大"),
    ],
    ids=["wide row", "no place", "bomb"],
)
def test_absurd_sheets_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cells: str, fault: str
) -> None:
    monkeypatch.setattr(readback, "_UNPACKED", 1_000_000)
    with pytest.raises(InputError, match=fault):
        read_back(_sheet_of(tmp_path, cells))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("prefix", ["", "x:"])
def test_a_wide_row_is_refused_wherever_its_sheet_is(tmp_path: Path, prefix: str, encoding: str) -> None:
    """A workbook names the parts that its sheets are; XML may have prefixes and be in UTF-16."""
    path = _saved(tmp_path, "xlsx")
    with ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    relations = "xl/_rels/workbook.xml.rels"
    parts[relations] = parts[relations].replace(b"worksheets/sheet2.xml", b"s/2")
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"worksheets/sheet2.xml", b"s/2")
    del parts["xl/worksheets/sheet2.xml"]
    namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    row = f"<{prefix}row>{f'<{prefix}c/>' * 70_000}</{prefix}row>"
    made = (
        f'<?xml version="1.0" encoding="{encoding}"?>'
        f'<{prefix}worksheet xmlns{":" * bool(prefix)}{prefix[:-1]}="{namespace}">'
        f"<{prefix}sheetData>{row}</{prefix}sheetData></{prefix}worksheet>"
    )
    path.write_bytes(_zip({**parts, "xl/s/2": made.encode(encoding)}))
    with pytest.raises(NotReadable, match="有一行的单元格太多"):
        read_back(path)


def test_many_texts_are_no_wide_row(tmp_path: Path) -> None:
    path = _saved(tmp_path, "xlsx")
    with ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    path.write_bytes(_zip({**parts, "xl/other.xml": b"<sst>" + b"<si><t/></si>" * 40_000 + b"</sst>"}))
    assert _faults(path) == []


@given(
    st.text(alphabet="x05F_a", max_size=40) | st.lists(st.sampled_from(["x0", "05F_", "x005F_"])).map("".join)
)
def test_no_escape_is_left_in_what_was_read(text: str) -> None:
    slow = text
    while "x005F_" in slow:
        slow = slow.replace("x005F_", "")
    assert carried(text) == slow


def test_nested_escapes_and_many_unknown_hashes_take_no_time() -> None:
    begun = process_time()
    assert carried("x0" * 300_000 + "05F_" * 300_000) == ""
    rows = [Row(at, (f"{at:012x}", "一/1", "没有的方案", "甲" * 50)) for at in range(2, 8_000)]
    strange = Sheet("表.csv#0", "任务台账", ("文件标识", "条款编号", "文件", "任务"), tuple(rows))
    assert len(verify([strange], PLANS).faults) == len(rows)
    assert process_time() - begun < 5


def _filled(folder: Path, texts: dict[tuple[int, str], str]) -> Path:
    def edit(sheets: dict[str, Worksheet]) -> None:
        sheet = sheets["任务台账"]
        for (row, title), text in texts.items():
            sheet.cell(row, _column(sheet, title)).value = text

    return _edited(folder, edit)


def _taken(path: Path, known: tuple[Remark, ...] = ()) -> tuple[Change, ...]:
    return changes(read_back(path), PLANS, known)


def test_what_was_filled_in_comes_back_with_where_it_came_from(tmp_path: Path) -> None:
    path = _filled(tmp_path, {(2, "进展"): "已开工", (3, "备注"): " 缺资金 "})
    found = _taken(path)
    origin = f"表.xlsx#{sha256(path.read_bytes()).hexdigest()[:12]}"
    sha = PLANS[0].document.source.sha256
    assert [(change.kind, change.old) for change in found] == [("新增", None)] * 2
    assert [change.new for change in found] == [
        Remark(sha, "一/1", "进展", "已开工", f"{origin} 任务台账!L2"),
        Remark(sha, "一/2", "备注", "缺资金", f"{origin} 任务台账!M3"),
    ]


def test_a_change_is_told_from_what_was_reported_before(tmp_path: Path) -> None:
    first = tuple(change.new for change in _taken(_filled(tmp_path, {(2, "进展"): "已开工"})))
    assert _taken(_filled(tmp_path, {(2, "进展"): "已开工"}), first) == ()
    assert _taken(_filled(tmp_path, {}), first) == ()
    (change,) = _taken(_filled(tmp_path, {(2, "进展"): "已完工"}), first)
    assert (change.kind, change.old, change.new.value) == ("修改", first[0], "已完工")
    again = matrix(PLANS, Selection(), [change.new])
    assert "已完工" in MATRICES["csv"](again).decode("utf-8-sig")


def test_unknown_rows_are_refused_and_nothing_is_taken(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"第3行（文件标识 .*，条款编号 九/9）不是知识库里的任务"):
        _taken(_filled(tmp_path, {(2, "进展"): "已办", (3, "条款编号"): "九/9", (3, "进展"): "已办"}))
    with pytest.raises(InputError, match="第2行"):
        _taken(_filled(tmp_path, {(2, "文件标识"): "000000000000", (2, "备注"): "好"}))


def test_a_ledger_without_its_columns_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="进展"):
        _taken(_edited(tmp_path, lambda sheets: sheets["任务台账"].delete_cols(12)))
    with pytest.raises(InputError, match="任务台账"):
        _taken(_edited(tmp_path, lambda sheets: setattr(sheets["任务台账"], "title", "台账")))


def _zip(entries: dict[str, bytes]) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("空.xlsx", b""),
        ("坏.xlsx", b"PK\x03\x04 nothing"),
        ("别的.xlsx", _zip({"甲.txt": b"1"})),
        ("炸弹.xlsx", _zip({"xl/workbook.xml": b"0" * 501_000_000})),
        ("二进制.bin", b"\x00\x01"),
        ("空.csv", b""),
        ("别的.csv", "姓名,电话\r\n甲,1\r\n".encode()),
    ],
)
def test_what_is_no_export_is_refused_in_a_sentence(tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises((InputError, NotReadable), match=r"。$"):
        verify(read_back(path), PLANS)


def test_a_selection_that_was_tampered_with_is_refused(tmp_path: Path) -> None:
    def edit(sheets: dict[str, Worksheet]) -> None:
        for row in sheets["字段说明"].iter_rows():
            if row[0].value == "选取条件":
                row[1].value = "天气=晴"

    with pytest.raises(InputError, match="天气=晴"):
        verify(read_back(_edited(tmp_path, edit)), PLANS)


def test_a_row_with_the_name_of_another_task_is_refused(tmp_path: Path) -> None:
    """Numbers that were swapped, or a column sorted by itself, would file what was reported under another task."""

    def swap(sheets: dict[str, Worksheet]) -> None:
        sheet = sheets["任务台账"]
        column = _column(sheet, "条款编号")
        first, second = (sheet.cell(row, column) for row in (2, 3))
        first.value, second.value = second.value, first.value
        sheet.cell(2, _column(sheet, "进展")).value = "已开工"

    with pytest.raises(InputError, match="第2行的任务与条款编号对不上"):
        changes(read_back(_edited(tmp_path, swap, [park_plan()])), [park_plan()], ())
