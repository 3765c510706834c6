"""Glyphs into lines by their baseline, and into the cells of the tables that hold them."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from statistics import median

from corpus.readers.paged.layout import Cell, Glyph, Grid, Line
from corpus.readers.paged.rulings import Field, Lattice

# Radicals that fonts without a proper character map give for the characters made of them alone.
_RADICALS = str.maketrans(
    "⺁⺌⺕⺠⺩⺫⺮⻁⻄⻅⻆⻉⻋⻌⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻡⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
    "厂小彐民王目竹虎西见角贝车辶長长门雨青韦页风飞食首马骨鬼鱼鸟卤麦黄齐齿龙龟",
)
_HYPHENS = {"\x02": "-", "\ufffe": "-", "\u00ad": "-"}
_BASE = 0.4  # of an em: two baselines nearer than this are one line
_WORD_GAP = 0.25
_GAP = 1.0


def character(code: int) -> str:
    """The character for a code as a PDF gives it; "" for what prints nothing."""
    char = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
    char = _HYPHENS.get(char) or char.translate(_RADICALS)
    if 0x2F00 <= code <= 0x2FD5 or 0xF900 <= code <= 0xFAFF:
        return unicodedata.normalize("NFKC", char)
    return (
        "" if char != " " and unicodedata.category(char or "\0") in ("Cc", "Cf", "Cn", "Zl", "Zp") else char
    )


def readable(char: str) -> bool:
    """Whether a font's character map gave a character at all: none, private use and U+FFFD say no."""
    return bool(char) and char != "\ufffd" and unicodedata.category(char) != "Co"


def lines_of(glyphs: Iterable[Glyph]) -> tuple[Line, ...]:
    """Lines from top to bottom."""
    return tuple(line for line in map(line_of, grouped(glyphs)) if line.text)


def grouped(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """The glyphs of each line, from left to right."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: (glyph.base, glyph.left)):
        if rows and glyph.base - rows[-1][0].base <= _BASE * max(glyph.em, rows[-1][0].em):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return [sorted(row, key=lambda glyph: glyph.left) for row in rows]


def line_of(row: Sequence[Glyph]) -> Line:
    inked = [glyph for glyph in row if glyph.text.strip()]
    if not inked:
        return Line("", 0, 0, 0, 0)
    em = median([glyph.em for glyph in inked if glyph.text > "\u2e80"] or [glyph.em for glyph in inked])
    text, before = "", None
    for glyph in row:
        if before is not None and glyph.text.strip():
            text += " " * _parted(before, glyph, em)
        text += glyph.text
        before = glyph
    left, right = min(glyph.left for glyph in inked), max(glyph.right for glyph in inked)
    return Line(" ".join(text.split()), left, right, median(glyph.base for glyph in inked), em)


def _parted(before: Glyph, glyph: Glyph, em: float) -> bool:
    if not before.text.strip():
        return False
    words = before.text[-1].isascii() and glyph.text[0].isascii()
    return glyph.left - before.right > (_WORD_GAP if words else _GAP) * em


def placed(glyphs: Iterable[Glyph], lattices: Sequence[Lattice]) -> tuple[tuple[Line, ...], tuple[Grid, ...]]:
    """The lines outside all tables, and the tables with the lines of their cells; empty tables left out."""
    outside: list[Glyph] = []
    inside: dict[tuple[int, int], list[Glyph]] = defaultdict(list)
    places = [lattice.places() for lattice in lattices]
    for glyph in glyphs:
        at = _place(glyph, lattices, places)
        (outside if at is None else inside[at]).append(glyph)
    grids = tuple(
        Grid(
            lattice.box,
            lattice.columns,
            tuple(_cell(field, inside[number, at]) for at, field in enumerate(lattice.fields)),
        )
        for number, lattice in enumerate(lattices)
    )
    return lines_of(outside), tuple(grid for grid in grids if any(cell.lines for cell in grid.cells))


def _cell(field: Field, glyphs: Sequence[Glyph]) -> Cell:
    return Cell(field.row, field.column, field.height, field.box.right - field.box.left, lines_of(glyphs))


def _place(
    glyph: Glyph, lattices: Sequence[Lattice], places: Sequence[dict[tuple[int, int], int]]
) -> tuple[int, int] | None:
    """The numbers of the table and of its field that hold the glyph."""
    x, y = (glyph.left + glyph.right) / 2, glyph.base - glyph.em * 0.3
    for number, lattice in enumerate(lattices):
        if lattice.box.holds(x, y):
            at = places[number].get((bisect_right(lattice.rows, y) - 1, bisect_right(lattice.columns, x) - 1))
            if at is not None and lattice.fields[at].box.holds(x, y):
                return number, at
    return None
