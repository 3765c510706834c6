"""文件信息：number, dates, issuer, basis, title, how many measures, what was restored."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from corpus.fold import fold
from corpus.lazy import lazily
from corpus.model import Repair, Span
from graph.wording import one_line, plan_title
from kb.model import Evidence, Plan, Responsibility
from qa.answers import header_quotes
from qa.model import Asked, ClauseRow, Query, Reply, Rows
from qa.shapes import TERM, WHICH_FILE
from qa.show import by_plan, clause_names
from qa.views import counted, rows_of, tasks, unit_names

Fact = Callable[[Plan], str]
_BESIDE = 6


def _number(plan: Plan) -> str:
    return f"发文字号：{plan.document.header.number}" if plan.document.header.number else ""


def _issued(plan: Plan) -> str:
    issued = plan.document.header.issued
    return f"成文（印发）日期：{_date(issued)}（{issued}）" if issued else ""


def _date(iso: str) -> str:
    year, month, day = iso[:4], iso[5:7], iso[8:10]
    return f"{year}年{int(month)}月{int(day)}日"


def _published(plan: Plan) -> str:
    published = plan.document.header.published
    return f"网上发布日期：{_date(published)}（{published}）" if published else ""


def _issuers(plan: Plan) -> str:
    issuers = plan.document.header.issuers
    return f"发文机关：{'、'.join(issuers)}" if issuers else ""


def _basis(plan: Plan) -> str:
    rows = [f"《{c.title}》{f'（{c.number}）' if c.number else ''}" for c in plan.document.header.basis]
    return f"依据（{len(rows)}件）：{'、'.join(rows)}" if rows else ""


def _title(plan: Plan) -> str:
    return f"标题：{plan.document.header.title}" if plan.document.header.title else ""


def _place(plan: Plan) -> str:
    return f"适用地区：{plan.document.header.jurisdiction}" if plan.document.header.jurisdiction else ""


_SPAN_OF_YEARS = lazily(r"(20\d\d)\s*年?\s*(?:[—–－~～-]+|至|到)\s*(20\d\d)")
_IN_FORCE = lazily(
    r"[^。;\n]*(?:有效期|自[^。;,\n]{2,20}?起(?:施行|实施|执行)|施行之日|试行期)[^。;\n]*[。;]?"
)


def _in_force(plan: Plan) -> list[Span]:
    return [Span(*m.span()) for m in _IN_FORCE.finditer(plan.document.folded)]


def _term(plan: Plan) -> str:
    """The years in the title, and the sentences that say from when and how long it is in force."""
    years = _SPAN_OF_YEARS.search(plan.document.header.title or "")
    said = [one_line(span.of(plan.document.text)).strip() for span in _in_force(plan)]
    lines = [f"实施期：{years[1]}年至{years[2]}年（见标题）"] if years else []
    return "\n".join([*lines, *(f"原文：“{sentence}”" for sentence in dict.fromkeys(said))])


# What a question may ask for, each with the words it is asked in; all that fit are answered.
FACTS: tuple[tuple[str, re.Pattern[str], Fact], ...] = (
    ("发文字号", lazily(r"文号|字号|几号文|编号|号文"), _number),
    (
        "成文日期",
        lazily(
            r"印发|印的|落款|成文|发文(?:日期|时间)|出台|制定(?:日期|时间)|下发|签发|发布|什么时候.*发的|哪天.*发的|何时.*发的|印(?:出|制)|哪天发|发文是?什么时候"
        ),
        _issued,
    ),
    ("发布日期", lazily(r"挂网|上网|发布|公布|公开|网站|挂出|登出"), _published),
    (
        "发文机关",
        lazily(
            r"发文(?:机关|单位|部门)|谁(?:发|印发|制定|出台|下发|印)|(?:(?:哪个|哪些|什么|哪几个)(?:机关|单位|部门)|哪几?家|几家).*(?:发|印|制定|出台)|制发|落款单位|落款是谁|谁发|由谁"
        ),
        _issuers,
    ),
    ("依据", lazily(r"依据|根据(?:什么|哪|啥)|上位|上级文件|贯彻.*(?:什么|哪)|按照(?:什么|哪)"), _basis),
    ("标题", lazily(rf"标题|全称|全名|叫什么|名称|名字|{WHICH_FILE}"), _title),
    ("实施期", lazily(TERM), _term),
    ("地区", lazily(r"哪个(?:地方|区|市|县|省|地区)|适用(?:地区|范围)|什么地方"), _place),
)


def answer(asked: Asked) -> Reply:
    """All header facts that the question names; what the plan does not give is said not to be there."""
    asked_for = [(name, fact) for name, pattern, fact in FACTS if pattern.search(asked.slots.shape)]
    query = Query("文件信息", ("、".join(name for name, _ in asked_for),))
    cited_numbers = _cited(asked)
    if cited_numbers and any(name == "发文字号" for name, _ in asked_for):
        quotes = tuple(e for plan in asked.plans for e in _citations(plan))
        return Reply("answered", "\n".join(cited_numbers), query, len(cited_numbers), Rows(quotes=quotes))
    parts, given = [], 0
    for plan in asked.plans:
        lines = [fact(plan) or f"{name}：文中没有写。" for name, fact in asked_for]
        given += sum(bool(fact(plan)) for _, fact in asked_for)
        parts.append((plan, "\n".join(lines)))
    quotes = tuple(e for plan in asked.plans for name, _ in asked_for for e in _QUOTES[name](plan))
    status = "answered" if given else "not_stated"
    return Reply(status, by_plan(asked.plans, parts), query, given or None, Rows(quotes=quotes))


def _cited(asked: Asked) -> list[str]:
    """The numbers of documents in 《》 that plans rest on."""
    titles = re.findall("《(.+?)》", asked.slots.text)
    return [
        f"《{c.title}》的发文字号：{c.number}（见《{plan_title(plan.document)}》的依据）。"
        for plan in asked.plans
        for c in plan.document.header.basis
        if c.number and any(fold(c.title).lower().startswith(title) for title in titles)
    ]


def _quote(plan: Plan, span: Span) -> Evidence:
    clause = plan.document.clause_at(span.start)
    surface = span.of(plan.document.text)
    return Evidence(plan.document.id, clause.id if clause else "", span, surface, "qa.quote")


def _citations(plan: Plan) -> Iterator[Evidence]:
    document = plan.document
    for citation in document.header.basis:
        clause, span = document.clause_at(citation.span.start), citation.span
        yield Evidence(document.id, clause.id if clause else "", span, span.of(document.text), "header.basis")


_QUOTES: Mapping[str, Callable[[Plan], tuple[Evidence, ...]]] = {
    "标题": header_quotes.title,
    "发文字号": header_quotes.number,
    "发文机关": header_quotes.issuers,
    "成文日期": header_quotes.issued,
    "发布日期": header_quotes.published,
    "依据": lambda plan: tuple(_citations(plan)),
    "实施期": lambda plan: tuple(_quote(plan, span) for span in _in_force(plan)),
    "地区": header_quotes.place,
}
"""Where what is told of the file stands in it."""


def size(asked: Asked) -> Reply:
    """How many tasks there are, and which; the sections and the rows of an annexed table beside them."""
    parts: list[tuple[Plan, str]] = []
    rows: list[ClauseRow] = []
    for plan in asked.plans:
        every = tasks(plan)
        found = counted(every)
        rows += rows_of(plan, found)
        sections = [c for c in plan.document.clauses if c.kind == "section" and c.parent is None]
        lines = (
            [f"共{len(found)}条任务措施：{clause_names(plan, found)}。"]
            if found
            else ["没有编号的任务措施。"]
        )
        lines += [f"{c.label} {c.heading}".strip() for c in found]
        if len(every) > len(found):
            lines.append(f"附件另列{len(every) - len(found)}条。")
        lines.append(
            f"正文分{len(sections)}个部分：{'；'.join(f'{c.label}、{c.heading}' for c in sections)}。"
        )
        parts.append((plan, "\n".join(lines)))
    whole = f"{len(parts)}份方案共{len(rows)}条任务措施。\n" if len(parts) > 1 else ""
    return Reply(
        "answered",
        whole + by_plan(asked.plans, parts),
        Query("任务", (), "计数"),
        len(rows),
        Rows(clauses=tuple(rows)),
    )


def repairs(asked: Asked) -> Reply:
    """What was restored in the source, and how surely."""
    parts, total = [], 0
    quotes: list[Evidence] = []
    doubtful: list[Responsibility] = []
    for plan in asked.plans:
        found = plan.facts.repairs
        total += len(found)
        quotes += [_repaired(plan, r) for r in found]
        doubtful += [r for r in plan.facts.responsibilities if not r.certain]
        sure = sum(r.certain for r in found)
        lines = [f"原文损坏、已还原的共{len(found)}处：确定{sure}处，待核{len(found) - sure}处。"]
        lines += [
            f"“{r.surface.strip()}”→“{r.restored}”：{r.reason}{'' if r.certain else '（待核）'}"
            for r in found
        ]
        lines += [
            f"单位 {r.unit}（原文“{r.evidence.surface}”，待核）"
            for r in plan.facts.responsibilities
            if not r.certain
        ]
        parts.append((plan, "\n".join(lines)))
    rows = Rows(units=tuple(doubtful), quotes=tuple(quotes))
    return Reply("answered", by_plan(asked.plans, parts), Query("还原记录"), total, rows)


def _repaired(plan: Plan, repair: Repair) -> Evidence:
    """The damaged characters; for something lost between two, the characters on either side."""
    document, span = plan.document, repair.span
    if not len(span):
        span = Span(max(0, span.start - _BESIDE), min(len(document.text), span.end + _BESIDE))
    clause = document.clause_at(repair.span.start)
    return Evidence(document.id, clause.id if clause else "", span, span.of(document.text), "qa.repair")


def units(asked: Asked) -> Reply:
    """Every unit that stands in a list of responsible units."""
    parts: list[tuple[Plan, str]] = []
    rows: list[Responsibility] = []
    for plan in asked.plans:
        listed = [r for r in plan.facts.responsibilities if r.scope == "listed"]
        first = {r.unit: r for r in reversed(listed)}
        names = unit_names(listed)
        rows += [first[name] for name in names]
        groups = "、".join(name for name in names if first[name].group)
        note = f"（其中{groups}是一类单位）" if groups else ""
        text = f"责任单位共{len(names)}个{note}：{'、'.join(names)}。" if names else "文中没有列责任单位。"
        parts.append((plan, text))
    status = "answered" if rows else "not_stated"
    return Reply(
        status,
        by_plan(asked.plans, parts),
        Query("责任单位", (), "去重计数"),
        len(rows),
        Rows(units=tuple(rows)),
    )
