"""时限读法：a kind and an EDTF or ISO 8601 value; ``?`` stands for a year that only the context gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from corpus.lazy import lazily
from corpus.model import Document, Header, Span

_TITLED = lazily(r"《[^《》\n]{0,160}》")
_MARKS = lazily(
    r"(?m)^[ ]*+[#*>|+-]*+[ ]*+(?:\d{1,3} ?[.、](?!\d)|[一二三四五六七八九十百]{1,4}、"
    r"|\([一二三四五六七八九十百\d]{1,4}\)|[①-⑳])\**|\*\*"
)
_NUMBERED = lazily(r"〔((?:19|20)\d\d)〕")
_SITUATION = lazily(
    "(?!.*(?:任务|目标|要求|措施))[^,。;:]{0,8}(?:基本情况|现状|(?:发展|工作|现实)基础|面临的?(?:形势|挑战|机遇|问题)|形势分析"
    "|存在的?(?:主要|突出|困难和)?问题|主要问题|工作回顾|主要成效|(?:编制|起草|制定)背景)[^,。;:]{0,6}"
)
_DATE_LINE = lazily(
    r"\s*[\d二〇零一三四五六七八九]{4} ?年[\d一二三四五六七八九十 ]{1,4}月[\d一二三四五六七八九十 ]{1,5}日\s*"
)
_PERIOD_OF_TITLE = lazily(
    r"(?:计划|方案|规划|纲要|意见|措施|行动)(?P<at>\((?:19|20)\d\d年?-(?:19|20)\d\d年?\))"
)


@dataclass(frozen=True, slots=True)
class When:
    """``kind`` as in ``Deadline``; ``value`` begins with ``?`` where the year is not said."""

    kind: str
    value: str

    def __str__(self) -> str:
        return f"{self.kind} {self.value}"


def reference(header: Header) -> str | None:
    """The day that relative dates and past years are measured by, ``YYYY-MM-DD``: 成文日期, else the date
    of publication, else the first day of the year in the plan's own number."""
    year = _NUMBERED.search(header.number or "")
    return header.issued or header.published or (f"{year[1]}-01-01" if year else None)


class Found(Protocol):
    """A reading at its place."""

    @property
    def span(self) -> Span: ...


FoundT = TypeVar("FoundT", bound=Found)


def chosen(candidates: Sequence[FoundT], length: int) -> tuple[FoundT, ...]:
    """Those that do not overlap, in reading order: the longest wins, then the earlier given."""
    taken = bytearray(length)
    kept = []
    for found in sorted(candidates, key=lambda found: -len(found.span)):
        span = found.span
        if not any(taken[span.start : span.end]):
            taken[span.start : span.end] = b"\1" * len(span)
            kept.append(found)
    return tuple(sorted(kept, key=lambda found: found.span))


def legible(document: Document) -> str:
    """The folded text in which only the plan's own prose is left, every character at its place.

    Page chrome, header lines, sections on the present situation
    (基本情况, 存在问题), the date of signature, the numbers of headings, marks of Markdown,
    《titles》 and the period of a title (2023-2025年) become blanks.
    """
    text = _present_blanked(document)
    parts, at = [], 0
    for clause in document.children(None):
        prose = clause.span.of(text)
        signature = clause.kind == "paragraph" and _DATE_LINE.fullmatch(prose)
        parts += ["\n" * (clause.span.start - at), "\n" * len(prose) if signature else _blanked(prose)]
        at = clause.span.end
    return "".join([*parts, "\n" * (len(text) - at)])


def _present_blanked(document: Document) -> str:
    text, at = document.folded, 0
    parts = []
    for clause in document.clauses:
        if clause.span.start >= at and clause.kind == "section" and _SITUATION.fullmatch(clause.heading):
            parts += [text[at : clause.span.start], "\n" * len(clause.span)]
            at = clause.span.end
    return "".join([*parts, text[at:]])


def _blanked(prose: str) -> str:
    bare = _MARKS.sub(lambda match: " " * len(match[0]), prose)
    plain = _TITLED.sub(lambda match: "\0" * len(match[0]), bare)
    return _PERIOD_OF_TITLE.sub(lambda match: match[0][: -len(match["at"])] + "\0" * len(match["at"]), plain)
