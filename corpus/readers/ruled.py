"""表格线：tables found by their rules. What no rule parts is one cell, across and downwards."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.readers.drawn import Chunk, Page, Segment, Table, in_lines
from corpus.readers.grids import COLUMNS, Cell, Grid

_NEAR = 0.8
_SHORT = 2.0
_STROKES = 1_000
_TABLES = 40
_SQUARES = 6_000


@dataclass(frozen=True, slots=True)
class _Rule:
    """A stroke along one axis: at ``at`` from ``start`` to ``end``."""

    at: float
    start: float
    end: float

    def spans(self, point: float) -> bool:
        return self.start - _NEAR <= point <= self.end + _NEAR


@dataclass(frozen=True, slots=True)
class _Frame:
    """The lines of one table, ``ys`` across and ``xs`` down, and the rules that stand on each."""

    across: tuple[tuple[_Rule, ...], ...]
    down: tuple[tuple[_Rule, ...], ...]
    xs: tuple[float, ...]
    ys: tuple[float, ...]

    def holds(self, chunk: Chunk) -> bool:
        x, y = _middle(chunk)
        return self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]

    def parted(self, row: int, column: int, *, above: bool) -> bool:
        """Whether a rule stands above, else left of, the square at ``row`` and ``column``."""
        if above:
            x = (self.xs[column] + self.xs[column + 1]) / 2
            return any(rule.spans(x) for rule in self.across[row])
        y = (self.ys[row] + self.ys[row + 1]) / 2
        return any(rule.spans(y) for rule in self.down[column])


def ruled(page: Page) -> tuple[list[Table], list[Chunk]]:
    """The tables of a page, and the text that stands in none."""
    tables: list[Table] = []
    loose = list(page.chunks)
    for frame in _frames(page.segments):
        inside = [chunk for chunk in loose if frame.holds(chunk)]
        if inside:
            loose = [chunk for chunk in loose if not frame.holds(chunk)]
            tables.append(Table(frame.ys[0], len(frame.xs) - 1, _grid(frame, inside)))
    return tables, loose


def _middle(chunk: Chunk) -> tuple[float, float]:
    return (chunk.left + chunk.right) / 2, chunk.y - 0.4 * chunk.size


def _frames(segments: Iterable[Segment]) -> Iterator[_Frame]:
    across: set[_Rule] = set()
    down: set[_Rule] = set()
    for one in segments:
        left, right = sorted((one.x, one.to_x))
        top, bottom = sorted((one.y, one.to_y))
        if bottom - top <= _NEAR / 2 and right - left >= _SHORT:
            across.add(_Rule(round((top + bottom) / 2, 1), left, right))
        elif right - left <= _NEAR / 2 and bottom - top >= _SHORT:
            down.add(_Rule(round((left + right) / 2, 1), top, bottom))
    if len(across) + len(down) > _STROKES:  # a drawing
        return
    found = 0
    for rows, columns in _apart(sorted(across, key=_place), sorted(down, key=_place)):
        on_rows, on_columns = _lines(rows), _lines(columns)
        is_table = 2 < len(on_columns) <= COLUMNS and 2 < len(on_rows) <= _SQUARES / len(on_columns)
        if is_table and found < _TABLES:
            found += 1
            xs, ys = (tuple(line[0].at for line in lines) for lines in (on_columns, on_rows))
            yield _Frame(on_rows, on_columns, xs, ys)


def _place(rule: _Rule) -> tuple[float, float, float]:
    return rule.at, rule.start, rule.end


def _apart(across: Sequence[_Rule], down: Sequence[_Rule]) -> Iterator[tuple[list[_Rule], list[_Rule]]]:
    """The rules of each table: those that cross or touch each other."""
    home = list(range(len(across) + len(down)))

    def root(at: int) -> int:
        while home[at] != at:
            home[at] = home[home[at]]
            at = home[at]
        return at

    for i, row in enumerate(across):
        for j, column in enumerate(down, len(across)):
            if (
                row.start - _NEAR <= column.at <= row.end + _NEAR
                and column.start - _NEAR <= row.at <= column.end + _NEAR
            ):
                home[root(j)] = root(i)
    groups: dict[int, tuple[list[_Rule], list[_Rule]]] = defaultdict(lambda: ([], []))
    for i, row in enumerate(across):
        groups[root(i)][0].append(row)
    for j, column in enumerate(down, len(across)):
        groups[root(j)][1].append(column)
    yield from sorted(groups.values(), key=lambda group: min((rule.at for rule in group[0]), default=0.0))


def _lines(rules: Iterable[_Rule]) -> tuple[tuple[_Rule, ...], ...]:
    """Rules by the line that they stand on."""
    found: list[list[_Rule]] = []
    for rule in sorted(rules, key=_place):
        if not found or rule.at - found[-1][0].at > _NEAR:
            found.append([])
        found[-1].append(rule)
    return tuple(map(tuple, found))


def _grid(frame: _Frame, chunks: Sequence[Chunk]) -> Grid:
    """Cells in rows; the text of a cell is that of all its squares."""
    rows, columns = len(frame.ys) - 1, len(frame.xs) - 1
    open_above = [[i > 0 and not frame.parted(i, j, above=True) for j in range(columns)] for i in range(rows)]
    open_left = [[j > 0 and not frame.parted(i, j, above=False) for j in range(columns)] for i in range(rows)]
    held: dict[tuple[int, int], list[Chunk]] = defaultdict(list)
    for chunk in chunks:
        x, y = _middle(chunk)
        i, j = _index(frame.ys, y), _index(frame.xs, x)
        while open_left[i][j] or open_above[i][j]:
            i, j = (i, j - 1) if open_left[i][j] else (i - 1, j)
        held[i, j].append(chunk)
    grid: Grid = []
    for i in range(rows):
        line: list[Cell] = []
        for j in range(columns):
            if open_left[i][j]:
                line[-1] = Cell(line[-1].text, line[-1].width + 1, line[-1].continues)
            else:
                right = frame.xs[next((k for k in range(j + 1, columns) if not open_left[i][k]), columns)]
                line.append(Cell(_words(held[i, j], right), 1, open_above[i][j]))
        grid.append(line)
    return grid


def _index(edges: Sequence[float], point: float) -> int:
    return min(max(sum(edge <= point for edge in edges) - 1, 0), len(edges) - 2)


def _words(chunks: Sequence[Chunk], right: float) -> str:
    """The text of a cell; a line that ends well before the edge ends a paragraph."""
    text = ""
    room = 0.0
    for line in in_lines(chunks):
        text += ("\n" if text and room > 2 * line.size else "") + line.text
        room = right - line.right
    return text
