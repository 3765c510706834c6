"""表格线：the cells that horizontal and vertical rulings enclose, merged cells whole.

All rulings together cut the page into small fields; neighbours with no ruling between them are one.
What is one with the margin is no cell, and cells with only a ruling between them are one table.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.readers.paged.layout import Box

_SNAP = 2.5
_GAP = 4.0
_LEAST = 8.0
_ENOUGH = 3
_MOST_FIELDS = 6_000
_MOST_TABLES = 100


@dataclass(frozen=True, slots=True, order=True)
class Ruling:
    """A line at ``at`` from ``start`` to ``end``; of a horizontal one ``at`` is its ``y``."""

    upright: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Field:
    """A cell, the row and the column of its table that it begins in, and how many of each it takes."""

    box: Box
    row: int
    column: int
    height: int
    width: int


@dataclass(frozen=True, slots=True)
class Lattice:
    """A table before its text, at least two columns; ``rows`` are upper and ``columns`` left edges."""

    box: Box
    rows: tuple[float, ...]
    columns: tuple[float, ...]
    fields: tuple[Field, ...]

    def places(self) -> dict[tuple[int, int], int]:
        """The number of the field at every (row, column)."""
        return {
            (row, column): number
            for number, field in enumerate(self.fields)
            for row in range(field.row, field.row + field.height)
            for column in range(field.column, field.column + field.width)
        }


def lattices(rulings: Iterable[Ruling]) -> tuple[Lattice, ...]:
    """The tables of a page from top to bottom; none where the lines are a drawing's rather than a table's."""
    known = set(rulings)
    known |= set(_missing(known, upright=False)) | set(_missing(known, upright=True))
    across = _tracks(sorted(ruling for ruling in known if not ruling.upright))
    down = _tracks(sorted(ruling for ruling in known if ruling.upright))
    ys, xs = sorted(across), sorted(down)
    if len(ys) < 2 or len(xs) < 3 or len(ys) * len(xs) > _MOST_FIELDS:
        return ()
    cells = _cells(_fields(across, down), xs, ys)
    tables = sorted(_tables(cells), key=lambda table: table.box)
    return tuple(tables) if len(tables) <= _MOST_TABLES else ()


def _missing(known: Iterable[Ruling], *, upright: bool) -> Iterator[Ruling]:
    """The outer lines that a table leaves out, at its sides or where a page cuts it.

    They run where three or more lines end together.
    """
    ends: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for ruling in known:
        if ruling.upright != upright:
            for end in (ruling.start, ruling.end):
                ends[round(end)].append((ruling.at, end))
    for met in ends.values():
        places = sorted(at for at, _ in met)
        if len(places) >= _ENOUGH:
            yield Ruling(upright, min(end for _, end in met), places[0], places[-1])


def _tracks(rulings: Iterable[Ruling]) -> dict[float, list[tuple[float, float]]]:
    """Where lines run, by position: those at almost one position are one, small gaps in it closed."""
    tracks: dict[float, list[Ruling]] = {}
    last = None
    for ruling in rulings:
        if last is None or ruling.at - last > _SNAP:
            last = ruling.at
            tracks[last] = []
        tracks[last].append(ruling)
    joined = {at: _joined(track) for at, track in tracks.items()}
    return {at: runs for at, runs in joined.items() if runs}


def _joined(track: Sequence[Ruling]) -> list[tuple[float, float]]:
    runs: list[tuple[float, float]] = []
    for start, end in sorted((ruling.start, ruling.end) for ruling in track):
        if runs and start <= runs[-1][1] + _GAP:
            runs[-1] = (runs[-1][0], max(end, runs[-1][1]))
        else:
            runs.append((start, end))
    return [(start, end) for start, end in runs if end - start >= _LEAST]


class _Union:
    """Sets of small fields, numbered; 0 is the margin."""

    def __init__(self, size: int) -> None:
        self._parents = list(range(size))

    def root(self, at: int) -> int:
        while self._parents[at] != at:
            self._parents[at] = self._parents[self._parents[at]]
            at = self._parents[at]
        return at

    def join(self, one: int, other: int) -> None:
        low, high = self.root(one), self.root(other)
        self._parents[max(low, high)] = min(low, high)


def _covers(runs: Sequence[tuple[float, float]], start: float, end: float) -> bool:
    """Whether a line runs over the middle of ``start``–``end``."""
    middle = (start + end) / 2
    at = bisect_right(runs, (middle, float("inf"))) - 1
    return at >= 0 and runs[at][0] <= middle <= runs[at][1]


def _fields(
    across: dict[float, list[tuple[float, float]]], down: dict[float, list[tuple[float, float]]]
) -> dict[int, list[tuple[int, int]]]:
    """The (row, column) of the small fields of every cell."""
    ys, xs = sorted(across), sorted(down)
    high, wide = len(ys) - 1, len(xs) - 1
    union = _Union(1 + high * wide)

    def number(row: int, column: int) -> int:
        return 1 + row * wide + column if 0 <= row < high and 0 <= column < wide else 0

    for row, y in enumerate(ys):
        for column, (left, right) in enumerate(pairwise(xs)):
            if not _covers(across[y], left, right):
                union.join(number(row - 1, column), number(row, column))
    for column, x in enumerate(xs):
        for row, (top, bottom) in enumerate(pairwise(ys)):
            if not _covers(down[x], top, bottom):
                union.join(number(row, column - 1), number(row, column))
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for at in range(1, 1 + high * wide):
        found[union.root(at)].append(divmod(at - 1, wide))
    found.pop(0, None)
    return found


def _cells(fields: dict[int, list[tuple[int, int]]], xs: list[float], ys: list[float]) -> list[Box]:
    """The cells that are rectangles."""
    boxes = []
    for places in fields.values():
        rows, columns = [row for row, _ in places], [column for _, column in places]
        top, bottom, left, right = min(rows), max(rows) + 1, min(columns), max(columns) + 1
        if len(places) == (bottom - top) * (right - left):
            boxes.append(Box(ys[top], xs[left], ys[bottom], xs[right]))
    return sorted(boxes)


def _tables(cells: Sequence[Box]) -> Iterable[Lattice]:
    """Cells that share a corner's height and edge, together."""
    union = _Union(1 + len(cells))
    at_edge: dict[tuple[str, float], list[int]] = defaultdict(list)
    for number, cell in enumerate(cells, 1):
        for key in (("x", cell.left), ("x", cell.right), ("y", cell.top), ("y", cell.bottom)):
            at_edge[key].append(number)
    for (axis, _), members in at_edge.items():
        starts = sorted((_along(cells[number - 1], axis), number) for number in members)
        reach, anchor = float("-inf"), 0
        for (start, end), number in starts:
            if anchor and start <= reach:
                union.join(anchor, number)
            if end > reach:
                reach, anchor = end, number
    groups: dict[int, list[Box]] = defaultdict(list)
    for number, cell in enumerate(cells, 1):
        groups[union.root(number)].append(cell)
    return [_lattice(group) for group in groups.values() if len({cell.left for cell in group}) > 1]


def _along(cell: Box, axis: str) -> tuple[float, float]:
    return (cell.top, cell.bottom) if axis == "x" else (cell.left, cell.right)


def _lattice(cells: Sequence[Box]) -> Lattice:
    tops, lefts = sorted({cell.top for cell in cells}), sorted({cell.left for cell in cells})
    box = Box(tops[0], lefts[0], max(cell.bottom for cell in cells), max(cell.right for cell in cells))
    return Lattice(box, tuple(tops), tuple(lefts), tuple(_field(cell, tops, lefts) for cell in cells))


def _field(cell: Box, tops: Sequence[float], lefts: Sequence[float]) -> Field:
    row, column = bisect_left(tops, cell.top), bisect_left(lefts, cell.left)
    height, width = bisect_left(tops, cell.bottom) - row, bisect_left(lefts, cell.right) - column
    return Field(cell, row, column, height, width)
