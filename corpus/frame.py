"""版头与落款：the lines around a plan's clauses, each by what it is (title, organ, date, number, prose)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from corpus.dates import Day, day_at
from corpus.lazy import lazily
from corpus.model import Span
from corpus.numbers import NUMBER
from corpus.organs import organs


class Kind(Enum):
    """What a line of the frame is."""

    PROSE = "prose"
    ADDRESS = "address"
    ORGAN = "organ"
    DATE = "date"
    NUMBER = "number"
    NOTE = "note"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Row:
    span: Span
    kind: Kind
    organs: tuple[str, ...] = ()
    day: Day | None = None


_NOTE = lazily(
    r"\((?:此件|本文|本件|内容|略|注)[^()]*\)|公开方式:.*|附件:?.*|抄送:.*|.{0,60}\.(?:pdf|docx?|xlsx?|wps|zip|ofd)"
    r"|\d ?[.、].{0,40}|.{0,20}\d{4}年\d{1,2}月\d{1,2}日印发"
)


def frame_rows(folded: str, rows: tuple[Span, ...]) -> tuple[Row, ...]:
    """The paragraphs ``rows``, classified."""
    return tuple(_row(folded, span) for span in rows)


def _row(folded: str, span: Span) -> Row:
    line = span.of(folded).replace("\n", "")
    if len(line) > 100 or "。" in line:
        return Row(span, Kind.PROSE)
    day = day_at(folded, span)
    if day is not None:
        return Row(span, Kind.DATE, day=day)
    named = organs(line)
    if named:
        return Row(span, Kind.ORGAN, organs=named)
    if NUMBER.fullmatch(line):
        return Row(span, Kind.NUMBER)
    if _NOTE.fullmatch(line):
        return Row(span, Kind.NOTE)
    if line.endswith(":") or re.match("各.*[,、]", line):
        return Row(span, Kind.ADDRESS)
    return Row(span, Kind.TITLE)


def signature(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """The run of organs, dates and notes that ``rows`` end in; empty where no organ or date is in it."""
    at = len(rows)
    while at and rows[at - 1].kind in (Kind.ORGAN, Kind.DATE, Kind.NOTE):
        at -= 1
    run = rows[at:]
    return run if any(row.kind in (Kind.ORGAN, Kind.DATE) for row in run) or _only_notes(run) else ()


def _only_notes(run: tuple[Row, ...]) -> bool:
    return bool(run) and all(row.kind is Kind.NOTE for row in run)
