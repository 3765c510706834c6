"""Page chrome is cut outside the plan only; damage is found by form and a clean text has none."""

from __future__ import annotations

import pytest

from corpus.damage import BOOK, Restoration
from corpus.document import parse
from corpus.model import Document
from corpus.rule import Rule
from corpus.source import from_text

PLAN = (
    "青云县节水方案\n为节水，制定本方案。\n一、任务\n（一）节水。打印机耗材另行采购。（县水务局）\n"
    "二、保障\n加强督查，责任编辑队伍同步培训。\n"
)
FRONT = (
    "青云县人民政府\n首页\n>\n政务公开\n来源：县政府办 时间：2025-03-04 10:00:00 点击率：12打印 】【 关闭\n"
)
BACK = "扫一扫分享\n主办：青云县人民政府办公室\n滇ICP备05000000号\n县财政局\n县水务局\n"


def read(text: str) -> Document:
    return parse(from_text(text, "测试"))


def test_a_clean_plan_has_no_chrome() -> None:
    assert read(PLAN).chrome == ()


def test_chrome_before_and_after_is_cut_and_listed() -> None:
    document = read(FRONT + PLAN + BACK)
    assert [span.of(document.text).strip() for span in document.chrome] == [FRONT.strip(), BACK.strip()]
    assert [clause.path for clause in document.clauses] == [clause.path for clause in read(PLAN).clauses]
    assert document.header.published == "2025-03-04"


def test_the_value_of_the_last_label_goes_with_it() -> None:
    document = read("首页\n发文字号：\n青府办发〔2025〕7号\n" + PLAN)
    assert document.chrome[0].of(document.text).strip().endswith("7号")
    assert document.header.number == "青府办发〔2025〕7号"


def test_text_without_clauses_has_no_chrome() -> None:
    assert read(FRONT + BACK).chrome == ()


@pytest.mark.parametrize("rule", BOOK.rules, ids=lambda rule: rule.name)
def test_damage_by_its_examples(rule: Rule[None, Restoration]) -> None:
    for text, expected in rule.examples.items():
        assert [str(reading) for _, reading in rule.readings(text, None)][:1] == [expected]
    assert not [text for text in rule.rejects if list(rule.readings(text, None))]


def test_a_clean_plan_has_no_repairs() -> None:
    assert read(PLAN).repairs == ()
