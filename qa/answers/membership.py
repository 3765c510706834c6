"""是不是责任单位：whether a clause or a topic lists a unit."""

from __future__ import annotations

from kb.model import Plan
from qa.answers import owners, tasks
from qa.model import Asked, Query, Reply, Rows
from qa.show import by_plan, clause_name, unit_text
from qa.views import owners as owners_of
from qa.views import rows_of


def answer(asked: Asked) -> Reply:
    slots = asked.slots
    missing = [named for named in slots.units if not named.units]
    if missing:
        return tasks.unknown(missing)
    wanted = {u for named in slots.units for u in named.units}
    per = (
        [(p, owners.by_label(p, slots.labels)) for p in asked.plans]
        if slots.labels
        else owners.by_topic(asked.plans, slots)
    )
    names = "、".join(dict.fromkeys(u for named in slots.units for u in named.units))
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

    def line(plan: Plan) -> str:
        shown = []
        for clause in next(clauses for p, clauses in per if p is plan):
            rows = owners_of(plan, clause)
            verdict = "是" if wanted <= {r.unit for r in rows} else "否"
            shown.append(
                f"{verdict}：{clause_name(plan, clause)} {clause.heading}的责任单位{'' if verdict == '是' else '没有'}列{names}；"
                f"列的是{unit_text(rows) or '（无）'}。"
            )
        return "\n".join(shown)

    rows = [r for plan, clauses in per for c in clauses for r in owners_of(plan, c) if r.unit in wanted]
    return Reply(
        "answered",
        by_plan(asked.plans, [(p, line(p)) for p, _ in per]),
        query,
        len(rows),
        Rows(clauses=tuple(row for p, clauses in per for row in rows_of(p, clauses)), units=tuple(rows)),
    )
