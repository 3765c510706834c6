"""附件：what follows a plan, told from the text and the tables of its last clause.

A table is an annex of its own where a line above it says so (附件1：分工表, 附表), where it stands
below the signature, or where no heading follows it and a caption (重点任务分工表) opens it that the
line before does not announce (见下表). A text whose numbers begin again at 一 is one where it is named
so or stands below the signature.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from corpus.frame import Kind, frame_rows
from corpus.lazy import lazily
from corpus.markers import ANNEX, FIRST, SECOND, Marker, N
from corpus.model import Span
from corpus.tables import Head

_UNNAMED = "附表"
_NAMED = lazily(
    rf"[(\[]?(?P<at>附 ?(?:[件表](?: ?(?:{N}{{1,2}}|\d{{1,2}}(?:-\d{{1,2}})?))?|(?=[: ])))[)\]]?(?:[: .].*|[^。;|]{{0,60}})"
)
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
    tables = {head.span.start: _last(head, found) for head in heads}
    anchors = tables | dict.fromkeys(_afresh(found), False)
    for start, last in sorted(anchors.items()):
        at = bisect_left(rows, start, key=lambda row: row.end - 1)
        marker = _above(folded, rows[max(0, at - _ABOVE) : at], start, last)
        if marker is not None:
            yield marker


def _afresh(found: tuple[Marker, ...]) -> Iterator[int]:
    """Where the numbers 一、二、 of the plan begin again at 一."""
    firsts = [marker for marker in found if marker.rank == FIRST and not marker.lost]
    return (marker.span.start for marker in firsts[1:] if marker.ordinal == 1)


def _last(head: Head, found: tuple[Marker, ...]) -> bool:
    """Whether the table ends the plan proper: no heading follows it and no annex has begun."""
    return all(
        marker.rank > SECOND if marker.span.start > head.span.end else marker.rank != ANNEX
        for marker in found
    )


def _above(folded: str, rows: tuple[Span, ...], opening: int, last: bool) -> Marker | None:
    """The name or the caption over the table or the text at ``opening``, read line by line upwards."""
    start = opening
    for row in reversed(rows):
        line = row.of(folded).strip(" |")
        named = _NAMED.fullmatch(line)
        if named is not None:
            begin = row.start + row.of(folded).index(line) + named.start("at")
            return _marker(named["at"], Span(begin, begin + len(named["at"])))
        if not (_ASIDE.fullmatch(line) or (start == opening and _CAPTION.fullmatch(line))):
            signed = frame_rows(folded, (row,))[0].kind in (Kind.DATE, Kind.ORGAN)
            captioned = start < opening and last and not _ANNOUNCED.search(line)
            return _marker("", Span(start, start)) if signed or captioned else None
        start = row.start
    return None


def _marker(name: str, span: Span) -> Marker:
    label = name.replace(" ", "")
    return Marker(ANNEX, 0, label if len(label) > 1 else _UNNAMED, span)
