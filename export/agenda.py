"""日程：what is due when, the earliest first; what has no day stands last.

The calendar page, the API and the .ics file all list what ``due`` finds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Any

from corpus.model import Document
from export.calendar import Day, day_of, following
from export.place import path_at, task_at
from export.selection import Selection, Share, shares
from graph.wording import describe_time, one_line, plan_title
from kb.facts_json import evidence_json
from kb.model import Deadline, Plan

_OFTEN = {"DAILY": "每日", "WEEKLY": "每周", "MONTHLY": "每月", "YEARLY": "每年"}
_LAST = "9999-99"  # after every day


@dataclass(frozen=True, slots=True)
class Entry:
    """A time limit of a task; ``found`` is its day and how it comes back, None where the plan gives none."""

    document: Document
    limit: Deadline
    found: Day | None
    task: str
    path: str
    units: tuple[str, ...]

    @property
    def day(self) -> str:
        return self.found.day.isoformat() if self.found else ""

    @property
    def rule(self) -> str:
        return self.found.rule if self.found else ""

    @property
    def begins(self) -> bool:
        """Whether the day is one from which on, and not by which."""
        return self.limit.kind == "from"

    def next(self, today: str) -> str:
        """The first day from today on on which it is due, its only day where it does not come back, "" if unknown."""
        day = following(self.found, date.fromisoformat(today)) if self.found else None
        return day.isoformat() if day else ""

    @property
    def words(self) -> str:
        return one_line(self.limit.evidence.surface)

    @property
    def reading(self) -> str:
        return describe_time(self.limit)

    @property
    def clause(self) -> str:
        return self.limit.evidence.clause

    @property
    def plan(self) -> str:
        return self.document.id

    @property
    def title(self) -> str:
        return plan_title(self.document)

    @property
    def at(self) -> str:
        return f"{self.limit.evidence.span.start}-{self.limit.evidence.span.end}"


def due(plans: Sequence[Plan], wanted: Selection) -> tuple[Entry, ...]:
    """The time limits of the tasks that are wanted; of ``wanted.year`` those that ``falls`` tells.

    A task whose time limits are wanted need have nothing else of the year.
    """
    every = entries(shares(plans, replace(wanted, year="")))
    return tuple(entry for entry in every if falls(entry, wanted.year))


def entries(shares: Iterable[Share]) -> tuple[Entry, ...]:
    found = [
        Entry(
            share.document,
            limit,
            day_of(limit, share.document.header),
            task_at(share.document, task.id),
            path_at(share.document, task.id),
            tuple(task.duties_by_unit()),
        )
        for share in shares
        for task in share.tasks
        for limit in task.deadlines
    ]
    return tuple(sorted(found, key=lambda entry: entry.day or _LAST))


def falls(entry: Entry, year: str) -> bool:
    """Whether it is due in the year, or comes back and has begun by then; always where no year is asked."""
    return not year or entry.day[:4] == year or bool(entry.rule and entry.day[:4] <= year)


def recurring(found: Iterable[Entry]) -> tuple[tuple[str, tuple[Entry, ...]], ...]:
    """What comes back, by how often, the most frequent first."""
    back = sorted((entry for entry in found if entry.rule), key=lambda entry: _frequency(entry.rule))
    return tuple((name, tuple(own)) for name, own in groupby(back, key=lambda entry: often(entry.rule)))


def years(found: Iterable[Entry]) -> tuple[str, ...]:
    return tuple(sorted({entry.day[:4] for entry in found if entry.day}))


def often(rule: str) -> str:
    """``FREQ=MONTHLY;INTERVAL=3`` is 每3个月."""
    frequency, count = _frequency(rule)
    word = [*_OFTEN.values()][frequency]
    return word if count == 1 else f"每{count}{'个' * (word == '每月')}{word[1:]}"


def entry_json(entry: Entry) -> dict[str, Any]:
    names = ("day", "rule", "words", "reading", "task", "path", "title")
    told = {name: getattr(entry, name) for name in names}
    return {**told, "units": list(entry.units), "evidence": evidence_json(entry.limit.evidence)}


def _frequency(rule: str) -> tuple[int, int]:
    parts = dict(part.split("=") for part in rule.split(";"))
    return [*_OFTEN].index(parts["FREQ"]), int(parts.get("INTERVAL", "1"))
