"""表格：where a table stands in the text, its column titles, and the cells of each of its rows.

Two forms: a grid, whose cells a ``|`` (or a tab, which folding makes one) parts on one line; and a
flat table, as copied from a page or a PDF, with one cell a line, its rows told by their 序号.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.lazy import lazily
from corpus.markers import ANNEX, FIRST, FOURTH, ROW, SECOND, Marker
from corpus.model import Clause, Document, Span

_UNITS = lazily(
    "[\u4e00-\u9fff]{0,6}(?:单位|部门|处室|科室|股室|主体|领导|责任人|负责人|联系人)(?:\\([^()]{1,8}\\))?"
)
_TITLE = lazily(
    f"序 ?号|编 ?号|{_UNITS.pattern}|[\u4e00-\u9fff]{{0,4}}(?:时限|时间|期限|进度|年限|节点)(?:要求|安排|节点)?"
    "|[\u4e00-\u9fff]{0,6}(?:任务|工作|项目|事项|举措|措施|内容|要点|目标|指标|要求|标准|名称|分值|清单|成果|方式)(?:名称|分解|分工|值|属性|形式)?"
    "|目标值|20\\d\\d年(?:目标(?:值)?)?|类别|分类|领域|备 ?注|说明|得分|分数|数量|金额|资金"
)
_NUMBER = lazily(r"(?:序 ?号|编 ?号)")
_SERIAL = lazily(r"\d{1,3}")
_RULE = lazily(r"[ |:-]+")
_WIDE = 16
_MOST = 14
_GROUPS = frozenset({ANNEX, FIRST, SECOND})


@dataclass(frozen=True, slots=True)
class Head:
    """The column titles of a table, 序号 included; ``span`` is of all their characters.

    ``bordered``: the lines of the grid begin with a mark that parts no cells.
    """

    span: Span
    titles: tuple[str, ...]
    grid: bool
    bordered: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row as cells in reading order (a serial number left out) below the titles of its table.

    ``titles`` leave 序号 out too; in a grid with a cell for every title ``placed`` is True and
    ``cells[i]`` stands under ``titles[i]``, else only their order is known.
    """

    clause: Clause
    titles: tuple[str, ...]
    cells: tuple[Span, ...]
    placed: bool


def cells_of(folded: str, line: Span, *, bordered: bool) -> tuple[Span, ...]:
    """The cells of a grid line, blanks cut off; an empty cell is an empty span at its place."""
    start, end = line.start, line.end
    if bordered:
        start += _bordered(folded, line) and folded[start:end].index("|") + 1
        end -= folded[start:end].rstrip(" ").endswith("|") and end - folded.rindex("|", start, end)
    cells, at = [], start
    for cell in folded[start:end].split("|"):
        left = at + len(cell) - len(cell.lstrip())
        cells.append(Span(left, left + len(cell.strip())) if cell.strip() else Span(at, at))
        at += len(cell) + 1
    return tuple(cells)


def _bordered(folded: str, line: Span) -> bool:
    return line.of(folded).lstrip(" ").startswith("|")


def opens_table(line: str) -> bool:
    """Whether ``line`` is of a grid, or the first title of a flat table."""
    return "|" in line or _NUMBER.fullmatch(line.strip()) is not None


def heads(folded: str, within: Span) -> tuple[Head, ...]:
    """The heads of all tables of ``within`` in reading order."""
    found: list[Head] = []
    lines = [Span(*match.span()) for match in re.finditer("[^\n]+", folded) if _inside(match.start(), within)]
    for at, line in enumerate(lines):
        if found and line.start < found[-1].span.end:
            continue
        head = _grid_head(folded, line) if "|" in line.of(folded) else _flat_head(folded, lines, at)
        if head is not None:
            found.append(head)
    return tuple(found)


def _inside(offset: int, within: Span) -> bool:
    return within.start <= offset < within.end


def _grid_head(folded: str, line: Span) -> Head | None:
    bordered = _bordered(folded, line)
    cells = cells_of(folded, line, bordered=bordered)
    titles = tuple(re.sub("[ *]", "", cell.of(folded)) for cell in cells)
    return Head(line, titles, True, bordered) if is_head(titles) else None


def names_units(title: str) -> bool:
    """Whether it is the title of a column of units by itself (牵头单位, 责任部门)."""
    return _UNITS.fullmatch(title) is not None


def is_head(titles: Sequence[str]) -> bool:
    """Whether they are the column titles of a table of tasks."""
    known = [title for title in titles if _TITLE.fullmatch(title)]
    whole = len(titles) > 1 and all(len(title) <= _WIDE for title in titles)
    return whole and len(known) > 1 and any(_NUMBER.match(t) or _UNITS.fullmatch(t) for t in known)


def _flat_head(folded: str, lines: list[Span], at: int) -> Head | None:
    """序号 on a line by itself and the column titles on the lines below it."""
    if not _NUMBER.fullmatch(lines[at].of(folded).strip()):
        return None
    titles: list[str] = []
    end = lines[at].end
    for line in lines[at : at + _MOST]:
        title = line.of(folded).replace(" ", "")
        if title and not _TITLE.fullmatch(title):
            break
        titles += [title] if title else []
        end = line.end
    return Head(Span(lines[at].start, end), tuple(titles), False) if len(titles) > 1 else None


def grid_rows(folded: str, heads: tuple[Head, ...]) -> Iterator[Marker]:
    """A marker for every grid line below a grid's head, up to the first line that is none or the next head.

    The label is the serial number where the grid has such a column, else empty.
    """
    ends = [*(head.span.start for head in heads), len(folded)][1:]
    for head, end in zip(heads, ends, strict=True):
        at = head.span.end + 1
        while head.grid and at < end:
            stop = folded.find("\n", at)
            line = Span(at, stop if stop >= 0 else len(folded))
            at = line.end + 1
            if "|" not in line.of(folded):
                if line.of(folded).strip():
                    break
                continue
            if _RULE.fullmatch(line.of(folded)) is None:
                yield _marker(folded, line, head)


def _marker(folded: str, line: Span, head: Head) -> Marker:
    cells = cells_of(folded, line, bordered=head.bordered)
    first = next((cell for cell in cells if cell), line)
    serial = _NUMBER.match(head.titles[0]) and _SERIAL.fullmatch(cells[0].of(folded))
    span = cells[0] if serial else Span(first.start, first.start)
    return Marker(ROW, 0, span.of(folded), span)


def in_flat_row(marker: Marker, before: Marker | None, heads: tuple[Head, ...]) -> bool:
    """Whether a number such as 1. or (1) at ``marker`` is text of a flat table's row and no heading."""
    if before is None or marker.rank in _GROUPS or marker.rank > FOURTH + 1:
        return False
    at = bisect_right(heads, marker.span.start, key=lambda head: head.span.start) - 1
    return before.rank == ROW and at >= 0 and not heads[at].grid


def rows(document: Document) -> Iterator[Row]:
    """Every row of every table with its cells, in reading order."""
    folded = document.folded
    found = heads(folded, Span(0, len(folded)))
    for clause in document.clauses:
        at = bisect_right(found, clause.span.start, key=lambda head: head.span.start) - 1
        below = at >= 0 and clause.span.start >= found[at].span.end
        if below and (clause.kind == "table_row" or (found[at].grid and _heads_group(folded, clause))):
            yield _row(folded, clause, found[at])


def _heads_group(folded: str, clause: Clause) -> bool:
    """Whether the clause is opened by a line of a grid: | (一)供水 | 县水务局 |."""
    stop = folded.find("\n", clause.span.start, clause.span.end)
    line = folded[clause.span.start : stop if stop >= 0 else clause.span.end]
    return clause.kind == "section" and "|" in line


def _row(folded: str, clause: Clause, head: Head) -> Row:
    numbered = bool(_NUMBER.match(head.titles[0]))
    titles = head.titles[numbered:]
    if head.grid:
        start = folded.rfind("\n", 0, clause.span.start) + 1
        stop = folded.find("\n", clause.span.start)
        line = Span(start, stop if stop >= 0 else len(folded))
        cells = cells_of(folded, line, bordered=head.bordered)
        placed = len(cells) == len(head.titles)
        drop = numbered and (placed or bool(cells and _SERIAL.fullmatch(cells[0].of(folded))))
        return Row(clause, titles, cells[drop:], placed)
    start = clause.span.start + len(clause.label)
    lines = re.finditer(r"[^\s][^\n]*(?<=\S)", folded[start : clause.span.end])
    return Row(clause, titles, tuple(Span(*line.span()).shift(start) for line in lines), False)


def column_at(document: Document, span: Span) -> str | None:
    """The title of the column whose cell holds the characters; None outside tables and where it is not sure."""
    for row in rows(document):
        if row.placed and row.clause.span.start <= span.start < row.clause.span.end:
            cells = zip(row.titles, row.cells, strict=True)
            return next((title for title, cell in cells if cell.covers(span)), None)
    return None
