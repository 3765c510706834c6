"""The completeness ledger: every character once, every item used, reasoned or left unexplained."""

from __future__ import annotations

from itertools import pairwise

import pytest
from factory import empty_plan, odd_plan, park_plan
from hypothesis import HealthCheck, given, settings
from test_properties import texts

from corpus.source import from_text
from kb.audit import Item, Kind, Ledger, Place, audit
from kb.model import Facts, Plan
from kb.pipeline import extract
from qa.rulebooks import BOOKS

TEXT = """青禾县公园建设行动方案

各乡镇人民政府：

　　经县政府同意，依据《青禾县绿地规划（2019—2030年）》（青政发〔2021〕3号），制定本方案。

　　一、重点任务
　　1.建设口袋公园。2031年底前建成口袋公园12个，鼓励企业参与，及时总结经验。（县林业局、县财政局负责）
　　2.统筹“三园一带”布局。林业站巡护45处古树。（县水务局、某某处负责）

青禾县人民政府
2030年5月6日
"""


def ledger(text: str) -> Ledger:
    return audit(extract(from_text(text, "方案.txt")))


def item(found: Ledger, surface: str, *, after: str = "") -> Item:
    text = found.document.text
    start = text.index(surface, text.index(after))
    return next(one for one in found.items if one.span.start <= start < one.span.end)


def check(found: Ledger) -> None:
    """The stretches cover the text once; items lie in it, in order, and have one account each."""
    assert "".join(one.span.of(found.document.text) for one in found.stretches) == found.document.text
    for kind in Kind:
        own = found.of(kind)
        assert all(a.span.end <= b.span.start for a, b in pairwise(own))
    names = {rule.name for book in BOOKS for rule in book.rules}
    assert all(not (one.uses and one.reason) for one in found.items)
    assert all(one.reason.rule in names for one in found.items if one.reason)
    assert sum(found.count(place) for place in Place) == len(found.document.text)


def test_characters_have_their_places() -> None:
    found = ledger(TEXT)
    check(found)
    of = {place: "".join(s.span.of(TEXT) for s in found.stretches if s.place is place) for place in Place}
    assert of[Place.UNPLACED] == ""
    assert of[Place.MARKER] == "一、1.2."
    assert "青禾县公园建设行动方案" in of[Place.HEADER]
    assert "重点任务" in of[Place.HEADING]
    assert "县林业局、县财政局负责" in of[Place.LIST]
    assert "青禾县人民政府" in of[Place.SIGNATURE]
    assert "鼓励企业参与" in of[Place.BODY]


@pytest.mark.parametrize(
    ("surface", "fact"),
    [("县林业局", "responsibility"), ("2031年底", "deadline"), ("12", "target")],
)
def test_items_name_the_facts_that_use_them(surface: str, fact: str) -> None:
    uses = item(ledger(TEXT), surface).uses
    assert {use.fact for use in uses} == {fact}
    assert all(use.rule and use.clause for use in uses)


@pytest.mark.parametrize(
    ("surface", "rule"),
    [
        ("县政府", "why.unit.approver"),
        ("2019", "why.title"),
        ("2021", "why.document-number"),
        ("企业", "why.unit.encouraged"),
        ("及时", "why.time.vague"),
        ("三", "why.quoted-name"),
        ("青禾县人民政府", "why.signature"),
        ("各乡镇人民政府", "why.header"),
    ],
)
def test_items_without_a_fact_have_a_reason(surface: str, rule: str) -> None:
    found = item(ledger(TEXT), surface)
    assert found.reason is not None
    assert (found.uses, found.reason.rule) == ((), rule)


def test_a_target_that_was_missed_stays_unexplained() -> None:
    found = ledger("某县方案\n一、任务\n1.巡查。古树巡护四十五处又三个季度。（县林业局负责）\n")
    bare = audit(Plan(found.document, Facts()))
    assert not item(bare, "四十五").explained


def test_a_name_in_a_list_of_units_has_no_excuse() -> None:
    plan = extract(from_text(TEXT, "方案.txt"))
    bare = audit(Plan(plan.document, Facts()))
    assert all(not item(bare, name).explained for name in ("县林业局", "县财政局", "县水务局"))


def test_who_acts_has_no_excuse() -> None:
    text = "某县方案\n一、任务\n1.巡查。县水务局要组织巡查。由县林业局制定办法。各乡镇建立台账。\n"
    bare = audit(Plan(extract(from_text(text, "方案.txt")).document, Facts()))
    assert all(not item(bare, name).explained for name in ("县水务局", "县林业局", "各乡镇"))


def test_shares_add_up() -> None:
    found = ledger(TEXT)
    for kind in Kind:
        share = found.share(kind)
        left = sum(one.kind is kind for one in found.unexplained)
        assert share.total == share.explained + left
        assert 0 <= share.used <= share.explained
        assert 0 <= share.percent <= 100
    assert found.characters.percent == 100
    assert audit(empty_plan()).share(Kind.NUMBER).percent == 100


@pytest.mark.parametrize("plan", [park_plan(), odd_plan(), empty_plan()], ids=["park", "odd", "empty"])
def test_plans_made_by_hand(plan: Plan) -> None:
    check(audit(plan))


@given(texts)
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_is_accounted_for(text: str) -> None:
    check(ledger(text))


@pytest.mark.parametrize("shard", ["1", "1.", "一二三四五", "企业和", "局", "县水务局、", "在加强支持企业"])
def test_long_runs_take_no_longer_than_their_length(shard: str) -> None:
    """A pattern that looks back over a run for every start of it would need minutes here."""
    check(ledger("某县方案\n一、任务\n1." + shard * (8000 // len(shard))))
