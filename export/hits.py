"""What ``search`` found, for people and for programs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from graph.titles import quoted_titles
from qa.model import Hit

_SNIPPET = 60
_BLANKS = re.compile(r"\s+")


def as_text(found: Sequence[Hit]) -> str:
    """Clause path, after the title of the plan where there are several, and the characters around the first
    match with every match in 【】.
    """
    named = quoted_titles(hit.document for hit in found)
    several = len(named) > 1
    shown = (_hit(n, hit, named[hit.document.id] if several else "") for n, hit in enumerate(found, 1))
    return "\n\n".join(shown) or "没有命中；请换几个词。"


def _hit(number: int, hit: Hit, title: str) -> str:
    said = "".join(f"【{words}】" if lit else words for words, lit in snippet(hit)).strip()
    return f"{number}. {title}{hit.path}  {hit.clause.heading}\n   {said}"


def snippet(hit: Hit) -> list[tuple[str, bool]]:
    """The characters around the first match on one line, in runs; True where they are a match."""
    text, clause = hit.document.text, hit.clause.span
    first = hit.highlights[0].start if hit.highlights else clause.start
    start = max(clause.start, first - _SNIPPET // 3)
    end = min(clause.end, start + _SNIPPET * 2)
    runs: list[tuple[str, bool]] = []
    at = start
    for mark in (mark for mark in hit.highlights if start <= mark.start and mark.end <= end):
        runs += [(text[at : mark.start], False), (mark.of(text), True)]
        at = mark.end
    return [(_inline(words), lit) for words, lit in (*runs, (text[at:end], False)) if words]


def _inline(words: str) -> str:
    """Every run of blanks as one space, those at the edges too."""
    return _BLANKS.sub(" ", words)


def as_json(found: Sequence[Hit]) -> dict[str, Any]:
    """search-hits/1: best first; highlights are half-open offsets in the text of the document."""
    return {"schema": "search-hits/1", "hits": [hit_json(hit) for hit in found]}


def hit_json(hit: Hit) -> dict[str, Any]:
    return {
        "document": hit.document.id,
        "name": hit.document.source.name,
        "clause": hit.clause.id,
        "path": hit.path,
        "heading": hit.clause.heading,
        "score": round(hit.score, 6),
        "highlights": [
            {"start": mark.start, "end": mark.end, "surface": mark.of(hit.document.text)}
            for mark in hit.highlights
        ],
    }
