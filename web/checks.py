"""核查：what is doubtful in a plan, what is wrong with it, and whether all of it was read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from export import audit_words
from export.place import path_at
from graph.wording import one_line, plan_title
from kb.audit import Item, Ledger, audit
from kb.lint import ERROR
from kb.model import Plan
from web.defects import Doubt, Fault, doubtful_places, doubts, faults
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
    """Each defect is told once: ``loose`` are those that are no part of a doubt, the ledger has them all.

    ``mended`` are the repairs that are certain.
    """

    plan: str
    title: str
    doubts: tuple[Doubt, ...]
    mended: tuple[Row, ...]
    faults: tuple[Fault, ...]
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
    def told(self) -> int:
        """How many that no fact rests on are told among the doubts."""
        return len(self.ledger.unexplained) - len(self.loose)

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
    ledger, found = audit(plan), doubts(plan)
    return Check(
        plan.document.id,
        plan_title(plan.document),
        found,
        tuple(row for row in rows(plan) if row.kind == "repair" and not row.doubtful),
        faults(plan),
        tuple(_loose(ledger, item) for item in ledger.unexplained if not _told(item, found)),
        ledger,
    )


def _told(item: Item, found: Sequence[Doubt]) -> bool:
    return any(item.span.overlaps(doubt.span) for doubt in found)


def summaries(plans: Sequence[Plan]) -> tuple[Summary, ...]:
    """Those with the most in doubt first."""
    found = [_summary(plan) for plan in plans]
    return tuple(sorted(found, key=lambda one: (-one.doubts, -one.errors, -one.others)))


def summary_json(summary: Summary) -> dict[str, Any]:
    told = asdict(summary)
    return {"document": told.pop("plan"), **told}


def _summary(plan: Plan) -> Summary:
    document, found = plan.document, faults(plan)
    errors = sum(fault.severity == ERROR for fault in found)
    return Summary(document.id, plan_title(document), doubtful_places(plan), errors, len(found) - errors)


def _loose(ledger: Ledger, item: Item) -> Loose:
    return Loose(
        audit_words.KINDS[item.kind],
        path_at(ledger.document, item.clause),
        one_line(item.span.of(ledger.document.text)),
        audit_words.context(ledger, item),
        f"{item.span.start}-{item.span.end}",
    )
