"""条款层次：which markers are headings, decided by their sequence.

A number opens a heading where the sequence carries it: it is 1, follows the one before it, or is
followed by its successor. A damaged marker takes the number its neighbours leave open; a text whose
line breaks are lost is read by the sequence alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice

from corpus.markers import ANNEX, FIRST, GOAL, ROW, RUN_IN, SECOND, THIRD, Marker, label_of, markers
from corpus.model import Repair, Span
from corpus.numerals import ordinal
from corpus.paragraphs import paragraphs

_TABLE_HEAD = re.compile("(?m)^[ ]*序 ?号[ ]*$")
_REFERENCE = re.compile("[第见照据按和及、至款项条中上]$")
_BOUNDARY = frozenset("。;:!?)]”」』 \n")
_JUMP = 3


def outline(folded: str, within: Span) -> tuple[tuple[Marker, ...], tuple[Repair, ...]]:
    """The headings in reading order, damaged ones restored, with a repair for each restoration."""
    starts = {span.start for span in paragraphs(folded, within)}
    head = _TABLE_HEAD.search(folded, within.start, within.end)
    rows_from = head.end() if head else within.end
    found = [
        marker
        for marker in markers(folded, within)
        if marker.span.start in starts and (marker.rank != ROW or marker.span.start > rows_from)
    ]
    if sum(not m.lost and m.rank in RUN_IN for m in found) < 2:
        return _run_in(folded, within), ()
    intact_goal = any(m.rank == GOAL and not m.lost for m in found)
    accepted: list[Marker] = []
    repairs: list[Repair] = []
    for at, marker in enumerate(found):
        if marker.lost:
            restored = _restored(accepted, marker, islice(found, at + 1, None), intact_goal)
            if restored is not None:
                accepted.append(restored)
                repairs.append(_repair(folded, restored))
        elif _coherent(accepted, marker, islice(found, at + 1, None)):
            accepted.append(marker)
    return tuple(accepted), tuple(repairs)


def _previous(accepted: Sequence[Marker], rank: int, *, within_parent: bool) -> int:
    """The last number of ``rank``; 0 where there is none (under the same parent)."""
    for marker in reversed(accepted):
        if marker.rank == rank:
            return marker.ordinal
        if marker.rank < rank and within_parent or marker.rank == ANNEX:
            return 0
    return 0


def _following(marker: Marker, later: Iterable[Marker]) -> int:
    """The next intact number of the same rank under the same parent; 0 where there is none."""
    for other in later:
        if other.rank == marker.rank and not other.lost:
            return other.ordinal
        if other.rank < marker.rank and not other.lost:
            return 0
    return 0


def _coherent(accepted: Sequence[Marker], marker: Marker, later: Iterable[Marker]) -> bool:
    number = marker.ordinal
    if marker.rank in (ANNEX, GOAL) or number == 1:
        return True
    before = _previous(accepted, marker.rank, within_parent=False)
    if marker.rank == ROW:
        return number == before + 1
    return before <= number <= before + _JUMP or _following(marker, later) == number + 1


def _restored(
    accepted: Sequence[Marker], marker: Marker, later: Iterable[Marker], intact_goal: bool
) -> Marker | None:
    """``marker`` with the number its neighbours leave open; None where they leave none."""
    if marker.rank == GOAL:
        return marker if intact_goal else None
    before = _previous(accepted, marker.rank, within_parent=True)
    after = _following(marker, later)
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
    return Repair(marker.span, marker.span.of(folded), printed, reason, True)


def _run_in(folded: str, within: Span) -> tuple[Marker, ...]:
    """Headings of a text without line breaks: each number must be the next of its sequence."""
    found = sorted(
        (match.start(), rank, match)
        for rank, pattern in RUN_IN.items()
        for match in pattern.finditer(folded, within.start, within.end)
    )
    last = dict.fromkeys(RUN_IN, 0)
    fresh = dict.fromkeys(RUN_IN, True)
    accepted: list[Marker] = []
    for start, rank, match in found:
        if rank == GOAL:
            accepted.append(Marker(rank, 0, match.group(), Span(*match.span())))
            continue
        number = ordinal(match["n"]) or 0
        follows = number == last[rank] + 1 or (number == 1 and fresh[rank])
        if follows and _bounded(folded, start, rank, within):
            label = label_of(rank, number)
            accepted.append(Marker(rank, number, label, Span(start, match.end())))
            last[rank], fresh[rank] = number, False
            fresh |= {deeper: True for deeper in RUN_IN if deeper > rank}
    return tuple(accepted) if len(accepted) > 1 else ()


def _bounded(folded: str, start: int, rank: int, within: Span) -> bool:
    if start == within.start:
        return True
    before = folded[start - 1]
    if rank == SECOND:
        return not _REFERENCE.match(before)
    return before in _BOUNDARY
