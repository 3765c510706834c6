"""条目：which clauses of a plan are found, and by what text: its words, and the shorter ones inside them.

Tasks, goals and paragraphs are found whole; sections by their headings alone; items inside their task.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.model import Document, Span
from qa.search.words import cutter, within
from qa.tokens import said

_LOOSE = ("section",)


@dataclass(frozen=True, slots=True)
class Entry:
    """A clause with its tokens; ``document`` is the key of its plan, ``clause`` its place in reading order."""

    document: int
    clause: int
    words: tuple[str, ...]


def stretches(document: Document) -> Iterator[tuple[int, Span]]:
    """The clauses that can be found, each with the text it is found by."""
    for place, clause in enumerate(document.clauses):
        if document.task_of(clause) is not clause:
            continue
        children = document.children(clause.id) if clause.kind in _LOOSE else ()
        end = min((child.span.start for child in children), default=clause.span.end)
        yield place, Span(clause.span.start, end)


def entries(key: int, document: Document) -> Iterator[Entry]:
    for place, span in stretches(document):
        cut = said(document.folded[span.start : span.end], cutter())
        words = [part for word in cut for part in (word, *(inner for _, inner in within(word)))]
        if words:
            yield Entry(key, place, tuple(words))
