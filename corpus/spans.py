"""区段：many spans in order, so that those inside or over another are found without asking each of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import accumulate

from corpus.model import Span


class Spans:
    """Spans by their beginning; which of them lie in another, whether one of them covers another."""

    __slots__ = ("_all", "_ends", "_starts")

    def __init__(self, spans: Iterable[Span]) -> None:
        self._all = sorted(set(spans))
        self._starts = [span.start for span in self._all]
        self._ends = list(accumulate((span.end for span in self._all), max))

    def inside(self, outer: Span) -> Iterator[Span]:
        """Those that ``outer`` covers, in order."""
        for at in range(bisect_left(self._starts, outer.start), len(self._all)):
            if self._starts[at] > outer.end:
                return
            if self._all[at].end <= outer.end:
                yield self._all[at]

    def any_inside(self, outer: Span) -> bool:
        return next(self.inside(outer), None) is not None

    def cover(self, inner: Span) -> bool:
        """Whether one of them begins no later and ends no earlier."""
        before = bisect_left(self._starts, inner.start + 1)
        return before > 0 and self._ends[before - 1] >= inner.end
