"""是不是责任单位：whether a clause or a topic lists a unit."""

from __future__ import annotations

from corpus.model import Clause
from graph.wording import one_line
from kb.model import Plan
from qa.answers import naming, owners, text
from qa.model import Asked, Query, Reply, Rows
from qa.show import by_plan, role_name, task_line, unit_text
from qa.views import named_units, ranks, relevant_plans, rows_of
from qa.views import owners as owners_of


def answer(asked: Asked) -> Reply:
    slots = asked.slots
    refused = naming.refusal(asked)
    if refused:
        return refused
    wanted = dict.fromkeys(u for named in slots.units for u in named.units)
    asked = Asked(relevant_plans(asked.plans, wanted), slots)
    per = text.labelled(asked) if slots.labels else owners.by_topic(asked.plans, slots)
    names = "、".join(wanted)
    query = Query(
        "责任单位",
        (
            f"条款 第{'、'.join(slots.labels)}条" if slots.labels else f"主题 {slots.topic}",
            f"责任单位含 {names}",
        ),
    )
    if not any(clauses for _, clauses in per):
        return Reply(
            "not_stated" if slots.labels else "unknown_topic", "文中没有这一条或这一主题。", query, 0
        )

    rows = [
        r
        for plan, clauses in per
        for c in clauses
        for r in owners_of(plan, c, scope=None)
        if r.unit in wanted
    ]
    parts = [
        (plan, "\n".join(_verdict(plan, c, wanted, slots.roles) for c in clauses)) for plan, clauses in per
    ]
    found = tuple(row for plan, clauses in per for row in rows_of(plan, clauses))
    return Reply(
        "answered", by_plan(asked.plans, parts), query, len(rows), Rows(clauses=found, units=tuple(rows))
    )


def _verdict(plan: Plan, clause: Clause, wanted: dict[str, None], asked: tuple[str, ...]) -> str:
    """Whether the list holds the units, in which role, and the sentences that name them besides."""
    listed = owners_of(plan, clause)
    names = [u for u in wanted if u in named_units(plan)] or list(wanted)
    own = [r for r in listed if r.unit in names]
    stands = set(names) <= {r.unit for r in own}
    held = stands and (len(asked) != 1 or set(names) <= {r.unit for r in own if r.role in asked})
    roles = dict.fromkeys(f"{r.unit}（{role_name(r.role)}）" for r in own)
    said = "、".join(roles if stands else names)
    unranked = "，没有区分牵头与配合" if asked and stands and not ranks(plan) else ""
    lines = [
        f"{'是' if held else '否'}：{task_line(plan, clause)}的责任单位{'列' if stands else '没有列'}{said}{unranked}；"
        f"列的是{unit_text(listed) or '（无）'}。"
    ]
    stated = [r.evidence.span for r in owners_of(plan, clause, scope="stated") if r.unit in names]
    passages = text.holding([plan], [(plan, stated)])
    return "\n".join([*lines, *(f"正文点名：“{one_line(p.text)}”" for p in passages)])
