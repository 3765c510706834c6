"""单位的任务：which tasks list a unit, together with, or without, other units."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.model import Clause
from kb.model import Plan, Responsibility
from qa.model import Asked, Named, Query, Reply, Rows, Slots
from qa.passages import KNOWN, coverage, relevant
from qa.show import ROLES, by_plan, clause_names, place_of, task_line, unit_text
from qa.views import due_year, fact_rows, owners, rows_of, tasks, unit_names, within

_TOGETHER = re.compile(
    r"同时|共同|都|一起|均|联合|协同|共有|并列|既.*又|一同|合作|一块|有U(?:也|又|还)|U(?:也|又)"
)
_COMPLEMENT = re.compile(r"U.*(?:没|不|未)有?(?:被)?(?:挂|列|参与|负责|涉及|写|管|承担|牵头|出现|包括|在)")
_COUNTED_TOO = re.compile(r"(?:一共|总共|共|挂了|列了).*(?:几|多少).*没|几条没")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which tasks: those with all (or any) of ``having`` and none of ``lacking``."""

    having: tuple[tuple[str, ...], ...]
    lacking: tuple[str, ...]
    together: bool
    role: str | None

    def fits(self, names: set[str]) -> bool:
        hit = [any(unit in names for unit in units) for units in self.having]
        ok = (all(hit) if self.together else any(hit)) if hit else True
        return ok and not any(unit in names for unit in self.lacking)

    def conditions(self) -> tuple[str, ...]:
        role = ROLES.get(self.role or "", "责任单位")
        join = "；" if self.together else " 或 "
        having = join.join(f"{role}含 {'/'.join(units)}" for units in self.having)
        return tuple(c for c in (having, *(f"{role}不含 {unit}" for unit in self.lacking)) if c)


def wanted(slots: Slots) -> Wanted:
    having = tuple(named.units for named in slots.units if not named.negated)
    lacking = tuple(u for named in slots.units if named.negated for u in named.units)
    if not lacking and _COMPLEMENT.search(slots.shape) and not _COUNTED_TOO.search(slots.shape):
        having, lacking = (), tuple(u for units in having for u in units)
    together = len(having) > 1 and bool(_TOGETHER.search(slots.shape)) or bool(lacking)
    return Wanted(having, lacking, together, slots.roles[0] if len(slots.roles) == 1 else None)


def unknown(units: Sequence[Named]) -> Reply:
    """No plan names the unit: say so, and offer the nearest names."""
    words = "、".join(named.words for named in units)
    near = tuple(dict.fromkeys(n for named in units for n in named.nearest))
    offer = f"名称相近的有：{'、'.join(near)}。" if near else ""
    text = f"文中没有出现“{words}”，没有列给它的任务。{offer}"
    return Reply("unknown_unit", text, Query("任务", (f"责任单位含 {words}",)), 0)


def _named(plan: Plan, task: Clause, role: str | None) -> set[str]:
    return {r.unit for r in owners(plan, task) if role is None or r.role == role}


def _narrowed(plan: Plan, found: Sequence[Clause], slots: Slots) -> list[Clause]:
    """Only the tasks about the topic and with something due in the year, where these are asked."""
    document, kept = plan.document, list(found)
    if slots.topic:
        about = {document.task_of(p.clause).id for p in relevant([plan], slots.topic)}
        kept = [c for c in kept if c.id in about or coverage(document, slots.topic, c.heading) >= KNOWN]
    if slots.years:
        kept = [c for c in kept if _due(plan, c, slots.years)]
    return kept


def _due(plan: Plan, task: Clause, years: tuple[str, ...]) -> bool:
    document, facts = plan.document, plan.facts
    return any(due_year(d) in years for d in facts.deadlines if within(document, d.evidence, task)) or any(
        t.year in years for t in facts.targets if within(document, t.evidence, task)
    )


def _stated(plan: Plan, units: set[str], listed: Sequence[Clause]) -> list[Responsibility]:
    """Duties that a sentence gives the unit outside the tasks that list it."""
    document = plan.document
    return [
        r
        for r in plan.facts.responsibilities
        if r.scope == "stated"
        and r.unit in units
        and not any(within(document, r.evidence, c) for c in listed)
    ]


def _rows(plan: Plan, want: Wanted, found: Sequence[Clause]) -> list[Responsibility]:
    units = {unit for group in want.having for unit in group}
    return [
        r
        for c in found
        for r in owners(plan, c)
        if r.unit in units and (not want.role or r.role == want.role)
    ]


def _who(want: Wanted) -> str:
    role = "由其" + ROLES[want.role] if want.role else "列为责任单位"
    joined = ("和" if want.together else "或").join("/".join(units) for units in want.having)
    without = f"没有列{'、'.join(want.lacking)}" if want.lacking else ""
    return (
        f"{joined}{'同时' if want.together and len(want.having) > 1 else ''}{role}{'、' if without else ''}{without}"
        if joined
        else without
    )


def _text(plan: Plan, want: Wanted, found: Sequence[Clause], slots: Slots) -> str:
    scope = "".join(
        [f"{'、'.join(slots.years)}年" if slots.years else "", f"“{slots.topic}”方面" if slots.topic else ""]
    )
    if not found:
        lines = [f"{scope}{_who(want)}的任务：没有。"]
    else:
        lines = [f"{scope}{_who(want)}的共{len(found)}条：{clause_names(plan, found)}。"]
        lines += [task_line(plan, c) for c in found]
    if _COUNTED_TOO.search(slots.shape) and want.having:
        rest = [c for c in tasks(plan) if c not in found]
        lines.insert(1, f"没有列的共{len(rest)}条" + (f"：{clause_names(plan, rest)}。" if rest else "。"))
    if not want.together and len(want.having) > 1:
        lines += [_each(plan, units, want) for units in want.having]
    rows = _rows(plan, want, found)
    doubts = [r for r in rows if not r.certain]
    if doubts:
        lines.append(
            "名称为还原所得、待核："
            + "；".join(f"{place_of(plan, r)} {unit_text([r])}（原文“{r.evidence.surface}”）" for r in doubts)
        )
    stated = _stated(plan, {u for units in want.having for u in units}, found)
    if stated and not want.lacking and not want.role:
        lines.append(
            "另外，正文句子里点名的有："
            + "、".join(dict.fromkeys(place_of(plan, r) for r in stated))
            + "（不在责任单位名单内）。"
        )
    return "\n".join(lines)


def _each(plan: Plan, units: tuple[str, ...], want: Wanted) -> str:
    own = [c for c in tasks(plan) if set(units) & _named(plan, c, want.role)]
    return (
        f"其中{'/'.join(units)}{len(own)}条：{clause_names(plan, own)}。"
        if own
        else f"其中{'/'.join(units)}：没有。"
    )


def _ranks(plan: Plan) -> bool:
    return any(r.role != "responsible" for r in plan.facts.responsibilities if r.scope == "listed")


def _relevant_plans(plans: Sequence[Plan], want: Wanted) -> tuple[Plan, ...]:
    """The plans that name one of the units; all of them where the question only excludes."""
    units = {unit for group in want.having for unit in group} or set(want.lacking)
    return tuple(p for p in plans if units & set(unit_names(p.facts.responsibilities))) or tuple(plans)


def answer(asked: Asked) -> Reply:
    slots, want = asked.slots, wanted(asked.slots)
    missing = [named for named in slots.units if not named.units]
    if missing:
        return unknown(missing)
    doubtful = next((n for n in slots.units if ambiguous(asked.plans, n)), None)
    if doubtful:
        return readings(asked, doubtful)
    plans = _relevant_plans(asked.plans, want)
    query = Query(
        "任务", (*want.conditions(), *_extra(slots), "范围 责任单位名单"), "计数" if slots.counting else ""
    )
    if want.role and not any(_ranks(plan) for plan in plans):
        return _unranked(plans, want, query)
    found = [(plan, _narrowed(plan, _fitting(plan, want), slots)) for plan in plans]
    if (
        not any(tasks_ for _, tasks_ in found)
        and want.having
        and not want.lacking
        and not slots.topic
        and not slots.years
    ):
        return _only_stated(plans, want, query)
    return Reply(
        "answered" if any(f for _, f in found) or not (slots.topic or slots.years) else "not_stated",
        by_plan(plans, [(plan, _text(plan, want, f, slots)) for plan, f in found]),
        query,
        sum(len(f) for _, f in found),
        Rows(
            clauses=tuple(row for plan, f in found for row in rows_of(plan, f)),
            units=tuple(r for plan, f in found for r in _rows(plan, want, f)),
        ),
    )


def _extra(slots: Slots) -> tuple[str, ...]:
    years = (f"年份 {'、'.join(slots.years)}",) if slots.years else ()
    return (*years, *((f"主题 {slots.topic}",) if slots.topic else ()))


def _fitting(plan: Plan, want: Wanted) -> list[Clause]:
    return [c for c in tasks(plan) if want.fits(_named(plan, c, want.role))]


def _unranked(plans: Sequence[Plan], want: Wanted, query: Query) -> Reply:
    free = Wanted(want.having, want.lacking, want.together, None)
    found = [(plan, _fitting(plan, free)) for plan in plans]
    role = ROLES[want.role or "lead"]
    parts = [
        (
            p,
            f"文中责任单位没有区分牵头与配合，没有注明由谁{role}；{_who(free)}的共{len(f)}条：{clause_names(p, f)}。",
        )
        for p, f in found
    ]
    return Reply(
        "not_stated",
        by_plan(plans, parts),
        query,
        None,
        Rows(
            clauses=tuple(row for p, f in found for row in rows_of(p, f)),
            units=tuple(r for p, f in found for r in _rows(p, free, f)),
        ),
    )


def _only_stated(plans: Sequence[Plan], want: Wanted, query: Query) -> Reply:
    """Listed nowhere, but given duties by sentences of the text."""
    units = {unit for group in want.having for unit in group}
    found = [(plan, _stated(plan, units, ())) for plan in plans]
    parts = [
        (
            p,
            f"{'、'.join(sorted(units))}不在任何责任单位名单里；正文句子点名的有{len(rows)}处：\n"
            + "\n".join(f"{place_of(p, r)}：“{r.evidence.surface}”" for r in rows),
        )
        for p, rows in found
    ]
    clauses = tuple(row for p, rows in found for row in fact_rows(p, rows))
    return Reply(
        "answered" if clauses else "not_stated",
        by_plan(plans, parts),
        query,
        len(clauses),
        Rows(clauses=clauses, units=tuple(r for _, rows in found for r in rows)),
    )


def ambiguous(plans: Sequence[Plan], named: Named) -> bool:
    """Several readings inside one plan; units of different plans do not compete."""
    return any(len(set(named.units) & set(unit_names(p.facts.responsibilities))) > 1 for p in plans)


def readings(asked: Asked, doubtful: Named) -> Reply:
    """Every unit the words fit, each with its own tasks."""
    wants = [Wanted(((unit,),), (), False, None) for unit in doubtful.units]
    found = [(plan, want, _fitting(plan, want)) for plan in asked.plans for want in wants]
    lines = [
        f"{want.having[0][0]}：{len(f)}条" + (f"，{clause_names(plan, f)}" if f else "")
        for plan, want, f in found
        if f
    ]
    text = f"“{doubtful.words}”可以指{'、'.join(doubtful.units)}，请说明是哪一个。\n" + "\n".join(lines)
    clauses = tuple(
        row for plan in asked.plans for row in rows_of(plan, [c for p, _, f in found if p is plan for c in f])
    )
    return Reply(
        "ambiguous",
        text,
        Query("任务", (f"责任单位含 {' 或 '.join(doubtful.units)}",)),
        None,
        Rows(clauses=clauses),
    )
