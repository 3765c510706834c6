"""目标值的条件：90%以上、不超过20个、60%到80%之间 in a question that asks which targets are so.

Only where the question lists by it: 哪些指标在90%以上 has a condition, 投资10亿元以上的项目奖励多少 has a topic.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from operator import eq, ge, gt, le, lt

from corpus.lazy import lazily
from corpus.model import Span
from corpus.numerals import ordinal
from corpus.rule import Rule, Rulebook
from kb.model import Target
from qa.lexicon import load
from qa.shapes import CHINESE

_HOLDS = {">=": ge, "<=": le, ">": gt, "<": lt, "=": eq}
_POWERS = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
_BEFORE = {
    ">=": "不低于|不少于|不小于|不得低于|不得少于|大于等于|至少|起码",
    "<=": "不超过|不高于|不多于|不大于|不得超过|不得高于|小于等于|至多|最多",
    ">": "超过|高于|大于|多于",
    "<": "低于|少于|小于|不到|不足|不满",
    "=": "达到|等于",
}
_AFTER = {">=": "及?以上", "<=": "及?以下|以内|之内"}
_NUMBER = rf"(?:百分之[{CHINESE}]++|(?:百分之)?[0-9]++(?:\.[0-9]++)?)"
_MEASURE = r"(?:%|[十百千万亿]*(?:个?百分点|个?工作日|平方米|平方公里|立方米|公里|公顷|[一-鿿]))"
_NOT = "条项件年月日号的"  # what is counted in these is no target, or no measure at all
_END = rf"(?<![{_NOT}])(?!个?(?:任务|措施|单位|部门)|[{_NOT[:-1]}])"
_PARTS = lazily(r"(?P<power>[十百千万亿]*)(?P<measure>.*)")


@dataclass(frozen=True, slots=True)
class Bound:
    """What a target's value must be."""

    sign: str
    value: float
    measure: str

    def holds(self, target: Target) -> bool:
        """The target is counted in the same measure, or one like it, and its value, at both ends, is so."""
        (power, own), (asked, measure) = _parted(target.measure), _parted(self.measure)
        if own != measure and own not in load("words")["measures"].get(measure, ()):
            return False
        values = target.value if isinstance(target.value, tuple) else (target.value,)
        return all(_HOLDS[self.sign](value * power, self.value * asked) for value in values)

    def __str__(self) -> str:
        return f"{self.sign}{self.value:.12g}{self.measure}"


def _parted(measure: str) -> tuple[int, str]:
    """亿元 is a hundred million times 元."""
    match, power = _PARTS.fullmatch(measure), 1
    for character in match["power"] if match else "":
        power *= _POWERS[character]
    return power, match["measure"].removeprefix("个") or measure if match else measure


@dataclass(frozen=True, slots=True)
class Bounds:
    """All that one wording asks: both ends of 60%到80%之间."""

    each: tuple[Bound, ...]

    def __str__(self) -> str:
        return "、".join(map(str, self.each))


def _bound(sign: str, number: str, measure: str | None) -> Bound:
    bare = number.removeprefix("百分之")
    value = float(bare) if bare[0].isdecimal() else float(ordinal(bare) or 0)
    return Bound(sign, value, "%" if bare != number else measure or "")


def _said(signs: dict[str, str], words: str) -> str:
    return next(sign for sign, named in signs.items() if re.fullmatch(named, words))


def _compared(match: re.Match[str], _: None) -> Bounds:
    return Bounds((_bound(_said(_BEFORE, match["words"]), match["n"], match["measure"]),))


def _followed(match: re.Match[str], _: None) -> Bounds:
    return Bounds((_bound(_said(_AFTER, match["words"]), match["n"], match["measure"]),))


def _between(match: re.Match[str], _: None) -> Bounds:
    measure = match["measure"] or match["first"]
    return Bounds((_bound(">=", match["low"], measure), _bound("<=", match["high"], measure)))


RULES: tuple[Rule[None, Bounds], ...] = (
    Rule(
        "bound.between",
        lazily(
            rf"(?P<low>{_NUMBER})(?P<first>{_MEASURE})?(?:[-~]|到|至|和)(?P<high>{_NUMBER})"
            rf"(?P<measure>{_MEASURE})?{_END}之间"
        ),
        _between,
        {"60%到80%之间的指标": ">=60%、<=80%", "在10到20个之间": ">=10个、<=20个"},
        ("2024年至2026年之间", "60%到80%的指标"),
    ),
    Rule(
        "bound.followed",
        lazily(rf"(?P<n>{_NUMBER})(?P<measure>{_MEASURE}??){_END}(?P<words>{'|'.join(_AFTER.values())})"),
        _followed,
        {
            "90%以上的指标": ">=90%",
            "百分之九十以上": ">=90%",
            "20个以内": "<=20个",
            "10亿元及以下": "<=10亿元",
        },
        ("3条以上", "2025年以内", "5个任务以上"),
    ),
    Rule(
        "bound.compared",
        lazily(rf"(?P<words>{'|'.join(_BEFORE.values())})(?P<n>{_NUMBER})(?P<measure>{_MEASURE})?{_END}"),
        _compared,
        {"超过95%的": ">95%", "不低于90%": ">=90%", "不到100万元的": "<100万元"},
        ("超过10条", "不少于3个任务", "超过2025年"),
    ),
)
BOOK: Rulebook[None, Bounds] = Rulebook("目标值的条件", RULES, None)
_GOAL = r"(?:指标|目标值?|数值|数字|任务值)"
_LISTS = lazily(
    rf"B的?(?:量化|硬|约束性|预期性)*{_GOAL}|(?:哪些|哪几|几|多少)[个项]?(?:量化|硬)*{_GOAL}.*B"
    rf"|哪(?:些|几)[^,。;?!]{{1,16}}?(?:率|占比|比例|数量?)[^,。;?!]{{0,4}}B的?(?=[?。]?$)"
    rf"|{_GOAL}[^,。;?!]{{0,8}}B的?(?:又|都)?(?:有|是)(?:哪|几|多少)|B的(?:又|都)?(?:有|是)(?:哪|几|多少)"
)


def bounds(text: str) -> tuple[tuple[Span, Bounds], ...]:
    """The bounds in a question that lists targets by them; none in any other."""
    found: list[tuple[Span, Bounds]] = []
    for rule in RULES:
        found += [(s, b) for s, b in rule.readings(text, None) if not any(s.overlaps(t) for t, _ in found)]
    shape = text
    for span, _ in sorted(found, key=lambda pair: -pair[0].start):
        shape = f"{shape[: span.start]}B{shape[span.end :]}"
    return tuple(sorted(found, key=lambda pair: pair[0])) if _LISTS.search(shape) else ()
