"""Conditions in questions: numbers of documents, values, times, roles, what is lacked, several places."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from factory import Maker

from corpus.fold import fold
from kb.model import Plan
from qa.answer import ask, to_json
from qa.bounds import bounds
from qa.coordinated import spread
from qa.numbered import numbered, unnumbered


def asked(question: str, *plans: Plan) -> dict[str, Any]:
    return to_json(ask(question, plans))


def labels(question: str, *plans: Plan) -> list[str]:
    return [clause["label"] for clause in asked(question, *plans)["clauses"]]


def office(title: str, place: str, number: str) -> Plan:
    made = Maker(f"{title}\n1. 修路。（市财政局）\n2. 种树。（市林业局、市财政局）\n", jurisdiction=place)
    made.header = replace(made.header, number=number)
    made.clause("1", "measure", "1. ", "（市财政局）", "修路")
    made.clause("2", "measure", "2. ", "市林业局、市财政局）", "种树")
    made.duty("1", "市财政局", role="lead")
    made.duty("2", "市林业局", role="lead", after="2. ")
    made.duty("2", "市财政局", role="support", after="2. ")
    return made.plan()


@pytest.fixture(scope="module")
def two() -> tuple[Plan, Plan]:
    return office("河州市道路方案", "河州市", "河府发〔2022〕4号"), office(
        "云山市道路方案", "云山市", "云府发〔2022〕4号"
    )


@pytest.mark.parametrize(
    "number", ["河府发〔2022〕4号", "河府发[2022]4号", "河府发（2022）4号", "河府发【2022】 4 号"]
)
def test_a_number_in_any_brackets_is_the_plan(two: tuple[Plan, Plan], number: str) -> None:
    found = numbered(fold(f"请问{number}里财政局负责什么"), two)
    assert found == ((two[0],), "请问财政局负责什么")
    assert asked(f"{number}文件里市财政局牵头哪些任务", *two)["count"] == 1


def test_a_number_that_no_plan_has(two: tuple[Plan, Plan]) -> None:
    answer = asked("川府发〔2022〕4号里省财政厅负责什么", *two)
    assert answer["status"] == "unknown_topic"
    assert "川府发〔2022〕4号" in answer["answer"]
    assert unnumbered("河府发〔2022〕4号", two) == ()
    assert numbered("2022年4号线", two) is None


def test_the_same_unit_of_two_places(two: tuple[Plan, Plan]) -> None:
    assert spread("河州市和云山市财政局谁的任务多", two) == "河州市财政局和云山市财政局谁的任务多"
    assert spread("河州市和云山市有哪些任务", two) == "河州市和云山市有哪些任务"
    joint = asked("河州市和云山市财政局共同负责的任务", *two)
    assert (joint["count"], len(joint["clauses"])) == (0, 4)
    assert joint["answer"].startswith("没有共同的任务")
    assert "一样多" in asked("比较河州市财政局和云山市财政局的任务", *two)["answer"]


def test_the_plans_of_the_store(two: tuple[Plan, Plan]) -> None:
    assert asked("有几份方案", *two)["count"] == 2
    assert "河府发〔2022〕4号" in asked("知识库里有哪些方案", *two)["answer"]
    assert asked("哪些方案没有提到种树", *two)["count"] == 0
    assert asked("一共有多少条任务", *two)["answer"].startswith("2份方案共4条")


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("75%以上的指标有哪些", [">=75%"]),
        ("哪些指标不低于百分之八十", [">=80%"]),
        ("70%到75%之间的指标", [">=70%、<=75%"]),
        ("超过100个的目标有几个", [">100个"]),
        ("补助100万元以上的项目怎么申报", []),
        ("任务超过10条的部门", []),
        ("3年以上教龄的教师有哪些要求", []),
    ],
)
def test_bounds_where_targets_are_listed_by_them(question: str, found: list[str]) -> None:
    assert [str(bound) for _, bound in bounds(question)] == found


def test_targets_within_bounds(plan: Plan) -> None:
    assert asked("75%以上的指标有哪些", plan)["count"] == 1
    assert asked("托位使用率70%以上的目标有哪些", plan)["count"] == 2
    assert asked("2024年超过60%的指标有几个", plan)["count"] == 1
    none = asked("托位使用率超过90%的指标有哪些", plan)
    assert (none["status"], none["count"]) == ("not_stated", 2)
    assert "没有>90%" in none["answer"]


def test_what_tasks_lack_together(plan: Plan, ranked: Plan) -> None:
    assert labels("哪些任务既没有时限也没有指标", plan) == ["4", "6"]
    assert labels("哪些任务有时限但没有量化指标", plan) == []
    assert labels("哪些任务没有时限或没有指标", plan) == ["4", "5", "6"]
    assert labels("只有牵头单位没有配合单位的任务有哪些", ranked) == ["6"]


def test_units_by_the_roles_they_have(ranked: Plan, plan: Plan) -> None:
    def units(question: str) -> set[str]:
        return {row["unit"] for row in asked(question, ranked)["units"]}

    assert "区教育体育局" not in units("没有牵头任务的单位有哪些")
    assert "区财政局" in units("哪些单位只配合不牵头")
    assert units("既牵头又配合的单位有哪些") == {"区教育体育局"}
    assert asked("哪些单位只牵头不配合", plan)["status"] == "not_stated"


def test_roles_before_and_after_the_units(ranked: Plan) -> None:
    assert labels("牵头单位是区教育体育局的有几条", ranked) == ["2", "6"]
    assert labels("牵头单位是卫健局、配合单位有财政局的任务", ranked) == ["1"]
    assert labels("由卫健局牵头且财政局参与的任务", ranked) == ["1"]
    assert labels("教体局只有牵头没有配合的任务", ranked) == ["2", "6"]
    assert labels("卫健局牵头但没有财政局参与的任务", ranked) == []


def test_beside_a_lead_the_others_support() -> None:
    made = Maker("方案\n1. 修路。（甲局、乙局）\n", jurisdiction=None)
    made.clause("1", "measure", "1. ", "甲局、乙局）", "修路")
    made.duty("1", "甲局", role="lead")
    made.duty("1", "乙局")
    answer = asked("乙局配合哪几条", made.plan())
    assert answer["count"] == 1
    assert "按配合列出" in answer["answer"]
    assert asked("甲局配合哪几条", made.plan())["count"] == 0


@pytest.fixture(scope="module")
def works() -> Plan:
    made = Maker(
        "工程方案\n1. 推进管网更新。改善条件。2025年底前完成验收。（区住建局）\n"
        "2. 建充电桩。2025年建成充电桩100个，2026年建成150个。（区住建局、区发改局）\n"
        "3. 强化组织保障。加强统筹，安排资金。（区发改局）\n",
        jurisdiction=None,
    )
    made.clause("1", "measure", "1. ", "（区住建局）", "推进管网更新")
    made.clause("2", "measure", "2. ", "区发改局）", "建充电桩")
    made.clause("3", "measure", "3. ", "资金。（区发改局）", "强化组织保障")
    made.duty("1", "区住建局", role="lead")
    made.duty("2", "区住建局", role="support", after="2. ")
    made.duty("2", "区发改局", role="lead", after="2. ")
    made.duty("3", "区发改局", role="lead", after="3. ")
    made.deadline("1", "2025年底前", "by", "2025")
    made.deadline("2", "2026年", "in", "2026")
    made.target("2", "100个", "建成充电桩数", 100.0, "个", year="2025")
    made.target("2", "150个", "建成数", 150.0, "个", year="2026")
    return made.plan()


def test_a_task_found_by_its_heading_keeps_its_time_limit(works: Plan) -> None:
    answer = asked("什么时候完成管网更新", works)
    assert [d["value"] for d in answer["deadlines"]] == ["2025"]


def test_the_later_figure_of_a_sentence(works: Plan) -> None:
    assert asked("充电桩要建多少个", works)["count"] == 2
    later = asked("2026年充电桩建多少个", works)
    assert (later["status"], [t["value"] for t in later["targets"]]) == ("answered", [150.0])


def test_times_before_and_after_a_year_with_a_role(works: Plan) -> None:
    assert labels("区住建局牵头、时限在2025年底前的任务", works) == ["1"]
    assert labels("2025年以后要完成的任务有哪些", works) == ["2"]
    assert labels("2025年及以后要完成什么", works) == ["1", "2"]
    assert labels("2025年以前要完成什么", works) == ["1", "2"]
    assert asked("2026年以后要完成什么", works)["status"] == "not_stated"


@pytest.mark.parametrize("question", ["加强资金保障怎么做", "加强资金保障谁负责", "法治保障怎么做"])
def test_scattered_words_are_not_the_topic(works: Plan, question: str) -> None:
    assert asked(question, works)["status"] in ("unknown_topic", "not_stated")


def test_the_topic_itself_is(works: Plan) -> None:
    assert asked("强化组织保障谁负责", works)["status"] == "answered"


def test_a_condition_not_used_is_owned_up_to(works: Plan) -> None:
    assert "时间这一条件没有用来筛选" in asked("2025年管网更新谁负责", works)["answer"]
    assert "没有用来筛选" not in asked("管网更新谁负责", works)["answer"]


def test_a_value_that_narrows_nothing_is_owned_up_to(works: Plan) -> None:
    assert "“100万元以上”这一条件没有用来筛选" in asked("区发改局负责的100万元以上的任务", works)["answer"]
