"""拼音：a unit written in letters: czj, caizhengju and qczj for 区财政局.

Only the names of units of the plans are read so, and only letters that no plan writes itself (AI, OPC).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.lazy import lazily
from corpus.model import Span
from kb.called import LEVELS, core
from qa.directory import Directory
from qa.model import Named
from qa.sounds import spells

_RUN = lazily(r"(?<![a-z0-9./@_-])[a-z]{3,60}(?![a-z0-9/@_-]|\.[a-z])", re.IGNORECASE)


def spelt(text: str, book: Directory) -> Iterator[tuple[Span, Named]]:
    """Every run of letters that is the pinyin of a unit's name, with the level or place before it."""
    for match in _RUN.finditer(text):
        units = () if _written(match[0], book) else meant(match[0], book)
        if units:
            yield _with_place(text, Span(*match.span()), units, book)


def meant(letters: str, book: Directory) -> tuple[str, ...]:
    """The units whose own name the letters spell; else those that some name of theirs does."""
    said = letters.lower()
    own = tuple(unit for unit in book.units if spells(said, unit) or spells(said, core(unit)))
    if own:
        return own
    names = (name for name in book.strong if len(name) <= len(said) and spells(said, name))
    return tuple(dict.fromkeys(unit for name in names for unit in book.strong[name]))


def _written(letters: str, book: Directory) -> bool:
    word = re.compile(rf"(?<![a-z]){letters}(?![a-z])", re.IGNORECASE)
    return any(word.search(text) for text in book.texts)


def _with_place(text: str, span: Span, units: tuple[str, ...], book: Directory) -> tuple[Span, Named]:
    """区czj and 江川czj are one name; 市czj is none of the units of a district."""
    before = text[: span.start]
    place = next((p for p in sorted(book.places, key=len, reverse=True) if before.endswith(p)), "")
    fitting = units
    if not place and before[-1:] in LEVELS:
        place = before[-1:]
        fitting = tuple(unit for unit in units if unit[0] == place or unit[0] not in LEVELS)
    whole = Span(span.start - len(place), span.end)
    nearest = () if fitting else units
    return whole, Named(whole.of(text), fitting, nearest, corrected=bool(fitting))
