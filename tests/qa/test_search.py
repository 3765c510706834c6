"""BM25 over clauses: hits are found even in a tiny collection, in one stable order."""

from __future__ import annotations

from kb.model import Plan
from qa.search.memory import search


def test_hits_with_highlights(plan: Plan) -> None:
    hits = search([plan], "消防演练", 5)
    assert hits[0].clause.label == "2"
    assert hits[0].path == "一/2"
    assert hits[0].score > 0
    assert {span.of(plan.document.text) for span in hits[0].highlights} <= {"消防", "演练", "消防演练"}
    assert hits[0].document is plan.document


def test_words_of_every_clause_still_find(plan: Plan) -> None:
    hits = search([plan], "区", 20)
    assert all(hit.score > 0 for hit in hits)
    assert len(search([plan], "托育", 20)) >= 3


def test_equal_scores_stand_in_plan_order(plan: Plan, other: Plan) -> None:
    hits = search([plan, plan], "消防演练", 5)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert len(hits) == 2
    assert search([plan, other], "消防演练", 1) == search([plan, other], "消防演练", 5)[:1]


def test_nothing_to_find(plan: Plan) -> None:
    assert search([plan], "", 5) == ()
    assert search([plan], ",。", 5) == ()
    assert search([plan], "火星基地", 5) == ()
    assert search([plan], "托育", 0) == ()
    assert search([], "托育", 5) == ()
