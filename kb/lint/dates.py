"""时限：deadlines that had passed when the plan was issued, or lie beyond the years of its title."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.fold import fold
from corpus.lazy import lazily
from corpus.model import Document, Span
from kb.deadlines import RULES
from kb.deadlines.model import legible
from kb.lint.model import Note, note_at
from kb.model import Deadline, Plan

_POINTS = frozenset({"by", "in", "between"})
_DATE = lazily(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_SEASONS = {"21": "06", "22": "09", "23": "12", "24": "12"}
_PARTS = {"33": "03", "34": "06", "35": "09", "36": "12", "40": "06", "41": "12"}
_LAST_MONTH = _SEASONS | _PARTS
_PERIOD = lazily(r"[(](20\d\d)年?[-至](20\d\d)年?[)]")
_OUTLOOK = lazily("展望|远景|远期|中长期|长远|愿景|有效期|施行")
_STOPS = "。;\n"
_CONDITION = lazily(
    "[^;。\n]{0,40}(?:已|以来)|[^,;。\n]{0,24}的(?:[,;。\n)]|企业|项目|人员|职工|学生|学校|单位|车辆|设施|建筑|房屋|机组|设备|产品)"
)


def last_day(deadline: Deadline) -> str:
    """The last day as ``YYYY-MM-DD`` (the 31st of any month); "" for schedules, durations and no year."""
    return _end(deadline.kind, deadline.value)


def _end(kind: str, value: str) -> str:
    match = _DATE.fullmatch(value.split("/")[-1]) if kind in _POINTS else None
    if match is None:
        return ""
    year, month, day = match.groups()
    return f"{year}-{_LAST_MONTH.get(month or '12', month or '12')}-{day or '31'}"


def before_issue(plan: Plan) -> Iterator[Note]:
    """Deadlines over before the date of issue; a past year, which is no deadline fact, is read again here."""
    document, issued = plan.document, plan.document.header.issued or ""
    places = [
        (deadline.evidence.clause, deadline.evidence.span)
        for deadline in plan.facts.deadlines
        if "" < _end(deadline.kind, deadline.value) < issued and _binds(document, deadline)
    ]
    found = ((document.clause_at(span.start), span) for span in _past(document, issued))
    places += [(clause.id, span) for clause, span in found if clause is not None]
    for place, span in dict.fromkeys(places):
        yield Note(place, span, f"时限“{span.of(document.text)}”早于成文日期{issued}，印发时已经过期。")


def _binds(document: Document, deadline: Deadline) -> bool:
    """Whether it is due then: 2024年上半年 in running text may tell what was done."""
    clause = document.by_id.get(deadline.evidence.clause)
    return deadline.kind != "in" or (clause is not None and clause.kind == "table_row")


def _past(document: Document, issued: str) -> Iterator[Span]:
    """Past years in the words of a deadline (2023年底前), or alone in a cell of a table."""
    text = legible(document) if issued else ""
    for rule in RULES:
        due = rule.name == "deadline.by"
        for span, when in rule.readings(text, None) if due or rule.name == "deadline.in" else ():
            day = _end(when.kind, when.value)
            past = "" < day < issued and day[:4] < issued[:4]
            if past and ((due and not _told(text, span)) or _is_cell(document, span)):
                yield span


def _told(text: str, at: Span) -> bool:
    """Whether the words are a condition (2023年底前备案的企业) or tell what was (截至2023年底)."""
    return text.startswith("截", at.start) or _CONDITION.match(text, at.end) is not None


def _is_cell(document: Document, at: Span) -> bool:
    clause = document.clause_at(at.start)
    before, after = document.folded[: at.start].rstrip(" "), document.folded[at.end :].lstrip(" ")
    row = clause is not None and clause.kind == "table_row"
    return row and before.endswith(("|", "\n")) and (not after or after.startswith(("|", "\n")))


def after_period(plan: Plan) -> Iterator[Note]:
    """A deadline after the years in the title; an outlook beyond them says that it is one."""
    period = _PERIOD.search(fold("".join((plan.document.header.title or "").split())))
    if period is None:
        return
    for deadline in plan.facts.deadlines:
        day = last_day(deadline)
        if day and day[:4] > period[2] and not _is_outlook(plan.document, deadline.evidence.span):
            words = deadline.evidence.surface
            yield note_at(deadline.evidence, f"时限“{words}”晚于方案自己的期限{period[1]}—{period[2]}年。")


def _is_outlook(document: Document, at: Span) -> bool:
    text = document.folded
    start = max(text.rfind(stop, 0, at.start) for stop in _STOPS) + 1
    ends = [end for stop in _STOPS if (end := text.find(stop, at.end)) >= 0]
    return _OUTLOOK.search(text, start, min(ends, default=len(text))) is not None
