"""边界：where a mark may begin and end in the text: not inside a number with its measure (90%, 1.5万元)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import pairwise

from corpus.fold import fold
from corpus.lazy import lazily
from corpus.model import Span
from kb.numerals import ARABIC
from kb.targets.words import MEASURE

_NUMBER = lazily(rf"(?:百分之)?(?>{ARABIC})[余多几]?[十百千万亿]*(?:{MEASURE}|年(?=[底初末前内])|[月号])?")


class Borders:
    """``parted``: where something lost was put in; what stands before and after it are two numbers."""

    def __init__(self, text: str, parted: Iterable[int] = ()) -> None:
        self._numbers = tuple(_numbers(text, frozenset(parted)))
        self._starts = tuple(span.start for span in self._numbers)

    def whole(self, span: Span) -> Span:
        """The span with the whole of the numbers that it begins and ends in."""
        first, last = self._around(span.start), self._around(span.end)
        return Span(first.start if first else span.start, last.end if last else span.end)

    def _around(self, at: int) -> Span | None:
        """The number which that place is inside of."""
        found = self._numbers[bisect_right(self._starts, at) - 1 :][:1]
        return next((span for span in found if span.start < at < span.end), None)


def _numbers(text: str, parted: frozenset[int]) -> Iterator[Span]:
    for match in _NUMBER.finditer(fold(text)):
        inner = (at for at in range(match.start() + 1, match.end()) if at in parted)
        yield from (Span(start, end) for start, end in pairwise([match.start(), *inner, match.end()]))
