"""补全：what may stand at the end of a line that has been typed so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from commands.chat.model import Session
from commands.chat.slashes import LEADS, SLASHES
from graph.wording import plan_title
from kb.model import Plan
from qa.answer import unit_names
from qa.remembered import per_plans

_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Candidate:
    """``text`` may take the place of the last ``replaces`` characters."""

    text: str
    replaces: int


Kinds = Sequence[Sequence[str]]


def candidates(typed: str, session: Session) -> tuple[Candidate, ...]:
    if not typed.startswith(LEADS):
        return _ending(typed, words(session.plans))
    name, space, rest = typed[1:].partition(" ")
    if not space:
        fits = [s for s in SLASHES if s.name.startswith(name) or s.english.startswith(name)]
        return tuple(Candidate(slash.name, len(name)) for slash in fits)
    choices = next((slash.choices for slash in SLASHES if name in (slash.name, slash.english)), ())
    kinds = (choices, _titles(session.held) if "全部" in choices else ())
    return _ending(rest, kinds) if rest else tuple(Candidate(word, 0) for kind in kinds for word in kind)


@per_plans
def words(plans: Sequence[Plan]) -> Kinds:
    """Units, indicators and titles of the plans."""
    indicators = (target.indicator for plan in plans for target in plan.facts.targets)
    return unit_names(plans), tuple(dict.fromkeys(indicators)), _titles(plans)


def _titles(plans: Sequence[Plan]) -> tuple[str, ...]:
    return tuple(f"《{plan_title(plan.document)}》" for plan in plans)


def _ending(typed: str, kinds: Kinds) -> tuple[Candidate, ...]:
    """Words of the first kind that the longest possible end of what was typed begins, or else stands in."""
    for start in range(max(0, len(typed) - _LONGEST), len(typed)):
        end = typed[start:]
        for fits, kind in product((_begins, _inside), kinds):
            found = [word for word in kind if fits(word, end)]
            if found:
                return tuple(Candidate(word, len(end)) for word in found if word != end)
    return ()


def _begins(word: str, end: str) -> bool:
    return word.startswith(end) or word.removeprefix("《").startswith(end)


def _inside(word: str, end: str) -> bool:
    part = end.removeprefix("《")
    return len(part) > 1 and part in word
