"""新到：what came into a store from one look at it to the next, by the names it bears.

What was found out before a plan came in holds still where the plan has nothing to do with it, and its names
tell. Where anything else happened to the store in between, nothing tells.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kb.lookup import Lookup, Seen
from kb.names import NOTHING, Names, joined
from kb.store import Store

_LOOKS = 2000  # that are remembered
_BUNDLE = 16  # looks that are compared as one
_MOST = 64  # plans whose names are read at one look; where more came, all is asked anew


class Arrivals:
    """What was seen to come in, look by look."""

    def __init__(self) -> None:
        self._now = ""
        self._number: dict[str, int] = {}
        self._names: dict[int, Names] = {}
        self._bundles: dict[int, Names] = {}
        self._last: Seen | None = None

    def look(self, store: Store) -> str:
        """The version of the store, to be given to ``since``; "" where it is too old to have one."""
        version = store.version()
        if version and version != self._now and store.catalogued:
            with store.moment():
                self._now = version = store.version()
                self._note(version, store.lookup)
        return version

    def since(self, earlier: str, now: str) -> Sequence[Names] | None:
        """What came in from one version to another; None where more happened, or nobody looked, or it is long ago."""
        first, last = self._number.get(earlier, 0), self._number.get(now, 0)
        return list(self._between(first + 1, last)) if 0 < first <= last else None

    def _between(self, at: int, last: int) -> Iterator[Names]:
        while at <= last:
            bundle = self._bundles.get(at) if at + _BUNDLE <= last + 1 else None
            yield bundle or self._names[at]
            at += _BUNDLE if bundle else 1

    def _note(self, version: str, lookup: Lookup) -> None:
        names = self._came(lookup)
        if names is None:
            for held in (self._number, self._names, self._bundles):
                held.clear()
        at = next(reversed(self._names), 0) + 1
        self._number[version], self._names[at] = at, names or NOTHING
        self._last = lookup.seen
        if at % _BUNDLE == 0 and (first := at - _BUNDLE + 1) in self._names:
            self._bundles[first] = joined([self._names[one] for one in range(first, at + 1)])
        if len(self._number) > _LOOKS:
            oldest = self._number.pop(next(iter(self._number)))
            del self._names[oldest]
            self._bundles.pop(oldest, None)

    def _came(self, lookup: Lookup) -> Names | None:
        """What came in since the last look; None where more happened, or too much, or it cannot be read."""
        came = lookup.came(self._last) if self._last else None
        if came is None or len(came) > _MOST:
            return None
        try:
            return lookup.names(came)
        except (AttributeError, LookupError, TypeError, ValueError):
            return None
