"""名次：what an engine is, what it finds, and the order that engines have in common.

Both engines score by BM25 with k1 = 1.2 and b = 0.75 as in Robertson and Zaragoza 2009. The inverse document
frequency is log(1 + (N - n + 0.5) / (n + 0.5)) as in Lucene, which is never negative: a word that stands
in every clause of a small collection still finds them. Lengths above 40 words are taken in steps of at most
an eighth, as Lucene and tantivy keep them in one byte.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
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


Scored = tuple[float, int]
"""A score, and the place of its clause among all clauses."""


def in_order(scored: Sequence[Scored], limit: int) -> list[Scored]:
    """The best ``limit`` of what is sorted by its scores; equal ones as their clauses stand."""
    ordered: list[Scored] = []
    start = 0
    while start < len(scored) and start < limit:
        end = start + tied([score for score, _ in scored[start:]])
        ordered += sorted(scored[start:end], key=itemgetter(1)) if end - start > 1 else scored[start:end]
        start = end
    return ordered[:limit]


def tied(scores: Sequence[float]) -> int:
    """How many of the first are equal, as far as rounding lets one tell."""
    for at in range(1, len(scores)):
        if scores[at - 1] - scores[at] > _NEAR * scores[at - 1]:
            return at
    return len(scores)


def needed(scores: Sequence[float], limit: int) -> int:
    """How many must be looked at to know the best ``limit``: these, and all that tie with the last of them."""
    return limit - 1 + tied(scores[limit - 1 :]) if len(scores) > limit else len(scores)


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
