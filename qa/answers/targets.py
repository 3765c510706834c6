"""指标与目标值：what numbers the plan sets for an indicator, a year, or both."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kb.model import Plan, Target
from qa.answers import text
from qa.model import Asked, Query, Reply, Rows, Slots
from qa.passages import KNOWN, NEAR, Passage, coverage, relevant
from qa.show import by_plan, place_of, quote_line, target_line
from qa.views import fact_rows, within

_DIGIT = re.compile(r"[0-9]|[一二两三四五六七八九十百]+(?:名|次|个|所|节|课时|期|岁|年|人|件|万)")
Found = list[tuple[Plan, list[Target]]]


def named(plans: Sequence[Plan], slots: Slots) -> Found:
    """Targets whose indicator the topic names; each alternative of the topic finds its own."""
    found: dict[int, None] = {}
    for group in slots.topic.groups:
        one = type(slots.topic)((group,))
        scored = [(coverage(p.document, one, t.indicator), t) for p in plans for t in p.facts.targets]
        best = max((score for score, _ in scored), default=0.0)
        if best >= KNOWN:
            found |= {id(t): None for score, t in scored if score >= NEAR * best}
    return [(p, [t for t in p.facts.targets if id(t) in found]) for p in plans]


def spoken(plans: Sequence[Plan], passages: Sequence[Passage]) -> Found:
    """Targets that stand in the given sentences."""
    return [
        (
            p,
            [
                t
                for t in p.facts.targets
                if any(s.document is p.document and s.span.covers(t.evidence.span) for s in passages)
            ],
        )
        for p in plans
    ]


def _fits(target: Target, slots: Slots) -> bool:
    measure = not slots.measures or target.measure in slots.measures
    per = not slots.schedule or target.per is None or slots.schedule.endswith(target.per)
    return measure and per


def _any(found: Found) -> bool:
    return any(targets for _, targets in found)


def matching(plans: Sequence[Plan], slots: Slots) -> Found:
    passages = relevant(plans, slots.topic)
    by_name = [(p, [t for t in ts if _fits(t, slots)]) for p, ts in named(plans, slots)]
    by_text = [(p, [t for t in ts if _fits(t, slots)]) for p, ts in spoken(plans, passages)]
    return by_name if _any(by_name) else by_text


def in_years(found: Found, years: Sequence[str]) -> Found:
    return [(p, [t for t in ts if t.year in years]) for p, ts in found]


def _lines(plan: Plan, targets: Sequence[Target]) -> str:
    return "\n".join(f"{place_of(plan, t)} {target_line(t)}（原文“{t.evidence.surface}”）" for t in targets)


def _passages(plans: Sequence[Plan], found: Found) -> tuple[Passage, ...]:
    from_facts = text.holding(plans, [(p, [t.evidence.span for t in ts]) for p, ts in found])
    return from_facts


def _reply(
    plans: Sequence[Plan], found: Found, query: Query, *, status: str = "answered", note: str = ""
) -> Reply:
    passages = _passages(plans, found)
    quotes = "\n".join(quote_line(p, s) for p in plans for s in passages if s.document is p.document)
    body = by_plan(plans, [(p, _lines(p, ts)) for p, ts in found])
    return Reply(
        status,
        "\n".join(part for part in (note, body, quotes) if part),
        query,
        sum(len(ts) for _, ts in found),
        Rows(
            clauses=tuple(row for p, ts in found for row in fact_rows(p, ts)),
            targets=tuple(t for _, ts in found for t in ts),
            quotes=tuple(s.evidence() for s in passages),
        ),
        indicators=tuple(dict.fromkeys(t.indicator for _, ts in found for t in ts)),
    )


def answer(asked: Asked) -> Reply:
    slots, plans = asked.slots, asked.plans
    years = (f"年份 {'、'.join(slots.years)}",) if slots.years else ()
    query = Query("目标值", ((f"指标 {slots.topic}",) if slots.topic else ()) + years)
    if slots.labels:
        return _of_clauses(asked, query)
    if not slots.topic:
        return listing(asked, query)
    found = matching(plans, slots)
    if not _any(found):
        return _without(asked, query)
    dated = in_years(found, slots.years) if slots.years else found
    if slots.years and not _any(dated):
        loose = [(p, [t for t in ts if t.year is None]) for p, ts in found]
        note = f"文中没有单独给出“{slots.topic}”{'、'.join(slots.years)}年的目标值；已给出的是："
        return _reply(plans, found, query, status="answered" if _any(loose) else "not_stated", note=note)
    return _reply(plans, dated, query)


def _of_clauses(asked: Asked, query: Query) -> Reply:
    from_labels = text.labelled(asked)
    found = [
        (p, [t for t in p.facts.targets if any(within(p.document, t.evidence, c) for c in clauses)])
        for p, clauses in from_labels
    ]
    label = Query("目标值", (f"条款 第{'、'.join(asked.slots.labels)}条", *query.where))
    if _any(found):
        return _reply(asked.plans, found, label, note=f"共{sum(len(t) for _, t in found)}个：")
    return text.clause_reply(asked, label, status="not_stated", note="这一条没有量化目标。")


def listing(asked: Asked, query: Query) -> Reply:
    """All targets, of the years asked or of the whole plan."""
    slots = asked.slots
    every: Found = [
        (p, [t for t in p.facts.targets if not slots.schedule or t.per == slots.schedule[2:]])
        for p in asked.plans
    ]
    found = in_years(every, slots.years) if slots.years else every
    if not _any(found):
        return Reply("not_stated", "文中没有这样的量化目标。", query, 0)
    total = sum(len(t) for _, t in found)
    when = f"{'、'.join(slots.years)}年的" if slots.years else ""
    return _reply(asked.plans, found, query, note=f"{when}量化目标共{total}个：")


def _without(asked: Asked, query: Query) -> Reply:
    """No target read: quote the sentences that speak of it, if any, with their figures if any."""
    passages = relevant(asked.plans, asked.slots.topic)
    if not passages:
        return text.unknown(asked, query)
    figures = [p for p in passages if _DIGIT.search(p.document.folded[p.span.start : p.span.end])]
    if figures and not asked.slots.measures:
        return text.quoted(asked, figures, query)
    return text.quoted(
        asked,
        passages,
        query,
        status="not_stated",
        note=f"文中提到了“{asked.slots.topic}”，但没有给出所问的数值：",
    )
