"""Where a fact stands, in words: the plan, the task, the characters."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from corpus.model import Document, Span
from graph.wording import one_line, task_name

OUTSIDE = "（条款之外）"
_HEAD = 40


@dataclass(frozen=True, slots=True)
class Proof:
    """The characters that a row of a table rests on: ``surfaces`` are the text at ``spans``.

    ``document`` is the beginning of the hash of the file, ``clauses`` are ids.
    """

    document: str
    clauses: tuple[str, ...]
    spans: tuple[Span, ...]
    surfaces: tuple[str, ...]

    def cells(self) -> tuple[str, str, str, str]:
        return (
            self.document,
            "；".join(dict.fromkeys(self.clauses)),
            "；".join(f"{span.start}—{span.end}" for span in self.spans),
            "；".join(f"“{surface}”" for surface in self.surfaces),
        )


def proof(document: Document, clauses: str | Iterable[str], spans: Iterable[Span]) -> Proof:
    """``clauses`` is one id or several; spans are put in the order of the text, each once."""
    ids = (clauses,) if isinstance(clauses, str) else tuple(clauses)
    places = tuple(sorted(set(spans)))
    return Proof(document.id, ids, places, tuple(span.of(document.text) for span in places))


def head_of(document: Document, clause_id: str) -> Span:
    """The first line of a clause, at most 40 characters: the quote for a row about the whole of it."""
    clause = document.by_id.get(clause_id)
    if clause is None:
        return Span(0, 0)
    start, end = clause.span.start, min(clause.span.end, clause.span.start + _HEAD)
    stop = document.folded.find("\n", start, end)
    return Span(start, stop if stop > start else end)


def task_at(document: Document, clause_id: str) -> str:
    """Label and heading of the clause; （条款之外） where the document has no such clause."""
    clause = document.by_id.get(clause_id)
    return task_name(clause, text=document.text) if clause else OUTSIDE


def path_at(document: Document, clause_id: str) -> str:
    clause = document.by_id.get(clause_id)
    return clause.path if clause else ""


def quote_in_context(text: str, span: Span) -> str:
    """A damaged place: the characters around it, itself in 【】 even where nothing is left of it."""
    before, after = text[max(0, span.start - 10) : span.start], text[span.end : span.end + 10]
    return f"…{one_line(before)}【{span.of(text)}】{one_line(after)}…〔{span.start}—{span.end}〕"


def quote(surface: str, span: Span) -> str:
    """The characters of the source with their half-open offsets."""
    return f"“{surface}”〔{span.start}—{span.end}〕"
