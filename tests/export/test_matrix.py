from __future__ import annotations

from factory import Maker, empty_plan, odd_plan, park_plan

from export.doubts import Doubt, doubts
from export.duties import Entry, entries
from export.matrix import Matrix, matrix
from export.tables import grids, tables
from export.tables.ledger import ledger
from export.tables.model import Table


def _cells(made: Matrix, task: str) -> dict[str, str]:
    (grid,) = made.grids
    row = next(row for row in grid.rows if row.task == task)
    return {column.title: cell for column, cell in zip(grid.columns, row.cells, strict=True) if cell}


def _entries(made: Matrix) -> list[Entry]:
    return [entry for share in made.shares for entry in entries(share)]


def _doubts(made: Matrix) -> list[Doubt]:
    """Without what lint finds."""
    found = [doubt for share in made.shares for doubt in doubts(share)]
    return [doubt for doubt in found if not doubt.matter.startswith("体检")]


def _table(made: Matrix, title: str) -> Table:
    return next(table for table in tables(made) if table.title == title)


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


def test_duties_have_a_line_a_task_and_unit_the_strongest_role_first() -> None:
    found = _entries(matrix([park_plan()]))
    assert [(entry.task, entry.unit, entry.role) for entry in found] == [
        ("1. 建设口袋公园", "区住房城乡建设局", "责任"),
        ("1. 建设口袋公园", "区财政局", "责任"),
        ("1. 建设口袋公园", "区林草局", "责任"),
        ("1. 建设口袋公园", "各街道", "责任"),
        ("2. 完善步道", "区交通运输局", "牵头"),
        ("2. 完善步道", "区财政局", "配合"),
    ]
    first, stated = found[0], found[3]
    assert (first.doubts, found[2].doubts) == ((), ("单位名待核", "原文缺损待核"))
    assert (first.basis, stated.basis) == ("列入责任单位（责任，原文写明）", "正文表述（责任，原文写明）")
    assert found[1].proof.surfaces == ("财政局",)


def test_ledger_has_a_line_a_task_with_its_units_by_role() -> None:
    table = ledger(matrix([park_plan()]))
    titles = [field.title for field in table.fields]
    assert titles[:9] == [
        *("序号", "任务", "工作内容", "牵头单位", "配合单位", "责任单位", "完成时限", "指标", "出处")
    ]
    assert titles[9:] == ["待核", "进展", "备注", "文件标识", "条款编号", "位置", "原文"]
    assert [row[3:6] for row in table.rows] == [
        ("", "", "区住房城乡建设局、区财政局、区林草局、各街道"),
        ("区交通运输局", "区财政局", ""),
        ("", "", "（未写明）"),
    ]
    assert _column(table, "完成时限") == [
        "2025年底前（不晚于2025年）；每季度",
        "（未写明）",
        "2026年6月前（不晚于2026年6月）",
    ]
    assert _column(table, "指标")[0] == "口袋公园 = 12个（2025年）；巡查 ≥ 2次（每季度，待核）"
    assert _column(table, "待核") == [
        "区财政局（原文缺损待核）；区林草局（单位名待核、原文缺损待核）；指标待核",
        "",
        "",
    ]
    assert str(_column(table, "工作内容")[0]).startswith(
        "1. 建设口袋公园。2025年底前新建口袋公园12个。\n一是开展巡查。"
    )
    assert _column(table, "出处") == ["一/1", "一/2", "二"]


def test_every_row_quotes_the_characters_it_stands_on() -> None:
    plan = park_plan()
    text = plan.document.text
    for table in tables(matrix([plan]))[:-1]:
        titles = [field.title for field in table.fields]
        at, quoted = titles.index("位置"), len(titles) - 1
        for row in table.rows:
            assert row[titles.index("文件标识")] == plan.document.id
            spans = [tuple(map(int, place.split("—"))) for place in str(row[at]).split("；")]
            assert row[quoted] == "；".join(f"“{text[start:end]}”" for start, end in spans)


def test_units_deadlines_and_targets_have_a_table_each() -> None:
    made = matrix([park_plan()])
    units = _table(made, "单位汇总")
    assert [row[1:6] for row in units.rows][:2] == [
        ("区财政局", 0, 1, 1, 2),
        ("区住房城乡建设局", 0, 0, 1, 1),
    ]
    assert _column(units, "任务")[0] == "1. 建设口袋公园；2. 完善步道"
    dates = _table(made, "时限表")
    assert [row[1:6] for row in dates.rows] == [
        ("2025-12-31", "不晚于2025年", "2025年底前", "不晚于", "2025"),
        ("2026-06-30", "不晚于2026年6月", "2026年6月前", "不晚于", "2026-06"),
        ("", "每季度", "每季度", "周期", "R/P3M"),
    ]
    targets = _table(made, "指标表")
    assert [row[1:9] for row in targets.rows] == [
        ("口袋公园", "=", 12, "个", "", "2025", "", ""),
        ("巡查", "≥", 2, "次", "", "", "每季度", "待核"),
        ("步道覆盖率", "≥", 3, "百分点", "增加", "2026", "", ""),
    ]


def test_several_duties_of_a_unit_are_one_line() -> None:
    made = Maker("方案\n1. 甲局负责，乙局配合，由甲局牵头。")
    made.clause("1", "measure", "1. ", "牵头。", "协作")
    made.duty("1", "甲局", scope="stated", after="由")
    made.duty("1", "乙局", role="support")
    made.duty("1", "甲局", after="，")
    made.duty("1", "甲局", role="lead", basis="alias")
    found = matrix([made.plan()])
    assert [(entry.unit, entry.role, entry.basis) for entry in _entries(found)] == [
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
    table = ledger(found)
    assert list(zip(_column(table, "任务"), _column(table, "责任单位"), strict=True)) == [
        ("1. 甲事", "（未写明）"),
        ("2. 乙事", "（见分项）"),
        ("1. 丙事", "丙局"),
        ("2. 丁事", "（未写明）"),
    ]
    assert _column(table, "工作内容")[1] == "2. 乙事：\n序号|任务|单位"
    assert _column(table, "完成时限") == ["（未写明）"] * 4
    (table,) = grids.tables(found)
    assert _column(table, "任务") == [
        "1. 甲事（未写明责任单位）",
        "2. 乙事（未写明责任单位）",
        "1. 丙事",
        "2. 丁事（未写明责任单位）",
    ]


def test_a_place_in_doubt_is_listed_once() -> None:
    doubts = _doubts(matrix([park_plan()]))
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
    assert [(doubt.matter, doubt.content) for doubt in _doubts(matrix([made.plan()]))] == [
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
    assert [table.title for table in grids.tables(made)] == [
        "责任矩阵1 青禾区公园建设行动方案",
        "责任矩阵2 怪 异方案",
        "责任矩阵3 白石区公园建设行动方案",
    ]
    assert [field.title for field in ledger(made).fields][:3] == ["序号", "文件", "任务"]


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
        assert not [row for table in tables(made)[:-1] for row in table.rows]
        assert [table.title for table in tables(made)] == [
            *("责任矩阵", "任务台账", "责任明细", "单位汇总", "时限表", "指标表", "待核", "字段说明")
        ]


def test_facts_outside_every_clause_are_kept() -> None:
    made = matrix([odd_plan()])
    assert _cells(made, "（条款之外）") == {"区水务局": "责任"}
    assert _entries(made)[0].unit == "区水务局"
    assert "（未写明）" in _column(ledger(made), "责任单位")
    lone = Maker("方案\n2025年底前完成")
    lone.deadline("缺", "2025年底前", "by", "2025")
    (row,) = ledger(matrix([lone.plan()])).rows
    assert (row[1], row[5], row[8]) == ("（条款之外）", "（未写明）", "条款之外")
    assert all("\x0b" not in str(cell) for table in tables(made) for row in table.rows for cell in row)


def test_findings_of_lint_stand_with_what_is_in_doubt() -> None:
    made = Maker("方案\n1. 甲事。\n责任单位：甲局\n3. 乙事。\n责任单位：乙局")
    made.clause("1", "measure", "1. ", "甲局", "甲事")
    made.clause("3", "measure", "3. ", "乙局", "乙事")
    made.duty("1", "甲局")
    made.duty("3", "乙局")
    table = _table(matrix([made.plan()]), "待核")
    assert [row[2:4] for row in table.rows] == [("体检警告", "序号缺漏")]
