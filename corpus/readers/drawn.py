"""What a page shows: pieces of text and strokes; pieces on one base line make a line.

Distances are in the measure of the page (millimetres for OFD), y grows downwards.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.readers.grids import Grid

_FOOT = re.compile(r"[-—–－ ]*\d{1,4}[-—–－ ]*|第 ?\d{1,4} ?页(?:[ ,，/]*共 ?\d{1,4} ?页)?")
_GAP = 0.9


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of text drawn from ``left`` to ``right`` on the base line ``y`` in letters of ``size``."""

    left: float
    right: float
    y: float
    size: float
    text: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A straight stroke."""

    x: float
    y: float
    to_x: float
    to_y: float


@dataclass(frozen=True, slots=True)
class Page:
    chunks: tuple[Chunk, ...]
    segments: tuple[Segment, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table of a page with ``columns``; ``y`` is its top."""

    y: float
    columns: int
    rows: Grid


def in_lines(chunks: Iterable[Chunk]) -> list[Chunk]:
    """One chunk a line, from top to bottom."""
    lines: list[list[Chunk]] = []
    for chunk in sorted(chunks, key=lambda chunk: (chunk.y, chunk.left)):
        if lines and chunk.y - lines[-1][0].y <= 0.5 * max(chunk.size, lines[-1][0].size):
            lines[-1].append(chunk)
        else:
            lines.append([chunk])
    return [_line(sorted(line, key=lambda chunk: chunk.left)) for line in lines]


def _line(chunks: Sequence[Chunk]) -> Chunk:
    parts = [chunks[0].text]
    end = chunks[0].right
    for chunk in chunks[1:]:
        apart = chunk.left - end > _GAP * chunk.size
        parts.append((" " if apart else "") + chunk.text)
        end = max(end, chunk.right)
    first = chunks[0]
    return Chunk(first.left, end, first.y, max(chunk.size for chunk in chunks), "".join(parts))


def without_page_number(lines: list[Chunk]) -> list[Chunk]:
    """The lines less a first or last one that is nothing but the number of the page."""
    kept = lines[:-1] if lines and _FOOT.fullmatch(lines[-1].text.strip()) else lines
    return kept[1:] if kept and _FOOT.fullmatch(kept[0].text.strip()) else kept
