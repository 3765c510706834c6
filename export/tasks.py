"""任务: the clauses that set work, each with everything that falls to it; a row of matrix and ledger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from corpus.model import Clause, Document, Span
from graph.wording import one_line
from kb.model import Deadline, Evidence, Facts, Plan, Responsibility, Target

_WORK = frozenset({"measure", "table_row"})
_STRENGTH = {"lead": 0, "support": 1, "responsible": 2}


@dataclass(frozen=True, slots=True)
class Task:
    """``clause`` is None for facts outside every clause; ``parted`` says that a part of it has its own units.

    ``content`` is the text of the clause line by line, without the parts that are tasks of their own.
    """

    clause: Clause | None
    content: str
    parted: bool
    duties: tuple[Responsibility, ...]
    deadlines: tuple[Deadline, ...]
    targets: tuple[Target, ...]

    @property
    def id(self) -> str:
        return self.clause.id if self.clause else ""

    @property
    def is_work(self) -> bool:
        """False for a goal or a paragraph that only sets a time or a number."""
        return bool(self.duties) or (self.clause is not None and self.clause.kind in _WORK)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Of every fact of the task, units first."""
        return tuple(
            [duty.evidence for duty in self.duties]
            + [deadline.evidence for deadline in self.deadlines]
            + [target.evidence for target in self.targets]
        )

    def duties_by_unit(self) -> dict[str, tuple[Responsibility, ...]]:
        """The duties of each unit, the strongest first, and the units in that order too."""
        found: dict[str, list[Responsibility]] = {}
        for duty in sorted(self.duties, key=_strength):
            found.setdefault(duty.unit, []).append(duty)
        return {unit: tuple(duties) for unit, duties in found.items()}


@dataclass(slots=True)
class _Load:
    """What falls to one clause while it is being gathered."""

    duties: list[Responsibility] = field(default_factory=list)
    deadlines: list[Deadline] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)


def in_doubt(duties: Sequence[Responsibility]) -> bool:
    """Whether a reader must check that the unit stands there: a list outweighs the running text."""
    listed = [duty for duty in duties if duty.scope == "listed"]
    return any(not duty.certain for duty in listed or duties)


def tasks(plan: Plan) -> tuple[Task, ...]:
    """Every measure and table row, and every other clause with facts of its own, in reading order.

    A fact falls to the nearest clause on its way up that is a measure or a table row or has a list
    of units; where there is none, to the clause it stands in.
    """
    document, facts = plan.document, plan.facts
    listed = {fact.evidence.clause for fact in facts.responsibilities if fact.scope == "listed"}
    loads = {clause.id: _Load() for clause in document.clauses if clause.kind in _WORK}
    _gather(document, facts, listed, loads)
    held = [clause for clause in document.clauses if clause.id in loads]
    outside = [_task("", None, loads[""])] if "" in loads else []
    below = _below(held)
    return (*outside, *(_held(document, clause, below[clause.id], loads) for clause in held))


def _below(held: Sequence[Clause]) -> dict[str, list[Clause]]:
    """The clauses inside each of ``held``, which stand in reading order, a parent before its children."""
    found: dict[str, list[Clause]] = {clause.id: [] for clause in held}
    above: list[Clause] = []
    for clause in held:
        while above and not above[-1].span.covers(clause.span):
            above.pop()
        for outer in above:
            found[outer.id].append(clause)
        above.append(clause)
    return found


def _gather(document: Document, facts: Facts, listed: set[str], loads: dict[str, _Load]) -> None:
    def load(evidence: Evidence) -> _Load:
        return loads.setdefault(_home(document, evidence.clause, listed), _Load())

    for duty in facts.responsibilities:
        load(duty.evidence).duties.append(duty)
    for deadline in facts.deadlines:
        load(deadline.evidence).deadlines.append(deadline)
    for target in facts.targets:
        load(target.evidence).targets.append(target)


def _home(document: Document, clause_id: str, listed: set[str]) -> str:
    clause = document.by_id.get(clause_id)
    if clause is None:
        return ""
    above = reversed(document.ancestors(clause))
    return next((c.id for c in above if c.kind in _WORK or c.id in listed), clause.id)


def _held(document: Document, clause: Clause, below: Sequence[Clause], loads: Mapping[str, _Load]) -> Task:
    content = _content(document.text, clause.span, below)
    return _task(content, clause, loads[clause.id], parted=any(loads[part.id].duties for part in below))


def _task(content: str, clause: Clause | None, load: _Load, *, parted: bool = False) -> Task:
    return Task(clause, content, parted, tuple(load.duties), tuple(load.deadlines), tuple(load.targets))


def _content(text: str, span: Span, below: Sequence[Clause]) -> str:
    parts, at = [], span.start
    for part in below:
        parts.append(text[at : part.span.start])
        at = max(at, part.span.end)
    lines = map(one_line, "\n".join([*parts, text[at : span.end]]).split("\n"))
    return "\n".join(line for line in lines if line)


def _strength(duty: Responsibility) -> tuple[bool, int]:
    return duty.scope != "listed", _STRENGTH.get(duty.role, len(_STRENGTH))
