"""排名：which unit has most tasks, which task most units; ties are all named."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from corpus.lazy import lazily
from corpus.numerals import ordinal
from corpus.spans import Spans
from kb.called import jurisdiction_of, organ_of
from kb.model import Plan, Responsibility
from qa.answers.wanted import Wanted
from qa.model import Asked, ClauseRow, Query, Reply, Rows, Slots
from qa.remembered import per_plan
from qa.shapes import CHINESE
from qa.show import by_plan, clause_names, role_name, task_line, unit_text
from qa.views import counted, has_role, named_units, owners, relevant_plans, rows_of, tasks

_LEAST = lazily(r"最少|最小|最低|倒数")


def _role(slots: Slots) -> str | None:
    return slots.roles[0] if len(slots.roles) == 1 else None


def unit_counts(plan: Plan, role: str | None = None) -> list[tuple[str, int]]:
    """(unit, number of tasks that list it), most first, ties in the order of first mention."""
    counts: Counter[str] = Counter()
    for task in counted([task for task in tasks(plan) if owners(plan, task)]):
        names = dict.fromkeys(r.unit for r in owners(plan, task) if role is None or r.role == role)
        counts.update(names.keys())
    return counts.most_common()


def _groups(plan: Plan) -> set[str]:
    return {r.unit for r in plan.facts.responsibilities if r.group}


def by_unit(asked: Asked) -> Reply:
    """The unit(s) with most (or fewest) tasks; classes of units (各学校) are reported beside."""
    slots, role = asked.slots, _role(asked.slots)
    word = "最少" if _LEAST.search(slots.shape) else "最多"
    besides = {unit for named in slots.units for unit in named.units}
    ranked = [(plan, unit_counts(plan, role)) for plan in asked.plans]
    whole = overall(ranked, besides, least=word == "最少")
    parts: list[tuple[Plan, str]] = []
    clauses: list[ClauseRow] = []
    units: list[Responsibility] = []
    for plan, counts in ranked:
        top, best = _top(plan, counts, besides, least=word == "最少")
        parts.append((plan, _ranking(plan, counts, (word, top, best), role)))
        want = Wanted(tuple((u,) for u in dict.fromkeys((*top, *whole.of(plan)))), role=role)
        found = want.tasks(plan) if want.having else []
        first = {r.unit: r for c in reversed(found) for r in reversed(want.rows(plan, c))}
        clauses += rows_of(plan, found)
        units += [first[unit] for unit in want.units if unit in first]
    query = Query("责任单位", (f"角色 {role_name(role)}",) if role else (), f"按任务数找{word}")
    status = "answered" if units else "not_stated"
    said = f"{len(ranked)}份方案合计，{whole.said(word)}\n" if len(ranked) > 1 and units else ""
    rows = Rows(tuple(clauses), tuple(units))
    return Reply(status, said + by_plan(asked.plans, parts), query, whole.best if units else None, rows)


def _ranking(
    plan: Plan, counts: Sequence[tuple[str, int]], head: tuple[str, list[str], int], role: str | None
) -> str:
    """The head of the ranking of one plan, then all of it."""
    word, top, best = head
    if not top:
        return "文中没有可以排名的责任单位。"
    want = Wanted(tuple((unit,) for unit in top), role=role)
    names = f"：{clause_names(plan, want.tasks(plan))}" if len(top) == 1 else ""
    said = f"任务{word}的是{'、'.join(top)}，{'各' if len(top) > 1 else ''}{best}条{names}。"
    return f"{said}\n{_table(plan, counts)}"


@dataclass(frozen=True, slots=True)
class Overall:
    """The units at the head of several rankings taken together, in words; their number of tasks."""

    keys: frozenset[tuple[str, str]]
    names: tuple[str, ...]
    best: int

    def of(self, plan: Plan) -> list[str]:
        """Those of them that are units of this plan, as it calls them."""
        return [unit for unit in _levels(plan) if _unit(plan, unit) in self.keys]

    def said(self, word: str) -> str:
        return f"任务{word}的是{'、'.join(self.names)}，{'各' * (len(self.names) > 1)}{self.best}条。"


def overall(
    ranked: Sequence[tuple[Plan, Sequence[tuple[str, int]]]], besides: set[str], *, least: bool
) -> Overall:
    """The rankings added up, a unit being one of its place: 县财政局 of two counties are two."""
    counts: Counter[tuple[str, str]] = Counter()
    called: dict[tuple[str, str], str] = {}
    for plan, own in ranked:
        out = besides | _groups(plan)
        for unit, n in own:
            if unit not in out:
                called.setdefault(_unit(plan, unit), unit)
                counts[_unit(plan, unit)] += n
    best = (min if least else max)(counts.values(), default=0)
    top = [key for key, n in counts.items() if n == best]
    places = Counter(called.values())
    names = (f"{called[k]}（{k[0].partition('#')[0]}）" if places[called[k]] > 1 else called[k] for k in top)
    return Overall(frozenset(top), tuple(names), best)


@per_plan
def _levels(plan: Plan) -> Mapping[str, str | None]:
    return MappingProxyType({unit.name: unit.level for unit in plan.facts.units})


def _unit(plan: Plan, name: str) -> tuple[str, str]:
    """What makes units of several plans one."""
    return jurisdiction_of(plan.document, _levels(plan).get(name)), organ_of(name)


def _top(
    plan: Plan, counts: Sequence[tuple[str, int]], besides: set[str], *, least: bool
) -> tuple[list[str], int]:
    """The units at the head (or foot) of the ranking, classes of units left out, and their number."""
    out = besides | _groups(plan)
    single = [(u, n) for u, n in counts if u not in out]
    best = (min if least else max)((n for _, n in single), default=0)
    return [u for u, n in single if n == best], best


def _table(plan: Plan, counts: Sequence[tuple[str, int]]) -> str:
    classes = _groups(plan)
    groups = [f"{u}{n}条" for u, n in counts if u in classes]
    beside = f"（一类单位不参加排名：{'、'.join(groups)}。）\n" if groups else ""
    return f"{beside}各单位任务数：{'、'.join(f'{u}{n}' for u, n in counts)}。"


_COUNT = lazily(
    rf"(?P<least>超过|多于|至少|不少于)?(?P<below>不到|少于|不足)?(?P<number>[0-9]+|[两{CHINESE}]+)(?:条|项|个|件|次)"
    r"(?:任务|措施)?及?(?P<up>以上)?(?P<down>以下)?"
)


def by_count(asked: Asked) -> Reply:
    """The units with just so many tasks (只有1条), more or fewer (超过10条, 3条以下)."""
    match = _COUNT.search(asked.slots.shape)
    number = ordinal(match["number"].replace("两", "二")) if match else None
    if match is None or number is None:
        return by_unit(asked)
    low, high = _bounds(match, number)
    role = _role(asked.slots)
    parts: list[tuple[Plan, str]] = []
    units: list[Responsibility] = []
    for plan in asked.plans:
        names = [u for u, n in unit_counts(plan, role) if low <= n <= high]
        first = {r.unit: r for r in reversed(plan.facts.responsibilities) if r.scope == "listed"}
        units += [first[name] for name in names]
        parts.append((plan, f"任务数{match[0]}的单位共{len(names)}个：{'、'.join(names)}。" if names else ""))
    query = Query("单位", (f"{role_name(role)}任务数 {match[0]}",), "去重计数")
    body = by_plan(asked.plans, parts) or f"没有任务数{match[0]}的单位。"
    return Reply("answered", body, query, len(units), Rows(units=tuple(units)))


def _bounds(match: re.Match[str], number: int) -> tuple[int, int]:
    many = 10**9
    if match["least"]:
        return number + (match["least"] in ("超过", "多于")), many
    if match["below"]:
        return 1, number - 1
    return (number, many) if match["up"] else (1, number) if match["down"] else (number, number)


def by_task(asked: Asked) -> Reply:
    """The task(s) with most (or fewest) responsible units, or units of one role, and the next in line."""
    least, role = bool(_LEAST.search(asked.slots.shape)), _role(asked.slots)
    parts: list[tuple[Plan, str]] = []
    rows: list[ClauseRow] = []
    units: list[Responsibility] = []
    count: int | None = None
    for plan in asked.plans:
        held = {c.id: [r for r in owners(plan, c) if has_role(plan, c, r, role)] for c in tasks(plan)}
        sizes = [(c, len({r.unit for r in held[c.id]})) for c in tasks(plan)]
        sizes = [(c, n) for c, n in sizes if n]
        if not sizes:
            parts.append((plan, f"文中没有列{role_name(role)}。"))
            continue
        levels = sorted({n for _, n in sizes}, reverse=not least)
        top = [c for c, n in sizes if n == levels[0]]
        count = max(count or 0, levels[0])
        rows += rows_of(plan, top)
        units += [r for c in top for r in held[c.id]]
        word = "最少" if least else "最多"
        lines = [f"{role_name(role)}{word}的是{clause_names(plan, top)}，{levels[0]}个："]
        lines += [f"{task_line(plan, c)}——{unit_text(held[c.id])}。" for c in top]
        if len(levels) > 1:
            lines.append(
                f"其次是{clause_names(plan, [c for c, n in sizes if n == levels[1]])}，{levels[1]}个。"
            )
        parts.append((plan, "\n".join(lines)))
    query = Query("任务", (), f"按{role_name(role)}数{'升' if least else '降'}序")
    return Reply(
        "answered" if rows else "not_stated",
        by_plan(asked.plans, parts),
        query,
        count,
        Rows(clauses=tuple(rows), units=tuple(units)),
    )


def by_target(asked: Asked) -> Reply:
    """The task(s) with most targets."""
    parts: list[tuple[Plan, str]] = []
    rows: list[ClauseRow] = []
    count: int | None = None
    for plan in asked.plans:
        placed = Counter(t.evidence.span for t in plan.facts.targets)
        spans = Spans.of(placed)
        sizes = [(c, sum(placed[s] for s in spans.inside(c.span))) for c in tasks(plan)]
        best = max((n for _, n in sizes), default=0)
        top = [c for c, n in sizes if n == best and n]
        if top:
            count = max(count or 0, best)
            rows += rows_of(plan, top)
            parts.append((plan, f"量化指标最多的是{clause_names(plan, top)}，{best}个。"))
    return Reply(
        "answered" if rows else "not_stated",
        by_plan(asked.plans, parts) or "文中没有量化指标。",
        Query("任务", (), "按目标值个数降序"),
        count,
        Rows(clauses=tuple(rows)),
    )


def compare(asked: Asked) -> Reply:
    """Two or more units side by side by the number of their tasks."""
    role = _role(asked.slots)
    missing = [named.words for named in asked.slots.units if not named.units]
    names = list(dict.fromkeys(u for named in asked.slots.units for u in named.units))
    parts: list[tuple[Plan, str]] = []
    rows: list[ClauseRow] = []
    units: list[Responsibility] = []
    best = 0
    for plan in relevant_plans(asked.plans, names):
        counts = dict(unit_counts(plan, role))
        want = Wanted(tuple((u,) for u in names), role=role)
        here = [u for u in names if u in named_units(plan)] or names
        own = sorted(((u, counts.get(u, 0)) for u in here), key=lambda pair: -pair[1])
        best = max([best, *(n for _, n in own)])
        held = want.tasks(plan) if names else []
        rows += rows_of(plan, held)
        units += [r for c in held for r in want.rows(plan, c)]
        parts.append((plan, _side_by_side(own, single=bool(missing))))
    conditions = (f"{role_name(role)}含 {' 或 '.join([*names, *missing])}",)
    unknown = f"文中没有出现“{'、'.join(missing)}”，无从比较。\n" if missing else ""
    return Reply(
        "unknown_unit" if missing else "answered",
        unknown + by_plan(asked.plans, parts),
        Query("任务", conditions, "按单位计数比较"),
        best,
        Rows(clauses=tuple(rows), units=tuple(units)),
    )


def _side_by_side(counts: Sequence[tuple[str, int]], *, single: bool) -> str:
    """区财政局10条、区发展和改革局5条；较多的是区财政局: a tie is said to be one."""
    said = "、".join(f"{u}{n}条" for u, n in counts)
    if len(counts) < 2 or single:
        return f"{said}。" if counts else ""
    top = [u for u, n in counts if n == counts[0][1]]
    return f"{said}；" + (f"{'和'.join(top)}一样多。" if len(top) > 1 else f"较多的是{top[0]}。")
