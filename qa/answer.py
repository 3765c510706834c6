"""问答：a question over plans, answered from the facts, with the query and the evidence.

``ask`` answers one question, ``turn`` one of a conversation. Neither raises, and neither guesses: what the
plans do not give is refused with its own status.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from corpus.fold import fold
from corpus.lazy import lazily
from corpus.model import Document
from kb.facts_json import clause_json, deadline_json, evidence_json, responsibility_json, target_json
from kb.model import Deadline, Evidence, Plan, Responsibility, Target
from qa.answers import (
    arithmetic,
    calendar,
    collection,
    deadlines,
    fallback,
    gaps,
    header,
    idle,
    limits,
    membership,
    naming,
    owners,
    peers,
    ranking,
    standing,
    targets,
    tasks,
    text,
)
from qa.caveats import absent, plans_counted, unused, which_plan
from qa.directory import directory
from qa.followup import dangling, resolved, unanswerable, wide
from qa.intents import UNKNOWN
from qa.model import START, Answer, Asked, Reply, Slots, Thread, Topic, Turn, Understood
from qa.parts import parts
from qa.points import points, values
from qa.reading import Reading, read
from qa.selection import selected
from qa.several import joined
from qa.slots import LIMIT, bounded
from qa.topic import topic
from qa.units import named
from qa.writing import written

Json = dict[str, Any]
ANSWERERS: dict[str, Callable[[Asked], Reply]] = {
    "tasks": tasks.answer,
    "owners": owners.answer,
    "not_owners": owners.others,
    "unread_unit": naming.unread,
    "membership": membership.answer,
    "compare": ranking.compare,
    "most_tasks": ranking.by_unit,
    "units_by_count": ranking.by_count,
    "most_units": ranking.by_task,
    "most_targets": ranking.by_target,
    "targets": targets.answer,
    "limits": limits.answer,
    "arithmetic": arithmetic.answer,
    "containing": text.containing,
    "where": text.where,
    "deadline": deadlines.answer,
    "due": deadlines.due,
    "by_date": calendar.answer,
    "gap": gaps.answer,
    "ranked": gaps.ranked,
    "joint": gaps.joint,
    "alone": gaps.alone,
    "header": header.answer,
    "size": header.size,
    "plan_list": collection.listed,
    "plans_without": collection.without,
    "repairs": header.repairs,
    "idle": idle.answer,
    "standing": standing.answer,
    "unit_list": header.units,
    "about": text.about,
    "section": text.section,
    "text": targets.or_text,
}


def ask(
    question: str, plans: Sequence[Plan], *, today: str | None = None, previous: Slots | None = None
) -> Answer:
    """Answer a question in Chinese; ``today`` (``YYYY-MM-DD``) is what 今年 refers to, if anything.

    ``previous`` are the slots of the question before it, from which one that leaves something out is filled in.
    """
    return turn(question, plans, today=today, thread=Thread(previous)).answer


def turn(question: str, plans: Sequence[Plan], *, today: str | None = None, thread: Thread = START) -> Turn:
    """A question of a conversation; pass the thread of the turn before it."""
    typed = written(bounded(question), plans)
    today = today if today and _DAY.fullmatch(today) else None
    asked = parts(typed.text, plans, today=today)
    turns: list[Turn] = []
    for part in asked:
        turns.append(_turn(part, plans, today, turns[-1].thread if turns else thread))
    answer = _as_typed(question, typed.corrections, [own.answer for own in turns], asked, plans)
    read_as = tuple(text for own in turns for text in own.read_as)
    return Turn(answer, turns[-1].thread, read_as if read_as != tuple(asked) else (), turns[-1].kept)


def _turn(part: str, plans: Sequence[Plan], today: str | None, thread: Thread) -> Turn:
    whole = resolved(part, thread.slots, plans, today=today) if thread.slots else part
    found, kept = read(whole or part, plans, today=today), False
    if 0 < len(thread.scope) < len(found.chosen.plans) == len(plans) and (whole != part or wide(found.slots)):
        found, kept = read(whole or part, thread.scope, today=today), True
    lost = whole is None or (not thread.slots and dangling(found.slots))
    after = thread if whole is None else Thread(found.slots, found.chosen.plans)
    return Turn(_one(part, found, plans, lost=lost), after, (whole or part,), kept and not lost)


def _as_typed(
    question: str,
    slips: tuple[str, ...],
    answers: Sequence[Answer],
    asked: Sequence[str],
    plans: Sequence[Plan],
) -> Answer:
    """The answer to all parts under the line as it was typed, with what was put right in its writing."""
    found = answers[0] if len(answers) == 1 else joined(question, asked, answers, plans)
    corrections = (*slips, *found.understood.corrections)
    return replace(
        found,
        question=question,
        understood=replace(found.understood, corrections=corrections),
        text=_cut(question) + _said(slips) + found.text,
        documents=_documents(found, plans),
    )


def _documents(found: Answer, plans: Sequence[Plan]) -> tuple[Document, ...]:
    """Of every row: those of the clauses first, then those of other facts and quotes."""
    own = dict.fromkeys(row.document.id for row in found.rows.clauses)
    own |= dict.fromkeys(proof.document for proof in _proofs(found))
    held = {plan.document.id: plan.document for plan in plans}
    return tuple(held[identity] for identity in own)


def _cut(question: str) -> str:
    return f"（问题太长，只读了前{LIMIT}个字）\n" if len(question) > LIMIT else ""


def _one(question: str, found: Reading, plans: Sequence[Plan], *, lost: bool) -> Answer:
    if lost:
        return _answer(question, replace(found.understood, intent=UNKNOWN), unanswerable(question))
    answer = ANSWERERS.get(found.understood.intent, fallback.answer)
    chosen = found.chosen
    refused = naming.untitled(chosen.unknown) or naming.elsewhere(chosen.foreign)
    reply = refused or _of_peers(found) or answer(Asked(chosen.plans, found.slots))
    reply = plans_counted(which_plan(unused(absent(reply, found), found), found.slots), found.slots, plans)
    return _answer(question, found.understood, reply, clock=found.slots.clock)


def _of_peers(found: Reading) -> Reply | None:
    """The tasks of the same unit of several places, where they are asked for."""
    intent = found.understood.intent
    asked = Asked(found.chosen.plans, found.slots)
    return peers.answer(asked, compared=intent == "compare") if intent in ("tasks", "compare") else None


def _said(corrections: Sequence[str]) -> str:
    return f"（已按“{'，'.join(corrections)}”理解）\n" if corrections else ""


_DAY = lazily(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")


def _answer(question: str, understood: Understood, reply: Reply, *, clock: str | None = None) -> Answer:
    said = _said(understood.corrections)
    said += f"（以{clock}为今天）\n" if clock else ""
    return Answer(
        question=question,
        understood=replace(understood, indicators=reply.indicators),
        query=reply.query,
        status=reply.status,
        text=said + reply.text,
        count=reply.count,
        rows=reply.rows,
    )


def _direct(intent: str, plans: Sequence[Plan], slots: Slots) -> Answer:
    reply = ANSWERERS[intent](Asked(tuple(plans), slots))
    units = tuple(u for n in slots.units for u in n.units)
    understood = Understood(intent, units, years=slots.years, labels=slots.labels, topic=str(slots.topic))
    found = _answer(slots.text, understood, reply)
    return replace(found, documents=_documents(found, plans))


def tasks_of(plans: Sequence[Plan], unit: str) -> Answer:
    """The tasks that list ``unit`` (any of its names); status ``unknown_unit`` where no plan has it."""
    chosen, words = _chosen(unit, plans)
    return _direct("tasks", chosen, Slots(words, "U", units=(named(words, chosen),)))


def owners_of(plans: Sequence[Plan], about: str) -> Answer:
    """Who answers for a topic, or for a clause given by its number (14, 第14条, 第十四条)."""
    chosen, words = _chosen(about, plans)
    labels = (words,) if words.isdecimal() else values(points("".join(words.split()), None), "label")
    return _direct("owners", chosen, Slots(words, labels=labels, topic=Topic() if labels else topic(words)))


def targets_of(plans: Sequence[Plan], about: str = "", year: str | None = None) -> Answer:
    """The targets of an indicator, of a year, of both, or all of them."""
    chosen, words = _chosen(about, plans)
    return _direct("targets", chosen, Slots(words, topic=topic(words), years=(year,) if year else ()))


def _chosen(words: str, plans: Sequence[Plan]) -> tuple[Sequence[Plan], str]:
    """The plans that the words name by a place or a title, and the words without the title."""
    found = selected(bounded(words), plans)
    return (plans, fold(bounded(words))) if found.unknown or found.foreign else (found.plans, found.text)


def deadlines_of(
    plans: Sequence[Plan], *, year: str | None = None, before: str | None = None, every: str | None = None
) -> Answer:
    """What is due in ``year``, before the EDTF month ``before`` (``2024-06``, ``XXXX-06``), or
    ``every`` ISO 8601 period (``P3M``); everything with a time limit where none is given."""
    schedule = f"R/{every.removeprefix('R/')}" if every else None
    return _direct("due", plans, Slots("", years=(year,) if year else (), before=before, schedule=schedule))


def unit_names(plans: Sequence[Plan]) -> tuple[str, ...]:
    """Every unit that the plans list, in the order of first mention."""
    return directory(plans).units


_FACTS: tuple[tuple[str, Callable[[Any], Json]], ...] = (
    ("units", responsibility_json),
    ("targets", target_json),
    ("deadlines", deadline_json),
)


def _proofs(answer: Answer) -> list[Evidence]:
    """Evidence of every fact and quote, each once, in plan order."""
    rows = answer.rows
    facts: tuple[Responsibility | Target | Deadline, ...] = (*rows.units, *rows.targets, *rows.deadlines)
    return list(dict.fromkeys([*(fact.evidence for fact in facts), *rows.quotes]))


def to_json(answer: Answer) -> Json:
    """The answer as plan-answer/1; facts carry the id of their ``document`` besides plan-facts/1."""
    understood = answer.understood
    return {
        "schema": "plan-answer/1",
        "question": answer.question,
        "understood": {
            "intent": understood.intent,
            "units": list(understood.units),
            "indicators": list(understood.indicators),
            "years": list(understood.years),
            "roles": list(understood.roles),
            "labels": list(understood.labels),
            "topic": understood.topic,
            "corrections": list(understood.corrections),
        },
        "query": str(answer.query),
        "status": answer.status,
        "answer": answer.text,
        "count": answer.count,
        "clauses": [{"document": r.document.id, **clause_json(r.clause)} for r in answer.rows.clauses],
        **{
            kind: [{"document": f.evidence.document, **shape(f)} for f in getattr(answer.rows, kind)]
            for kind, shape in _FACTS
        },
        "evidence": [evidence_json(evidence) for evidence in _proofs(answer)],
    }
