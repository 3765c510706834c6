"""文件头的原文：the characters of a plan in which its title, number, issuers and dates stand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.fold import fold
from corpus.model import Span
from corpus.numerals import numeral
from kb.model import Evidence, Plan

_BRACKETS = "[](){}〔〕【】"


def title(plan: Plan) -> tuple[Evidence, ...]:
    return _quotes(plan, _spelt(plan.document.header.title or ""))


def number(plan: Plan) -> tuple[Evidence, ...]:
    """Its brackets may be of any form, or lost."""
    return _quotes(plan, _spelt(plan.document.header.number or ""))


def issuers(plan: Plan) -> tuple[Evidence, ...]:
    return tuple(quote for name in plan.document.header.issuers for quote in _quotes(plan, _spelt(name)))


def place(plan: Plan) -> tuple[Evidence, ...]:
    return _quotes(plan, _spelt(plan.document.header.jurisdiction or ""))


def issued(plan: Plan) -> tuple[Evidence, ...]:
    """The signature is the last place that has the day."""
    return _quotes(plan, _day(plan.document.header.issued or ""), at=-1)


def published(plan: Plan) -> tuple[Evidence, ...]:
    return _quotes(plan, _day(plan.document.header.published or ""))


def _quotes(plan: Plan, pattern: str, *, at: int = 0) -> tuple[Evidence, ...]:
    """One at most: none where the plan does not write it so, as a file name that stands for a title."""
    document = plan.document
    spans = [Span(*match.span()) for match in re.finditer(pattern, document.folded)] if pattern else []
    spans = [own for own in spans if not any(out.covers(own) for out in document.chrome)] or spans
    if not spans:
        return ()
    clause, span = document.clause_at(spans[at].start), spans[at]
    surface = span.of(document.text)
    return (Evidence(document.id, clause.id if clause else "", span, surface, "header.stated"),)


def _spelt(words: str) -> str:
    """Its characters with any blanks or line ends between them."""
    return r"\s*".join(_letters("".join(fold(words).split())))


def _letters(words: str) -> Iterator[str]:
    for char in words:
        yield f"[{re.escape(_BRACKETS)}]?" if char in _BRACKETS else re.escape(char)


def _day(iso: str) -> str:
    """2024年7月3日, 2024-07-03, 2024.7.3, 二〇二四年七月三日."""
    if not iso:
        return ""
    year, month, day = iso.split("-")
    digits = "".join("〇一二三四五六七八九"[int(digit)] for digit in year)
    chinese = _spelt(f"{digits}年{numeral(int(month))}月{numeral(int(day))}日").replace("〇", "[〇零○O0]")
    figures = rf"{year}\s*[年./-]\s*0?{int(month)}\s*[月./-]\s*0?{int(day)}(?:\s*日|(?!\d))"
    return f"{figures}|{chinese}"
