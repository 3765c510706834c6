"""自然段：lines of a text, joined where a hard wrap has cut a sentence."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from itertools import pairwise

from corpus.lazy import lazily
from corpus.model import Span

_LINE = lazily(r"(?m)^[^\S\n]*(?:[#*>|]+[^\S\n]*)?(?P<at>[^\s#*>|](?:[^\n]*\S)?)")
_OPENING = lazily(
    r"\n[#*> ]*(?: {2}|\(?(?:[一二三四五六七八九十百]{1,4}|\d{1,3})[)、.]|第[一二三四五六七八九十百]+[章条]"
    r"|[①-⑳]|20\d\d年:|附 ?件|[^\n]{2,6}目标:)"
)
_STOP = frozenset("。;:!?)”」』》")


def lines(folded: str, within: Span) -> tuple[Span, ...]:
    """The lines that hold any text, without blanks at both ends and Markdown marks before."""
    return tuple(Span(*m.span("at")) for m in _LINE.finditer(folded, within.start, within.end))


def paragraphs(folded: str, within: Span) -> tuple[Span, ...]:
    """Natural paragraphs: lines, those of a hard-wrapped text joined to what they were cut from."""
    rows = lines(folded, within)
    width = _wrap_width(rows)
    if not width:
        return rows
    joined = [rows[0]]
    for before, row in pairwise(rows):
        if abs(len(before) - width) <= 2 and _continues(folded, before.end, row.start):
            joined[-1] = Span(joined[-1].start, row.end)
        else:
            joined.append(row)
    return tuple(joined)


def _continues(folded: str, end: int, start: int) -> bool:
    """Whether the line at ``start`` goes on with the full line that ends at ``end``."""
    if folded.count("\n", end, start) != 1:
        return False
    return folded[end - 1] not in _STOP or not _OPENING.match(folded, folded.index("\n", end))


def _wrap_width(rows: tuple[Span, ...]) -> int:
    """The column at which the text is wrapped by hand; 0 where it is not."""
    sizes = Counter(len(row) for row in rows if 20 <= len(row) <= 80)
    if not sizes:
        return 0
    width = min(sizes, key=lambda size: (-sizes[size], size))
    near = sum(count for size, count in sizes.items() if abs(size - width) <= 2)
    longest = max(len(row) for row in rows)
    return width if near >= 6 and longest <= width + 4 else 0


def clip(rows: tuple[Span, ...], within: Span) -> tuple[Span, ...]:
    """The parts of ``rows`` (in order, apart) that lie in ``within``."""
    first = bisect_right(rows, within.start, key=lambda row: row.end)
    last = bisect_left(rows, within.end, key=lambda row: row.start)
    return tuple(Span(max(row.start, within.start), min(row.end, within.end)) for row in rows[first:last])
