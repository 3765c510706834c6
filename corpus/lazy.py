"""Patterns that are compiled when they are first used, and tried only where they can begin.

The rules of extraction hold some hundred patterns, many built from long lists of words; compiling them
takes a second, which a question or ``--help`` must not pay. ``re`` tries a pattern that begins with
an optional part or a look behind at every place of a text, where a place is mostly ruled out by one
character: ``starts`` says with which a match can begin.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from sys import maxsize
from typing import Any, cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split", "groupindex")


class _Lazy:
    """Has the methods of ``re.Pattern``; the first one asked for compiles it."""

    def __init__(self, source: str | Callable[[], str], flags: int) -> None:
        self._source, self._flags = source, flags

    @property
    def pattern(self) -> str:
        return self._source if isinstance(self._source, str) else self._source()

    def __getattr__(self, name: str) -> Any:
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self._flags)
        own = vars(type(self))
        self.__dict__ |= {method: getattr(compiled, method) for method in _METHODS if method not in own}
        return self.__dict__[name]


class _Needing(_Lazy):
    """One whose matches all hold a word, which is looked for first."""

    def __init__(self, source: str | Callable[[], str], flags: int, needs: str) -> None:
        super().__init__(source, flags)
        self.needs = needs

    @cached_property
    def _plain(self) -> re.Pattern[str]:
        return re.compile(self.pattern, self._flags)

    def finditer(self, text: str, pos: int = 0, endpos: int = maxsize) -> Iterator[re.Match[str]]:
        return (
            self._plain.finditer(text, pos, endpos) if text.find(self.needs, pos, endpos) >= 0 else iter(())
        )

    def search(self, text: str, pos: int = 0, endpos: int = maxsize) -> re.Match[str] | None:
        return self._plain.search(text, pos, endpos) if text.find(self.needs, pos, endpos) >= 0 else None

    def fullmatch(self, text: str, pos: int = 0, endpos: int = maxsize) -> re.Match[str] | None:
        return self._plain.fullmatch(text, pos, endpos) if text.find(self.needs, pos, endpos) >= 0 else None


class _Starting(_Lazy):
    """One that knows where its matches begin: with which characters, in the form of a set ``[…]``, and
    before what."""

    def __init__(self, source: str | Callable[[], str], flags: int, starts: str, opening: str | None) -> None:
        super().__init__(source, flags)
        self.starts, self.opening = starts, opening

    @cached_property
    def _places(self) -> re.Pattern[str]:
        return re.compile(place_of([(self.starts, self.opening)]))

    def finditer(self, text: str, pos: int = 0, endpos: int = maxsize) -> Iterator[re.Match[str]]:
        match, after = self.match, pos
        for place in self._places.finditer(text, pos, endpos):
            at = place.start()
            if at >= after and (found := match(text, at, endpos)):
                yield found
                after = found.end()

    def search(self, text: str, pos: int = 0, endpos: int = maxsize) -> re.Match[str] | None:
        return next(self.finditer(text, pos, endpos), None)


def lazily(
    source: str | Callable[[], str],
    flags: int = 0,
    *,
    starts: str | None = None,
    opening: str | None = None,
    needs: str | None = None,
) -> re.Pattern[str]:
    """As ``re.compile``, at the first use; ``source`` may be a function, where it takes long to build.

    ``starts`` holds every character that a match can begin with, as they are written in a set; ``opening``
    is a pattern, cheaper than ``source``, that matches wherever a match that is worth reading begins;
    ``needs`` is a word that every match holds.
    """
    pattern = (
        _Starting(source, flags, starts, opening)
        if starts is not None
        else _Lazy(source, flags)
        if needs is None
        else _Needing(source, flags, needs)
    )
    return cast("re.Pattern[str]", pattern)


def starts_of(pattern: re.Pattern[str]) -> str | None:
    """What was said of the characters that its matches begin with."""
    return getattr(pattern, "starts", None)


def opening_of(pattern: re.Pattern[str]) -> str | None:
    """What was said of the places where its matches begin."""
    return getattr(pattern, "opening", None)


def place_of(openings: Iterable[tuple[str, str | None]]) -> str:
    """A pattern for the first character of any match of patterns with those starts and openings.

    A set is looked for much faster than anything else, so it comes first and the openings look back at it.
    """
    known = list(dict.fromkeys(openings))
    every = "".join(starts for starts, _ in known)
    if not every:
        return "(?!)"
    plain = "".join(starts for starts, opening in known if opening is None)
    ways = [*([f"[{plain}]"] if plain else []), *dict.fromkeys(opening for _, opening in known if opening)]
    return f"[{every}]" + ("" if len(ways) == bool(plain) else f"(?<=(?={'|'.join(ways)})(?s:.))")


def firsts(words: Iterable[str]) -> str:
    """The characters that ``words`` begin with, as they are written in a set."""
    return "".join(map(re.escape, sorted({word[0] for word in words})))
