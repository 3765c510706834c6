"""单位：what one unit has to do, plan by plan, with whom, and by when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from export.place import path_at, task_at
from export.selection import Selection, Share, shares, units_named
from export.tasks import Task, in_doubt
from graph.wording import ROLES, describe_deadline, describe_role, describe_target, plan_title
from kb.model import Plan
from web.agenda import Entry, entries

PARTNERS = 18
"""Partners that are drawn; all of them stand in the table."""


@dataclass(frozen=True, slots=True)
class Duty:
    """A task of the unit; ``at`` addresses the characters that name it there."""

    clause: str
    path: str
    task: str
    role: str
    doubtful: bool
    at: str
    others: tuple[tuple[str, str], ...]
    deadlines: tuple[tuple[str, str], ...]
    targets: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Part:
    plan: str
    title: str
    duties: tuple[Duty, ...]
    roles: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """``partners`` are the units of the same tasks and how many tasks they share, most first."""

    names: tuple[str, ...]
    parts: tuple[Part, ...]
    partners: tuple[tuple[str, int], ...]
    entries: tuple[Entry, ...]

    @property
    def tasks(self) -> int:
        return sum(len(part.duties) for part in self.parts)


def profile(plans: Sequence[Plan], wanted: Selection) -> Profile:
    """Raises UnknownUnit where no plan names the unit."""
    kept = shares(plans, wanted)
    names = units_named(plans, wanted.unit)
    together = Counter(
        unit for share in kept for task in share.tasks for unit in task.duties_by_unit() if unit not in names
    )
    return Profile(
        tuple(sorted(names)),
        tuple(_part(share, names) for share in kept),
        tuple(together.most_common()),
        entries(kept),
    )


def _part(share: Share, names: frozenset[str]) -> Part:
    duties = tuple(_duty(share, task, names) for task in share.tasks)
    roles = Counter(duty.role for duty in duties)
    counted = tuple((role, roles[role]) for role in ROLES.values() if roles[role])
    return Part(share.document.id, plan_title(share.document), duties, counted)


def _duty(share: Share, task: Task, names: frozenset[str]) -> Duty:
    document, held = share.document, task.duties_by_unit()
    own = [duty for unit, duties in held.items() if unit in names for duty in duties]
    span = own[0].evidence.span
    return Duty(
        task.id,
        path_at(document, task.id),
        task_at(document, task.id),
        describe_role(own[0].role),
        in_doubt(own),
        f"{span.start}-{span.end}",
        tuple((unit, describe_role(duties[0].role)) for unit, duties in held.items() if unit not in names),
        tuple(
            dict.fromkeys(
                (describe_deadline(fact), f"{fact.evidence.span.start}-{fact.evidence.span.end}")
                for fact in task.deadlines
            )
        ),
        tuple(
            dict.fromkeys(
                (describe_target(fact), f"{fact.evidence.span.start}-{fact.evidence.span.end}")
                for fact in task.targets
            )
        ),
    )
