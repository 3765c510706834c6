"""库里的方案：which plans there are, and which of them do not speak of a thing or give a unit no task."""

from __future__ import annotations

from collections.abc import Iterable

from graph.titles import quoted_titles
from kb.model import Plan
from qa.answers import header_quotes, naming
from qa.answers.wanted import Wanted
from qa.model import Asked, Query, Reply, Rows, Slots
from qa.passages import relevant
from qa.show import plan_line


def listed(asked: Asked) -> Reply:
    """Every plan with its number, its place and the day it was issued."""
    plans = asked.plans
    lines = [f"共{len(plans)}份方案：", *(f"{at}. {plan_line(p)}" for at, p in enumerate(plans, 1))]
    return Reply("answered", "\n".join(lines), Query("方案", (), "计数"), len(plans), _titles(plans))


def without(asked: Asked) -> Reply:
    """The plans that do not speak of the topic, or list none of the units asked for."""
    refused = naming.refusal(asked)
    if refused:
        return refused
    slots = asked.slots
    units = "、".join(dict.fromkeys(unit for named in slots.units for unit in named.units))
    said = f"没有列{units}" if units else f"没有提到“{slots.topic}”"
    found = [plan for plan in asked.plans if not _speaks(plan, slots)]
    names = "、".join(quoted_titles(plan.document for plan in found).values())
    text = f"{said}的方案共{len(found)}份{'：' if found else ''}{names}。"
    return Reply("answered", text, Query("方案", (said,), "计数"), len(found), _titles(found))


def _titles(plans: Iterable[Plan]) -> Rows:
    """A plan that is told of is proved by its title."""
    return Rows(quotes=tuple(quote for plan in plans for quote in header_quotes.title(plan)))


def _speaks(plan: Plan, slots: Slots) -> bool:
    if slots.units:
        return bool(Wanted(tuple(named.units for named in slots.units)).tasks(plan))
    return bool(relevant([plan], slots.topic))
