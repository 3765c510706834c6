"""收回台账: 进展 and 备注 as people filled them in, against what was reported before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from corpus.errors import InputError
from corpus.model import Document
from export.characters import CELL_LIMIT, fit, printable, size
from export.place import OUTSIDE
from export.readback import Row, Sheet, carried
from export.tables.ledger import FREE
from export.tables.ledger import TITLE as LEDGER
from export.tables.model import CLAUSE, FILE, TASK
from export.tasks import tasks
from kb.model import Plan
from kb.remarks import Remark

ADDED, CHANGED = "新增", "修改"
_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Change:
    """``kind`` is 新增 or 修改; ``old`` is what was reported before, None where nothing was."""

    kind: str
    old: Remark | None
    new: Remark


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of the ledger that reports something: the plan and clause it names, and its texts by column."""

    row: Row
    file: str
    clause: str
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Register:
    """The plans by what a row names them, with their tasks; ``older`` has the present one of an older version."""

    documents: Mapping[str, Document]
    tasks: Mapping[str, frozenset[str]]
    older: Mapping[str, str]


def changes(
    sheets: Sequence[Sheet],
    plans: Sequence[Plan],
    known: Iterable[Remark],
    *,
    succession: Mapping[str, str] = MappingProxyType({}),
) -> tuple[Change, ...]:
    """What the file reports that is new; an empty cell reports nothing and clears nothing.

    Raises InputError where a row that reports something names no task of the plans, or two say different
    things of one: then the file belongs to another version or was renumbered, and nothing of it is to be
    trusted. ``succession`` has the hash of the present version of a plan by that of every version.
    """
    sheet = _ledger(sheets)
    lines = tuple(_lines(sheet))
    register = _register(plans, {line.file for line in lines}, succession)
    _refuse(sheet, _faults(sheet, lines, register))
    before = {(r.document, r.clause, r.field): r for r in known}
    found: dict[tuple[str, str, str], Change] = {}
    for remark in _reported(sheet, lines, register):
        place = remark.document, remark.clause, remark.field
        old = before.get(place)
        if old is None or remark.value not in _written(old.value):
            found.setdefault(place, Change(CHANGED if old else ADDED, old, remark))
    _refuse(sheet, _too_long(found.values()))
    return tuple(found.values())


def _refuse(sheet: Sheet, faults: Iterable[str]) -> None:
    wrong = "；".join(faults)
    if wrong:
        raise InputError(f"{sheet.file}：“{LEDGER}”{wrong}。一处也没有收。")


def _too_long(found: Iterable[Change]) -> Iterator[str]:
    """What a cell could not hold when it is exported again."""
    for change in found:
        if size(change.new.value) > CELL_LIMIT:
            yield (
                f"{change.new.origin.rpartition('!')[2]}格的{change.new.field}有{len(change.new.value)}字，"
                f"超过 Excel 一格的 {CELL_LIMIT} 字，请缩短或另附文件"
            )


def _written(value: str) -> tuple[str, str]:
    """How a value that was exported comes back where nobody touched it."""
    shown = printable(value)
    return carried(shown).strip(), carried(fit(shown)).strip()


def _ledger(sheets: Sequence[Sheet]) -> Sheet:
    needed = (FILE.title, CLAUSE.title, *(field.title for field in FREE))
    found = [sheet for sheet in sheets if sheet.name == LEDGER]
    if not found:
        raise InputError(f"文件里没有“{LEDGER}”这张表；请给出 policykb matrix 写出、填好进展的文件。")
    lost = [title for title in needed if title not in found[0].titles]
    if lost:
        raise InputError(f"“{LEDGER}”缺“{'”“'.join(lost)}”栏；请不要删改栏目名，恢复后再收。")
    return found[0]


def _lines(sheet: Sheet) -> Iterator[_Line]:
    for row in sheet.rows:
        texts = {field.title: text for field in FREE if (text := sheet.cell(row, field.title).strip())}
        if texts:
            yield _Line(row, sheet.cell(row, FILE.title), sheet.cell(row, CLAUSE.title), texts)


def _register(plans: Sequence[Plan], named: set[str], succession: Mapping[str, str]) -> _Register:
    wanted = [plan for plan in plans if plan.document.id in named]
    return _Register(
        {plan.document.id: plan.document for plan in wanted},
        {plan.document.id: frozenset(task.id for task in tasks(plan)) for plan in wanted},
        {old[:12]: new[:12] for old, new in succession.items() if old != new},
    )


def _faults(sheet: Sheet, lines: Sequence[_Line], register: _Register) -> Iterator[str]:
    """What keeps the file out, each with the rows and the way out."""
    nameless = [line for line in lines if _is_nameless(sheet, line)]
    strange = [
        line
        for line in lines
        if not _is_nameless(sheet, line) and line.clause not in register.tasks.get(line.file, frozenset())
    ]
    if nameless:
        yield f"第{_numbers(nameless)}行填了进展或备注，却没有条款编号，请照导出时的表补上"
    if strange:
        yield _strange(strange, register)
    yield from _clashes(sheet, lines)


def _is_nameless(sheet: Sheet, line: _Line) -> bool:
    """No clause is named, and the row is not that of what stands outside all clauses."""
    return not line.clause and sheet.cell(line.row, TASK.title) != OUTSIDE


def _strange(lines: Sequence[_Line], register: _Register) -> str:
    said = "；".join(_named(line, register) for line in lines[:_SHOWN])
    more = f"等{len(lines)}行" if len(lines) > _SHOWN else ""
    return f"{said}{more}不是知识库里的任务，请用现在的方案重新导出，把进展抄过去再收"


def _named(line: _Line, register: _Register) -> str:
    older = line.file in register.older and line.file not in register.documents
    now = f"是旧版，现行的是 {register.older[line.file]}" if older else ""
    return f"第{line.row.number}行（文件标识 {line.file or '空'}{now}，条款编号 {line.clause or '空'}）"


def _clashes(sheet: Sheet, lines: Sequence[_Line]) -> Iterator[str]:
    """Rows of one task that do not say the same."""
    same: dict[tuple[str, str], list[_Line]] = {}
    for line in lines:
        same.setdefault((line.file, line.clause), []).append(line)
    for (_, clause), group in same.items():
        for field in FREE:
            texts = {line.texts[field.title] for line in group if field.title in line.texts}
            if len(texts) > 1 and (clause or not _is_nameless(sheet, group[0])):
                yield (
                    f"第{_numbers(group)}行是同一项任务（条款编号 {clause or '空'}），"
                    f"{field.title}却不一样，请只留一行"
                )


def _numbers(lines: Sequence[_Line]) -> str:
    numbers = "、".join(str(line.row.number) for line in lines[:_SHOWN])
    return numbers + f"等{len(lines)}" * (len(lines) > _SHOWN)


def _reported(sheet: Sheet, lines: Sequence[_Line], register: _Register) -> Iterator[Remark]:
    for line in lines:
        sha256 = register.documents[line.file].source.sha256
        for title, text in line.texts.items():
            yield Remark(sha256, line.clause, title, text, f"{sheet.origin} {sheet.place(line.row, title)}")
