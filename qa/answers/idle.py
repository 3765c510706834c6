"""没有任务的单位：units that the plan names and gives no task, or none in the role asked for."""

from __future__ import annotations

from kb.model import Plan, Responsibility
from qa.model import Asked, Query, Reply, Rows
from qa.show import by_plan, role_name
from qa.views import ranks, unit_names


def answer(asked: Asked) -> Reply:
    role = asked.slots.roles[0] if len(asked.slots.roles) == 1 else None
    found = [(plan, _without(plan, role)) for plan in asked.plans]
    rows = tuple(r for _, own in found for r in own)
    parts = [(plan, _text(plan, unit_names(own), role)) for plan, own in found]
    query = Query("单位", (f"没有列为{role_name(role)}",), "去重计数")
    return Reply("answered", by_plan(asked.plans, parts), query, len(rows), Rows(units=rows))


def _without(plan: Plan, role: str | None) -> list[Responsibility]:
    """The first mention of every unit that stands in no list; with a role, of every unit without it."""
    facts = plan.facts.responsibilities
    if role and not ranks(plan):
        return []
    held = {r.unit for r in facts if (r.role == role if role else r.scope == "listed")}
    facts = tuple(r for r in facts if r.scope == "listed") if role else facts
    first = {r.unit: r for r in reversed(facts) if r.unit not in held}
    return [first[name] for name in unit_names(facts) if name in first]


def _text(plan: Plan, names: tuple[str, ...], role: str | None) -> str:
    listed = unit_names(r for r in plan.facts.responsibilities if r.scope == "listed")
    joined = "、".join(names)
    if role and not ranks(plan):
        return f"文中没有区分牵头与配合，无从判断谁没有列为{role_name(role)}。"
    if role:
        return f"没有列为{role_name(role)}的单位共{len(names)}个{'：' if names else ''}{joined}。"
    lead = f"责任单位名单里的{len(listed)}个单位都有任务；" if listed else "文中没有列责任单位；"
    if not names:
        return f"{lead}没有只在正文点名、没列入名单的单位。"
    return f"{lead}只在正文点名、没有列入名单的有{len(names)}个：{joined}。"
