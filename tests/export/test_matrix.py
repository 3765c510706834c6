from __future__ import annotations

from factory import Maker, empty_plan, odd_plan, park_plan

from export.matrix import Matrix, matrix
from export.tables import Table, ledger_table, matrix_tables, tables


def _cells(made: Matrix, task: str) -> dict[str, str]:
    (grid,) = made.grids
    row = next(row for row in grid.rows if row.task == task)
    return {column.title: cell for column, cell in zip(grid.columns, row.cells, strict=True) if cell}


def _titles(made: Matrix) -> list[str]:
    return [column.title for grid in made.grids for column in grid.columns]


def _column(table: Table, title: str) -> list[str | int]:
    at = [field.title for field in table.fields].index(title)
    return [row[at] for row in table.rows]


def test_rows_columns_and_cells() -> None:
    made = matrix([park_plan()])
    assert _titles(made) == [
        "区住房城乡建设局",
        "区财政局",
        "区林草局",
        "区交通运输局",
        "各街道",
    ]
    assert [row.task for row in made.grids[0].rows] == ["1. 建设口袋公园", "2. 完善步道"]
    assert _cells(made, "1. 建设口袋公园") == {
        "区住房城乡建设局": "责任",
        "区财政局": "责任",
        "区林草局": "责任?",
        "各街道": "责任述",
    }
    assert _cells(made, "2. 完善步道") == {"区交通运输局": "牵头", "区财政局": "配合"}


def test_ledger_has_a_line_a_task_and_unit_the_strongest_role_first() -> None:
    entries = matrix([park_plan()]).entries
    assert [(entry.task, entry.unit, entry.role) for entry in entries] == [
        ("1. 建设口袋公园", "区住房城乡建设局", "责任"),
        ("1. 建设口袋公园", "区财政局", "责任"),
        ("1. 建设口袋公园", "区林草局", "责任"),
        ("1. 建设口袋公园", "各街道", "责任"),
        ("2. 完善步道", "区交通运输局", "牵头"),
        ("2. 完善步道", "区财政局", "配合"),
        ("二、保障措施", "（未写明）", ""),
    ]
    first, stated, last = entries[0], entries[3], entries[6]
    assert first.deadlines == ("2025年底前（不晚于2025年）", "每季度")
    assert first.targets == ("口袋公园 = 12个（2025年）", "巡查 ≥ 2次（每季度，待核）")
    assert (first.doubts, entries[2].doubts) == (("指标待核",), ("单位名待核", "原文缺损待核", "指标待核"))
    assert (first.basis, stated.basis) == ("列入责任单位（责任，原文写明）", "正文表述（责任，原文写明）")
    assert first.content.startswith("1. 建设口袋公园。2025年底前新建口袋公园12个。\n一是开展巡查。")
    assert (last.deadlines, last.doubts) == (("2026年6月前（不晚于2026年6月）",), ())
    assert last.quote.startswith("“2026年6月前”〔")


def test_what_a_task_sets_stands_once_with_its_first_line() -> None:
    table = ledger_table(matrix([park_plan()]))
    titles = [field.title for field in table.fields]
    assert titles[:2] == ["序号", "任务"]
    assert titles[-2:] == ["进展", "备注"]
    due = "2025年底前（不晚于2025年）；每季度"
    assert _column(table, "本条时限")[:6] == [due, *["（见序号1）"] * 3, "（未写明）", "（未写明）"]
    assert _column(table, "本条指标")[4:] == [
        "步道覆盖率提高 ≥ 3个百分点（2026年）",
        "（见序号5）",
        "（未写明）",
    ]
    content = [str(cell) for cell in _column(table, "任务内容")]
    assert content[0].endswith("财政局区林草局")
    assert content[1] == "1. 建设口袋公园。2025年底前新建口袋公园12个…"
    assert set(_column(table, "进展")) | set(_column(table, "备注")) == {""}


def test_several_duties_of_a_unit_are_one_line() -> None:
    made = Maker("方案\n1. 甲局负责，乙局配合，由甲局牵头。")
    made.clause("1", "measure", "1. ", "牵头。", "协作")
    made.duty("1", "甲局", scope="stated", after="由")
    made.duty("1", "乙局", role="support")
    made.duty("1", "甲局", after="，")
    made.duty("1", "甲局", role="lead", basis="alias")
    found = matrix([made.plan()])
    assert [(entry.unit, entry.role, entry.basis) for entry in found.entries] == [
        (
            "甲局",
            "牵头",
            "列入责任单位（牵头，简称）；列入责任单位（责任，原文写明）；正文表述（责任，原文写明）",
        ),
        ("乙局", "配合", "列入责任单位（配合，原文写明）"),
    ]
    assert _cells(found, "1. 协作") == {"甲局": "牵头", "乙局": "配合"}


def test_no_task_is_dropped() -> None:
    made = Maker("方案\n1. 甲事。\n2. 乙事：\n序号|任务|单位\n1|丙事|丙局\n2|丁事|\n")
    made.clause("1", "measure", "1. ", "甲事。", "甲事")
    made.clause("2", "measure", "2. ", "丁事|", "乙事")
    made.clause("2/1", "table_row", "1|", "丙局", "丙事")
    made.clause("2/2", "table_row", "2|", "丁事|", "丁事")
    made.duty("2/1", "丙局")
    found = matrix([made.plan()])
    assert [(entry.task, entry.unit) for entry in found.entries] == [
        ("1. 甲事", "（未写明）"),
        ("2. 乙事", "（见分项）"),
        ("1. 丙事", "丙局"),
        ("2. 丁事", "（未写明）"),
    ]
    assert found.entries[1].content == "2. 乙事：\n序号|任务|单位"
    assert _column(ledger_table(found), "本条时限") == ["（未写明）"] * 4
    (table,) = matrix_tables(found)
    assert _column(table, "任务") == [
        "1. 甲事（未写明责任单位）",
        "2. 乙事（未写明责任单位）",
        "1. 丙事",
        "2. 丁事（未写明责任单位）",
    ]


def test_a_place_in_doubt_is_listed_once() -> None:
    doubts = matrix([park_plan()]).doubts
    assert [(doubt.matter, doubt.content) for doubt in doubts] == [
        ("指标", "巡查 ≥ 2次（每季度，待核）"),
        ("责任单位、原文缺损", "区林草局（责任）；补为“、”"),
    ]
    assert {doubt.task for doubt in doubts} == {"1. 建设口袋公园"}
    assert doubts[1].quote.startswith("…房城乡建设局、财政局【区林草局】2.")


def test_of_several_restorations_of_a_place_the_fullest_stands() -> None:
    made = Maker("方案\n1. 培训不超2次，不超5人。")
    made.clause("1", "measure", "1. ", "5人。", "培训")
    made.target("1", "不超2次", "培训次数", 2.0, "次", comparator="<=", uncertain="是")
    made.repair(made.span("不超2"), "不超过2", "“不超过”丢“过”", certain=False)
    made.repair(made.span("不超2次"), "不超过2次", "“不超过”疑丢失“过”", certain=False)
    made.repair(made.span("不超5"), "不超过5", "“不超过”丢“过”", certain=False)
    assert [(doubt.matter, doubt.content) for doubt in matrix([made.plan()]).doubts] == [
        ("指标、原文缺损", "培训次数 ≤ 2次（待核）；补为“不超过2次”"),
        ("原文缺损", "补为“不超过5”"),
    ]


def test_every_plan_has_a_grid_of_its_own_units() -> None:
    made = matrix([park_plan(), odd_plan(), park_plan(jurisdiction="白石区")])
    assert [grid.document for grid in made.grids] == [
        "青禾区公园建设行动方案",
        "怪 异方案",
        "白石区公园建设行动方案",
    ]
    assert made.grids[0].columns == made.grids[2].columns
    assert not [title for title in _titles(made) if "#" in title or "txt" in title]
    assert [table.title for table in matrix_tables(made)] == [
        "责任矩阵1 青禾区公园建设行动方案",
        "责任矩阵2 怪 异方案",
        "责任矩阵3 白石区公园建设行动方案",
    ]
    assert [field.title for field in ledger_table(made).fields][:3] == ["序号", "文件", "任务"]


def test_stated_duty_without_a_list_falls_to_its_task() -> None:
    made = Maker("方案\n1. 协作\n一是由甲局负责。")
    made.clause("1", "measure", "1. ", "负责。", "协作")
    made.clause("1/一是", "item", "一是", "负责。")
    made.duty("1/一是", "甲局", scope="stated")
    assert _cells(matrix([made.plan()]), "1. 协作") == {"甲局": "责任述"}


def test_listed_units_come_first_and_groups_last() -> None:
    made = Maker("方案\n1. 各学校、甲局、乙局、各镇、丙局")
    made.clause("1", "measure", "1. ", "丙局", "协作")
    for unit, scope in (("各学校", "stated"), ("甲局", "stated"), ("各镇", "listed"), ("丙局", "listed")):
        made.duty("1", unit, scope=scope)
    assert _titles(matrix([made.plan()])) == ["丙局", "甲局", "各镇", "各学校"]


def test_nothing_to_show() -> None:
    for made in (matrix([]), matrix([empty_plan()])):
        assert [(grid.columns, grid.rows) for grid in made.grids] == [((), ())] * len(made.grids)
        assert (made.entries, made.doubts) == ((), ())
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
