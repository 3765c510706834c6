"""清单：the plans, units and indicators that the store holds, chosen by part of a name, and in what order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from graph.titles import listed_marks
from kb.catalogue import plain
from kb.contents import Contents, Counted, Listed

_OFFERED = 100
SORTS = {"title": "标题", "place": "地方", "day": "日期", "clauses": "条款", "units": "单位"}
ORDERS = {"asc": "升序", "desc": "降序"}


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


def ordered(plans: Sequence[Listed], sort: str, order: str) -> list[Listed]:
    """By that of SORTS, as they came in where it is ""; those that have nothing to sort by are last in any order."""
    back = order == "desc"
    if not sort:
        return [*reversed(plans)] if back else [*plans]
    having = [plan for plan in plans if getattr(plan, sort) != ""]
    lacking = [plan for plan in plans if getattr(plan, sort) == ""]
    return sorted(having, key=lambda plan: _key(getattr(plan, sort)), reverse=back) + lacking


def _key(value: str | int) -> bytes | int:
    return value if isinstance(value, int) else alphabetical(value)


def alphabetical(name: str) -> bytes:
    """Sorts by pinyin: so GB 2312 has the common characters, and the rare ones after them."""
    return name.encode("gb18030", "replace")


def listed_json(plan: Listed) -> dict[str, Any]:
    return asdict(plan)


def counted_json(counted: Counted) -> dict[str, Any]:
    return asdict(counted)
