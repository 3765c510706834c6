"""补全：what may stand at the end of a question that has been typed so far."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from corpus.lazy import lazily
from graph.titles import listed_marks, quoted_titles
from kb.called import core
from kb.contents import Contents, Listed
from kb.model import Plan
from qa.answer import unit_names
from qa.remembered import per_plans
from qa.segmenter import Segmenter
from qa.sounds import begins

_LONGEST = 80
_LEVELS = tuple("省市州县区旗乡镇")
_SEGMENTER = Segmenter()
_LETTERS = lazily(r"(?<![a-z0-9])[a-z]{2,30}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Candidate:
    """``text`` may take the place of the last ``replaces`` characters; ``kind`` is what it names."""

    text: str
    replaces: int
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """Words of one kind; see ``_WITHIN`` for those that what was typed may mean without beginning them."""

    name: str
    words: Sequence[str]


@per_plans
def kinds(plans: Sequence[Plan]) -> tuple[Kind, ...]:
    """Units, indicators and titles of the plans."""
    indicators = dict.fromkeys(target.indicator for plan in plans for target in plan.facts.targets)
    return (
        Kind("单位", unit_names(plans)),
        Kind("指标", tuple(indicators)),
        titles(quoted_titles(plan.document for plan in plans).values()),
    )


def kinds_of(contents: Contents) -> tuple[Kind, ...]:
    """What a store holds, without a plan being read."""
    return (
        Kind("单位", tuple(unit.name for unit in contents.units)),
        Kind("指标", tuple(indicator.name for indicator in contents.indicators)),
        Kind("地方", contents.places),
        titles(f"《{plan.title}》{mark}" for plan, mark in _marked(contents)),
    )


def titles(names: Iterable[str]) -> Kind:
    """``names`` are titles in 《》, with what tells those of one title apart."""
    return Kind("方案", tuple(names))


def _marked(contents: Contents) -> Iterable[tuple[Listed, str]]:
    return zip(contents.plans, listed_marks(contents.plans), strict=True)


def ending(typed: str, known: Sequence[Kind]) -> tuple[Candidate, ...]:
    """Words of the first kind that the longest possible end of what was typed may mean."""
    for start in range(max(0, len(typed) - _LONGEST), len(typed)):
        before, end = typed[:start], typed[start:]
        begun = ((kind, [word for word in kind.words if _begins(word, end)]) for kind in known)
        within = (
            (kind, [word for word in kind.words if _is_within(kind, word, before, end)]) for kind in known
        )
        kind, found = next((pair for pair in chain(begun, within) if pair[1]), (None, []))
        if kind:
            return tuple(Candidate(word, len(end), kind.name) for word in found if word != end)
    return _spelt(typed, known)


def _spelt(typed: str, known: Sequence[Kind]) -> tuple[Candidate, ...]:
    """Units whose name, with its level or without, begins with the pinyin at the end of what was typed."""
    match = _LETTERS.search(typed)
    if match is None:
        return ()
    letters = match[0].lower()
    units = [word for kind in known if kind.name == "单位" for word in kind.words]
    found = (word for word in units if begins(letters, word) or begins(letters, core(word)))
    return tuple(Candidate(word, len(letters), "单位") for word in found)


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


def _is_within(kind: Kind, word: str, before: str, end: str) -> bool:
    return kind.name in _WITHIN and _WITHIN[kind.name](word, before, end)


_WITHIN: Mapping[str, Callable[[str, str, str], bool]] = {
    "单位": _without_level,
    "指标": _at_a_word,
    "方案": _quoted,
}
"""Whether what was typed, split before its end, may mean a word of the kind that does not begin with it."""
