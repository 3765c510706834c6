"""导出一个回答：its facts, quotes and clauses as rows (csv), whole (json), or its tasks in any format of the exports."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from io import StringIO

from corpus.errors import InputError
from corpus.model import Document
from export import facts_files
from export.formats import MATRICES
from export.formula import inert
from export.matrix import matrix
from export.place import path_at, task_at
from export.selection import name_of, of_tasks
from export.tasks import tasks
from graph.wording import describe_deadline, describe_role, describe_target, one_line, plan_title
from kb.facts_json import dumps
from kb.model import Evidence, Plan
from kb.remarks import Remark
from qa.answer import to_json
from qa.model import Answer, Rows

FIELDS = ("方案", "条款", "任务", "类别", "内容", "原文", "起", "止", "规则")
Row = tuple[str, ...]


def as_csv(found: Answer) -> bytes:
    """RFC 4180, with the byte order mark Excel needs to read Chinese; offsets are half-open.

    Raises InputError where the answer rests on nothing that could be a row.
    """
    made = lines(found)
    buffer = StringIO(newline="")
    rows = csv.writer(buffer, lineterminator="\r\n")
    rows.writerow(FIELDS)
    rows.writerows(map(inert, row) for row in made)
    return buffer.getvalue().encode("utf-8-sig", "replace")


def lines(found: Answer) -> tuple[Row, ...]:
    """What the answer rests on, a row each; InputError where there is nothing."""
    made = tuple(dict.fromkeys(_rows(found)))
    if not made:
        raise InputError("这个回答没有可以列成表的依据；请改写成 .json。")
    return made


def as_json(found: Answer) -> bytes:
    return f"{dumps(to_json(found))}\n".encode()


def _rows(found: Answer) -> Iterator[Row]:
    """Facts and quotes by kind, each in plan order; then the clauses that none of them stands in."""
    rows = found.rows
    proofs = [
        *((describe_role(fact.role), fact.unit, fact.evidence) for fact in rows.units),
        *(("指标", describe_target(fact), fact.evidence) for fact in rows.targets),
        *(("时限", describe_deadline(fact), fact.evidence) for fact in rows.deadlines),
        *(("原文", "", quote) for quote in rows.quotes),
    ]
    documents = {row.document.id: row.document for row in rows.clauses}
    for kind, content, proof in proofs:
        yield _row(documents.get(proof.document), kind, content, proof)
    proven = {(proof.document, proof.clause) for _, _, proof in proofs}
    for row in rows.clauses:
        span, document = row.clause.span, row.document
        if (document.id, row.clause.id) not in proven:
            proof = Evidence(document.id, row.clause.id, span, span.of(document.text), "")
            yield _row(document, "条款", "", proof)


def _row(document: Document | None, kind: str, content: str, proof: Evidence) -> Row:
    where = (
        (plan_title(document), path_at(document, proof.clause), one_line(task_at(document, proof.clause)))
        if document
        else (proof.document, proof.clause, "")
    )
    span = proof.span
    return (*where, kind, content, one_line(proof.surface), str(span.start), str(span.end), proof.rule)


ANSWERS: Mapping[str, Callable[[Answer], bytes]] = {"csv": as_csv, "json": as_json}
FORMATS = tuple(dict.fromkeys((*ANSWERS, *MATRICES, *facts_files.FORMATS)))


def write(found: Answer, plans: Sequence[Plan], form: str, remarks: Iterable[Remark] = ()) -> bytes:
    """Raises InputError where the answer rests on nothing that the format could tell."""
    if form in ANSWERS:
        return ANSWERS[form](found)
    names = [name for plan in plans for name in _tasks(found.rows, plan)]
    if not names:
        raise InputError("上一个回答没有讲到任务，列不成这样的文件；请改写成 .json。")
    wanted = of_tasks(names)
    if form in MATRICES:
        return MATRICES[form](matrix(plans, wanted, remarks))
    return facts_files.write(plans, wanted, form)


def _tasks(rows: Rows, plan: Plan) -> Iterator[str]:
    """The names of the tasks that the answer rests on or that stand in a clause of it."""
    document = plan.document
    facts = {*rows.units, *rows.targets, *rows.deadlines}
    clauses = {row.clause.id: row.clause for row in rows.clauses if row.document.id == document.id}
    every = tasks(plan)
    known = {task.id for task in every}
    loose = [clause for name, clause in clauses.items() if name not in known]
    for task in every:
        held = not facts.isdisjoint((*task.duties, *task.deadlines, *task.targets))
        span = task.clause.span if task.clause else None
        inside = span is not None and any(clause.span.covers(span) for clause in loose)
        if held or task.id in clauses or inside:
            yield name_of(document, task)
