"""What is worked out of plans once: views and names that every question needs, kept beside the plans.

Plans never change, so whatever depends on them alone is right for as long as they are held. They are
known by identity, in every room of ``qa`` alike. Comparing two plans would take longer than most of what
is kept here; the id of a document would not do, for it is that of the bytes, and the same bytes give
other clauses and facts when the rules change.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, wraps
from typing import Generic, TypeVar

from corpus.model import Document
from kb.model import Plan

Held = TypeVar("Held", Plan, Document)
Result = TypeVar("Result")

_PLANS = 512  # as many as are read for one answer, and a few
_SELECTIONS = 64


@dataclass(frozen=True, slots=True, eq=False)
class _Key(Generic[Held]):
    """Plans or documents as a key; holding them keeps others from getting their identities."""

    held: tuple[Held, ...]

    def __hash__(self) -> int:
        return hash(tuple(map(id, self.held)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and tuple(map(id, self.held)) == tuple(map(id, other.held))


def per_plan(view: Callable[[Held], Result]) -> Callable[[Held], Result]:
    """``view`` of a plan, or of its document, worked out once; it must give what cannot be changed."""

    @lru_cache(maxsize=_PLANS)
    def kept(key: _Key[Held]) -> Result:
        return view(key.held[0])

    return wraps(view)(lambda held: kept(_Key((held,))))


def per_plans(view: Callable[[Sequence[Plan]], Result]) -> Callable[[Sequence[Plan]], Result]:
    """``view``, worked out once for each choice of plans; it must give what cannot be changed."""

    @lru_cache(maxsize=_SELECTIONS)
    def kept(key: _Key[Plan]) -> Result:
        return view(key.held)

    return wraps(view)(lambda plans: kept(_Key(tuple(plans))))
