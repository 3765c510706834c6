"""名目：what some plans, their places and their units are called."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Names:
    """``titles`` are in plain letters, ``calls`` the names that units may be called by, one a line."""

    places: tuple[str, ...]
    titles: tuple[str, ...]
    calls: str


NOTHING = Names((), (), "")


def joined(each: Sequence[Names]) -> Names:
    """What all of them are called, each name once."""
    return Names(
        _once(name for one in each for name in one.places),
        _once(name for one in each for name in one.titles),
        "\n".join(_once(name for one in each for name in one.calls.splitlines())),
    )


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
