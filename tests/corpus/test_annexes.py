"""附件：a table at the end of a plan is its own clause, not a part of the last task."""

from __future__ import annotations

import pytest

from corpus.document import parse
from corpus.source import from_text
from kb.pipeline import extract

PLAN = """临河区托育服务提升实施方案

一、总体目标
到2027年，全区托位数翻番。
二、主要任务
（一）扩大供给。由区卫生健康局牵头新建托育机构。
（二）督导考核。定期通报进展。
"""
SIGNED = "\n临河区人民政府办公室\n2025年3月4日\n\n"
GRID = "序号|任务内容|责任单位\n1|建设综合服务中心|区财政局\n2|整改消防隐患|区消防救援大队\n"
FLAT = GRID.replace("|", "\n")
TABLES = pytest.mark.parametrize("table", [GRID, FLAT], ids=("grid", "flat"))


def _owners(text: str) -> dict[str, str]:
    found = extract(from_text(text, "plan.txt")).facts.responsibilities
    return {one.unit: one.evidence.clause for one in found}


@TABLES
@pytest.mark.parametrize("signature", ["", SIGNED], ids=("unsigned", "signed"))
@pytest.mark.parametrize(
    ("above", "label"),
    [
        ("附件\n", "附件"),
        ("附件1\n托育任务分工表\n", "附件1"),
        ("附件：任务分工表\n", "附件"),
        ("附件1：任务分工表\n（单位：项）\n", "附件1"),
        ("附件2 任务分工表\n", "附件2"),
        ("（附件1-2）任务分工表\n", "附件1-2"),
        ("附表1\n", "附表1"),
        ("附：任务分工表\n", "附表"),
        ("临河区托育任务分工表\n", "附表"),
    ],
)
def test_a_named_or_captioned_table_at_the_end_is_an_annex(
    above: str, label: str, signature: str, table: str
) -> None:
    found = _owners(PLAN + signature + above + table)
    assert found["区财政局"] == f"{label}/1"
    assert found["区消防救援大队"] == f"{label}/2"
    assert found["区卫生健康局"] == "二/(一)"


@TABLES
def test_a_table_below_the_signature_is_an_annex_without_any_caption(table: str) -> None:
    assert _owners(PLAN + SIGNED + table)["区财政局"] == "附表/1"


@TABLES
@pytest.mark.parametrize(
    "above",
    ["", "具体任务见下表。\n重点任务表\n", "各项任务安排如下：\n重点任务表\n"],
    ids=("bare", "seen-below", "as-follows"),
)
def test_a_table_that_the_clause_announces_or_just_holds_stays_in_it(above: str, table: str) -> None:
    assert _owners(PLAN + above + table)["区财政局"] == "二/(二)/1"


@TABLES
def test_a_captioned_table_in_the_middle_stays_in_its_clause(table: str) -> None:
    after = "三、保障措施\n（一）加强领导。建立联席会议制度。\n"
    assert _owners(f"{PLAN}重点任务清单\n{table}{after}")["区财政局"] == "二/(二)/1"


def test_the_note_of_annexes_above_the_signature_is_no_annex() -> None:
    text = f"{PLAN}\n附件：1.任务分工表\n2.指标表\n{SIGNED}附件1\n任务分工表\n{GRID}"
    document = parse(from_text(text, "plan.txt"))
    assert [clause.id for clause in document.children(None) if clause.id.startswith("附")] == ["附件1"]


def test_a_second_text_whose_numbers_begin_again_below_the_signature_is_an_annex() -> None:
    rules = "一、评价对象\n各托育机构。\n二、评价方法\n年终由区教育局评价。\n"
    for above in ("附件：评价办法\n", "附件2\n评价办法\n", "托育机构评价办法\n"):
        ids = [clause.id for clause in parse(from_text(PLAN + SIGNED + above + rules, "x")).clauses]
        annex = next(one for one in ids if one.startswith("附"))
        assert {f"{annex}/一", f"{annex}/二"} <= set(ids)
        assert "二/(二)" in ids


def test_two_tables_at_the_end_are_two_annexes() -> None:
    other = GRID.replace("区财政局", "区教育局").replace("区消防救援大队", "区公安分局")
    found = _owners(f"{PLAN}{SIGNED}任务分工表\n{GRID}\n附件2：进度安排表\n{other}")
    assert (found["区财政局"], found["区公安分局"]) == ("附表/1", "附件2/2")


def test_a_sentence_that_begins_so_is_no_name_of_an_annex() -> None:
    for line in ("附件已报送市发展改革委备案\n", "附表所列任务由各单位认真落实\n"):
        assert _owners(PLAN + line + GRID)["区财政局"] == "二/(二)/1"


def test_a_text_without_a_number_is_called_annex_and_its_mark_is_no_part_of_its_name() -> None:
    rules = "一、评价对象\n各托育机构。\n二、评价方法\n年终由区教育局评价。\n"
    document = parse(from_text(PLAN + SIGNED + "附：评价办法\n" + rules, "plan.txt"))
    assert [(c.id, c.heading) for c in document.children(None)][-1] == ("附件", "评价办法")


@pytest.mark.parametrize(
    "opens", ["附件：1.任务分工表\n", "附件：\n1.任务分工表\n", "附件:1.任务分工表\n   "]
)
@pytest.mark.parametrize("after", [SIGNED, "\n附件1\n任务分工表\n" + GRID, ""])
def test_names_of_annexes_are_no_tasks_and_have_no_units(opens: str, after: str) -> None:
    plan = PLAN.replace("定期通报进展。", "定期通报进展。（牵头单位：区教育局）")
    document = extract(from_text(f"{plan}{opens}2.指标分解表\n{after}", "plan.txt"))
    assert {r.evidence.clause for r in document.facts.responsibilities if r.unit == "区教育局"} == {"二/(二)"}
    assert not any(clause.label == "2" and clause.kind != "table_row" for clause in document.document.clauses)


def test_what_stands_below_a_table_is_not_its_last_row() -> None:
    below = "注：以上任务由区政府督查室督办。（牵头单位：区民政局）\n"
    found = _owners(PLAN + GRID + below + "三、保障\n（一）加强领导。\n")
    assert found["区消防救援大队"] == "二/(二)/2"
    assert found["区民政局"] == "二/(二)"


def test_a_row_that_heads_a_group_has_no_units_of_the_row_above() -> None:
    grid = "| 序号 | 任务 | 责任单位 |\n| 一、设施 | | |\n| 1 | 建厂 | 区财政局 |\n| 二、服务 | | |\n| 2 | 助餐 | 区商务局 |\n"
    plan = extract(from_text(f"{PLAN}附件\n{grid}", "plan.txt"))
    assert [(r.evidence.clause, r.unit) for r in plan.facts.responsibilities][1:] == [
        ("附件/一/1", "区财政局"),
        ("附件/二/2", "区商务局"),
    ]
