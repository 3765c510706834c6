"""数量：不少于50名、10亿元以上、1-2个、百分之六十、一半以上、翻一番.

An amount is a number with its measure and the comparator beside it; what it measures, its year and
its rhythm are the clause's to say (``indicators``, ``timing``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.alternatives import any_of
from corpus.rule import Rule
from kb.numerals import ARABIC, HAN, value
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
_LEFT = r"(?<![\d.A-Za-z第×+/])"
_NUMBER = rf"{_LEFT}(?:{ARABIC})"
_PRE = rf"(?:(?P<pre>{BEFORE}) ?)?(?:(?P<pre2>{BEFORE}) ?)?"
_POST = rf"(?P<post>{AFTER})?"
_HAN_NUMBER = f"(?<![第{'零一二三四五六七八九十百千万两几'}])(?:{HAN})"


def _comparator(match: re.Match[str]) -> str:
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
        number, _comparator(match), (match["power"] or "") + _canonical(match["measure"]), match["n"]
    )


def _canonical(measure: str) -> str:
    return "百分点" if measure == "个百分点" else measure


def _range(match: re.Match[str], _: None) -> Amount | None:
    low, high = value(match["low"]), value(match["high"])
    if low is None or high is None or low >= high or (match["measure"] in {"年", "日"} and high > 99):
        return None
    return Amount((low, high), "range", (match["power"] or "") + _canonical(match["measure"]), match["low"])


def _han(match: re.Match[str], _: None) -> Amount | None:
    number, sign = value(match["n"]), _comparator(match)
    counted = match["measure"] in {"次", "遍", "轮", "场", "期"} and match["n"] in set("一两三四五六")
    written = number is not None and number >= 100 and match["n"][0] not in "十百千万亿"
    vague = sign in {"", "="} or (sign in {">", "<", "~"} and match["n"] == "一")
    if number is None or (vague and not counted and not written):
        return None
    return Amount(number, sign, _canonical(match["measure"]), match["n"])


def _at_least(match: re.Match[str], _: None) -> Amount | None:
    number = value(match["n"])
    if number is None or match["measure"] == "批":
        return None
    return Amount(number, ">=", _canonical(match["measure"]), match["n"])


def _share(match: re.Match[str], _: None) -> Amount | None:
    number = value(match["n"])
    return None if number is None else Amount(round(number * 100, 2), _comparator(match), "%", match["n"])


def _doubling(match: re.Match[str], _: None) -> Amount | None:
    times = value(match["n"])
    return None if not times or times > 9 else Amount(2**times * 100 - 100, "", "%", match["n"], "increase")


def _lost(match: re.Match[str], _: None) -> Amount | None:
    """组建1示范工作室, 增加学位1200,: the noun beside the number says the measure."""
    number, measure = value(match["n"]), USUAL[match["noun"]]
    if not number or 1949 <= number <= 2099:
        return None
    return Amount(
        number, COMPARATOR.get(match["pre"] or "", ""), measure, match["n"], lost=match["at"] + measure
    )


_FLOOR = any_of(word for word, sign in COMPARATOR.items() if sign in {">=", "<="})
_VERB = any_of(CREATING)
RULES: tuple[Rule[None, Amount], ...] = (
    Rule(
        "target.range",
        re.compile(
            rf"{_PRE}(?P<low>{_NUMBER})(?:{_POWER}|%)?{MEASURE}?[-至到](?P<high>{ARABIC})(?P<power>{_POWER})?"
            rf"(?P<measure>{MEASURE}){_POST}"
        ),
        _range,
        {"建设3-5个基地": "range3-5个", "资助5万-10万元": "range5-10万元", "占5%-10%": "range5-10%"},
        ("2023-2025年", "5-3个"),
    ),
    Rule(
        "target.level",
        re.compile(
            rf"{_PRE}(?P<n>{_NUMBER}) ?(?P<power>{_POWER})?(?:(?P<more>[余多])(?:{_POWER})?)?"
            rf"(?P<measure>{MEASURE}){_POST}"
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
            "提高2个百分点": "2百分点",
        },
        ("第3次", "3年级", "2025年", "1+4个", "5G基站", "4A级"),
    ),
    Rule(
        "target.chinese-number",
        re.compile(rf"{_PRE}(?P<n>{_HAN_NUMBER})(?P<measure>{MEASURE}){_POST}"),
        _han,
        {"不少于两次": ">=2次", "至少一所": ">=1所", "一千二百万元": "12000000元", "召开两次会议": "2次"},
        ("两个关键", "第一次", "一次性", "三项保障", "一批", "一把尺子", "千方百计", "为一个", "突破一批"),
    ),
    Rule(
        "target.chinese-number-after-verb",
        re.compile(rf"(?:至少|最少|不少于)(?:{_VERB})(?P<at>(?P<n>{_HAN_NUMBER})(?P<measure>{MEASURE}))"),
        _at_least,
        {"至少建设一所中学": ">=1所"},
        ("建设一所中学", "至少建设一批"),
    ),
    Rule(
        "target.share",
        re.compile(
            rf"{_PRE}(?P<n>百分之[{'零〇一二三四五六七八九十百点'}\d.]+|百分百|[三四五六七八九]分之[一二三四五六七八]|[一二三四五六七八九]成[一二三四五六七八九]?(?![立功果效员本就为])|一半|半数)"
            rf"{_POST}"
        ),
        _share,
        {"百分之六十以上": ">=60%", "不低于三分之二": ">=66.67%", "八成以上": ">=80%", "一半以上": ">=50%"},
        ("一成立", "分之"),
    ),
    Rule(
        "target.doubling",
        re.compile(r"翻(?P<n>[一两二三])番"),
        _doubling,
        {"产值翻一番": "100%", "翻两番": "300%"},
        ("翻新", "一番"),
    ),
    Rule(
        "target.lost-measure-after-noun",
        re.compile(
            rf"(?P<noun>{any_of(USUAL)})(?P<at>(?P<pre>{_FLOOR})?(?P<n>\d{{1,5}}))"
            r"(?![十百千万亿年月日号级条款届期%\d])(?(pre)(?=[,;。\u4e00-\u9fff])|(?=[,;。]))"
        ),
        _lost,
        {"新增初中学位1200,": "1200个", "新建幼儿园4。": "4所", "骨干教师不少于100落实政策": ">=100名"},
        ("附件2。", "学校2024。"),
    ),
    Rule(
        "target.lost-measure-before-noun",
        re.compile(
            rf"(?:{_VERB})(?P<at>(?P<pre>{_FLOOR})?(?P<n>\d{{1,4}}))(?![\d.])(?!{MEASURE}|[十百千万亿年月日号级条款届期余多])"
            rf"(?=[\u4e00-\u9fff]{{0,8}}(?P<noun>{any_of(USUAL)}))"
        ),
        _lost,
        {"至少设立1示范名医工作室": "1个", "筹建2职业学校": "2所"},
        ("组建1个工作室", "实施1234十大举措", "建设2025年"),
    ),
)
