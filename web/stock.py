"""清单：the plans, units and indicators that the store holds, chosen by part of a name."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from graph.titles import listed_marks
from kb.catalogue import plain
from kb.contents import Contents, Counted, Listed

_OFFERED = 100


def chosen(contents: Contents, name: str = "", place: str = "") -> list[Listed]:
    """The plans with that in title, file name or number, of a place with that in its name."""
    word, where = plain(name), plain(place)
    return [
        plan
        for plan in contents.plans
        if (not word or any(word in plain(own) for own in (plan.title, plan.name, plan.number, plan.id)))
        and (not where or where in plain(plan.place))
    ]


def offered(contents: Contents) -> tuple[tuple[str, str], ...]:
    """What a plan may be chosen by, and what is shown of it: its title, or the file name of one of a title."""
    shown = contents.plans[:_OFFERED]
    marked = zip(shown, listed_marks(shown), strict=True)
    return tuple(
        (plan.name, f"{plan.title}{mark}") if mark else (plan.title, plan.title) for plan, mark in marked
    )


def listed_json(plan: Listed) -> dict[str, Any]:
    return asdict(plan)


def counted_json(counted: Counted) -> dict[str, Any]:
    return asdict(counted)
