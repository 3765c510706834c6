"""原文作答：questions about the wording are answered by quoting the sentences that speak of it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence

from corpus.lazy import lazily
from corpus.model import Clause, Span
from graph.labels import label_number
from graph.wording import one_line
from kb.model import Plan
from qa.answers import header
from qa.model import Asked, ClauseRow, Query, Reply, Rows, Topic
from qa.passages import NEAR, Passage, coverage, nearest, reader, relevant, uncovered
from qa.show import by_plan, clause_name, quote_line, task_line
from qa.views import rows_of, tasks

_HALF = 0.45
_DIGIT = 0.3
_SHOWN = 6  # sentences quoted where none of them is an answer
Note = Callable[[Passage], str]


def holding(plans: Sequence[Plan], spans: Sequence[tuple[Plan, Sequence[Span]]]) -> tuple[Passage, ...]:
    """The sentences in which the given characters stand, each once, in plan order."""
    found: list[Passage] = []
    for plan, wanted in spans:
        passages, starts = reader(plan.document).passages, reader(plan.document).starts
        places = {
            i for s in wanted for i in range(bisect_right(starts, s.start) - 1, bisect_left(starts, s.end))
        }
        found += [passages[i] for i in sorted(places) if i >= 0]
    return tuple(found)


def quotes(plans: Sequence[Plan], passages: Sequence[Passage], note: Note = lambda passage: "") -> str:
    """One line a sentence, under the titles of the plans where there are several."""
    return by_plan(plans, [(plan, quote_lines(plan, passages, note)) for plan in plans])


def quote_lines(plan: Plan, passages: Sequence[Passage], note: Note = lambda passage: "") -> str:
    """The plan's own sentences, one a line; a sentence that the page repeats is quoted once."""
    own = {one_line(p.text): p for p in reversed(passages) if p.within(plan)}
    kept = {p.place for p in own.values()}
    return "\n".join(quote_line(plan, p, note=note(p)) for p in passages if p.place in kept)


def labelled(asked: Asked) -> list[tuple[Plan, list[Clause]]]:
    """Tasks whose own marker is one of the numbers asked (第8条, 8. and (八) alike)."""
    wanted = {int(label) for label in asked.slots.labels}
    return [(p, [c for c in tasks(p) if label_number(c) in wanted]) for p in asked.plans]


def unknown(asked: Asked, query: Query) -> Reply:
    """No sentence is on the topic; those that come nearest are shown as no more than that.

    Where one of them holds about half of the topic, the plans speak of it and do not give what is asked.
    """
    topic = asked.slots.topic
    near = nearest(asked.plans, topic)
    shown = f"\n最接近的原文（未必是所问）：\n{quotes(asked.plans, near)}" if near else ""
    half = any(coverage(p.document, topic, p.text) >= _HALF for p in near)
    body = f"文中没有{'写' if half else '提到'}“{topic}”。{shown}"
    rows = Rows(quotes=tuple(p.evidence() for p in near))
    return Reply("not_stated" if half else "unknown_topic", body, query, 0, rows)


def missing(topic: Topic, passages: Sequence[Passage]) -> tuple[str, ...]:
    """What the topic asks beside what the sentences, their headings included, speak of."""
    by_document: dict[str, list[Passage]] = {}
    for passage in passages:
        by_document.setdefault(passage.document.id, []).append(passage)
    lacking = [
        uncovered(topic, own[0].document, [t for p in own for t in (p.text, _headings(p))])
        for own in by_document.values()
    ]
    return min(lacking, key=len, default=())


def _headings(passage: Passage) -> str:
    document = passage.document
    return " ".join(c.heading for c in (*document.ancestors(passage.clause), passage.clause))


def quoted(
    asked: Asked, passages: Sequence[Passage], query: Query, *, status: str = "answered", note: str = ""
) -> Reply:
    rows: list[ClauseRow] = []
    for plan in asked.plans:
        rows += rows_of(plan, [plan.document.task_of(p.clause) for p in passages if p.within(plan)])
    evidence = tuple(p.evidence() for p in passages)
    shown = passages if status == "answered" else _few(asked, passages)
    more = f"\n另有{len(passages) - len(shown)}句提到，见原文依据。" if len(shown) < len(passages) else ""
    body = f"{note}\n{quotes(asked.plans, shown)}{more}".strip()
    return Reply(status, body, query, len(rows), Rows(clauses=tuple(rows), quotes=evidence))


def _few(asked: Asked, passages: Sequence[Passage]) -> Sequence[Passage]:
    """Of what answers nothing the sentences nearest to the topic; all of them are among the proofs."""
    if len(passages) <= _SHOWN:
        return passages

    def worth(passage: Passage) -> float:
        figure = _DIGIT * bool(asked.slots.amount and re.search("[0-9]", passage.text))
        return coverage(passage.document, asked.slots.topic, passage.text) + figure

    near = sorted(passages, key=worth, reverse=True)[:_SHOWN]
    kept = {p.place for p in near}
    return [p for p in passages if p.place in kept]


def clause_reply(asked: Asked, query: Query, *, status: str = "answered", note: str = "") -> Reply:
    """The full text of the clauses asked for by number."""
    found = labelled(asked)
    if not any(clauses for _, clauses in found):
        return Reply("not_stated", f"文中没有第{'、'.join(asked.slots.labels)}条。", query, 0)
    parts = [
        (p, "\n".join(f"{clause_name(p, c)}：\n{c.span.of(p.document.text).strip()}" for c in clauses))
        for p, clauses in found
    ]
    rows = Rows(clauses=tuple(row for p, clauses in found for row in rows_of(p, clauses)))
    return Reply(status, f"{note}\n{by_plan(asked.plans, parts)}".strip(), query, None, rows)


def answer(asked: Asked) -> Reply:
    """Quote what the plan says on the topic, or the clause whose number is asked."""
    slots = asked.slots
    if slots.labels:
        return clause_reply(asked, Query("原文", (f"条款 第{'、'.join(slots.labels)}条",)))
    query = Query("原文", (f"主题 {slots.topic}",))
    passages = relevant(asked.plans, slots.topic)
    if not passages:
        return unknown(asked, query)
    lacking = missing(slots.topic, passages)
    if not lacking:
        return quoted(asked, passages, query)
    note = f"文中没有讲到“{'、'.join(lacking)}”；讲到其余部分的原文是："
    return quoted(asked, passages, query, status="not_stated", note=note)


_PLACE = lazily(
    r"(?:设在|设于|位于|落户|选址|建在|依托|地点为|地址)"
    r"|(?<![各市县区省全有城乡山地园学校社片辖])[一-鿿]{2,6}(?<![各市县区省全有城乡山地园学校社片辖某])(?:省|市|区|县|旗|镇|乡|街道|村|大道|路)(?![县区市域级位间内别分划长村镇])"
)


def where(asked: Asked) -> Reply:
    """The sentences that say in which place; not stated where none of them names one."""
    query = Query("原文", (f"主题 {asked.slots.topic}", "地点"))
    passages = relevant(asked.plans, asked.slots.topic)
    if not passages:
        return unknown(asked, query)
    placed = [p for p in passages if _PLACE.search(p.text)]
    if placed:
        return quoted(asked, placed, query)
    note = f"文中提到了“{asked.slots.topic}”，但没有写明地点："
    return quoted(asked, passages, query, status="not_stated", note=note)


def section(asked: Asked) -> Reply:
    """The sections whose headings the question names: their tasks, or their text where there are none."""
    headings = asked.slots.headings
    parts: list[tuple[Plan, str]] = []
    rows: list[ClauseRow] = []
    for plan in asked.plans:
        sections = [c for c in plan.document.clauses if c.kind == "section"]
        named = [c for c in sections if c.heading in headings]
        inside = [t for t in tasks(plan) if any(c.span.covers(t.span) for c in named)]
        rows += rows_of(plan, inside or named)
        lines = [task_line(plan, t) for t in inside] or [c.span.of(plan.document.text).strip() for c in named]
        parts.append((plan, "\n".join(lines)))
    query = Query("原文", (f"标题 {'、'.join(headings)}",))
    note = f"“{'、'.join(headings)}”："
    return Reply(
        "answered", f"{note}\n{by_plan(asked.plans, parts)}", query, len(rows), Rows(clauses=tuple(rows))
    )


def containing(asked: Asked) -> Reply:
    """Every task that uses the quoted words, with the sentences in which they stand."""
    words = asked.slots.quoted
    query = Query("任务", tuple(f"原文含“{w}”" for w in words), "计数" if asked.slots.counting else "")
    spans = [(p, [s for w in words for s in _occurrences(p, w)]) for p in asked.plans]
    passages = holding(asked.plans, spans)
    rows: list[ClauseRow] = []
    for plan, own in spans:
        document = plan.document
        held = [c for c in tasks(plan) if any(c.span.covers(s) for s in own)]
        rest = [
            c for s in own if (c := document.clause_at(s.start)) and not any(t.span.covers(s) for t in held)
        ]
        rows += rows_of(plan, dict.fromkeys([*held, *rest]))
    body = quotes(asked.plans, passages)
    evidence = tuple(p.evidence() for p in passages)
    note = f"原文写有“{'、'.join(words)}”的共{len(rows)}条："
    return Reply("answered", f"{note}\n{body}", query, len(rows), Rows(clauses=tuple(rows), quotes=evidence))


def _occurrences(plan: Plan, words: str) -> list[Span]:
    text = plan.document.folded.lower()
    return [Span(*m.span()) for m in re.finditer(re.escape(words), text)]


def _titled(plan: Plan, topic: Topic) -> bool:
    """The whole plan is on the topic: 多少项激励措施 of a plan on 激励支持 asks how many measures it has."""
    return coverage(plan.document, topic, plan.document.header.title or "") >= NEAR


def about(asked: Asked) -> Reply:
    """Every task that speaks of the topic."""
    topic = asked.slots.topic
    query = Query("任务", (f"主题 {topic}",), "计数" if asked.slots.counting else "")
    passages = relevant(asked.plans, topic)
    if not passages:
        return unknown(asked, query)
    if asked.slots.counting and all(_titled(plan, topic) for plan in asked.plans):
        return header.size(asked)
    parts: list[tuple[Plan, str]] = []
    rows: list[ClauseRow] = []
    for plan in asked.plans:
        document = plan.document
        own = {document.task_of(p.clause).id for p in passages if p.within(plan)}
        found = [c for c in tasks(plan) if c.id in own or coverage(document, topic, c.heading) >= NEAR]
        parts.append((plan, "\n".join(task_line(plan, c) for c in found)))
        rows += rows_of(plan, found)
    body = "\n".join(
        [f"提到“{topic}”的任务共{len(rows)}条：", by_plan(asked.plans, parts), quotes(asked.plans, passages)]
    )
    evidence = tuple(p.evidence() for p in passages)
    status = "answered" if rows else "not_stated"
    return Reply(status, body, query, len(rows), Rows(clauses=tuple(rows), quotes=evidence))
