"""责任单位：tasks nobody answers for, and lists that name or rank a unit in a strange way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from corpus.fold import fold
from corpus.lazy import lazily
from corpus.model import Clause, Document
from kb.lint.annexes import tasks_and_headings
from kb.lint.model import HINT, Note, head_of, note_at, path_of
from kb.lint.rosters import Roster, rosters
from kb.model import Plan, Responsibility

_TASKS = ("measure", "table_row")
_SURE = frozenset({"explicit", "alias", "prefix_inherited", "separator_restored"})
_HABIT = 4
_SHORT = 120
_FORMAL = lazily("起施行|起实施|有效期|负责解释|同时废止")
_DIVIDED = lazily("[^、,;。()\n]{0,6}(?:分工|分别|按职责|各自)")


def without_unit(plan: Plan) -> Iterator[Note]:
    """A task without a list of units, beside tasks of its section with one, where most tasks of the plan
    have one; a hint where at least a sentence gives some unit the duty."""
    document = plan.document
    named = _holding(document, (duty for duty in plan.facts.responsibilities if duty.scope == "listed"))
    told = _holding(document, plan.facts.responsibilities)
    clauses = [one for one in tasks_and_headings(document) if not _is_formal(document, one)]
    for kind in _TASKS:
        tasks = [clause for clause in clauses if clause.kind == kind]
        having = [clause for clause in tasks if clause.id in named]
        sections = {_section(document, clause) for clause in having}
        most = f"全文{len(tasks)}项任务中有{len(having)}项列了责任单位"
        for clause in tasks if 2 * len(having) > len(tasks) else ():
            place = head_of(document, clause.id)
            if clause.id in named or _section(document, clause) not in sections:
                continue
            if clause.id in told:
                yield Note(clause.id, place, f"这项任务只在正文里交办，没有列出责任单位；{most}。", HINT)
            else:
                yield Note(clause.id, place, f"这项任务没有责任单位；{most}。")


def _is_formal(document: Document, clause: Clause) -> bool:
    """附则: a clause that only says from when and how long the plan is in force, or who explains it."""
    text = clause.span.of(document.folded)
    return len(text) < _SHORT and _FORMAL.search(text) is not None


def _holding(document: Document, duties: Iterable[Responsibility]) -> set[str]:
    """The clauses in which somebody has a duty, at any depth."""
    names = {duty.evidence.clause for duty in duties}
    clauses = [document.by_id[name] for name in names if name in document.by_id]
    return {above.id for clause in clauses for above in document.ancestors(clause)}


def _section(document: Document, clause: Clause) -> str:
    """The chapter of a task; "" where the task stands at the top itself."""
    top = document.ancestors(clause)[0]
    return "" if top is clause else top.id


def two_leads(plan: Plan) -> Iterator[Note]:
    """Lists with several leads; one hint for all of them where the plan makes a habit of it.

    按职责分工牵头 divides the lead and is no fault.
    """
    ranked = [roster for roster in rosters(plan) if roster.of("lead")]
    several = [
        roster for roster in ranked if len(roster.of("lead")) > 1 and not _divided(plan.document, roster)
    ]
    if len(several) > 2 and _HABIT * len(several) >= len(ranked):
        places = "、".join(dict.fromkeys(path_of(plan.document, roster.clause) for roster in several))
        count = f"全文{len(ranked)}份分主次的名单中有{len(several)}份列了两个以上牵头单位"
        yield note_at(several[0].of("lead")[1].evidence, f"{count}，谁负总责须另看惯例：{places}。", HINT)
        return
    for roster in several:
        leads = roster.of("lead")
        names = "、".join(duty.unit for duty in leads)
        yield note_at(leads[1].evidence, f"同一份名单有{len(leads)}个牵头单位：{names}。")


def _divided(document: Document, roster: Roster) -> bool:
    end = roster.of("lead")[-1].evidence.span.end
    return _DIVIDED.match(document.folded, end) is not None


def lead_and_support(plan: Plan) -> Iterator[Note]:
    for roster in rosters(plan):
        leads = {duty.unit for duty in roster.of("lead")}
        for duty in roster.of("support"):
            if duty.unit in leads:
                yield note_at(duty.evidence, f"“{duty.unit}”在同一份名单里既牵头又配合。")


def repeated(plan: Plan) -> Iterator[Note]:
    """A unit twice in one list; one that leads and supports is the matter of another check."""
    for roster in rosters(plan):
        first: dict[str, Responsibility] = {}
        for duty in roster.duties:
            before = first.setdefault(duty.unit, duty)
            again = duty.evidence.span.start > before.evidence.span.start
            if again and duty.certain and {before.role, duty.role} != {"lead", "support"}:
                yield note_at(duty.evidence, f"“{duty.unit}”在同一份名单里列了两次。")


def two_names(plan: Plan) -> Iterator[Note]:
    """A unit that the plan spells in two ways, a lost or inherited level prefix apart; at the rarer one."""
    spelt: dict[str, dict[str, list[Responsibility]]] = {}
    for duty in plan.facts.responsibilities:
        surface = fold("".join(duty.evidence.surface.split()))
        if not duty.group and duty.certain and duty.basis in _SURE:
            spelt.setdefault(duty.unit, {}).setdefault(surface, []).append(duty)
    for unit, surfaces in spelt.items():
        for surface, duties in surfaces.items():
            if _other(plan.document, surface, unit) and any(fold(unit).endswith(word) for word in surfaces):
                full = sum(len(found) for word, found in surfaces.items() if fold(unit).endswith(word))
                yield note_at(
                    duties[0].evidence,
                    f"“{surface}”（{len(duties)}次）与“{unit}”（{full}次）当是同一单位，全文写法不一。",
                )


def _other(document: Document, surface: str, unit: str) -> bool:
    """Whether ``surface`` is another spelling: not a part of the name, not a field of work, not defined."""
    name = fold(unit)
    if name.endswith(surface) or surface.endswith(name) or name.startswith(surface):
        return False
    if surface.endswith(("部门", "机关")):
        return False
    return re.search(f"简?称(?:为)?[:“\"'”]?{re.escape(surface)}", document.folded) is None
