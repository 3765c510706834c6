"""自然段：the lines and tables of all pages in reading order, hard-wrapped lines joined to paragraphs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import quantiles

from corpus.lazy import lazily
from corpus.readers.paged.furniture import without_furniture
from corpus.readers.paged.layout import Grid, Line, Page
from corpus.readers.paged.tablets import is_piece, rows_of
from corpus.readers.paged.wrapping import SLACK, fits, joined

_MARKER = lazily(
    r"[(（]?(?:[一二三四五六七八九十百]{1,4}|\d{1,3})(?:[)）、．]|\.(?!\d))|第[一二三四五六七八九十百\d]{1,4}[章条]"
    r"|[①-⑳]|附 ?件 ?\d{0,2}$|——"
)
_LED = lazily(r"(?:…|[.·-]{3})[ ….·-]*\d{1,3}$")
"""The end of an entry of a table of contents, whose dots lead to its page."""
_CONTINUED = lazily(r"[(（]?续(?:上?表|前表|表\s*\d+)?[)）]?")
_STOPS = frozenset("。；：！？）】.;:!?)]")
_HANGING = frozenset("，。、；：！？）】〉》”’,.;:!?)]")  # may stand beyond the right margin
_INDENT = 0.8  # of an em
_UNFINISHED = 2.0  # blank at the end of a line that breaks off in its sentence
_CENTRED = 4.5
_LEADING = 1.2
_TYPE = 1.25
_SUPPORT = 3

Paragraph = list[tuple[int, str]]
"""Its text in runs, each with the number of its page."""


@dataclass(frozen=True, slots=True)
class Margins:
    """Where the body of pages of one size begins and ends, and the distance of its lines."""

    left: float
    right: float
    pitch: float


@dataclass(frozen=True, slots=True)
class Placed:
    """A line or a table, the number of its page and the margins there."""

    item: Line | Grid
    page: int
    margins: Margins


def text_of(pages: Sequence[Page]) -> tuple[str, tuple[int, ...]]:
    """One paragraph or one row of a table a line; with the offsets at which the pages begin."""
    parts: list[str] = []
    starts = [0] if pages else []
    size = 0
    for paragraph in _paragraphs(list(_flow(without_furniture(pages)))):
        for page, run in paragraph:
            starts += [size] * (page + 1 - len(starts))
            parts.append(run)
            size += len(run)
        parts.append("\n")
        size += 1
    starts += [size] * (len(pages) - len(starts))
    return "".join(parts), tuple(starts)


def _flow(pages: Sequence[Page]) -> Iterator[Placed]:
    margins = _margins(pages)
    for number, page in enumerate(pages):
        items: list[Line | Grid] = [*page.lines, *page.grids]
        for item in sorted(items, key=lambda item: item.box.top if isinstance(item, Grid) else item.base):
            yield Placed(item, number, margins[_size(page)])


def _size(page: Page) -> tuple[int, int]:
    return round(page.width), round(page.height)


def _margins(pages: Iterable[Page]) -> dict[tuple[int, int], Margins]:
    sized: dict[tuple[int, int], list[Page]] = defaultdict(list)
    for page in pages:
        sized[_size(page)].append(page)
    return {size: _margin(group) for size, group in sized.items()}


def _margin(pages: Sequence[Page]) -> Margins:
    lines = [line for page in pages for line in page.lines]
    inside = [line for line in lines if line.text[-1] not in _HANGING] or lines
    steps = [b.base - a.base for page in pages for a, b in pairwise(page.lines) if b.base - a.base > a.em]
    return Margins(
        _supported(sorted((line.left, line.em) for line in lines)),
        -_supported(sorted((-line.right, line.em) for line in inside)),
        quantiles(steps, n=4)[0] if len(steps) > 1 else 0.0,
    )


def _supported(edges: Sequence[tuple[float, float]]) -> float:
    """The outermost edge that other lines share."""
    for (edge, em), (other, _) in zip(edges, edges[_SUPPORT - 1 :], strict=False):
        if other - edge <= em / 2:
            return edge
    return edges[0][0] if edges else 0.0


def _paragraphs(flow: Sequence[Placed]) -> Iterator[Paragraph]:
    paragraph: Paragraph = []
    before: Placed | None = None
    for placed in _with_tables(flow):
        if isinstance(placed, Placed) and before is not None and _goes_on(before, placed):
            _add(paragraph, placed)
            before = placed
            continue
        if paragraph:
            yield paragraph
        if isinstance(placed, Placed):
            paragraph, before = [(placed.page, _line(placed).text)], placed
        else:
            yield from _rows(placed)
            paragraph, before = [], None
    if paragraph:
        yield paragraph


def _add(paragraph: Paragraph, placed: Placed) -> None:
    """The paragraph goes on with a line, in a new run where that begins a page."""
    page, text = paragraph[-1]
    whole = joined(text, _line(placed).text)
    if placed.page == page:
        paragraph[-1] = (page, whole)
    else:
        paragraph.append((placed.page, whole[len(text) :]))


def _rows(pieces: Sequence[Placed]) -> Iterator[Paragraph]:
    grids = [piece.item for piece in pieces if isinstance(piece.item, Grid)]
    for number, row in rows_of(grids):
        yield [(pieces[number].page, row)]


def _line(placed: Placed) -> Line:
    assert isinstance(placed.item, Line)
    return placed.item


def _with_tables(flow: Sequence[Placed]) -> Iterator[Placed | tuple[Placed, ...]]:
    """Lines, and tables with all their pieces."""
    pieces: list[Placed] = []
    for at, placed in enumerate(flow):
        grid = placed.item
        if isinstance(grid, Grid):
            last = pieces[-1] if pieces else None
            if last and not (placed.page == last.page + 1 and _follows(last.item, grid)):
                yield tuple(pieces)
                pieces = []
            pieces.append(placed)
        elif not (pieces and _is_between(placed, flow[at + 1 : at + 2])):
            if pieces:
                yield tuple(pieces)
            pieces = []
            yield placed
    if pieces:
        yield tuple(pieces)


def _follows(before: Line | Grid, grid: Grid) -> bool:
    return isinstance(before, Grid) and is_piece(before, grid)


def _is_between(placed: Placed, following: Sequence[Placed]) -> bool:
    """Whether the line says no more than 续表 before the next piece."""
    next_is_grid = bool(following) and isinstance(following[0].item, Grid)
    return next_is_grid and _CONTINUED.fullmatch(_line(placed).text) is not None


def _goes_on(one: Placed, other: Placed) -> bool:
    """Whether the line ``other`` goes on with the paragraph that ``one`` is the last line of."""
    before, line, margins = _line(one), _line(other), one.margins
    if other.page == one.page and line.base - before.base > max(margins.pitch * _LEADING, before.em * 1.2):
        return False
    if (
        _LED.search(before.text)
        or _differ_in_type(before, line)
        or before.left - margins.left > _CENTRED * before.em
    ):
        return False
    stopped = before.text[-1] in _STOPS
    marked = _MARKER.match(line.text) is not None
    slack = SLACK if stopped or marked else _UNFINISHED
    if fits(line.text, margins.right - before.right, before.em, slack=slack):
        return False
    if line.left - other.margins.left > _INDENT * line.em:
        level = line.left - before.left <= _INDENT * line.em
        return level and not stopped and not marked and _MARKER.match(before.text) is None
    return not (stopped and marked)


def _differ_in_type(before: Line, line: Line) -> bool:
    small, large = sorted((before.em, line.em))
    return not (before.text.isascii() or line.text.isascii()) and large > small * _TYPE
