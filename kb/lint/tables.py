"""附表：a task table against the text of the same plan, matched by the heading of the task."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from corpus.fold import fold
from corpus.lazy import lazily
from corpus.model import Clause
from kb.lint.dates import last_day
from kb.lint.model import Note, head_of, note_at
from kb.lint.rosters import listed
from kb.model import ROLES, Deadline, Plan, Responsibility

_PLAIN = lazily("[^\u4e00-\u9fffA-Za-z0-9]")
_NUMBER = lazily(r"(?m)^ *\d{1,3} *$")
_LONG = 4
Pair = tuple[Clause, Clause]
Duties = Mapping[str, tuple[Responsibility, ...]]


def pairs(plan: Plan) -> Iterator[Pair]:
    """(task of the text, row of the table) with one heading, or the row's words begin with it; one to one."""
    tasks, rows = (_headed(plan, kind) for kind in ("measure", "table_row"))
    matched = [(task, row) for words, row in rows if (task := _task(tasks, words)) is not None]
    often = Counter(task.id for task, _ in matched)
    yield from (pair for pair in matched if often[pair[0].id] == 1)


def _headed(plan: Plan, kind: str) -> list[tuple[str, Clause]]:
    of_kind = (clause for clause in plan.document.clauses if clause.kind == kind and not _glued(plan, clause))
    return [(words, clause) for clause in of_kind if (words := _PLAIN.sub("", fold(clause.heading)))]


def _glued(plan: Plan, clause: Clause) -> bool:
    """Whether a row seems to have swallowed the next: a second number stands alone on a line of it."""
    row = clause.span.of(plan.document.folded).removeprefix(clause.label)
    return clause.kind == "table_row" and _NUMBER.search(row) is not None


def _task(tasks: list[tuple[str, Clause]], words: str) -> Clause | None:
    same = [task for heading, task in tasks if heading == words]
    begun = [task for heading, task in tasks if len(heading) >= _LONG and words.startswith(heading)]
    found = same or begun
    return found[0] if len(found) == 1 else None


def _roles(owned: Duties, clause: Clause, *, own: bool) -> dict[str, set[str]]:
    """Unit → roles; with ``own``, only those that the clause names itself, unless it names none."""
    duties = [duty for duty in owned.get(clause.id, ()) if duty.certain]
    named = [duty for duty in duties if duty.basis != "inherited"]
    found: dict[str, set[str]] = {}
    for duty in (named or duties) if own else duties:
        found.setdefault(duty.unit, set()).add(duty.role)
    return found


def other_units(plan: Plan) -> Iterator[Note]:
    owned = listed(plan)
    for task, row in pairs(plan):
        text, table = _roles(owned, task, own=True), _roles(owned, row, own=False)
        more, less = [u for u in table if u not in text], [u for u in text if u not in table]
        if text and table and (more or less):
            said = [
                *([f"表中多出{'、'.join(more)}"] if more else []),
                *([f"表中缺少{'、'.join(less)}"] if less else []),
            ]
            yield Note(
                row.id,
                head_of(plan.document, row.id),
                f"附表与正文（{task.path}）的责任单位不一致：{'；'.join(said)}。",
            )


def other_roles(plan: Plan) -> Iterator[Note]:
    """A unit that leads in one place and supports in the other; unranked lists contradict nothing."""
    owned = listed(plan)
    for task, row in pairs(plan):
        text, table = _roles(owned, task, own=True), _roles(owned, row, own=False)
        for duty in owned.get(row.id, ()):
            here, there = table.get(duty.unit, set()), text.get(duty.unit, set())
            if there and {*here, *there} == {"lead", "support"} and here.isdisjoint(there):
                words = f"附表中{_said(here)}，正文（{task.path}）中{_said(there)}"
                yield note_at(duty.evidence, f"“{duty.unit}”的分工不一致：{words}。")


def _said(roles: set[str]) -> str:
    return "、".join(ROLES[role] for role in ROLES if role in roles)


def other_deadlines(plan: Plan) -> Iterator[Note]:
    """A deadline of the table that is none of those of the text, where the text sets any."""
    due = _due(plan)
    for task, row in pairs(plan):
        text = due.get(task.id, ())
        days = {last_day(deadline) for deadline in text}
        words = "、".join(dict.fromkeys(deadline.evidence.surface for deadline in text))
        for deadline in due.get(row.id, ()) if text else ():
            if last_day(deadline) not in days:
                yield note_at(
                    deadline.evidence,
                    f"附表的时限“{deadline.evidence.surface}”与正文（{task.path}）的“{words}”不一致。",
                )


def _due(plan: Plan) -> Mapping[str, Sequence[Deadline]]:
    """The dated deadlines in each clause, those of the clauses below it too."""
    document = plan.document
    found: dict[str, list[Deadline]] = {}
    for deadline in plan.facts.deadlines:
        clause = document.by_id.get(deadline.evidence.clause)
        for above in document.ancestors(clause) if clause and last_day(deadline) else ():
            found.setdefault(above.id, []).append(deadline)
    return found
