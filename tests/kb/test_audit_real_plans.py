"""The ledger of the bundled and the real plans: nothing unplaced, and no gold fact explained away."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from real_plans import CORPUS, GOLD, all_plans, needs_corpus, real_plan

from corpus.model import Span
from corpus.source import load
from kb.audit import Kind, Ledger, audit
from kb.model import Facts, Plan
from kb.pipeline import extract

FLOOR = 98.0
GOLDS = sorted(GOLD.glob("*.json")) if GOLD.is_dir() and CORPUS.is_dir() else []
KINDS = {"responsibilities": True, "stated": True, "deadlines": False, "targets": False}


@cache
def plan_of(path: Path) -> Plan:
    return extract(load(path))


def gold_spans(gold: Path) -> Iterator[tuple[bool, Span]]:
    """Whether it is of a unit, and the span, of every fact that must be found."""
    facts = json.loads(gold.read_text("utf-8"))
    for kind, unit in KINDS.items():
        for fact in facts[kind]:
            if not fact.get("optional"):
                yield unit, Span(fact["start"], fact["end"])


def hidden(ledger: Ledger, gold: Path) -> list[str]:
    """The gold facts that no item meets, or whose every item is explained by a reason."""
    text = ledger.document.text
    lost = []
    for unit, span in gold_spans(gold):
        met = [one for one in ledger.items if (one.kind is Kind.UNIT) is unit and one.span.overlaps(span)]
        if not any(one.uses or one.reason is None for one in met):
            lost.append(span.of(text))
    return lost


@pytest.mark.parametrize("path", all_plans(), ids=lambda path: path.stem)
def test_every_character_has_a_place(path: Path) -> None:
    ledger = audit(plan_of(path))
    assert ledger.characters.percent == 100
    assert "".join(one.span.of(ledger.document.text) for one in ledger.stretches) == ledger.document.text


@needs_corpus
@pytest.mark.parametrize("gold", GOLDS, ids=lambda gold: gold.stem)
def test_no_gold_fact_is_explained_away(gold: Path) -> None:
    """Also where the extraction had found nothing at all: the reasons alone must not cover a fact."""
    plan = plan_of(real_plan(gold.stem))
    assert hidden(audit(plan), gold) == []
    assert hidden(audit(Plan(plan.document, Facts())), gold) == []


@needs_corpus
@pytest.mark.parametrize("gold", GOLDS, ids=lambda gold: gold.stem)
def test_nearly_all_is_explained(gold: Path) -> None:
    ledger = audit(plan_of(real_plan(gold.stem)))
    shares = {kind: ledger.share(kind).percent for kind in Kind}
    assert {k: s for k, s in shares.items() if s < FLOOR} == {}
