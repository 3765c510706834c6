"""Where a fact stands, in words: the plan, the task, the characters."""

from __future__ import annotations

from corpus.model import Document, Span
from graph.wording import one_line, task_name


def plan_title(document: Document) -> str:
    return one_line(document.header.title or "") or document.source.name


def task_at(document: Document, clause_id: str) -> str:
    """Label and heading of the clause; （条款之外） where the document has no such clause."""
    clause = document.by_id.get(clause_id)
    return task_name(clause, text=document.text) if clause else "（条款之外）"


def quote(surface: str, span: Span) -> str:
    """The characters of the source with their half-open offsets."""
    return f"“{surface}”〔{span.start}—{span.end}〕"
