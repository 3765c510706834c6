"""Questions that were once answered wrongly, each with what it must say."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from factory import Maker, park_plan

from kb.model import Plan
from qa.answer import ask, deadlines_of, owners_of, to_json
from qa.passages import relevant
from qa.points import BOOK
from qa.report import evidence_lines, rule_name, text
from qa.topic import topic
from qa.views import due_month


def asked(question: str, plan: Plan, today: str | None = None) -> dict[str, Any]:
    return to_json(ask(question, [plan], today=today))


def test_an_equal_plan_read_again_keeps_its_quotes(plan: Plan) -> None:
    first = asked("怎样讲好托育故事", plan)
    again = asked("怎样讲好托育故事", copy.deepcopy(plan))
    assert first == again
    assert "讲好托育故事" in again["answer"]


def test_more_plans_than_the_cache_holds(plan: Plan) -> None:
    plans = []
    for number in range(520):
        made = Maker(
            f"方案{number}\n1. 宣传引导。讲好第{number}个故事。\n", name=f"{number}.txt", jurisdiction=None
        )
        made.clause("1", "measure", "1. ", "故事。", "宣传引导")
        plans.append(made.plan())
    assert len(relevant(plans, topic("宣传引导"))) == 520


@pytest.mark.parametrize(
    ("value", "month"),
    [
        ("2025", "2025-12"),
        ("2025-33", "2025-03"),
        ("2025-34", "2025-06"),
        ("2025-35", "2025-09"),
        ("2025-36", "2025-12"),
        ("2025-40", "2025-06"),
        ("2025-41", "2025-12"),
        ("2025-21", "2025-05"),
        ("2025-22", "2025-08"),
        ("2025-23", "2025-11"),
        ("2025-24", "2025-12"),
        ("2024/2026-06-30", "2026-06"),
        ("XXXX-06", "XXXX-06"),
        ("2025-37", None),
        ("R/P1M", None),
    ],
)
def test_a_date_ends_in_its_last_month(value: str, month: str | None) -> None:
    assert due_month(value) == month


@pytest.fixture(scope="module")
def coarse() -> Plan:
    made = Maker(
        "时限方案\n1. 甲。到2025年完成甲。\n2. 乙。2025年一季度完成乙。\n"
        "3. 丙。2023年完成丙。\n4. 丁。2026年完成丁。\n",
        jurisdiction=None,
    )
    for label, last in (("1", "完成甲。"), ("2", "完成乙。"), ("3", "完成丙。"), ("4", "完成丁。")):
        made.clause(label, "measure", f"{label}. ", last, {"1": "甲", "2": "乙", "3": "丙", "4": "丁"}[label])
    made.deadline("1", "到2025年", "by", "2025")
    made.deadline("2", "2025年一季度", "by", "2025-33")
    made.deadline("3", "2023年", "in", "2023")
    made.deadline("4", "2026年", "in", "2026")
    return made.plan()


@pytest.mark.parametrize(
    ("question", "labels"),
    [
        ("2025年12月底前要完成什么", ["1", "2", "3"]),
        ("2025年6月底前要完成什么", ["2", "3"]),
        ("2025年底前要完成什么", ["1", "2", "3"]),
        ("2025年3月要完成什么", ["2"]),
        ("2025年12月要完成什么", ["1"]),
        ("今年底前要完成什么", ["1", "2", "3"]),
        ("今年要完成什么", ["1", "2"]),
        ("明年要完成什么", ["4"]),
        ("明年3月底前要完成什么", ["1", "2", "3"]),
        ("下个月要干什么", ["2"]),
        ("本季度要做什么", ["2"]),
        ("一季度要做什么", ["2"]),
        ("2025年上半年要完成什么", ["2"]),
        ("下半年要完成什么", ["1"]),
        ("2025年二季度前要完成什么", ["2", "3"]),
        ("还有哪些没到期", ["1", "2", "4"]),
        ("截至今天应该完成什么", ["3"]),
        ("哪些已经逾期", ["3"]),
        ("接下来该完成什么", ["1", "2", "4"]),
        ("有没有快到期的", ["1", "2", "4"]),
    ],
)
def test_coarse_dates_and_today(coarse: Plan, question: str, labels: list[str]) -> None:
    answer = asked(question, coarse, today="2025-02-10")
    assert [c["label"] for c in answer["clauses"]] == labels, answer["answer"]
    if "20" not in question:
        assert "以2025-02-10为今天" in answer["answer"]


def test_before_on_the_command_line(coarse: Plan) -> None:
    assert [d.value for d in deadlines_of([coarse], before="2023-12").rows.deadlines] == ["2023"]
    assert [d.value for d in deadlines_of([coarse], before="2025-11").rows.deadlines] == ["2025-33", "2023"]


def test_without_a_date_nothing_is_overdue(coarse: Plan) -> None:
    answer = asked("哪些已经逾期", coarse)
    assert (answer["status"], answer["clauses"]) == ("not_stated", [])


def test_a_tie_is_a_tie(plan: Plan) -> None:
    assert "一样多" in asked("财政局和教体局谁的任务多", plan)["answer"]
    assert "较多的是区财政局" in asked("财政局和卫健局谁的任务多", plan)["answer"]


def test_an_unknown_unit_is_not_dropped_from_a_comparison(plan: Plan) -> None:
    answer = asked("财政局和审计局谁的任务多", plan)
    assert answer["status"] == "unknown_unit"
    assert "审计局" in answer["answer"]
    assert "区财政局3条" in answer["answer"]
    assert "较多" not in answer["answer"]


@pytest.mark.parametrize("about", ["²", "①", "", "  "])
def test_odd_numbers_are_no_clause(plan: Plan, about: str) -> None:
    assert owners_of([plan], about).status in ("unknown_topic", "answered")


@pytest.mark.parametrize("text", ["20年级的课程", "25年来的经验", "20年以上教龄", "满25年的教师"])
def test_not_every_number_before_a_year_is_one(text: str) -> None:
    year = next(rule for rule in BOOK.rules if rule.name == "question.year")
    assert list(year.readings(text, None)) == []


def test_restorations_are_proved(plan: Plan) -> None:
    answer = asked("哪些地方是还原的", plan)
    assert {row["rule"] for row in answer["evidence"]} >= {"qa.repair"}
    lost = to_json(ask("哪些地方是还原的", [park_plan()]))
    assert all(row["surface"] for row in lost["evidence"])


def test_a_unit_with_a_clause_number(plan: Plan, ranked: Plan) -> None:
    held = asked("区教育体育局 第2条", plan)
    assert [c["label"] for c in held["clauses"]] == ["2"]
    assert held["answer"].startswith("是")
    absent = asked("第1条教体局负责什么", plan)
    assert [c["label"] for c in absent["clauses"]] == ["1"]
    assert absent["answer"].startswith("否")
    assert "区财政局（配合单位）" in asked("财政局在第1条里干什么", ranked)["answer"]
    assert asked("财政局在第1条是牵头吗", ranked)["answer"].startswith("否")
    assert asked("财政局在第1条是配合吗", ranked)["answer"].startswith("是")
    assert "没有区分牵头与配合" in asked("财政局在第1条是牵头吗", plan)["answer"]


def test_units_without_tasks_are_not_those_with_tasks(plan: Plan, ranked: Plan) -> None:
    answer = asked("哪些单位没有任务", plan)
    assert [u["unit"] for u in answer["units"]] == ["区财政"]
    assert "没有区分牵头与配合" in asked("哪些单位没有牵头任务", plan)["answer"]
    assert "区卫生健康局" not in [u["unit"] for u in asked("哪些单位没有牵头任务", ranked)["units"]]


@pytest.mark.parametrize("question", ["培训费每年多少", "培训费每年是多少钱", "每年安排培训费多少万元"])
def test_how_much_a_year_is_not_how_many_years(plan: Plan, question: str) -> None:
    answer = asked(question, plan)
    assert answer["status"] == "answered"
    assert "20万元" in answer["answer"]


def test_a_figure_for_another_period_is_still_given(plan: Plan) -> None:
    answer = asked("消防演练每年多少次", plan)
    assert answer["status"] == "answered"
    assert "≥ 1次（每季度）" in answer["answer"]


def test_a_length_of_time_is_a_time_limit() -> None:
    made = Maker("方案\n1. 办理审查。审查办理时限不超过5个工作日。\n", jurisdiction=None)
    made.clause("1", "measure", "1. ", "工作日。", "办理审查")
    made.target("1", "不超过5个工作日", "审查办理时限", 5.0, "个工作日", comparator="<=")
    answer = asked("审查办理时限是多少", made.plan())
    assert answer["status"] == "answered"
    assert "5个工作日" in answer["answer"]


def test_an_annex_is_shown_and_not_counted() -> None:
    made = Maker("方案\n1. 甲。（区财政局）\n附件\n1 | 甲 | 区财政局\n", jurisdiction=None)
    made.clause("1", "measure", "1. ", "（区财政局）", "甲")
    made.clause("附件", "section", "附件", "| 区财政局", "分工表")
    made.clause("附件/1", "measure", "1 |", "| 区财政局", "甲")
    made.duty("1", "区财政局")
    made.duty("附件/1", "区财政局", after="1 |")
    answer = asked("区财政局负责什么", made.plan())
    assert answer["count"] == 1
    assert [c["path"] for c in answer["clauses"]] == ["1", "附件/1"]
    assert asked("一共有多少条措施", made.plan())["count"] == 1
    assert asked("哪个单位任务最多", made.plan())["count"] == 1


def test_owners_that_stand_in_the_annex_alone_are_ranked() -> None:
    made = Maker("方案\n1. 甲。\n附件\n1 | 甲 | 区财政局\n", jurisdiction=None)
    made.clause("1", "measure", "1. ", "甲。", "甲")
    made.clause("附件", "section", "附件", "| 区财政局", "分工表")
    made.clause("附件/1", "measure", "1 |", "| 区财政局", "甲")
    made.duty("附件/1", "区财政局")
    assert [u["unit"] for u in asked("哪个单位任务最多", made.plan())["units"]] == ["区财政局"]


def test_a_comparison_is_proved(plan: Plan) -> None:
    assert len(asked("财政局和卫健局谁的任务多", plan)["evidence"]) == 4


def test_a_lead_asked_of_a_plan_that_ranks_nobody(plan: Plan) -> None:
    answer = asked("牵头单位是谁", plan)
    assert answer["status"] == "not_stated"
    assert "没有区分牵头与配合" in answer["answer"]
    assert "区卫生健康局" in [u["unit"] for u in answer["units"]]
    named = asked("平安托育谁牵头", plan)
    assert "只列了责任单位" in named["answer"]
    assert "没有列出责任单位" not in named["answer"]


def test_no_owner_at_all_is_said_once() -> None:
    made = Maker("方案\n1. 养护步道。养护步道。\n", jurisdiction=None)
    made.clause("1", "measure", "1. ", "养护步道。养护步道。", "养护步道")
    answer = asked("养护步道谁牵头", made.plan())
    assert answer["status"] == "not_stated"
    assert "只列了责任单位" not in answer["answer"]
    assert "没有列出责任单位" in answer["answer"]


def test_a_role_never_held_is_answered_with_those_held(ranked: Plan) -> None:
    answer = asked("财政局牵头哪些任务", ranked)
    assert (answer["count"], answer["clauses"]) == (0, [])
    assert "第1条（配合单位）" in answer["answer"]


def test_people_read_chinese_names_and_programs_codes(plan: Plan) -> None:
    answer = ask("怎样讲好托育故事", [plan])
    said = text(answer, explain=True)
    assert "理解为  原文" in said
    assert "qa.quote" not in said
    assert to_json(answer)["evidence"][0]["rule"] == "qa.quote"
    assert said.count("讲好托育故事") == 1
    assert rule_name("listed.bare").startswith("名单")
    assert rule_name("listed.new-rule") == "责任单位名单"


def test_a_list_is_proved_in_one_row(plan: Plan) -> None:
    answer = ask("平安托育谁负责", [plan])
    assert len(to_json(answer)["evidence"]) == 3
    (row,) = evidence_lines(answer)
    assert "【区教育体育局、区应急局,各乡镇(街道)】" in row


def test_a_repeated_sentence_is_quoted_once() -> None:
    made = Maker("方案\n1. 巡河。每月巡河护河。\n2. 护河。每月巡河护河。\n", jurisdiction=None)
    made.clause("1", "measure", "1. ", "巡河护河。", "巡河")
    made.clause("2", "measure", "2. ", "2. 护河。每月巡河护河。", "护河")
    assert asked("怎样每月巡河护河", made.plan())["answer"].count("“每月巡河护河。”") == 1


@pytest.fixture
def school(plans: tuple[Plan, ...]) -> Plan:
    return next(plan for plan in plans if "教育" in (plan.document.header.title or ""))


@pytest.mark.parametrize(
    "question", ["2025年教育指标有哪些", "2025年江川区教育目标", "江川区2025年教育量化指标有哪些"]
)
def test_what_a_title_has_asks_for_the_goals_of_the_whole_plan(school: Plan, question: str) -> None:
    every = asked("2025年的指标有哪些", school)
    assert len(every["targets"]) > 5
    assert asked(question, school)["targets"] == every["targets"]


def test_how_much_of_a_thing_is_no_question_for_all_goals(school: Plan) -> None:
    assert len(asked("教育目标里毛入园率是多少", school)["targets"]) < 6


def test_a_topic_alone_that_is_no_name_of_an_indicator_is_told_in_words(school: Plan) -> None:
    answer = asked("校园安全", school)
    assert "建设平安校园" in answer["answer"]
    assert asked("学前三年毛入园率", school)["targets"]


def test_a_date_that_is_not_told_quotes_all_that_speaks_of_the_topic(school: Plan) -> None:
    text = "某区教育计划\n1. 办学。2024年启动特殊教育学校建设。\n"
    other = Maker(text, name="另一份.txt")
    other.clause("1", "measure", "1. ", "建设。", "办学")
    alone = asked("特殊教育学校哪年建成", school)
    both = to_json(ask("特殊教育学校哪年建成", [other.plan(), school]))
    assert alone["status"] == both["status"] == "not_stated"
    assert {quote["surface"] for quote in alone["evidence"]} <= {q["surface"] for q in both["evidence"]}
