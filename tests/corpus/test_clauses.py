"""The clause tree: levels, items, goals, damaged markers, and what is no heading."""

from __future__ import annotations

import pytest

from corpus.document import looks_like_plan, parse
from corpus.model import Document
from corpus.numerals import numeral, ordinal
from corpus.source import from_text


def read(text: str) -> Document:
    return parse(from_text(text, "测试"))


def outline(document: Document) -> list[tuple[str, str]]:
    return [(clause.path, clause.kind) for clause in document.clauses]


PLAN = """青云县农村饮水安全实施方案

为保障全县饮水安全，制定本方案。
一、总体要求
（一）指导思想。坚持城乡一体。
二、重点任务
具体目标：到2027年，普及率达到95%。
1.建设水厂。按照第三条、第一款规定新建3座，投入1.5万元。（县水务局、县财政局）
2、改造管网。一是查漏损；二是换管道。（县水务局）
（1）甲项
①细项
三、保障措施
第一，加强领导。第二，加强督查。

青云县人民政府办公室
二〇二六年三月五日
"""


def test_levels_kinds_and_paths() -> None:
    assert outline(read(PLAN)) == [
        ("p1", "paragraph"),
        ("一", "section"),
        ("一/(一)", "section"),
        ("二", "section"),
        ("二/具体目标", "goal"),
        ("二/1", "measure"),
        ("二/2", "measure"),
        ("二/2/一是", "item"),
        ("二/2/二是", "item"),
        ("二/2/(1)", "item"),
        ("二/2/(1)/①", "item"),
        ("三", "section"),
        ("三/第一", "item"),
        ("三/第二", "item"),
        ("p2", "paragraph"),
        ("p3", "paragraph"),
    ]


def test_headings_stop_at_the_sentence_end() -> None:
    headings = {clause.path: clause.heading for clause in read(PLAN).clauses}
    assert headings["二/1"] == "建设水厂"
    assert headings["二"] == "重点任务"


def test_a_unit_list_belongs_to_the_measure() -> None:
    document = read(PLAN)
    deepest = document.clause_at(document.text.index("（县水务局）"))
    assert deepest is not None
    assert deepest.path == "二/2"


def test_lost_numbers_are_restored_by_the_sequence() -> None:
    document = read("一、目标\n提质。\n、任务\n(一)甲\n做甲。\n)乙\n做乙。\n(三)丙\n做丙。\n、保障\n督查。\n")
    assert [clause.label for clause in document.clauses if clause.kind != "paragraph"] == [
        "一", "二", "(一)", "(二)", "(三)", "三",
    ]  # fmt: skip
    assert [(repair.surface, repair.restored) for repair in document.repairs] == [
        ("、", "二、"), (")", "(二)"), ("、", "三、"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("一、目标\n提质。\n重点任务\n(一)甲。\n三、保障\n督查。\n", ["一", "二", "(一)", "三"]),
        (
            "一、任务\n(一)甲。做甲。(区财政局)\n做乙事。(区教育局)\n(三)丙。做丙。(区财政局)\n",
            ["一", "(一)", "(二)", "(三)"],
        ),
        ("一、任务\n(一)甲\n(二乙事项办好\n三)丙事项\n", ["一", "(一)", "(二)", "(三)"]),
        ("一、任务\n1.甲。\n.乙事项。\n3.丙。\n", ["一", "1", "2", "3"]),
    ],
)
def test_damaged_and_missing_markers(text: str, labels: list[str]) -> None:
    document = read(text)
    assert [clause.label for clause in document.clauses if clause.label] == labels
    assert document.repairs


def test_goal_without_its_colon() -> None:
    body = "水厂管网同步改造，旱季供水不断档，村村有管护员，户户有水表，水价一年一公示，群众评价走高。"
    document = read(f"一、甲\n具体目标：提质。\n1.做甲。\n二、乙\n具体目标聚焦{body}\n1.做乙。\n")
    assert [clause.path for clause in document.clauses if clause.kind == "goal"] == [
        "一/具体目标",
        "二/具体目标",
    ]


def test_items_found_where_the_stop_is_lost() -> None:
    document = read("一、任务\n1.提升质量意识一是抓课堂。二是抓评估三是抓保障。（区教育局）\n2.其他。\n")
    assert [clause.label for clause in document.clauses if clause.kind == "item"] == ["一是", "二是", "三是"]
    assert [repair.restored for repair in document.repairs] == ["意识。一是", "评估。三是"]


@pytest.mark.parametrize(
    "text", ["统一是关键，二是例外。", "质量第一是生命。", "见（二）、（三）。", "选1、2、3项。"]
)
def test_what_is_no_item(text: str) -> None:
    document = read(f"一、任务\n{text}\n二、保障\n督查。\n")
    assert not [clause for clause in document.clauses if clause.kind == "item"]


@pytest.mark.parametrize("line", ["2.0版系统上线", "2025年完成", "见（三）执行", "第三条规定的事项"])
def test_what_is_no_heading(line: str) -> None:
    document = read(f"一、任务\n{line}\n二、保障\n督查。\n")
    assert [clause.label for clause in document.clauses if clause.label] == ["一", "二"]


def test_articles_chapters_annexes_and_table_rows() -> None:
    document = read(
        "云海市广告管理办法\n第一章 总则\n第一条 制定本办法。\n第二章 设置\n"
        "第二条 市城管局负责：（一）编制规划；（二）审批。\n"
        "附件1\n分工表\n序号\n任务\n单位\n1\n编制规划\n市城管局\n2\n审批\n市行政审批局\n附件2\n一、说明\n无。\n"
    )
    kinds = {clause.label: clause.kind for clause in document.clauses if clause.label}
    assert kinds["第二条"] == "measure"
    assert kinds["附件1"] == "section"
    assert [clause.heading for clause in document.clauses if clause.kind == "table_row"] == [
        "编制规划",
        "审批",
    ]


def test_a_text_without_line_breaks() -> None:
    document = read(PLAN.replace("细项", "细项。").replace("\n", ""))
    labels = [clause.label for clause in document.clauses if clause.label]
    assert [label for label in labels if label in ("一", "二", "三", "1", "2")] == [
        "一",
        "二",
        "1",
        "2",
        "三",
    ]
    assert "具体目标" in labels


def test_a_hard_wrapped_text_keeps_its_paragraphs() -> None:
    sentence = "推动城乡供水一体化和规模化发展，统筹布局水厂与管网，健全运行管护机制，三、四级渠道同步改造，"
    text = "一、任务\n" + sentence * 6 + "完成。\n二、保障\n督查。\n"
    wrapped = "\n".join(line[at : at + 30] for line in text.split("\n") for at in range(0, len(line), 30))
    assert [clause.path for clause in read(wrapped).clauses] == ["一", "一/p1", "二", "二/p1"]


def test_measures_are_the_deepest_level_in_general_use() -> None:
    document = read("一、甲\n(一)子。\n(二)丑。\n二、乙\n(三)寅。\n1.细一。\n2.细二。\n(四)卯。\n(五)辰。\n")
    kinds = {clause.label: clause.kind for clause in document.clauses}
    assert (kinds["(一)"], kinds["1"]) == ("measure", "item")


def test_repeated_labels_get_unique_ids() -> None:
    document = read("一、甲\n(一)子。\n(一)丑。\n二、乙\n丙。\n")
    assert [clause.id for clause in document.clauses if clause.label == "(一)"] == ["一/(一)", "一/(一)~2"]


def test_markdown_marks_are_no_text() -> None:
    document = read("# 青云县行动计划\n## 一、要求\n就业优先。\n## 二、任务\n**（一）稳岗。** 发补贴。\n")
    assert [clause.heading for clause in document.clauses if clause.heading] == ["要求", "任务", "稳岗"]
    assert document.header.title == "青云县行动计划"


def test_looks_like_plan() -> None:
    assert looks_like_plan(read(PLAN))
    assert not looks_like_plan(read("今天天气很好。"))


@pytest.mark.parametrize("number", [1, 9, 10, 11, 20, 21, 99, 100, 101, 110, 111, 120, 999])
def test_numerals_go_both_ways(number: int) -> None:
    assert ordinal(numeral(number)) == number


def test_ordinals_of_other_forms() -> None:
    assert (ordinal("12"), ordinal("③"), ordinal("甲"), ordinal("两")) == (12, 3, None, 2)
