"""From a source to a document: fold, cut the page chrome, read the header, grow the clause tree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from corpus.chrome import between_chrome, page_chrome
from corpus.clauses import Frame, clause_tree
from corpus.contents import contents, without
from corpus.damage import damages
from corpus.fold import fold
from corpus.frame import Kind, Row, frame_rows, signature
from corpus.header import Page, read_header
from corpus.markers import ANNEX, Marker
from corpus.model import Document, Repair, Source, Span
from corpus.outline import outline
from corpus.paragraphs import clip, paragraphs

_NUMBERED = frozenset({"section", "measure"})


def parse(source: Source) -> Document:
    """The document of ``source``; never raises, whatever the text."""
    whole = fold(source.text)
    listed = contents(whole)
    folded = without(whole, listed)
    chrome = page_chrome(folded)
    body = _body(chrome, len(folded))
    rows = paragraphs(folded, body)
    headings, restored = outline(folded, rows, body)
    first = headings[0].span.start if headings else body.end
    before = frame_rows(folded, clip(rows, Span(body.start, first)))
    front = before if headings else _head(before)
    closing = _closing(folded, rows, headings) if headings else signature(before[len(front) :])
    above = frame_rows(folded, between_chrome(folded, body.start))
    page = Page(source.text, folded, body, front, closing, above)
    damaged = _quoted(source.text, folded, damages(folded, body))
    header, found = read_header(page, damaged)
    own = before[len(front) : len(before) - (0 if headings else len(closing))]
    prose = tuple(row.span for row in (*(row for row in front if row.kind is Kind.PROSE), *own))
    frame = Frame(source.text, rows, body, prose, tuple(row.span for row in page.closing))
    clauses, split = clause_tree(folded, headings, frame)
    repairs = _quoted(source.text, folded, (*restored, *split, *damaged, *found))
    listed = tuple(span for span in listed if body.covers(span))
    return Document(source, whole, header, tuple(sorted((*chrome, *listed))), clauses, repairs)


def looks_like_plan(document: Document) -> bool:
    """Whether the text has a numbered clause."""
    return any(clause.kind in _NUMBERED for clause in document.clauses)


def _head(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Of a text without numbered headings, the rows up to its title; every line below is its text."""
    titles = [at for at, row in enumerate(rows) if row.kind is Kind.TITLE]
    prose = next((at for at, row in enumerate(rows) if row.kind is Kind.PROSE), len(rows))
    first = next((at for at in titles if at < prose), prose - 1)
    return rows[: first + 1]


def _body(chrome: tuple[Span, ...], length: int) -> Span:
    """What the chrome leaves."""
    start = next((span.end for span in chrome if span.start == 0), 0)
    end = next((span.start for span in chrome if span.start > 0), length)
    return Span(start, end)


def _closing(folded: str, rows: tuple[Span, ...], headings: Sequence[Marker]) -> tuple[Row, ...]:
    """The signature after the last clause of the plan proper, before any annex."""
    end = rows[-1].end if rows else 0
    annex = next((marker.span.start for marker in headings if marker.rank == ANNEX), end)
    last = max((marker.span.end for marker in headings if marker.span.start < annex), default=annex)
    return signature(frame_rows(folded, clip(rows, Span(last, annex))))


def _quoted(text: str, folded: str, repairs: Iterable[Repair]) -> tuple[Repair, ...]:
    """Repairs in reading order, each place once, in the characters of the source, not of its folded form."""
    found = {
        repair.span: replace(repair, surface=repair.span.of(text), restored=_unfolded(text, folded, repair))
        for repair in repairs
    }
    return tuple(found[span] for span in sorted(found))


def _unfolded(text: str, folded: str, repair: Repair) -> str:
    at, end = repair.span.start, repair.span.end
    chars = []
    for char in repair.restored:
        kept = at < end and char == folded[at]
        chars.append(text[at] if kept else char)
        at += kept
    return "".join(chars)
