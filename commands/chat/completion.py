"""补全：what may stand at the end of a line that has been typed so far."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain

from commands.chat.model import Session
from commands.chat.slashes import LEADS, SLASHES
from graph.wording import plan_title
from kb.called import core
from kb.model import Plan
from qa.answer import unit_names
from qa.remembered import per_plans
from qa.segmenter import Segmenter

_LONGEST = 80
_LEVELS = tuple("省市州县区旗乡镇")
_SEGMENTER = Segmenter()


@dataclass(frozen=True, slots=True)
class Candidate:
    """``text`` may take the place of the last ``replaces`` characters."""

    text: str
    replaces: int


@dataclass(frozen=True, slots=True)
class Kind:
    """Words of one kind; ``within`` tells whether what was typed, split before its end, may mean one that
    does not begin with it.
    """

    words: Sequence[str]
    within: Callable[[str, str, str], bool] = lambda word, before, end: False


def candidates(typed: str, session: Session) -> tuple[Candidate, ...]:
    if not typed.startswith(LEADS):
        return _ending(typed, kinds(session.plans))
    name, space, rest = typed[1:].partition(" ")
    if not space:
        fits = [s for s in SLASHES if s.name.startswith(name) or s.english.startswith(name)]
        return tuple(Candidate(slash.name, len(name)) for slash in fits)
    choices = next((slash.choices for slash in SLASHES if name in (slash.name, slash.english)), ())
    may_follow = (Kind(choices), _titles(session.held)) if "全部" in choices else (Kind(choices),)
    if not rest:
        return tuple(Candidate(word, 0) for kind in may_follow for word in kind.words)
    return _ending(rest, may_follow)


@per_plans
def kinds(plans: Sequence[Plan]) -> tuple[Kind, ...]:
    """Units, indicators and titles of the plans."""
    indicators = dict.fromkeys(target.indicator for plan in plans for target in plan.facts.targets)
    return Kind(unit_names(plans), _without_level), Kind(tuple(indicators), _at_a_word), _titles(plans)


def _titles(plans: Sequence[Plan]) -> Kind:
    return Kind(tuple(f"《{plan_title(plan.document)}》" for plan in plans), _quoted)


def _ending(typed: str, known: Sequence[Kind]) -> tuple[Candidate, ...]:
    """Words of the first kind that the longest possible end of what was typed may mean."""
    for start in range(max(0, len(typed) - _LONGEST), len(typed)):
        before, end = typed[:start], typed[start:]
        begun = ([word for word in kind.words if _begins(word, end)] for kind in known)
        within = ([word for word in kind.words if kind.within(word, before, end)] for kind in known)
        found = next(filter(None, chain(begun, within)), [])
        if found:
            return tuple(Candidate(word, len(end)) for word in found if word != end)
    return ()


def _begins(word: str, end: str) -> bool:
    return word.startswith(end) or word.removeprefix("《").startswith(end)


def _without_level(unit: str, before: str, end: str) -> bool:
    """财政 may be 区财政局 or 县财政局; 区财政 is not 区县财政局."""
    return end in unit and core(unit).startswith(end) and not before.endswith(_LEVELS)


def _at_a_word(indicator: str, before: str, end: str) -> bool:
    """毛入园 begins a word of 学前三年毛入园率; 年毛入园 does not."""
    if len(end) < 2 or end not in indicator:
        return False
    return any(indicator.startswith(end, start) for _, start, _ in _SEGMENTER.places(indicator))


def _quoted(title: str, before: str, end: str) -> bool:
    """《低碳 is any title with 低碳 in it."""
    return end.startswith("《") and end[1:] in title
