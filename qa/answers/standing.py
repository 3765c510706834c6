"""单位的角色：which units only lead, only support, or do both, over all the lists of a plan."""

from __future__ import annotations

from corpus.lazy import lazily
from kb.model import Plan, Responsibility
from qa.model import Asked, Query, Reply, Rows, Slots
from qa.show import by_plan, role_name
from qa.views import assignable, has_role, leads_alone, owners, ranks, unit_names

_ALL = lazily(r"既.*(?:又|也)|(?:牵头|配合).{0,3}(?:又|也)")
_ROLES = ("lead", "support")


def answer(asked: Asked) -> Reply:
    held, barred = _wanted(asked.slots)
    found = [(plan, _standing(plan, held, barred)) for plan in asked.plans]
    rows = tuple(r for _, own in found for r in own)
    said = "、".join([*(f"列为{role_name(r)}" for r in held), *(f"没有列为{role_name(r)}" for r in barred)])
    parts = [(plan, _text(plan, unit_names(own), said)) for plan, own in found]
    status = "answered" if any(ranks(p) for p in asked.plans) else "not_stated"
    return Reply(
        status, by_plan(asked.plans, parts), Query("单位", (said,), "去重计数"), len(rows), Rows(units=rows)
    )


def _wanted(slots: Slots) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The roles a unit must have somewhere and those it must have nowhere; 只牵头 is 不配合 as well."""
    if _ALL.search(slots.shape):
        return _ROLES, ()
    held = tuple(r for r in _ROLES if r in slots.roles and r not in slots.unroles)
    return held, tuple(r for r in _ROLES if r not in held)


def _standing(plan: Plan, held: tuple[str, ...], barred: tuple[str, ...]) -> list[Responsibility]:
    """The first mention of every unit that stands so."""
    by_role = {
        role: {
            r.unit for task in assignable(plan) for r in owners(plan, task) if has_role(plan, task, r, role)
        }
        for role in _ROLES
    }
    listed = [r for r in plan.facts.responsibilities if r.scope == "listed"]
    first = {r.unit: r for r in reversed(listed)}
    fits = [
        name
        for name in unit_names(listed)
        if all(name in by_role[role] for role in held) and not any(name in by_role[role] for role in barred)
    ]
    return [first[name] for name in fits] if held and ranks(plan) else []


def _text(plan: Plan, names: tuple[str, ...], said: str) -> str:
    if not ranks(plan):
        return "文中没有区分牵头与配合，无从判断。"
    note = "文中只注明了牵头单位，名单里的其他单位按配合看。" if leads_alone(plan) else ""
    return f"{said}的单位共{len(names)}个{'：' if names else ''}{'、'.join(names)}。{note}"
