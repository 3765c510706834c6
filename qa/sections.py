"""问句里的章节：a section named by its heading word for word, or by its number (第三部分, (七)…那一节)."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.lazy import lazily
from corpus.model import Span
from corpus.numerals import ordinal
from graph.labels import label_number
from kb.model import Plan
from qa.remembered import per_plans
from qa.shapes import CHINESE, NUMERAL

_PART = lazily(rf"第(?P<n>{NUMERAL})(?:个|大)?(?:部分|章|大块|板块)")
_UNDER = lazily(rf"\((?P<n>[{CHINESE}]+)\)[^,。;?!]{{0,14}}?[那这]?一?(?:节|部分|章|块)")


def sections(
    text: str, plans: Sequence[Plan], taken: Sequence[Span]
) -> tuple[tuple[Span, tuple[str, ...]], ...]:
    """The section that the question names, free of other points, with its headings in the plans."""
    found = [*_by_heading(text, plans), *_by_number(text, plans)]
    return tuple((s, names) for s, names in found if not any(s.overlaps(t) for t in taken))[:1]


def _by_heading(text: str, plans: Sequence[Plan]) -> list[tuple[Span, tuple[str, ...]]]:
    names = [name for name in _headings(plans) if name in text]
    return [(Span(text.index(name), text.index(name) + len(name)), (name,)) for name in names]


def _by_number(text: str, plans: Sequence[Plan]) -> list[tuple[Span, tuple[str, ...]]]:
    found = []
    for pattern, top in ((_PART, True), (_UNDER, False)):
        for match in pattern.finditer(text):
            number = ordinal(match["n"])
            headings = tuple(
                c.heading
                for p in plans
                for c in p.document.clauses
                if c.kind == "section"
                and (c.parent is None) == top
                and label_number(c) == number
                and c.heading
            )
            found += [(Span(*match.span()), headings)] if headings else []
    return found


@per_plans
def _headings(plans: Sequence[Plan]) -> tuple[str, ...]:
    found = (c for p in plans for c in p.document.clauses if c.kind == "section")
    return tuple(sorted({c.heading for c in found if 3 < len(c.heading) < 20}))
