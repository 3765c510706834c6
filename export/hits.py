"""What ``search`` found, for people and for programs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from graph.wording import plan_title
from qa.model import Hit

_SNIPPET = 60


def as_text(found: Sequence[Hit]) -> str:
    """Clause path, after the title of the plan where there are several, and the characters around the first
    match with every match in 【】.
    """
    several = len({hit.document.id for hit in found}) > 1
    shown = (_hit(number, hit, named=several) for number, hit in enumerate(found, 1))
    return "\n\n".join(shown) or "没有命中；请换几个词。"


def _hit(number: int, hit: Hit, *, named: bool) -> str:
    title = f"《{plan_title(hit.document)}》" if named else ""
    return f"{number}. {title}{hit.path}  {hit.clause.heading}\n   {_snippet(hit)}"


def _snippet(hit: Hit) -> str:
    text, clause = hit.document.text, hit.clause.span
    first = hit.highlights[0].start if hit.highlights else clause.start
    start = max(clause.start, first - _SNIPPET // 3)
    end = min(clause.end, start + _SNIPPET * 2)
    shown, at = "", start
    for mark in (mark for mark in hit.highlights if start <= mark.start and mark.end <= end):
        shown += f"{text[at : mark.start]}【{mark.of(text)}】"
        at = mark.end
    return " ".join(f"{shown}{text[at:end]}".split())


def as_json(found: Sequence[Hit]) -> dict[str, Any]:
    """search-hits/1: best first; highlights are half-open offsets in the text of the document."""
    return {
        "schema": "search-hits/1",
        "hits": [
            {
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
            for hit in found
        ],
    }
