"""One rule is one record: name, pattern, reading, examples, rejects.

The record is shared by every room, so that a rule reads alike whether it finds a heading, a
deadline or the intent of a question; ``tests/test_rules.py`` runs the examples and rejects of all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from corpus.model import Span

Reading = TypeVar("Reading")
Context = TypeVar("Context")


@dataclass(frozen=True, slots=True)
class Rule(Generic[Context, Reading]):
    """``read`` turns a match into a reading, or None where the match is no instance after all.

    ``examples`` maps a text (already folded) to ``str()`` of the first reading in it; ``rejects``
    are texts in which the rule must find nothing. A rule without an example is refused.
    """

    name: str
    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], Context], Reading | None]
    examples: Mapping[str, str]
    rejects: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.examples:
            raise ValueError(f"rule {self.name} has no example")

    def readings(
        self, text: str, context: Context, *, start: int = 0, end: int | None = None
    ) -> Iterator[tuple[Span, Reading]]:
        """Every reading in ``text[start:end]``; the span is the group ``at`` where the pattern has one."""
        for match in self.pattern.finditer(text, start, len(text) if end is None else end):
            reading = self.read(match, context)
            if reading is not None:
                group: str | int = "at" if "at" in self.pattern.groupindex else 0
                yield Span(*match.span(group)), reading


@dataclass(frozen=True, slots=True)
class Rulebook(Generic[Context, Reading]):
    """The rules of one matter in the order they are tried; ``context`` is what the examples assume."""

    title: str
    rules: tuple[Rule[Context, Reading], ...]
    context: Context
