"""账目：characters by what they are, items by what became of them; nothing is counted twice."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from corpus.model import Document, Span


class Place(StrEnum):
    """What a character of the text is part of; the value is its letter in the layout of a plan."""

    CHROME = "壳"
    HEADER = "头"
    MARKER = "号"
    HEADING = "题"
    BODY = "文"
    LIST = "单"
    TABLE = "表"
    ANNEX = "附"
    SIGNATURE = "落"
    BLANK = "空"
    UNPLACED = "缺"


class Kind(StrEnum):
    """What is accounted for in the text."""

    UNIT = "unit"
    NUMBER = "number"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of characters that are all of one place."""

    place: Place
    span: Span


@dataclass(frozen=True, slots=True)
class Use:
    """A fact that rests on an item: responsibility, deadline or target; its clause and its rule."""

    fact: str
    clause: str
    rule: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why no fact rests on an item: the reason in words, and the rule that gives it."""

    text: str
    rule: str


@dataclass(frozen=True, slots=True)
class Item:
    """A unit mention, number or time word at its place, with its uses, or else with the reason.

    Without either it is unexplained: the extraction may have missed it.
    """

    kind: Kind
    span: Span
    clause: str
    uses: tuple[Use, ...]
    reason: Reason | None

    @property
    def explained(self) -> bool:
        return bool(self.uses) or self.reason is not None


@dataclass(frozen=True, slots=True)
class Share:
    """How many of all are explained; ``used`` of them by facts."""

    total: int
    used: int
    explained: int

    @property
    def percent(self) -> float:
        return 100.0 * self.explained / self.total if self.total else 100.0


@dataclass(frozen=True, slots=True)
class Ledger:
    """The account of one plan: stretches that cover every character once, items in reading order."""

    document: Document
    stretches: tuple[Stretch, ...]
    items: tuple[Item, ...]

    def of(self, kind: Kind) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.kind is kind)

    def share(self, kind: Kind) -> Share:
        found = self.of(kind)
        used = sum(bool(item.uses) for item in found)
        return Share(len(found), used, sum(item.explained for item in found))

    def stretches_in(self, span: Span) -> Iterator[Stretch]:
        """The stretches of ``span``, cut to it."""
        at = bisect_right(self.stretches, span.start, key=lambda one: one.span.end)
        while at < len(self.stretches) and self.stretches[at].span.start < span.end:
            one = self.stretches[at]
            start, end = max(one.span.start, span.start), min(one.span.end, span.end)
            yield Stretch(one.place, Span(start, end))
            at += 1

    @property
    def characters(self) -> Share:
        """Every character, and how many have a place."""
        total = sum(len(stretch.span) for stretch in self.stretches)
        lost = self.count(Place.UNPLACED)
        return Share(total, total - lost, total - lost)

    def count(self, place: Place) -> int:
        return sum(len(stretch.span) for stretch in self.stretches if stretch.place is place)

    @property
    def unexplained(self) -> tuple[Item, ...]:
        return tuple(item for item in self.items if not item.explained)
