"""体检：a check reads one plan and notes what is wrong with the plan itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from corpus.model import Document, Span
from kb.model import Evidence, Plan

ERROR, WARNING, HINT = "error", "warning", "hint"
SEVERITIES = {ERROR: "错误", WARNING: "警告", HINT: "提示"}
"""From the gravest down: contradicts itself; should be looked at; good to know."""


@dataclass(frozen=True, slots=True)
class Note:
    """What a check saw at one place; ``severity`` only where it differs from that of the check."""

    clause: str
    span: Span
    sentence: str
    severity: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """One kind of finding; ``find`` yields a note for every place, and never raises."""

    code: str
    severity: str
    title: str
    find: Callable[[Plan], Iterable[Note]]


@dataclass(frozen=True, slots=True)
class Finding:
    """A note with its check: ``clause`` is an id, "" outside every clause; ``surface`` is quoted exactly."""

    code: str
    severity: str
    title: str
    clause: str
    path: str
    span: Span
    surface: str
    message: str


def note_at(evidence: Evidence, sentence: str, severity: str = "") -> Note:
    return Note(evidence.clause, evidence.span, sentence, severity)


def head_of(document: Document, clause_id: str) -> Span:
    """The first line of a clause, at most 40 characters: where a note about the whole of it stands."""
    span = document.by_id[clause_id].span
    stop = document.folded.find("\n", span.start, min(span.end, span.start + 40))
    return Span(span.start, stop if stop > span.start else min(span.end, span.start + 40))


def path_of(document: Document, clause_id: str) -> str:
    """The labels down to a clause; "" for a fact outside every clause."""
    clause = document.by_id.get(clause_id)
    return clause.path if clause else ""


def finding(plan: Plan, check: Check, note: Note) -> Finding:
    document = plan.document
    return Finding(
        check.code,
        note.severity or check.severity,
        check.title,
        note.clause,
        path_of(document, note.clause),
        note.span,
        note.span.of(document.text),
        note.sentence,
    )
