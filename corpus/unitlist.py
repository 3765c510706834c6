"""责任单位括号：the bracket at the end of a paragraph that names who answers for it."""

from __future__ import annotations

from corpus.lazy import lazily
from corpus.model import Span

_UNIT = lazily("[局委办部厅院署会府位门校镇道组司处]|负责|牵头|配合|参与|落实|指导|中心")

OPENING, CLOSING = "([【〔", ")]】〕"


def unit_list(folded: str, paragraph: Span) -> int | None:
    """Where the closing bracket list of ``paragraph`` opens; None where it ends in none."""
    end = paragraph.end
    while end > paragraph.start and folded[end - 1] in "。;. *":
        end -= 1
    if end == paragraph.start or folded[end - 1] not in CLOSING:
        return None
    depth, at = 0, end - 1
    while at >= paragraph.start:
        depth += (folded[at] in CLOSING) - (folded[at] in OPENING)
        if depth == 0:
            return at if _UNIT.search(folded, at, end) else None
        at -= 1
    return None
