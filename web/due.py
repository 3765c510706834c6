"""到期：time limits as an official needs them, told from today: what is over, what comes next, what comes back.

Each stands in one phase and once in it, so the counts of the phases add up to all that was found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from export.agenda import Entry, recurring
from export.place import task_at
from export.selection import Share
from graph.titles import titles

_NEVER = "9999-99"  # after every day
_FEW = 20  # so many are shown unfolded
_SOON = ((0, "今天"), (30, "30天内"), (90, "第31—90天"))
_UNDATED = "只写了多久以内，或方案没有写明日期，推不出是哪一天。"
_WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class Group:
    """Time limits under one heading, or the groups that these are told in; ``open``: not folded."""

    title: str
    entries: tuple[Entry, ...]
    parts: tuple[Group, ...] = ()
    open: bool = False

    @property
    def lines(self) -> tuple[tuple[Entry, ...], ...]:
        """Those of one task for one day together."""
        found: dict[tuple[str, ...], list[Entry]] = {}
        for entry in self.entries:
            found.setdefault((entry.plan, entry.clause, entry.task, entry.day, entry.rule), []).append(entry)
        return tuple(map(tuple, found.values()))


@dataclass(frozen=True, slots=True)
class Phase:
    id: str
    title: str
    groups: tuple[Group, ...]
    note: str = ""
    none: str = ""

    @property
    def total(self) -> int:
        return sum(len(group.entries) for group in self.groups)


@dataclass(frozen=True, slots=True)
class Untimed:
    """The tasks of a plan that say nothing of a time: the number of each clause, and its words."""

    plan: str
    title: str
    tasks: tuple[tuple[str, str], ...]


def phases(found: Sequence[Entry], today: str) -> tuple[Phase, ...]:
    """What is found, in the order in which it is needed; ``found`` stands by day."""
    once = [entry for entry in found if entry.day and not entry.rule]
    begun = [entry for entry in once if entry.begins and entry.day <= today]
    over = [entry for entry in once if not entry.begins and entry.day < today]
    ahead = [entry for entry in once if entry.day >= today and not (entry.begins and entry.day == today)]
    last = _later(today, _SOON[-1][0])
    soon, later = [one for one in ahead if one.day <= last], [one for one in ahead if one.day > last]
    back = tuple(_returning(name, own, today) for name, own in recurring(found))
    undated = tuple(entry for entry in found if not entry.day)
    return (
        Phase("over", "已到期", _by_year(over, latest_first=True), "方案不记载是否已经完成，请核对。"),
        Phase("soon", "近期将到期", _by_nearness(soon, today), _also(back, today, last), _next_of(later)),
        Phase("later", "以后到期", _by_year(later)),
        Phase(
            "begun", "已经开始", _by_year(begun, latest_first=True), "方案只写了从哪天起，没有写到哪天止。"
        ),
        Phase("back", "经常性", back),
        Phase("undated", "推不出日期", _grouped("没有日期", undated), _UNDATED),
    )


def untimed(shares: Iterable[Share]) -> tuple[Untimed, ...]:
    """The work without any time limit, plan by plan."""
    own = tuple(shares)
    named = titles(share.document for share in own)
    found = (
        Untimed(
            share.document.id,
            named[share.document.id],
            tuple(
                (task.id, task_at(share.document, task.id))
                for task in share.tasks
                if task.is_work and not task.deadlines
            ),
        )
        for share in own
    )
    return tuple(one for one in found if one.tasks)


def day_told(day: str) -> str:
    """``2026-11-05`` is 2026年11月5日 星期四."""
    one = date.fromisoformat(day)
    return f"{one.year}年{one.month}月{one.day}日 星期{_WEEKDAYS[one.weekday()]}"


def _later(today: str, days: int) -> str:
    try:
        return (date.fromisoformat(today) + timedelta(days)).isoformat()
    except OverflowError:
        return date.max.isoformat()


def _by_nearness(soon: Iterable[Entry], today: str) -> tuple[Group, ...]:
    """Open however many there are: these are what the page is for."""
    ends = [(_later(today, days), name) for days, name in _SOON]

    def near(entry: Entry) -> str:
        return next(name for end, name in ends if entry.day <= end)

    return tuple(Group(name, tuple(own), open=True) for name, own in groupby(soon, key=near))


def _by_year(found: Sequence[Entry], *, latest_first: bool = False) -> tuple[Group, ...]:
    """By year, and in it by month under its quarter."""
    ordered = sorted(found, key=lambda entry: entry.day, reverse=latest_first)
    years = [(year, tuple(own)) for year, own in groupby(ordered, key=lambda entry: entry.day[:4])]
    return tuple(Group(f"{int(year)}年", own, _split(own, _month), len(found) <= _FEW) for year, own in years)


def _month(entry: Entry) -> str:
    month = int(entry.day[5:7])
    return f"{'一二三四'[(month - 1) // 3]}季度　{month}月"


def _returning(name: str, own: Iterable[Entry], today: str) -> Group:
    """What comes back, by the day when it next does."""
    ordered = tuple(sorted(own, key=lambda entry: entry.next(today) or _NEVER))
    return Group(name, ordered, open=len(ordered) <= _FEW)


def _also(back: Iterable[Group], today: str, last: str) -> str:
    count = sum(today <= entry.next(today) <= last for group in back for entry in group.entries)
    return f"另有经常性的 {count} 处也在90天内轮到，列在下面。" if count else ""


def _grouped(name: str, own: tuple[Entry, ...]) -> tuple[Group, ...]:
    return (Group(name, own, open=len(own) <= _FEW),) if own else ()


def _split(own: Iterable[Entry], key: Callable[[Entry], str]) -> tuple[Group, ...]:
    return tuple(Group(name, tuple(part)) for name, part in groupby(own, key=key))


def _next_of(later: Sequence[Entry]) -> str:
    """Where nothing is due soon: what is due first after that."""
    if not later:
        return "所列的时限里，今后90天没有到期的。"
    count = sum(entry.day == later[0].day for entry in later)
    return f"所列的时限里，今后90天没有到期的；下一个是{day_told(later[0].day)}，{count}处。"
