"""命中：what an engine found, with the places of the matched words in the text of the plan."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from corpus.model import Document
from qa.model import Hit
from qa.search.entries import stretches
from qa.search.ranking import Found
from qa.search.words import matches


def hits(
    found: Iterable[Found], words: tuple[str, ...], document_of: Callable[[int], Document | None]
) -> tuple[Hit, ...]:
    """What is found in plans that are gone or no longer hold the words there is left out."""
    return tuple(hit for each in found for hit in _hits(each, words, document_of(each.document)))


def _hits(found: Found, words: tuple[str, ...], document: Document | None) -> Iterator[Hit]:
    span = dict(stretches(document)).get(found.clause) if document else None
    if document is None or span is None:
        return
    marks = tuple(token.span for token in matches(document.folded, span.start, span.end, words))
    if marks:
        clause = document.clauses[found.clause]
        yield Hit(document, clause, found.score, clause.path, marks)
