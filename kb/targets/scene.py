"""语境：what stands before and after an amount in its clause, and what governs it from further back.

A clause runs from one ``,;。:`` to the next; text between two amounts belongs to the first up to the
list mark (6名甲、12名乙), whole to the second where there is none (甲达41%乙达82%).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from corpus.lazy import lazily
from corpus.model import Span
from kb.model import Deadline
from kb.targets.amounts import Amount
from kb.targets.words import AND, PREDICATE, VERBS

_CLAUSE = lazily(r"[,;。:!?|\n\0]")
_SENTENCE = lazily(r"[。!?|\n]")
_LISTED = lazily(rf"(?![初高中小省市县区城]、)(.*?)(?:、|或(?!者)|{AND})(.*)", re.S)
_BASELINE = lazily(
    "(?:比|较|与)(?:20[0-9]{2}年|上一?年|去年|同期)(?:同期|底|末|度)?(?:水平)?(?:相比|比)?|在20[0-9]{2}年基础上"
)
_WINDOW = 90
_NEAREST = 40


@dataclass(frozen=True, slots=True)
class Found:
    """An amount at its place, with the name of the rule that read it."""

    span: Span
    amount: Amount
    rule: str


@dataclass(frozen=True, slots=True)
class Scene:
    """``left`` and ``right`` are an amount's own words, dates cut out; ``before`` is the clause before.

    ``head`` is everything from the start of the sentence (at most a window); ``gap`` is what parts the amount
    from the one before it in the same clause, None where it is the first.
    """

    found: Found
    surface: str
    left: str
    right: str
    before: str
    head: str
    tail: str
    gap: str | None


@dataclass(frozen=True)
class Setting:
    """The prose with its marks, deadlines and amounts in reading order."""

    text: str
    deadlines: Sequence[Deadline]
    found: Sequence[Found]

    @cached_property
    def _clauses(self) -> list[int]:
        return [match.end() for match in _CLAUSE.finditer(self.text)]

    @cached_property
    def _sentences(self) -> list[int]:
        return [match.end() for match in _SENTENCE.finditer(self.text)]

    @cached_property
    def _starts(self) -> list[int]:
        return [deadline.evidence.span.start for deadline in self.deadlines]

    def clause_start(self, offset: int) -> int:
        at = bisect_right(self._clauses, offset)
        return self._clauses[at - 1] if at else 0

    def clause_end(self, offset: int) -> int:
        at = bisect_right(self._clauses, offset)
        return self._clauses[at] - 1 if at < len(self._clauses) else len(self.text)

    def sentence_start(self, offset: int) -> int:
        at = bisect_right(self._sentences, offset)
        return self._sentences[at - 1] if at else 0

    def deadlines_in(self, start: int, end: int) -> Sequence[Deadline]:
        """Those that begin in ``[start, end)``."""
        return self.deadlines[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def dated_before(self, start: int, end: int) -> list[Deadline]:
        """The last of those that begin in ``[start, end)``, the nearest first; a few suffice."""
        last = bisect_left(self._starts, end)
        first = max(bisect_left(self._starts, start), last - _NEAREST)
        return list(reversed(self.deadlines[first:last]))

    def scenes(self) -> list[Scene]:
        """One an amount, in reading order."""
        return [self._scene(index) for index in range(len(self.found))]

    def _scene(self, index: int) -> Scene:
        here = self.found[index].span
        start, end = self.clause_start(here.start), self.clause_end(here.end)
        gap = self._gap(index, start)
        opens = start if gap is None else self.found[index - 1].span.end
        left = self._undated(max(opens, here.start - _WINDOW), here.start)
        if gap is not None:
            left = self._shared(index - 1, left)[1]
        return Scene(
            self.found[index],
            here.of(self.text),
            left,
            self._right(index, end),
            self._before(index, start),
            self.text[max(self.sentence_start(here.start), here.start - 2 * _WINDOW) : here.start],
            self.text[here.end : here.end + 12],
            gap,
        )

    def _gap(self, index: int, start: int) -> str | None:
        """The text between this amount and the one before it, where both stand in one clause."""
        if index == 0 or self.found[index - 1].span.end < start:
            return None
        return self.text[self.found[index - 1].span.end : self.found[index].span.start]

    def _before(self, index: int, start: int) -> str:
        """The clause before, from its last amount on."""
        if start == 0:
            return ""
        last = self.found[index - 1].span.end if index else 0
        return self._undated(
            max(self.clause_start(start - 1), start - _WINDOW, min(last, start - 1)), start - 1
        )

    def _right(self, index: int, end: int) -> str:
        here = self.found[index].span
        follows = index + 1 < len(self.found) and self.found[index + 1].span.start <= end
        if not follows:
            return self._until_date(here.end, min(end, here.end + _WINDOW))
        stop = min(self.found[index + 1].span.start, here.end + _WINDOW)
        return self._shared(index, self._undated(here.end, stop))[0]

    def _shared(self, index: int, between: str) -> tuple[str, str]:
        """What belongs to amount ``index`` and what to the next, of the words between them."""
        if listed := _LISTED.fullmatch(between):
            return listed[1], listed[2]
        here = self.found[index].span
        own = self.text[max(self.clause_start(here.start), here.start - 10) : here.start]
        named = self.found[index].rule.endswith("before-noun")
        wants = named or VERBS.fullmatch(own.rpartition("、")[2]) is not None
        return (between, "") if wants else ("", between)

    def _until_date(self, start: int, end: int) -> str:
        dated = self.deadlines_in(start, end)
        return self.text[start : dated[0].evidence.span.start if dated else end]

    def _undated(self, start: int, end: int) -> str:
        """The text without its dates; a point in time that has words after it opens a new statement."""
        parts, at = [self.text[start:end]], start
        for deadline in self.deadlines_in(start, end):
            span = deadline.evidence.span
            after = self.text[span.end : end]
            kept = self.text[at : span.start]
            opens = deadline.kind != "every" and PREDICATE.fullmatch(self._bare(span.end, end)) is None
            parts = [*([] if opens else [*parts[:-1], kept]), after]
            at = span.end
        return _BASELINE.sub("", "".join(parts))

    def _bare(self, start: int, end: int) -> str:
        """The text with every date cut out."""
        parts, at = [], start
        for deadline in self.deadlines_in(start, end):
            parts.append(self.text[at : deadline.evidence.span.start])
            at = deadline.evidence.span.end
        return "".join([*parts, self.text[at:end]])
