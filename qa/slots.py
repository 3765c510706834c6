"""问句里的定点：units, years, clause numbers, roles, schedules and months of a question.

Every kind is one rule; the order of ``RULES`` is the order in which characters are taken.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.fold import fold
from corpus.model import Span
from corpus.numerals import ordinal
from corpus.rule import Rule, Rulebook
from kb.model import Plan
from qa.intents import AMOUNT
from qa.lexicon import load
from qa.model import Named, Slots
from qa.names import places
from qa.topic import topic
from qa.units import mentions

LIMIT = 400
_CHINESE = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Point:
    """One fixed point: its kind, its values, and the letter that stands for it in the shape."""

    kind: str
    values: tuple[str, ...]
    mark: str = ""

    def __str__(self) -> str:
        return f"{self.kind} {'、'.join(self.values)}"


def _year(match: re.Match[str], today: str | None) -> Point | None:
    digits = match["year"]
    return Point("year", (digits if len(digits) == 4 else f"20{digits}",), "Y")


def _relative(match: re.Match[str], today: str | None) -> Point | None:
    if not today:
        return None
    shift = {"去年": -1, "今年": 0, "本年": 0, "明年": 1, "后年": 2}[match[0]]
    return Point("year", (str(int(today[:4]) + shift),), "Y")


def _years(match: re.Match[str], today: str | None) -> Point | None:
    first, last = int(match["first"]), int(match["last"])
    return Point("year", tuple(map(str, range(first, last + 1))), "Y") if first <= last else None


def _year_end(match: re.Match[str], today: str | None) -> Point:
    return Point("before" if match["before"] else "month", ("XXXX-12",), "M")


def _labels(match: re.Match[str], today: str | None) -> Point | None:
    pieces = re.findall(rf"[0-9]+|[{_CHINESE}]+", match["numbers"])
    numbers = [n for piece in pieces if (n := ordinal(piece))]
    return Point("label", tuple(map(str, numbers)), "N") if numbers else None


def _role(match: re.Match[str], today: str | None) -> Point:
    return Point("role", ("lead" if match[0] in ("牵头", "主办", "主责") else "support",))


def _month(match: re.Match[str], today: str | None) -> Point | None:
    month = ordinal(match["month"])
    if not month or month > 12:
        return None
    year = match["year"] or "XXXX"
    kind = "before" if match["before"] else "month"
    return Point(kind, (f"{year}-{month:02}",), "M")


_PERIODS = {
    "年": "P1Y",
    "学年": "P1Y",
    "年度": "P1Y",
    "半年": "P6M",
    "学期": "P6M",
    "季度": "P3M",
    "季": "P3M",
    "月": "P1M",
    "周": "P1W",
    "星期": "P1W",
    "天": "P1D",
    "日": "P1D",
}


def _schedule(match: re.Match[str], today: str | None) -> Point:
    return Point("schedule", (f"R/{_PERIODS[match['unit']]}",), "E")


RULES: tuple[Rule[str | None, Point], ...] = (
    Rule(
        "question.month",
        re.compile(
            rf"(?:(?P<year>20\d\d)年)?(?P<month>\d{{1,2}}|[{_CHINESE}]{{1,2}})月"
            r"(?:份|底|末|初|中旬|\d{1,2}日)?(?P<before>底?(?:之|以)?前)?(?![0-9])"
        ),
        _month,
        {
            "6月底前要完成什么": "before XXXX-06",
            "2024年6月前": "before 2024-06",
            "八月份干什么": "month XXXX-08",
            "2024年12月31日前": "before 2024-12",
        },
        ("每个月", "13月"),
    ),
    Rule(
        "question.year-range",
        re.compile(r"(?P<first>20\d\d)年?[-到至](?P<last>20\d\d)年?"),
        _years,
        {"2023年到2025年的目标": "year 2023、2024、2025"},
        ("2023年",),
    ),
    Rule(
        "question.year-end",
        re.compile(r"(?<![0-9])年(?:底|末)(?P<before>(?:之|以)?前)?"),
        _year_end,
        {"年底要做什么": "month XXXX-12", "年底前": "before XXXX-12"},
        ("2024年底",),
    ),
    Rule(
        "question.year",
        re.compile(
            r"(?<![0-9.满])(?P<year>20[0-9]{2}|2[0-9](?=年(?!级|龄|以|内|来|间|制|教龄|工龄)))年?(?:度|底|末)?(?![0-9.%个名])"
        ),
        _year,
        {"2025年要完成什么": "year 2025", "25年目标": "year 2025", "2024到多少": "year 2024"},
        ("200名", "20%", "20年级的课程", "20年以上教龄", "满25年的教师"),
    ),
    Rule(
        "question.relative-year",
        re.compile(r"去年|今年|本年|明年|后年"),
        _relative,
        {"明年要做什么": "year 2025"},
        ("年底",),
    ),
    Rule(
        "question.label",
        re.compile(
            rf"第(?P<numbers>\(?(?:[0-9]+|[{_CHINESE}]+)\)?(?:[、,和与及]第?\(?(?:[0-9]+|[{_CHINESE}]+)\)?)*)"
            r"(?:条|项(?!目)|款|个?措施|个?任务|号任务)"
        ),
        _labels,
        {"第14条谁负责": "label 14", "第十四条": "label 14", "第8、9条": "label 8、9"},
        ("第一书记", "14条"),
    ),
    Rule(
        "question.schedule",
        re.compile(r"每个?(?P<unit>学年|年度|半年|年|学期|季度|季|月|周|星期|天|日)"),
        _schedule,
        {"每季度要做哪些事": "schedule R/P3M", "每个月": "schedule R/P1M"},
        ("每条",),
    ),
    Rule(
        "question.role",
        re.compile(r"牵头|主办|主责|配合|协助|协办|参与单位"),
        _role,
        {"牵头哪些任务": "role lead", "配合哪些": "role support"},
        ("负责哪些",),
    ),
)
BOOK: Rulebook[str | None, Point] = Rulebook("问句定点", RULES, "2024-05-01")


def _points(text: str, today: str | None) -> list[tuple[Span, Point]]:
    taken: list[tuple[Span, Point]] = []
    for rule in RULES:
        taken += [(s, p) for s, p in rule.readings(text, today) if not any(s.overlaps(t) for t, _ in taken)]
    return sorted(taken, key=lambda pair: pair[0])


def _values(points: Sequence[tuple[Span, Point]], kind: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(v for _, p in points if p.kind == kind for v in p.values))


def _replace(text: str, marks: Sequence[tuple[Span, str]]) -> str:
    parts, at = [], 0
    for span, mark in marks:
        parts += [text[at : span.start], mark]
        at = span.end
    return "".join([*parts, text[at:]])


def _asked_measures(text: str) -> tuple[str, ...]:
    for said, measures in load("words")["measures"].items():
        if re.search(rf"(?:多少|几个?){said}|{said}(?:是|有)?多少", text):
            return tuple(measures)
    return ("%",) if re.search(r"率|占比|比例|百分", text) else ()


def slots(question: str, plans: Sequence[Plan], *, today: str | None = None) -> Slots:
    """The fixed points of a question; ``today`` (``YYYY-MM-DD``) is what 今年 and 明年 refer to."""
    text = re.sub(r"\s+", "", fold(question[:LIMIT])).lower()
    units = _acting(text, mentions(text, plans), plans)
    points = [(s, p) for s, p in _points(text, today) if not any(s.overlaps(u) for u, _ in units)]
    headings = _headings(text, plans, [s for s, _ in units] + [s for s, _ in points])
    marks = sorted(
        [(s, "U") for s, _ in units]
        + [(s, p.mark) for s, p in points if p.mark]
        + [(s, "H") for s in headings]
    )
    blanks = sorted([(s, " ") for s, _ in units] + [(s, " ") for s, _ in points])
    about = _without_places(_replace(text, blanks), plans)
    shape = _replace(text, marks)
    when = bool(re.search(r"何时|时候|哪年|哪一年|几月|几号|哪天|时间|期限|时限|节点|截止|多久", shape))
    about_what = (topic(about, events=True) if when else topic(about)) or topic(about)
    return Slots(
        text=text,
        shape=f"T{shape}" if about_what else shape,
        units=tuple(named for _, named in units),
        years=_values(points, "year"),
        labels=_values(points, "label"),
        roles=_values(points, "role"),
        schedule=next(iter(_values(points, "schedule")), None),
        before=next(iter(_values(points, "before")), None),
        month=next(iter(_values(points, "month")), None),
        measures=_asked_measures(text),
        topic=about_what,
        headings=tuple(span.of(text) for span in headings),
        amount=bool(AMOUNT.search(shape)),
        counting=bool(re.search(r"几(?:条|项|个|块|家)|多少(?:条|项|个|块|家)?|数量|总数|一共|总共", shape)),
    )


def _headings(text: str, plans: Sequence[Plan], taken: Sequence[Span]) -> list[Span]:
    """Headings of sections that stand in the question word for word, free of other points."""
    names = {
        c.heading
        for p in plans
        for c in p.document.clauses
        if c.kind == "section" and 3 < len(c.heading) < 20
    }
    at = {name: text.find(name) for name in sorted(names)}
    spans = [Span(start, start + len(name)) for name, start in at.items() if start >= 0]
    return [s for s in spans if not any(s.overlaps(t) for t in taken)][:1]


_ACTS = re.compile(
    r"[^,。;?!]{0,6}?(?:负责|承担|牵头|配合|参与|职责|任务|责任|管|要做|要干|干啥|干什么|做什么|做些|干些)"
)
Mentions = tuple[tuple[Span, Named], ...]


def _acting(text: str, found: Mentions, plans: Sequence[Plan]) -> Mentions:
    """Without units that no list holds (校长, 某中学), unless the question asks for their duties."""
    listed = {r.unit for plan in plans for r in plan.facts.responsibilities if r.scope == "listed"}
    return tuple(
        (span, named)
        for span, named in found
        if not named.units or listed.intersection(named.units) or _ACTS.match(text, span.end)
    )


def _without_places(text: str, plans: Sequence[Plan]) -> str:
    names = {
        name
        for plan in plans
        for name in places(plan.document.header.jurisdiction)
        if name[-1] in "省市州县区旗"
    }
    for name in sorted(names, key=lambda n: (-len(n), n)):
        text = text.replace(name, " ")
    return text
