"""问句里的定点：years, months, clause numbers, roles, periods and turns of time in a question.

Every kind is one rule; the order of ``RULES`` is the order in which characters are taken. The context
is today (``YYYY-MM-DD``) or None: 今年 and 下个月 are read only where a date is given.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.lazy import lazily
from corpus.model import Span
from corpus.numerals import ordinal
from corpus.rule import Rule, Rulebook
from qa.clause_points import NUMBERS, ROLES, Point
from qa.shapes import CHINESE

Points = tuple[tuple[Span, Point], ...]


def _year(match: re.Match[str], today: str | None) -> Point | None:
    digits = match["year"]
    return Point("year", (digits if len(digits) == 4 else f"20{digits}",), "Y")


def _other_year(match: re.Match[str], today: str | None) -> Point:
    """A year of another age: no plan sets anything for it, and that is what the answer says."""
    return Point("year", (match["year"],), "Y")


_SHIFTS = {"去": -1, "今": 0, "本": 0, "明": 1, "后": 2, "上": -1, "这": 0, "当": 0, "下": 1}


def _relative(match: re.Match[str], today: str | None) -> Point | None:
    return Point("year", (_shifted(match["which"], today),), "Y") if today else None


def _shifted(which: str, today: str) -> str:
    return str(int(today[:4]) + _SHIFTS[which])


def _relative_month(match: re.Match[str], today: str | None) -> Point | None:
    if not today:
        return None
    months = int(today[:4]) * 12 + int(today[5:7]) - 1 + _SHIFTS[match["which"]]
    return Point("month", (f"{months // 12:04}-{months % 12 + 1:02}",), "M")


_PARTS = {c: 33 + i % 4 for i, c in enumerate("一二三四1234")} | {"上半": 40, "下半": 41}


def _part(match: re.Match[str], today: str | None) -> Point | None:
    """A quarter or a half of a year, of this year where none is named and today is known."""
    if match["which"] and not today:
        return None
    named = match["year"] or (today and _shifted(match["which"] or "今", today))
    part = _PARTS[match["half"] or match["quarter"]]
    return Point("before" if match["before"] else "month", (f"{named or 'XXXX'}-{part}",), "M")


def _relative_quarter(match: re.Match[str], today: str | None) -> Point | None:
    if not today:
        return None
    quarters = int(today[:4]) * 4 + (int(today[5:7]) - 1) // 3 + _SHIFTS[match["which"]]
    return Point("month", (f"{quarters // 4:04}-{33 + quarters % 4}",), "M")


def _phase(match: re.Match[str], today: str | None) -> Point:
    return Point("phase", ("overdue",), "O") if match["over"] else Point("phase", ("next",), "X")


def _years(match: re.Match[str], today: str | None) -> Point | None:
    first, last = int(match["first"]), int(match["last"])
    return (
        Point("year", tuple(map(str, range(first, last + 1))), "Y") if first <= last <= first + 100 else None
    )


def _year_end(match: re.Match[str], today: str | None) -> Point:
    return Point("before" if match["before"] else "month", ("XXXX-12",), "M")


def _month(match: re.Match[str], today: str | None) -> Point | None:
    month = ordinal(match["month"])
    if not month or month > 12:
        return None
    if match["which"] and not today:
        return None
    year = _shifted(match["which"], today) if match["which"] and today else match["year"] or "XXXX"
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
        lazily(
            rf"(?:(?:(?P<year>[12]\d\d\d)|(?P<which>[去今本明后]))年)?(?P<month>\d{{1,2}}|[{CHINESE}]{{1,2}})月"
            r"(?:份|底|末|初|中旬|\d{1,2}日)?(?P<before>底?(?:之|以)?前)?(?![0-9])"
        ),
        _month,
        {
            "6月底前要完成什么": "before XXXX-06",
            "2024年6月前": "before 2024-06",
            "八月份干什么": "month XXXX-08",
            "2024年12月31日前": "before 2024-12",
            "明年6月底前": "before 2025-06",
        },
        ("每个月", "13月"),
    ),
    Rule(
        "question.part",
        lazily(
            r"(?<!每)(?:(?:(?P<year>20\d\d)|(?P<which>[去今本明后]))年)?"
            r"(?:第?(?P<quarter>[一二三四1-4])季度|(?P<half>[上下]半)年)(?:结束|末|底)?(?P<before>(?:之|以)?前)?"
        ),
        _part,
        {
            "2025年二季度要做什么": "month 2025-34",
            "明年上半年": "month 2025-40",
            "下半年做什么": "month 2024-41",
            "第3季度末前": "before 2024-35",
        },
        ("每季度", "每半年", "季度通报"),
    ),
    Rule(
        "question.relative-quarter",
        lazily(r"(?P<which>[本这当上下])个?季度"),
        _relative_quarter,
        {"本季度要做什么": "month 2024-34", "下个季度": "month 2024-35"},
        ("每个季度", "二季度"),
    ),
    Rule(
        "question.year-range",
        lazily(r"(?P<first>[12]\d{3})年?[-到至](?P<last>[12]\d{3})年?"),
        _years,
        {"2023年到2025年的目标": "year 2023、2024、2025"},
        ("2023年",),
    ),
    Rule(
        "question.year-end",
        lazily(r"(?<![0-9去今本明后年])年(?:底|末)(?P<before>(?:之|以)?前)?"),
        _year_end,
        {"年底要做什么": "month XXXX-12", "年底前": "before XXXX-12"},
        ("2024年底", "今年底前", "2015年年底前"),
    ),
    Rule(
        "question.year",
        lazily(
            r"(?<![0-9.满])(?P<year>20[0-9]{2}|2[0-9](?=年(?!级|龄|以|内|来|间|制|教龄|工龄)))年?(?:度|年?[底末])?(?![0-9.%个名])"
        ),
        _year,
        {
            "2025年要完成什么": "year 2025",
            "2015年年底前": "year 2015",
            "25年目标": "year 2025",
            "2024到多少": "year 2024",
        },
        ("200名", "20%", "20年级的课程", "20年以上教龄", "满25年的教师"),
    ),
    Rule(
        "question.other-year",
        lazily(
            r"(?<![0-9.])(?P<year>0|1[0-9]{3}|2[1-9][0-9]{2}|[3-9][0-9]{3}|[0-9]{5,6})年(?:度|年?[底末])?(?!级|以|来|间|制|龄)"
        ),
        _other_year,
        {"1999年有哪些目标": "year 1999", "20255年要做什么": "year 20255"},
        ("2025年", "3年内", "1500年级"),
    ),
    Rule(
        "question.relative-year",
        lazily(r"(?P<which>[去今本明后])年(?:年?[底末]|度)?"),
        _relative,
        {"明年要做什么": "year 2025", "今年底前": "year 2024"},
        ("年底",),
    ),
    Rule(
        "question.relative-month",
        lazily(r"(?P<which>[本这当上下])个?月(?:份|底|末)?"),
        _relative_month,
        {"这个月要做什么": "month 2024-05", "下月": "month 2024-06"},
        ("每个月", "6月"),
    ),
    Rule(
        "question.phase",
        lazily(
            r"(?P<over>已经?(?:逾期|超期|过期|误期|到期)|逾期|超期|过期|误期|到期(?:了|没有?|未)"
            r"|(?:截[至止到](?:今天|目前|现在|今日)|到?目前为止)(?=.*[应该])|应该?已经?完成|早该完成|(?:已经?)?(?:过了?|超过了?|错过了?)(?:期限|时限|日期|截止))"
            r"|接下来|下一步|近期|最近(?!一年)|(?:即将|快要?|马上(?:要)?|临近|就要|尚未|还?没有?|未)到期|今后|往后"
        ),
        _phase,
        {"哪些已经逾期": "phase overdue", "接下来该完成什么": "phase next", "快到期的": "phase next"},
        ("到2025年", "今年到期的"),
    ),
    *NUMBERS,
    Rule(
        "question.schedule",
        lazily(r"每个?(?P<unit>学年|年度|半年|年|学期|季度|季|月|周|星期|天|日)"),
        _schedule,
        {"每季度要做哪些事": "schedule R/P3M", "每个月": "schedule R/P1M"},
        ("每条",),
    ),
    *ROLES,
)
BOOK: Rulebook[str | None, Point] = Rulebook("问句定点", RULES, "2024-05-01")


def points(text: str, today: str | None) -> Points:
    """Every fixed point, left to right, none overlapping; an earlier rule takes first."""
    taken: list[tuple[Span, Point]] = []
    for rule in RULES:
        taken += [(s, p) for s, p in rule.readings(text, today) if not any(s.overlaps(t) for t, _ in taken)]
    return tuple(sorted(taken, key=lambda pair: pair[0]))


def values(found: Sequence[tuple[Span, Point]], kind: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(v for _, p in found if p.kind == kind for v in p.values))


def before(text: str, found: Sequence[tuple[Span, Point]]) -> str | None:
    """The month before which: 6月底前, 年底前, and 2025年底前, which is a year point besides."""
    ends = [
        f"{p.values[0]}-12"
        for s, p in found
        if p.kind == "year"
        and re.match(
            "(?:之|以)?前" if s.of(text)[-1] in "底末" else "(?:之|以)前|前(?!期|后|[一二三四])",
            text[s.end :],
        )
    ]
    return next(iter((*values(found, "before"), *ends)), None)


def after(text: str, found: Sequence[tuple[Span, Point]]) -> str | None:
    """The month after which: 2025年以后, 2025年及以后 (that year too)."""
    for s, p in found:
        said = re.match("(?P<own>及其?)?(?:之|以)?后(?!续|期)", text[s.end :]) if p.kind == "year" else None
        if said:
            return f"{int(p.values[-1]) - 1}-12" if said["own"] else f"{p.values[-1]}-12"
    return None


def reckoned(text: str, found: Sequence[tuple[Span, Point]]) -> bool:
    """True where a point was read from today's date: 今年, 下个月, 逾期."""
    return any(
        p.kind == "phase" or s.of(text)[0] in _SHIFTS or _bare_part(s.of(text), p)
        for s, p in found
        if p.kind != "label"
    )


def _bare_part(words: str, point: Point) -> bool:
    return point.mark == "M" and "季度" in words and not words.startswith("20")
