"""有条件的目标值：which targets are 90%以上, of the topic, the year, the clause and the unit where these are asked."""

from __future__ import annotations

from corpus.lazy import lazily
from graph.wording import COMPARATORS, describe_number
from kb.model import Plan, Target
from qa.answers import naming, targets, text
from qa.bounds import Bound
from qa.model import Asked, Query, Reply, Slots
from qa.views import within

Found = list[tuple[Plan, list[Target]]]
_CHANGES = (
    ("increase", lazily("增长|提高|增加|提升|上升")),
    ("decrease", lazily("下降|减少|降低|压减|压缩")),
)


def answer(asked: Asked) -> Reply:
    """The targets whose values are within the bounds; where none is, those that were held against them."""
    refused = naming.refusal(asked)
    if refused:
        return refused
    slots, query = asked.slots, _query(asked.slots)
    about = _about(asked)
    if slots.topic and not any(own for _, own in about):
        return text.unknown(asked, query)
    found: Found = [(p, [t for t in ts if all(b.holds(t) for b in slots.bounds)]) for p, ts in about]
    count = sum(len(own) for _, own in found)
    said = "、".join(map(_wording, slots.bounds))
    if count:
        return targets.reply(asked.plans, found, query, note=f"{said}的目标值共{count}个：")
    held = about if slots.topic else []
    note = f"文中没有{said}的目标值{'；已给出的是：' if held else '。'}"
    return targets.reply(asked.plans, held, query, status="not_stated", note=note)


def _about(asked: Asked) -> Found:
    """The targets of all that is asked besides the bounds."""
    slots = asked.slots
    every: Found = [(p, list(p.facts.targets)) for p in asked.plans]
    named = targets.named(asked.plans, slots) if slots.topic else every
    labelled = text.labelled(asked)
    found: Found = []
    for (plan, own), (_, clauses) in zip(named, labelled, strict=True):
        held = targets.of_units(plan, slots)
        own = [t for t in own if t in held and (not slots.years or t.year in slots.years)]
        changes = [change for change, said in _CHANGES if said.search(slots.text)]
        own = [t for t in own if t.change in changes] or own if changes else own
        if slots.labels:
            own = [t for t in own if any(within(plan.document, t.evidence, c) for c in clauses)]
        found.append((plan, own))
    return found


def _wording(bound: Bound) -> str:
    return f"{COMPARATORS[bound.sign]}{describe_number(bound.value)}{bound.measure}"


def _query(slots: Slots) -> Query:
    where = [f"值 {_wording(bound)}" for bound in slots.bounds]
    where += [f"指标 {slots.topic}"] if slots.topic else []
    where += [f"年份 {'、'.join(slots.years)}"] if slots.years else []
    where += [f"责任单位含 {'/'.join(named.units)}" for named in slots.units]
    where += [f"条款 第{'、'.join(slots.labels)}条"] if slots.labels else []
    return Query("目标值", tuple(where))
