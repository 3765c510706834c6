"""An answer over a plan with twice as many tasks and units takes about twice the steps, not four or eight times."""

from __future__ import annotations

import pytest
from steps import steps, wide

from corpus.source import from_text
from kb.model import Plan
from kb.pipeline import extract
from qa.answer import ask, to_json

SMALL, FACTOR, MOST = 80, 4, 5.5
QUESTIONS = (
    "哪个单位的任务最多",
    "哪个单位的任务最少",
    "只有1条任务的单位有哪些",
    "哪项任务的责任单位最多",
    "哪项任务的量化指标最多",
    "县甲甲乙局和县甲甲丙局哪个任务多",
    "县甲甲乙局负责哪些任务",
    "县甲甲乙局没有参与哪些任务",
    "县甲甲乙局在第1条里吗",
    "建设甲甲乙工程由谁负责",
    "2025年要完成什么",
    "2025年底前要完成哪些任务",
    "哪些任务没有时限",
    "哪些任务没有量化指标",
    "哪些任务没有牵头单位",
    "哪些单位没有任务",
    "哪些任务只有一个责任单位",
    "有哪些量化指标",
)


def _plan(tasks: int) -> Plan:
    return extract(from_text(wide(tasks), f"{tasks}.txt"))


@pytest.fixture(scope="module")
def plans() -> tuple[Plan, Plan]:
    """A small and a large one, about which a question was asked already."""
    found = _plan(SMALL), _plan(SMALL * FACTOR)
    for plan in (_plan(SMALL // 2), *found):
        for question in QUESTIONS:
            ask(question, [plan]) if plan not in found else ask("有几个附件", [plan])
    return found


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_answer_grows_with_the_plan(question: str, plans: tuple[Plan, Plan]) -> None:
    small, large = (steps(lambda plan=plan: to_json(ask(question, [plan]))) for plan in plans)  # type: ignore[misc]
    assert large < MOST * small, f"{small} steps for {SMALL} tasks, {large} for {SMALL * FACTOR}"
