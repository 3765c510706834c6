"""版头要素：title, number, issuers, dates, jurisdiction, level and basis of a document (GB/T 9704)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.citations import citations
from corpus.dates import Day, day_of
from corpus.frame import Kind, Row
from corpus.metadata import label_end, values
from corpus.model import Header, Repair, Span
from corpus.numbers import numbers
from corpus.organs import organs
from corpus.places import Place, place_of
from corpus.titles import title_in_line, title_of, title_span, typed_title


@dataclass(frozen=True, slots=True)
class Page:
    """A text with its parts: page chrome up to ``body``, the rows before the first clause, the signature,
    and the lines that stand between the chrome above."""

    text: str
    folded: str
    body: Span
    front: tuple[Row, ...]
    closing: tuple[Row, ...]
    above: tuple[Row, ...] = ()

    @property
    def preamble(self) -> Span:
        return Span(self.body.start, self.front[-1].span.end if self.front else self.body.start)


def read_header(page: Page, repairs: Sequence[Repair]) -> tuple[Header, tuple[Repair, ...]]:
    """The header facts, with the repairs that restoring them took."""
    title, title_repair = _title(page)
    issuers = _issuers(page, title)
    issued = _issued(page)
    basis, number_repairs = citations(page.text, page.folded, page.body, page.preamble, repairs)
    place = _place(issuers, title)
    header = Header(
        title=title,
        number=_number(page),
        issuers=issuers,
        issued=issued.iso if issued else None,
        published=_published(page),
        jurisdiction=place.name if place else None,
        level=place.level if place else None,
        basis=tuple(citation for citation in basis if citation.title != title),
    )
    own = [title_repair, issued.repair if issued else None]
    return header, (*(repair for repair in own if repair), *number_repairs)


def _title(page: Page) -> tuple[str | None, Repair | None]:
    span = (
        title_span(page.folded, page.front)
        or typed_title(page.folded, page.above)
        or title_in_line(page.folded, page.front)
    )
    return title_of(page.text, span, page.preamble) if span else (None, None)


def _number(page: Page) -> str | None:
    """The number in the page's metadata or on a line by itself; never that of a cited document."""
    for row in (*page.front, *page.closing, *page.above):
        if row.kind is Kind.NUMBER:
            return next((str(number) for _, number in numbers(page.folded, row.span)), None)
    start = label_end(page.folded, "number", page.body.start)
    if start is None:
        return None
    area = Span(start, min(page.body.start, start + 60))
    return next((str(number) for _, number in numbers(page.folded, area)), None)


def _issuers(page: Page, title: str | None) -> tuple[str, ...]:
    """Organs at the head, else above the date, else in the metadata, else in the title."""
    front = tuple(row for row in page.front if row.kind is not Kind.NUMBER)
    head = _run(front)
    if head:
        return head
    for rows in (front, page.closing):
        first = next((at for at, row in enumerate(rows) if row.kind is Kind.ORGAN), len(rows))
        signed = _run(rows[first:])
        if signed:
            return signed
    named = [organs(value) for value in values(page.folded, "issuer", page.body.start)]
    before = re.match("(.{2,40}?)关于", title or "")
    named += [organs(before[1])] if before else []
    return next((names for names in named if names), ())


def _run(rows: Sequence[Row]) -> tuple[str, ...]:
    """The organs of the rows that ``rows`` begin with, each once."""
    names: dict[str, None] = {}
    for row in rows:
        if row.kind is not Kind.ORGAN:
            break
        names |= dict.fromkeys(row.organs)
    return tuple(names)


def _issued(page: Page) -> Day | None:
    signed = [row.day for row in (*page.closing, *page.front) if row.day]
    stated = [day_of(value) for value in values(page.folded, "issued", page.body.start)]
    return next((day for day in (*signed, *stated) if day), None)


def _published(page: Page) -> str | None:
    stated = [day_of(value) for value in values(page.folded, "published", page.body.start)]
    bare = [day_of(line.strip()) for line in page.folded[: page.body.start].split("\n")]
    return next((day.iso for day in (*stated, *reversed(bare)) if day), None)


def _place(issuers: tuple[str, ...], title: str | None) -> Place | None:
    """By the first issuer that names a place, else by the title."""
    places = [place_of(name) for name in (*issuers, title or "")]
    return next((place for place in places if place), None)
