"""词与字样：the words of ``units.toml`` as alternatives of a pattern, and back to their fullest form."""

from __future__ import annotations

from functools import cached_property
from itertools import chain

from corpus.alternatives import any_of
from kb.lexicon import load

_LEXICON = load("units")


class Wordings(dict[str, str]):
    """Wording → the fullest form."""

    @cached_property
    def of(self) -> dict[str, tuple[str, ...]]:
        """The fullest form → its wordings."""
        found: dict[str, tuple[str, ...]] = {}
        for word, full in self.items():
            found[full] = (*found.get(full, ()), word)
        return found


def _fullest(*tables: list[list[str]]) -> Wordings:
    """Every wording of every row to the row's first; the earlier row wins."""
    full = Wordings()
    for row in chain(*tables):
        for word in row:
            full.setdefault(word, row[0])
    return full


LEVELS: dict[str, str] = _LEXICON["levels"]
GOVERNMENT = _fullest(_LEXICON["functions"]["government"])
PARTY = _fullest(_LEXICON["functions"]["party"])
MASS = _fullest(_LEXICON["organs"]["mass"])
ORGANS = _fullest(_LEXICON["organs"]["mass"], _LEXICON["organs"]["other"])
FIXED = _fullest(_LEXICON["national"]["fixed"])
SUFFIXES = _fullest(_LEXICON["suffixes"]["classes"])
NATIONAL: tuple[str, ...] = tuple(_LEXICON["national"]["prefixes"])
INHERITS = frozenset(_LEXICON["suffixes"]["inherits"])
ENDINGS = any_of(_LEXICON["suffixes"]["endings"])
PROVINCES: tuple[str, ...] = tuple(_LEXICON["places"]["provinces"])
COVERS: dict[str, list[str]] = _LEXICON["covers"]
GROUPS: dict[str, list[str]] = _LEXICON["groups"]
SPOKEN: dict[str, list[str]] = _LEXICON["suffixes"]["spoken"]


def wordings(full: str, table: Wordings) -> tuple[str, ...]:
    """Every wording in ``table`` with the fullest form ``full``, in the order of the lexicon."""
    return table.of.get(full, ())
