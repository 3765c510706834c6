"""分句：the phrases of a text, which commas and the ends of sentences part."""

from __future__ import annotations

from corpus.lazy import lazily
from corpus.model import Span

_MARK = lazily(r"[,，。;；:：!！?？\n]")
_FAR = 60
"""Characters before a fact that are looked through for the beginning of its phrase."""


def phrases(text: str) -> tuple[str, ...]:
    return tuple(part for part in _MARK.split(text) if part)


def phrase_round(text: str, span: Span) -> str:
    """The phrase that a fact stands in; all of them where it stands in several."""
    first = max(0, span.start - _FAR)
    start = max((mark.end() for mark in _MARK.finditer(text, first, span.start)), default=first)
    end = _MARK.search(text, span.end)
    return text[start : end.start() if end else len(text)]
