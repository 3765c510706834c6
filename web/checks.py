"""核查：what is doubtful in a plan, what is wrong with it, and whether all of it was read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from export import audit_words
from export.place import path_at
from graph.wording import one_line, plan_title
from kb.audit import Item, Ledger, audit
from kb.lint import ERROR, SEVERITIES, Finding, lint
from kb.model import Plan
from web.facts import Row, rows


@dataclass(frozen=True, slots=True)
class Loose:
    """A unit, number or time word that no fact rests on and no rule explains."""

    word: str
    path: str
    surface: str
    context: str
    at: str


@dataclass(frozen=True, slots=True)
class Check:
    """``doubts`` are repairs and facts that may be wrong, ``mended`` the repairs that are certain."""

    plan: str
    title: str
    doubts: tuple[Row, ...]
    mended: tuple[Row, ...]
    findings: tuple[Finding, ...]
    loose: tuple[Loose, ...]
    ledger: Ledger

    @property
    def shares(self) -> tuple[tuple[str, int, int, int, str], ...]:
        """Of units, numbers, time words, characters: all, used, explained, and the share explained."""
        return tuple(
            (name, share.total, share.used, share.explained, audit_words.percent(share))
            for name, share in audit_words.shares(self.ledger)
        )

    @property
    def places(self) -> tuple[tuple[str, int], ...]:
        return tuple(audit_words.places(self.ledger))

    @property
    def reasons(self) -> tuple[tuple[str, str, int], ...]:
        return audit_words.reasons(self.ledger)


@dataclass(frozen=True, slots=True)
class Summary:
    """One line of the list of plans."""

    plan: str
    title: str
    doubts: int
    errors: int
    others: int


def check(plan: Plan) -> Check:
    ledger, found = audit(plan), rows(plan)
    return Check(
        plan.document.id,
        plan_title(plan.document),
        tuple(row for row in found if row.doubtful),
        tuple(row for row in found if row.kind == "repair" and not row.doubtful),
        tuple(sorted(lint(plan), key=lambda one: [*SEVERITIES].index(one.severity))),
        tuple(_loose(ledger, item) for item in ledger.unexplained),
        ledger,
    )


def summaries(plans: Sequence[Plan]) -> tuple[Summary, ...]:
    """Those with the most in doubt first."""
    found = [_summary(plan) for plan in plans]
    return tuple(sorted(found, key=lambda one: (-one.doubts, -one.errors, -one.others)))


def summary_json(summary: Summary) -> dict[str, Any]:
    told = asdict(summary)
    return {"document": told.pop("plan"), **told}


def _summary(plan: Plan) -> Summary:
    facts, findings = plan.facts, lint(plan)
    doubts = [not fact.certain for fact in facts.responsibilities]
    doubts += [fact.uncertain for fact in facts.targets]
    doubts += [not repair.certain for repair in facts.repairs]
    errors = sum(one.severity == ERROR for one in findings)
    return Summary(plan.document.id, plan_title(plan.document), sum(doubts), errors, len(findings) - errors)


def _loose(ledger: Ledger, item: Item) -> Loose:
    return Loose(
        audit_words.KINDS[item.kind],
        path_at(ledger.document, item.clause),
        one_line(item.span.of(ledger.document.text)),
        audit_words.context(ledger, item),
        f"{item.span.start}-{item.span.end}",
    )
