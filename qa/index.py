"""检索：BM25 over clauses, with the places of the matched words.

k1 = 1.2 and b = 0.75 as in Robertson and Zaragoza 2009. The inverse document frequency is
log(1 + (N - n + 0.5) / (n + 0.5)) as in Lucene: never negative, so a word that stands in every
clause of a small collection still finds them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from typing import Any

from corpus.model import Clause, Document
from kb.model import Plan
from qa.model import Hit
from qa.remembered import per_plans
from qa.tokens import Token, domain_words, tokens

_LOOSE = ("section",)


@dataclass(frozen=True, slots=True)
class Entry:
    """A clause with the tokens of its own heading and text."""

    document: Document
    clause: Clause
    tokens: tuple[Token, ...]


def _entries(document: Document, words: tuple[str, ...]) -> tuple[Entry, ...]:
    """Tasks, goals and paragraphs whole; sections by their headings alone, items inside their task."""
    found = []
    for clause in document.clauses:
        if document.task_of(clause) is not clause:
            continue
        children = document.children(clause.id) if clause.kind in _LOOSE else ()
        end = min((child.span.start for child in children), default=clause.span.end)
        cut = tuple(tokens(document.text, words, start=clause.span.start, end=end))
        if cut:
            found.append(Entry(document, clause, cut))
    return tuple(found)


@per_plans
def _index(plans: Sequence[Plan]) -> tuple[tuple[Entry, ...], Any]:
    from rank_bm25 import BM25Okapi

    words = domain_words(plans)
    entries = tuple(entry for plan in plans for entry in _entries(plan.document, words))
    if not entries:
        return (), None
    model = BM25Okapi([[t.text for t in e.tokens] for e in entries], k1=1.2, b=0.75)
    counts: dict[str, int] = {}
    for entry in entries:
        for word in {t.text for t in entry.tokens}:
            counts[word] = counts.get(word, 0) + 1
    model.idf = {w: log(1 + (len(entries) - n + 0.5) / (n + 0.5)) for w, n in counts.items()}
    return entries, model


def search(plans: Sequence[Plan], words: str, limit: int = 10) -> tuple[Hit, ...]:
    """The clauses that hold any of the words, best first; equal scores stand in plan order."""
    entries, model = _index(plans)
    wanted = [token.text for token in tokens(words, domain_words(plans))]
    if not entries or not wanted or limit < 1:
        return ()
    scores = model.get_scores(wanted)
    ranked = sorted((i for i in range(len(entries)) if scores[i] > 0), key=lambda i: (-scores[i], i))
    return tuple(_hit(entries[i], float(scores[i]), set(wanted)) for i in ranked[:limit])


def _hit(entry: Entry, score: float, wanted: set[str]) -> Hit:
    spans = tuple(t.span for t in entry.tokens if t.text in wanted)
    return Hit(entry.document, entry.clause, score, entry.clause.path, spans)
