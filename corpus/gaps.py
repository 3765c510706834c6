"""序号全失：headings whose marker is lost entirely, where a gap in the sequence has one place for them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from corpus.lazy import lazily
from corpus.markers import FIRST, SECOND, THIRD, Marker, label_of
from corpus.model import Span
from corpus.unitlist import unit_list

_SHORT = lazily("[\u4e00-\u9fff“”、,A-Z0-9]{2,29}[\u4e00-\u9fff”]")


def fill_gaps(folded: str, rows: tuple[Span, ...], headings: Sequence[Marker]) -> tuple[Marker, ...]:
    """``headings`` with an empty marker for each that a gap of one number leaves exactly one place for."""
    marked = frozenset(marker.span.start for marker in headings)
    added = [
        Marker(rank, before.ordinal + 1, label_of(rank, before.ordinal + 1), place, True)
        for rank in (FIRST, SECOND, THIRD)
        for before, after in _gaps(headings, rank)
        for place in _place(folded, rows, marked, Span(before.span.start, after.span.start))
    ]
    return tuple(sorted((*headings, *added), key=lambda marker: marker.span))


def _gaps(headings: Sequence[Marker], rank: int) -> Iterator[tuple[Marker, Marker]]:
    """Neighbours of ``rank`` under one parent between which one number is missing."""
    siblings = [marker for marker in headings if marker.rank <= rank]
    for before, after in pairwise(siblings):
        if before.rank == after.rank == rank and after.ordinal == before.ordinal + 2:
            yield before, after


def _place(folded: str, rows: tuple[Span, ...], marked: frozenset[int], gap: Span) -> tuple[Span, ...]:
    """Where the heading stands: the one short line, else the one paragraph more with its own unit list."""
    first, last = (bisect_left(rows, edge, key=lambda row: row.start) for edge in (gap.start, gap.end))
    free = [row for row in rows[first + 1 : last] if row.start not in marked]
    short = [
        row for row in free if row.end != rows[last - 1].end and _SHORT.fullmatch(folded, row.start, row.end)
    ]
    listed = [row for row in free if (unit_list(folded, row) or row.start) > row.start]
    if not short and unit_list(folded, rows[first]) is not None:
        short = listed
    return (Span(short[0].start, short[0].start),) if len(short) == 1 else ()
