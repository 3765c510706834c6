"""分项：一是…二是…, 一要…, 第一,…, ①…, (1)…, 1.… that run on inside a paragraph."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.lazy import lazily
from corpus.markers import N
from corpus.model import Repair, Span
from corpus.numerals import ordinal

_STOP = frozenset("。;:,!?)”]\n \t、—")
_WORD_TAIL = frozenset("统唯同之万逐合专单第")


@dataclass(frozen=True, slots=True)
class Item:
    """``span`` runs from the marker to the next item, the end of the paragraph or its unit list."""

    label: str
    ordinal: int
    span: Span


FORMS: tuple[re.Pattern[str], ...] = (
    lazily(f"(?P<n>{N}{{1,3}})是(?!否)", needs="是"),
    lazily(f"(?P<n>{N}{{1,2}})要(?![求素点件闻务道领])", needs="要"),
    lazily(f"第(?P<n>{N}{{1,2}})(?=,)", needs="第"),
    lazily(r"(?<=[。;:,)])(?P<n>[①-⑳])", starts="①-⑳"),
    lazily(r"(?<=[。;:,])\((?P<n>\d{1,2})\)", needs="("),
    lazily(rf"(?<=[。;:,])\((?P<n>{N}{{1,2}})\)", needs="("),
    lazily(r"(?<=[。;:])(?P<n>\d{1,2})[.、](?!\d)", starts=r"\d"),
)
"""Tried in this order; a later form is read only before the first item of the earlier ones."""


def items(folded: str, parts: tuple[Span, ...]) -> tuple[tuple[Item, ...], tuple[Repair, ...]]:
    """The items inside ``parts`` (paragraphs of one clause, unit lists cut off)."""
    if not parts:
        return (), ()
    within = Span(parts[0].start, parts[-1].end)
    heads: list[re.Match[str]] = []
    for form in FORMS:
        limit = min((head.start() for head in heads), default=within.end)
        for run in _runs(folded, form, within):
            if run[-1].end() <= limit:
                heads += run
    if not heads:
        return (), ()
    heads.sort(key=lambda head: head.start())
    return _spread(heads, parts), tuple(_repairs(folded, heads))


def _runs(folded: str, form: re.Pattern[str], within: Span) -> Iterator[list[re.Match[str]]]:
    """Sequences of at least two members, from 1 (or from a lost 1) upwards."""
    run: list[re.Match[str]] = []
    for match in form.finditer(folded, within.start, within.end):
        number = ordinal(match["n"]) or 0
        expected = (ordinal(run[-1]["n"]) or 0) + 1 if run else 1
        bounded = match.start() == within.start or folded[match.start() - 1] in _STOP
        if number == expected and (bounded or _separable(folded, match, form)):
            run.append(match)
        elif number in (1, 2) and bounded and not (run and number == 2):
            if len(run) > 1:
                yield run
            run = [match]
        elif run and bounded and number == expected + 1:
            run.append(match)
    if len(run) > 1:
        yield run


def _separable(folded: str, match: re.Match[str], form: re.Pattern[str]) -> bool:
    """Whether a marker that follows no stop is one whose stop is lost: only 一是 and 一要 show it."""
    return form in FORMS[:2] and folded[match.start() - 1] not in _WORD_TAIL


def _spread(heads: list[re.Match[str]], parts: tuple[Span, ...]) -> tuple[Item, ...]:
    found: list[Item] = []
    ends = [part.end for part in parts]
    nexts = [head.start() for head in heads[1:]] + [parts[-1].end]
    for head, following in zip(heads, nexts, strict=True):
        at = bisect_right(ends, head.start())
        if at < len(parts) and parts[at].start <= head.start():
            span = Span(head.start(), min(following, parts[at].end))
            found.append(Item(head.group(), ordinal(head["n"]) or 0, span))
    return tuple(found)


def _repairs(folded: str, heads: list[re.Match[str]]) -> Iterator[Repair]:
    for head in heads:
        start = head.start()
        if start >= 2 and folded[start - 1].isalnum():
            span = Span(start - 2, head.end())
            surface = span.of(folded)
            restored = f"{surface[:2]}。{surface[2:]}"
            yield Repair(span, surface, restored, f"“{head.group()}”前丢句号", True)
