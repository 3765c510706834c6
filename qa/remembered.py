"""What is worked out of plans once: views and names that every question needs, kept beside the plans.

Plans never change, so whatever depends on them alone is right for as long as they are held. They are
known by identity: comparing two plans would take longer than most of what is kept here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, wraps
from typing import TypeVar

from kb.model import Plan

Result = TypeVar("Result")

_PLANS = 4096
_SELECTIONS = 64


@dataclass(frozen=True, slots=True, eq=False)
class _Held:
    """Plans as a key; holding them keeps others from getting their identities."""

    plans: tuple[Plan, ...]

    def __hash__(self) -> int:
        return hash(tuple(map(id, self.plans)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and tuple(map(id, self.plans)) == tuple(map(id, other.plans))


def per_plan(view: Callable[[Plan], Result]) -> Callable[[Plan], Result]:
    """``view``, worked out once a plan; callers must not change what they get."""

    @lru_cache(maxsize=_PLANS)
    def kept(held: _Held) -> Result:
        return view(held.plans[0])

    return wraps(view)(lambda plan: kept(_Held((plan,))))


def per_plans(view: Callable[[Sequence[Plan]], Result]) -> Callable[[Sequence[Plan]], Result]:
    """``view``, worked out once for each choice of plans; callers must not change what they get."""

    @lru_cache(maxsize=_SELECTIONS)
    def kept(held: _Held) -> Result:
        return view(held.plans)

    return wraps(view)(lambda plans: kept(_Held(tuple(plans))))
