"""Every exporter on plans that are odd and valid: read by the programs that such files are for."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from io import BytesIO, StringIO
from pathlib import Path
from xml.etree import ElementTree

import docx
import icalendar
import networkx
import openpyxl
import pytest
import rdflib

import cli

SURNAMES, TRADES = (
    "东西南北中上下前后左",
    ("税务", "水利", "林业", "交通", "教育", "民政", "审计", "统计", "商务", "文化"),
)
UNITS = [f"县{side}{place}{trade}局" for side in SURNAMES for place in "城乡山" for trade in TRADES]
TASKS = "".join(
    f"{at + 1}. 开展专项{at}。2025年底前检查{at + 1}次。（责任单位：{'、'.join(UNITS[at * 30 : at * 30 + 30])}）\n"
    for at in range(10)
)
LONG = "推进项目建设，落实各项要求。" * 2900 + "🌲" * 100
PLANS = {
    "无单位": "甲县公园建设方案\n一、重点任务\n1. 建设公园。2025年底前新建公园12个。\n2. 完善步道。\n",
    "无时限": "乙县公园建设方案\n一、重点任务\n1. 建设公园。（责任单位：县财政局、县林业局）\n2. 完善步道。\n",
    "长条款": f"丙县长文方案\n一、重点任务\n1. 建设公园。{LONG}2025年底前完成。（责任单位：县财政局）\n",
    '怪,"😀\u202e\n': '丁县“怪,"😀\u202e”工作方案\n一、任务\n1. =1+1,"建"😀园\u202e。2026年6月底前完成。'
    "（责任单位：县财政局）\n2. 完善_x000D_步道，见x005F_。\n3. -丁，@甲<b>&amp;。（责任单位：县财政局）\n",
    "三百单位": f"戊县多部门协作方案\n一、重点任务\n{TASKS}",
}
READERS: dict[str, Callable[[bytes], object]] = {
    "xlsx": lambda data: openpyxl.load_workbook(BytesIO(data)).sheetnames,
    "docx": lambda data: docx.Document(BytesIO(data)).tables,
    "csv": lambda data: list(csv.reader(StringIO(data.decode("utf-8-sig"), newline=""))),
    "ics": lambda data: icalendar.Calendar.from_ical(data),
    "ttl": lambda data: len(rdflib.Graph().parse(data=data, format="turtle")),
    "jsonld": lambda data: len(rdflib.Graph().parse(data=data, format="json-ld")),
    "akn": ElementTree.fromstring,
    "graphml": lambda data: networkx.parse_graphml(data.decode()).nodes,
    "json": json.loads,
    "md": bytes.decode,
    "html": bytes.decode,
}
MADE = (
    *(("matrix", form) for form in ("xlsx", "docx", "csv", "md", "html")),
    *(("export", form) for form in ("ics", "ttl", "jsonld", "akn", "csv")),
    *(("graph", form) for form in ("json", "graphml")),
)


def _run(monkeypatch: pytest.MonkeyPatch, *args: str) -> int:
    monkeypatch.setattr("sys.argv", ["policykb", *args])
    with pytest.raises(SystemExit) as stop:
        cli.main()
    return int(stop.value.code or 0)


@pytest.mark.parametrize("name", PLANS, ids=["no units", "no deadlines", "long", "odd names", "300 units"])
def test_every_file_is_read_and_made_twice_alike(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(f"{name}.txt").write_text(PLANS[name], "utf-8")
    assert _run(monkeypatch, "ingest", f"{name}.txt") == 0
    for command, form in MADE:
        made = []
        for at in "12":
            assert _run(monkeypatch, command, "-o", f"{at}.{form}") == 0
            made.append(Path(f"{at}.{form}").read_bytes())
        assert made[0] == made[1]
        assert READERS[form](made[0])
        if command == "matrix" and form in ("xlsx", "csv"):
            assert _run(monkeypatch, "verify-export", f"1.{form}") == 0


def test_a_long_clause_is_marked_in_a_cell_and_whole_in_a_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("长.txt").write_text(PLANS["长条款"], "utf-8")
    _run(monkeypatch, "ingest", "长.txt")
    _run(monkeypatch, "matrix", "-o", "表.xlsx")
    _run(monkeypatch, "matrix", "-o", "表.docx")
    cells = [str(cell.value) for row in openpyxl.load_workbook("表.xlsx")["任务台账"] for cell in row]
    assert sum(cell.startswith("〔共") and "放不下" in cell.splitlines()[0] for cell in cells) == 1
    (table,) = docx.Document("表.docx").tables
    content = [row.cells[2].text for row in table.rows[1:]]
    assert LONG in "".join(content)
    assert max(map(len, content)) <= 601
    assert [row.cells[0].text for row in table.rows][:3] == ["序号", "1", "（续）"]


@pytest.mark.parametrize(("sentences", "rows"), [(29, 1), (40, 1), (60, 2)])
def test_only_what_no_page_holds_goes_on_in_another_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sentences: int, rows: int
) -> None:
    monkeypatch.chdir(tmp_path)
    text = "推进项目建设，落实各项要求。" * sentences
    Path("长.txt").write_text(f"丙县方案\n一、任务\n1. 建公园。{text}（责任单位：县财政局）\n", "utf-8")
    _run(monkeypatch, "ingest", "长.txt")
    _run(monkeypatch, "matrix", "-o", "表.docx")
    (table,) = docx.Document("表.docx").tables
    assert len(table.rows) == 1 + rows
