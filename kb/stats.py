"""Counts of what the knowledge base holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from kb.model import Plan


def plan_stats(plan: Plan) -> dict[str, Any]:
    """Counts of one plan; ``uncertain`` is what a reader should check first."""
    facts = plan.facts
    return {
        "name": plan.document.source.name,
        "title": plan.document.header.title,
        "characters": len(plan.document.text),
        "clauses": dict(sorted(Counter(c.kind for c in plan.document.clauses).items())),
        "units": len(facts.units),
        "responsibilities": dict(
            sorted(Counter(f"{r.scope}/{r.role}" for r in facts.responsibilities).items())
        ),
        "deadlines": len(facts.deadlines),
        "targets": len(facts.targets),
        "repairs": len(facts.repairs),
        "uncertain": sum(not r.certain for r in facts.repairs),
    }


def stats(plans: Iterable[Plan]) -> dict[str, Any]:
    """plan-stats/1: the counts of each plan, in the order of the knowledge base."""
    return {"schema": "plan-stats/1", "plans": [plan_stats(plan) for plan in plans]}
