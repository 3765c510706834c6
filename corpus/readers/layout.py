"""版面：from drawn pieces of text back to lines, from lines to paragraphs, over all pages.

Distances are in the measure of the page (millimetres for OFD), y grows downwards.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.readers import grids
from corpus.readers.drawn import Chunk, Page, Table, in_lines, without_page_number
from corpus.readers.reading import PAGE
from corpus.readers.ruled import ruled

_OPENING = re.compile(
    r"[ \u3000]*(?:[（(]?[一二三四五六七八九十百]{1,4}[）)、]|\d{1,3}[.．、)）](?!\d)|[①-⑳]|附 ?件"
    r"|第[一二三四五六七八九十百\d]{1,4}[章条])"
)
_RAGGED = 1.6
_LONG = 0.6


Item = Chunk | Table


@dataclass(frozen=True, slots=True)
class Margins:
    left: float
    right: float


def _goes_on(before: Chunk, line: Chunk, margins: Margins) -> bool:
    """Whether ``before`` is full and ``line`` neither indented nor numbered."""
    return (
        before.right >= margins.right - _RAGGED * before.size
        and line.left <= margins.left + 0.5 * line.size
        and abs(line.size - before.size) < 0.2 * line.size
        and not _OPENING.match(line.text.replace(PAGE, ""))
    )


def _margins(lines: Sequence[Chunk]) -> Margins:
    right = max((line.right for line in lines), default=0.0)
    long = _LONG * max((line.right - line.left for line in lines), default=0.0)
    return Margins(min((line.left for line in lines if line.right - line.left >= long), default=0.0), right)


def lines_of(pages: Sequence[Page], name: str) -> Iterator[str]:
    """The lines of all pages: paragraphs and, as grids, tables, those that cross a page made one."""
    items: list[Item] = []
    turned = ""
    for page in pages:
        there = _items(page)
        if there:
            items += [_marked(there[0], turned), *there[1:]]
            turned = ""
        turned += PAGE
    margins = _margins([item for item in items if isinstance(item, Chunk)])
    for item in _rejoined(items, margins):
        if isinstance(item, Table):
            yield from grids.lines_of(item.rows, name)
        else:
            yield item.text


def _items(page: Page) -> list[Item]:
    """Lines and tables of a page from top to bottom."""
    tables, loose = ruled(page)
    lines = without_page_number(in_lines(loose))
    return sorted([*lines, *tables], key=lambda item: item.y)


def _marked(item: Item, marks: str) -> Item:
    if isinstance(item, Chunk):
        return replace(item, text=marks + item.text)
    return replace(item, rows=_rows_marked(item.rows, marks))


def _rows_marked(rows: grids.Grid, marks: str) -> grids.Grid:
    first, *others = rows[0]
    return [[replace(first, text=marks + first.text), *others], *rows[1:]]


def _rejoined(items: Iterable[Item], margins: Margins) -> Iterator[Item]:
    """Paragraphs and tables, each whole."""
    last: Item | None = None
    words: list[str] = []  # of the paragraph that ``last`` is the last line of
    for item in items:
        if isinstance(item, Table) and isinstance(last, Table) and last.columns == item.columns:
            last = replace(last, rows=last.rows + _beyond_head(last.rows[0], item.rows))
            continue
        if isinstance(item, Chunk) and isinstance(last, Chunk) and _goes_on(last, item, margins):
            words.append(item.text)
        else:
            if last is not None:
                yield replace(last, text="".join(words)) if isinstance(last, Chunk) else last
            words = [item.text] if isinstance(item, Chunk) else []
        last = item
    if last is not None:
        yield replace(last, text="".join(words)) if isinstance(last, Chunk) else last


def _beyond_head(head: list[grids.Cell], rows: grids.Grid) -> grids.Grid:
    """The rows of a table's next page less a head that is printed again."""
    marks = rows[0][0].text.count(PAGE) * PAGE
    again = [cell.text.replace(PAGE, "") for cell in rows[0]] == [
        cell.text.replace(PAGE, "") for cell in head
    ]
    return _rows_marked(rows[1:], marks) if again and len(rows) > 1 else rows
