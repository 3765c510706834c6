"""What holds for the clause tree of every document: it nests, quotes, and loses no character."""

from __future__ import annotations

from itertools import pairwise

from corpus.model import Document, Span


def check_tree(document: Document) -> None:
    text = document.text
    assert "".join(span.of(text) for span in document.leaves()) == text
    assert len({clause.id for clause in document.clauses}) == len(document.clauses)
    whole = Span(0, len(text))
    for clause in document.clauses:
        parent = document.by_id[clause.parent] if clause.parent else None
        assert (parent.span if parent else whole).covers(clause.span)
        for before, after in pairwise(document.children(clause.id)):
            assert before.span.end <= after.span.start
    for before, after in pairwise(document.children(None)):
        assert before.span.end <= after.span.start
    for repair in document.repairs:
        assert repair.span.of(text) == repair.surface
    assert all(whole.covers(span) for span in document.chrome)
