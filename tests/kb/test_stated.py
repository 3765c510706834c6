"""Duties that a sentence gives: the subjects, the forms of a sentence, what is none, real plans."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st
from real_plans import BUNDLED, CORPUS, GOLD, needs_corpus

from corpus.document import parse
from corpus.fold import fold
from corpus.model import Document
from corpus.source import from_text, load
from kb.deadlines.model import legible
from kb.model import Responsibility
from kb.responsibilities import stated_nouns, stated_rules
from kb.responsibilities.places import unit_lists
from kb.responsibilities.stated import Sentences, prose, stated
from kb.units import organs_anywhere, organs_in, read_book

HEAD = "青禾县教育高质量发展行动方案\n一、重点任务\n1.办好学校。"


def _document(sentence: str, head: str = HEAD) -> Document:
    return parse(from_text(f"{head}{sentence}\n", "示例.txt"))


def _stated(document: Document) -> tuple[Responsibility, ...]:
    book = read_book(document)
    text = prose(document, legible(document), unit_lists(document))
    return stated(document, book, Sentences(text, organs_anywhere(document, organs_in(document))))


def _facts(sentence: str, head: str = HEAD) -> tuple[Responsibility, ...]:
    document = _document(sentence, head)
    return _stated(document)


def _units(sentence: str, head: str = HEAD) -> list[tuple[str, str]]:
    return [(fact.unit, fact.role) for fact in _facts(sentence, head)]


@pytest.mark.parametrize("rule", [*stated_nouns.RULES, *stated_rules.RULES], ids=lambda rule: rule.name)
def test_examples_and_rejects(rule: Any) -> None:
    for text, expected in rule.examples.items():
        assert [str(reading) for _, reading in rule.readings(fold(text), None)][:1] == [expected]
    for text in rule.rejects:
        assert not list(rule.readings(fold(text), None)), text


R, LEAD, SUPPORT = "responsible", "lead", "support"
GIVEN = {
    "县水利局要每月巡查一次。": [("县水利局", R)],
    "县水利局应于每季度末报送进度。": [("县水利局", R)],
    "各镇(街道)、各部门须压实责任。": [("各镇(街道)", R), ("各部门", R)],
    "一是学校要开放操场。": [("各学校", R)],
    "地方各级人民政府应当建立台账。": [("地方各级人民政府", R)],
    "由县审计局对账目进行核对。": [("县审计局", R)],
    "县财政每年安排经费20万元。": [("县财政局", R)],
    "县消防救援大队每月检查1次。": [("县消防救援大队", R)],
    "市级每年抽测不少于1次。": [("市级教育部门", R)],
    "县统计局负责监测;县林业局负责审批。": [("县统计局", R), ("县林业局", R)],
    "县统计局:负责监测。": [("县统计局", R)],
    "县民政局牵头,县财政局、县医保局配合,出台细则。": [
        ("县民政局", LEAD),
        ("县财政局", SUPPORT),
        ("县医保局", SUPPORT),
    ],
    "县残联会同民政局开展摸底。": [("县残联", LEAD), ("县民政局", SUPPORT)],
    "建立由县科技局、县商务局牵头的协调机制。": [("县科技局", LEAD), ("县商务局", LEAD)],
    "县农业农村局要继续做好牵头工作。": [("县农业农村局", LEAD)],
    "有关部门要积极配合,提供数据。": [("有关部门", SUPPORT)],
    "各部门要各司其职、密切配合。": [("各部门", R)],
    "县委组织部、县委宣传部等有关部门要压实责任。": [("县委组织部", R), ("县委宣传部", R)],
    "县供销社、某某商行要对接农户。": [("县供销社", R)],
    "形成以主管部门为主导、幼儿园为主体的格局。": [("主管部门", R), ("各幼儿园", R)],
    "一是组建课程建设领导小组,由县教育局抽人组成,定期会诊。": [
        ("课程建设领导小组", R),
        ("县教育局", R),
    ],
    "工作专班办公室设在县教育局,负责日常调度。": [("工作专班办公室", R)],
    "县人民政府是防汛工作的责任主体。": [("县人民政府", R)],
    "材料经县医保局审核后拨付。": [("县医保局", R)],
    "确保学校党组织发挥堡垒作用。": [("学校党组织", R)],
    "每年县委编办核定计划。": [("县委编办", R)],
    "县委常委会适时听取汇报。": [("县委常委会", R)],
    "各学校、幼儿园要开门办学,中小学校应定时开放。": [("各学校", R), ("各幼儿园", R), ("各学校", R)],
    "石桥镇要率先完成整治。": [("石桥镇", R)],
    "由政府督查室按月通报。": [("县政府督查室", R)],
    "由委教育工作领导小组统一调度。": [("县委教育工作领导小组", R)],
    "由青禾一中承办。": [("青禾一中", R)],
    "各区教育局要做好衔接。": [("各区教育局", R)],
    "各市、县(区)人民政府要建立台账。": [("各市、县(区)人民政府", R)],
    "县住房城乡建设局(县人防办)要加强监管。": [("县住房城乡建设局", R)],
    "县发展改革局、财政局等部门按职责分工负责。": [("县发展改革局", R), ("县财政局", R)],
    "各镇人民政府、街道办事处是责任主体。": [("各镇人民政府", R), ("街道办事处", R)],
    "教育、公安等部门要联合整治。": [("教育、公安等部门", R)],
    "青禾供电公司要保障用电。": [("青禾供电公司", R)],
    "县环境与国土局要开展巡查。": [("县环境与国土局", R)],
    "各乡镇、县直各单位要在每月10日前报送情况。": [("各乡镇", R), ("县直各单位", R)],
    "县林业部门或乡镇人民政府要组织补种。": [("县林业部门", R), ("乡镇人民政府", R)],
    "滨江新区管委会负责统筹规划。": [("滨江新区管委会", R)],
    "由县财政局会同浦东新区、滨江新区管委会制定。": [
        ("县财政局", LEAD),
        ("浦东新区", SUPPORT),
        ("滨江新区管委会", SUPPORT),
    ],
    "由所涉及的县财政局、民政局、水务局牵头完成自查。": [
        ("县财政局", LEAD),
        ("县民政局", LEAD),
        ("县水务局", LEAD),
    ],
    "消防救援机构要制作教育片。": [("消防救援机构", R)],
}
NONE = (
    "进度直接报县教育局备案。",
    "年底向县委作报告。",
    "支持学校建设操场。",
    "县教育局所属场馆对外开放。",
    "方案经县政府同意后印发。",
    "县教育局制定的办法继续有效。",
    "学校需求逐年上升,县城要素不足。",
    "专班由县教育局、县财政局组成。",
    "加强对各学校的指导。",
    "所需资金由地方财政承担。",
    "落实情况纳入考核。(责任单位:县教育局牵头,县财政局配合)",
    "责任单位:县教育局牵头,县财政局负责",
    "依据《县教育局要办的实事清单》执行。",
    "请县教育局反映。",
    "充分发挥县委教育工作领导小组作用。",
    "各地落实本方案的情况,要及时上报。",
)


@pytest.mark.parametrize(("sentence", "expected"), GIVEN.items(), ids=GIVEN)
def test_given(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert _units(sentence) == expected


@pytest.mark.parametrize("sentence", NONE)
def test_none(sentence: str) -> None:
    assert _units(sentence) == []


def test_founder_is_the_subject() -> None:
    assert _units("各镇要主动作为,组建工作专班,统筹推进。") == [("各镇", R)]


@pytest.mark.parametrize(
    ("heading", "duties"), [("指导思想", 0), ("总体目标", 0), ("基本原则", 0), ("工作要求", 1)]
)
def test_visions_give_no_duty(heading: str, duties: int) -> None:
    sentence = "各部门要凝心聚力。\n二、重点任务\n1.办好学校。"
    assert len(_units(sentence, f"青禾县行动方案\n一、{heading}\n")) == duties


def test_basis_and_group() -> None:
    facts = {fact.evidence.surface: fact for fact in _facts("县财政局、水利局和学校要建立台账。")}
    assert {name: (fact.basis, fact.group) for name, fact in facts.items()} == {
        "县财政局": ("explicit", False),
        "水利局": ("prefix_inherited", False),
        "学校": ("alias", True),
    }
    assert {fact.scope for fact in facts.values()} == {"stated"}


def test_bare_organ_needs_its_full_name_elsewhere() -> None:
    assert _units("教科所配齐教研员。") == []
    assert _units("县教科所每年视导。教科所配齐教研员。") == [("县教科所", R), ("县教科所", R)]


def test_restored_prefix_is_certain_where_the_plan_writes_it() -> None:
    (lone,) = _facts("由委教育工作领导小组统一调度。")
    assert (lone.basis, lone.certain) == ("character_restored", False)
    *_, known = _facts("县委教育工作领导小组要定期会商。由委教育工作领导小组统一调度。")
    assert (known.unit, known.certain) == ("县委教育工作领导小组", True)


def test_level_without_field_stays_as_said() -> None:
    assert _units("市级每年抽检1次。", "青禾县行动方案\n一、重点任务\n") == [("市级", R)]


def test_clause_is_the_deepest() -> None:
    document = _document("一是县教育局要办实事。二是县财政局要保运转。")
    facts = _stated(document)
    assert [document.by_id[fact.evidence.clause].label for fact in facts] == ["一是", "二是"]


PIECES = [
    *GIVEN,
    *NONE,
    *"由要应对县(市、区)※的、。,;:\n\0 ",
    "各有关部门",
    "成立领导小组",
    "一是",
    "1.",
    "一、",
]


@settings(max_examples=150, deadline=None)
@drawn(st.lists(st.sampled_from(PIECES), max_size=12).map("".join) | st.text(max_size=80))
def test_never_raises_and_quotes(text: str) -> None:
    for fact in _facts(text):
        assert 0 <= fact.evidence.span.start < fact.evidence.span.end
        assert fact.evidence.surface == fact.evidence.span.of(f"{HEAD}{text}\n")


@pytest.mark.parametrize("unit", ["县财政局、", "对按", "由县教育局", "教育、", "各有关", "县财政局按照"])
def test_long_line_is_linear(unit: str) -> None:
    for fact in _facts(unit * 4000):
        assert fact.unit


@cache
def _real(path: Path) -> tuple[Document, tuple[Responsibility, ...]]:
    document = parse(load(path))
    return document, _stated(document)


def _agree(gold: dict[str, Any], fact: Responsibility) -> bool:
    names = {_plain(name) for name in (gold["canonical"], *gold.get("accept", ()))}
    span = fact.evidence.span
    return max(gold["start"], span.start) < min(gold["end"], span.end) and _plain(fact.unit) in names


def _plain(name: str) -> str:
    return fold(name).replace("(街道)", "街道").replace("、", "")


def _score(name: str) -> tuple[int, int, int]:
    """True positives, facts beside any gold, gold missed."""
    gold = json.loads((GOLD / f"{name}.json").read_text(encoding="utf-8"))["stated"]
    _, facts = _real(CORPUS / f"{name}.txt")
    firm = [row for row in gold if not row.get("optional")]
    hit = sum(any(_agree(row, fact) for fact in facts) for row in firm)
    beside = [
        fact
        for fact in facts
        if not any(
            row["start"] < fact.evidence.span.end and fact.evidence.span.start < row["end"] for row in gold
        )
    ]
    return hit, len(beside), len(firm) - hit


@needs_corpus
def test_education_plan() -> None:
    hit, beside, missed = _score("jiangchuan_education_2023")
    assert 2 * hit / (2 * hit + beside + missed) >= 0.9


@needs_corpus
def test_all_gold() -> None:
    scores = [_score(path.stem) for path in sorted(GOLD.glob("*.json"))]
    hit, beside, missed = (sum(column) for column in zip(*scores, strict=True))
    assert 2 * hit / (2 * hit + beside + missed) >= 0.92


def test_bundled_plans_quote() -> None:
    for path in sorted(BUNDLED.glob("*.txt")):
        document, facts = _real(path)
        assert facts
        for fact in facts:
            assert fact.evidence.span.of(document.text) == fact.evidence.surface
            assert fact.evidence.clause in document.by_id
