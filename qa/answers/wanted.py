"""单位条件：which tasks a question wants, by the units that stand in their lists or do not."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from corpus.model import Clause
from kb.model import Plan, Responsibility
from qa.model import Slots
from qa.show import role_name
from qa.views import owners, tasks, unit_names

_TOGETHER = re.compile(r"同时|共同|都|一起|均|联合|协同|共有|并列|既.*又|一同|合作|一块|U(?:也|又)")
_COMPLEMENT = re.compile(r"U.*(?:没|不|未)有?(?:被)?(?:挂|列|参与|负责|涉及|写|管|承担|牵头|出现|包括|在)")
_BOTH_WAYS = re.compile(r"(?:一共|总共|共|挂了|列了).*(?:几|多少).*没|几条没")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Tasks with all (or any) of ``having`` and none of ``lacking``, in the role where one is asked.

    Each member of ``having`` is a tuple of canonical names that count as the same unit.
    ``rest`` asks for the tasks left over as well (挂了多少条，哪几条没挂).
    """

    having: tuple[tuple[str, ...], ...]
    lacking: tuple[str, ...] = ()
    together: bool = False
    role: str | None = None
    rest: bool = False

    @property
    def units(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(unit for units in self.having for unit in units))

    def _names(self, plan: Plan, task: Clause) -> set[str]:
        return {r.unit for r in owners(plan, task) if self.role is None or r.role == self.role}

    def _fits(self, names: set[str]) -> bool:
        hit = [not names.isdisjoint(units) for units in self.having]
        wanted = all(hit) if self.together else any(hit) or not hit
        return wanted and names.isdisjoint(self.lacking)

    def of(self, plan: Plan) -> Wanted:
        """The same with the units that this plan names, where the words fit units of several plans."""
        named = set(unit_names(plan.facts.responsibilities))
        having = tuple(tuple(u for u in units if u in named) or units for units in self.having)
        return replace(
            self, having=having, lacking=tuple(u for u in self.lacking if u in named) or self.lacking
        )

    def tasks(self, plan: Plan) -> list[Clause]:
        return [task for task in tasks(plan) if self._fits(self._names(plan, task))]

    def rows(self, plan: Plan, task: Clause) -> list[Responsibility]:
        """What lists the wanted units in the task."""
        role = self.role
        return [r for r in owners(plan, task) if r.unit in self.units and (role is None or r.role == role)]

    def conditions(self) -> tuple[str, ...]:
        role = role_name(self.role)
        having = [f"{role}含 {'/'.join(units)}" for units in self.having]
        joined = having if self.together else [" 或 ".join(having)] if having else []
        return (*joined, *(f"{role}不含 {unit}" for unit in self.lacking))

    def __str__(self) -> str:
        names = ("和" if self.together else "或").join("/".join(units) for units in self.having)
        same = "同时" if self.together and len(self.having) > 1 else ""
        parts = [f"{names}{same}列为{role_name(self.role)}"] if names else []
        return "、".join([*parts, *([f"没有列{'、'.join(self.lacking)}"] if self.lacking else [])])


def wanted(slots: Slots) -> Wanted:
    """Several units are taken together where the question says so (同时, 都 …), else each by itself."""
    having = tuple(named.units for named in slots.units if not named.negated)
    lacking = tuple(unit for named in slots.units if named.negated for unit in named.units)
    rest = bool(_BOTH_WAYS.search(slots.shape))
    if not lacking and not rest and _COMPLEMENT.search(slots.shape):
        lacking, having = tuple(unit for units in having for unit in units), ()
    together = bool(lacking) or (len(having) > 1 and bool(_TOGETHER.search(slots.shape)))
    return Wanted(having, lacking, together, slots.roles[0] if len(slots.roles) == 1 else None, rest)
