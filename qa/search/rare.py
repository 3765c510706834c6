"""稀词在前：rare words asked for first, where frequent ones cannot bring a clause among the best by themselves.

A word adds at most (K1 + 1) · idf to a score. If the last clause wanted scores more by the rare words alone than
the frequent ones can ever add together, every clause among the best holds a rare word, and only those
few clauses need be looked at. The hits are the same; nothing is left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import log

from qa.search.ranking import K1

_FEW, _SHARE = 125, 4
_TAKEN_OUT = 1.1  # tantivy counts clauses that were taken out too, which are never more than a twentieth


@dataclass(frozen=True, slots=True)
class Split:
    """``ceiling`` is what the frequent words can add at most."""

    rare: tuple[str, ...]
    frequent: tuple[str, ...]
    ceiling: float


def split(frequencies: Mapping[str, int], clauses: int) -> Split | None:
    """The words parted where the rare ones are in few of the clauses; None where that would gain nothing."""
    words = sorted((word for word, often in frequencies.items() if often), key=lambda w: (frequencies[w], w))
    rare: list[str] = []
    total, few = 0, clauses // _FEW
    for word in words:
        total += frequencies[word]
        if total > few:
            break
        rare.append(word)
    frequent = words[len(rare) :]
    if not rare or sum(frequencies[w] for w in frequent) < _SHARE * sum(frequencies[w] for w in rare):
        return None
    ceiling = sum(_most(frequencies[word], clauses) for word in frequent)
    return Split(tuple(rare), tuple(frequent), ceiling)


def _most(often: int, clauses: int) -> float:
    return (K1 + 1) * log(1 + (_TAKEN_OUT * clauses - often + 0.5) / (often + 0.5))
