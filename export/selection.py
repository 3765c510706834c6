"""选取：the plans and tasks that an export is about; a task is taken whole, with all its units."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from corpus.errors import InputError, UnknownUnit
from corpus.model import Document, Span
from export.tasks import Task, tasks
from graph.wording import plan_title
from kb.catalogue import plain
from kb.model import ROLES, Facts, Plan
from qa.selection import selected
from qa.units import named
from qa.views import due_year

_WORDS = {"unit": "单位", "year": "年份", "role": "角色", "plan": "方案", "place": "地方", "clauses": "条款"}


@dataclass(frozen=True, slots=True)
class Selection:
    """What is wanted, "" where it does not matter; ``role`` is one of 牵头, 配合, 责任.

    ``clauses`` names tasks one by one, as ``of_tasks`` writes them. As text, and back by ``read``:
    ``单位=区财政局；年份=2025``, "" for everything.
    """

    unit: str = ""
    year: str = ""
    role: str = ""
    plan: str = ""
    place: str = ""
    clauses: str = ""

    def __str__(self) -> str:
        said = ((word, getattr(self, name)) for name, word in _WORDS.items())
        return "；".join(f"{word}={value}" for word, value in said if value)

    @property
    def narrows_tasks(self) -> bool:
        return bool(self.unit or self.year or self.role or self.clauses)


EVERYTHING = Selection()
_BAR = "|"
_HASH = 6  # characters that cannot be a number in a list or a year


@dataclass(frozen=True, slots=True)
class Share:
    """A plan and those of its tasks that are wanted, in reading order; ``whole`` where that is all of it."""

    plan: Plan
    tasks: tuple[Task, ...]
    whole: bool

    @property
    def document(self) -> Document:
        return self.plan.document

    @property
    def facts(self) -> Facts:
        """The facts of the wanted tasks, in the order of the plan."""
        if self.whole:
            return self.plan.facts
        kept = {fact for task in self.tasks for fact in (*task.duties, *task.deadlines, *task.targets)}
        facts = self.plan.facts
        names = {fact.unit for task in self.tasks for fact in task.duties}
        return replace(
            facts,
            responsibilities=tuple(fact for fact in facts.responsibilities if fact in kept),
            deadlines=tuple(fact for fact in facts.deadlines if fact in kept),
            targets=tuple(fact for fact in facts.targets if fact in kept),
            units=tuple(unit for unit in facts.units if unit.name in names),
            repairs=tuple(repair for repair in facts.repairs if self.holds(repair.span)),
        )

    def holds(self, span: Span) -> bool:
        """Whether the characters lie in a wanted task."""
        return self.whole or any(task.clause and task.clause.span.covers(span) for task in self.tasks)


def read(text: str) -> Selection:
    """The selection that ``str`` wrote; raises ValueError where the text is something else."""
    names = {word: name for name, word in _WORDS.items()}
    parts = [part.partition("=") for part in text.split("；") if part]
    if any(word not in names or not value for word, _, value in parts):
        raise ValueError(text)
    return Selection(**{names[word]: value for word, _, value in parts})


def shares(plans: Sequence[Plan], wanted: Selection = EVERYTHING) -> tuple[Share, ...]:
    """What is wanted of each plan, plans of which nothing is wanted left out.

    Raises InputError where a condition fits no plan, UnknownUnit where no plan names the unit.
    """
    kept = _placed(_kept(plans, wanted), wanted.unit)
    units = units_named(kept, wanted.unit)
    found = [_share(plan, wanted, units) for plan in kept]
    if wanted.narrows_tasks:
        found = [share for share in found if share.tasks]
    if plans and not found:
        raise nothing("任务", wanted)
    return tuple(found)


def nothing(word: str, wanted: Selection) -> InputError:
    """That no task, or whatever the word says, is wanted."""
    return InputError(f"没有符合条件的{word}（{wanted}）；请放宽条件再试。")


def _placed(plans: Sequence[Plan], unit: str) -> Sequence[Plan]:
    """The plans of the place that the name of the unit tells (江川区财政局), all of them where it tells none."""
    return selected(unit, plans).plans if unit else plans


def _kept(plans: Sequence[Plan], wanted: Selection) -> Sequence[Plan]:
    if wanted.plan:
        plans = plans_called(wanted.plan, plans)
    if wanted.place:
        plans = _fitting(plans, "地方", wanted.place, _is_place)
    return plans


def plans_called(asked: str, plans: Sequence[Plan]) -> Sequence[Plan]:
    """By part of the title, the file name or the number, or by the beginning of the hash.

    Raises InputError, telling which plans there are, where none is called so.
    """
    return _fitting(plans, "方案", asked, _is_called)


def _fitting(
    plans: Sequence[Plan], word: str, asked: str, fits: Callable[[Plan, str], bool]
) -> Sequence[Plan]:
    found = [plan for plan in plans if fits(plan, asked)]
    if plans and not found:
        known = "、".join(dict.fromkeys(f"《{plan_title(plan.document)}》" for plan in plans[:5]))
        raise InputError(f"没有{word}“{asked}”；知识库里有：{known}{'等' * (len(plans) > 5)}。")
    return found


def _is_called(plan: Plan, asked: str) -> bool:
    document = plan.document
    names = (document.header.title, document.source.name, document.header.number)
    is_hash = len(asked) >= _HASH and document.source.sha256.startswith(asked)
    return is_hash or any(_in(asked, name) for name in names)


def _is_place(plan: Plan, asked: str) -> bool:
    return _in(asked, plan.document.header.jurisdiction)


def _in(asked: str, text: str | None) -> bool:
    """Whatever the marks and blanks in either."""
    return bool(plain(asked)) and plain(asked) in plain(text or "")


def units_named(plans: Sequence[Plan], asked: str) -> frozenset[str]:
    """The canonical names that the name may mean; none where no unit is asked for."""
    if not asked or not plans:
        return frozenset()
    found = named(asked, plans)
    names = set(found.units) | {fact.unit for plan in plans for fact in plan.facts.responsibilities} & {asked}
    if not names:
        near = f"相近的有：{'、'.join(found.nearest)}" if found.nearest else "请核对单位名称"
        raise UnknownUnit(f"没有方案提到单位“{asked}”；{near}。")
    return frozenset(names)


def _share(plan: Plan, wanted: Selection, units: frozenset[str]) -> Share:
    every = tasks(plan)
    if not wanted.narrows_tasks:
        return Share(plan, every, whole=True)
    role = role_called(wanted.role)
    named = frozenset(wanted.clauses.split(_BAR)) if wanted.clauses else None
    kept = (
        task
        for task in every
        if (named is None or name_of(plan.document, task) in named)
        and has_duty(task, units, role)
        and _is_of_year(task, wanted.year)
    )
    return Share(plan, tuple(kept), whole=False)


def of_tasks(names: Iterable[str]) -> Selection:
    """The selection of tasks named as ``name_of`` names them."""
    return Selection(clauses=_BAR.join(names))


def name_of(document: Document, task: Task) -> str:
    """What names a task among those of all plans."""
    return f"{document.id}#{task.id}"


def role_called(word: str) -> str:
    """The role of that name, "" where it is none."""
    return next((role for role, name in ROLES.items() if name == word), "")


def has_duty(task: Task, units: frozenset[str], role: str) -> bool:
    """Whether one of the units, whichever where none is given, has the task, and in that role where one is."""
    if not units and not role:
        return True
    return any((not units or duty.unit in units) and (not role or duty.role == role) for duty in task.duties)


def _is_of_year(task: Task, year: str) -> bool:
    """Whether something of the task falls due in the year, or is a target of it."""
    years: Iterable[str | None] = (
        *(due_year(deadline) for deadline in task.deadlines),
        *(target.year for target in task.targets),
    )
    return not year or year in years
