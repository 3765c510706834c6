"""责任矩阵: tasks down, units across, the role in the cell; with the ledger and what to check."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.model import Document
from export.doubts import Doubt, doubts
from export.ledger import Entry, entries
from export.place import path_at, plan_title, task_at
from graph.build import jurisdiction_of
from graph.wording import describe_role
from kb.model import Plan, Responsibility

STATED, DOUBTFUL = "述", "?"


@dataclass(frozen=True, slots=True)
class Column:
    """A unit; ``title`` is its name, with the jurisdiction where two plans mean two units by it."""

    title: str
    jurisdiction: str
    unit: str
    group: bool
    listed: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A clause with units; ``cells`` stand in the order of the columns, "" where there is no duty.

    A duty stated in the running text below a clause with a list counts to that clause.
    """

    document: str
    task: str
    path: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """What the writers write; ``documents`` are the titles of the plans, in order."""

    documents: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    entries: tuple[Entry, ...]
    doubts: tuple[Doubt, ...]

    @property
    def several(self) -> bool:
        return len(self.documents) > 1


Key = tuple[str, str]
Cells = dict[Key, list[Responsibility]]


def matrix(plans: Sequence[Plan]) -> Matrix:
    """Rows in plan order; columns in order of first appearance.

    The units of the lists come first, those that only the running text names after them; in both,
    groups (各学校) last.
    """
    columns = _columns(plans)
    return Matrix(
        documents=tuple(plan_title(plan.document) for plan in plans),
        columns=columns,
        rows=tuple(row for plan in plans for row in _rows(plan, columns)),
        entries=tuple(entry for plan in plans for entry in entries(plan)),
        doubts=tuple(doubt for plan in plans for doubt in doubts(plan)),
    )


def _key(document: Document, unit: str, levels: dict[str, str | None]) -> Key:
    return jurisdiction_of(document, levels.get(unit)), unit


def _levels(plan: Plan) -> dict[str, str | None]:
    return {unit.name: unit.level for unit in plan.facts.units}


def _columns(plans: Sequence[Plan]) -> tuple[Column, ...]:
    facts: dict[Key, list[Responsibility]] = {}
    for plan in plans:
        levels = _levels(plan)
        for fact in plan.facts.responsibilities:
            facts.setdefault(_key(plan.document, fact.unit, levels), []).append(fact)
    shared = Counter(unit for _, unit in facts)
    found = [
        Column(
            title=unit if shared[unit] == 1 else f"{unit}（{jurisdiction}）",
            jurisdiction=jurisdiction,
            unit=unit,
            group=facts[jurisdiction, unit][0].group,
            listed=any(fact.scope == "listed" for fact in facts[jurisdiction, unit]),
        )
        for jurisdiction, unit in facts
    ]
    return tuple(sorted(found, key=lambda column: (not column.listed, column.group)))


def _rows(plan: Plan, columns: Sequence[Column]) -> list[Row]:
    document, levels = plan.document, _levels(plan)
    listed = {fact.evidence.clause for fact in plan.facts.responsibilities if fact.scope == "listed"}
    held: dict[str, Cells] = {}
    for fact in plan.facts.responsibilities:
        cells = held.setdefault(_row_of(document, fact, listed), {})
        cells.setdefault(_key(document, fact.unit, levels), []).append(fact)
    order = {clause.id: at for at, clause in enumerate(document.clauses)}
    return [
        Row(
            plan_title(document),
            task_at(document, clause),
            path_at(document, clause),
            tuple(_cell(held[clause].get((column.jurisdiction, column.unit), ())) for column in columns),
        )
        for clause in sorted(held, key=lambda clause: order.get(clause, -1))
    ]


def _row_of(document: Document, fact: Responsibility, listed: set[str]) -> str:
    clause = document.by_id.get(fact.evidence.clause)
    if clause is None or fact.scope == "listed":
        return fact.evidence.clause
    above = reversed(document.ancestors(clause))
    return next((c.id for c in above if c.id in listed), document.task_of(clause).id)


def _cell(facts: Sequence[Responsibility]) -> str:
    """Roles that the list gives, else those that the text states, marked 述; ``?`` where in doubt."""
    listed = [fact for fact in facts if fact.scope == "listed"]
    shown = listed or facts
    roles = "、".join(dict.fromkeys(describe_role(fact.role) for fact in shown))
    stated = STATED if shown and not listed else ""
    return roles + stated + (DOUBTFUL if any(not fact.certain for fact in shown) else "")
