"""发文字号：云办发〔2023〕7号, also where a bracket is lost: 云办发〔20237号."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.lazy import lazily
from corpus.model import Repair, Span
from corpus.rule import Rule, Rulebook

_OFFICE = "[\u4e00-\u9fff]{1,12}"
NUMBER = lazily(rf"\(?{_OFFICE}[〔\[(](?:19|20)\d\d[〕\])] ?(?:第 ?)?\d{{1,4}} ?号\)?")


@dataclass(frozen=True, slots=True)
class Number:
    """``text`` with its brackets 〔〕; ``repair`` where the source has lost one."""

    text: str
    repair: Repair | None

    def __str__(self) -> str:
        return self.text


def _whole(match: re.Match[str], _: None) -> Number:
    return Number(f"{match['office']}〔{match['year']}〕{int(match['serial'])}号", None)


def _damaged(match: re.Match[str], _: None) -> Number:
    whole = _whole(match, None).text
    reason = "发文字号的括号丢失，年份四位可定"
    return Number(whole, Repair(Span(*match.span("at")), match["at"], whole, reason, True))


RULES: tuple[Rule[None, Number], ...] = (
    Rule(
        "number.whole",
        lazily(
            rf"(?P<at>(?P<office>{_OFFICE})[〔\[(](?P<year>(?:19|20)\d\d)[〕\])]\s*(?:第\s*)?(?P<serial>\d{{1,4}})"
            r"\s*(?:〔〕)?\s*号)"
        ),
        _whole,
        {"云办发〔2023〕7号": "云办发〔2023〕7号", "国发[2019]3号": "国发〔2019〕3号"},
        ("云办发〔20237号", "第7号"),
    ),
    Rule(
        "number.unclosed",
        lazily(rf"(?P<at>(?P<office>{_OFFICE})〔(?P<year>(?:19|20)\d\d)(?P<serial>\d{{1,4}})号)"),
        _damaged,
        {"市办发〔20254号": "市办发〔2025〕4号"},
        ("市办发〔2025〕4号",),
    ),
    Rule(
        "number.unopened",
        lazily(rf"(?P<at>(?P<office>{_OFFICE})(?P<year>(?:19|20)\d\d)〕(?P<serial>\d{{1,4}})号)"),
        _damaged,
        {"市办发2025〕4号": "市办发〔2025〕4号"},
        ("市办发〔2025〕4号",),
    ),
)
BOOK = Rulebook("发文字号", RULES, None)


def numbers(folded: str, within: Span) -> tuple[tuple[Span, Number], ...]:
    """Every document number in reading order."""
    found = [
        reading
        for rule in RULES
        for reading in rule.readings(folded, None, start=within.start, end=within.end)
    ]
    return tuple(sorted(found, key=lambda reading: reading[0]))
