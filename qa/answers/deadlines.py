"""期限：when a thing is due; what is due in a year, before a month, or every so often."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from corpus.lazy import lazily
from corpus.model import Clause, Span
from corpus.spans import Spans
from graph.wording import describe_date, describe_deadline, describe_period, describe_target
from kb.model import Deadline, Plan, Target
from qa.answers import naming, targets, text
from qa.answers.wanted import wanted
from qa.lexicon import load
from qa.model import Asked, Query, Reply, Rows, Slots, Topic
from qa.passages import KNOWN, NEAR, Passage, coverage, relevant
from qa.phrases import phrases
from qa.show import by_plan, place_of
from qa.views import due_day, due_year, fact_rows, months, ranks, tasks, within

_LENGTHS = frozenset(("个工作日", "工作日", "天", "日", "小时", "分钟", "个月", "月", "周", "年"))
_HOW_LONG = lazily(r"多久|多长|期限|时限|时间|(?:几|多少)个?(?:天|日|月|周|年|小时|工作日)")
Due = tuple[Plan, list[Deadline], list[Target]]
Found = list[Due]


def answer(asked: Asked) -> Reply:
    """When the topic (or the numbered clause) is due."""
    slots = asked.slots
    if slots.labels:
        return _of_clauses(asked)
    query = Query("期限", (f"主题 {slots.topic}",))
    spoken = relevant(asked.plans, slots.topic)
    if not spoken:
        return text.unknown(asked, query)
    passages, other = _of_the_event(spoken, slots)
    ends = _kinds(slots.shape) == {"end"}
    found: Found = [(p, _inside(p, passages, ends=ends), _dated(p, slots)) for p in asked.plans]
    found = [_with_headed(due, slots, ends=ends) for due in found] if passages else []
    if any(d or t for _, d, t in found):
        return _reply(asked, found, query)
    note = f"文中提到了“{slots.topic}”，但没有写明{'所问的时间' if other else '时限'}："
    return text.quoted(asked, spoken, query, status="not_stated", note=note)


def _with_headed(found: Due, slots: Slots, *, ends: bool) -> Due:
    """And all the time limits of a task whose heading is the topic, where none of those found stands in it."""
    plan, deadlines, goals = found
    document = plan.document
    for task in tasks(plan):
        if coverage(document, slots.topic, task.heading) < NEAR:
            continue
        proofs = [*(d.evidence for d in deadlines), *(t.evidence for t in goals)]
        if not any(within(document, evidence, task) for evidence in proofs):
            deadlines = [*deadlines, *_within(plan, task, ends=ends)]
            goals = [
                *goals,
                *(t for t in plan.facts.targets if t.year and within(document, t.evidence, task)),
            ]
    return plan, sorted(deadlines, key=lambda d: d.evidence.span), goals


def _within(plan: Plan, task: Clause, *, ends: bool) -> list[Deadline]:
    own = [d for d in plan.facts.deadlines if within(plan.document, d.evidence, task)]
    return [d for d in own if d.kind != "every"] if ends else own


def _kinds(words: str) -> set[str]:
    """Whether the words speak of the end of a thing (建成, 投用), of its start (启动, 开工), or of both."""
    return {kind for kind, verbs in load("words")["event_kinds"].items() if any(v in words for v in verbs)}


def _of_the_event(
    passages: Sequence[Passage], slots: Slots
) -> tuple[tuple[Passage, ...], tuple[Passage, ...]]:
    """The sentences, and those whose phrase on the topic tells of the other end of it (启动 for 建成)."""
    asked = _kinds(slots.shape)
    other = tuple(p for p in passages if asked and _tells_otherwise(p, slots, asked))
    return tuple(p for p in passages if p not in other), other


def _tells_otherwise(passage: Passage, slots: Slots, asked: set[str]) -> bool:
    said = phrases(passage.span.of(passage.document.folded))
    told = [_kinds(phrase) for phrase in said if coverage(passage.document, slots.topic, phrase) >= KNOWN]
    return bool(told) and all(kinds and not kinds & asked for kinds in told)


def _inside(plan: Plan, passages: Sequence[Passage], *, ends: bool = False) -> list[Deadline]:
    """The time limits of the sentences; what comes back every year is none for the end of a thing."""
    own = [p.span for p in passages if p.within(plan)]
    inside = [d for d in plan.facts.deadlines if any(s.overlaps(governed(plan, d)) for s in own)]
    return [d for d in inside if d.kind != "every"] if ends else inside


def governed(plan: Plan, deadline: Deadline) -> Span:
    """What a time limit holds for: its own characters, or the whole clause that it opens (2024年:…)."""
    clause, span = plan.document.by_id.get(deadline.evidence.clause), deadline.evidence.span
    opens = clause is not None and clause.kind == "paragraph" and clause.span.start + 2 >= span.start
    return clause.span if clause and opens and plan.document.folded[span.end : span.end + 1] in ":," else span


def _dated(plan: Plan, slots: Slots) -> list[Target]:
    """Targets of a named year whose indicator is the topic (97% 是哪一年), and lengths of time."""
    found = [t for _, ts in targets.named([plan], slots) for t in ts]
    length = bool(_HOW_LONG.search(slots.shape))
    return [t for t in found if t.year or (length and t.measure in _LENGTHS)]


def _of_clauses(asked: Asked) -> Reply:
    query = Query("期限", (f"条款 第{'、'.join(asked.slots.labels)}条",))
    found: Found = [
        (p, [d for d in p.facts.deadlines if any(within(p.document, d.evidence, c) for c in clauses)], [])
        for p, clauses in text.labelled(asked)
    ]
    if any(d for _, d, _ in found):
        return _reply(asked, found, query)
    return text.clause_reply(asked, query, status="not_stated", note="这一条没有写明时限。")


def fits(deadline: Deadline, slots: Slots) -> bool:
    """The time limit is of the years, the month or the period asked for."""
    if slots.month or slots.before or slots.after:
        day = due_day(deadline)
        return day is not None and _in_time(day[:7], slots)
    if slots.schedule:
        return deadline.kind == "every" and deadline.value == slots.schedule
    return due_year(deadline) in slots.years if slots.years else True


def _in_time(due: str, slots: Slots) -> bool:
    """``due`` is a month asked for, or no later, or later; the year counts where both name one."""
    if slots.after:
        return due > slots.after and due[:4] != "XXXX"
    limit = slots.month or slots.before or ""
    first, last = months(limit) or (1, 12)
    same_year = "XXXX" in (limit[:4], due[:4]) or due[:4] == limit[:4]
    month = int(due[5:])
    if slots.month:
        return same_year and first <= month <= last
    return month <= last if same_year else due[:4] < limit[:4]


def target_fits(target: Target, slots: Slots) -> bool:
    """The target is of the years, the month or the period asked for."""
    limit = slots.month or slots.before or slots.after
    if limit:
        dated = target.year is not None and limit[:4] != "XXXX"
        return dated and _in_time(f"{target.year}-12", slots)
    if slots.schedule:
        return target.per is not None and slots.schedule == f"R/{target.per}"
    return target.year in slots.years


def _wording(slots: Slots) -> str:
    if slots.schedule:
        return f"周期 每{describe_period(slots.schedule.removeprefix('R/'))}"
    if slots.before or slots.month or slots.after:
        return f"期限 {when(slots)}"
    return f"到期年份 {'、'.join(slots.years)}" if slots.years else "全部期限"


def when(slots: Slots) -> str:
    """The time asked for in words: 2025年6月前, 2025年底前, 2026年起, 2024、2025年; "" where there is none."""
    limit = slots.before or slots.month
    if limit:
        year_end = slots.before and limit.endswith("-12") and not limit.startswith("XXXX")
        return f"{limit[:4]}年底前" if year_end else f"{describe_date(limit)}{'前' if slots.before else ''}"
    if slots.after:
        return f"{int(slots.after[:4]) + 1}年起"
    return f"{'、'.join(slots.years)}年" if slots.years else ""


def _without_general(slots: Slots) -> Slots:
    """执行到2020年底的政策 asks for whatever is due then."""
    general = load("words")["general"]
    groups = (tuple(c for c in group if c[0] not in general) for group in slots.topic.groups)
    return replace(slots, topic=Topic(tuple(group for group in groups if group)))


def due(asked: Asked) -> Reply:
    """Everything due in a year, in or before a month, or repeating every so often."""
    refused = naming.refusal(asked)
    if refused:
        return refused
    for slots in dict.fromkeys((asked.slots, _without_general(asked.slots))):
        found: Found = [narrowed(_due(p, slots), slots) for p in asked.plans]
        if any(d or t for _, d, t in found):
            return _unranked(_reply(asked, found, _query(slots)), asked)
    return Reply("not_stated", f"文中没有写明{_wording(asked.slots)}的事项。", _query(asked.slots), 0)


def _unranked(reply: Reply, asked: Asked) -> Reply:
    """Where a role is asked of plans that rank nobody, that it could not be looked at."""
    if not (asked.slots.roles and asked.slots.units) or any(ranks(p) for p in asked.plans):
        return reply
    note = "（文中责任单位没有区分牵头与配合，下面是列着它的任务里的。）\n"
    return replace(reply, text=note + reply.text)


def _query(slots: Slots) -> Query:
    topic = (f"主题 {slots.topic}",) if slots.topic else ()
    units = wanted(slots).conditions() if slots.units else ()
    return Query("期限和目标值", (_wording(slots), *topic, *units))


def _due(plan: Plan, slots: Slots) -> Due:
    facts = plan.facts
    return (
        plan,
        [d for d in facts.deadlines if fits(d, slots)],
        [t for t in facts.targets if target_fits(t, slots)],
    )


def narrowed(found: Due, slots: Slots) -> Due:
    """Only what the topic and the units asked for have to do with."""
    return _of_units(_about(found, slots), slots)


def _about(found: Due, slots: Slots) -> Due:
    """Only what stands in the sentences that speak of the topic."""
    plan, deadlines, goals = found
    if not slots.topic:
        return found
    spans = [p.span for p in relevant([plan], slots.topic)]
    spans += [c.span for c in tasks(plan) if coverage(plan.document, slots.topic, c.heading) >= KNOWN]
    inside = Spans.of(spans)
    return (
        plan,
        [d for d in deadlines if inside.cover(d.evidence.span)],
        [t for t in goals if inside.cover(t.evidence.span)],
    )


def _of_units(found: Due, slots: Slots) -> Due:
    """Only what stands in tasks that list one of the units asked for."""
    plan, deadlines, goals = found
    if not slots.units:
        return found
    want = wanted(slots)
    want = want if not want.role or ranks(plan) else replace(want, role=None)
    inside = Spans.of(c.span for c in want.tasks(plan))
    return (
        plan,
        [d for d in deadlines if inside.cover(d.evidence.span)],
        [t for t in goals if inside.cover(t.evidence.span)],
    )


def _counts(rows: Rows) -> str:
    """The clauses are what is counted; time limits and targets may be several in one."""
    facts = ((len(rows.deadlines), "处时限"), (len(rows.targets), "个目标值"))
    within = "、".join(f"{count}{word}" for count, word in facts if count)
    return f"共涉及{len(rows.clauses)}个条款（{within}）"


def _limits(dated: Sequence[Deadline]) -> Callable[[Passage], str]:
    """The time limits that stand in a sentence."""
    said: dict[tuple[str, Span], list[Deadline]] = {}
    for limit in dated:
        said.setdefault((limit.evidence.document, limit.evidence.span), []).append(limit)
    spans = {name: Spans.of(s for d, s in said if d == name) for name in {name for name, _ in said}}

    def limits(passage: Passage) -> str:
        inside = spans.get(passage.document.id, Spans.of(())).inside(passage.span)
        own = (limit for span in inside for limit in said[passage.document.id, span])
        return "、".join(dict.fromkeys(describe_deadline(limit) for limit in own))

    return limits


def _reply(asked: Asked, found: Found, query: Query) -> Reply:
    """Targets with their values, then every sentence with the time limits that stand in it."""
    spans = [(p, [*(governed(p, d) for d in ds), *(t.evidence.span for t in ts)]) for p, ds, ts in found]
    passages = text.holding(asked.plans, spans)
    dated = [d for _, ds, _ in found for d in ds]
    limits = _limits(dated)

    rows = Rows(
        clauses=tuple(row for p, ds, ts in found for row in fact_rows(p, [*ds, *ts])),
        deadlines=tuple(dated),
        targets=tuple(t for _, _, ts in found for t in ts),
        quotes=tuple(s.evidence() for s in passages),
    )
    parts = []
    for plan, _, goals in found:
        lines = [f"{place_of(plan, t)} {describe_target(t)}" for t in goals]
        parts.append((plan, "\n".join([*lines, text.quote_lines(plan, passages, limits)]).strip()))
    body = by_plan(asked.plans, parts)
    indicators = tuple(dict.fromkeys(t.indicator for t in rows.targets))
    return Reply("answered", f"{_counts(rows)}：\n{body}", query, len(rows.clauses), rows, indicators)
