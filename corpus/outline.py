"""条款层次：which markers are headings, decided by their sequence.

A number opens a heading where the sequence carries it: it is 1, follows the one before it, or is
followed by its successor. A damaged marker takes the number its neighbours leave open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus.annexes import annexes, listed
from corpus.gaps import fill_gaps
from corpus.markers import ANNEX, CHAPTER, FIRST, GOAL, ROW, SECOND, THIRD, Marker, label_of, markers
from corpus.model import Repair, Span
from corpus.runin import run_in
from corpus.tables import Head, grid_rows, heads, in_flat_row

_RANKS = range(ROW + 1)
_JUMP = 3
_GROUPS = frozenset({ANNEX, CHAPTER, FIRST, SECOND})
"""Ranks whose markers open a group of rows where they stand in a table; deeper ones are text of a cell."""
_APART = frozenset({ANNEX, GOAL})


def outline(
    folded: str, rows: tuple[Span, ...], within: Span
) -> tuple[tuple[Marker, ...], tuple[Repair, ...]]:
    """The headings in reading order, damaged ones restored, with a repair for each restoration."""
    tables = heads(folded, within)
    found = _candidates(folded, rows, within, tables)
    if sum(not m.lost and m.rank not in _APART for m in found) < 2:
        return run_in(folded, within), ()
    intact_goal = any(m.rank == GOAL and not m.lost for m in found)
    accepted: list[Marker] = []
    last, here = [0] * len(_RANKS), [0] * len(_RANKS)
    for marker, after in zip(found, _followers(found), strict=True):
        if in_flat_row(marker, accepted[-1] if accepted else None, tables):
            continue
        if marker.lost:
            heading = _restored(marker, here[marker.rank], after, intact_goal)
        else:
            heading = marker if _coherent(marker, last[marker.rank], after) else None
        if heading is not None:
            accepted.append(heading)
            last[heading.rank] = here[heading.rank] = heading.ordinal
            here[heading.rank + 1 :] = [0] * (len(_RANKS) - heading.rank - 1)
            last = here.copy() if heading.rank == ANNEX else last
    headings = fill_gaps(folded, rows, accepted)
    return headings, tuple(_repair(folded, heading) for heading in headings if heading.lost)


def _candidates(
    folded: str, rows: tuple[Span, ...], within: Span, tables: tuple[Head, ...]
) -> tuple[Marker, ...]:
    """Markers at the beginning of a paragraph and rows of grids; a bare number counts only below the
    head of a flat table."""
    notes = tuple(listed(folded, rows))
    starts = {row.start for row in rows if not any(note.covers(row) for note in notes)}
    grid = {marker.span.start: marker for marker in grid_rows(folded, tables)}
    flat_from = next((head.span.end for head in tables if not head.grid), within.end)
    found = {
        marker.span.start: marker
        for marker in markers(folded, within)
        if marker.span.start in starts and (marker.rank != ROW or marker.span.start > flat_from)
    }
    kept = {at: marker for at, marker in found.items() if at not in grid or marker.rank in _GROUPS}
    apart = tuple(marker for at, marker in found.items() if at not in grid)
    named = {marker.span.start: marker for marker in annexes(folded, rows, tables, apart)}
    every = {**grid, **named, **kept}
    return tuple(every[at] for at in sorted(every))


def _followers(found: Sequence[Marker]) -> list[int]:
    """For each marker the next intact number of its rank under the same parent; 0 where there is none."""
    coming = [0] * len(_RANKS)
    after = []
    for marker in reversed(found):
        after.append(coming[marker.rank])
        if not marker.lost:
            coming[marker.rank] = marker.ordinal
            coming[marker.rank + 1 :] = [0] * (len(_RANKS) - marker.rank - 1)
    return after[::-1]


def _coherent(marker: Marker, before: int, after: int) -> bool:
    number = marker.ordinal
    if marker.rank in (ANNEX, GOAL) or number == 1:
        return True
    if marker.rank == ROW:
        return number in (0, before + 1)
    return number > 0 and (before <= number <= before + _JUMP or after == number + 1)


def _restored(marker: Marker, before: int, after: int, intact_goal: bool) -> Marker | None:
    """``marker`` with the number its neighbours leave open; None where they leave none."""
    if marker.rank == GOAL:
        return marker if intact_goal else None
    number = before + 1 if before else after - 1
    if number < 1 or (after and after <= number) or marker.ordinal not in (0, number):
        return None
    return replace(marker, ordinal=number, label=label_of(marker.rank, number))


def _repair(folded: str, marker: Marker) -> Repair:
    if marker.rank == GOAL:
        end = marker.span.end + 2
        surface = folded[marker.span.start : end]
        text = f"{marker.label}:{surface[len(marker.label) :]}"
        return Repair(Span(marker.span.start, end), surface, text, "“具体目标”后丢冒号", True)
    printed = marker.label + {FIRST: "、", THIRD: "."}.get(marker.rank, "")
    reason = f"标题序号丢失或残缺，按上下文次序应为“{printed}”"
    if not marker.span:
        span = Span(marker.span.start, marker.span.start + 2)
        return Repair(span, span.of(folded), printed + span.of(folded), reason, False)
    return Repair(marker.span, marker.span.of(folded), printed, reason, True)
