"""单位任务单: one page for one unit, with its tasks, time limits, targets and the units it works with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from export.calendar import day_of
from export.partners import partners
from export.place import task_at
from export.selection import Selection, Share, shares, units_named
from export.tables.model import UNSTATED
from export.tasks import Task, in_doubt
from graph.wording import (
    describe_deadline,
    describe_role,
    describe_target,
    describe_time,
    one_line,
    plan_title,
)
from kb.model import ROLES, Plan

# What is said of a unit that leads or supports; where the plan does not rank there is nothing to say.
_RANKS = {role: f"（{word}）" for role, word in ROLES.items() if role != "responsible"}


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, a sentence, and a table: ``widths`` are millimetres, together the 156 of the page."""

    heading: str
    sentence: str
    titles: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Brief:
    name: str
    sections: tuple[Section, ...]


def brief(plans: Sequence[Plan], wanted: Selection) -> Brief:
    """What ``wanted.unit`` has to do; raises UnknownUnit where no plan names it."""
    kept = shares(plans, wanted)
    names = units_named(plans, wanted.unit)
    year = f"{wanted.year}年" if wanted.year else ""
    found = (section for share in kept for section in _sections(share, names, several=len(kept) > 1))
    return Brief(f"{'、'.join(sorted(names))}{year}任务单", tuple(found))


def _sections(share: Share, names: frozenset[str], *, several: bool) -> Iterator[Section]:
    title = f"《{plan_title(share.document)}》"
    for make in (_tasks, _deadlines, _targets, _partners):
        section = make(share, names)
        if section.rows:
            heading = f"{title}{section.heading}" if several else section.heading
            yield replace(section, heading=heading)


def _own_role(task: Task, names: frozenset[str]) -> str:
    held = task.duties_by_unit()
    own = {describe_role(held[unit][0].role) + "？" * in_doubt(held[unit]) for unit in held if unit in names}
    return "、".join(sorted(own))


def _tasks(share: Share, names: frozenset[str]) -> Section:
    roles = Counter(_own_role(task, names).rstrip("？") for task in share.tasks)
    counts = "，".join(f"{role}{roles[role]}项" for role in ROLES.values() if roles[role])
    return Section(
        "任务",
        f"据《{plan_title(share.document)}》，共{len(share.tasks)}项任务：{counts}。",
        ("序号", "任务", "角色", "共同责任单位", "完成时限", "指标"),
        (12, 34, 12, 41, 24, 33),
        tuple(_task(share, task, number, names) for number, task in enumerate(share.tasks, 1)),
    )


def _task(share: Share, task: Task, number: int, names: frozenset[str]) -> tuple[str, ...]:
    others = [
        unit + _RANKS.get(duties[0].role, "")
        for unit, duties in task.duties_by_unit().items()
        if unit not in names
    ]
    return (
        str(number),
        task_at(share.document, task.id),
        _own_role(task, names),
        "、".join(others) or "（无）",
        "；".join(dict.fromkeys(map(describe_deadline, task.deadlines))) or UNSTATED,
        "；".join(dict.fromkeys(map(describe_target, task.targets))) or UNSTATED,
    )


def _deadlines(share: Share, names: frozenset[str]) -> Section:
    header = share.document.header
    dated = [(day_of(limit, header), limit, task) for task in share.tasks for limit in task.deadlines]
    dated.sort(key=lambda found: found[0].day if found[0] else date.max)
    rows = (
        (
            day.day.isoformat() if day else "",
            describe_time(limit),
            task_at(share.document, task.id),
            one_line(limit.evidence.surface),
        )
        for day, limit, task in dated
    )
    return Section(
        "时限",
        "按日期先后；推不出日期的在最后。时限是整条任务的。",
        ("日期", "时限", "任务", "原文"),
        (26, 38, 58, 34),
        tuple(dict.fromkeys(rows)),
    )


def _targets(share: Share, names: frozenset[str]) -> Section:
    rows = (
        (describe_target(target), task_at(share.document, task.id), one_line(target.evidence.surface))
        for task in share.tasks
        for target in task.targets
    )
    return Section(
        "指标",
        "指标是整条任务的，并非这个单位独自承担。",
        ("指标", "任务", "原文"),
        (64, 54, 38),
        tuple(dict.fromkeys(rows)),
    )


def _partners(share: Share, names: frozenset[str]) -> Section:
    rows = (
        (unit, str(len(shared)), "；".join(task_at(share.document, task.id) for task in shared))
        for unit, shared in partners(share.tasks, names)
    )
    return Section(
        "共同责任单位",
        "同在这些任务里的单位，共同任务多的在前。",
        ("单位", "共同任务", "任务"),
        (46, 22, 88),
        tuple(rows),
    )
