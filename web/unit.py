"""单位：what one unit has to do, plan by plan, with whom, and by when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from export.agenda import Entry, entries, falls
from export.partners import partners
from export.place import path_at, task_at
from export.selection import Selection, Share, has_duty, role_called, shares, units_named
from export.tasks import Task, in_doubt
from graph.titles import titles
from graph.wording import describe_deadline, describe_role, describe_target
from kb.called import organ_of
from kb.model import ROLES, Deadline, Evidence, Plan, Target
from qa.answer import tasks_of

PARTNERS = 18
"""Partners that are drawn; all of them stand in the table."""
Said = tuple[str, str]
"""Words, and the characters that they rest on."""


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
    deadlines: tuple[Said, ...]
    targets: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Part:
    plan: str
    title: str
    duties: tuple[Duty, ...]
    roles: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """``partners`` are the units of the same tasks and how many tasks they share, most first.

    ``listed`` is how many tasks an answer tells: without those where only a sentence names the unit and
    those that an annex says again; None where a year or a role is asked for.
    """

    name: str
    parts: tuple[Part, ...]
    partners: tuple[tuple[str, int], ...]
    entries: tuple[Entry, ...]
    listed: int | None = None

    @property
    def titles(self) -> dict[str, str]:
        """Of the plans of its time limits."""
        return titles(entry.document for entry in self.entries)

    @property
    def tasks(self) -> int:
        return sum(len(part.duties) for part in self.parts)


def profiles(plans: Sequence[Plan], wanted: Selection) -> tuple[Profile, ...]:
    """One of each unit that the name may mean; raises UnknownUnit where no plan names any."""
    kept, every = shares(plans, wanted), shares(plans, replace(wanted, year=""))
    same: dict[str, list[str]] = {}
    for name in sorted(units_named(plans, wanted.unit), key=lambda name: (name != wanted.unit, name)):
        same.setdefault(organ_of(name), []).append(name)
    found = (_profile(tuple(names), kept, every, wanted) for names in same.values())
    return tuple(_answered(own, plans, wanted) for own in found if own.parts)


def _answered(own: Profile, plans: Sequence[Plan], wanted: Selection) -> Profile:
    if wanted.year or wanted.role or wanted.plan or wanted.place:
        return own
    return replace(own, listed=tasks_of(plans, own.name).count)


def _profile(
    names: tuple[str, ...], kept: Iterable[Share], every: Iterable[Share], wanted: Selection
) -> Profile:
    """``names`` are those of one unit; ``every`` are the tasks of all years, for time limits are told by
    their own (see ``export.agenda``).
    """
    own = tuple(_own(kept, names, wanted.role))
    limits = (entry for entry in entries(_own(every, names, wanted.role)) if falls(entry, wanted.year))
    together = partners((task for share in own for task in share.tasks), names)
    return Profile(
        names[0],
        _parts(own, names),
        tuple((unit, len(shared)) for unit, shared in together),
        tuple(limits),
    )


def _own(shares: Iterable[Share], names: tuple[str, ...], role: str) -> Iterator[Share]:
    for share in shares:
        tasks = tuple(task for task in share.tasks if has_duty(task, frozenset(names), role_called(role)))
        if tasks:
            yield replace(share, tasks=tasks, whole=False)


def _parts(shares: Sequence[Share], names: tuple[str, ...]) -> tuple[Part, ...]:
    titled = titles(share.document for share in shares)
    return tuple(_part(share, names, titled[share.document.id]) for share in shares)


def _part(share: Share, names: tuple[str, ...], title: str) -> Part:
    duties = tuple(_duty(share, task, names) for task in share.tasks)
    roles = Counter(duty.role for duty in duties)
    counted = tuple((role, roles[role]) for role in ROLES.values() if roles[role])
    return Part(share.document.id, title, duties, counted)


def _duty(share: Share, task: Task, names: tuple[str, ...]) -> Duty:
    document, held = share.document, task.duties_by_unit()
    own = next(duties for unit, duties in held.items() if unit in names)
    return Duty(
        task.id,
        path_at(document, task.id),
        task_at(document, task.id),
        describe_role(own[0].role),
        in_doubt(own),
        _at(own[0].evidence),
        tuple((unit, describe_role(duties[0].role)) for unit, duties in held.items() if unit not in names),
        _said(task.deadlines),
        _said(task.targets),
    )


def _said(facts: Iterable[Deadline | Target]) -> tuple[Said, ...]:
    said = (
        (describe_target(fact) if isinstance(fact, Target) else describe_deadline(fact), _at(fact.evidence))
        for fact in facts
    )
    return tuple(dict.fromkeys(said))


def _at(evidence: Evidence) -> str:
    return f"{evidence.span.start}-{evidence.span.end}"
