"""页眉页脚：page numbers, and running heads that stand at one height on most pages, cut off."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import median

from corpus.lazy import lazily
from corpus.readers.paged.layout import Line, Page

_ZONE = 0.12  # of the height of a page, above and below
_DEPTH = 3  # lines at either edge that can be furniture
_NEAR = 5.0
_OFTEN = 0.4  # a head may stand on the left or the right pages alone
_DASH = "[-—–―－·•\\s]*"
_NUMBER = lazily(
    f"{_DASH}(?:第\\s*)?(?P<n>\\d{{1,4}})\\s*(?:页)?\\s*(?:[,，/／]?\\s*(?:共\\s*)?\\d{{1,4}}\\s*页?)?{_DASH}"
)
_MISREAD = lazily("[-—–―－]\\s*\\S{1,3}\\s*[-—–―－]")
"""What a scan may make of — 5 — on a page whose neighbours have numbers."""


def without_furniture(pages: Sequence[Page]) -> tuple[Page, ...]:
    """The pages with the lines of their body alone."""
    heads = _running(pages)
    first = _first_number(pages)
    cuts = (_cut(page, at, heads, first) for at, page in enumerate(pages))
    return tuple(
        replace(page, lines=tuple(line for line in page.lines if line not in cut))
        for page, cut in zip(pages, cuts, strict=True)
    )


def _cut(page: Page, at: int, heads: dict[str, float], first: int | None) -> set[Line]:
    return {
        line
        for line in _edges(page)
        if abs(heads.get(_key(line), -1e9) - line.base) <= _NEAR
        or (first is not None and (_number(line) == at + first or _MISREAD.fullmatch(line.text)))
    }


def _edges(page: Page) -> Iterator[Line]:
    """The outermost lines of a page that lie in its margins, none of them below or above a table."""
    tops = [grid.box.top for grid in page.grids]
    bottoms = [grid.box.bottom for grid in page.grids]
    above = [line for line in page.lines if line.base < min([_ZONE * page.height, *tops])]
    below = [line for line in page.lines if line.base > max([(1 - _ZONE) * page.height, *bottoms])]
    yield from above[:_DEPTH]
    yield from below[-_DEPTH:]


def _key(line: Line) -> str:
    return re.sub(r"\d+", "#", line.text.replace(" ", ""))


def _running(pages: Sequence[Page]) -> dict[str, float]:
    """The texts, digits aside, that are often at one height, with that height."""
    seen: dict[str, list[float]] = {}
    for page in pages:
        for line in _edges(page):
            seen.setdefault(_key(line), []).append(line.base)
    least = max(2, _OFTEN * len(pages))
    levels = {key: median(bases) for key, bases in seen.items()}
    return {
        key: level
        for key, level in levels.items()
        if sum(abs(base - level) <= _NEAR for base in seen[key]) >= least
    }


def _first_number(pages: Sequence[Page]) -> int | None:
    """The number of the first page, as most numbered pages have it; None where pages have no numbers."""
    firsts = Counter(
        number - at
        for at, page in enumerate(pages)
        for line in _edges(page)
        if (number := _number(line)) is not None
    )
    found = firsts.most_common(1)
    return found[0][0] if found and found[0][1] >= max(1, len(pages) // 4) else None


def is_page_number(text: str) -> bool:
    return _NUMBER.fullmatch(text) is not None


def _number(line: Line) -> int | None:
    match = _NUMBER.fullmatch(line.text)
    return int(match["n"]) if match else None
