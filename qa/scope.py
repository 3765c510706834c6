"""定范围：which plans of a store may matter to a question, told from the catalogue before any plan is read.

A few plans are all of them read. Of many, the question's own words leave out those that cannot matter: of
other places, naming none of its units, with another title, not writing what it is about. Each step keeps
every plan that the answer could draw on, so that the answer over what is left is that over all of them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from corpus.fold import fold
from kb.catalogue import plain
from kb.lookup import Keys, Lookup
from qa.chunks import Group, nouns, segments
from qa.directory import Directory
from qa.lexicon import load
from qa.parts import parts, questions
from qa.points import points
from qa.selection import quoted_titles
from qa.slots import asks_duties, bounded
from qa.spotted import Hit, Spotted
from qa.standing import Standing
from qa.subjects import in_order, title_names
from qa.topic import topic
from qa.understand import understand
from qa.units import mentioned
from qa.writing import written

FEW = 64
"""Plans of which all are read, for reading them takes no longer than leaving some out."""
_READ = 4096  # questions of which is known what they say
_SAID = frozenset(
    (
        *("gap", "joint", "alone", "ranked", "most_tasks", "most_units", "most_targets", "units_by_count"),
        *("header", "size", "repairs", "idle", "standing", "unit_list", "by_date", "plan_list"),
    )
)
"""What is asked of plans whatever they are about; such words as 两个牵头单位 are none that a plan must write."""
Step = Callable[[Spotted], Keys]


def scope(question: str, lookup: Lookup, within: Keys) -> Keys:
    """The plans, of those ``within`` which it is asked, that an answer may draw on."""
    return scoped(question, lookup, within)[0]


def scoped(question: str, lookup: Lookup, within: Keys) -> tuple[Keys, tuple[Standing, ...]]:
    """With the names that told so, for each part of the question; none where it was more than names."""
    asked = [_of(part, lookup, within) for part in _parted(bounded(question))]
    keys = frozenset[int]().union(*(own for own, _ in asked)) if asked else within
    names = tuple(standing for _, standing in asked if standing)
    return keys, names if len(names) == len(asked) else ()


@dataclass(frozen=True, slots=True)
class _Part:
    """What a question says whatever plans there are; ``about``: of what the plans must write something."""

    words: str
    titles: tuple[str, ...]
    about: bool


@lru_cache(maxsize=_READ)
def _parted(question: str) -> tuple[_Part, ...]:
    text = fold(written(question, ()).text)
    return tuple(
        _Part(one, tuple(map(plain, quoted_titles(one))), understand(one, ())[0].intent not in _SAID)
        for part in parts(text, ())
        for one in questions(part)
    )


def scope_of_unit(unit: str, lookup: Lookup, within: Keys) -> Keys:
    """The plans that may name a unit called so."""
    return _narrowed(Spotted(_text(bounded(unit)), lookup), within, (_placed, _called), few=1)


def _text(question: str) -> str:
    return re.sub(r"\s+", "", fold(question)).lower()


def _of(part: _Part, lookup: Lookup, within: Keys) -> tuple[Keys, Standing | None]:
    asked, words = Spotted(_text(part.words), lookup), plain(part.words)
    titled = _titled(words, part.titles, lookup) & within
    placed = titled or _narrowed(asked, within, (_placed,), few=FEW)
    if titled or len(placed) <= FEW < len(within):
        by_names = not part.titles and (titled or asked.is_placed)
        return placed, Standing(asked.text, words, asked.place_names) if by_names else None
    steps = (_subject, _acting, *((_about,) if part.about else ()))
    return _narrowed(asked, placed, steps, few=FEW), None


def _narrowed(asked: Spotted, within: Keys, steps: Sequence[Step], *, few: int) -> Keys:
    """A step after which nothing would be left is one that the question does not mean."""
    found = within
    for step in steps:
        if len(found) <= few:
            break
        found = (step(asked) & found) or found
    return found


def _titled(words: str, titles: Iterable[str], lookup: Lookup) -> Keys:
    """The plans whose title stands in the question, and all that write what it has in 《》."""
    found = lookup.within_text(words)
    for title in titles:
        found |= lookup.holding("plan", title) if len(title) > 1 else frozenset()
        found |= lookup.writing(title) or frozenset()
    return found


def _placed(asked: Spotted) -> Keys:
    """The plans of the places named; where each is part of a unit's name, those of the units as well.

    In 河东区公安局 公安 is a name of 公安县 too, yet a place that stands by itself tells which plans are meant.
    """
    found = frozenset[int]().union(*(keys for _, keys in asked.places))
    for (span, _), _ in asked.places:
        asked.blank(span)
    if asked.is_placed:
        return found
    return found | asked.lookup.with_units(frozenset[str]().union(*(units for _, units in asked.holders)))


def _subject(asked: Spotted) -> Keys:
    """The plans whose title has, in order, the characters of a name such as 消费扶贫意见."""
    places = asked.place_names
    for name in title_names(asked.text):
        own = max((p for p in places if name.startswith(p)), key=len, default="")
        rest = plain(name[len(own) :])
        if len(rest) > 1 and rest not in load("words")["stop"]:
            named = (key for title, key in asked.lookup.titled(rest) if in_order(rest, title))
            if found := frozenset(named):
                return found
    return frozenset()


def _acting(asked: Spotted) -> Keys:
    """The plans of the units asked. One that no list holds is a word like others, unless its duties are asked for."""
    return _of_units(
        asked,
        [(h, us) for h, us in asked.units if asked.lookup.lists(us) or asks_duties(asked.text, h[0])],
    )


def _called(asked: Spotted) -> Keys:
    """The plans of what is a unit's name and nothing else."""
    return _of_units(asked, asked.units)


def _of_units(asked: Spotted, units: Iterable[tuple[Hit, frozenset[str]]]) -> Keys:
    """The plans that have one of the units or write its name; of a misspelt one those that have what is meant."""
    found: Keys = frozenset()
    for (span, name), own in units:
        found |= asked.lookup.with_units(own) | (asked.lookup.writing(name) or frozenset())
        asked.blank(span)
    return found if found or asked.units else asked.lookup.with_units(_nearest(asked))


def _nearest(asked: Spotted) -> frozenset[str]:
    """The units that a name in the question abbreviates, misspells or comes near to."""
    found: set[str] = set()
    for span, named in mentioned(asked.text, _book(asked.lookup)):
        if named.units or not asked.lookup.writing(named.words):  # else a word that plans use for no unit
            found.update(named.units or named.nearest)
            asked.blank(span)
    return frozenset(found)


def names_no_unit(question: str, lookup: Lookup) -> bool:
    """Whether the question names a unit that no plan of the store has under any name."""
    text = _text(written(bounded(question), ()).text)
    return any(not named.units for _, named in mentioned(text, _book(lookup)))


def _book(lookup: Lookup) -> Directory:
    """The units of all plans by all their names, without what only the plans themselves tell."""
    names: tuple[dict[str, tuple[str, ...]], ...] = ({}, {})
    for name, unit, strong in lookup.roll():
        own = names[strong]
        own[name] = (*own.get(name, ()), unit)
    units = tuple(dict.fromkeys(unit for own in names for found in own.values() for unit in found))
    return Directory(MappingProxyType(names[True]), MappingProxyType(names[False]), units)


def _about(asked: Spotted) -> Keys:
    """The plans that write what is asked about; where none writes all of it, those that write most of it."""
    text = asked.rest
    for span, _ in points(text, None):
        text = text[: span.start] + " " * (span.end - span.start) + text[span.end :]
    groups = topic(text, knows=lambda word: bool(asked.lookup.writing(word))).groups
    whole = [_hearing(group, asked.lookup) for group in groups]
    found = frozenset[int]().union(*whole)
    if found or not groups:
        return found
    written = Counter(
        key
        for group in groups
        for wordings in group
        for word in segments(wordings[0])
        for key in asked.lookup.writing(word) or ()
    )
    most = max(written.values(), default=0)
    return frozenset(key for key, count in written.items() if count == most)


def _hearing(group: Group, lookup: Lookup) -> Keys:
    """The plans with a wording of every chunk each noun of which they write (``Reader.hears``)."""
    chunks = [frozenset[int]().union(*(_saying(w, lookup) for w in wordings)) for wordings in group]
    return frozenset.intersection(*chunks) if chunks else frozenset()


def _saying(wording: str, lookup: Lookup) -> Keys:
    named = nouns(wording)
    if not named:
        return frozenset[int]().union(*(lookup.writing(word) or () for word in segments(wording)))
    return frozenset.intersection(*(_using(noun, lookup) for noun in named))


def _using(noun: str, lookup: Lookup) -> Keys:
    short = lookup.writing(noun[1:]) if len(noun) == 3 else None
    return (lookup.writing(noun) or frozenset()) | (short or frozenset())
