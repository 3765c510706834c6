"""日历：what is due when, the earliest first; what has no day stands last."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from export.calendar import day_of
from export.place import path_at, task_at
from export.selection import Share
from export.tasks import Task
from graph.wording import describe_time, one_line, plan_title
from kb.model import Deadline

_OFTEN = {"DAILY": "每日", "WEEKLY": "每周", "MONTHLY": "每月", "YEARLY": "每年"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A time limit: ``day`` is its last day, "" where the plan gives none; ``rule`` how it comes back."""

    day: str
    rule: str
    words: str
    reading: str
    task: str
    clause: str
    path: str
    plan: str
    title: str
    units: tuple[str, ...]
    start: int
    end: int

    @property
    def month(self) -> str:
        return self.day[:7]


def entries(shares: Sequence[Share], year: str = "") -> tuple[Entry, ...]:
    """``year``: what is due in it, and what comes back and has begun by then."""
    found = [
        _entry(share, task, limit) for share in shares for task in share.tasks for limit in task.deadlines
    ]
    kept = [entry for entry in found if falls(entry, year)]
    return tuple(sorted(kept, key=lambda entry: entry.day or "9999-99"))


def once(found: Iterable[Entry]) -> tuple[tuple[str, tuple[Entry, ...]], ...]:
    """What is due once, by month."""
    dated = [entry for entry in found if entry.day and not entry.rule]
    return tuple((month, tuple(own)) for month, own in groupby(dated, key=lambda entry: entry.month))


def recurring(found: Iterable[Entry]) -> tuple[tuple[str, tuple[Entry, ...]], ...]:
    """What comes back, by how often, the most frequent first."""
    back = [entry for entry in found if entry.rule]
    own = {name: tuple(e for e in back if often(e.rule) == name) for name in dict.fromkeys(map(_often, back))}
    return tuple(sorted(own.items(), key=lambda pair: _frequency(pair[1][0].rule)))


def undated(found: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple(entry for entry in found if not entry.day)


def years(found: Iterable[Entry]) -> tuple[str, ...]:
    return tuple(sorted({entry.day[:4] for entry in found if entry.day}))


def often(rule: str) -> str:
    """``FREQ=MONTHLY;INTERVAL=3`` is 每3个月."""
    parts = dict(part.split("=") for part in rule.split(";"))
    word, count = _OFTEN.get(parts["FREQ"], parts["FREQ"]), parts.get("INTERVAL", "1")
    return word if count == "1" else f"每{count}{'个' * (word == '每月')}{word[1:]}"


def entry_json(entry: Entry) -> dict[str, Any]:
    names = ("day", "rule", "words", "reading", "task", "clause", "path", "title", "start", "end")
    told = {name: getattr(entry, name) for name in names}
    return {**told, "document": entry.plan, "units": list(entry.units)}


def _often(entry: Entry) -> str:
    return often(entry.rule)


def _frequency(rule: str) -> tuple[int, int]:
    parts = dict(part.split("=") for part in rule.split(";"))
    return [*_OFTEN].index(parts["FREQ"]), int(parts.get("INTERVAL", "1"))


def falls(entry: Entry, year: str) -> bool:
    """Whether it is due in the year, or comes back and has begun by then; always where no year is asked."""
    return not year or entry.day[:4] == year or bool(entry.rule and entry.day[:4] <= year)


def _entry(share: Share, task: Task, limit: Deadline) -> Entry:
    document = share.document
    found, span = day_of(limit, document.header), limit.evidence.span
    return Entry(
        found.day.isoformat() if found else "",
        found.rule if found else "",
        one_line(limit.evidence.surface),
        describe_time(limit),
        task_at(document, task.id),
        limit.evidence.clause,
        path_at(document, task.id),
        document.id,
        plan_title(document),
        tuple(task.duties_by_unit()),
        span.start,
        span.end,
    )
