"""收回台账: 进展 and 备注 as people filled them in, against what was reported before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from corpus.errors import InputError
from corpus.model import Document
from export.characters import CELL_LIMIT, fit, printable, size
from export.place import OUTSIDE, task_at
from export.readback import Row, Sheet, carried
from export.tables.ledger import FREE
from export.tables.ledger import TITLE as LEDGER
from export.tables.model import CLAUSE, FILE, TASK
from export.tasks import tasks
from kb.carrying import Older
from kb.model import Plan
from kb.remarks import Remark

ADDED, CHANGED, LEFT = "新增", "修改", "未沿用"
_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Change:
    """``kind`` is 新增 or 修改, or 未沿用 where the clause of an older version is another now.

    ``old`` is what was reported before, None where nothing was.
    """

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
    """The plans by what a row names them, with the names of their tasks by the clause, and those of them that
    are older versions.
    """

    documents: Mapping[str, Document]
    tasks: Mapping[str, Mapping[str, str]]
    older: Mapping[str, Older]

    def standing(self, line: _Line) -> tuple[str, str]:
        """The hash of the version for which the line holds, the present one where it can be, and the clause."""
        older = self.older.get(line.file)
        held = older.present if older and older.stands(line.clause) else self.documents.get(line.file)
        return held.source.sha256 if held else line.file, line.clause

    def is_left(self, line: _Line) -> bool:
        return line.file in self.older and not self.older[line.file].stands(line.clause)


def changes(
    sheets: Sequence[Sheet],
    plans: Sequence[Plan],
    known: Iterable[Remark],
    older: Sequence[Older] = (),
) -> tuple[Change, ...]:
    """What the file reports that is new; an empty cell reports nothing and clears nothing.

    Raises InputError where a row that reports something names no task of the plans, or two say different
    things of one: then the file was renumbered, and nothing of it is to be trusted. What is reported on an
    ``older`` version is a remark on that version.
    """
    sheet = _ledger(sheets)
    lines = tuple(_lines(sheet))
    register = _register(plans, {line.file for line in lines}, older)
    _refuse(sheet, _faults(sheet, lines, register))
    before = {(r.document, r.clause, r.field): r for r in known}
    found: dict[tuple[str, str, str], Change] = {}
    for line in lines:
        for remark in _reported(sheet, line, register):
            place = (*register.standing(line), remark.field)
            old, own = before.get(place), before.get((remark.document, remark.clause, remark.field))
            if not any(each and remark.value in _written(each.value) for each in (old, own)):
                kind = LEFT if register.is_left(line) else CHANGED if old else ADDED
                found.setdefault(place, Change(kind, old, remark))
    _refuse(sheet, _too_long(found.values()))
    return tuple(found.values())


def named(sheets: Sequence[Sheet]) -> frozenset[str]:
    """The beginnings of the hashes of the plans that the ledger reports on."""
    return frozenset(line.file for line in _lines(_ledger(sheets)))


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


def _register(plans: Sequence[Plan], named: Set[str], older: Sequence[Older]) -> _Register:
    wanted = [plan for plan in (*plans, *(each.plan for each in older)) if plan.document.id in named]
    return _Register(
        {plan.document.id: plan.document for plan in wanted},
        {
            plan.document.id: {task.id: _squeezed(task_at(plan.document, task.id)) for task in tasks(plan)}
            for plan in wanted
        },
        {each.plan.document.id: each for each in older},
    )


def _faults(sheet: Sheet, lines: Sequence[_Line], register: _Register) -> Iterator[str]:
    """What keeps the file out, each with the rows and the way out."""
    nameless = [line for line in lines if _is_nameless(sheet, line)]
    strange = [
        line
        for line in lines
        if not _is_nameless(sheet, line) and line.clause not in register.tasks.get(line.file, {})
    ]
    if nameless:
        yield f"第{_numbers(nameless)}行填了进展或备注，却没有条款编号，请照导出时的表补上"
    if strange:
        yield _strange(strange)
    moved = [line for line in lines if _names_another(sheet, line, register.tasks.get(line.file, {}))]
    if moved:
        yield f"第{_numbers(moved)}行的任务与条款编号对不上，是另一条的任务，请照导出时的表改回"
    yield from _clashes(sheet, lines, register)


def _names_another(sheet: Sheet, line: _Line, tasks: Mapping[str, str]) -> bool:
    """Whether the row bears the name of one task and the number of another."""
    said = _squeezed(sheet.cell(line.row, TASK.title))
    return line.clause in tasks and said != tasks[line.clause] and said in tasks.values()


def _squeezed(words: str) -> str:
    return "".join(carried(printable(words)).split())


def _is_nameless(sheet: Sheet, line: _Line) -> bool:
    """No clause is named, and the row is not that of what stands outside all clauses."""
    return not line.clause and sheet.cell(line.row, TASK.title) != OUTSIDE


def _strange(lines: Sequence[_Line]) -> str:
    said = "；".join(map(_named, lines[:_SHOWN]))
    more = f"等{len(lines)}行" if len(lines) > _SHOWN else ""
    return f"{said}{more}不是知识库里的任务，请用现在的方案重新导出，把进展抄过去再收"


def _named(line: _Line) -> str:
    return f"第{line.row.number}行（文件标识 {line.file or '空'}，条款编号 {line.clause or '空'}）"


def _clashes(sheet: Sheet, lines: Sequence[_Line], register: _Register) -> Iterator[str]:
    """Rows of one task that do not say the same."""
    same: dict[tuple[str, str], list[_Line]] = {}
    for line in lines:
        same.setdefault(register.standing(line), []).append(line)
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


def _reported(sheet: Sheet, line: _Line, register: _Register) -> Iterator[Remark]:
    sha256 = register.documents[line.file].source.sha256
    for title, text in line.texts.items():
        yield Remark(sha256, line.clause, title, text, f"{sheet.origin} {sheet.place(line.row, title)}")
