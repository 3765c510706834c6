"""表格中的责任：the cells of a table that name units, with the role that their column gives.

A cell of a flat table has lost its column. Cells keep the order of the titles, so a row is set against
them at the best fit: a list of units under a title of units, a time under a title of time, any words
under the others; 备注 and the like may be missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from corpus.lazy import lazily
from corpus.model import Clause, Document, Span
from corpus.rule import Rule, Rulebook
from corpus.tables import Row, rows
from kb.responsibilities.roles import LEAD, RESPONSIBLE, SUPPORT
from kb.units import locate

_BODY = "(?:责任)?(?:单位|部门|处室|科室|股室|主体)"
_TIME = lazily("[12]\\d{3}年|\\d月|长期|持续|每[年月季半周]|年底|常年|全年|常态|\\d{4}[-./]\\d|立即")
_NONE = lazily("[-/\\\\ ]*|无|暂无|略")
_SHORT = lazily("[\u4e00-\u9fff、 ]{2,12}")
_Path = tuple[float, tuple[int, ...]]
_EMPTY, _OPTIONAL, _GOING_ON = -2.0, -0.2, -0.6


@dataclass(frozen=True, slots=True)
class Column:
    """``kind``: units, time, person, note or text; ``role`` is that of the units in it."""

    kind: str
    role: str = ""

    def __str__(self) -> str:
        return f"{self.kind} {self.role}".strip()


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that names units; ``carried``: it stands in a row above, whose cell reaches down to this clause."""

    span: Span
    role: str
    clause: Clause
    carried: bool


def _column(name: str, title: str, column: Column, example: str, reject: str) -> Rule[None, Column]:
    return Rule(
        f"table.{name}", lazily(f"^(?:{title})$"), lambda _, __: column, {example: str(column)}, (reject,)
    )


RULES: tuple[Rule[None, Column], ...] = (
    _column(
        "lead",
        f"[^\\s]{{0,4}}(?:牵头|主办|主责|第一责任){_BODY}(?:\\(.*\\))?",
        Column("units", LEAD),
        "牵头单位",
        "牵头领导",
    ),
    _column(
        "support",
        f"[^\\s]{{0,4}}(?:配合|协办|参与|协助|参加|协同|支持){_BODY}(?:\\(.*\\))?",
        Column("units", SUPPORT),
        "配合部门",
        "配合事项",
    ),
    _column(
        "responsible",
        f"(?!适用|受益|被|填报|制表|编制|计量|考核对象)[^\\s]{{0,6}}{_BODY}(?:\\(.*\\))?",
        Column("units", RESPONSIBLE),
        "责任单位",
        "被考核单位",
    ),
    _column(
        "time",
        "(?:完成|办结|工作|推进|实施|整改|起止)?(?:时限|时间|期限|进度|年限|节点)(?:要求|安排|节点)?",
        Column("time"),
        "完成时限",
        "时代任务",
    ),
    _column(
        "person",
        "(?:责任|分管|牵头|包保|联系|负责|配合)(?:县|市|区|委|局|部门)?(?:领导|人|人员)",
        Column("person"),
        "责任领导",
        "领导小组",
    ),
    _column(
        "note",
        "备 ?注|说明|依据|类别|分类|领域|成果(?:形式)?|联系电话",
        Column("note"),
        "备注",
        "备案",
    ),
)
BOOK = Rulebook("表格栏目", RULES, None)


@cache
def column(title: str) -> Column:
    """What the cells under ``title`` hold; words where no rule knows it."""
    readings = (reading for rule in RULES for _, reading in rule.readings(title.replace(" ", ""), None))
    return next(readings, Column("text"))


def _named(document: Document, cell: Span) -> float:
    """How far the cell reads as a list of units: 0 for none, 1 for names only."""
    found = locate(document, cell)
    length = sum(len(item.span) for item in found)
    if not found:
        return 0.0
    weights = {"unknown": 0.0, "generic": 0.5}
    return sum(weights.get(item.name.kind, 1.0) * len(item.span) for item in found) / length


def _fit(document: Document, cell: Span, column: Column) -> float:
    text = cell.of(document.folded)
    if _NONE.fullmatch(text):
        return {"units": 1.5, "time": 1.0, "person": 1.0, "note": 0.5}.get(column.kind, -1.0)
    named = _named(document, cell)
    match column.kind:
        case "units":
            return 4.0 * named - 1.5
        case "time":
            return 2.5 if _TIME.search(text) and len(text) < 40 else -1.0 - 2.0 * named
        case "person":
            return 0.8 if _SHORT.fullmatch(text) and len(text) < 13 and named < 1 else -1.0
        case _:
            return 0.5 - 2.5 * named if named > 0.6 else 0.5


def _missing(kind: str) -> float:
    return _OPTIONAL if kind in {"note", "person"} else _EMPTY


def aligned(document: Document, cells: tuple[Span, ...], columns: tuple[Column, ...]) -> tuple[int, ...]:
    """The column of each cell, never falling, at the best total fit; of equals the earlier columns."""
    fits = [[_fit(document, cell, one) for one in columns] for cell in cells]
    skipped = [0.0]
    for one in columns:
        skipped.append(skipped[-1] + _missing(one.kind))
    best: list[_Path] = []
    for at, scores in enumerate(fits):
        here: list[_Path] = []
        for index, score in enumerate(scores):
            options: list[_Path] = [(skipped[index], ())] if at == 0 else []
            for before, (total, path) in enumerate(best[: index + 1]):
                step = _GOING_ON if before == index else skipped[index] - skipped[before + 1]
                options.append((total + step, path))
            total, path = max(options, key=lambda option: option[0])
            here.append((total + score, (*path, index)))
        best = here
    ends = [(total + skipped[-1] - skipped[at + 1], path) for at, (total, path) in enumerate(best)]
    return max(ends, key=lambda end: end[0])[1] if ends else ()


def _narrowed(titles: tuple[str, ...]) -> tuple[Column, ...]:
    """Without a title that only spans those of 牵头 and 配合 to its right."""
    columns = [column(title) for title in titles]
    spanning = [Column("units", RESPONSIBLE), Column("units", LEAD)]
    return tuple(one for at, one in enumerate(columns) if columns[at : at + 2] != spanning)


def _placed(document: Document, row: Row) -> tuple[tuple[Column, Span], ...]:
    if row.placed:
        return tuple(zip((column(title) for title in row.titles), row.cells, strict=True))
    columns = _narrowed(row.titles)
    cells = tuple(cell for cell in row.cells if cell)
    if not any(one.kind == "units" for one in columns):
        return ()
    return tuple(
        (columns[at], cell) for at, cell in zip(aligned(document, cells, columns), cells, strict=True)
    )


def unit_cells(document: Document) -> Iterator[Cell]:
    """Every cell that lists units, in reading order.

    Where a grid leaves all cells of units empty, or that of the leading unit, they reach down from the row above;
    not into a row that only heads a group of others (二、服务供给).
    """
    above: dict[str, Span] = {}
    titles: tuple[str, ...] = ()
    for row in rows(document):
        heads = row.clause.kind == "section" and sum(map(bool, row.cells)) <= 1
        above = above if row.titles == titles and not heads else {}
        titles = row.titles
        cells = {one.role: cell for one, cell in _placed(document, row) if one.kind == "units"}
        own = {role: cell for role, cell in cells.items() if cell}
        for role, cell in cells.items():
            if cell:
                yield from _said(document, Cell(cell, role, row.clause, False))
            elif role in above and row.placed and (role != SUPPORT or not own):
                yield Cell(above[role], role, row.clause, True)
        if row.placed:
            above = {**({} if own.keys() - {SUPPORT} else above), **own}


def _said(document: Document, cell: Cell) -> Iterator[Cell]:
    """The cell, unless it says that there is no unit or is not one of units at all."""
    if not _NONE.fullmatch(cell.span.of(document.folded)) and _named(document, cell.span) >= 0.25:
        yield cell
