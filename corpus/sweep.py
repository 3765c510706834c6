"""Many rules tried in one walk over a text: at each place only those that can begin with its character.

A rule whose pattern says what it ``starts`` with costs nothing elsewhere; any other is tried at every place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from operator import itemgetter
from sys import maxsize
from typing import Generic, TypeVar

from corpus.lazy import opening_of, place_of, starts_of
from corpus.model import Span
from corpus.rule import Rule

Reading = TypeVar("Reading")
Context = TypeVar("Context")
_Match = Callable[..., "re.Match[str] | None"]


class _ByFirst(dict[str, tuple[int, ...]]):
    """A character → the rules, by their number, that can begin with it; worked out when it is first met."""

    def __init__(self, starts: Sequence[str | None]) -> None:
        super().__init__()
        self._sets = [None if one is None else re.compile(f"[{one}]") for one in starts]

    def __missing__(self, char: str) -> tuple[int, ...]:
        able = tuple(at for at, one in enumerate(self._sets) if one is None or one.match(char))
        self[char] = able
        return able


class Sweep(Generic[Context, Reading]):
    """``rules`` in the order in which they are tried."""

    def __init__(self, rules: Sequence[Rule[Context, Reading]]) -> None:
        self._rules = tuple(rules)

    @cached_property
    def _starts(self) -> tuple[str | None, ...]:
        return tuple(starts_of(rule.pattern) for rule in self._rules)

    @cached_property
    def _by_first(self) -> _ByFirst:
        return _ByFirst(self._starts)

    @cached_property
    def _places(self) -> re.Pattern[str]:
        patterns = (rule.pattern for rule in self._rules)
        return re.compile(place_of((starts_of(one) or "", opening_of(one)) for one in patterns))

    @cached_property
    def _tried(self) -> tuple[tuple[_Match, str | int, Rule[Context, Reading]], ...]:
        """Each rule with what is needed to try it at a place: its ``match`` and the group of the span."""
        return tuple(
            (rule.pattern.match, "at" if "at" in rule.pattern.groupindex else 0, rule) for rule in self._rules
        )

    @cached_property
    def _openings(self) -> tuple[_Match | None, ...]:
        """What tells whether a rule can match at a place; rules that say the same share one."""
        said = [opening_of(rule.pattern) for rule in self._rules]
        known = {one: re.compile(one).match for one in said if one}
        return tuple(known.get(one or "") for one in said)

    @cached_property
    def _anywhere(self) -> tuple[tuple[int, Rule[Context, Reading]], ...]:
        """The rules that do not say with what they begin."""
        return tuple(each for each in enumerate(self._rules) if self._starts[each[0]] is None)

    def matches(self, text: str, at: int) -> Iterator[tuple[Rule[Context, Reading], re.Match[str]]]:
        """The rules that match at ``at``, in order."""
        if at >= len(text):
            return
        opened: dict[_Match, bool] = {}
        for order in self._by_first[text[at]]:
            opening = self._openings[order]
            if opening and opening not in opened:
                opened[opening] = opening(text, at) is not None
            if opening is None or opened[opening]:
                match, _, rule = self._tried[order]
                if matched := match(text, at):
                    yield rule, matched

    def readings(
        self, text: str, context: Context, *, start: int = 0, end: int | None = None
    ) -> list[tuple[Rule[Context, Reading], Span, Reading]]:
        """What ``Rule.readings`` gives for one rule after the other."""
        stop = len(text) if end is None else end
        tried, by_first = self._tried, self._by_first
        after = [maxsize if one is None else start for one in self._starts]
        found: list[tuple[int, Span, Reading]] = []
        for place in self._places.finditer(text, start, stop):
            at = place.start()
            for order in by_first[place[0]]:
                if at < after[order]:
                    continue
                match, group, rule = tried[order]
                matched = match(text, at, stop)
                if matched:
                    after[order] = matched.end()
                    reading = rule.read(matched, context)
                    if reading is not None:
                        found.append((order, Span(*matched.span(group)), reading))
        for order, rule in self._anywhere:
            found += [(order, *one) for one in rule.readings(text, context, start=start, end=stop)]
        found.sort(key=itemgetter(0))
        return [(self._rules[order], span, reading) for order, span, reading in found]


class Choice:
    """``patterns`` as the alternatives of one: where several match, the first counts. Each says what it starts with."""

    def __init__(self, patterns: Sequence[re.Pattern[str]]) -> None:
        self._patterns = tuple(patterns)

    @cached_property
    def _by_first(self) -> _ByFirst:
        return _ByFirst([starts_of(pattern) for pattern in self._patterns])

    @cached_property
    def _places(self) -> re.Pattern[str]:
        return re.compile(place_of((starts_of(one) or "", one.pattern) for one in self._patterns))

    def spans(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Where the matches in ``text[start:end]`` begin and end."""
        tried = [pattern.match for pattern in self._patterns]
        after, by_first = start, self._by_first
        for place in self._places.finditer(text, start, end):
            at = place.start()
            if at >= after:
                for order in by_first[place[0]]:
                    if matched := tried[order](text, at, end):
                        after = matched.end()
                        yield at, after
                        break
