"""源文残缺：places where characters are lost, found by form alone; high precision before completeness."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from corpus.lazy import lazily
from corpus.model import Repair, Span
from corpus.rule import Rule, Rulebook


@dataclass(frozen=True, slots=True)
class Restoration:
    """What a damaged place is taken to have said; ``__str__`` gives it."""

    text: str
    reason: str
    certain: bool

    def __str__(self) -> str:
        return self.text


Read = Callable[[re.Match[str], None], Restoration | None]


def _insert(mark: str, reason: str, *, certain: bool) -> Read:
    """The groups ``a`` and ``b`` with ``mark`` between them."""

    def read(match: re.Match[str], _: None) -> Restoration | None:
        return Restoration(f"{match['a']}{mark}{match['b']}", reason, certain)

    return read


def _year_range(match: re.Match[str], _: None) -> Restoration | None:
    """年 is put back where the same period stands with it elsewhere in the text."""
    whole = f"{match['at']}年"
    return Restoration(whole, "年份后丢“年”，同文他处完整", True) if f"({whole})" in match.string else None


_ATTAINED = "提升|提高|增强|改善|深化|完善|健全|巩固|下降|增长|达标|显现"
_STEADY = "明显|显著|持续|进一步|不断|大幅|稳步|全面|有效|逐步|能力|水平"
RULES: tuple[Rule[None, Restoration], ...] = (
    Rule(
        "damage.percent-run",
        lazily(r"(?P<a>\d%)(?P<b>\d+(?:\.\d+)?%)"),
        _insert("、", "两个百分数之间丢分隔", certain=True),
        {"分别达40%85%以上": "0%、85%"},
        ("40%、85%", "40%-85%"),
    ),
    Rule(
        "damage.percent-year",
        lazily(r"(?P<a>\d%)(?P<b>(?:20\d\d年|每[年季月学]))"),
        _insert("。", "百分数与下一句之间丢标点", certain=True),
        {"覆盖率达40%2027年全面完成": "0%。2027年", "不低于5%每年考核": "5%。每年"},
        ("达40%,2027年",),
    ),
    Rule(
        "damage.verb-year",
        lazily(rf"(?P<a>(?:{_STEADY})(?:{_ATTAINED}))(?P<b>20\d\d年)"),
        _insert("。", "句子与下一年度之间丢标点", certain=True),
        {"水平明显提升2027年建成": "明显提升。2027年"},
        ("明显提升,2027年", "计划2027年"),
    ),
    Rule(
        "damage.year-range",
        lazily(r"(?<=\()(?P<at>20\d\d-20\d\d)(?=\))"),
        _year_range,
        {"(2024-2026)与(2024-2026年)": "2024-2026年"},
        ("(2024-2026)",),
    ),
    Rule(
        "damage.year-list",
        lazily(r"20\d\d年、(?P<at>20\d\d)(?=[\u4e00-\u9fff])(?!年)"),
        lambda match, _: Restoration(f"{match['at']}年", "年份后丢“年”，前面的年份完整", True),
        {"2026年、2027全省达标": "2027年"},
        ("2026年、2027年全省达标", "2026年、2027-2028年"),
    ),
    Rule(
        "damage.not-exceeding",
        lazily(r"(?P<a>不超)(?P<b>\d)"),
        _insert("过", "“不超过”丢“过”", certain=False),
        {"不超3次": "不超过3"},
        ("不超过3次",),
    ),
    Rule(
        "damage.level-lost",
        lazily(r"(?P<a>完善|健全|构建|建立)(?P<b>、[乡镇校]级?)"),
        _insert("区(县)", "顿号前丢上一级名称", certain=False),
        {"健全、镇三级网络": "健全区(县)、镇"},
        ("健全县、镇三级网络",),
    ),
    Rule(
        "damage.quotes",
        lazily(r"(?<=[\u4e00-\u9fff])(?P<at>”“)(?=[\u4e00-\u9fff])"),
        lambda match, _: (
            Restoration("…”“…", "引号不配对，前后各丢一个", False) if _unpaired(match) else None
        ),
        {"推行上门办”“就近办服务": "…”“…"},
        ("推行“上门办”“就近办”服务",),
    ),
)  # fmt: skip
BOOK = Rulebook("源文残缺", RULES, None)


def _unpaired(match: re.Match[str]) -> bool:
    """Whether the closing quote has no opening one in its line."""
    folded = match.string
    start = max(folded.rfind("\n", 0, match.start()) + 1, match.start() - 400)
    before = folded[start : match.start()]
    return before.count("“") <= before.count("”")


def damages(folded: str, within: Span) -> tuple[Repair, ...]:
    """Every damaged place in ``within`` that a rule recognises, in reading order."""
    found = [
        Repair(span, span.of(folded), reading.text, reading.reason, reading.certain)
        for rule in RULES
        for span, reading in rule.readings(folded, None, start=within.start, end=within.end)
    ]
    return tuple(sorted(found, key=lambda repair: repair.span))
