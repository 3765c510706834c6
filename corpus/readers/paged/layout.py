"""What stands where on a page: lengths in points (1/72 inch), ``y`` growing downwards."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Box:
    top: float
    left: float
    bottom: float
    right: float

    def holds(self, x: float, y: float) -> bool:
        return self.left <= x <= self.right and self.top <= y <= self.bottom


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character (of a scan: a word) with its ``base`` line and ``em``, the height of its type."""

    text: str
    left: float
    right: float
    base: float
    em: float


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    left: float
    right: float
    base: float
    em: float


@dataclass(frozen=True, slots=True)
class Cell:
    """``row`` and ``column`` of its upper left corner, the ``height`` in rows, the ``width`` in points."""

    row: int
    column: int
    height: int
    width: float
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table; ``columns`` are the left edges of its columns."""

    box: Box
    columns: tuple[float, ...]
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """``scanned``: there is something to see, but no text to read."""

    width: float
    height: float
    lines: tuple[Line, ...] = ()
    grids: tuple[Grid, ...] = ()
    scanned: bool = False
