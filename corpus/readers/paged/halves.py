"""双栏：a page that is set in two columns, the right one moved below the left, as it is read.

Only where it is certain: lines of prose, wide and full on both sides of a white strip in the middle, one as
far from the next as any other; the first of both sides are no titles of a table.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from corpus.readers.paged.furniture import is_page_number
from corpus.readers.paged.glyphs import grouped, line_of
from corpus.readers.paged.layout import Glyph

_MIDDLE = (0.4, 0.6)  # of the width of a page
_STRIP = 0.9  # of an em
_FEWEST = 8  # lines
_WIDE = 12.0  # em
_TITLE = 8  # characters
_EVEN = 0.15  # of the pitch
_FULL, _SHARE = 2.0, 0.6  # a line is full that ends so near the edge; so many of a column's are

Text = list[Glyph]


def in_one_column(glyphs: Iterable[Glyph], width: float) -> tuple[list[Glyph], float]:
    """The glyphs, with the height by which the page has grown; as they were where it has one column."""
    texts = [text for text in grouped(glyphs) if any(glyph.text.strip() for glyph in text)]
    for start, end in _runs(texts, width):
        halves = _halves(texts[start:end], width)
        if halves:
            left, right = halves
            pitch = median(after[0].base - before[0].base for before, after in pairwise(left))
            across = _edge(right) - _edge(left)
            down = left[-1][0].base + pitch - right[0][0].base
            moved = [_moved(glyph, -across, down) for text in right for glyph in text]
            below = [_moved(glyph, 0, down) for text in texts[end:] for glyph in text]
            kept = [glyph for text in (*texts[:start], *left) for glyph in text]
            return [*kept, *moved, *below], down
    return [glyph for text in texts for glyph in text], 0.0


def _runs(texts: Sequence[Text], width: float) -> Iterable[tuple[int, int]]:
    """Following lines that have no glyph in the middle of the page, where there are enough."""
    start = 0
    for at in range(len(texts) + 1):
        if at == len(texts) or _crosses(texts[at], width) or is_page_number(line_of(texts[at]).text):
            if at - start >= _FEWEST:
                yield start, at
            start = at + 1


def _crosses(text: Text, width: float) -> bool:
    """Whether the line has no white strip around the middle."""
    low, high = (share * width for share in _MIDDLE)
    inked = [glyph for glyph in text if glyph.text.strip()]
    left = max([low, *(one.right for one in inked if one.left < width / 2)])
    right = min([high, *(one.left for one in inked if one.left >= width / 2)])
    return right - left < _STRIP * line_of(text).em


def _halves(texts: Sequence[Text], width: float) -> tuple[list[Text], list[Text]] | None:
    sides: tuple[list[Text], list[Text]] = ([], [])
    for text in texts:
        for at, side in enumerate(sides):
            part = [glyph for glyph in text if (glyph.left >= width / 2) == bool(at) and glyph.text.strip()]
            side += [part] if part else []
    titled = all(len(side[0]) <= _TITLE for side in sides if side)
    return sides if all(map(_is_prose, sides)) and not titled else None


def _is_prose(side: Sequence[Text]) -> bool:
    if len(side) < _FEWEST:
        return False
    em = median(line_of(text).em for text in side)
    right = max(text[-1].right for text in side)
    full = sum(right - text[-1].right < _FULL * em for text in side)
    gaps = [after[0].base - before[0].base for before, after in pairwise(side)]
    if max(gaps) - min(gaps) > _EVEN * median(gaps):
        return False
    return right - _edge(side) > _WIDE * em and full > _SHARE * len(side)


def _edge(side: Sequence[Text]) -> float:
    return min(text[0].left for text in side)


def _moved(glyph: Glyph, across: float, down: float) -> Glyph:
    return replace(glyph, left=glyph.left + across, right=glyph.right + across, base=glyph.base + down)
