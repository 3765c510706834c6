"""字符归类：every character of a plan is of one place (壳, 头, 号, 题, 文, 单, 表, 附, 落, 空).

Later paints go over earlier ones; what no paint reaches is 缺, and the ledger says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from corpus.lazy import lazily
from corpus.markers import N
from corpus.model import Clause, Document, Span
from corpus.tables import heads
from kb.audit.model import Place, Stretch
from kb.responsibilities.places import unit_lists
from kb.responsibilities.tables import unit_cells

_MARKER = lazily(
    rf"附 ?[件表]? ?(?:{N}{{1,2}}|\d{{1,2}}(?:-\d{{1,2}})?)?|第? ?(?:{N}{{1,4}}|\d{{1,3}}) ?[条章编篇是要]|第{N}{{1,2}}(?=,)"
    rf"|\(?(?:{N}{{1,4}}|\d{{1,3}}) ?\)?[、.]?|[①-⑳]|[、.]|\(? ?\)"
)
_MARKS = lazily(r"[\s#*>|\-·\ufeff]+")


def layout(document: Document) -> str:
    """The text with every character made the letter of its place."""
    paint = [str(Place.UNPLACED)] * len(document.text)
    for place, span in _paints(document):
        paint[span.start : span.end] = [place.value] * len(span)
    return "".join(paint)


def stretches(letters: str) -> tuple[Stretch, ...]:
    """The layout as runs; joined in order they cover it once."""
    found, at = [], 0
    for letter, run in groupby(letters):
        length = sum(1 for _ in run)
        found.append(Stretch(Place(letter), Span(at, at + length)))
        at += length
    return tuple(found)


def _paints(document: Document) -> Iterator[tuple[Place, Span]]:
    """Every place with its span, a later over an earlier."""
    folded = document.folded
    first = next((clause.span.start for clause in document.children(None) if clause.label), len(folded))
    yield Place.HEADER, Span(0, first)
    yield from _clauses(document, first)
    for head in heads(folded, Span(0, len(folded))):
        yield Place.TABLE, head.span
    for one in unit_lists(document):
        if not _in_row(document, one.span.start):
            yield Place.LIST, one.span
    for cell in unit_cells(document):
        yield Place.LIST, cell.span
    for clause in document.clauses:
        yield from _opening(folded, clause)
    for span in document.chrome:
        yield Place.CHROME, span
    for match in _MARKS.finditer(folded):
        if not match[0].strip() or not folded[match.start() : match.end()].strip(" \n#*>|"):
            yield Place.BLANK, Span(*match.span())


def _clauses(document: Document, first: int) -> Iterator[tuple[Place, Span]]:
    roots = document.children(None)
    for root in roots:
        yield _root_place(root, first), root.span
    for clause in document.clauses:
        if clause.kind == "table_row":
            yield Place.TABLE, clause.span


def _root_place(root: Clause, first: int) -> Place:
    """Prose before the first heading is body; what stands unnumbered after it signs the plan."""
    if root.label.startswith("附"):
        return Place.ANNEX
    return (
        Place.SIGNATURE
        if not root.label and root.kind == "paragraph" and root.span.start > first
        else Place.BODY
    )


def _in_row(document: Document, at: int) -> bool:
    clause = document.clause_at(at)
    return clause is not None and clause.kind == "table_row"


def _opening(folded: str, clause: Clause) -> Iterator[tuple[Place, Span]]:
    """The marker of a clause and the words of its heading."""
    start = clause.span.start
    marker = _MARKER.match(folded, start, clause.span.end) if clause.label else None
    if marker is not None:
        yield Place.MARKER, Span(*marker.span())
        start = marker.end()
    heading = _heading(folded, clause, start)
    if heading is not None:
        yield Place.HEADING, heading


def _heading(folded: str, clause: Clause, start: int) -> Span | None:
    words: Sequence[str] = clause.heading.split()
    if not words:
        return None
    pattern = r"\s*".join(re.escape(char) for char in "".join(words))
    match = lazily(pattern).search(folded, start, min(clause.span.end, start + 300))
    return Span(*match.span()) if match else None
