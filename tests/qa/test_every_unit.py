"""X负责哪些任务 for every unit of every plan, against a plain count over the facts."""

from __future__ import annotations

from pathlib import Path

import pytest
from real_plans import all_plans

from corpus.source import load
from kb.model import Plan
from kb.pipeline import ensure_plan, extract
from qa.answer import ask, to_json


def listed_at(plan: Plan, unit: str) -> list[str]:
    """The ids of the tasks whose list names the unit, in plan order, straight from the facts."""
    document = plan.document
    found = set()
    for fact in plan.facts.responsibilities:
        if fact.unit == unit and fact.scope == "listed":
            chain = document.ancestors(document.by_id[fact.evidence.clause])
            measure = [c.id for c in chain if c.kind == "measure"]
            found.add(measure[-1] if measure else fact.evidence.clause)
    return [clause.id for clause in document.clauses if clause.id in found]


@pytest.mark.parametrize("path", all_plans(), ids=lambda path: path.stem)
def test_the_tasks_of_every_unit(path: Path) -> None:
    plan = ensure_plan(extract(load(path)))
    units = dict.fromkeys(r.unit for r in plan.facts.responsibilities if r.scope == "listed")
    wrong = {}
    for unit in units:
        answer = to_json(ask(f"{unit}负责哪些任务", (plan,)))
        own = [clause["id"] for clause in answer["clauses"]]
        if own != listed_at(plan, unit) or answer["status"] != "answered":
            wrong[unit] = (answer["status"], answer["understood"], own, listed_at(plan, unit))
    assert not wrong, wrong
