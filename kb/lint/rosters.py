"""名单：the listed units of a clause, parted where the clause holds several lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from corpus.lazy import lazily
from corpus.model import Document
from kb.model import Plan, Responsibility

_APART = lazily(r"[)\]】〕][^()\[\]【】〔〕]{2,}[(\[【〔]")
_WIDE = 24


@dataclass(frozen=True, slots=True)
class Roster:
    """One list as it stands in the text; what a clause inherits from elsewhere is in none."""

    clause: str
    duties: tuple[Responsibility, ...]

    def of(self, role: str) -> tuple[Responsibility, ...]:
        """The first mention of each unit that has ``role``."""
        found = {duty.unit: duty for duty in reversed(self.duties) if duty.role == role}
        return tuple(sorted(found.values(), key=lambda duty: duty.evidence.span))


def listed(plan: Plan) -> dict[str, tuple[Responsibility, ...]]:
    """The units listed for each clause, inherited ones too."""
    found: dict[str, list[Responsibility]] = {}
    for duty in plan.facts.responsibilities:
        if duty.scope == "listed":
            found.setdefault(duty.evidence.clause, []).append(duty)
    return {clause: tuple(duties) for clause, duties in found.items()}


def rosters(plan: Plan) -> Iterator[Roster]:
    for clause, duties in listed(plan).items():
        own = sorted(
            (duty for duty in duties if duty.basis != "inherited"), key=lambda duty: duty.evidence.span
        )
        part = own[:1]
        for before, duty in pairwise(own):
            if _parted(plan.document, before, duty):
                yield Roster(clause, tuple(part))
                part = []
            part.append(duty)
        if part:
            yield Roster(clause, tuple(part))


def _parted(document: Document, before: Responsibility, after: Responsibility) -> bool:
    between = document.folded[before.evidence.span.end : after.evidence.span.start]
    cells = before.evidence.rule == after.evidence.rule == "listed.table"
    return not cells and (len(between) > _WIDE or _APART.search(between) is not None)
