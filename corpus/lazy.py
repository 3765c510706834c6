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


class _Starting(_Lazy):
    """One that knows with which characters its matches begin, in the form of a set ``[…]``."""

    def __init__(self, source: str | Callable[[], str], flags: int, starts: str) -> None:
        super().__init__(source, flags)
        self.starts = starts

    @cached_property
    def _places(self) -> re.Pattern[str]:
        return re.compile(f"[{self.starts}]")

    def finditer(self, text: str, pos: int = 0, endpos: int = maxsize) -> Iterator[re.Match[str]]:
        match, after = self.match, pos
        for place in self._places.finditer(text, pos, endpos):
            at = place.start()
            if at >= after and (found := match(text, at, endpos)):
                yield found
                after = found.end()

    def search(self, text: str, pos: int = 0, endpos: int = maxsize) -> re.Match[str] | None:
        return next(self.finditer(text, pos, endpos), None)


def lazily(source: str | Callable[[], str], flags: int = 0, *, starts: str | None = None) -> re.Pattern[str]:
    """As ``re.compile``, at the first use; ``source`` may be a function, where it takes long to build.

    ``starts`` holds every character that a match can begin with, as they are written in a set.
    """
    pattern = _Lazy(source, flags) if starts is None else _Starting(source, flags, starts)
    return cast("re.Pattern[str]", pattern)


def starts_of(pattern: re.Pattern[str]) -> str | None:
    """What was said of the beginning of its matches."""
    return getattr(pattern, "starts", None)


def firsts(words: Iterable[str]) -> str:
    """The characters that ``words`` begin with, as they are written in a set."""
    return "".join(map(re.escape, sorted({word[0] for word in words})))
