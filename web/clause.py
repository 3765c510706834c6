"""条款：a clause with its text, what falls to it, and what it stands in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from corpus.model import Clause, Document, Repair
from graph.wording import one_line, plan_title, task_name
from kb.facts_json import clause_json as shape
from kb.facts_json import deadline_json, repair_json, responsibility_json, target_json
from kb.model import Deadline, Plan, Responsibility, Target
from web.shelf import NotHeld


@dataclass(frozen=True, slots=True)
class Whole:
    """The facts are those that stand in the clause or below it, in the order of the text."""

    plan: Plan
    clause: Clause
    units: tuple[Responsibility, ...]
    deadlines: tuple[Deadline, ...]
    targets: tuple[Target, ...]
    repairs: tuple[Repair, ...]

    @property
    def document(self) -> Document:
        return self.plan.document

    @property
    def name(self) -> str:
        return task_name(self.clause, text=self.document.text)

    @property
    def title(self) -> str:
        return plan_title(self.document)

    @property
    def above(self) -> tuple[tuple[str, str], ...]:
        """Ids and names of what the clause stands in, the outermost first."""
        found = self.document.ancestors(self.clause)[:-1]
        return tuple((clause.id, task_name(clause, text=self.document.text)) for clause in found)

    @property
    def below(self) -> tuple[tuple[str, str], ...]:
        found = self.document.children(self.clause.id)
        return tuple((clause.id, task_name(clause, text=self.document.text)) for clause in found)

    @property
    def beside(self) -> tuple[tuple[str, str], ...]:
        """The clauses before and after it under the same heading."""
        row = self.document.children(self.clause.parent)
        at = row.index(self.clause)
        near = [*row[max(0, at - 1) : at], *row[at + 1 : at + 2]]
        return tuple((clause.id, task_name(clause, text=self.document.text)) for clause in near)


def clause_of(plan: Plan, identity: str) -> Whole:
    """NotHeld where the plan has no clause of that id."""
    clause = plan.document.by_id.get(identity)
    if clause is None:
        raise NotHeld(f"《{plan_title(plan.document)}》没有编号为“{one_line(identity)}”的条款")
    facts, span = plan.facts, clause.span
    return Whole(
        plan,
        clause,
        tuple(fact for fact in facts.responsibilities if span.covers(fact.evidence.span)),
        tuple(fact for fact in facts.deadlines if span.covers(fact.evidence.span)),
        tuple(fact for fact in facts.targets if span.covers(fact.evidence.span)),
        tuple(repair for repair in facts.repairs if span.covers(repair.span)),
    )


def clause_json(whole: Whole) -> dict[str, Any]:
    return {
        "document": whole.document.id,
        "title": whole.title,
        "clause": shape(whole.clause),
        "above": [identity for identity, _ in whole.above],
        "below": [identity for identity, _ in whole.below],
        "text": whole.clause.span.of(whole.document.text),
        "responsibilities": [responsibility_json(fact) for fact in whole.units],
        "deadlines": [deadline_json(fact) for fact in whole.deadlines],
        "targets": [target_json(fact) for fact in whole.targets],
        "repairs": [repair_json(repair) for repair in whole.repairs],
    }
