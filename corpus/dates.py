"""成文日期：a line that is a date, in Arabic or Chinese digits, also with its 年月日 lost (20231115)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from corpus.lazy import lazily
from corpus.markers import N
from corpus.model import Repair, Span
from corpus.numerals import DIGITS, ordinal
from corpus.rule import Rule, Rulebook


@dataclass(frozen=True, slots=True)
class Day:
    """``iso`` is ``YYYY-MM-DD``; ``repair`` where the source has lost the 年月日."""

    iso: str
    repair: Repair | None

    def __str__(self) -> str:
        return self.iso


def _iso(year: str, month: str, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def _plain(match: re.Match[str], _: None) -> Day | None:
    iso = _iso(match["y"], match["m"], match["d"])
    return Day(iso, None) if iso else None


def _chinese(match: re.Match[str], _: None) -> Day | None:
    year = "".join(str(DIGITS.get(digit, 0)) for digit in match["y"])  # ○, 0 and O stand for 〇
    iso = _iso(year, str(ordinal(match["m"])), str(ordinal(match["d"])))
    return Day(iso, None) if iso else None


def _compact(match: re.Match[str], _: None) -> Day | None:
    iso = _iso(match["y"], match["m"], match["d"])
    if iso is None:
        return None
    restored = f"{match['y']}年{int(match['m'])}月{int(match['d'])}日"
    return Day(iso, Repair(Span(*match.span("at")), match["at"], restored, "日期丢失“年月日”", True))


_YEAR = "(?P<y>(?:19|20)\\d\\d)"
RULES: tuple[Rule[None, Day], ...] = (
    Rule(
        "date.arabic",
        lazily(
            rf"(?m)^[ ]*(?P<at>{_YEAR} ?[年./-] ?(?P<m>\d{{1,2}}) ?[月./-] ?(?P<d>\d{{1,2}}) ?日?)(?= *$| \d)"
        ),
        _plain,
        {"2024年9月3日": "2024-09-03", "2024-09-03 12:00": "2024-09-03"},
        ("2024年9月", "2024年13月3日", "2024年9月3日起施行"),
    ),
    Rule(
        "date.chinese",
        lazily(
            f"(?m)^[ ]*(?P<at>(?P<y>二[零〇○0oO][零〇○0oO一二三四五六七八九]{{2}})年(?P<m>{N}{{1,2}})月"
            f"(?P<d>{N}{{1,3}})日)(?= *$)"
        ),
        _chinese,
        {"二〇二三年十一月五日": "2023-11-05", "二○一一年五月十八日": "2011-05-18"},
        ("二〇二三年十一月",),
    ),
    Rule(
        "date.compact",
        lazily(rf"(?m)^[ ]*(?P<at>{_YEAR}(?P<m>[01]\d)(?P<d>[0-3]\d))(?= *$)"),
        _compact,
        {"20240903": "2024-09-03"},
        ("20241303", "202409035"),
    ),
)
BOOK = Rulebook("成文日期", RULES, None)


def day_of(line: str) -> Day | None:
    """The date that ``line`` is, and is alone."""
    days = (day for rule in RULES for _, day in rule.readings(line, None))
    return next(days, None)


def day_at(folded: str, row: Span) -> Day | None:
    """The date that the line ``row`` of ``folded`` is; a repair's span is in ``folded``."""
    start = folded.rfind("\n", 0, row.start) + 1  # a row begins behind the blanks that indent its line
    readings = (day for rule in RULES for _, day in rule.readings(folded, None, start=start, end=row.end))
    return next(readings, None)
