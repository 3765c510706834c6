"""几问的回答：the answers to the questions of one line as one answer, each under its own number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from kb.model import Plan
from qa.model import Answer, ClauseRow, Query, Rows, Understood

Item = TypeVar("Item")
INTENT = "several"


def joined(question: str, asked: Sequence[str], answers: Sequence[Answer], plans: Sequence[Plan]) -> Answer:
    """Answered where all are answered, else of the status of the first that is not; no count of all."""
    statuses = (answer.status for answer in answers if answer.status != "answered")
    texts = (
        f"{number}. {part.rstrip('?？')}？\n{answer.text}"
        for number, (part, answer) in enumerate(zip(asked, answers, strict=True), 1)
    )
    return Answer(
        question=question,
        understood=_understood([answer.understood for answer in answers]),
        query=Query("；".join(str(answer.query) for answer in answers).removeprefix("查询")),
        status=next(statuses, "answered"),
        text="\n\n".join(texts),
        count=None,
        rows=_rows([answer.rows for answer in answers], plans),
    )


def _once(lists: Iterable[Iterable[Item]]) -> tuple[Item, ...]:
    return tuple(dict.fromkeys(item for items in lists for item in items))


def _understood(read: Sequence[Understood]) -> Understood:
    return Understood(
        INTENT,
        units=_once(u.units for u in read),
        indicators=_once(u.indicators for u in read),
        years=_once(u.years for u in read),
        roles=_once(u.roles for u in read),
        labels=_once(u.labels for u in read),
        topic="；".join(dict.fromkeys(u.topic for u in read if u.topic)),
        corrections=_once(u.corrections for u in read),
    )


def _rows(rows: Sequence[Rows], plans: Sequence[Plan]) -> Rows:
    wanted = {(row.document.id, row.clause.id) for own in rows for row in own.clauses}
    return Rows(
        clauses=tuple(
            ClauseRow(plan.document, clause)
            for plan in plans
            for clause in plan.document.clauses
            if (plan.document.id, clause.id) in wanted
        ),
        units=_once(own.units for own in rows),
        targets=_once(own.targets for own in rows),
        deadlines=_once(own.deadlines for own in rows),
        quotes=_once(own.quotes for own in rows),
    )
