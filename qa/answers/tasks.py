"""单位的任务：which tasks list a unit, together with, or without, other units.

A name that fits units of several places (财政局) is no riddle: every place is answered in full under
its plan, and the answer says first which unit is meant where. Several units of one plan are ambiguous
(see ``naming``). Rows of an annexed table that say again what the body says are shown, not counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus.model import Clause
from corpus.spans import Spans
from graph.labels import label_number
from kb.model import Evidence, Plan, Responsibility
from qa.answers import naming, text
from qa.answers.deadlines import fits, target_fits, when
from qa.answers.wanted import Wanted, wanted
from qa.model import Asked, Query, Reply, Rows, Slots
from qa.passages import KNOWN, NEAR, coverage, relevant
from qa.show import by_plan, clause_name, clause_names, place_of, role_name, task_line, unit_text
from qa.views import (
    assignable,
    clause_of,
    counted,
    fact_rows,
    held,
    leads_alone,
    ranks,
    relevant_plans,
    rows_of,
    unit_names,
)

Found = list[tuple[Plan, list[Clause]]]
_ROLES = ("lead", "support", "responsible")


def narrowed(plan: Plan, found: Sequence[Clause], slots: Slots) -> list[Clause]:
    """Only the tasks about the topic and with something due in the year, where these are asked."""
    document = plan.document
    numbers = {int(label) for label in slots.labels}
    kept = [c for c in found if not numbers or label_number(c) in numbers]
    if slots.headings:
        kept = [c for c in kept if any(a.heading in slots.headings for a in document.ancestors(c))]
    if slots.topic:
        about = {document.task_of(p.clause).id for p in relevant([plan], slots.topic)}
        kept = [c for c in kept if c.id in about or _headed(plan, c, slots)]
    due = _due(plan, slots) if _timed(slots) else None
    return kept if due is None else [c for c in kept if due.any_inside(c.span)]


def _headed(plan: Plan, task: Clause, slots: Slots) -> bool:
    """The heading of the task speaks of the topic, or that of its section names it."""
    document = plan.document
    above = [c for c in document.ancestors(task) if c is not task]
    return coverage(document, slots.topic, task.heading) >= KNOWN or any(
        coverage(document, slots.topic, c.heading) >= NEAR for c in above
    )


def _timed(slots: Slots) -> bool:
    return bool(slots.years or slots.before or slots.month or slots.after)


def _due(plan: Plan, slots: Slots) -> Spans:
    """The clauses that have something due."""
    limits = (d for d in plan.facts.deadlines if fits(d, slots))
    return held(plan.document, (*limits, *(t for t in plan.facts.targets if target_fits(t, slots))))


def _stated(plan: Plan, units: Sequence[str], listed: Sequence[Clause]) -> list[Responsibility]:
    """Duties that a sentence gives the unit outside the tasks that list it."""
    inside = Spans.of(c.span for c in listed)
    return [
        r
        for r in plan.facts.responsibilities
        if r.scope == "stated" and r.unit in units and not _covered(plan, r, inside)
    ]


def _covered(plan: Plan, fact: Responsibility, by: Spans) -> bool:
    clause = clause_of(plan.document, fact.evidence)
    return clause is not None and by.cover(clause.span)


def _scope(slots: Slots) -> str:
    labels = f"第{'、'.join(slots.labels)}条中" if slots.labels else ""
    labels += f"“{'、'.join(slots.headings)}”部分" if slots.headings else ""
    return labels + when(slots) + (f"“{slots.topic}”方面" if slots.topic else "")


def lines(plan: Plan, want: Wanted, found: Sequence[Clause], slots: Slots) -> list[str]:
    """How many tasks, which, and in which roles."""
    if not found:
        return [f"{_scope(slots)}{want}的任务：没有。"]
    own = counted(found)
    told = [f"{_scope(slots)}{want}的共{len(own)}条：{clause_names(plan, own)}。"]
    if len(own) < len(found):
        told.append(f"附件的分工表里另有{len(found) - len(own)}条。")
    if want.rest:
        here = {c.id for c in found}
        rest = [c for c in assignable(plan) if c.id not in here]
        told.append(f"没有列的共{len(rest)}条{'：' if rest else ''}{clause_names(plan, rest)}。")
    if not want.together and len(want.having) > 1:
        told += [_each(plan, units, want, found) for units in want.having]
    told += _by_role(plan, want, own)
    return told + [task_line(plan, c) for c in found]


def _each(plan: Plan, units: tuple[str, ...], want: Wanted, found: Sequence[Clause]) -> str:
    held = {c.id for c in replace(want, having=(units,)).tasks(plan)}
    own = counted([c for c in found if c.id in held]) if any(c.id in held for c in found) else []
    return f"其中{'/'.join(units)}{len(own)}条{'：' if own else ''}{clause_names(plan, own)}。"


def _by_role(plan: Plan, want: Wanted, own: Sequence[Clause]) -> list[str]:
    """牵头几条，配合几条: of one unit in a plan that ranks, where no one role is asked for."""
    if want.role or want.lacking or len(want.having) != 1 or not ranks(plan) or not own:
        return []
    by_role = {role: [c for c in own if _holds(plan, c, want, role)] for role in _ROLES}
    said = [f"{role_name(r)}{len(cs)}条（{clause_names(plan, cs)}）" for r, cs in by_role.items() if cs]
    return [f"其中列为{'、'.join(said)}。"] if said else []


def _holds(plan: Plan, task: Clause, want: Wanted, role: str) -> bool:
    return any(r.role == role for r in want.rows(plan, task))


def _notes(plan: Plan, want: Wanted, found: Sequence[Clause]) -> list[str]:
    """Doubtful names, and duties that sentences state outside the lists."""
    notes = []
    if "support" in (want.role, *want.each) and leads_alone(plan) and found:
        notes.append("文中只注明了牵头单位，名单里的其他单位按配合列出。")
    doubts = [r for c in found for r in want.rows(plan, c) if not r.certain]
    if doubts:
        quoted = (f"{place_of(plan, r)} {unit_text([r])}，原文“{r.evidence.surface}”" for r in doubts)
        notes.append(f"名称为还原所得：{'；'.join(quoted)}。")
    stated = _stated(plan, want.units, found)
    if stated and not (want.lacking or want.role or want.unroles) and len(want.having) == 1:
        places = "、".join(dict.fromkeys(place_of(plan, r) for r in stated))
        notes.append(f"另外，正文句子里点名的有：{places}（不在责任单位名单内）。")
    return notes


def answer(asked: Asked) -> Reply:
    refused = naming.refusal(asked)
    if refused:
        return refused
    slots, want = asked.slots, wanted(asked.slots)
    plans = relevant_plans(asked.plans, want.units or want.lacking)
    if want.role and not any(ranks(p) for p in plans):
        return _unranked(asked.plans, plans, want)
    found = [(plan, narrowed(plan, want.tasks(plan), slots)) for plan in plans]
    whole = not (slots.topic or _timed(slots) or slots.labels or slots.headings)
    if want.role and want.having and whole and not any(clauses for _, clauses in found):
        return _other_roles(asked.plans, plans, want)
    if not any(clauses for _, clauses in found) and want.having:
        return _unlisted(Asked(plans, slots), want)
    shown = [(p, cs, want.of(p)) for p, cs in found if cs] or [(p, cs, want.of(p)) for p, cs in found]
    parts = [(p, "\n".join([*lines(p, own, cs, slots), *_notes(p, own, cs)])) for p, cs, own in shown]
    return Reply(
        "answered",
        _by_place(shown, slots) + by_plan(asked.plans, [*parts, *_issued(plans, want)]),
        _query(want, slots),
        sum(len(counted(cs)) for _, cs in found),
        _rows(want, found),
    )


def _by_place(shown: Sequence[tuple[Plan, list[Clause], Wanted]], slots: Slots) -> str:
    """财政局 is another unit in every place: say so, with the unit meant in each."""
    meant: dict[str, dict[str, None]] = {}
    for plan, _, want in shown:
        if not want.units:
            continue
        meant.setdefault(plan.document.header.jurisdiction or "全国", {}).update(dict.fromkeys(want.units))
    if len(meant) < 2 or not any(named.units for named in slots.units):
        return ""
    words = "、".join(named.words for named in slots.units)
    each = "、".join(f"{place}（{'、'.join(units)}）" for place, units in meant.items())
    return f"“{words}”在{len(meant)}个地方的方案里各有所指，按方案分列：{each}。\n"


def _issued(plans: Sequence[Plan], want: Wanted) -> list[tuple[Plan, str]]:
    """Plans that one of the units issued without giving itself a task."""
    found = []
    for plan in plans:
        named = set(unit_names(plan.facts.responsibilities))
        issuers = [u for u in want.units if u in plan.document.header.issuers and u not in named]
        lists = "没有列给它的任务" if named else "文中没有列责任单位，也就没有列给它的任务"
        found += [(plan, f"{'、'.join(issuers)}是发文机关；{lists}。")] if issuers else []
    return found


def _query(want: Wanted, slots: Slots) -> Query:
    years = (f"时限 {when(slots)}",) if _timed(slots) else ()
    about = [f"主题 {slots.topic}"] if slots.topic else []
    about += [f"标题 {'、'.join(slots.headings)}"] if slots.headings else []
    about += [f"条款 第{'、'.join(slots.labels)}条"] if slots.labels else []
    return Query(
        "任务", (*want.conditions(), *years, *about, "范围 责任单位名单"), "计数" if slots.counting else ""
    )


def _rows(want: Wanted, found: Found) -> Rows:
    return Rows(
        clauses=tuple(row for plan, clauses in found for row in rows_of(plan, clauses)),
        units=tuple(r for plan, clauses in found for c in clauses for r in want.rows(plan, c)),
    )


def _unranked(every: Sequence[Plan], plans: Sequence[Plan], want: Wanted) -> Reply:
    """The plans rank nobody: say so, and give the tasks that list the unit."""
    free = replace(want, role=None)
    found = [(plan, free.tasks(plan)) for plan in plans]
    note = f"文中责任单位没有区分牵头与配合，没有注明{role_name(want.role)}。"
    parts = [(p, f"{note}{free}的共{len(cs)}条：{clause_names(p, cs)}。") for p, cs in found]
    return Reply("not_stated", by_plan(every, parts), _query(want, Slots("")), None, _rows(free, found))


def _other_roles(every: Sequence[Plan], plans: Sequence[Plan], want: Wanted) -> Reply:
    """The units stand in lists, but never in the role asked for: what sentences say, or where they stand."""
    said = [(p, [r for r in _stated(p, want.units, ()) if r.role == want.role]) for p in plans]
    if any(rows for _, rows in said):
        note = f"名单里没有把{'、'.join(want.units)}列为{role_name(want.role)}；正文点名的有："
        return _said(plans, said, _query(want, Slots("")), note)
    free = replace(want, role=None)
    parts = []
    proofs: list[Evidence] = []
    for plan in plans:
        rows = [(c, r) for c in free.tasks(plan) for r in free.of(plan).rows(plan, c)]
        places = "、".join(dict.fromkeys(f"{clause_name(plan, c)}（{role_name(r.role)}）" for c, r in rows))
        proofs += [r.evidence for _, r in rows]
        parts.append((plan, f"{want.of(plan)}的任务：没有。" + (f"列着它的是{places}。" if places else "")))
    return Reply("answered", by_plan(every, parts), _query(want, Slots("")), 0, Rows(quotes=tuple(proofs)))


def _unlisted(asked: Asked, want: Wanted) -> Reply:
    """No list gives what was asked: quote what is said of the topic, or where sentences name the unit."""
    slots, query = asked.slots, _query(want, asked.slots)
    if slots.topic and relevant(asked.plans, slots.topic):
        spoken = text.answer(asked)
        note = f"责任单位名单里没有“{slots.topic}”方面{want}的任务；讲到它的原文是："
        return replace(spoken, status="not_stated", text=f"{note}\n{spoken.text}", query=query)
    if slots.topic or _timed(slots) or slots.labels or slots.headings:
        return Reply("not_stated", f"{_scope(slots)}{want}的任务：没有。", query, 0)
    return _only_stated(asked.plans, want, query)


def _only_stated(plans: Sequence[Plan], want: Wanted, query: Query) -> Reply:
    issued = _issued(plans, want)
    if issued:
        return Reply("not_stated", by_plan(plans, issued), query, 0)
    found = [(plan, _stated(plan, want.units, ())) for plan in plans]
    names = "、".join(want.units)
    count = sum(len(fact_rows(plan, rows)) for plan, rows in found)
    note = f"{names}不在任何责任单位名单里" + (f"；正文点名的有{count}条：" if count else "。")
    return _said(plans, found, query, note)


def _said(
    plans: Sequence[Plan], found: Sequence[tuple[Plan, list[Responsibility]]], query: Query, note: str
) -> Reply:
    """The sentences that give the units a duty."""
    passages = text.holding(plans, [(p, [r.evidence.span for r in rows]) for p, rows in found])
    clauses = tuple(row for plan, rows in found for row in fact_rows(plan, rows))
    rows = Rows(
        clauses, tuple(r for _, own in found for r in own), quotes=tuple(p.evidence() for p in passages)
    )
    body = f"{note}\n{text.quotes(plans, passages)}".strip()
    return Reply("answered" if clauses else "not_stated", body, query, len(clauses), rows)
