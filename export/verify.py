"""核对: whether what an exported table says still holds, cell by cell, against the plans.

The tables are made again from the plans and laid beside the file; rows are matched by their key columns,
so a table may be sorted or filtered, and 进展 and 备注 may be filled in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from corpus.errors import InputError
from corpus.model import IDENTITY
from export.characters import fit
from export.matrix import matrix
from export.readback import Row, Sheet, carried
from export.selection import Selection, read
from export.tables import tables
from export.tables.model import FILE, NUMBER, SPANS, Cell, Field, Table
from export.tables.notes import TITLE as NOTES
from export.tables.notes import WANTED
from export.xlsx import sheet_names
from graph.wording import plan_title
from kb.model import Plan

EDITED, LOST_ROW, STRANGE_ROW = "改动", "缺行", "多行"
LOST_SHEET, STRANGE_SHEET, LOST_COLUMN, STRANGE_COLUMN, VERSION = "缺表", "多表", "缺列", "多列", "版本"
_HASH = re.compile(r"SHA-256 ([0-9a-f]{64})")
_NAMED = re.compile(f"(?<![0-9a-f]){IDENTITY}")  # alone, or at the beginning of a whole hash
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that no longer holds: ``place`` is a cell (任务台账!G5) or a sheet."""

    kind: str
    place: str
    column: str
    found: str
    expected: str
    message: str


@dataclass(frozen=True, slots=True)
class Verdict:
    rows: int
    cells: int
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """The plans behind the file: ``other`` maps a hash in the file to the plan that stands for it now."""

    plans: tuple[Plan, ...]
    other: Mapping[str, Plan]

    def now(self, document: str) -> str:
        return self.other[document].document.id if document in self.other else document


def verify(
    sheets: Sequence[Sheet], plans: Sequence[Plan], succession: Mapping[str, str] = MappingProxyType({})
) -> Verdict:
    """Nothing is compared where a plan is missing; raises InputError where the file is no export at all.

    ``succession`` has the hash of the present version of a plan by that of every version.
    """
    named = _documents(sheets)
    if not named:
        raise InputError(
            "文件里没有“文件标识”一栏，不是 policykb 导出的表；请给出 policykb matrix 写出的文件。"
        )
    held = _held(named, sheets, plans, {old[:12]: new[:12] for old, new in succession.items()})
    faults = list(_versions(named, held))
    if any(not fault.expected for fault in faults):
        return Verdict(0, 0, tuple(faults))
    made = tables(matrix(held.plans, replace(_wanted(sheets), plan="", place="")))
    rows = cells = 0
    by_name = {sheet.name: sheet for sheet in sheets}
    named_so = dict(zip(sheet_names(table.title for table in made), made, strict=True))
    faults += _sheets(sheets, named_so)
    for name, table in named_so.items():
        sheet = by_name.get(name)
        if table.title == NOTES or sheet is None:
            continue
        rows += len(sheet.rows)
        cells += len(sheet.rows) * sum(not field.free for field in table.fields)
        faults += _columns(sheet, table)
        faults += _rows(sheet, table, held)
    return Verdict(rows, cells, tuple(faults))


def _sheets(sheets: Sequence[Sheet], made: Mapping[str, Table]) -> Iterator[Fault]:
    """Sheets that are not there, and those that no export has."""
    if _is_ledger_alone(sheets):
        return
    held = {sheet.name for sheet in sheets}
    for name in made:
        if name not in held:
            yield Fault(LOST_SHEET, name, "", "", "", f"缺工作表“{name}”")
    for name in sorted(held - made.keys()):
        yield Fault(STRANGE_SHEET, name, "", name, "", f"多出工作表“{name}”，没有核对")


def _is_ledger_alone(sheets: Sequence[Sheet]) -> bool:
    """Whether it is a CSV, which has neither other sheets nor notes."""
    return all(sheet.file.lower().endswith((".csv", ".txt")) for sheet in sheets)


def _documents(sheets: Sequence[Sheet]) -> tuple[str, ...]:
    """The hashes that the notes list, then those that only rows name, in order."""
    found: dict[str, None] = {}
    for sheet in sheets:
        if sheet.name == NOTES:
            text = "\n".join(cell for row in sheet.rows for cell in row.cells)
            found |= dict.fromkeys(mark[:12] for mark in _HASH.findall(text))
    for sheet in sheets:
        found |= dict.fromkeys(
            cell for row in sheet.rows if re.fullmatch(IDENTITY, cell := sheet.cell(row, FILE.title))
        )
    return tuple(found)


def _held(
    named: Sequence[str], sheets: Sequence[Sheet], plans: Sequence[Plan], newer: Mapping[str, str]
) -> Held:
    """For a hash that is not there, the plan of which it is an older version; else the plan of that title,
    or the only plan that is not in a file without titles.
    """
    known = {plan.document.id: plan for plan in plans}
    spare = [plan for plan in plans if plan.document.id not in named]
    lost = [document for document in named if document not in known]
    titled = _titled(set(lost), spare, sheets)
    other: dict[str, Plan] = {}
    for document in lost:
        if newer.get(document) in known:
            other[document] = known[newer[document]]
        elif document in titled:
            other[document] = titled[document]
        elif len(spare) == len(lost) == 1 and _is_ledger_alone(sheets):
            other[document] = spare[0]
    kept = [known.get(document) or other.get(document) for document in named]
    return Held(tuple(dict.fromkeys(plan for plan in kept if plan)), other)


def _titled(lost: set[str], spare: Sequence[Plan], sheets: Sequence[Sheet]) -> dict[str, Plan]:
    """For a hash, the first plan whose title stands in a row that names the hash."""
    titles = ["".join(plan_title(plan.document).split()) for plan in spare]
    found: dict[str, int] = {}
    for row in (row for sheet in sheets for row in sheet.rows):
        text = "\n".join(row.cells)
        named = lost.intersection(_NAMED.findall(text))
        said = "".join(text.split()) if named else ""
        first = next((at for at, title in enumerate(titles) if title in said), None)
        if first is not None:
            found |= {document: min(first, found.get(document, first)) for document in named}
    return {document: spare[at] for document, at in found.items()}


def _versions(named: Iterable[str], held: Held) -> Iterator[Fault]:
    ids = {plan.document.id for plan in held.plans}
    for document in named:
        if document in held.other:
            now = held.other[document].document
            said = f"出自另一版本（{document}）；现行的是 {now.id}《{plan_title(now)}》，以下按它核对，列出的就是不再成立的"
            yield Fault(VERSION, FILE.title, FILE.title, document, now.id, said)
        elif document not in ids:
            yield Fault(
                VERSION,
                FILE.title,
                FILE.title,
                document,
                "",
                f"没有这份文件（{document}），无从核对；请先入库，或用 --source 指明原文件",
            )


def _wanted(sheets: Sequence[Sheet]) -> Selection:
    """What was selected, told by the notes of a workbook or the last column of a CSV."""
    for sheet in sheets:
        if sheet.name == NOTES:
            said = [row.cells[1] for row in sheet.rows if row.cells[:1] == (WANTED,) and len(row.cells) > 1]
        else:
            said = [text for row in sheet.rows[:1] if (text := sheet.cell(row, WANTED))]
        if said and said[0] != "全部":
            try:
                return read(said[0])
            except ValueError:
                raise InputError(f"看不懂选取条件“{said[0]}”；它可能被改过，请恢复原样再核对。") from None
    return Selection()


def _columns(sheet: Sheet, table: Table) -> Iterator[Fault]:
    titles = {field.title for field in table.fields}
    for field in table.fields:
        if field.title not in sheet.titles:
            yield Fault(LOST_COLUMN, sheet.name, field.title, "", field.title, f"缺“{field.title}”一列")
    for title in sheet.titles:
        if title and title not in titles and title != WANTED:
            yield Fault(STRANGE_COLUMN, sheet.name, title, title, "", f"多出“{title}”一列，原文无从证明")


def _rows(sheet: Sheet, table: Table, held: Held) -> Iterator[Fault]:
    expected: dict[tuple[str, ...], list[tuple[Cell, ...]]] = {}
    moved = {plan.document.id for plan in held.other.values()}
    for line in table.rows:
        expected.setdefault(_key_of(table, line, moved), []).append(line)
    for row in sheet.rows:
        lines = expected.get(_key(sheet, table, row, held), [])
        if lines:
            yield from _cells(sheet, row, table, lines.pop(0), held)
        else:
            text = "，".join(
                f"{field.title} {sheet.cell(row, field.title)}" for field in table.fields if field.key
            )
            yield Fault(
                STRANGE_ROW, f"{sheet.name}!{row.number}", "", text, "", f"方案里没有这一行（{_cut(text)}）"
            )
    for lines in expected.values():
        for line in lines:
            text = _name(table, line)
            yield Fault(LOST_ROW, sheet.name, "", "", text, f"缺一行：{_cut(text)}")


def _keys(table: Table, *, moved: bool) -> list[Field]:
    """Of another version the offsets say nothing."""
    keys = [field for field in table.fields if field.key]
    return [field for field in keys if not (moved and field.title == SPANS.title)]


def _key(sheet: Sheet, table: Table, row: Row, held: Held) -> tuple[str, ...]:
    document = sheet.cell(row, FILE.title)
    keys = _keys(table, moved=document in held.other)
    return tuple(
        held.now(document) if field.title == FILE.title else sheet.cell(row, field.title) for field in keys
    )


def _key_of(table: Table, line: Sequence[Cell], moved: set[str]) -> tuple[str, ...]:
    cells = dict(zip((field.title for field in table.fields), map(str, line), strict=True))
    keys = _keys(table, moved=cells[FILE.title] in moved)
    return tuple(carried(cells[field.title]) for field in keys)


def _cells(sheet: Sheet, row: Row, table: Table, line: Sequence[Cell], held: Held) -> Iterator[Fault]:
    moved = sheet.cell(row, FILE.title) in held.other
    skipped = {FILE.title, SPANS.title, NUMBER.title} if moved else set[str]()
    for field, cell in zip(table.fields, line, strict=True):
        if field.free or field.title in skipped or sheet.at(field.title) is None:
            continue
        found, expected = sheet.cell(row, field.title), str(cell)
        if found not in (carried(expected), carried(fit(expected))):
            place = sheet.place(row, field.title)
            said = f"“{field.title}”写作“{_cut(found)}”，应为“{_cut(expected)}”"
            yield Fault(EDITED, place, field.title, found, expected, said)


def _name(table: Table, line: Sequence[Cell]) -> str:
    """The first two texts of a row: the task, or the unit, and what follows."""
    texts = [str(cell) for field, cell in zip(table.fields, line, strict=True) if field is not NUMBER]
    return "，".join([f"{table.fields[0].title}{line[0]}", *texts[:2]])


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"
