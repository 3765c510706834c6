"""Patterns that are compiled when they are first used.

The rules of extraction hold some hundred patterns, many built from long lists of words; compiling them
takes a second, which a question or ``--help`` must not pay.
"""

from __future__ import annotations

import re
from collections.abc import Callable
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
        self.__dict__ |= {method: getattr(compiled, method) for method in _METHODS}
        return self.__dict__[name]


def lazily(source: str | Callable[[], str], flags: int = 0) -> re.Pattern[str]:
    """As ``re.compile``, at the first use; ``source`` may be a function, where it takes long to build."""
    return cast("re.Pattern[str]", _Lazy(source, flags))
