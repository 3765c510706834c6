"""跨页表格：the pieces of a table on following pages as one, and its rows as lines of ``|``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from corpus.lazy import lazily
from corpus.readers.paged.layout import Grid, Line
from corpus.readers.paged.wrapping import fits, joined

_SERIAL = lazily("(?:序|编) ?号")
_BAR = str.maketrans({"|": "∣", "｜": "∣"})
_NEAR = 6.0
_PADDING = 1.2

Rows = list[list[str]]


def is_piece(before: Grid, after: Grid) -> bool:
    """Whether ``after``, at the head of a page, goes on with the table ``before`` at the foot of the last."""
    sides = ((before.box.left, after.box.left), (before.box.right, after.box.right))
    return all(abs(one - other) <= _NEAR for one, other in sides)


def rows_of(pieces: Sequence[Grid]) -> Iterator[tuple[int, str]]:
    """The rows of a table, each with the number of its piece.

    A head that every page repeats stands once, a row that a page cuts is one.
    """
    columns = _columns(pieces)
    found: Rows = []
    begun: list[int] = []
    for number, piece in enumerate(pieces):
        rows = _one_head([row for row in _texts(piece, columns) if any(row)])
        if found:
            rows = _without_head(rows, found[0])
        if len(found) > 1 and rows and _is_rest(found, rows[0]):
            found[-1] = [joined(one, other) for one, other in zip(found[-1], rows.pop(0), strict=True)]
        found += rows
        begun += [number] * len(rows)
    return zip(begun, (" | ".join(row) for row in found), strict=True)


def _columns(pieces: Sequence[Grid]) -> list[float]:
    """The left edges of all columns, those that almost agree once."""
    columns: list[float] = []
    for left in sorted(left for piece in pieces for left in piece.columns):
        if not columns or left - columns[-1] > _NEAR:
            columns.append(left)
    return columns


def _texts(piece: Grid, columns: Sequence[float]) -> Rows:
    height = max(cell.row + cell.height for cell in piece.cells)
    rows = [[""] * len(columns) for _ in range(height)]
    room: dict[int, float] = defaultdict(float)
    for cell in piece.cells:
        widest = max((line.right - line.left for line in cell.lines), default=0.0)
        room[cell.column] = max(room[cell.column], widest)
    places = [_nearest(columns, left) for left in piece.columns]
    for cell in piece.cells:
        text = _text(cell.lines, room[cell.column], cell.width)
        for row in rows[cell.row : cell.row + cell.height]:
            row[places[cell.column]] = text
    return rows


def _nearest(columns: Sequence[float], left: float) -> int:
    return min(range(len(columns)), key=lambda at: abs(columns[at] - left))


def _text(lines: Sequence[Line], widest: float, width: float) -> str:
    """The lines of a cell; a blank stands where the next word had had its place, so that the line was ended."""
    text = ""
    for at, line in enumerate(lines):
        said = line.text.translate(_BAR)
        if at:
            before = lines[at - 1]
            room = max(widest, width - _PADDING * before.em) - (before.right - before.left)
            text = f"{text} {said}" if fits(said, room, before.em) else joined(text, said)
        else:
            text = said
    return text


def _one_head(rows: Rows) -> Rows:
    """A head of two rows as one: 牵头 and 配合 below 责任单位 become 牵头责任单位 and 配合责任单位."""
    if len(rows) < 3 or not rows[0][0] or "" not in rows[0]:
        return rows
    head, above = [], ""
    for at, (upper, lower) in enumerate(zip(*rows[:2], strict=True)):
        above = upper or above
        shared = "" in rows[0][at : at + 2][not upper :]
        if upper != lower and not (lower and (shared or not upper)):
            return rows
        head.append(lower if above[-2:] in lower else lower + above)
    return [head, *rows[2:]]


def _without_head(rows: Rows, head: Sequence[str]) -> Rows:
    bare = ["".join(text.split()) for text in head]
    same = rows and ["".join(text.split()) for text in rows[0]] == bare
    return rows[1:] if same else rows


def _is_rest(found: Rows, row: Sequence[str]) -> bool:
    """Whether a page has cut a row: its rest has no number where every row of the table has one."""
    return bool(_SERIAL.fullmatch(found[0][0])) and not row[0] and bool(found[-1][0])
