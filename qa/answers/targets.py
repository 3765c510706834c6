"""指标与目标值：what numbers the plan sets for an indicator, a year, or both."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from corpus.fold import fold
from corpus.lazy import lazily
from corpus.model import Span
from graph.wording import describe_target
from kb.model import Plan, Target
from qa.answers import naming, text
from qa.answers.goals import is_called, of_the_plan
from qa.chunks import Group, names
from qa.model import Asked, Query, Reply, Rows, Slots, Topic
from qa.passages import KNOWN, NEAR, Passage, coverage, reader, relevant
from qa.phrases import phrase_round, phrases
from qa.shapes import NUMERAL
from qa.show import by_plan, place_of
from qa.views import fact_rows, owners, tasks, within

_PHRASE, _PHRASE_NAMES, _HEAD = 0.7, 0.5, 0.4
_FIGURE = r"[0-9二两三四五六七八九十百]+[多余]?个?"
Found = list[tuple[Plan, list[Target]]]


def named(plans: Sequence[Plan], slots: Slots) -> Found:
    """Targets whose indicator the topic names; each alternative of the topic finds its own."""
    found: set[Target] = set()
    for group in slots.topic.groups:
        about = partial(_about, topic=Topic((group,)))
        speaking = [plan for plan in plans if reader(plan.document).hears(group)]
        goals = [(plan, t) for plan in speaking for t in plan.facts.targets if _names(plan, t, group)]
        scored = [(about(plan, target), target) for plan, target in goals]
        best = max((score for score, _ in scored), default=0.0)
        if best >= KNOWN:
            found |= {target for score, target in scored if score >= NEAR * best}
            found |= _further(plans, Topic((group,)), found)
            found |= {later for plan in plans for later in _later(plan, found)}
    return [(p, [t for t in p.facts.targets if t in found]) for p in plans]


def _names(plan: Plan, target: Target, group: Group) -> bool:
    """What stands around the figure names the things asked: 棉花收获机械化率 is not 水稻收获机械化率."""
    clause = plan.document.by_id.get(target.evidence.clause)
    above = [c.heading for c in plan.document.ancestors(clause)] if clause else []
    said = (target.indicator, _sentence(plan, target), *above, _title(plan))
    return names(group, " ".join(said)) or coverage(plan.document, Topic((group,)), target.indicator) >= NEAR


def _further(plans: Sequence[Plan], topic: Topic, found: set[Target]) -> set[Target]:
    """In plans with none so far: targets whose indicator names the topic with its sentence and the title.

    产业规模 in a sentence, or a plan, on 低空经济产业 is 低空经济产业规模.
    """
    return {
        t
        for plan in plans
        if not any(t in found for t in plan.facts.targets)
        for t in plan.facts.targets
        if coverage(plan.document, topic, t.indicator) >= _HEAD
        and coverage(plan.document, topic, f"{t.indicator} {_sentence(plan, t)} {_title(plan)}") >= NEAR
    }


def _later(plan: Plan, found: set[Target]) -> Iterator[Target]:
    """The same for other years where the sentence says the noun once: 2025年建成充电桩10个，2026年建成12个."""
    said = reader(plan.document)
    own = [t for t in plan.facts.targets if t in found and t.year]
    for target in plan.facts.targets:
        if target in found or not target.year:
            continue
        for first in own:
            same = (first.measure, first.change) == (target.measure, target.change)
            if (
                same
                and first.year != target.year
                and set(target.indicator) < set(first.indicator)
                and said.number_at(first.evidence.span.start) == said.number_at(target.evidence.span.start)
            ):
                yield target
                break


def _title(plan: Plan) -> str:
    return plan.document.header.title or ""


def _sentence(plan: Plan, target: Target) -> str:
    return " ".join(p.text for p in text.holding([plan], [(plan, [target.evidence.span])]))


def _about(plan: Plan, target: Target, *, topic: Topic) -> float:
    """How far the indicator, else the phrase it stands in, names the topic."""
    document, span = plan.document, target.evidence.span
    named_by = coverage(document, topic, target.indicator)
    if named_by >= KNOWN:
        return named_by
    return _PHRASE * coverage(document, topic, phrase_round(document.folded, span))


def _fits(target: Target, slots: Slots) -> bool:
    measure = _measured(target, slots)
    per = not slots.schedule or target.per is None or slots.schedule.endswith(target.per)
    return measure and per


def _measured(target: Target, slots: Slots) -> bool:
    return not slots.measures or target.measure in slots.measures


def _any(found: Found) -> bool:
    return any(targets for _, targets in found)


def _in_years(found: Found, years: Sequence[str]) -> Found:
    return [(p, [t for t in ts if t.year in years]) for p, ts in found]


def _lines(plan: Plan, targets: Sequence[Target]) -> str:
    return "\n".join(f"{place_of(plan, t)} {describe_target(t)}，原文“{t.evidence.surface}”" for t in targets)


def reply(
    plans: Sequence[Plan], found: Found, query: Query, *, status: str = "answered", note: str = ""
) -> Reply:
    passages = text.holding(plans, [(p, [t.evidence.span for t in ts]) for p, ts in found])
    body = by_plan(
        plans, [(p, f"{_lines(p, ts)}\n{text.quote_lines(p, passages)}".strip()) for p, ts in found]
    )
    targets = tuple(t for _, ts in found for t in ts)
    return Reply(
        status,
        f"{note}\n{body}".strip(),
        query,
        len(targets),
        Rows(
            clauses=tuple(row for p, ts in found for row in fact_rows(p, ts)),
            targets=targets,
            quotes=tuple(p.evidence() for p in passages),
        ),
        indicators=tuple(dict.fromkeys(t.indicator for t in targets)),
    )


def answer(asked: Asked) -> Reply:
    """The targets of the topic, of the numbered clause, of the year, or all."""
    refused = naming.refusal(asked)
    if refused:
        return refused
    slots, plans = asked.slots, asked.plans
    years = (f"年份 {'、'.join(slots.years)}",) if slots.years else ()
    query = Query("目标值", ((f"指标 {slots.topic}",) if slots.topic else ()) + years)
    written = _written(plans, slots)
    if _any(written):
        return reply(plans, written, query)
    if slots.labels:
        return _of_clauses(asked)
    if not slots.topic:
        return _listing(asked, query)
    about = [(p, of_units(p, slots) if of_the_plan(p, slots) else ts) for p, ts in named(plans, slots)]
    found = [(p, [t for t in ts if _fits(t, slots)]) for p, ts in about]
    if not _any(found) and slots.schedule:
        found = [(p, [t for t in ts if _fits(t, replace(slots, schedule=None))]) for p, ts in about]
    if not _any(found):
        return _without(asked, query)
    if slots.each and _of_the_whole(found):
        note = f"文中没有给出每一份的数值，写明的是“{slots.topic}”的总数："
        return reply(plans, found, query, status="not_stated", note=note)
    dated = _in_years(found, slots.years)
    if _any(dated) or not slots.years:
        return reply(plans, dated if slots.years else found, query)
    undated = any(t.year is None and (t.per or _spoken(plans, slots)) for _, ts in found for t in ts)
    note = f"文中没有单独给出“{slots.topic}”{'、'.join(slots.years)}年的目标值；已给出的是："
    return reply(plans, found, query, status="answered" if undated else "not_stated", note=note)


_ASKS = lazily("[哪谁啥吗怎何什几能可否不]|多少|为什么|如何|是否")


def or_text(asked: Asked) -> Reply:
    """The name of an indicator alone (2026年产业规模) asks for its value; other words for what is said."""
    slots = asked.slots
    if not (slots.labels or slots.units or _ASKS.search(slots.text)):
        for plan in asked.plans:
            if any(is_called(plan, t, slots.topic) for t in plan.facts.targets):
                return answer(asked)
    return text.answer(asked)


def _written(plans: Sequence[Plan], slots: Slots) -> Found:
    """The targets read from the very words that the question quotes (“23岁”到底是几岁)."""
    return [
        (p, [t for t in p.facts.targets if any(q in fold(t.evidence.surface) for q in slots.quoted)])
        for p in plans
    ]


_A_HEAD = lazily(r"每(?!年|月|季|周|天|日)|人均|户均|平均|/人")


def _of_the_whole(found: Found) -> bool:
    """None of the figures is one a head: 20万元 for a fund is not what each student gets."""
    return not any(_A_HEAD.search(_sentence(p, t)) for p, ts in found for t in ts)


def _spoken(plans: Sequence[Plan], slots: Slots) -> bool:
    """A sentence speaks of the topic and of the year, though without a figure."""
    return any(f"{year}年" in p.text for p in relevant(plans, slots.topic) for year in slots.years)


def _of_clauses(asked: Asked) -> Reply:
    found: Found = [
        (p, [t for t in p.facts.targets if any(within(p.document, t.evidence, c) for c in clauses)])
        for p, clauses in text.labelled(asked)
    ]
    query = Query("目标值", (f"条款 第{'、'.join(asked.slots.labels)}条",))
    about = {t for _, ts in named(asked.plans, asked.slots) for t in ts}
    found = [(p, [t for t in ts if t in about] or ts) for p, ts in found]
    if _any(found):
        return reply(asked.plans, found, query, note=f"共{sum(len(ts) for _, ts in found)}个：")
    return text.clause_reply(asked, query, status="not_stated", note="这一条没有量化目标。")


def of_units(plan: Plan, slots: Slots) -> list[Target]:
    """The targets of the tasks that list one of the units asked for; all where none is asked."""
    units = {unit for named in slots.units for unit in named.units}
    if not units:
        return list(plan.facts.targets)
    held = [c for c in tasks(plan) if units & {r.unit for r in owners(plan, c)}]
    return [t for t in plan.facts.targets if any(within(plan.document, t.evidence, c) for c in held)]


def _listing(asked: Asked, query: Query) -> Reply:
    """All targets, of the years or the period asked or of the whole plan."""
    slots = asked.slots
    per = slots.schedule.removeprefix("R/") if slots.schedule else None
    every: Found = [
        (p, [t for t in of_units(p, slots) if (per is None or t.per == per) and _measured(t, slots)])
        for p in asked.plans
    ]
    found = _in_years(every, slots.years) if slots.years else every
    if not _any(found):
        return _in_words(asked, query)
    when = f"{'、'.join(slots.years)}年的" if slots.years else ""
    return reply(asked.plans, found, query, note=f"{when}量化目标共{sum(len(ts) for _, ts in found)}个：")


def _in_words(asked: Asked, query: Query) -> Reply:
    """No figure: the sentences that speak of the year, which may set a goal in words."""
    note = "文中没有这样的量化目标"
    spans = [(p, [Span(*m.span()) for y in asked.slots.years for m in _year_in(p, y)]) for p in asked.plans]
    passages = text.holding(asked.plans, spans)
    if not passages:
        return Reply("not_stated", f"{note}。", query, 0)
    return text.quoted(asked, passages, query, status="not_stated", note=f"{note}；写到这一年的原文是：")


def _year_in(plan: Plan, year: str) -> Iterator[re.Match[str]]:
    return re.finditer(rf"(?<!\d){year}年", plan.document.folded)


def _without(asked: Asked, query: Query) -> Reply:
    """No target read: quote the sentences that speak of it, as an answer where they give the figure."""
    passages = relevant(asked.plans, asked.slots.topic)
    if not passages:
        return text.unknown(asked, query)
    given = [p for p in passages if _gives(p, asked.slots)]
    if given or not asked.slots.amount:
        return text.quoted(asked, given or passages, query)
    note = f"文中提到了“{asked.slots.topic}”，但没有给出所问的数值："
    return text.quoted(asked, passages, query, status="not_stated", note=note)


_YEARS = lazily(rf"20\d\d(?:[-—至到]20\d\d)?年?|[0-9]{{1,2}}月|第{NUMERAL}")


def _gives(passage: Passage, slots: Slots) -> bool:
    """A phrase of the sentence names the topic and has a figure that is no date, of the measure asked."""
    measures = "|".join(map(re.escape, slots.measures))
    figure = re.compile(f"{_FIGURE}(?:{measures})" if measures else "[0-9]")
    sentence = _YEARS.sub(lambda m: " " * len(m[0]), passage.span.of(passage.document.folded))
    if slots.measures and coverage(passage.document, slots.topic, passage.text) >= NEAR:
        return bool(figure.search(sentence))
    return any(
        figure.search(phrase) and coverage(passage.document, slots.topic, phrase) >= _PHRASE_NAMES
        for phrase in phrases(sentence)
    )
