"""问及：the names of places and units that stand in a question, as the catalogue of a store knows them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from corpus.model import Span
from kb.lookup import Keys, Lookup
from qa.units import stands_bare

_LONGEST = 40  # characters of a name

Hit = tuple[Span, str]
"""A name that stands in the question, and where."""
Named = tuple[Hit, frozenset[str]]
"""With the units that it may mean."""


class Spotted:
    """A question on its way through the steps; what a step has read is blanked for those after it."""

    def __init__(self, text: str, lookup: Lookup) -> None:
        self.text, self.rest, self.lookup = text, text, lookup

    @cached_property
    def _pieces(self) -> frozenset[str]:
        """Every stretch of the text that may be a name."""
        text, size = self.text, len(self.text)
        return frozenset(
            text[start:end]
            for start in range(size)
            for end in range(start + 2, min(size, start + _LONGEST) + 1)
        )

    def _hits(self, names: Iterable[str]) -> list[Hit]:
        """Wherever one of the names stands, from left to right."""
        return sorted((Span(at, at + len(name)), name) for name in names for at in _starts(name, self.text))

    @cached_property
    def places(self) -> tuple[tuple[Hit, Keys], ...]:
        """The names of places in the text that are part of no longer one, with the plans of each."""
        known = self.lookup.marked("place", self._pieces)
        return tuple((hit, known[hit[1]]) for hit in _longest(self._hits(known)))

    @property
    def place_names(self) -> tuple[str, ...]:
        return tuple(name for (_, name), _ in self.places)

    @cached_property
    def is_placed(self) -> bool:
        """Whether a place stands by itself, in no unit's name and not right before another place."""
        starts = {span.start for span in self._spans}
        return any(
            span.end not in starts and not any(_within(span, unit) for (unit, _), _ in self.holders)
            for span in self._spans
        )

    @property
    def _spans(self) -> list[Span]:
        return [span for (span, _), _ in self.places]

    @cached_property
    def units(self) -> tuple[Named, ...]:
        """The names of units, with the units that each may mean; common words where they stand for a unit.

        Of 江川区财政局 and 区财政局 within it both are, for a plan of 江川区 has the one in short.
        """
        return self._called(self._pieces)

    @cached_property
    def holders(self) -> tuple[Named, ...]:
        """Those of the units whose names have a place in them."""
        called = self._called(frozenset(self._round()))
        return tuple(
            (hit, units) for hit, units in called if any(_within(span, hit[0]) for span in self._spans)
        )

    def _round(self) -> Iterator[str]:
        """Every stretch of the text that has a place in it and more."""
        for place in self._spans:
            for start in range(max(0, place.end - _LONGEST), place.start + 1):
                for end in range(place.end, min(len(self.text), start + _LONGEST) + 1):
                    if (start, end) != (place.start, place.end):
                        yield self.text[start:end]

    def _called(self, pieces: frozenset[str]) -> tuple[Named, ...]:
        sure, bare = self.lookup.called(pieces)
        hits = [h for h in self._hits({*sure, *bare}) if h[1] in sure or self._stands(h)]
        whole = _longest(hits)
        placed = {(p.start, end) for (p, _), _ in self.places for end in (p.end - 1, p.end)}
        short = [
            h for h in hits if any(h[0].end == w.end and (w.start, h[0].start) in placed for w, _ in whole)
        ]
        nothing: frozenset[str] = frozenset()
        return tuple((h, sure.get(h[1], nothing) | bare.get(h[1], nothing)) for h in (*whole, *short))

    def _stands(self, hit: Hit) -> bool:
        """Whether the word is that of a unit, the name of its place before it apart."""
        at = min((p.start for (p, _), _ in self.places if p.end == hit[0].start), default=hit[0].start)
        return stands_bare(self.text[:at] + self.text[hit[0].start :], at, hit[1])

    def blank(self, span: Span) -> None:
        self.rest = self.rest[: span.start] + " " * (span.end - span.start) + self.rest[span.end :]


def _within(place: Span, unit: Span) -> bool:
    return unit != place and unit.covers(place)


def _starts(name: str, text: str) -> Iterator[int]:
    at = text.find(name)
    while at >= 0:
        yield at
        at = text.find(name, at + 1)


def _longest(hits: Iterable[Hit]) -> list[Hit]:
    every = list(hits)
    return [h for h in every if not any(o[0] != h[0] and o[0].covers(h[0]) for o in every)]
