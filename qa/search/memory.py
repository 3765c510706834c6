"""内存检索：rank-bm25 over all clauses at once; for small selections, and what the disk is held equal to.

Of rank-bm25 are kept the counts and the sum; its idf, log((N - n + 0.5) / (n + 0.5)), is below nought for a
word in more than half of the clauses and is put at a quarter of the mean there, so Lucene's takes its place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from math import log
from typing import Any

from kb.model import Plan
from qa.model import Hit
from qa.remembered import per_plans
from qa.search.entries import Entry, entries
from qa.search.hits import hits
from qa.search.ranking import K1, B, Found, in_order, length
from qa.search.words import wanted


class Memory:
    """An engine over the entries it is given, which are kept."""

    def __init__(self, given: Iterable[Entry]) -> None:
        self._entries = tuple(given)
        self._model: Any = _model(self._entries) if self._entries else None

    def search(
        self, words: Sequence[str], limit: int, *, documents: Collection[int] | None = None
    ) -> tuple[Found, ...]:
        if not self._entries or limit < 1:
            return ()
        scores = self._model.get_scores(list(dict.fromkeys(words)))
        inside = None if documents is None else frozenset(documents)
        scored = sorted(
            (
                (float(scores[at]), at)
                for at in scores.nonzero()[0]
                if inside is None or self._entries[at].document in inside
            ),
            key=lambda each: -each[0],
        )
        best = [(score, self._entries[at]) for score, at in in_order(scored, limit)]
        return tuple(Found(entry.document, entry.clause, score) for score, entry in best)


def _model(given: Sequence[Entry]) -> Any:
    from rank_bm25 import BM25Okapi

    model = BM25Okapi([entry.words for entry in given], k1=K1, b=B)
    model.doc_len = [length(words) for words in model.doc_len]
    counts = Counter(word for entry in given for word in set(entry.words))
    total = len(given)
    model.idf = {word: log(1 + (total - n + 0.5) / (n + 0.5)) for word, n in counts.items()}
    return model


@per_plans
def _engine(plans: Sequence[Plan]) -> Memory:
    return Memory(entry for key, plan in enumerate(plans) for entry in entries(key, plan.document))


def search(plans: Sequence[Plan], words: str, limit: int = 10) -> tuple[Hit, ...]:
    """The clauses that hold any of the words, best first; equal scores stand in plan order."""
    cut = wanted(words)
    return hits(_engine(plans).search(cut, limit), cut, lambda key: plans[key].document)
