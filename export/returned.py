"""收回台账: 进展 and 备注 as people filled them in, against what was reported before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.errors import InputError
from export.readback import Row, Sheet
from export.tables.ledger import FREE
from export.tables.ledger import TITLE as LEDGER
from export.tables.model import CLAUSE, FILE
from kb.model import Plan
from kb.remarks import Remark

ADDED, CHANGED = "新增", "修改"


@dataclass(frozen=True, slots=True)
class Change:
    """``kind`` is 新增 or 修改; ``old`` is what was reported before, None where nothing was."""

    kind: str
    old: Remark | None
    new: Remark


def changes(
    sheets: Sequence[Sheet], plans: Sequence[Plan], known: Iterable[Remark], *, origin: str
) -> tuple[Change, ...]:
    """What the file reports that is new; an empty cell reports nothing and clears nothing.

    Raises InputError where a row that reports something names no task of the plans: then the file
    belongs to another version or was renumbered, and nothing of it is to be trusted.
    """
    sheet = _ledger(sheets)
    reported = list(_reported(sheet, plans, origin))
    before = {(r.document, r.clause, r.field): r for r in known}
    found = []
    for remark in reported:
        old = before.get((remark.document, remark.clause, remark.field))
        if old is None or old.value != remark.value:
            found.append(Change(CHANGED if old else ADDED, old, remark))
    return tuple(found)


def _ledger(sheets: Sequence[Sheet]) -> Sheet:
    needed = (FILE.title, CLAUSE.title, *(field.title for field in FREE))
    found = [sheet for sheet in sheets if sheet.name == LEDGER]
    if not found:
        raise InputError(f"文件里没有“{LEDGER}”这张表；请给出 policykb matrix 写出、填好进展的文件。")
    lost = [title for title in needed if title not in found[0].titles]
    if lost:
        raise InputError(f"“{LEDGER}”缺“{'”“'.join(lost)}”栏；请不要删改栏目名，恢复后再收。")
    return found[0]


def _reported(sheet: Sheet, plans: Sequence[Plan], origin: str) -> Iterator[Remark]:
    by_id = {plan.document.id: plan.document for plan in plans}
    strange = []
    for row in sheet.rows:
        filled = [(field.title, text) for field in FREE if (text := sheet.cell(row, field.title).strip())]
        document, clause = by_id.get(sheet.cell(row, FILE.title)), sheet.cell(row, CLAUSE.title)
        if filled and (document is None or (clause and clause not in document.by_id)):
            strange.append(row)
        elif document is not None:
            for title, text in filled:
                place = sheet.place(row, title)
                yield Remark(document.source.sha256, clause, title, text, f"{origin} {place}")
    if strange:
        raise InputError(_refusal(sheet, strange))


def _refusal(sheet: Sheet, rows: Sequence[Row]) -> str:
    said = "；".join(
        f"第{row.number}行（文件标识 {sheet.cell(row, FILE.title) or '空'}，条款编号 {sheet.cell(row, CLAUSE.title) or '空'}）"
        for row in rows[:10]
    )
    more = f"等{len(rows)}行" if len(rows) > 10 else ""
    return f"{said}{more}不是知识库里的任务，一处也没有收；请用现在的方案重新导出，把进展抄过去再收。"
