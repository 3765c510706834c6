from __future__ import annotations

import json
from html.parser import HTMLParser

import pytest
from factory import empty_plan, odd_plan, park_plan
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.source import from_text
from export.audit_words import KINDS, PLACES, total
from export.audits import AUDITS
from kb.audit import Kind, Ledger, Place, audit
from kb.pipeline import extract

LEDGERS: dict[str, list[Ledger]] = {
    "none": [],
    "park": [audit(park_plan())],
    "odd": [audit(odd_plan())],
    "two": [audit(park_plan()), audit(empty_plan())],
}
EVERY_SET = pytest.mark.parametrize("ledgers", LEDGERS.values(), ids=LEDGERS)


class Page(HTMLParser):
    """Every tag met, the text of the marked copy, and the classes of its marks."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.marks: list[str] = []
        self.text: list[str] = []
        self.depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag == "div":
            self.text.append("")
        self.depth += tag == "div"
        if tag == "mark" and self.depth:
            self.marks.append(dict(attrs)["class"] or "")

    def handle_endtag(self, tag: str) -> None:
        self.depth -= tag == "div"

    def handle_data(self, data: str) -> None:
        if self.depth:
            self.text[-1] += data


def test_words_for_every_place_and_kind() -> None:
    assert set(PLACES) == set(Place)
    assert set(KINDS) == set(Kind)


@EVERY_SET
def test_text_lists_what_is_unexplained(ledgers: list[Ledger]) -> None:
    text = AUDITS["text"](ledgers).decode()
    assert text.endswith("\n")
    for ledger in ledgers:
        assert f"未说明 {len(ledger.unexplained)} 处" in text
    assert ("合计" in text) is (len(ledgers) > 1)


@EVERY_SET
def test_json_quotes_its_source(ledgers: list[Ledger]) -> None:
    value = json.loads(AUDITS["json"](ledgers))
    assert value["schema"] == "plan-audit/1"
    for plan, ledger in zip(value["plans"], ledgers, strict=True):
        text = ledger.document.text.encode("utf-8", "replace").decode()
        assert all(text[one["start"] : one["end"]] == one["surface"] for one in plan["items"])
        assert [one["start"] for one in plan["stretches"][1:]] == [
            one["end"] for one in plan["stretches"][:-1]
        ]
        assert sum(plan["characters"]["places"].values()) == len(text)
        assert all(bool(one["uses"] or one["reason"]) is one["explained"] for one in plan["items"])


@EVERY_SET
def test_html_holds_the_whole_text_and_no_script(ledgers: list[Ledger]) -> None:
    page = Page()
    page.feed(AUDITS["html"](ledgers).decode())
    assert not page.tags & {"script", "link", "img", "iframe"}
    assert len(page.text) == len(ledgers)
    for shown, ledger in zip(page.text, ledgers, strict=True):
        kept = "".join(char for char in ledger.document.text if char.isprintable() or char in "\n\t")
        assert shown == kept
    unexplained = sum(len(ledger.unexplained) for ledger in ledgers)
    assert page.marks.count("unexplained") <= unexplained


def test_totals_add_the_plans() -> None:
    one, two = LEDGERS["two"]
    for (name, both), kind in zip(total([one, two]), Kind, strict=False):
        assert name == KINDS[kind]
        assert both.total == one.share(kind).total + two.share(kind).total


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=40))
def test_any_text_can_be_written(text: str) -> None:
    ledgers = [audit(extract(from_text(f"1. {text}由县水务局在2031年办3件。", "任意")))]
    assert all(write(ledgers) == write(ledgers) for write in AUDITS.values())
