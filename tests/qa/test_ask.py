"""Questions over the made-up plan: understood by general rules, answered completely, refused honestly."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.model import Plan
from qa.answer import ANSWERERS, ask, deadlines_of, owners_of, targets_of, tasks_of, to_json, unit_names
from qa.intents import RULES, UNKNOWN


def labels(answer: dict[str, Any]) -> list[str]:
    return [c["label"] for c in answer["clauses"]]


def asked(question: str, *plans: Plan, today: str | None = None) -> dict[str, Any]:
    return to_json(ask(question, plans, today=today))


# question, intent, status, labels of the clauses
QUESTIONS: tuple[tuple[str, str, str, list[str]], ...] = (
    ("区财政局负责哪些任务", "tasks", "answered", ["1", "3", "5"]),
    ("财政局要管哪几条?", "tasks", "answered", ["1", "3", "5"]),
    ("区财政有哪些任务", "tasks", "answered", ["1", "3", "5"]),
    ("临江区财政局负责什么", "tasks", "answered", ["1", "3", "5"]),
    ("河州市临江区财政局的职责", "tasks", "answered", ["1", "3", "5"]),
    ("财政部门要干些啥", "tasks", "answered", ["1", "3", "5"]),
    ("财政要干些啥", "tasks", "answered", ["1", "3", "5"]),
    ("区财证局负责什么", "tasks", "answered", ["1", "3", "5"]),
    ("区 财 政 局 负责什么", "tasks", "answered", ["1", "3", "5"]),
    ("教体局挂了几条", "tasks", "answered", ["2", "4", "6"]),
    ("教育局管哪几块", "tasks", "answered", ["2", "4", "6"]),
    ("发改局负责什么", "tasks", "answered", ["5"]),
    ("发改委负责什么", "tasks", "unknown_unit", []),
    ("卫健局干啥", "tasks", "answered", ["1"]),
    ("人社局有什么任务", "tasks", "answered", ["3"]),
    ("宣传部要做什么", "tasks", "answered", ["4"]),
    ("乡镇街道要做哪些事", "tasks", "answered", ["2", "5"]),
    ("哪些任务没有落到乡镇街道头上", "tasks", "answered", ["1", "3", "4", "6"]),
    ("有财政局但没有发改局的是哪几条", "tasks", "answered", ["1", "3"]),
    ("财政局和卫健局同时负责的有几条", "tasks", "answered", ["1"]),
    ("应急局和宣传部负责什么", "tasks", "answered", ["2", "4"]),
    ("教体局没有列在哪几条", "tasks", "answered", ["1", "3", "5"]),
    ("财政局2025年要完成什么", "tasks", "answered", ["1"]),
    ("财政局在收费方面负责什么", "tasks", "answered", ["5"]),
    ("应急局在收费方面负责什么", "tasks", "not_stated", ["5"]),
    ("应急局2030年负责哪些任务", "tasks", "not_stated", []),
    ("财政局牵头哪些任务", "tasks", "not_stated", ["1", "3", "5"]),
    ("审计局承担哪些任务", "tasks", "unknown_unit", []),
    ("民政局有任务吗", "tasks", "unknown_unit", []),
    ("财政局和教体局谁的任务多", "compare", "answered", ["1", "2", "3", "4", "5", "6"]),
    ("市财政局负责什么", "tasks", "unknown_unit", []),
    ("国家卫健委负责什么", "tasks", "unknown_unit", []),
    ("有没有财政局的任务", "tasks", "answered", ["1", "3", "5"]),
    ("红会负责哪些任务", "unread_unit", "unknown_unit", []),
    ("第3条的责任单位有海关吗", "unread_unit", "unknown_unit", []),
    ("平安托育谁不用负责", "not_owners", "answered", ["2"]),
    ("财政局和卫健局重合的有几条", "tasks", "answered", ["1"]),
    ("1999年有哪些目标", "targets", "not_stated", []),
    ("第1、9条谁负责", "owners", "answered", ["1"]),
    ("垃圾分类谁负责", "owners", "unknown_topic", []),
    ("县教育局负责什么", "tasks", "unknown_unit", []),
    ("教体局独自负责的任务", "alone", "answered", ["6"]),
    ("审计局独自负责的任务", "alone", "unknown_unit", []),
    ("牵头单位是谁", "ranked", "not_stated", []),
    ("财政局有哪些硬指标", "targets", "answered", ["1", "3", "5"]),
    ("审计局有哪些硬指标", "targets", "unknown_unit", []),
    ("监督保障谁负责", "owners", "unknown_topic", []),
    ("第1条新增托位多少个", "targets", "answered", ["1"]),
    ("第2条有没有应急局", "membership", "answered", ["2"]),
    ("第2条有没有审计局", "membership", "unknown_unit", []),
    ("财政局负责垃圾分类吗", "membership", "unknown_topic", []),
    ("第2条谁负责", "owners", "answered", ["2"]),
    ("第九条谁负责", "owners", "not_stated", []),
    ("第二条的责任单位有哪些", "owners", "answered", ["2"]),
    ("第5条除了财政局还有谁负责", "owners", "answered", ["5"]),
    ("谁负责平安托育", "owners", "answered", ["2"]),
    ("收费由哪个部门管", "owners", "answered", ["5"]),
    ("消防演练谁负责", "owners", "answered", ["2"]),
    ("平安托育谁牵头", "owners", "not_stated", ["2"]),
    ("谁负责垃圾分类", "owners", "unknown_topic", []),
    ("哪个部门任务最多", "most_tasks", "answered", ["1", "2", "3", "4", "5", "6"]),
    ("任务最少的单位是谁", "most_tasks", "answered", ["1", "2", "3", "4", "5"]),
    ("责任单位最多的是哪条", "most_units", "answered", ["2", "5"]),
    ("责任单位最少的是哪条", "most_units", "answered", ["6"]),
    ("哪一条指标最多", "most_targets", "answered", ["1", "2", "3", "5"]),
    ("哪些任务只有一个责任单位", "alone", "answered", ["6"]),
    ("哪些任务没有牵头单位", "gap", "answered", ["1", "2", "3", "4", "5", "6"]),
    ("哪些任务没有配合单位", "gap", "answered", ["1", "2", "3", "4", "5", "6"]),
    ("哪些条没有量化指标", "gap", "answered", ["4", "6"]),
    ("没写明时限的有几条", "gap", "answered", ["4", "5", "6"]),
    ("有没有没列责任单位的任务", "gap", "answered", []),
    ("托位使用率目标是多少", "targets", "answered", ["具体目标"]),
    ("托位使用率2024年要到多少", "targets", "answered", ["具体目标"]),
    ("托位使用率2030年要到多少", "targets", "not_stated", ["具体目标"]),
    ("消防演练2025年要几次", "targets", "answered", ["2"]),
    ("培训费多少钱", "targets", "answered", ["3"]),
    ("区财政每年安排培训费多少", "targets", "answered", ["3"]),
    ("示范园要打造几个", "targets", "answered", ["5"]),
    ("托育故事要多少篇", "targets", "not_stated", ["4"]),
    ("垃圾分类率目标", "targets", "unknown_topic", []),
    ("第3条有哪些指标", "targets", "answered", ["3"]),
    ("第4条有哪些指标", "targets", "not_stated", ["4"]),
    ("2025年有哪些硬指标", "targets", "answered", ["具体目标", "1"]),
    ("2030年有哪些硬指标", "targets", "not_stated", []),
    ("有多少个量化指标", "targets", "answered", ["具体目标", "1", "2", "3", "5"]),
    ("青禾托育园什么时候建成", "deadline", "answered", ["1"]),
    ("云杉托育园哪年建成", "deadline", "not_stated", ["1"]),
    ("垃圾焚烧厂哪年建成", "deadline", "unknown_topic", []),
    ("第1条的时限", "deadline", "answered", ["1"]),
    ("第4条的时限", "deadline", "not_stated", ["4"]),
    ("2024年要完成什么", "due", "answered", ["具体目标", "1"]),
    ("每季度要做什么", "due", "answered", ["2"]),
    ("应急局每季度要做什么", "due", "answered", ["2"]),
    ("宣传部每季度要做什么", "due", "not_stated", []),
    ("审计局每季度要做什么", "due", "unknown_unit", []),
    ("8月前要完成什么", "due", "answered", ["3"]),
    ("2025年6月前要完成什么", "due", "answered", ["具体目标", "1", "3"]),
    ("6月份要完成什么", "due", "answered", ["3"]),
    ("3月前要完成什么", "due", "not_stated", []),
    ("托位2025年要完成哪些", "due", "answered", ["具体目标", "1"]),
    ("有哪些时间节点", "due", "answered", ["1", "2", "3"]),
    ("哪些任务涉及安全巡查", "about", "answered", ["2"]),
    ("哪些任务涉及垃圾分类", "about", "unknown_topic", []),
    ("重点措施是什么", "section", "answered", ["1", "2", "3", "4", "5", "6"]),
    ("监督保障有哪些内容", "section", "answered", ["二"]),
    ("怎样宣传引导", "text", "answered", ["4"]),
    ("第6条讲了什么", "text", "answered", ["6"]),
    ("文号是多少", "header", "not_stated", []),
    ("文件什么时候印发的", "header", "answered", []),
    ("哪天挂网的", "header", "not_stated", []),
    ("谁印发的", "header", "answered", []),
    ("依据什么文件", "header", "answered", []),
    ("方案的全称叫什么", "header", "answered", []),
    ("适用哪个地方", "header", "answered", []),
    ("一共有多少条措施", "size", "answered", ["1", "2", "3", "4", "5", "6"]),
    ("涉及多少个责任单位", "unit_list", "answered", []),
    ("哪些地方是还原的", "repairs", "answered", []),
    ("你好", "not_understood", "not_understood", []),
)


@pytest.mark.parametrize(
    ("question", "intent", "status", "clauses"), QUESTIONS, ids=[q[0] for q in QUESTIONS]
)
def test_question(plan: Plan, question: str, intent: str, status: str, clauses: list[str]) -> None:
    answer = asked(question, plan)
    assert (answer["understood"]["intent"], answer["status"]) == (intent, status), answer["answer"]
    assert labels(answer) == clauses


# question, count, pieces of the answer text
DETAILS: tuple[tuple[str, int | None, tuple[str, ...]], ...] = (
    ("教体局一共挂了几条,哪几条没挂?", 3, ("第2、4、6条", "第1、3、5条")),
    ("区财证局负责什么", 3, ("区财证局→区财政局",)),
    ("审计局承担哪些任务", 0, ("没有出现“审计局”",)),
    ("宣传部要做什么", 1, ("待核",)),
    ("责任单位最多的是哪条,多少个", 3, ("第2、5条",)),
    ("责任单位最少的是哪条", 1, ("第6条",)),
    ("哪个部门任务最多", 3, ("区财政局、区教育体育局",)),
    ("托位使用率各年目标", 2, ("70%", "80%")),
    ("托位使用率2024年要到多少", 1, ("70%",)),
    ("示范园要打造几个", 1, ("2—3个",)),
    ("云杉托育园哪年建成", 1, ("没有写明时限", "推进云杉托育园建设")),
    ("文件什么时候印发的", 1, ("2023年5月6日",)),
    ("依据什么文件", 1, ("河办发〔2023〕9号",)),
    ("一共有多少条措施", 6, ("共6条",)),
    ("应急局和宣传部负责什么", 2, ("区应急局1条", "区委宣传部1条")),
    ("2024年要完成什么", 2, ("青禾托育园", "70%")),
)


@pytest.mark.parametrize(("question", "count", "pieces"), DETAILS, ids=[d[0] for d in DETAILS])
def test_answer_text(plan: Plan, question: str, count: int | None, pieces: tuple[str, ...]) -> None:
    answer = asked(question, plan)
    assert answer["count"] == count
    for piece in pieces:
        assert piece in answer["answer"]


def test_ambiguous_unit_lists_its_readings(plan: Plan) -> None:
    units = [f for f in plan.facts.responsibilities if f.unit == "区教育体育局"]
    twin = type(units[0])(
        "区委教育体育工委", False, "responsible", "listed", "explicit", True, units[0].evidence
    )
    extra = type(plan.facts.units[0])("区委教育体育工委", (), "county", False)
    facts = type(plan.facts)((*plan.facts.responsibilities, twin), units=(*plan.facts.units, extra))
    answer = asked("教体负责哪些任务", Plan(plan.document, facts))
    assert answer["status"] == "ambiguous"
    assert "区教育体育局" in answer["answer"]
    assert "区委教育体育工委" in answer["answer"]


def test_roles_of_a_ranked_plan(ranked: Plan) -> None:
    assert labels(asked("教体局牵头哪些任务", ranked)) == ["2", "6"]
    assert labels(asked("财政局配合哪些任务", ranked)) == ["1", "3", "5"]
    assert labels(asked("财政局牵头哪些任务", ranked)) == []
    answer = asked("平安托育谁牵头", ranked)
    assert [u["unit"] for u in answer["units"]] == ["区教育体育局"]
    assert asked("哪些任务没有牵头单位", ranked)["count"] == 0
    assert labels(asked("有哪些牵头单位", ranked)) == ["1", "2", "3", "4", "5", "6"]
    assert [u["unit"] for u in asked("牵头最多的部门是哪个", ranked)["units"]] == ["区教育体育局"]


def test_several_plans_are_told_apart(plan: Plan, other: Plan) -> None:
    answer = asked("财政局负责哪些任务", plan, other)
    assert answer["count"] == 6
    assert {c["document"] for c in answer["clauses"]} == {plan.document.id, other.document.id}
    assert asked("云山县财政局负责哪些任务", plan, other)["count"] == 3
    assert "《" in answer["answer"]
    assert "区财政局/县财政局" not in answer["answer"]


def test_this_year_is_an_argument(plan: Plan) -> None:
    assert labels(asked("明年要完成什么", plan, today="2023-06-01")) == ["具体目标", "1"]


def test_command_functions(plan: Plan) -> None:
    plans = (plan,)
    assert [r.clause.label for r in tasks_of(plans, "财政局").rows.clauses] == ["1", "3", "5"]
    assert tasks_of(plans, "审计局").status == "unknown_unit"
    assert owners_of(plans, "2").count == 3
    assert owners_of(plans, "平安托育").count == 3
    assert len(targets_of(plans, "托位使用率").rows.targets) == 2
    assert len(targets_of(plans, "托位使用率", "2025").rows.targets) == 1
    assert len(targets_of(plans).rows.targets) == 6
    assert [d.value for d in deadlines_of(plans, year="2024").rows.deadlines] == ["2024"]
    assert [d.value for d in deadlines_of(plans, every="P3M").rows.deadlines] == ["R/P3M"]
    assert [d.value for d in deadlines_of(plans, before="XXXX-07").rows.deadlines] == ["XXXX-06"]
    assert len(deadlines_of(plans).rows.deadlines) == 4
    assert "区财政局" in unit_names(plans)


def test_no_plans_at_all() -> None:
    for question, *_ in QUESTIONS:
        assert asked(question)["status"] in (
            "answered",
            "not_stated",
            "unknown_topic",
            "unknown_unit",
            "not_understood",
        )


def test_json_is_plan_answer_1(plan: Plan) -> None:
    keys = "schema question understood query status answer count clauses units targets deadlines evidence"
    for question, *_ in QUESTIONS:
        answer = asked(question, plan)
        assert list(answer) == keys.split()
        json.dumps(answer)
        for proof in answer["evidence"]:
            assert plan.document.text[proof["start"] : proof["end"]] == proof["surface"]


def test_every_intent_has_an_answerer() -> None:
    read = {rule.name.removeprefix("intent.").partition(":")[0] for rule in RULES}
    assert read == set(ANSWERERS)
    assert UNKNOWN not in ANSWERERS


PIECES = (
    "财政局",
    "教体局",
    "审计局",
    "托位",
    "使用率",
    "第",
    "条",
    "2024年",
    "每季度",
    "没有",
    "谁",
    "多少",
    "什么时候",
    "和",
    "哪些",
    "任务",
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=9).map("".join)))
def test_never_raises_on_any_question(plan: Plan, question: str) -> None:
    answer = asked(question, plan)
    assert answer["answer"]
    assert answer["query"]
