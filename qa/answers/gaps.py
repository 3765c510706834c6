"""缺什么：tasks without a lead, without owners, targets or a time limit; with only one owner."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from corpus.lazy import lazily
from corpus.model import Clause
from kb.model import Plan
from qa.answers import header, naming
from qa.model import Asked, ClauseRow, Query, Reply, Rows
from qa.show import by_plan, clause_names, role_name, task_line, unit_text
from qa.views import assignable, has_role, leads_alone, measured, owners, rows_of, tasks, timed

Missing = Callable[[Plan, Clause], bool]


def _no_lead(plan: Plan, task: Clause) -> bool:
    return not any(r.role == "lead" for r in owners(plan, task, scope=None))


def _no_support(plan: Plan, task: Clause) -> bool:
    return not any(has_role(plan, task, r, "support") for r in owners(plan, task, scope=None))


def _no_owner(plan: Plan, task: Clause) -> bool:
    return not owners(plan, task)


def _no_target(plan: Plan, task: Clause) -> bool:
    return not measured(plan).any_inside(task.span)


def _no_deadline(plan: Plan, task: Clause) -> bool:
    return not timed(plan).any_inside(task.span)


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that a task may lack, and how a question names it."""

    name: str
    named: str
    missing: Missing
    of_lists: bool = False


GAPS: tuple[Gap, ...] = (
    Gap("牵头单位", r"牵头(?:单位|部门|人)?", _no_lead, of_lists=True),
    Gap("配合单位", r"(?:配合|参与)(?:单位|部门)?", _no_support, of_lists=True),
    Gap("时限", r"时限|期限|完成时间|时间|日期|截止|节点|何时|哪年", _no_deadline),
    Gap("量化指标", r"量化(?:指标|目标)?|指标|数字|目标值?|数值|数量|硬", _no_target),
    Gap("责任单位", r"责任(?:单位|部门|主体|人)?|单位|部门|负责|主体|人管", _no_owner, of_lists=True),
)
_NAMED = lazily("|".join(f"({gap.named})" for gap in GAPS))
_LACKING = lazily(
    r"(?:没有?|未|无|缺少?|不(?=明确|列|写|注明|区分|规定|给|标|带|落实|确定|清楚|的|设))[^,。;?!]*?(?=没有?|未|,|。|;|\?|!|的(?:任务|措施|条|项|工作)|$)"
)
_BEFORE = lazily(r"[^,。;?!]*?(?:没有?|未|缺失?|空着|是空|为空|空白)")
_HAVING = lazily(
    rf"(?<![没未])(?:有|列|写|给|明确|注明)(?:出|明|了|明确)*的?(?P<what>(?:{_NAMED.pattern})[^,。;?!没未]*)"
)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the tasks lack, all of it or any, and what they have all the same (只有牵头单位没有配合单位)."""

    lacking: tuple[Gap, ...]
    having: tuple[Gap, ...] = ()
    either: bool = False

    def fits(self, plan: Plan, task: Clause) -> bool:
        missing = [gap.missing(plan, task) for gap in self.lacking]
        had = not any(gap.missing(plan, task) for gap in self.having)
        return had and (any if self.either else all)(missing)

    def candidates(self, plan: Plan) -> tuple[Clause, ...]:
        of_lists = all(gap.of_lists for gap in (*self.lacking, *self.having))
        return assignable(plan) if of_lists else tasks(plan)

    def __str__(self) -> str:
        had = f"有{'、'.join(gap.name for gap in self.having)}而" if self.having else ""
        return f"{had}没有{('或' if self.either else '和').join(gap.name for gap in self.lacking)}"


def _gaps(words: str) -> tuple[Gap, ...]:
    return tuple(dict.fromkeys(GAPS[m.lastindex - 1] for m in _NAMED.finditer(words) if m.lastindex))


def _read(shape: str) -> _Asked:
    """What is named after a word that denies it, else before one, else anywhere."""
    behind = [match[0] for match in _LACKING.finditer(shape)]
    before = _BEFORE.search(shape)
    for words in ("".join(behind), before[0] if before else "", shape):
        lacking = _gaps(words)
        if lacking:
            break
    had = tuple(gap for m in _HAVING.finditer(shape) for gap in _gaps(m["what"]) if gap not in lacking)
    return _Asked(lacking or GAPS[-1:], had, any("或" in words for words in behind))


def answer(asked: Asked) -> Reply:
    """The tasks that lack what the question names; all of them, with the count."""
    wanted = _read(asked.slots.shape)
    parts: list[tuple[Plan, str]] = []
    rows: list[ClauseRow] = []
    for plan in asked.plans:
        found = [c for c in wanted.candidates(plan) if wanted.fits(plan, c)]
        rows += rows_of(plan, found)
        note = _note(plan, found, wanted)
        names = f"：{clause_names(plan, found)}" if found else ""
        lines = [f"{wanted}的任务共{len(found)}条{names}。{note}"]
        parts.append((plan, "\n".join([*lines, *(task_line(plan, c) for c in found)])))
    return Reply(
        "answered",
        by_plan(asked.plans, parts),
        Query("任务", (str(wanted),), "计数"),
        len(rows),
        Rows(clauses=tuple(rows)),
    )


def _note(plan: Plan, found: list[Clause], wanted: _Asked) -> str:
    missing = [gap.missing for gap in wanted.lacking]
    if _no_lead in missing and found and len(found) == len(tasks(plan)):
        return "文中责任单位都没有区分牵头与配合。"
    if _no_support in missing and leads_alone(plan):
        return "文中只注明了牵头单位，名单里的其他单位按配合看。"
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
