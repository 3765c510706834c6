"""答案之外要说的：clauses that no plan has, numbers that several plans have, plans that are counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus.lazy import lazily
from graph.labels import label_number
from graph.wording import plan_title
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


_ASKS_PLANS = lazily(
    "(?:哪(?:些|几|几份|几个|份|个)?|几(?:份|个)|多少(?:份|个)?)(?:个|份)?(?:方案|文件|意见|计划|政策文件)"
)


def plans_counted(reply: Reply, slots: Slots, plans: Sequence[Plan]) -> Reply:
    """哪些方案…: the plans come first, with their number."""
    if len(plans) < 2 or reply.status != "answered" or not _ASKS_PLANS.search(slots.text):
        return reply
    documents = [row.document for row in reply.rows.clauses]
    documents += [p.document for q in reply.rows.quotes for p in plans if p.document.id == q.document]
    named = {d.id: plan_title(d) for d in documents}
    if not named:
        return reply
    note = f"涉及{len(named)}份方案：{'、'.join(f'《{title}》' for title in named.values())}。\n"
    return replace(reply, text=note + reply.text, count=len(named))
