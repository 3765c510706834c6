"""原文作答：questions about the wording are answered by quoting the sentences that speak of it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from corpus.model import Clause, Span
from kb.model import Plan
from qa.model import Asked, Query, Reply, Rows
from qa.passages import Passage, coverage, reader, relevant
from qa.show import by_plan, clause_name, quote_line
from qa.views import label_number, rows_of, tasks


def holding(plans: Sequence[Plan], spans: Sequence[tuple[Plan, Sequence[Span]]]) -> tuple[Passage, ...]:
    """The sentences in which the given characters stand, each once, in plan order."""
    found: list[Passage] = []
    for plan, wanted in spans:
        passages = reader(plan.document).passages
        starts = [p.span.start for p in passages]
        places = {bisect_right(starts, span.start) - 1 for span in wanted}
        found += [passages[i] for i in sorted(places) if i >= 0]
    return tuple(found)


def labelled(asked: Asked) -> list[tuple[Plan, list[Clause]]]:
    """Tasks with the numbers asked for."""
    wanted = {int(label) for label in asked.slots.labels}
    return [(p, [c for c in tasks(p) if label_number(c) in wanted]) for p in asked.plans]


def unknown(asked: Asked, query: Query) -> Reply:
    return Reply("unknown_topic", f"文中没有提到“{asked.slots.topic}”。", query, 0)


def quoted(
    asked: Asked, passages: Sequence[Passage], query: Query, *, status: str = "answered", note: str = ""
) -> Reply:
    parts, rows = [], []
    for plan in asked.plans:
        own = [p for p in passages if p.document is plan.document]
        parts.append((plan, "\n".join(quote_line(plan, p) for p in own)))
        rows += rows_of(plan, [plan.document.task_of(p.clause) for p in own])
    body = by_plan(asked.plans, parts)
    return Reply(
        status,
        f"{note}\n{body}".strip(),
        query,
        len(rows),
        Rows(clauses=tuple(rows), quotes=tuple(p.evidence() for p in passages)),
    )


def clause_reply(asked: Asked, query: Query, *, status: str = "answered", note: str = "") -> Reply:
    """The full text of the clauses asked for by number."""
    found = labelled(asked)
    if not any(clauses for _, clauses in found):
        return Reply("not_stated", f"文中没有第{'、'.join(asked.slots.labels)}条。", query, 0)
    parts = [
        (
            p,
            "\n".join(
                f"{clause_name(p, c)} {c.heading}：\n{c.span.of(p.document.text).strip()}" for c in clauses
            ),
        )
        for p, clauses in found
    ]
    return Reply(
        status,
        f"{note}\n{by_plan(asked.plans, parts)}".strip(),
        query,
        None,
        Rows(clauses=tuple(row for p, clauses in found for row in rows_of(p, clauses))),
    )


def answer(asked: Asked) -> Reply:
    """Quote what the plan says on the topic, or the clause whose number is asked."""
    slots = asked.slots
    if slots.labels:
        return clause_reply(asked, Query("原文", (f"条款 第{'、'.join(slots.labels)}条",)))
    query = Query("原文", (f"主题 {slots.topic}",))
    passages = relevant(asked.plans, slots.topic)
    return quoted(asked, passages, query) if passages else unknown(asked, query)


def about(asked: Asked) -> Reply:
    """Every task that speaks of the topic."""
    query = Query("任务", (f"主题 {asked.slots.topic}",), "计数" if asked.slots.counting else "")
    passages = relevant(asked.plans, asked.slots.topic)
    if not passages:
        return unknown(asked, query)
    parts, rows = [], []
    for plan in asked.plans:
        own = {plan.document.task_of(p.clause).id for p in passages if p.document is plan.document}
        found = [
            c
            for c in tasks(plan)
            if c.id in own or coverage(plan.document, asked.slots.topic, c.heading) >= 0.85
        ]
        parts.append((plan, "\n".join(f"{clause_name(plan, c)} {c.heading}" for c in found)))
        rows += rows_of(plan, found)
    note = f"提到“{asked.slots.topic}”的任务共{len(rows)}条："
    quotes = "\n".join(quote_line(p, s) for p in asked.plans for s in passages if s.document is p.document)
    return Reply(
        "answered" if rows else "not_stated",
        "\n".join([note, by_plan(asked.plans, parts), quotes]),
        query,
        len(rows),
        Rows(clauses=tuple(rows), quotes=tuple(p.evidence() for p in passages)),
    )
