"""附件：what follows a plan, told from the text and the tables of its last clause.

A table is an annex of its own where a line above it says so (附件1：分工表, 附表), where it stands
below the signature, or where no heading follows it and a caption (重点任务分工表) opens it that the
line before does not announce (见下表). A text whose numbers begin again at 一 is one where it is named
so or stands below the signature.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from sys import maxsize

from corpus.frame import Kind, frame_rows
from corpus.lazy import lazily
from corpus.markers import ANNEX, FIRST, SECOND, Marker, N
from corpus.model import Span
from corpus.tables import Head

_NUMBERED = rf"(?:{N}{{1,2}}|\d{{1,2}}(?:-\d{{1,2}})?)"
_NAMED = lazily(
    rf"[(\[]?(?P<at>附 ?[件表] ?{_NUMBERED})[)\]: .]*.{{0,60}}|[(\[]?(?P<plain>附 ?[件表]?)(?:[)\]: .]+.{{0,60}})?"
)
"""附件1 and what follows it; without a number a mark, a blank or nothing must follow (附件已报送 is prose)."""
_MARKS = lazily(r"[)\]: .]*")
_LISTING = lazily(r"附 ?件 ?:[^。]{0,80}")
_LISTED = lazily(r"\d{1,2} ?[.、][^。;|]{2,60}")
_CAPTION = lazily(
    r"(?![(\d])[^。;:,|]{2,50}(?:表|清单|台账|分工|分解|一览|方案|办法|细则|指南|规则|规程|标准|要点|计划)(?: ?\([^()]{1,12}\))?"
)
_ASIDE = lazily(r"\((?:单位|填报|截至|注|共|20\d\d)[^()]*\)|(?:单位|填报单位|制表):.{1,20}|20\d\d年度?")
_ANNOUNCED = lazily("(?:[如见以按]下|下[表列]|[见如]表|所示).{0,12}$|:$")
_ABOVE = 4


def annexes(
    folded: str, rows: tuple[Span, ...], heads: tuple[Head, ...], found: tuple[Marker, ...]
) -> Iterator[Marker]:
    """A marker of rank ``ANNEX`` where each annex begins; ``found`` are the other markers.

    The label is what the line says (附件1), 附表 where no line has a name for it.
    """
    end = _plan_end(found)
    tables = {head.span.start: head.span.end > end for head in heads}
    anchors = tables | dict.fromkeys(_afresh(found), False)
    for start, last in sorted(anchors.items()):
        at = bisect_left(rows, start, key=lambda row: row.end - 1)
        marker = _above(folded, rows[max(0, at - _ABOVE) : at], start, last)
        if marker is not None:
            yield marker if marker.label else replace(marker, label="附表" if start in tables else "附件")


def listed(folded: str, rows: tuple[Span, ...]) -> Iterator[Span]:
    """附件说明 (GB/T 9704): 附件：1.…2.… above the signature, the names of what is annexed and no headings."""
    at = 0
    while at < len(rows):
        end = at + 1
        if _LISTING.fullmatch(folded, rows[at].start, rows[at].end):
            while end < len(rows) and _LISTED.fullmatch(folded, rows[end].start, rows[end].end):
                end += 1
            if end > at + 1 and _ends_text(folded, rows[end : end + 1]):
                yield Span(rows[at].start, rows[end - 1].end)
        at = end


def _ends_text(folded: str, following: tuple[Span, ...]) -> bool:
    """Whether a signature, an annex or nothing follows."""
    kinds = {row.kind for row in frame_rows(folded, following)}
    named = any(_NAMED.fullmatch(folded, row.start, row.end) for row in following)
    return not following or named or not kinds.isdisjoint((Kind.ORGAN, Kind.DATE))


def _afresh(found: tuple[Marker, ...]) -> Iterator[int]:
    """Where the numbers 一、二、 of the plan begin again at 一."""
    firsts = [marker for marker in found if marker.rank == FIRST and not marker.lost]
    return (marker.span.start for marker in firsts[1:] if marker.ordinal == 1)


def _plan_end(found: tuple[Marker, ...]) -> int:
    """Where the last heading of the plan proper begins; an annex that has begun leaves no such end."""
    if any(marker.rank == ANNEX for marker in found):
        return maxsize
    return max((marker.span.start for marker in found if marker.rank <= SECOND), default=0)


def _above(folded: str, rows: tuple[Span, ...], opening: int, last: bool) -> Marker | None:
    """The name or the caption over the table or the text at ``opening``, read line by line upwards; the
    label is empty where none is written.
    """
    start = opening
    for row in reversed(rows):
        line = row.of(folded).strip(" |")
        named = _NAMED.fullmatch(line)
        if named is not None:
            return _named(folded, row.start + row.of(folded).index(line), named)
        if not (_ASIDE.fullmatch(line) or (start == opening and _CAPTION.fullmatch(line))):
            signed = frame_rows(folded, (row,))[0].kind in (Kind.DATE, Kind.ORGAN)
            captioned = start < opening and last and not _ANNOUNCED.search(line)
            return Marker(ANNEX, 0, "", Span(start, start)) if signed or captioned else None
        start = row.start
    return None


def _named(folded: str, start: int, named: re.Match[str]) -> Marker:
    group = "at" if named["at"] else "plain"
    label = named[group].replace(" ", "")
    marks = _MARKS.match(folded, start + named.end(group))
    span = Span(start + named.start(group), marks.end() if marks else start + named.end(group))
    return Marker(ANNEX, 0, label if len(label) > 1 else "", span)
