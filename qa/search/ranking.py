"""名次：what an engine is, what it finds, and the order that engines have in common.

Both engines score by BM25 with k1 = 1.2 and b = 0.75 as in Robertson and Zaragoza 2009. The inverse document
frequency is log(1 + (N - n + 0.5) / (n + 0.5)) as in Lucene, which is never negative: a word that stands
in every clause of a small collection still finds them. Lengths above 40 words are taken in steps of at most
an eighth, as Lucene and tantivy keep them in one byte.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol

K1, B = 1.2, 0.75
_NEAR = 1e-6  # what the rounding of a sum of single precision may make of two equal scores


@dataclass(frozen=True, slots=True)
class Found:
    """A clause, by the key of its plan and its place in it."""

    document: int
    clause: int
    score: float


class Engine(Protocol):
    """Finds the clauses that hold any of the words, the best ``limit`` in order."""

    def search(
        self, words: Sequence[str], limit: int, *, documents: Collection[int] | None = None
    ) -> tuple[Found, ...]:
        """``documents`` are the keys of the plans to look in, all for None; scores are those of all plans."""
        ...


def in_order(found: Iterable[Found]) -> tuple[Found, ...]:
    """Best first; those of equal score as their clauses stand in the knowledge base."""
    best = sorted(found, key=lambda each: -each.score)
    ordered: list[Found] = []
    start = 0
    for end in range(1, len(best) + 1):
        if end == len(best) or not near(best[end - 1].score, best[end].score):
            ordered += sorted(best[start:end], key=lambda each: (each.document, each.clause))
            start = end
    return tuple(ordered)


def near(greater: float, less: float) -> bool:
    return greater - less <= _NEAR * greater


@cache
def _steps() -> tuple[int, ...]:
    """The lengths that a byte can tell: all to 40, then eight steps to each doubling."""
    steps = list(range(41))
    step = 2
    while len(steps) < 256:
        steps += [steps[-1] + step * n for n in range(1, 9)]
        step *= 2
    return tuple(steps[:256])


def length(words: int) -> int:
    """The number of words as the index keeps it."""
    return _steps()[bisect_right(_steps(), words) - 1]
