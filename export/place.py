"""Where a fact stands, in words: the plan, the task, the characters."""

from __future__ import annotations

from corpus.model import Document, Span
from graph.wording import one_line, task_name


def task_at(document: Document, clause_id: str) -> str:
    """Label and heading of the clause; （条款之外） where the document has no such clause."""
    clause = document.by_id.get(clause_id)
    return task_name(clause, text=document.text) if clause else "（条款之外）"


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
