"""Plans of several places side by side: which plan is meant, which unit, and where facts are sought."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from factory import Maker

from kb.model import Plan
from qa.answer import ask, to_json
from qa.directory import directory
from qa.report import evidence_lines
from qa.selection import selected
from qa.units import mentions


def low_altitude(place: str, unit: str, *, title: str = "", issuers: tuple[str, ...] = ()) -> Plan:
    """A city's plan with one measure, its unit, and a figure for the size of the industry."""
    name = title or f"{place}推动低空经济发展若干措施"
    level = unit[0]
    text = (
        f"{name}\n"
        "一、工作目标\n"
        "构建低空经济产业格局，产业规模达200亿元以上。\n"
        "二、重点任务\n"
        f"（一）强化金融支持。设立基金，支持低空经济投保，{level}专班办公室每月会商。（{unit}负责）\n"
    )
    made = Maker(text, name=f"{place}.txt", jurisdiction=place)
    made.header = replace(made.header, issuers=issuers)
    made.clause("一", "section", "一、", "亿元以上。", "工作目标")
    made.clause("二", "section", "二、", "负责）", "重点任务")
    made.clause("二/(一)", "measure", "（一）", "负责）", "强化金融支持")
    made.duty("二/(一)", unit)
    made.target("一", "达200亿元以上", "产业规模", 200.0, "亿元", comparator=">=")
    return made.plan()


@pytest.fixture(scope="module")
def cities() -> tuple[Plan, ...]:
    river = low_altitude("清河市", "市财政局")
    hill = low_altitude("南山市", "市财政局", title="南山市低空经济行动方案")
    north = low_altitude("北原省", "省交通运输厅", issuers=("北原省经济和信息化局", "北原省交通委员会"))
    return river, hill, north


def asked(question: str, plans: tuple[Plan, ...]) -> dict[str, Any]:
    return to_json(ask(question, plans))


def documents(answer: dict[str, Any]) -> set[str]:
    return {clause["document"] for clause in answer["clauses"]}


@pytest.mark.parametrize(
    "question",
    ["清河的财政局负责什么", "清河市财政局负责什么", "清河市的财政局负责什么", "北原省清河市财政局负责什么"],
)
def test_a_place_selects_its_plan(cities: tuple[Plan, ...], question: str) -> None:
    answer = asked(question, cities)
    assert (answer["count"], documents(answer)) == (1, {cities[0].document.id})


def test_a_unit_of_several_places_is_listed_by_place(cities: tuple[Plan, ...]) -> None:
    answer = asked("财政局负责什么", cities)
    assert documents(answer) == {cities[0].document.id, cities[1].document.id}
    assert "清河市（市财政局）、南山市（市财政局）" in answer["answer"]


@pytest.mark.parametrize("question", ["东海市财政局负责什么", "西岭县财政局有哪些任务"])
def test_a_unit_of_another_place_is_unknown(cities: tuple[Plan, ...], question: str) -> None:
    assert asked(question, cities)["status"] == "unknown_unit"


@pytest.mark.parametrize("question", ["北原省经济和信息化局的任务", "经信局负责什么", "省交通委负责什么"])
def test_an_issuer_is_a_unit_without_tasks(cities: tuple[Plan, ...], question: str) -> None:
    answer = asked(question, cities)
    assert answer["status"] == "not_stated"
    assert "是发文机关" in answer["answer"]


@pytest.mark.parametrize(
    "question",
    [
        "《清河市推动低空经济发展若干措施》有多少条",
        "清河市推动低空经济发展若干措施有多少条措施",
        "《推动低空经济发展若干措施》有几条",
    ],
)
def test_a_title_selects_its_plan(cities: tuple[Plan, ...], question: str) -> None:
    answer = asked(question, cities)
    assert answer["understood"]["intent"] == "size"
    assert documents(answer) >= {cities[0].document.id}
    assert cities[1].document.id not in documents(answer)


def test_an_unknown_title_is_refused(cities: tuple[Plan, ...]) -> None:
    answer = asked("《东海市低空经济规划》有多少条", cities)
    assert (answer["status"], answer["clauses"]) == ("unknown_topic", [])
    assert "《东海市低空经济规划》" in answer["answer"]


def test_a_place_inside_the_name_of_a_unit_selects_nothing(cities: tuple[Plan, ...]) -> None:
    river, hill, _ = cities
    abroad = low_altitude("东海市", "清河机场公司")
    plans = (river, hill, abroad)
    assert selected("清河机场公司负责什么", plans).plans == plans
    assert documents(asked("清河机场公司负责什么", plans)) == {abroad.document.id}


def test_a_word_of_the_plan_is_never_taken_for_a_slip(cities: tuple[Plan, ...]) -> None:
    slips = [named for _, named in mentions("市专班办公室设在哪", cities) if named.corrected]
    assert slips == []
    assert directory(cities).speaks("专班办公室")


def test_figures_are_sought_in_every_plan(cities: tuple[Plan, ...]) -> None:
    answer = asked("低空经济产业规模目标", cities)
    assert documents(answer) == {plan.document.id for plan in cities}


def test_proof_over_several_plans_names_the_plan(cities: tuple[Plan, ...]) -> None:
    lines = evidence_lines(ask("财政局负责什么", cities))
    assert [line for line in lines if "《" in line] == [
        " 《清河市推动低空经济发展若干措施》",
        " 《南山市低空经济行动方案》",
    ]
    assert not any("《" in line for line in evidence_lines(ask("清河财政局负责什么", cities)))


def test_other_levels_of_an_organ_stay_apart(cities: tuple[Plan, ...]) -> None:
    """局 is asked for: a 厅 that goes by the same short name is left out where there is a 局."""
    bureau = low_altitude("白水省", "省财政厅")
    assert directory((*cities, bureau)).strong["财政局"] == ("市财政局",)


def ranking(*units: str) -> Plan:
    """A national plan with a task for each."""
    lines = [f"{at}. 办好{unit}的事。" for at, unit in enumerate(units, 1)]
    made = Maker("\n".join(["全国绿化方案", "一、任务", *lines]), name=f"{'、'.join(units)}.txt")
    made.clause("一", "section", "一、", lines[-1][-4:], "任务")
    for at, unit in enumerate(units, 1):
        made.clause(f"一/{at}", "measure", f"{at}. ", f"{unit}的事。", f"办好{unit}的事")
        made.duty(f"一/{at}", unit, level="national")
    return made.plan()


def test_who_has_most_tasks_is_answered_over_all_plans_first() -> None:
    """The names of a national organ are one; no plan alone has it at its head."""
    plans = (ranking("财政部", "林草局"), ranking("教育部", "国家林草局"), ranking("住房部"))
    answer = asked("哪个单位的任务最多", plans)
    assert answer["answer"].startswith("3份方案合计，任务最多的是林草局，2条。\n《")
    assert answer["count"] == 2
    assert {"林草局", "国家林草局"} <= {unit["unit"] for unit in answer["units"]}
    assert documents(answer) == {plan.document.id for plan in plans}
