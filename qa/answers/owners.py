"""谁负责：the responsible units of a clause number or of a topic."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.model import Clause, Span
from kb.model import Plan, Responsibility
from qa.answers import text
from qa.model import Asked, Query, Reply, Rows, Slots
from qa.passages import KNOWN, NEAR, Passage, coverage, heads, relevant
from qa.phrases import phrases
from qa.show import by_plan, clause_name, role_name, unit_text
from qa.views import owners, ranks, rows_of, tasks, unit_names

_GAP = 20  # characters between the mentions of one list


def by_topic(plans: Sequence[Plan], slots: Slots) -> list[tuple[Plan, list[Clause]]]:
    """Tasks whose heading names the topic; where none does, those whose text speaks of it best.

    Where only the heading of a section does, all the tasks of the section.
    """
    headed = [(plan, c, heads(plan.document, slots.topic, c)) for plan in plans for c in tasks(plan)]
    best = max((score for _, _, score in headed), default=0.0)
    if best >= KNOWN:
        found = [(p, [c for q, c, s in headed if q is p and s >= NEAR * best]) for p in plans]
        return [(p, clauses or _in_passing(p, slots)) for p, clauses in found]
    spoken = relevant(plans, slots.topic)
    found = []
    for plan in plans:
        own = [plan.document.task_of(p.clause) for p in spoken if p.within(plan)]
        direct = [c for c in tasks(plan) if c in own]
        sections = [c for c in own if c.kind == "section"]
        found.append(
            (plan, direct or [t for t in tasks(plan) if any(s.span.covers(t.span) for s in sections)])
        )
    return found


def _in_passing(plan: Plan, slots: Slots) -> list[Clause]:
    """Tasks of a further plan that speak of the whole topic within one phrase."""
    document, topic = plan.document, slots.topic
    own = {
        document.task_of(p.clause).id
        for p in relevant([plan], topic, floor=NEAR)
        if any(coverage(document, topic, phrase) >= NEAR for phrase in phrases(p.text))
    }
    return [c for c in tasks(plan) if c.id in own and owners(plan, c)]


def _line(plan: Plan, clause: Clause, rows: Sequence[Responsibility]) -> str:
    name = f"{clause_name(plan, clause)} {clause.heading}".strip()
    if not rows:
        return f"{name}：{'正文没有列出责任单位，见附表' if _tabled(plan, clause) else '没有列出责任单位'}。"
    parts = [
        f"{role_name(role)}：{unit_text(own)}"
        for role in ("lead", "support", "responsible")
        if (own := [r for r in rows if r.role == role])
    ]
    count = len({r.unit for r in rows})
    return f"{name}（{count}个）——{'；'.join(parts)}。"


def _tabled(plan: Plan, clause: Clause) -> bool:
    """Whether a table of the plan lists units for the task of this heading."""
    rows = [c for c in plan.document.clauses if c.kind == "table_row" and c.heading == clause.heading]
    return bool(clause.heading) and any(owners(plan, row) for row in rows)


def _rows(plan: Plan, clause: Clause, slots: Slots) -> tuple[Responsibility, ...]:
    """Listed units, or where there is no list the units the sentences name.

    Where a clause has several lists and its text, not its heading, speaks of the topic, the list after it.
    """
    found = owners(plan, clause)
    if slots.topic and coverage(plan.document, slots.topic, clause.heading) < KNOWN:
        found = _following(plan, clause, slots, found)
    found = found or owners(plan, clause, scope="stated")
    without = {u for named in slots.units if named.negated for u in named.units}
    return tuple(r for r in found if r.unit not in without)


def _following(
    plan: Plan, clause: Clause, slots: Slots, found: tuple[Responsibility, ...]
) -> tuple[Responsibility, ...]:
    """The lists that come next after the sentences on the topic; all where there is but one."""
    inside = sorted((r for r in found if clause.span.covers(r.evidence.span)), key=lambda r: r.evidence.span)
    lists = _lists(inside)
    spoken = [p.span for p in relevant([plan], slots.topic) if clause.span.covers(p.span)]
    if len(lists) < 2 or not spoken:
        return found
    next_to = [next((own for own in lists if _after(own, s)), lists[-1]) for s in spoken]
    kept = {id(r) for own in next_to for r in own}
    return tuple(r for r in found if id(r) in kept or r not in inside)


def _after(own: Sequence[Responsibility], sentence: Span) -> bool:
    """The list stands behind the sentence or at its end; at its head stands that of the one before."""
    return own[0].evidence.span.start >= sentence.start + _GAP


def _lists(rows: Sequence[Responsibility]) -> list[list[Responsibility]]:
    """Mentions that stand side by side, list by list."""
    found: list[list[Responsibility]] = []
    for row in rows:
        if found and row.evidence.span.start - found[-1][-1].evidence.span.end <= _GAP:
            found[-1].append(row)
        else:
            found.append([row])
    return found


def _status(
    asked: Asked, found: list[tuple[Plan, Clause, tuple[Responsibility, ...]]], rows: Sequence[Responsibility]
) -> str:
    if not found:
        return "not_stated" if asked.slots.labels else "unknown_topic"
    lead_only = asked.slots.roles and not any(r.role in asked.slots.roles for r in rows)
    return "not_stated" if lead_only or not rows else "answered"


def answer(asked: Asked) -> Reply:
    slots = asked.slots
    per = text.labelled(asked) if slots.labels else by_topic(asked.plans, slots)
    found = [(plan, c, _rows(plan, c, slots)) for plan, clauses in per for c in clauses]
    condition = f"条款 第{'、'.join(slots.labels)}条" if slots.labels else f"主题 {slots.topic}"
    query = Query("责任单位", (condition, *(f"角色 {role_name(r)}" for r in slots.roles)))
    asked_rows = [r for _, _, rows in found for r in rows if not slots.roles or r.role in slots.roles]
    status = _status(asked, found, asked_rows)
    shown = asked_rows if status == "answered" else [r for _, _, rows in found for r in rows]
    return Reply(
        status,
        _text(asked, per, status),
        query,
        len({r.unit for r in shown}) if found else 0,
        Rows(
            clauses=tuple(row for plan, clauses in per for row in rows_of(plan, clauses)), units=tuple(shown)
        ),
    )


def _text(asked: Asked, per: list[tuple[Plan, list[Clause]]], status: str) -> str:
    slots = asked.slots
    if not any(clauses for _, clauses in per):
        what = f"第{'、'.join(slots.labels)}条" if slots.labels else f"“{slots.topic}”"
        return f"文中没有{what}。" if slots.labels else f"文中没有提到{what}，没有可答的责任单位。"
    said = () if slots.labels else _said(asked, per)
    lacking = status == "not_stated" and slots.roles
    parts = []
    for plan, clauses in per:
        lines = [_line(plan, c, _rows(plan, c, slots)) for c in clauses]
        quotes = text.quote_lines(plan, said)
        note = _lacking(plan, clauses, slots) if lacking else ""
        parts.append((plan, note + "\n".join([*lines, *([quotes] if quotes else [])])))
    return by_plan(asked.plans, parts)


def _said(asked: Asked, per: list[tuple[Plan, list[Clause]]]) -> tuple[Passage, ...]:
    """The sentences that speak of a topic that no heading names."""
    topic = asked.slots.topic
    shown = [(plan, c) for plan, clauses in per for c in clauses]
    if any(coverage(plan.document, topic, c.heading) >= KNOWN for plan, c in shown):
        return ()
    return tuple(
        p
        for p in relevant(asked.plans, topic)
        if any(p.within(plan) and c.span.covers(p.span) for plan, c in shown)
    )


def _lacking(plan: Plan, clauses: Sequence[Clause], slots: Slots) -> str:
    """What stands in place of the role asked for: nothing, another role, or owners without rank."""
    names = "、".join(role_name(r) for r in slots.roles)
    rows = [r for c in clauses for r in _rows(plan, c, slots)]
    if not rows:
        return ""
    if not ranks(plan):
        return f"文中没有区分牵头与配合，没有注明{names}，只列了责任单位：\n"
    return f"这里没有注明{names}，列的是：\n"


def others(asked: Asked) -> Reply:
    """The units that lists of the plan hold, but none of the topic or the clause (谁不用负责)."""
    slots = asked.slots
    per = text.labelled(asked) if slots.labels else by_topic(asked.plans, slots)
    query = Query("责任单位", (f"不在“{slots.topic or '、'.join(slots.labels)}”的名单里",), "去重计数")
    parts: list[tuple[Plan, str]] = []
    units: list[Responsibility] = []
    for plan, clauses in ((p, cs) for p, cs in per if cs):
        held = {r.unit for c in clauses for r in owners(plan, c)}
        listed = [r for r in plan.facts.responsibilities if r.scope == "listed" and r.unit not in held]
        first = {r.unit: r for r in reversed(listed)}
        rest = [first[name] for name in unit_names(listed)]
        units += rest
        names = "、".join(clause_name(plan, c) for c in clauses)
        parts.append((plan, f"{names}的名单里没有的单位共{len(rest)}个：{'、'.join(r.unit for r in rest)}。"))
    if not parts:
        return text.unknown(asked, query)
    rows = tuple(row for plan, clauses in per for row in rows_of(plan, clauses))
    return Reply("answered", by_plan(asked.plans, parts), query, len(units), Rows(rows, tuple(units)))
