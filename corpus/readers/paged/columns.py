"""无框线的表：tables whose columns are parted by white space alone, where that is certain.

It is where a line of column titles that begins with 序号 stands above, white strips run down between all
of them, and the serial numbers below count on. A row is what rulings part, else what wider gaps part, else
what begins with its number: then each cell begins there and is broken only where its line is full.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.fold import fold
from corpus.lazy import lazily
from corpus.readers.paged.furniture import is_page_number
from corpus.readers.paged.glyphs import grouped, line_of
from corpus.readers.paged.layout import Box, Glyph, Line
from corpus.readers.paged.rulings import Field, Lattice, Ruling
from corpus.readers.paged.wrapping import fits
from corpus.tables import is_head

_TITLES_APART = 0.8  # of an em
_STRIP = 0.2
_FAR = 4.0
_TYPE = 1.25
_EDGE = 0.6
_CLEAR = 0.3  # points by which the gap of two rows is wider than that of two lines
_TOP, _FOOT = 0.12, 0.9  # of the height of a page
_HEADS = 2
_UNPARTED = 2  # rows
_BELOW = 9  # lines in which a row that leaves the strips may come to its number, set in its middle
_SERIAL = lazily(r"\d{1,3}")
_NUMBER = lazily("(?:序|编)号")

Text = list[Glyph]
"""The glyphs of a line from left to right."""
Strip = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Begun:
    """A table that the foot of a page may cut: where its columns are parted, and its last number."""

    edges: tuple[float, ...]
    last: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on a page."""

    glyphs: Sequence[Glyph]
    rulings: Sequence[Ruling]
    height: float


def tables(sheet: Sheet, ruled: Sequence[Lattice], begun: Begun | None) -> tuple[list[Lattice], Begun | None]:
    """All tables of a page, and the loose one that goes on; one whose rulings part no rows is read as loose."""
    whole = [lattice for lattice in ruled if len(lattice.rows) > _UNPARTED]
    free = [one for one in sheet.glyphs if not any(table.box.holds(one.left, one.base) for table in whole)]
    loose, begun = loose_tables(replace(sheet, glyphs=free), begun)
    kept = [lattice for lattice in ruled if not any(_meet(lattice, one) for one in loose)]
    return [*kept, *loose], begun


def _meet(one: Lattice, other: Lattice) -> bool:
    return max(one.box.top, other.box.top) < min(one.box.bottom, other.box.bottom)


def loose_tables(sheet: Sheet, begun: Begun | None) -> tuple[list[Lattice], Begun | None]:
    """The tables of a page in the order in which they stand, and the one that goes on."""
    texts = [text for row in grouped(sheet.glyphs) if (text := [one for one in row if one.text.strip()])]
    found: list[Lattice] = []
    at, still = 0, None
    while at < len(texts):
        carried = (
            begun if not found and at <= _HEADS and texts[at][0].base < 2 * _TOP * sheet.height else None
        )
        piece = _headed(texts, at, sheet, begun) or (
            _continued(texts, at, sheet, carried) if carried else None
        )
        if piece is None:
            at += 1
            continue
        lattice, at, still = piece
        found.append(lattice)
    rest = [text for text in texts[at:] if not _is_foot(text, sheet)]
    return found, still if found and not rest else None


@dataclass(frozen=True, slots=True)
class Place:
    """The number of a table's first line, that of the line behind it, whether the first is its head, and the
    last serial on the page before."""

    at: int
    end: int
    head: bool
    last: int


Piece = tuple[Lattice, int, Begun]
"""A table, the number of the line behind it, and how it goes on."""


def _headed(texts: Sequence[Text], at: int, sheet: Sheet, begun: Begun | None) -> Piece | None:
    titles = list(_titles(texts[at]))
    said = [fold("".join(glyph.text for glyph in title).replace(" ", "")) for title in titles]
    if len(titles) < 2 or not _NUMBER.fullmatch(said[0]) or not is_head(said):
        return None
    strips = [[(one[-1].right, other[0].left)] for one, other in pairwise(titles)]
    end, strips = _reach(texts, at, strips, sheet)
    widest = [max(strip, key=lambda one: one[1] - one[0]) for strip in strips]
    edges = tuple((left + right) / 2 for left, right in widest)
    if begun and len(begun.edges) == len(edges):
        held = all(left <= edge <= right for edge, (left, right) in zip(begun.edges, widest, strict=True))
        edges = begun.edges if held else edges
    return _piece(texts[: end + _BELOW], edges, sheet, Place(at, end, True, begun.last if begun else -1))


def _continued(texts: Sequence[Text], at: int, sheet: Sheet, begun: Begun) -> Piece | None:
    end, _ = _reach(texts, at, [[(edge - 1, edge + 1)] for edge in begun.edges], sheet)
    return _piece(texts[: end + _BELOW], begun.edges, sheet, Place(at, end, False, begun.last))


def _titles(text: Text) -> Iterator[Text]:
    title = text[:1]
    for glyph in text[1:]:
        if glyph.left - title[-1].right > _TITLES_APART * glyph.em:
            yield title
            title = []
        title.append(glyph)
    yield title


def _reach(
    texts: Sequence[Text], at: int, strips: list[list[Strip]], sheet: Sheet
) -> tuple[int, list[list[Strip]]]:
    """The number of the first line that no longer leaves all strips white, and what is left of them.

    Another head ends a table too, so that no line is looked at for two of them.
    """
    base, em = texts[at][0].base, line_of(texts[at]).em
    for number in range(at, len(texts)):
        text = texts[number]
        small, large = sorted((line_of(text).em, em))
        other = number > at and _NUMBER.match("".join(glyph.text for glyph in text[:2]))
        left = [_cut(strip, text) for strip in strips]
        near = text[0].base - base <= _FAR * em and large <= small * _TYPE
        if other or not near or not all(left) or _is_foot(text, sheet):
            return number, strips
        strips, base = left, text[0].base
    return len(texts), strips


def _cut(strips: Iterable[Strip], text: Text) -> list[Strip]:
    """What the glyphs leave white, where that is wide enough to be seen."""
    least = min(_STRIP * text[0].em, 2.0)
    for glyph in text:
        strips = [
            part
            for left, right in strips
            for part in ((left, min(right, glyph.left)), (max(left, glyph.right), right))
            if part[1] - part[0] >= least
        ] if any(left < glyph.right and glyph.left < right for left, right in strips) else strips  # fmt: skip
    return list(strips)


def _is_foot(text: Text, sheet: Sheet) -> bool:
    return text[0].base > _FOOT * sheet.height and is_page_number(line_of(text).text)


def _piece(texts: Sequence[Text], edges: tuple[float, ...], sheet: Sheet, place: Place) -> Piece | None:
    """The table of the lines at ``place``; None where it is not certain, or goes on below its white strips."""
    below = [_cells(text, edges) for text in texts[place.end :]]
    texts = texts[place.at : place.end]
    rows = [_cells(text, edges) for text in texts]
    numbers = [number for row in rows if (number := _serial(row))]
    first = numbers[0] if numbers else 0
    goes_on = first == place.last + 1
    if numbers != list(range(first, first + len(numbers))) or len(numbers) < 2 - goes_on:
        return None
    if not (place.head or goes_on) or any(_serial(row) == numbers[-1] + 1 for row in below):
        return None
    cut = goes_on and not _serial(rows[place.head])
    for blank in (place.head + 1, place.head)[not cut :]:
        starts = _starts(texts, rows, sheet.rulings, blank)
        if starts is not None:
            return _lattice(texts, starts, edges), place.end, Begun(edges, numbers[-1])
    return None


def _cells(text: Text, edges: Sequence[float]) -> dict[int, Line]:
    """The parts of a line by the number of their column."""
    parts: dict[int, Text] = {}
    for glyph in text:
        parts.setdefault(bisect_right(edges, (glyph.left + glyph.right) / 2), []).append(glyph)
    return {column: line_of(part) for column, part in parts.items()}


def _serial(row: dict[int, Line]) -> int:
    """The serial number of a line; 0 for none."""
    return int(row[0].text) if 0 in row and _SERIAL.fullmatch(row[0].text) else 0


def _starts(
    texts: Sequence[Text], rows: Sequence[dict[int, Line]], rulings: Sequence[Ruling], blank: int
) -> list[int] | None:
    """The numbers of the lines that rows begin with, the first ``blank`` of which (a head, what a page has cut)
    have no serial; None where that is not certain."""
    ruled = _ruled(texts, rulings)
    if _is_told(ruled, rows, blank):
        return ruled
    bases = [text[0].base for text in texts]
    gaps = sorted(((b - a, at) for at, (a, b) in enumerate(pairwise(bases), 1)), reverse=True)
    count = sum(_serial(row) > 0 for row in rows) + blank - 1
    wide = sorted([0, *(at for _, at in gaps[:count])])
    if count < len(gaps) and gaps[count - 1][0] - gaps[count][0] > _CLEAR and _is_told(wide, rows, blank):
        return wide
    begun = [*range(blank), *(at for at, row in enumerate(rows) if _serial(row))]
    return begun if _is_told(begun, rows, blank) and _is_broken_well(begun, rows, blank) else None


def _ruled(texts: Sequence[Text], rulings: Sequence[Ruling]) -> list[int]:
    """The lines that stand first below a ruling that runs over most of the table."""
    left = min(text[0].left for text in texts)
    right = max(text[-1].right for text in texts)
    at: dict[int, float] = {}
    for one in rulings:
        if not one.upright:
            at[round(one.at)] = at.get(round(one.at), 0.0) + min(one.end, right) - max(one.start, left)
    levels = sorted(level for level, length in at.items() if length > 0.7 * (right - left))
    firsts = {next((n for n, text in enumerate(texts) if text[0].base > level), 0) for level in levels}
    return sorted({0} | firsts)


def _is_told(starts: Sequence[int], rows: Sequence[dict[int, Line]], blank: int) -> bool:
    """Whether each row that begins there has one serial, the first ``blank`` none."""
    spans = list(zip(starts, [*starts[1:], len(rows)], strict=True))
    counts = [sum(_serial(row) > 0 for row in rows[start:end]) for start, end in spans]
    return counts == [0] * blank + [1] * (len(counts) - blank)


def _is_broken_well(starts: Sequence[int], rows: Sequence[dict[int, Line]], blank: int) -> bool:
    """Whether cells begin on the first line of their row, and are broken only where their line is full."""
    columns = {column for row in rows for column in row}
    widest = {at: max(row[at].right - row[at].left for row in rows if at in row) for at in columns}
    for start, end in zip(starts, [*starts[1:], len(rows)], strict=True):
        if end > start + 1 and 0 in rows[start] and _NUMBER.fullmatch(rows[start][0].text):
            return False
        for before, row in pairwise(rows[start:end]):
            for column, line in row.items():
                above = before.get(column)
                if above is None and _serial(rows[start]):
                    return False
                if above and fits(line.text, widest[column] - above.right + above.left, above.em):
                    return False
    return True


def _lattice(texts: Sequence[Text], starts: Sequence[int], edges: tuple[float, ...]) -> Lattice:
    em = line_of(texts[0]).em
    tops = [texts[0][0].base - em]
    tops += [(texts[at - 1][0].base + texts[at][0].base) / 2 - 0.3 * em for at in starts[1:]]
    bottom = texts[-1][0].base + 0.3 * em
    columns = (0.0, *edges)
    spread: dict[int, list[Glyph]] = {}
    for text in texts:
        for glyph in text:
            spread.setdefault(bisect_right(edges, (glyph.left + glyph.right) / 2), []).append(glyph)
    fields = []
    for row, (top, end) in enumerate(pairwise([*tops, bottom])):
        for column, glyphs in sorted(spread.items()):
            left, right = min(one.left for one in glyphs), max(one.right for one in glyphs)
            fields.append(Field(Box(top, left - _EDGE * em, end, right + _EDGE * em), row, column, 1, 1))
    return Lattice(Box(tops[0], 0.0, bottom, 10_000.0), tuple(tops), columns, tuple(fields))
