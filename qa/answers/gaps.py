"""缺什么：tasks without a lead, without owners, targets or a time limit; with only one owner."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from corpus.lazy import lazily
from corpus.model import Clause
from kb.model import Plan
from qa.answers import header, naming
from qa.model import Asked, ClauseRow, Query, Reply, Rows
from qa.show import by_plan, clause_names, role_name, task_line, unit_text
from qa.views import assignable, owners, rows_of, tasks, within

Missing = Callable[[Plan, Clause], bool]


def _no_lead(plan: Plan, task: Clause) -> bool:
    return not any(r.role == "lead" for r in owners(plan, task, scope=None))


def _no_support(plan: Plan, task: Clause) -> bool:
    return not any(r.role == "support" for r in owners(plan, task, scope=None))


def _no_owner(plan: Plan, task: Clause) -> bool:
    return not owners(plan, task)


def _no_target(plan: Plan, task: Clause) -> bool:
    return not any(within(plan.document, t.evidence, task) for t in plan.facts.targets)


def _no_deadline(plan: Plan, task: Clause) -> bool:
    return not any(within(plan.document, d.evidence, task) for d in plan.facts.deadlines)


# In the order they are tried: the more special wording first.
GAPS: tuple[tuple[str, re.Pattern[str], Missing], ...] = (
    ("没有牵头单位", lazily(r"牵头"), _no_lead),
    ("没有配合单位", lazily(r"配合|参与"), _no_support),
    ("没有时限", lazily(r"时限|期限|时间|日期|截止|节点|何时|哪年"), _no_deadline),
    ("没有量化指标", lazily(r"量化|指标|数字|目标值|数值|数量|硬|目标"), _no_target),
    ("没有责任单位", lazily(r"责任|单位|部门|负责|主体|人管"), _no_owner),
)


def answer(asked: Asked) -> Reply:
    """The tasks that lack what the question names; all of them, with the count."""
    name, _, missing = next((gap for gap in GAPS if gap[1].search(asked.slots.shape)), GAPS[-1])
    parts: list[tuple[Plan, str]] = []
    rows: list[ClauseRow] = []
    for plan in asked.plans:
        found = [c for c in _candidates(plan, missing) if missing(plan, c)]
        rows += rows_of(plan, found)
        note = _note(plan, found, name)
        names = f"：{clause_names(plan, found)}" if found else ""
        lines = [f"{name}的任务共{len(found)}条{names}。{note}"]
        parts.append((plan, "\n".join([*lines, *(task_line(plan, c) for c in found)])))
    return Reply(
        "answered",
        by_plan(asked.plans, parts),
        Query("任务", (name,), "计数"),
        len(rows),
        Rows(clauses=tuple(rows)),
    )


def _candidates(plan: Plan, missing: Missing) -> tuple[Clause, ...]:
    return assignable(plan) if missing in (_no_lead, _no_support, _no_owner) else tasks(plan)


def _note(plan: Plan, found: list[Clause], name: str) -> str:
    if name == "没有牵头单位" and found and len(found) == len(tasks(plan)):
        return "文中责任单位都没有区分牵头与配合。"
    return ""


def ranked(asked: Asked) -> Reply:
    """The tasks that have a lead or a supporting unit, with these units."""
    roles = asked.slots.roles or ("lead",)
    if not any(r.role in roles for p in asked.plans for r in p.facts.responsibilities):
        return _unranked(asked, roles)
    parts: list[tuple[Plan, str]] = []
    rows = Rows()
    for plan in asked.plans:
        found = [(c, tuple(r for r in owners(plan, c) if r.role in roles)) for c in tasks(plan)]
        held = [(c, own) for c, own in found if own]
        lines = [f"共{len(held)}条：", *(f"{task_line(plan, c)}——{unit_text(own)}" for c, own in held)]
        parts.append((plan, "\n".join(lines) if held else "文中没有区分牵头与配合。"))
        units = tuple(r for _, own in held for r in own)
        rows = Rows((*rows.clauses, *rows_of(plan, [c for c, _ in held])), (*rows.units, *units))
    names = "、".join(map(role_name, roles))
    status = "answered" if rows.clauses else "not_stated"
    body = f"列明{names}的任务：\n{by_plan(asked.plans, parts)}"
    return Reply(status, body, Query("任务", (f"有{names}",), "计数"), len(rows.clauses), rows)


def joint(asked: Asked) -> Reply:
    """The tasks with more than one lead, with these leads."""
    parts: list[tuple[Plan, str]] = []
    rows = Rows()
    for plan in asked.plans:
        found = [(c, tuple(r for r in owners(plan, c) if r.role == "lead")) for c in assignable(plan)]
        held = [(c, own) for c, own in found if len({r.unit for r in own}) > 1]
        lines = [f"{task_line(plan, c)}——{unit_text(own)}" for c, own in held]
        none = "没有。" if any(own for _, own in found) else "文中没有区分牵头与配合。"
        parts.append((plan, "\n".join([f"共{len(held)}条：", *lines]) if held else none))
        units = tuple(r for _, own in held for r in own)
        rows = Rows((*rows.clauses, *rows_of(plan, [c for c, _ in held])), (*rows.units, *units))
    query = Query("任务", ("牵头单位数 >1",), "计数")
    body = f"牵头单位不止一个的任务：\n{by_plan(asked.plans, parts)}"
    return Reply("answered" if rows.clauses else "not_stated", body, query, len(rows.clauses), rows)


def _unranked(asked: Asked, roles: tuple[str, ...]) -> Reply:
    """No plan ranks its units: the responsible units are listed instead."""
    names = "、".join(map(role_name, roles))
    listed = header.units(asked)
    note = f"文中没有区分牵头与配合，没有注明{names}，只列了责任单位。\n"
    return replace(listed, status="not_stated", text=note + listed.text, query=Query("任务", (f"有{names}",)))


def _single(plan: Plan, task: Clause) -> str | None:
    """The only unit of a task's own list, None where there are more or none."""
    units = {r.unit for r in owners(plan, task) if r.evidence.rule != "role.blanket"}
    return next(iter(units)) if len(units) == 1 else None


def alone(asked: Asked) -> Reply:
    """Tasks with a single responsible unit, of the units asked for where there are any."""
    refused = naming.refusal(asked)
    if refused:
        return refused
    wanted = {unit for named in asked.slots.units for unit in named.units}
    parts: list[tuple[Plan, str]] = []
    rows: list[ClauseRow] = []
    for plan in asked.plans:
        found = [c for c in tasks(plan) if _single(plan, c) and (not wanted or _single(plan, c) in wanted)]
        rows += rows_of(plan, found)
        lines = [f"只有一个责任单位的任务共{len(found)}条。"]
        lines += [f"{task_line(plan, c)}——{owners(plan, c)[0].unit}" for c in found]
        parts.append((plan, "\n".join(lines)))
    return Reply(
        "answered",
        by_plan(asked.plans, parts),
        Query("任务", ("责任单位数 =1",), "计数"),
        len(rows),
        Rows(clauses=tuple(rows)),
    )
