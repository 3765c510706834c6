"""Questions that go on from the one before: filled in from it, or refused where there is nothing to go on from."""

from __future__ import annotations

import pytest

from kb.model import Plan
from qa.answer import ask, to_json
from qa.followup import NOTHING, RULES, kind, resolved
from qa.slots import slots

# the question before, the one that goes on from it, what it asks in full
GOING_ON: tuple[tuple[str, str, str | None], ...] = (
    ("区财政局负责哪些任务", "其中2024年的呢", "2024年区财政局负责哪些任务"),
    ("区财政局负责哪些任务", "那教体局呢", "教体局负责哪些任务"),
    ("区财政局负责哪些任务", "教体局呢？", "教体局负责哪些任务"),
    ("区财政局负责哪些任务", "牵头的有哪些", "区财政局牵头的有哪些"),
    ("区财政局负责哪些任务", "其中牵头的有几条", "区财政局牵头的有几条"),
    ("区财政局负责哪些任务", "其中牵头的呢", "区财政局牵头哪些任务"),
    ("区财政局负责哪些任务", "一共几条", "区财政局一共几条"),
    ("区财政局负责哪些任务", "它牵头哪些", "区财政局牵头哪些"),
    ("区财政局负责哪些任务", "那校园安全方面呢", "区财政局在校园安全方面负责哪些任务"),
    ("区财政局负责哪些任务", "那第8条呢", "区财政局在第8条里负责什么"),
    ("区财政局2024年负责哪些任务", "2025年呢", "区财政局2025年负责哪些任务"),
    ("区财政局负责哪些任务", "那czj呢", "czj负责哪些任务"),
    ("校园安全谁负责", "什么时候完成呢", "校园安全什么时候完成"),
    ("校园安全谁负责", "谁牵头", "校园安全谁牵头"),
    ("校园安全谁负责", "那财政局呢", "财政局负责校园安全吗"),
    ("校园安全谁负责", "有没有财政局", "校园安全有没有财政局"),
    ("校园安全谁负责", "怎么做", "校园安全怎么做"),
    ("校园安全谁负责", "第15条呢", "第15条谁负责"),
    ("校园安全谁负责", "这项工作什么时候完成", "校园安全什么时候完成"),
    ("校园安全谁负责", "那特殊教育呢", "特殊教育谁负责"),
    ("毛入园率目标是多少", "2024年呢", "2024年毛入园率目标是多少"),
    ("毛入园率目标是多少", "那巩固率呢", "巩固率目标是多少"),
    ("毛入园率2025年目标是多少", "2024年的呢", "毛入园率2024年目标是多少"),
    ("毛入园率目标是多少", "由谁负责", "毛入园率由谁负责"),
    ("第14条谁负责", "第15条呢", "第15条谁负责"),
    ("第14条谁负责", "有没有财政局", "第14条有没有财政局"),
    ("第14条谁负责", "要达到多少", "第14条的要达到多少"),
    ("大街小学哪年投用", "谁负责呢", "大街小学谁负责"),
    ("云溪县财政局负责什么", "那江川区的呢", "江川区财政局负责什么"),
    # what is a question of its own stays as it is
    ("区财政局负责哪些任务", "校园安全谁负责", "校园安全谁负责"),
    ("区财政局负责哪些任务", "一共有多少条措施", "一共有多少条措施"),
    ("区财政局负责哪些任务", "文号是多少", "文号是多少"),
    ("校园安全谁负责", "哪些任务没有牵头单位", "哪些任务没有牵头单位"),
    ("校园安全谁负责", "区司法局负责什么", "区司法局负责什么"),
    # nothing that fits: not guessed
    ("区财政局负责哪些任务", "谁牵头", None),
    ("区财政局负责哪些任务", "这项任务什么时候完成", None),
    ("校园安全谁负责", "它负责什么", None),
    ("一共有多少条措施", "什么时候完成呢", None),
    ("文号是多少", "那财政局呢", None),
)


@pytest.mark.parametrize(("before", "question", "whole"), GOING_ON, ids=[f"{a}|{b}" for a, b, _ in GOING_ON])
def test_going_on(plans: tuple[Plan, ...], before: str, question: str, whole: str | None) -> None:
    assert resolved(question, slots(before, plans), plans) == whole


ALONE = (
    "其中2024年的呢",
    "那财政局呢",
    "什么时候完成呢",
    "谁牵头",
    "谁牵头呢",
    "它负责什么",
    "这项任务谁负责",
    "要达到多少",
)


@pytest.mark.parametrize("question", ALONE)
def test_with_nothing_before_it(plans: tuple[Plan, ...], question: str) -> None:
    assert resolved(question, None, plans) is None
    answer = to_json(ask(question, plans))
    assert (answer["status"], answer["answer"], answer["clauses"]) == ("not_understood", NOTHING, [])


@pytest.mark.parametrize(
    "question", ["财政局", "牵头单位是谁", "有哪些时间节点", "第14条谁负责", "一共有多少条措施"]
)
def test_a_whole_question_needs_nothing_before_it(plans: tuple[Plan, ...], question: str) -> None:
    assert resolved(question, None, plans) == question


def test_a_chat_hands_in_the_question_before(plans: tuple[Plan, ...]) -> None:
    before = slots("区财政局负责哪些任务", plans)
    answer = to_json(ask("那教体局呢", plans, previous=before))
    assert answer["question"] == "那教体局呢"
    assert (answer["understood"]["units"], answer["count"]) == (["区教育体育局"], 21)


SHAPES = [(shape, expected) for rule in RULES for shape, expected in rule.examples.items()]


@pytest.mark.parametrize(("shape", "expected"), SHAPES, ids=[shape for shape, _ in SHAPES])
def test_no_earlier_rule_takes_an_example(shape: str, expected: str) -> None:
    assert kind(shape) == expected
