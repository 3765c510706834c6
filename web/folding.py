"""收起：a long list within a text cut after its first entries, so that the rest can be folded; nothing is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_SHOWN, _MANY, _LONG = 8, 12, 100
"""Entries that stay in sight; only what has more than so many entries and characters is folded."""
_ENTRY = r"(?:[^，。；：、\n()（）]|\([^()\n]*+\)|（[^（）\n]*+）)++"
_LIST = re.compile(rf"(?:{_ENTRY}、){{{_MANY},}}+{_ENTRY}")
_FIRST = re.compile(rf"(?:{_ENTRY}、){{{_SHOWN - 1}}}{_ENTRY}")
_REST = re.compile(rf"、{_ENTRY}")


@dataclass(frozen=True, slots=True)
class Stretch:
    """``text`` stays in sight, ``folded`` follows it, of so many entries."""

    text: str
    folded: str = ""
    entries: int = 0


def stretches(text: str) -> tuple[Stretch, ...]:
    """Joined in order, what is in sight and what is folded, they give every character of the text back."""
    return tuple(_stretches(text))


def _stretches(text: str) -> Iterator[Stretch]:
    done = 0
    for match in _LIST.finditer(text):
        first = _FIRST.match(match[0])
        if len(match[0]) > _LONG and first:
            folded = match[0][first.end() :]
            yield Stretch(text[done : match.start() + first.end()], folded, len(_REST.findall(folded)))
            done = match.end()
    yield Stretch(text[done:])
