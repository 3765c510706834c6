"""新到：what came into a store from one look at it to the next, by the names it bears.

What was found out before a plan came in holds still where the plan has nothing to do with it, and its names
tell. Where anything else happened to the store in between, nothing tells.
"""

from __future__ import annotations

from collections.abc import Sequence

from kb.lookup import Names, Seen
from kb.store import Store

_LOOKS = 2000  # that are remembered


class Arrivals:
    """What was seen to come in, look by look."""

    def __init__(self) -> None:
        self._number: dict[str, int] = {}
        self._names: dict[int, Names] = {}
        self._last: Seen | None = None

    def look(self, store: Store) -> str:
        """The version of the store, to be given to ``since``; "" where it is too old to have one."""
        version = store.version()
        if version and version not in self._number and store.catalogued:
            with store.moment():
                version = store.version()
                self._note(version, store)
        return version

    def since(self, earlier: str, now: str) -> Sequence[Names] | None:
        """What came in from one version to another; None where more happened, or nobody looked, or it is long ago."""
        if earlier not in self._number or now not in self._number:
            return None
        return [self._names[at] for at in range(self._number[earlier] + 1, self._number[now] + 1)]

    def _note(self, version: str, store: Store) -> None:
        came = store.lookup.came(self._last) if self._last else None
        if came is None:
            self._number.clear()
            self._names.clear()
        number = next(reversed(self._names), 0) + 1
        self._number[version], self._names[number] = number, store.lookup.names(came or frozenset())
        self._last = store.lookup.seen
        if len(self._number) > _LOOKS:
            del self._names[self._number.pop(next(iter(self._number)))]
