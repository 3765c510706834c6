"""并列的地方：湛江市和广州市财政局 names two units, one of each place, and is written out so."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.fold import fold
from kb.called import LEVELS, places
from kb.model import Plan
from qa.directory import directory
from qa.remembered import per_plans

_AND = "(?:和|与|及|以及|跟|同|、)"


@per_plans
def _places(plans: Sequence[Plan]) -> tuple[tuple[str, str], ...]:
    """Every name of a place of the plans with the name that goes before its units, the longest first."""
    of_each = (places(plan.document.header.jurisdiction) for plan in plans)
    found = {name: _own(names) for names in of_each for name in names}
    return tuple(sorted(found.items(), key=lambda pair: (-len(pair[0]), pair[0])))


def _own(names: tuple[str, ...]) -> str:
    """临江区 of 河州市临江区, 临江区, 临江."""
    return next((name for name in names[1:] if names[0].endswith(name)), names[0])


def spread(question: str, plans: Sequence[Plan]) -> str:
    """The question with the unit behind several places written out behind each of them."""
    named = dict(_places(plans))
    if sum(name in question for name in named) < 2:
        return question
    place = "|".join(map(re.escape, named))
    pattern = re.compile(rf"(?:(?:{place}){_AND})+(?:{place})(?:两地|各自)?的?")
    text = fold(question)
    for match in reversed([*pattern.finditer(text)]):
        unit = _unit(text, match.end(), plans)
        if unit:
            own = unit[1:] if unit[0] in LEVELS and unit[1:] in directory(plans).strong else unit
            each = [f"{named[name]}{own}" for name in re.findall(place, match[0])]
            text = text[: match.start()] + "和".join(dict.fromkeys(each)) + text[match.end() + len(unit) :]
    return text


def _unit(text: str, at: int, plans: Sequence[Plan]) -> str:
    """The longest name of a unit that stands there."""
    book = directory(plans)
    names = book.by_first.get(text[at : at + 1], ())
    return next((name for name in names if name in book.strong and text.startswith(name, at)), "")
