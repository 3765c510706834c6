from __future__ import annotations

from factory import Maker, empty_plan, odd_plan, park_plan

from export.matrix import Matrix, matrix
from export.tables import tables


def _cells(made: Matrix, task: str) -> dict[str, str]:
    row = next(row for row in made.rows if row.task == task)
    return {column.title: cell for column, cell in zip(made.columns, row.cells, strict=True) if cell}


def test_rows_columns_and_cells() -> None:
    made = matrix([park_plan()])
    assert [column.title for column in made.columns] == [
        "区住房城乡建设局",
        "区财政局",
        "区林草局",
        "区交通运输局",
        "各街道",
    ]
    assert [row.task for row in made.rows] == ["1. 建设口袋公园", "2. 完善步道"]
    assert _cells(made, "1. 建设口袋公园") == {
        "区住房城乡建设局": "责任",
        "区财政局": "责任",
        "区林草局": "责任?",
        "各街道": "责任述",
    }
    assert _cells(made, "2. 完善步道") == {"区交通运输局": "牵头", "区财政局": "配合"}


def test_ledger_joins_what_stands_below() -> None:
    entries = matrix([park_plan()]).entries
    assert [(entry.task, entry.unit, entry.role) for entry in entries] == [
        ("1. 建设口袋公园", "区住房城乡建设局", "责任"),
        ("1. 建设口袋公园", "区财政局", "责任"),
        ("1. 建设口袋公园", "区林草局", "责任"),
        ("一是开展巡查", "各街道", "责任"),
        ("2. 完善步道", "区交通运输局", "牵头"),
        ("2. 完善步道", "区财政局", "配合"),
        ("二、保障措施", "（未写明）", ""),
    ]
    first, item, last = entries[0], entries[3], entries[6]
    assert first.deadlines == ("2025年底前（不晚于2025年）", "每季度")
    assert first.targets == ("口袋公园 = 12个（2025年）", "巡查 ≥ 2次（每季度，待核）")
    assert (first.doubts, entries[2].doubts) == (("指标待核",), ("单位名待核", "原文缺损待核", "指标待核"))
    assert (item.scope, item.deadlines) == ("正文表述", ("每季度",))
    assert (last.deadlines, last.doubts) == (("2026年6月前（不晚于2026年6月）",), ())
    assert last.quote.startswith("“2026年6月前”〔")


def test_doubts_in_the_order_of_the_text() -> None:
    doubts = matrix([park_plan()]).doubts
    assert [(doubt.matter, doubt.content) for doubt in doubts] == [
        ("指标", "巡查 ≥ 2次（每季度，待核）"),
        ("原文缺损", "补为“、”"),
        ("责任单位", "区林草局（责任）"),
    ]
    assert doubts[1].task == "1. 建设口袋公园"
    assert doubts[1].quote.startswith("…房城乡建设局、财政局【】区林草局 2.")


def test_the_same_name_in_two_places_is_two_columns() -> None:
    made = matrix([park_plan(), park_plan(jurisdiction="白石区")])
    titles = [column.title for column in made.columns]
    assert "区财政局（青禾区）" in titles
    assert "区财政局（白石区）" in titles
    assert [column.group for column in made.columns] == [False] * 8 + [True] * 2
    assert [field.title for field in tables(made)[1].fields][:3] == ["序号", "文件", "任务"]
    assert made.documents == ("青禾区公园建设行动方案", "白石区公园建设行动方案")


def test_ranked_and_listed_duties_share_a_cell() -> None:
    made = Maker("方案\n1. 甲局牵头，甲局、乙局负责。")
    made.clause("1", "measure", "1. ", "负责。", "协作")
    made.duty("1", "甲局", role="lead")
    made.duty("1", "甲局", after="，")
    made.duty("1", "甲局", role="support", scope="stated", basis="alias?")
    assert _cells(matrix([made.plan()]), "1. 协作") == {"甲局": "牵头、责任"}


def test_stated_duty_without_a_list_falls_to_its_task() -> None:
    made = Maker("方案\n1. 协作\n一是由甲局负责。")
    made.clause("1", "measure", "1. ", "负责。", "协作")
    made.clause("1/一是", "item", "一是", "负责。")
    made.duty("1/一是", "甲局", scope="stated")
    assert _cells(matrix([made.plan()]), "1. 协作") == {"甲局": "责任述"}


def test_units_that_only_the_text_names_come_after_those_of_the_lists() -> None:
    made = Maker("方案\n1. 各学校、甲局、乙局、各镇、丙局")
    made.clause("1", "measure", "1. ", "丙局", "协作")
    for unit, scope in (("各学校", "stated"), ("甲局", "stated"), ("各镇", "listed"), ("丙局", "listed")):
        made.duty("1", unit, scope=scope)
    assert [column.title for column in matrix([made.plan()]).columns] == ["丙局", "各镇", "甲局", "各学校"]


def test_nothing_to_show() -> None:
    for made in (matrix([]), matrix([empty_plan()])):
        assert (made.columns, made.rows, made.entries, made.doubts) == ((), (), (), ())
        assert [table.title for table in tables(made)] == ["责任矩阵", "任务台账", "待核", "说明"]


def test_facts_outside_every_clause_are_kept() -> None:
    made = matrix([odd_plan()])
    assert _cells(made, "（条款之外）") == {"区水务局": "责任"}
    assert made.entries[0].unit == "区水务局"
    assert "（未写明）" in [entry.unit for entry in made.entries]
    lone = Maker("方案\n2025年底前完成")
    lone.deadline("缺", "2025年底前", "by", "2025")
    (entry,) = matrix([lone.plan()]).entries
    assert (entry.task, entry.path, entry.unit) == ("（条款之外）", "", "（未写明）")
    assert all("\x0b" not in str(cell) for table in tables(made) for row in table.rows for cell in row)
