"""答案之外要说的：clauses that no plan has, numbers that several plans have, conditions not used, plans counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus.lazy import lazily
from graph.labels import label_number
from graph.titles import quoted_titles
from kb.model import Plan
from qa.model import Reply, Slots
from qa.reading import Reading
from qa.views import tasks as tasks_in


def absent(reply: Reply, found: Reading) -> Reply:
    """Clauses asked for by a number that no plan has, beside some that exist, are named as missing."""
    if not found.slots.labels:
        return reply
    known = {label_number(c) for p in found.chosen.plans for c in tasks_in(p)}
    gone = [label for label in found.slots.labels if int(label) not in known]
    if not gone or len(gone) == len(found.slots.labels) or reply.status not in ("answered", "ambiguous"):
        return reply
    return replace(reply, text=f"（文中没有第{'、'.join(gone)}条）\n{reply.text}")


def which_plan(reply: Reply, slots: Slots) -> Reply:
    """第三条 of several plans has as many readings as there are plans that have one."""
    documents = {row.document.id for row in reply.rows.clauses}
    if not slots.labels or slots.units or reply.status != "answered" or len(documents) < 2:
        return reply
    note = f"有{len(documents)}份方案都有第{'、'.join(slots.labels)}条，没有说是哪一份，逐份列出：\n"
    return replace(reply, status="ambiguous", text=note + reply.text)


_TIMELESS = frozenset(
    (
        "owners",
        "not_owners",
        "membership",
        "compare",
        "most_tasks",
        "most_units",
        "unit_list",
        "joint",
        "alone",
    )
)
"""Intents that look at no time."""
_LISTS = frozenset(("tasks", "due", "gap", "alone", "joint", "ranked", "size", "unit_list", "about"))
_VALUE = lazily(
    r"(?:超过|高于|大于|多于|不超过|不高于|不低于|不少于|低于|少于|不到|不足|至少|至多)[0-9.]+(?:%|[十百千万亿]*[一-鿿])?"
    r"|[0-9.]+(?:%|[十百千万亿]*[一-鿿])?(?:及?以上|及?以下|以内)"
)


def unused(reply: Reply, found: Reading) -> Reply:
    """A condition of the question that the answer was not narrowed by is owned up to."""
    slots, intent = found.slots, found.understood.intent
    timed = slots.years or slots.before or slots.after or slots.month
    said = ["时间"] if timed and intent in _TIMELESS else []
    values = [match[0] for match in _VALUE.finditer(slots.text)] if intent in _LISTS else []
    said += [f"“{value}”" for value in values if not slots.bounds]
    if not said or reply.status not in ("answered", "ambiguous"):
        return reply
    return replace(reply, text=f"（问句里的{'、'.join(said)}这一条件没有用来筛选）\n{reply.text}")


_ASKS_PLANS = lazily(
    "(?:哪(?:些|几|几份|几个|份|个)?|几(?:份|个)|多少(?:份|个)?)(?:个|份)?(?:方案|文件|意见|计划|政策文件)"
)


def plans_counted(reply: Reply, slots: Slots, plans: Sequence[Plan]) -> Reply:
    """哪些方案…: the plans come first, with their number, where they are not themselves the answer."""
    if len(plans) < 2 or reply.status != "answered" or not _ASKS_PLANS.search(slots.text):
        return reply
    if reply.query.select == "方案":
        return reply
    documents = [row.document for row in reply.rows.clauses]
    documents += [p.document for q in reply.rows.quotes for p in plans if p.document.id == q.document]
    named = quoted_titles(documents)
    if not named:
        return reply
    note = f"涉及{len(named)}份方案：{'、'.join(named.values())}。\n"
    return replace(reply, text=note + reply.text, count=len(named))
