"""What holds for the clause tree of every document: it nests, quotes, and loses no character."""

from __future__ import annotations

import re
from itertools import pairwise

from corpus.model import Document, Span


def check_tree(document: Document) -> None:
    text = document.text
    assert "".join(span.of(text) for span in document.leaves()) == text
    check_nothing_lost(document)
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


def check_nothing_lost(document: Document) -> None:
    """From the first heading on, every word outside the page chrome lies in a clause."""
    numbered = [clause.span.start for clause in document.clauses if clause.kind != "paragraph"]
    if not numbered:
        return
    held = [clause.span for clause in document.children(None)] + list(document.chrome)
    edges = sorted(held, key=lambda span: span.start)
    at = min(numbered)
    for span in edges:
        lost = document.text[at : span.start] if span.start > at else ""
        assert not re.search(r"\w", lost), lost
        at = max(at, span.end)
    assert not re.search(r"\w", document.text[at:]), document.text[at:]
