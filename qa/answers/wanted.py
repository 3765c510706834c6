"""单位条件：which tasks a question wants, by the units that stand in their lists or do not."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property

from corpus.lazy import lazily
from corpus.model import Clause
from kb.model import Plan, Responsibility
from qa.model import Slots
from qa.show import role_name
from qa.views import assignable, has_role, listed_at, named_units, owners, unit_names

TOGETHER = lazily(r"同时|重合|重叠|交集|共同|都|一起|均|联合|协同|共有|并列|既.*又|一同|合作|一块|U(?:也|又)")
_COMPLEMENT = lazily(
    r"U[^,。;?!]{0,2}(?:没关系|没有关系|无关|不沾边|不相干|没份|没有份)"
    r"|U.*(?:没|不|未)有?(?:被)?(?:挂|列|参与|负责|涉及|写|管|承担|牵头|出现|包括|在)"
)
_BOTH_WAYS = lazily(r"(?:一共|总共|共|挂了|列了).*(?:几|多少).*没|几条没")


@dataclass(frozen=True)
class Wanted:
    """Tasks with all (or any) of ``having`` and none of ``lacking``, in the role where one is asked.

    Each member of ``having`` is a tuple of canonical names that count as the same unit.
    ``unroles`` are roles the unit must not have there, ``position`` is its place in the list,
    ``each`` the role of each of ``having`` (A牵头、B配合).
    ``rest`` asks for the tasks left over as well (挂了多少条，哪几条没挂).
    """

    having: tuple[tuple[str, ...], ...]
    lacking: tuple[str, ...] = ()
    together: bool = False
    role: str | None = None
    rest: bool = False
    unroles: tuple[str, ...] = ()
    position: int | None = None
    each: tuple[str, ...] = ()

    @cached_property
    def units(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(unit for units in self.having for unit in units))

    @cached_property
    def _any(self) -> frozenset[str]:
        return frozenset(self.units)

    def _names(self, plan: Plan, task: Clause) -> set[str]:
        listed = owners(plan, task)
        barred = {r.unit for r in listed if r.role in self.unroles}
        return {r.unit for r in self._at(listed) if has_role(plan, task, r, self.role)} - barred

    def _at(self, listed: tuple[Responsibility, ...]) -> tuple[Responsibility, ...]:
        """The mentions at the place asked for, all where none is."""
        if self.position is None:
            return listed
        names = unit_names(sorted(listed, key=lambda r: r.evidence.span))
        at = self.position - 1 if self.position > 0 else self.position
        name = names[at] if -len(names) <= at < len(names) else None
        return tuple(r for r in listed if r.unit == name)

    def _fits(self, plan: Plan, task: Clause) -> bool:
        """A unit that is to be absent beside another is absent in whatever role."""
        names = self._names(plan, task)
        every = self.having if self.together else (self._any,) if self.having else ()
        wanted = all(not names.isdisjoint(units) for units in every)
        listed = {r.unit for r in owners(plan, task)} if self.having else names
        return wanted and listed.isdisjoint(self.lacking)

    def of(self, plan: Plan) -> Wanted:
        """The same with the units that this plan names, where the words fit units of several plans."""
        named = named_units(plan)
        having = tuple(tuple(u for u in units if u in named) or units for units in self.having)
        return replace(
            self, having=having, lacking=tuple(u for u in self.lacking if u in named) or self.lacking
        )

    def tasks(self, plan: Plan) -> list[Clause]:
        every = assignable(plan)
        if self.having:
            by_unit = listed_at(plan)
            named = {task for unit in self.units for task in by_unit.get(unit, ())}
            every = tuple(task for task in every if task.id in named)
        found = [task for task in every if self._fits(plan, task)]
        return [task for task in found if self._each_in_role(plan, task)] if self.each else found

    def _each_in_role(self, plan: Plan, task: Clause) -> bool:
        listed = owners(plan, task)
        wanted = zip(self.having, self.each, strict=True)
        return all(
            any(r.unit in units and has_role(plan, task, r, role) for r in listed) for units, role in wanted
        )

    def rows(self, plan: Plan, task: Clause) -> list[Responsibility]:
        """What lists the wanted units in the task."""
        listed = owners(plan, task)
        return [r for r in listed if r.unit in self._any and has_role(plan, task, r, self.role)]

    def conditions(self) -> tuple[str, ...]:
        role = role_name(self.role)
        roles = [role_name(r) for r in self.each] or [role] * len(self.having)
        having = [f"{r}含 {'/'.join(units)}" for units, r in zip(self.having, roles, strict=True)]
        joined = having if self.together else [" 或 ".join(having)] if having else []
        barred = [f"不是{role_name(r)}" for r in self.unroles]
        place = [f"在名单里排{_place(self.position)}"] if self.position else []
        without = "责任单位" if self.having else role
        return (*joined, *(f"{without}不含 {unit}" for unit in self.lacking), *barred, *place)

    def __str__(self) -> str:
        if self.each:
            pairs = zip(self.having, self.each, strict=True)
            return "、".join(f"{'/'.join(units)}列为{role_name(role)}" for units, role in pairs)
        names = ("和" if self.together else "或").join("/".join(units) for units in self.having)
        same = "同时" if self.together and len(self.having) > 1 else ""
        place = f"{_place(self.position)}" if self.position else ""
        barred = "、".join(f"而不是{role_name(r)}" for r in self.unroles)
        parts = [f"{names}{same}列为{place}{role_name(self.role)}{barred}"] if names else []
        return "、".join([*parts, *([f"没有列{'、'.join(self.lacking)}"] if self.lacking else [])])


def _place(position: int) -> str:
    return "最后一位" if position == -1 else f"第{position}位"


_ABSENT = lazily(
    r"[^U,。;?!]{0,3}?(?:没(?:有)?(?:份|列|挂|在|参与|出现)|不(?:在|参与|管|负责|牵头)|未(?:列|参与|挂)|缺席)"
)


def _absent(slots: Slots) -> set[int]:
    """Which of several units the question says to be absent after naming them (A有份、B没份)."""
    after = re.split("U", slots.shape)[1:]
    found = {i for i, words in enumerate(after) if _ABSENT.match(words)}
    return found if 0 < len(found) < len(slots.units) else set()


_ROLE = lazily("(?P<lead>牵头|主办|主责)|配合|协助|协办|参与|参加")
_ROLE_BEFORE = lazily(
    r"(?:(?P<lead>牵头|主办|主责)|配合|协助|协办|参与)(?:单位|部门)?(?:里|中)?(?:是|为|有|包括|含)$"
)
_JOINED = lazily(r"(?:、|,|和|与|及|以及|跟|同)?")


def _roles_of_each(slots: Slots) -> tuple[str, ...]:
    """The role after each of several units (A牵头、B配合) or before it (牵头单位是A), where they differ.

    Units that are joined have the role of the last of them (A牵头、B和C参与).
    """
    first, *after = re.split("U", slots.shape)
    before = [_ROLE_BEFORE.search(words) for words in (first, *after[:-1])]
    behind = [_ROLE.search(words) for words in after]
    found = before if all(before) else behind
    for at in reversed(range(len(found) - 1)):
        found[at] = found[at] or (found[at + 1] if _JOINED.fullmatch(after[at]) else None)
    roles = tuple("lead" if m["lead"] else "support" for m in found if m)
    return roles if len(roles) == len(found) > 1 and len(set(roles)) > 1 else ()


def wanted(slots: Slots) -> Wanted:
    """Several units are taken together where the question says so (同时, 都 …), else each by itself."""
    absent = _absent(slots)
    out = [named.negated or i in absent for i, named in enumerate(slots.units)]
    having = tuple(named.units for named, gone in zip(slots.units, out, strict=True) if not gone)
    lacking = tuple(u for named, gone in zip(slots.units, out, strict=True) if gone for u in named.units)
    rest = bool(_BOTH_WAYS.search(slots.shape))
    if not lacking and not rest and not slots.unroles and _COMPLEMENT.search(slots.shape):
        lacking, having = tuple(unit for units in having for unit in units), ()
    each = _roles_of_each(slots) if not lacking else ()
    together = bool(lacking or each) or (len(having) > 1 and bool(TOGETHER.search(slots.shape)))
    role = slots.roles[0] if len(slots.roles) == 1 and not each else None
    return Wanted(having, lacking, together, role, rest, slots.unroles, slots.position, each)
