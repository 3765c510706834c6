"""表格写成一行一条的格：``| 序号 | 任务 | 牵头单位 |``, as ``corpus.tables`` reads it.

What a cell merged downwards says is said in every row it reaches; what it says across stands in its
first column. Cells side by side stay apart, however equal.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.errors import NotReadable
from corpus.readers.reading import LIMIT, PAGE
from corpus.tables import names_units

COLUMNS = 200
_BAR = str.maketrans({"|": "∣", "｜": "∣", "\t": " "})
_BREAK = re.compile(r"[ \u3000]*\n[ \u3000\n]*")
_INNER = re.compile(r"(?m)^\| (.*) \|$")
_LAYOUT = 1_000
_HEAD_ROWS = 3


@dataclass(frozen=True, slots=True)
class Cell:
    """``width``: columns it takes; ``continues``: it is the lower part of the cell above."""

    text: str
    width: int = 1
    continues: bool = False


Grid = list[list[Cell]]


def lines_of(rows: Grid, name: str) -> Iterator[str]:
    """The lines of a table; those of one that only lays out text are the text's own."""
    rows = [row for row in rows if row]
    if any(sum(cell.width for cell in row) > COLUMNS for row in rows):
        raise NotReadable(f"{name} 里有超过 {COLUMNS} 列的表格，不像一份方案，请拆分后再读入。")
    while rows and len(rows[0]) == 1 and len(rows) > 1:
        yield from rows.pop(0)[0].text.split("\n")
    below: list[str] = []
    while len(rows) > 1 and len(rows[-1]) == 1 and not rows[-1][0].continues:
        below[:0] = rows.pop()[0].text.split("\n")
    yield from _loose(rows) if _only_lays_out(rows) else _bars(_headed(_filled(rows, name)))
    yield from below


def _only_lays_out(rows: Grid) -> bool:
    """One row or column, or a cell that holds nearly all there is."""
    if len(rows) < 2 or max(map(len, rows)) < 2:
        return True
    sizes = [len(cell.text) for row in rows for cell in row]
    return max(sizes) > max(_LAYOUT, 0.8 * sum(sizes))


def _loose(rows: Grid) -> Iterator[str]:
    for row in rows:
        for cell in row:
            yield from cell.text.split("\n") if not cell.continues else ()


@dataclass(frozen=True, slots=True)
class _Square:
    """A place of the filled grid; ``begins``: a cell has its first column here."""

    text: str
    begins: bool
    continues: bool


def _filled(rows: Grid, name: str) -> list[list[_Square]]:
    """Every row with a square for each column that any cell begins in."""
    width = max(sum(cell.width for cell in row) for row in rows)
    blank = [_Square("", False, False)] * width
    grid: list[list[_Square]] = []
    room = LIMIT
    for row in rows:
        line, at = list(blank), 0
        for cell in row:
            text = cell.text
            if cell.continues and grid:
                text = PAGE * text.count(PAGE) + grid[-1][at].text.replace(PAGE, "")
            line[at] = _Square(text, True, cell.continues)
            at += cell.width
        room -= sum(len(square.text) + 3 for square in line)
        if room < 0:
            raise NotReadable(f"{name} 里的表格铺开后超过 {LIMIT // 10_000} 万字，请拆分后再读入。")
        grid.append(line)
    used = [at for at in range(width) if any(line[at].begins for line in grid)]
    return [[line[at] for at in used] for line in grid]


def _headed(grid: list[list[_Square]]) -> list[list[str]]:
    """The texts, a head of two or three rows made one: 责任单位 over 牵头 becomes 牵头责任单位, 牵头单位 stays."""
    depth = _depth(grid)
    texts = [[_flat(square.text) for square in line] for line in grid]
    if depth == 1:
        return texts
    head = _spread(grid[0], texts[0])
    for line, squares in zip(texts[1:depth], grid[1:depth], strict=True):
        spread = _spread(squares, line)
        head = [
            above if square.continues else _under(above, own)
            for above, own, square in zip(head, spread, squares, strict=True)
        ]
    return [head, *texts[depth:]]


def _depth(grid: Sequence[Sequence[_Square]]) -> int:
    """Rows of the head: those that a cell of the first row reaches down to, where another is spread."""
    if all(square.begins for square in grid[0]):
        return 1
    depth = 1
    while depth < min(_HEAD_ROWS, len(grid) - 1) and any(square.continues for square in grid[depth]):
        depth += 1
    split = [at for at, square in enumerate(grid[0]) if not square.begins]
    alone = [at for at in range(len(grid[0])) if at not in split and at + 1 not in split]
    whole = all(grid[at][column].continues for at in range(1, depth) for column in alone)
    return depth if whole else 1


def _spread(squares: Sequence[_Square], texts: Sequence[str]) -> list[str]:
    """Texts with that of a cell repeated in the further columns it takes."""
    spread: list[str] = []
    for square, text in zip(squares, texts, strict=True):
        spread.append(text if square.begins or not spread else spread[-1])
    return spread


def _under(above: str, own: str) -> str:
    return own if own.endswith(above[-2:]) or names_units(own) else own + above


def _flat(text: str) -> str:
    """A cell on one line; its paragraphs stay apart by a blank where no mark parts them, as do the cells of
    a table within."""
    text = _INNER.sub(lambda row: row[1].replace(" | ", " "), text)
    text = text.translate(_BAR).strip(" \n\u3000")
    return _BREAK.sub(lambda found: "" if text[found.start() - 1] in "、，；。,;：:" else " ", text)


def _bars(rows: list[list[str]]) -> Iterator[str]:
    for row in rows:
        yield "| " + " | ".join(row) + " |"
