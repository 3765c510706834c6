"""Lists of responsible units in the forms in which plans write them."""

from __future__ import annotations

import pytest

from corpus.document import parse
from corpus.source import from_text
from kb import responsibilities

L, S, R = "lead", "support", "responsible"
HEAD = "青云县供水行动方案\n\n为保障供水，制定本方案。\n一、总体要求\n坚持节水。\n二、重点任务\n1.建设水厂。"
TAIL = "\n2.开展巡查。（县水务局）\n三、保障措施\n加强宣传。\n\n青云县人民政府\n2026年3月5日\n"
FORMS = {
    "加快建设。（县水务局、财政局负责）": [("县水务局", R), ("县财政局", R)],
    "加快建设。【县水务局、县财政局负责】": [("县水务局", R), ("县财政局", R)],
    "加快建设。〔县水务局、各乡镇（街道）按职责分工负责〕": [("县水务局", R), ("各乡镇(街道)", R)],
    "加快建设。（县水务局牵头，县财政局、住建局配合）": [("县水务局", L), ("县财政局", S), ("县住建局", S)],
    "加快建设。\n牵头单位：县水务局\n责任单位：县财政局，各乡镇": [
        ("县水务局", L),
        ("县财政局", R),
        ("各乡镇", R),
    ],
    "加快建设。（牵头单位：县水务局；配合单位：县财政局）": [("县水务局", L), ("县财政局", S)],
    "加快建设。责任单位：县水务局　县财政局　各乡镇人民政府": [
        ("县水务局", R),
        ("县财政局", R),
        ("各乡镇人民政府", R),
    ],
    "加快建设。（县水务局会同县财政局负责）": [("县水务局", L), ("县财政局", S)],
    "加快建设。（责任单位：县水务局；完成时限：2026年底前）": [("县水务局", R)],
    "加快建设。（县水务局、县发展改革、财政、教育等部门）": [
        ("县水务局", R),
        ("县发展改革部门", R),
        ("县财政部门", R),
        ("县教育部门", R),
    ],
    "（县水务局牵头）水厂要早建成。": [("县水务局", L)],
    "水厂（位于县水务局旁）要早建成。": [],
    "加快建设（见附件，县水务局另行印发）。": [],
}


def duties(text: str) -> list[tuple[str, str, str]]:
    facts, _, _ = responsibilities.extract(parse(from_text(text, "测试")))
    return [(fact.evidence.clause, fact.unit, fact.role) for fact in facts if fact.scope == "listed"]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form[:24])
def test_every_form_of_list_gives_its_units(form: str) -> None:
    found = duties(HEAD + form + TAIL)
    assert [(unit, role) for clause, unit, role in found if clause == "二/1"] == FORMS[form]
    assert ("二/2", "县水务局", R) in found


def test_a_task_without_a_list_has_that_of_the_heading_above() -> None:
    text = HEAD.replace("二、重点任务", "二、重点任务（牵头单位：县水务局）") + "加快建设。" + TAIL
    facts, _, _ = responsibilities.extract(parse(from_text(text, "测试")))
    assert [(f.evidence.clause, f.role, f.basis) for f in facts if f.scope == "listed"] == [
        ("二", L, "explicit"),
        ("二/1", L, "inherited"),
        ("二/2", R, "explicit"),
    ]


def test_a_field_means_the_office_that_the_plan_names_elsewhere() -> None:
    text = HEAD + "（县教育、财政等部门）" + TAIL.replace("县水务局", "县财政局")
    assert ("二/1", "县财政局", R) in duties(text)
    assert ("二/1", "县教育部门", R) in duties(text)


def test_a_bracket_never_closed_does_not_swallow_the_lists_after_it() -> None:
    text = (
        HEAD
        + "厂址(见另图,尽快选定。（县水务局、财政局）2.铺设管网。"
        + "管线要合理。" * 80
        + "（县林业局、县水务局）"
    )
    assert [unit for _, unit, _ in duties(text)] == ["县水务局", "县财政局", "县林业局", "县水务局"]


def test_a_list_goes_on_over_hard_line_ends() -> None:
    text = HEAD + "加快建设。（县水务局、县财\n政局、各乡镇（街道\n），各学校）" + TAIL
    assert [unit for clause, unit, _ in duties(text) if clause == "二/1"] == [
        "县水务局",
        "县财政局",
        "各乡镇(街道)",
        "各学校",
    ]
