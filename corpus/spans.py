"""区段：many spans in order, so that those inside or over another are found without asking each of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from corpus.model import Span


@dataclass(frozen=True, slots=True)
class Spans:
    """Spans by their beginning; which of them lie in another, whether one of them covers another.

    ``reach`` tells of each how far it and those before it go.
    """

    every: tuple[Span, ...]
    starts: tuple[int, ...]
    reach: tuple[int, ...]

    @classmethod
    def of(cls, spans: Iterable[Span]) -> Spans:
        every = tuple(sorted(set(spans)))
        return cls(every, tuple(s.start for s in every), tuple(accumulate((s.end for s in every), max)))

    def inside(self, outer: Span) -> Iterator[Span]:
        """Those that ``outer`` covers, in order."""
        for at in range(bisect_left(self.starts, outer.start), len(self.every)):
            if self.starts[at] > outer.end:
                return
            if self.every[at].end <= outer.end:
                yield self.every[at]

    def any_inside(self, outer: Span) -> bool:
        return next(self.inside(outer), None) is not None

    def cover(self, inner: Span) -> bool:
        """Whether one of them begins no later and ends no earlier."""
        before = bisect_left(self.starts, inner.start + 1)
        return before > 0 and self.reach[before - 1] >= inner.end
