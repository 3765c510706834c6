"""回答：an answer as the page shows it: what was said, then clause by clause what proves it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.model import Document, Span
from corpus.spans import Spans
from export.place import path_at, task_at
from graph.titles import titles
from graph.wording import one_line
from kb.model import Deadline, Responsibility, Target
from qa.model import Answer
from qa.report import count_name, explanation, status_name
from web.facts import Row, clause_row, fact_rows, quote_row
from web.folding import Stretch, stretches

_ROOM, _LEAST = 6000, 120
"""Characters for the clauses that an answer quotes whole, all together, and the least for one of them."""


@dataclass(frozen=True, slots=True)
class Item:
    """A clause of the answer with the facts and quotes that stand in it."""

    clause: str
    path: str
    task: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """What one plan has of the answer."""

    plan: str
    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    question: str
    status: str
    badge: str
    text: str
    count: int | None
    counted: str
    query: str
    explanation: str
    corrections: tuple[str, ...]
    units: tuple[str, ...]
    indicators: tuple[str, ...]
    parts: tuple[Part, ...]
    places: tuple[tuple[str, int], ...]

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        return stretches(self.text)

    @property
    def clauses(self) -> int:
        return sum(bool(item.clause) for part in self.parts for item in part.items)

    @property
    def proofs(self) -> int:
        return sum(len(item.rows) for part in self.parts for item in part.items)


def shown(answer: Answer) -> Shown:
    read = answer.understood
    return Shown(
        answer.question,
        answer.status,
        status_name(answer.status),
        answer.text,
        answer.count,
        count_name(read.intent),
        str(answer.query),
        explanation(answer),
        read.corrections,
        read.units,
        read.indicators,
        tuple(_parts(answer)),
        answer.places,
    )


Fact = Responsibility | Target | Deadline


def _facts(answer: Answer) -> tuple[Fact, ...]:
    return (*answer.rows.units, *answer.rows.targets, *answer.rows.deadlines)


def _parts(answer: Answer) -> Iterator[Part]:
    named = titles(answer.documents)
    for document in answer.documents:
        yield Part(document.id, named[document.id], tuple(_items(answer, document)))


def _items(answer: Answer, document: Document) -> Iterator[Item]:
    """The clauses of the answer, each with the facts in it or below it, or else with its own text; then the facts
    of other clauses.
    """
    rows = answer.rows
    room = max(_LEAST, _ROOM // max(1, len(rows.clauses)))
    facts = [fact for fact in _facts(answer) if fact.evidence.document == document.id]
    proofs = dict.fromkeys(fact_rows(document, facts))
    proofs |= dict.fromkeys(quote_row(document, q) for q in rows.quotes if q.document == document.id)
    at: dict[Span, list[tuple[int, Row]]] = {}
    for told in enumerate(proofs):
        at.setdefault(told[1].span, []).append(told)
    spans = Spans.of(at)
    for row in rows.clauses:
        if row.document is document or row.document.id == document.id:
            own = sorted(told for span in spans.inside(row.clause.span) for told in at.pop(span, ()))
            proved = [proof for _, proof in own] or [clause_row(document, row.clause, room)]
            yield _item(document, row.clause.id, proved)
    left: dict[str, list[Row]] = {}
    for _, proof in sorted(told for found in at.values() for told in found):
        left.setdefault(proof.clause, []).append(proof)
    for clause, others in left.items():
        yield _item(document, clause, others)


def _item(document: Document, clause: str, own: list[Row]) -> Item:
    return Item(clause, path_at(document, clause), one_line(task_at(document, clause)), tuple(own))
