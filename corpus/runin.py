"""无换行文本：headings of a text whose line breaks are lost, read by the sequence of numbers alone."""

from __future__ import annotations

from corpus.lazy import lazily
from corpus.markers import GOAL, RUN_IN, SECOND, Marker, label_of
from corpus.model import Span
from corpus.numerals import ordinal

_REFERENCE = lazily("[第见照据按和及、至款项条中上]")
_BOUNDARY = frozenset("。;:!?)]”」』 \n")


def run_in(folded: str, within: Span) -> tuple[Marker, ...]:
    """Headings in reading order; each number must be the next of its sequence, each goal follows one."""
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
    return tuple(accepted) if any(last.values()) and len(accepted) > 1 else ()


def _bounded(folded: str, start: int, rank: int, within: Span) -> bool:
    if start == within.start:
        return True
    before = folded[start - 1]
    if rank == SECOND:
        return not _REFERENCE.match(before)
    return before in _BOUNDARY
