"""名单所在：where lists of responsible units stand, brackets and labels, and which clause each is of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.model import Clause, Document, Span
from kb.responsibilities.roles import LABELS, marks
from kb.units import Located, UnitBook, locate
from kb.units.lists import pieces

_EDGE = re.compile("[()\n]")
_STOP = re.compile("[。\n)]|[;；](?=[^;:。\n]{2,8}:)")
_RUNNING = re.compile("(?<![,;:、(])由|[为将把被]|其中|以下简称|不|如")
_SENTENCE_END = frozenset("。;:!?")
_NOTHING = re.compile("[^\u4e00-\u9fff]*")
_MOST = 0.25


@dataclass(frozen=True, slots=True)
class UnitList:
    """A list at its place; ``rule`` is the form in which it stands."""

    span: Span
    rule: str


def brackets(folded: str) -> Iterator[Span]:
    """The inside of every outermost bracket; one that its paragraph leaves open ends with it."""
    depth, start = 0, 0
    for match in _EDGE.finditer(folded):
        char, at = match[0], match.start()
        if char == "(":
            start = at + 1 if depth == 0 else start
            depth += 1
        elif depth:
            depth = 0 if char == "\n" else depth - 1
            if depth == 0:
                yield Span(start, at)


def _explicit(document: Document, span: Span, book: UnitBook) -> bool:
    """Whether words that rank units stand in the bracket, and little but units besides."""
    folded = document.folded
    found = marks(folded, span)
    if not any(mark.kind in {"verb", "label"} for _, mark in found):
        return False
    labelled = any(mark.kind == "label" for _, mark in found)
    rest = _without(folded, span, tuple(place for place, mark in found))
    items = [item for part in rest for item in locate(document, part)]
    strange = sum(len(item.span) for item in items if item.name.kind == "unknown")
    if not items or strange > _MOST * sum(len(item.span) for item in items):
        return False
    return labelled or not any(_RUNNING.search(part.of(folded)) for part in rest)


def _without(folded: str, span: Span, taken: tuple[Span, ...]) -> tuple[Span, ...]:
    """What is left of ``span`` when the marks are taken out."""
    edges = [span.start, *(edge for place in taken for edge in (place.start, place.end)), span.end]
    left = (Span(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b)
    return tuple(part for part in left if _NOTHING.fullmatch(part.of(folded)) is None)


def _anchor(item: Located, book: UnitBook, several: bool) -> bool:
    """Whether a name can only be that of an organ."""
    name = item.name
    match name.kind:
        case "fixed" | "vertical":
            return True
        case "known" | "organ" if name.prefix or name.place:
            return True
        case "known":
            return several
        case "group":
            return several and name.text.startswith("各")
        case _:
            return False


def _bare(document: Document, span: Span, book: UnitBook) -> bool:
    """Whether a bracket without a ranking word is a list of units: every piece parses, one is sure."""
    folded = document.folded
    cut = pieces(folded, span)
    if not cut or not _ends_sentence(folded, span) or max(len(piece) for piece in cut) > 60:
        return False
    items = locate(document, span)
    strange = [item for item in items if item.name.kind == "unknown"]
    if 5 * len(strange) > len(items) or any(len(item.span) > 6 for item in strange):
        return False
    return any(_anchor(item, book, len(items) > 1) for item in items)


def _ends_sentence(folded: str, span: Span) -> bool:
    """Whether the bracket closes a sentence or a line, as a list of units does."""
    after = folded[span.end + 1 : span.end + 12].lstrip(" ")
    before = folded[max(0, span.start - 12) : span.start - 1].rstrip(" ")
    if span.end >= len(folded) or folded[span.end] == "\n" or not after:
        return True
    return after[0] in "\n。" or (bool(before) and before[-1] in _SENTENCE_END)


def _labelled(folded: str, taken: tuple[UnitList, ...]) -> Iterator[UnitList]:
    """Lists after 责任单位： outside brackets, to the end of the sentence or line (or the next line)."""
    inside = {at for found in taken for at in (found.span.start, found.span.end)}
    ends = sorted((found.span.start, found.span.end) for found in taken)
    last = -1
    starts = sorted(match.start() for rule in LABELS for match in rule.pattern.finditer(folded))
    for start in starts:
        if start < last or any(a <= start < b for a, b in _near(ends, start)) or start in inside:
            continue
        head = folded.find(":", start) + 1 or start
        while head < len(folded) and folded[head] in " \n":
            head += 1
        stop = _STOP.search(folded, head)
        last = stop.start() if stop else len(folded)
        yield UnitList(Span(start, last), "listed.label")


def _near(ends: list[tuple[int, int]], at: int) -> list[tuple[int, int]]:
    return [pair for pair in ends if pair[0] <= at < pair[1]]


def unit_lists(document: Document, book: UnitBook) -> tuple[UnitList, ...]:
    """Every list of responsible units of the plan, in reading order; none inside the page chrome."""
    found: list[UnitList] = []
    for span in brackets(document.folded):
        if _explicit(document, span, book):
            found.append(UnitList(span, "listed.bracket"))
        elif _bare(document, span, book):
            found.append(UnitList(span, "listed.bare"))
    found += _labelled(document.folded, tuple(found))
    outside = [one for one in found if not any(span.overlaps(one.span) for span in document.chrome)]
    return tuple(sorted(outside, key=lambda one: one.span))


def owners(document: Document, lists: tuple[UnitList, ...]) -> dict[UnitList, Clause]:
    """The clause of each list: its measure or section; an item where several items have their own."""
    places = {one: document.clause_at(one.span.start) for one in lists}
    items: dict[str | None, set[str]] = {}
    for clause in places.values():
        item = _item(document, clause)
        if item is not None:
            items.setdefault(item.parent, set()).add(item.id)
    found: dict[UnitList, Clause] = {}
    for one, clause in places.items():
        if clause is None:
            continue
        item = _item(document, clause)
        own = item is not None and len(items[item.parent]) > 1
        found[one] = item if own and item is not None else _numbered(document, clause)
    return found


def _item(document: Document, clause: Clause | None) -> Clause | None:
    chain = document.ancestors(clause) if clause else ()
    return next((one for one in reversed(chain) if one.kind == "item"), None)


def _numbered(document: Document, clause: Clause) -> Clause:
    chain = document.ancestors(clause)
    return next((one for one in reversed(chain) if one.kind in {"section", "measure", "table_row"}), clause)
