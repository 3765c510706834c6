"""没听懂：the question fits no intent, so the nearest clauses are shown and it is said so."""

from __future__ import annotations

from graph.titles import quoted_titles
from qa.model import Asked, ClauseRow, Query, Reply, Rows
from qa.search.memory import search

LIMIT = 5


def answer(asked: Asked) -> Reply:
    hits = search(asked.plans, asked.slots.text, LIMIT)
    named = quoted_titles(hit.document for hit in hits) if len(asked.plans) > 1 else {}
    lines = [f"{named.get(hit.document.id, '')}{hit.path} {hit.clause.heading}".strip() for hit in hits]
    note = (
        "没有听懂这个问题，下面是按字词检索到的条款："
        if hits
        else "没有听懂这个问题，也没有检索到相近的条款。"
    )
    return Reply(
        "not_understood",
        "\n".join([note, *lines]),
        Query("检索", (f"字词 {asked.slots.text}",)),
        len(hits),
        Rows(clauses=tuple(ClauseRow(hit.document, hit.clause) for hit in hits)),
    )
