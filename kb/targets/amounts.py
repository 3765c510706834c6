"""数量：不少于50名、10亿元以上、1-2个.

An amount is a number with its measure and the comparator beside it; what it measures, its year and
its rhythm are the clause's to say (``indicators``, ``timing``). Numbers in Chinese characters are
read in ``written``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.alternatives import any_of
from corpus.lazy import firsts, lazily
from corpus.rule import Rule
from kb.numerals import ARABIC, value
from kb.targets.words import AFTER, BEFORE, COMPARATOR, COMPARATOR_AFTER, CREATING, MEASURE, USUAL


@dataclass(frozen=True, slots=True)
class Amount:
    """``comparator`` is "" where none stands beside the number; ``said`` is the number's own text.

    ``lost`` is what the damaged text is taken to have said, "" where nothing is lost.
    """

    value: float | tuple[float, float]
    comparator: str
    measure: str
    said: str
    change: str | None = None
    lost: str = ""

    def __str__(self) -> str:
        number = "-".join(
            f"{n:.12g}" for n in (self.value if isinstance(self.value, tuple) else (self.value,))
        )
        return f"{self.comparator}{number}{self.measure}"


_POWER = "(?:[十百千]?[万亿]亿?|百|千)"
_LEFT = r"(?<![\d.A-Za-z第×+/负])"
_NUMBER = rf"{_LEFT}(?>{ARABIC})"
STARTS = firsts(COMPARATOR)
COMPARED = f"(?:{any_of(COMPARATOR)} ?){{1,2}}"
"""What a compared number begins with, less the conditions."""
_OPENING = rf"(?:{COMPARED})?(?<![\d.])\d"
_RANGE = rf"{_OPENING}[\d.,]*+[^\n]{{0,14}}?[\-至到]\d"
PRE = rf"(?:(?P<pre>{BEFORE}) ?)?(?:(?P<pre2>{BEFORE}) ?)?"
POST = rf"(?P<post>{AFTER})?"
_FLOOR = any_of(word for word, sign in COMPARATOR.items() if sign in {">=", "<="})
_VERB = any_of(CREATING)


def comparator(match: re.Match[str]) -> str:
    words = match.groupdict()
    after = COMPARATOR_AFTER.get(words.get("post") or "", "")
    before = [COMPARATOR[word] for word in (words.get("pre2"), words.get("pre")) if word]
    firm = next((sign for sign in before if sign != "="), "")
    if firm and after == "~":
        return "~"
    more = ">=" if words.get("more") else ""
    return firm or after or more or (before[0] if before else "")


def _level(match: re.Match[str], _: None) -> Amount | None:
    number = value(match["n"])
    if number is None or (match["measure"] in {"年", "日"} and not 0 < number < 100):
        return None
    return Amount(
        number,
        comparator(match),
        (match["power"] or "") + (match["power2"] or "") + canonical(match["measure"]),
        match["n"],
    )


def canonical(measure: str) -> str:
    return {"个百分点": "百分点", "人民币": "元"}.get(measure, measure)


def _range(match: re.Match[str], _: None) -> Amount | None:
    low, high = value(match["low"]), value(match["high"])
    if low is None or high is None or low >= high or (match["measure"] in {"年", "日"} and high > 99):
        return None
    return Amount((low, high), "range", (match["power"] or "") + canonical(match["measure"]), match["low"])


def _lost(match: re.Match[str], _: None) -> Amount | None:
    """组建1示范工作室, 增加学位1200,: the noun beside the number says the measure."""
    number, measure = value(match["n"]), USUAL[match["noun"]]
    if not number or 1949 <= number <= 2099:
        return None
    return Amount(
        number, COMPARATOR.get(match["pre"] or "", ""), measure, match["n"], lost=match["at"] + measure
    )


RULES: tuple[Rule[None, Amount], ...] = (
    Rule(
        "target.range",
        lazily(
            rf"{PRE}(?P<low>{_NUMBER})(?:{_POWER}|%)?{MEASURE}?[-至到](?P<high>{ARABIC})(?P<power>{_POWER})?"
            rf"(?P<measure>{MEASURE}){POST}",
            starts=STARTS + r"\d",
            opening=_RANGE,
        ),
        _range,
        {"建设3-5个基地": "range3-5个", "资助5万-10万元": "range5-10万元", "占5%-10%": "range5-10%"},
        ("2023-2025年", "5-3个"),
    ),
    Rule(
        "target.level",
        lazily(
            rf"{PRE}(?P<n>{_NUMBER}) ?(?P<power>{_POWER})?(?:(?P<more>[余多])(?P<power2>{_POWER})?)?"
            rf"(?P<measure>{MEASURE}){POST}",
            starts=STARTS + r"\d",
            opening=_OPENING,
        ),
        _level,
        {
            "不少于50名": ">=50名",
            "10亿元以上": ">=10亿元",
            "最高不超过15万元": "<=15万元",
            "超过1,200家": ">1200家",
            "11亿千瓦左右": "~11亿千瓦",
            "控制在5%以内": "<=5%",
            "增加学位300余个": ">=300个",
            "投资200余万元": ">=200万元",
            "提高2个百分点": "2百分点",
        },
        ("第3次", "3年级", "2025年", "1+4个", "5G基站", "4A级", "负5%"),
    ),
    Rule(
        "target.lost-measure-after-noun",
        lazily(
            rf"(?P<noun>{any_of(USUAL)})(?P<at>(?P<pre>{_FLOOR})?(?P<n>\d{{1,5}}))"
            r"(?![十百千万亿年月日号级条款届期%\d])(?(pre)(?=[,;。\u4e00-\u9fff])|(?=[,;。]))",
            starts=firsts(USUAL),
            opening=rf"{any_of(USUAL)}(?:{_FLOOR})?\d",
        ),
        _lost,
        {"新增初中学位1200,": "1200个", "新建幼儿园4。": "4所", "骨干教师不少于100落实政策": ">=100名"},
        ("附件2。", "学校2024。"),
    ),
    Rule(
        "target.lost-measure-before-noun",
        lazily(
            rf"(?:{_VERB})(?P<at>(?P<pre>{_FLOOR})?(?P<n>\d{{1,4}}))(?![\d.])(?!{MEASURE}|[十百千万亿年月日号级条款届期余多])"
            rf"(?=[\u4e00-\u9fff]{{0,8}}(?P<noun>{any_of(USUAL)}))",
            starts=firsts(CREATING),
            opening=rf"{_VERB}(?:{_FLOOR})?\d",
        ),
        _lost,
        {"至少设立1示范名医工作室": "1个", "筹建2职业学校": "2所"},
        ("组建1个工作室", "实施1234十大举措", "建设2025年"),
    ),
)
