"""The page for one unit, and the Word files it comes in."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import docx
import pytest
from factory import Maker, odd_plan, park_plan

from corpus.errors import UnknownUnit
from corpus.source import from_text
from export.brief import brief
from export.formats import BRIEFS, MATRICES
from export.matrix import matrix
from export.selection import Selection
from export.word import Page
from kb.pipeline import extract

PLANS = [park_plan(), park_plan(name="白石.txt", jurisdiction="白石区"), odd_plan()]


def test_a_unit_finds_its_tasks_dates_targets_and_partners() -> None:
    made = brief([park_plan()], Selection(unit="财政局"))
    assert made.name == "区财政局任务单"
    tasks, deadlines, targets, partners = made.sections
    assert tasks.sentence == "据《青禾区公园建设行动方案》，共2项任务：配合1项，责任1项。"
    assert [row[1:4] for row in tasks.rows] == [
        ("1. 建设口袋公园", "责任", "区住房城乡建设局、区林草局、各街道"),
        ("2. 完善步道", "配合", "区交通运输局（牵头）"),
    ]
    assert [row[:2] for row in deadlines.rows] == [("2025-12-31", "不晚于2025年"), ("", "每季度")]
    assert len(targets.rows) == 3
    assert [row[:2] for row in partners.rows][:1] == [("区住房城乡建设局", "1")]
    assert all(round(sum(section.widths)) == 156 for section in made.sections)


def test_of_several_plans_each_has_its_sections() -> None:
    made = brief(PLANS, Selection(unit="区交通运输局"))
    assert [section.heading for section in made.sections if section.heading.endswith("任务")] == [
        "《青禾区公园建设行动方案》任务",
        "《白石区公园建设行动方案》任务",
    ]
    assert brief(PLANS, Selection(unit="区财政局", year="2026")).name == "区财政局2026年任务单"
    with pytest.raises(UnknownUnit, match="区气象局"):
        brief(PLANS, Selection(unit="区气象局"))


def test_word_holds_every_row() -> None:
    made = brief(PLANS, Selection(unit="区财政局"))
    document = docx.Document(BytesIO(BRIEFS["docx"](made)))
    assert document.paragraphs[0].text == made.name
    for table, section in zip(document.tables, made.sections, strict=True):
        rows = [tuple(cell.text.replace("\xa0", " ") for cell in row.cells) for row in table.rows]
        assert rows == [section.titles, *section.rows]
    page = BRIEFS["html"](made).decode()
    assert page.count("<tr>") == sum(len(section.rows) + 1 for section in made.sections)
    assert "<script" not in page


def test_word_keeps_to_gb_t_9704() -> None:
    document = docx.Document(BytesIO(BRIEFS["docx"](brief(PLANS, Selection(unit="区财政局")))))
    (section,) = document.sections
    sides = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(side.mm) for side in sides] == [37, 35, 28, 26]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    xml = document.element.xml
    assert "方正小标宋简体" in xml
    assert "仿宋_GB2312" in xml
    assert xml.count("<w:tblHeader/>") == len(document.tables)
    assert ">PAGE<" in section.footer._element.xml
    assert ">PAGE<" in section.even_page_footer._element.xml


def test_the_table_lies_on_a_turned_page_with_a_line_a_task() -> None:
    document = docx.Document(BytesIO(MATRICES["docx"](matrix([park_plan()]))))
    (section,) = document.sections
    sides = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(side.mm) for side in sides] == [28, 26, 35, 37]
    (table,) = document.tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0] == ["序号", "任务", "工作内容", "牵头单位", "配合单位", "责任单位", "完成时限", "指标"]
    assert rows[2][3:7] == ["区交通运输局", "区财政局", "", "（未写明）"]
    assert rows[1][6] == "2025年底前；每季度"
    assert len(rows) == 3


def _page(*rows: tuple[str, ...]) -> Any:
    page = Page("表")
    page.table(("序号", "内容"), (12, 60), rows)
    return docx.Document(BytesIO(page.bytes())).tables[0]


def test_a_row_taller_than_a_page_may_be_parted_and_no_other() -> None:
    """LibreOffice prints only the part of a whole row that the page holds."""
    rows = _page(("1", "短"), ("2", "长" * 900)).rows
    assert ["w:cantSplit" in row._tr.xml for row in rows] == [True, True, False]


def test_a_role_that_nobody_has_takes_no_column() -> None:
    made = Maker("示例方案\n1. 修路。（县交通局）\n2. 架桥。（县住建局）\n", name="示例.txt")
    for label, unit in (("1", "县交通局"), ("2", "县住建局")):
        made.clause(label, "measure", f"{label}. ", f"{unit}）", "任务")
        made.duty(label, unit)
    table = docx.Document(BytesIO(MATRICES["docx"](matrix([made.plan()])))).tables[0]
    titles = [cell.text for cell in table.rows[0].cells]
    assert titles == ["序号", "任务", "工作内容", "责任单位", "完成时限", "指标"]
    assert abs(sum(column.width.mm for column in table.columns) - 225) < 1


def test_the_row_of_a_table_says_nothing_twice() -> None:
    rows = "| 序号 | 任务 | 牵头单位 | 做法 |\n| 1 | 修水渠 | 县水务局 | 先修支渠 |\n| 2 | 建泵站 | 县发改局 | 选址 |\n"
    text = f"青禾县灌溉方案\n一、任务\n1.修渠。（县水务局负责）\n附件\n分工表\n{rows}"
    table = docx.Document(BytesIO(MATRICES["docx"](matrix([extract(from_text(text, "示例.txt"))])))).tables[0]
    assert [cell.text for cell in table.rows[2].cells][1:4] == ["1. 修水渠", "先修支渠", "县水务局"]
