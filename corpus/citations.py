"""依据：documents that a plan cites with their numbers, or rests on in its preamble."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.lazy import lazily
from corpus.model import Citation, Repair, Span
from corpus.numbers import Number, numbers

_NUMBERED = lazily(r"《(?P<title>[^《》]{2,120})》\s*\((?P<number>[^()]{4,40}号)\)(?!停止|废止|同时)")
_SENTENCE = lazily(r"(?:根据|依据|按照|落实)(?P<list>[^。;\n]{0,200}?《[^。;\n]*)")
_TITLE = lazily(r"《(?P<title>[^《》]{4,120})》(?!\s*\()")


def citations(
    text: str, folded: str, within: Span, preamble: Span, repairs: Sequence[Repair]
) -> tuple[tuple[Citation, ...], tuple[Repair, ...]]:
    """Cited documents in reading order, each once, with the repairs of their numbers."""
    found: dict[str, Citation] = {}
    more: list[Repair] = []
    for span, title, number in [*_numbered(folded, within), *_unnumbered(folded, preamble)]:
        printed = restored(text, title, repairs)
        if printed not in found:
            found[printed] = Citation(printed, number.text if number else None, span)
            more += [number.repair] if number and number.repair else []
    ordered = sorted(found.values(), key=lambda citation: citation.span)
    return tuple(ordered), tuple(more)


def _numbered(folded: str, within: Span) -> Iterator[tuple[Span, Span, Number | None]]:
    for match in _NUMBERED.finditer(folded, within.start, within.end):
        for span, number in numbers(folded, Span(*match.span("number"))):
            if span.start == match.start("number"):
                yield Span(*match.span()), Span(*match.span("title")), number


def _unnumbered(folded: str, preamble: Span) -> Iterator[tuple[Span, Span, Number | None]]:
    for sentence in _SENTENCE.finditer(folded, preamble.start, preamble.end):
        for match in _TITLE.finditer(folded, sentence.start("list"), sentence.end("list")):
            yield Span(*match.span()), Span(*match.span("title")), None


def restored(text: str, span: Span, repairs: Sequence[Repair]) -> str:
    """The text of ``span`` on one line, with the certain repairs inside it carried out."""
    pieces, at = [], span.start
    for repair in sorted(repairs, key=lambda repair: repair.span):
        if repair.certain and span.covers(repair.span) and repair.span.start >= at:
            pieces += [text[at : repair.span.start], repair.restored]
            at = repair.span.end
    return re.sub(r"\s+", "", "".join(pieces) + text[at : span.end])
