"""What is worked out of plans once: views and names that every question needs, kept beside the plans.

Plans never change, so whatever depends on them alone is right for as long as they are held. They are
known by identity, in every room of ``qa`` alike. Comparing two plans would take longer than most of what
is kept here; the id of a document would not do, for it is that of the bytes, and the same bytes give
other clauses and facts when the rules change.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from functools import wraps
from threading import Lock
from typing import Any, Generic, TypeVar

from corpus.model import Document
from kb.model import Plan

Held = TypeVar("Held", Plan, Document)
Thing = TypeVar("Thing", Plan, Document, Sequence[Plan])
Result = TypeVar("Result")

_PLANS = 2 * 512  # as many as are read for one answer, and a few, each with its document
_SELECTIONS = 64


class _Memory(Generic[Thing]):
    """All that was worked out of the things used last, so many of them; what is let go is let go as a whole.

    Were each view to choose for itself what it keeps, those that are seldom asked for would hold on to plans that
    nobody else has any more.
    """

    def __init__(self, most: int) -> None:
        self._most, self._lock = most, Lock()
        self._held: OrderedDict[tuple[int, ...], tuple[Sequence[Thing], dict[object, Any]]] = OrderedDict()

    def views(self, *held: Thing) -> dict[object, Any]:
        """What is known of them together; holding them keeps others from getting their identities."""
        key = tuple(map(id, held))
        with self._lock:
            found = self._held.get(key)
            if found is None:
                found = self._held[key] = held, {}
                if len(self._held) > self._most:
                    self._held.popitem(last=False)
            else:
                self._held.move_to_end(key)
            return found[1]


_OF_ONE: _Memory[Any] = _Memory(_PLANS)
_OF_SEVERAL: _Memory[Plan] = _Memory(_SELECTIONS)


def per_plan(view: Callable[[Held], Result]) -> Callable[[Held], Result]:
    """``view`` of a plan, or of its document, worked out once; it must give what cannot be changed."""

    @wraps(view)
    def kept(held: Held) -> Result:
        return _known(_OF_ONE.views(held), view, held)

    return kept


def per_plans(view: Callable[[Sequence[Plan]], Result]) -> Callable[[Sequence[Plan]], Result]:
    """``view``, worked out once for each choice of plans; it must give what cannot be changed."""

    @wraps(view)
    def kept(plans: Sequence[Plan]) -> Result:
        return _known(_OF_SEVERAL.views(*plans), view, tuple(plans))

    return kept


def _known(views: dict[object, Any], view: Callable[[Any], Result], of: object) -> Result:
    """Of two threads that work out the same, both have what the first one found."""
    if view not in views:
        views.setdefault(view, view(of))
    found: Result = views[view]
    return found
