"""期限：when a thing is due; what is due in a year, before a month, or every so often."""

from __future__ import annotations

from collections.abc import Sequence

from kb.model import Deadline, Plan, Target
from qa.answers import targets, text
from qa.model import Asked, Query, Reply, Rows, Slots
from qa.passages import relevant
from qa.show import by_plan, date, deadline_line, period, place_of, quote_line, target_line
from qa.views import due_month, due_year, fact_rows, within

Found = list[tuple[Plan, list[Deadline], list[Target]]]


def answer(asked: Asked) -> Reply:
    """When the topic (or the numbered clause) is due."""
    slots = asked.slots
    if slots.labels:
        return _of_clauses(asked)
    query = Query("期限", (f"主题 {slots.topic}",))
    passages = relevant(asked.plans, slots.topic)
    if not passages:
        return text.unknown(asked, query)
    inside = [(p, [s for s in passages if s.document is p.document]) for p in asked.plans]
    found: Found = [
        (
            p,
            [d for d in p.facts.deadlines if any(s.span.covers(d.evidence.span) for s in own)],
            _dated(p, slots),
        )
        for p, own in inside
    ]
    if not any(d or t for _, d, t in found):
        return text.quoted(
            asked, passages, query, status="not_stated", note=f"文中提到了“{slots.topic}”，但没有写明时限："
        )
    return _reply(asked, found, query)


def _dated(plan: Plan, slots: Slots) -> list[Target]:
    """Targets of a named year whose indicator is the topic: 97% 是哪一年."""
    return [t for _, ts in targets.named([plan], slots) for t in ts if t.year]


def _of_clauses(asked: Asked) -> Reply:
    query = Query("期限", (f"条款 第{'、'.join(asked.slots.labels)}条",))
    found: Found = [
        (p, [d for d in p.facts.deadlines if any(within(p.document, d.evidence, c) for c in clauses)], [])
        for p, clauses in text.labelled(asked)
    ]
    if any(d for _, d, _ in found):
        return _reply(asked, found, query)
    return text.clause_reply(asked, query, status="not_stated", note="这一条没有写明时限。")


def _fits(deadline: Deadline, slots: Slots) -> bool:
    if slots.schedule:
        return deadline.kind == "every" and deadline.value == slots.schedule
    if slots.month:
        return due_month(deadline) == int(slots.month[5:]) and _year_fits(deadline, slots.month[:4])
    if slots.before:
        return _due_before(deadline, slots.before)
    return due_year(deadline) in slots.years if slots.years else True


def _year_fits(deadline: Deadline, year: str) -> bool:
    return year == "XXXX" or due_year(deadline) in (year, None)


def _due_before(deadline: Deadline, limit: str) -> bool:
    """Due no later than the month; a deadline of a whole earlier year counts where a year is given."""
    month, year = due_month(deadline), due_year(deadline)
    if limit[:4] == "XXXX":
        return month is not None and month <= int(limit[5:])
    if year is None:
        return month is not None and month <= int(limit[5:])
    return year < limit[:4] or (year == limit[:4] and month is not None and month <= int(limit[5:]))


def _target_fits(target: Target, slots: Slots) -> bool:
    if slots.schedule:
        return target.per is not None and slots.schedule == f"R/{target.per}"
    return bool(slots.years) and not slots.month and not slots.before and target.year in slots.years


def _wording(slots: Slots) -> str:
    if slots.schedule:
        return f"周期 {period(slots.schedule)}"
    if slots.before or slots.month:
        return f"期限 {date(slots.before or slots.month or '')}{'前' if slots.before else ''}"
    return f"到期年份 {'、'.join(slots.years)}" if slots.years else "全部期限"


def due(asked: Asked) -> Reply:
    """Everything due in a year, in or before a month, or repeating every so often."""
    slots = asked.slots
    query = Query("期限和目标值", (_wording(slots), *((f"主题 {slots.topic}",) if slots.topic else ())))
    found: Found = [
        (
            p,
            [d for d in p.facts.deadlines if _fits(d, slots)],
            [t for t in p.facts.targets if _target_fits(t, slots)],
        )
        for p in asked.plans
    ]
    if slots.topic:
        found = _about(asked, found)
    if not any(d or t for _, d, t in found):
        return Reply("not_stated", f"文中没有{_wording(slots)}的事项。", query, 0)
    return _reply(asked, found, query)


def _about(asked: Asked, found: Found) -> Found:
    passages = relevant(asked.plans, asked.slots.topic)
    ids = {p.document.task_of(p.clause).span for p in passages}
    return [
        (
            p,
            [d for d in ds if any(s.covers(d.evidence.span) for s in ids)],
            [t for t in ts if any(s.covers(t.evidence.span) for s in ids)],
        )
        for p, ds, ts in found
    ]


def _lines(plan: Plan, deadlines: Sequence[Deadline], goals: Sequence[Target]) -> str:
    lines = [f"{place_of(plan, d)} {deadline_line(d)}" for d in deadlines]
    return "\n".join(dict.fromkeys([*lines, *(f"{place_of(plan, t)} {target_line(t)}" for t in goals)]))


def _reply(asked: Asked, found: Found, query: Query) -> Reply:
    passages = text.holding(asked.plans, [(p, [f.evidence.span for f in (*ds, *ts)]) for p, ds, ts in found])
    quotes = "\n".join(quote_line(p, s) for p in asked.plans for s in passages if s.document is p.document)
    rows = Rows(
        clauses=tuple(row for p, ds, ts in found for row in fact_rows(p, [*ds, *ts])),
        deadlines=tuple(d for _, ds, _ in found for d in ds),
        targets=tuple(t for _, _, ts in found for t in ts),
        quotes=tuple(s.evidence() for s in passages),
    )
    body = by_plan(asked.plans, [(p, _lines(p, ds, ts)) for p, ds, ts in found])
    indicators = tuple(dict.fromkeys(t.indicator for t in rows.targets))
    head = f"涉及{len(rows.clauses)}处条款："
    return Reply("answered", "\n".join([head, body, quotes]), query, len(rows.clauses), rows, indicators)
