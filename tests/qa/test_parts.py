"""Several questions in one line: parted where each is a question of its own, and nowhere else."""

from __future__ import annotations

from typing import Any

import pytest

from kb.model import Plan
from qa.answer import ask, to_json
from qa.parts import parts
from qa.several import joined

SEVERAL: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("区财政局负责哪些任务？校园安全谁负责？", ("区财政局负责哪些任务", "校园安全谁负责")),
    ("区财政局负责哪些任务，校园安全谁负责", ("区财政局负责哪些任务", "校园安全谁负责")),
    ("校园安全谁负责，另外毛入园率目标是多少", ("校园安全谁负责", "毛入园率目标是多少")),
    ("文号是多少，哪天印发的", ("文号是多少", "哪天印发的")),
    ("区财政局负责哪些任务？其中2024年的呢", ("区财政局负责哪些任务", "其中2024年的呢")),
    ("校园安全谁负责，什么时候完成", ("校园安全谁负责", "什么时候完成")),
    ("数字教室覆盖率2024年要到多少，2025年呢", ("数字教室覆盖率2024年要到多少", "2025年呢")),
    (
        "我想问：区财政局负责什么；大街小学哪年投用？谢谢。",
        ("我想问:区财政局负责什么", "大街小学哪年投用,谢谢"),
    ),
    ("区财政局负责什么？顺便问一下，第14条谁负责", ("区财政局负责什么", "第14条谁负责")),
)
ONE = (
    "财政局和教体局共同负责哪些",
    "大街小学什么时候开始、什么时候结束",
    "大街小学什么时候开始，什么时候结束",
    "文件哪天印的、哪天挂网的?",
    "教体局一共挂了几条,哪几条没挂?",
    "责任单位最多的是哪条,多少个",
    "有财政局,但没有发改局的是哪几条",
    "省级特色专业到底是12个，还是1到2个？",
    "区财政局负责哪些任务，谢谢！",
    "你好，区财政局负责什么？",
    "《谁负责？怎么办？》是哪年的",
    "财政局、教体局、司法局各有几条任务",
)


@pytest.mark.parametrize(("line", "questions"), SEVERAL, ids=[line for line, _ in SEVERAL])
def test_several(plans: tuple[Plan, ...], line: str, questions: tuple[str, ...]) -> None:
    assert parts(line, plans) == questions


@pytest.mark.parametrize("line", ONE)
def test_one(plans: tuple[Plan, ...], line: str) -> None:
    assert parts(line, plans) == (line,)


def asked(question: str, plans: tuple[Plan, ...]) -> dict[str, Any]:
    return to_json(ask(question, plans))


def test_each_part_is_answered_under_its_number(plans: tuple[Plan, ...]) -> None:
    one, other = "区财政局负责哪些任务", "毛入园率目标是多少"
    both, first, second = asked(f"{one}？{other}？", plans), asked(one, plans), asked(other, plans)
    assert (both["status"], both["count"], both["understood"]["intent"]) == ("answered", None, "several")
    assert both["query"] == f"{first['query']}；{second['query']}"
    assert both["answer"] == f"1. {one}？\n{first['answer']}\n\n2. {other}？\n{second['answer']}"
    for key in ("units", "targets", "deadlines"):
        assert both[key] == first[key] + second[key]
    assert {c["path"] for c in both["clauses"]} == {c["path"] for c in first["clauses"] + second["clauses"]}
    assert {str(e) for e in both["evidence"]} == {str(e) for e in first["evidence"] + second["evidence"]}


def test_the_first_part_not_answered_gives_the_status(plans: tuple[Plan, ...]) -> None:
    assert asked("校园安全谁负责？审计局负责什么？垃圾分类谁负责？", plans)["status"] == "unknown_unit"


def test_a_part_takes_the_plan_of_the_one_before(plans: tuple[Plan, ...]) -> None:
    answer = asked("江川区方案文号是多少？哪天印发的？", plans)["answer"]
    assert "2023年11月15日" in answer
    assert "2025年9月8日" not in answer
    answer = asked("云溪县财政局负责什么？江川区的呢？", plans)
    assert answer["understood"]["units"] == ["县财政局", "区财政局"]


def test_a_part_takes_the_subject_of_the_one_before(plans: tuple[Plan, ...]) -> None:
    answer = asked("第14条谁负责？第15条呢？有没有财政局？", plans)
    assert answer["understood"]["labels"] == ["14", "15"]
    assert answer["status"] == "answered"


def test_several_answers_as_one(plans: tuple[Plan, ...]) -> None:
    asked = ("区财政局负责哪些任务", "审计局负责什么", "区财政局负责哪些任务？")
    answers = [ask(question, plans) for question in asked]
    one = joined("三问", asked, answers, plans)
    assert (one.status, one.count, one.understood.intent) == ("unknown_unit", None, "several")
    assert one.understood.units == ("区财政局", "审计局")
    assert one.rows.clauses == answers[0].rows.clauses
    assert one.rows.units == answers[0].rows.units
    assert [line for line in one.text.splitlines() if line[:2] in ("1.", "2.", "3.")] == [
        "1. 区财政局负责哪些任务？",
        "2. 审计局负责什么？",
        "3. 区财政局负责哪些任务？",
    ]
    assert joined("两问", asked[:1] * 2, answers[:1] * 2, plans).status == "answered"
