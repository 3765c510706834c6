"""单位不明：the unit asked for is in no plan, or the words fit several."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.lazy import lazily
from kb.model import Plan
from qa.answers import text
from qa.answers.wanted import Wanted
from qa.levels import remark
from qa.model import Asked, ClauseRow, Named, Query, Reply, Rows
from qa.passages import Passage, reader
from qa.show import clause_names
from qa.units import nearest
from qa.views import rows_of, unit_names


def _unknown(plans: Sequence[Plan], units: Sequence[Named]) -> Reply:
    words = "、".join(named.words for named in units)
    query = Query("任务", (f"责任单位含 {words}",))
    spoken = [_sentences(plan, units) for plan in plans]
    if any(spoken):
        passages = [p for found in spoken for p in found]
        note = f"“{words}”不是责任单位，没有列给它的任务；提到它的原文是："
        rows = Rows(quotes=tuple(p.evidence() for p in passages))
        return Reply("not_stated", f"{note}\n{text.quotes(plans, passages)}", query, 0, rows)
    near = tuple(dict.fromkeys(n for named in units for n in named.nearest))
    offer = f"名称相近的有：{'、'.join(near)}。" if near else ""
    apart = "".join(remark(named.words, named.nearest) for named in units)
    return Reply("unknown_unit", f"文中没有出现“{words}”，没有列给它的任务。{apart}{offer}", query, 0)


def _sentences(plan: Plan, units: Sequence[Named]) -> tuple[Passage, ...]:
    """Where the plan speaks of all of them, and not only of units whose names hold theirs."""
    found = [_spoken(plan, named) for named in units]
    return tuple(p for own in found for p in own) if all(found) else ()


def _spoken(plan: Plan, named: Named) -> tuple[Passage, ...]:
    inside = any(named.words in name for name in named.nearest)
    return () if inside else tuple(reader(plan.document).holding(named.words))


_UNREAD = lazily(r"^(?P<words>.*?)(?:在|负责|牵头|承担|要干|要做|$)")


def unread(asked: Asked) -> Reply:
    """Whatever stands where a unit should: no plan lists it."""
    match = _UNREAD.match(asked.slots.text)
    words = str(asked.slots.topic) or (match["words"] if match else "")
    return _unknown(asked.plans, (Named(words, (), nearest(words, asked.plans)),))


def elsewhere(place: str) -> Reply | None:
    """A place asked for that no plan is of or writes; None where there is none."""
    if not place:
        return None
    said = f"知识库里没有“{place}”的方案，别的方案也没有写到它，没有可答的内容。"
    return Reply("unknown_topic", said, Query("方案", (f"地方 {place}",)), 0)


def untitled(titles: Sequence[str]) -> Reply | None:
    """A plan asked for by a title or a number that no plan has or cites; None where there is none."""
    if not titles:
        return None
    named = "、".join(titles)
    return Reply(
        "unknown_topic", f"知识库里没有{named}，没有可答的内容。", Query("方案", (f"标题或文号 {named}",)), 0
    )


def _competing(plans: Sequence[Plan], named: Named) -> bool:
    """Several readings inside one plan; units of different plans do not compete."""
    return any(len(set(named.units) & set(unit_names(p.facts.responsibilities))) > 1 for p in plans)


def _readings(asked: Asked, named: Named) -> Reply:
    """Every unit the words fit, each with its own tasks."""
    wants = [Wanted(((unit,),)) for unit in named.units]
    lines = [f"“{named.words}”可以指{'、'.join(named.units)}，请说明是哪一个。"]
    rows: list[ClauseRow] = []
    for plan in asked.plans:
        for want in wants:
            found = want.tasks(plan)
            lines += [f"{want.units[0]}：{len(found)}条，{clause_names(plan, found)}。"] if found else []
        rows += rows_of(plan, [task for want in wants for task in want.tasks(plan)])
    query = Query("任务", (f"责任单位含 {' 或 '.join(named.units)}",))
    return Reply("ambiguous", "\n".join(lines), query, None, Rows(clauses=tuple(rows)))


def refusal(asked: Asked) -> Reply | None:
    """Why the units asked for cannot be looked up; None where all are clear."""
    units = asked.slots.units
    missing = [named for named in units if not named.units]
    if missing:
        return _unknown(asked.plans, missing)
    doubtful = next((named for named in units if _competing(asked.plans, named)), None)
    return _readings(asked, doubtful) if doubtful else None
