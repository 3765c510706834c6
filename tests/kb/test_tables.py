"""Units in tables: grids by their columns, flat tables by the best fit, cells that reach down."""

from __future__ import annotations

from corpus.document import parse
from corpus.source import from_text
from kb import responsibilities
from kb.model import Responsibility

GRID = """青云县重点任务分工方案

一、任务分工表
| 序号 | 重点任务 | 牵头单位 | 配合单位 | 完成时限 |
|---|---|---|---|---|
| 1 | 建设水厂 | 县水务局 | 县财政局、县住建局 | 2026年6月底前 |
| 2 | 改造管网 | 县水务局 | — | 长期坚持 |
| 3 | 建设监测站 | | 县林业局 | 2027年 |

二、保障措施
（一）加强领导。压实责任。
"""
FLAT = """青云县重点任务分工方案

附件
序号
重点任务
牵头单位
配合单位
完成时限
备注
（一）供水
1
建设水厂
县水务局
县财政局、县住建局
2026年6月底前
2
改造管网，
1.查漏损；
2.换管道。
县水务局
—
长期坚持
（二）监测
3
建设监测站
县水务局、县气象局
2027年
"""
TABBED = "青云县分工方案\n\n任务\t责任单位\t完成时限\n推广节水器具\t县水务局、教体局\t2026年\n开展宣传\t县委宣传部\t每年\n"


def duties(text: str) -> list[tuple[str, str, str]]:
    facts, _, _ = responsibilities.extract(parse(from_text(text, "测试")))
    return [(fact.evidence.clause, fact.unit, fact.role) for fact in facts if fact.scope == "listed"]


def basis(text: str, unit: str) -> list[str]:
    facts: tuple[Responsibility, ...] = responsibilities.extract(parse(from_text(text, "测试")))[0]
    return [fact.basis for fact in facts if fact.unit == unit]


def test_a_grid_gives_each_column_its_role() -> None:
    assert duties(GRID) == [
        ("一/1", "县水务局", "lead"),
        ("一/1", "县财政局", "support"),
        ("一/1", "县住建局", "support"),
        ("一/2", "县水务局", "lead"),
        ("一/3", "县水务局", "lead"),
        ("一/3", "县林业局", "support"),
    ]


def test_an_empty_cell_takes_over_from_the_row_above() -> None:
    assert basis(GRID, "县水务局") == ["explicit", "explicit", "inherited"]


def test_what_follows_the_grid_is_no_row() -> None:
    document = parse(from_text(GRID, "测试"))
    assert [c.path for c in document.clauses if c.kind == "table_row"] == ["一/1", "一/2", "一/3"]
    assert document.by_id["二/(一)"].heading == "加强领导"


def test_a_flat_table_is_set_against_its_titles() -> None:
    assert duties(FLAT) == [
        ("附件/(一)/1", "县水务局", "lead"),
        ("附件/(一)/1", "县财政局", "support"),
        ("附件/(一)/1", "县住建局", "support"),
        ("附件/(一)/2", "县水务局", "lead"),
        ("附件/(二)/3", "县水务局", "lead"),
        ("附件/(二)/3", "县气象局", "lead"),
    ]


def test_numbers_inside_a_flat_row_are_no_headings() -> None:
    document = parse(from_text(FLAT, "测试"))
    assert [c.path for c in document.children("附件/(一)") if c.kind == "table_row"] == [
        "附件/(一)/1",
        "附件/(一)/2",
    ]


def test_tabs_part_cells_and_rows_need_no_number() -> None:
    assert duties(TABBED) == [
        ("r1", "县水务局", "responsible"),
        ("r1", "县教体局", "responsible"),
        ("r2", "县委宣传部", "responsible"),
    ]


def test_a_cell_that_ranks_its_own_units_is_heard() -> None:
    text = TABBED.replace("县水务局、教体局", "县水务局牵头，县教体局配合")
    assert duties(text)[:2] == [("r1", "县水务局", "lead"), ("r1", "县教体局", "support")]


def test_prose_with_bars_is_no_table() -> None:
    text = "青云县方案\n\n首页 | 政务公开 | 县水务局\n一、任务\n1.建厂 | 管网。（县水务局）\n二、保障\n加强领导。\n"
    assert duties(text) == [("一/1", "县水务局", "responsible")]
