"""逾期与接下来：what was due before today, and what is due from today on, in the order of the dates.

A plan says when a thing is due and never whether it was done; the answer says so.
"""

from __future__ import annotations

from collections.abc import Sequence

from corpus.model import Span
from graph.wording import describe_date
from kb.model import Deadline, Plan, Target
from qa.answers import naming, text
from qa.answers.deadlines import Due, governed, narrowed
from qa.model import Asked, Query, Reply, Rows
from qa.show import by_plan, quote_line
from qa.views import due_day, fact_rows

_NAMES = {"overdue": "期限已过", "next": "期限未到"}


def answer(asked: Asked) -> Reply:
    """Whatever falls due on a date that is past (逾期) or still to come (接下来)."""
    refused = naming.refusal(asked)
    if refused:
        return refused
    slots, phase = asked.slots, asked.slots.phase or "next"
    query = Query("期限和目标值", (f"{_NAMES[phase]}（今天是{slots.clock or '未知'}）",), "按期限先后")
    if not slots.clock:
        return Reply("not_stated", "没有给出今天的日期，无法判断哪些期限已过。", query, 0)
    past = phase == "overdue"
    found = [narrowed(_split(plan, slots.clock, past=past), slots) for plan in asked.plans]
    found = [due for due in found if due[1] or due[2]]
    yearly = _yearly(asked.plans)
    if not found:
        return Reply("not_stated", f"文中没有{_NAMES[phase]}的事项。{yearly}", query, 0)
    rows = _rows(found)
    done = "，文中不记载是否已经完成" if past else ""
    head = f"{_NAMES[phase]}的共涉及{len(rows.clauses)}处{done}："
    body = by_plan(asked.plans, [(due[0], _lines(due)) for due in found])
    return Reply("answered", "\n".join([head, body, yearly]).strip(), query, len(rows.clauses), rows)


def _rows(found: Sequence[Due]) -> Rows:
    spans = [(due[0], [span for _, span in _dated(due)]) for due in found]
    return Rows(
        clauses=tuple(row for p, ds, ts in found for row in fact_rows(p, [*ds, *ts])),
        targets=tuple(t for _, _, ts in found for t in ts),
        deadlines=tuple(d for _, ds, _ in found for d in ds),
        quotes=tuple(p.evidence() for p in text.holding([p for p, *_ in found], spans)),
    )


def _day(fact: Deadline | Target) -> str | None:
    """The last day for the fact; None for schedules, for what comes back every year, for no date."""
    if isinstance(fact, Target):
        return f"{fact.year}-12-31" if fact.year else None
    day = due_day(fact)
    return None if day is None or day.startswith("XXXX") else day


def _split(plan: Plan, today: str, *, past: bool) -> Due:
    def fits(fact: Deadline | Target) -> bool:
        day = _day(fact)
        return day is not None and (day < today) == past

    facts = plan.facts
    return plan, [d for d in facts.deadlines if fits(d)], [t for t in facts.targets if fits(t)]


def _dated(due: Due) -> list[tuple[str, Span]]:
    plan, deadlines, targets = due
    found = [(_day(d), governed(plan, d)) for d in deadlines]
    found += [(_day(t), t.evidence.span) for t in targets]
    return [(day, span) for day, span in found if day]


def _lines(due: Due) -> str:
    """The sentences under their last day, each once under each day, earliest first."""
    plan, lines = due[0], []
    by_day: dict[str, list[Span]] = {}
    for day, span in sorted(_dated(due)):
        by_day.setdefault(day, []).append(span)
    for day, spans in by_day.items():
        lines.append(f"{_until(day)}：")
        lines += dict.fromkeys(quote_line(plan, p) for p in text.holding([plan], [(plan, spans)]))
    return "\n".join(lines)


def _until(day: str) -> str:
    if day.endswith("-12-31"):
        return f"{day[:4]}年底前"
    return f"{describe_date(day[:7])}底前" if day.endswith("-31") else f"{describe_date(day)}前"


def _yearly(plans: Sequence[Plan]) -> str:
    """Every-year dates and schedules have no single day: they are counted and not compared."""
    count = sum(_day(d) is None for p in plans for d in p.facts.deadlines)
    return f"另有每年、每季度等反复的或只写起点、时长的期限{count}处，不在此列。" if count else ""
