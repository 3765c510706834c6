"""汉字数量：不少于两次、三百米、二十余万人、三至五个、三四万吨、百分之六十、八成以上、一半以上、翻一番.

A number in Chinese characters is an amount where a comparator stands beside it or where nothing else
can be meant: a large number, a share, or a measure that is only a measure.
"""

from __future__ import annotations

import re

from corpus.alternatives import any_of
from corpus.lazy import firsts, lazily
from corpus.rule import Rule
from kb.numerals import ARABIC, HAN, HAN_CHARACTERS, rounded, value
from kb.targets.amounts import COMPARED, POST, PRE, STARTS, Amount, canonical, comparator
from kb.targets.words import CREATING, KIND, MEASURE, PLAIN, PLAIN_MEASURE

_DIGIT = "[一二两三四五六七八九]"
_HAN_NUMBER = "(?<![第零一二三四五六七八九十百千万两几])(?:" + HAN + ")"
_STARTS = STARTS + HAN_CHARACTERS
_RUN = (
    f"(?<![第零一二三四五六七八九十百千万两几])[{HAN_CHARACTERS}]+[{firsts(KIND)}{firsts(PLAIN)}分点\\-至到]"
)
_OPENING = f"(?:{COMPARED})?(?:{_RUN}|半|{_DIGIT}分之)"
_SHARED = rf"(?:{COMPARED})?(?:[百千万三四五六七八九]分|一半|半数|[\d一二两三四五六七八九十.点]+成)"
_HAN_ROUNDED = (
    r"(?<![第零一二三四五六七八九十百千万两几])[零一二两三四五六七八九十百千万亿]{1,12}[几余多][万亿]{0,2}"
)
_OF_HUNDRED = rf"(?:{ARABIC}|(?:[零〇一二两三四五六七八九十千万点]|百(?!分))+)"
_TENTHS = rf"(?<![\d.十第])(?:十|10|[1-9](?:\.\d)?|{_DIGIT}(?:点{_DIGIT})?)成[一二三四五六七八九半]?"
_NO_TENTHS = "(?![立功果效员本就为不都长熟交品才型因年])"
_NOT_SPLIT = "(?:(?<!千)|(?![米克瓦卡伏]))"
_NEIGHBOURS = lazily(f"^[^点]*{_DIGIT}{_DIGIT}")
_LAST_STRETCH = lazily("[最后初前先末]$")
_CLOSE = frozenset({"三五"})
_VERB = any_of(CREATING)


def _han(match: re.Match[str], _: None) -> Amount | None:
    number, sign = value(match["n"]), comparator(match)
    counted = match["measure"] in {"次", "遍", "轮", "场", "期"} and match["n"] in set("一两三四五六")
    written = number is not None and number >= 100 and match["n"][0] not in "十百千万亿"
    vague = sign in {"", "="} or (sign in {">", "<", "~"} and match["n"] == "一")
    if number is None or _NEIGHBOURS.match(match["n"]) or (vague and not counted and not written):
        return None
    return Amount(number, sign, canonical(match["measure"]), match["n"])


def _plain(match: re.Match[str], _: None) -> Amount | None:
    """No comparator is needed where the measure can be nothing else; 最后一公里 is a figure of speech."""
    number, sign = value(match["n"]), comparator(match)
    if number is None or match["n"][0] in "百千万亿" or _NEIGHBOURS.match(match["n"]):
        return None
    before = match.string[max(0, match.start() - 1) : match.start()]
    if before == "分":
        return None
    if not sign and (_LAST_STRETCH.search(before) or (match["n"] == "一" and match["measure"] == "公里")):
        return None
    return Amount(number + (0.5 if match["half"] else 0), sign, canonical(match["measure"]), match["n"])


def _about(match: re.Match[str], _: None) -> Amount | None:
    number = rounded(match["n"])
    return None if number is None or number < 100 else Amount(number, ">=", match["measure"], match["n"])


def _han_range(match: re.Match[str], _: None) -> Amount | None:
    """三至五万: the power that only the higher number says is the lower's too."""
    power = match["high"].lstrip("零一二两三四五六七八九") if len(match["low"]) == 1 else ""
    shared = power if power.strip("百千万亿") == "" else ""
    return _spread(match, match["low"] + shared, match["high"])


def _close(match: re.Match[str], _: None) -> Amount | None:
    """三四万 is three to four 万: neighbours, and 三五."""
    low, high = match["low"] + match["scale"], match["high"] + match["scale"]
    near = (value(match["high"]) or 0) - (value(match["low"]) or 0) == 1
    return _spread(match, low, high) if near or match["low"] + match["high"] in _CLOSE else None


def _spread(match: re.Match[str], low: str, high: str) -> Amount | None:
    least, most = value(low), value(high)
    if least is None or most is None or least >= most:
        return None
    return Amount((least, most), "range", canonical(match["measure"]), match["low"])


def _share_range(match: re.Match[str], _: None) -> Amount | None:
    low, high = value(match["low"]), value(match["high"])
    if low is None or high is None or low >= high:
        return None
    return Amount((low, high), "range", "%", match["low"])


def _at_least(match: re.Match[str], _: None) -> Amount | None:
    number = value(match["n"])
    if number is None or match["measure"] == "批":
        return None
    return Amount(number, ">=", canonical(match["measure"]), match["n"])


def _share(match: re.Match[str], _: None) -> Amount | None:
    """千分之三 is 3‰; a third is given to two places."""
    number, said = value(match["n"]), match["n"]
    measure, times = ("‰", 1000) if said.startswith("千分之") else ("%", 100)
    if number is None:
        return None
    places = 10 if said[0] in "百千万" else 2
    return Amount(round(number * times, places), comparator(match), measure, said)


def _doubling(match: re.Match[str], _: None) -> Amount | None:
    times = value(match["n"])
    return None if not times or times > 9 else Amount(2**times * 100 - 100, "", "%", match["n"], "increase")


RULES: tuple[Rule[None, Amount], ...] = (
    Rule(
        "target.close-numbers",
        lazily(
            rf"{PRE}(?<![第零一二三四五六七八九十百千万两几])(?P<low>{_DIGIT})(?P<high>{_DIGIT})"
            rf"(?P<scale>[十百千]?[万亿]?){_NOT_SPLIT}(?P<measure>{PLAIN_MEASURE}){POST}",
            starts=_STARTS,
            opening=_OPENING,
        ),
        _close,
        {"年产两三万吨": "range20000-30000吨", "四五十公里": "range40-50公里", "三五百亩": "range300-500亩"},
        ("三四个", "二五公里", "九三公里"),
    ),
    Rule(
        "target.chinese-number-of-measure",
        lazily(
            rf"{PRE}(?P<n>{_HAN_NUMBER}|(?<![一-鿿])半|{_DIGIT}分之{_DIGIT}){_NOT_SPLIT}(?P<measure>{PLAIN_MEASURE})"
            rf"(?P<half>半)?{POST}",
            starts=_STARTS + "半",
            opening=_OPENING,
        ),
        _plain,
        {
            "拓宽三百米": "300米",
            "回收两吨半": "2.5吨",
            "提高三个百分点": "3百分点",
            "新建五十千米": "50千米",
            "四分之三公顷": "0.75公顷",
        },
        ("打通最后一公里", "一公里", "百公里", "第三米", "一升一降", "逐一克服", "万亩", "五分三公里"),
    ),
    Rule(
        "target.chinese-number",
        lazily(
            rf"{PRE}(?P<n>{_HAN_NUMBER}){_NOT_SPLIT}(?P<measure>{MEASURE}){POST}",
            starts=_STARTS,
            opening=_OPENING,
        ),
        _han,
        {"不少于两次": ">=2次", "至少一所": ">=1所", "一千二百万元": "12000000元", "召开两次会议": "2次"},
        ("两个关键", "第一次", "一次性", "三项保障", "一批", "一把尺子", "千方百计", "为一个", "突破一批"),
    ),
    Rule(
        "target.chinese-rounded",
        lazily(
            rf"(?P<n>{_HAN_ROUNDED})(?P<measure>{MEASURE})",
            starts="零一二两三四五六七八九十百千万亿",
            opening="[零一二两三四五六七八九十百千万亿]+[几余多]",
        ),
        _about,
        {"惠及二十余万人": ">=200000人", "培训三百多名": ">=300名"},
        ("十余个", "多个", "几百名", "三百名"),
    ),
    Rule(
        "target.chinese-range",
        lazily(
            rf"{PRE}(?P<low>{_HAN_NUMBER})[-至到](?P<high>{HAN})(?P<measure>{MEASURE})(?<![年日项条款章节届期课])"
            rf"{POST}",
            starts=_STARTS,
            opening=_OPENING,
        ),
        _han_range,
        {
            "建设三至五个": "range3-5个",
            "两到三万亩": "range20000-30000亩",
            "一百至一百五十名": "range100-150名",
        },
        ("三至五年", "一至六年级", "第一至三项", "五至三个", "一至三级"),
    ),
    Rule(
        "target.share-range",
        lazily(
            rf"{PRE}百分之(?P<low>{_OF_HUNDRED})[-至到](?:百分之)?(?P<high>{_OF_HUNDRED})(?!分之){POST}",
            starts=STARTS + "百",
            opening=f"(?:{COMPARED})?百分",
        ),
        _share_range,
        {"百分之五至百分之八": "range5-8%", "百分之二十到三十": "range20-30%"},
        ("百分之八至百分之五", "百分之五以上"),
    ),
    Rule(
        "target.chinese-number-after-verb",
        lazily(
            rf"(?:至少|最少|不少于)(?:{_VERB})(?P<at>(?P<n>{_HAN_NUMBER})(?P<measure>{MEASURE}))",
            starts="至最不",
            opening="至少|最少|不少",
        ),
        _at_least,
        {"至少建设一所中学": ">=1所"},
        ("建设一所中学", "至少建设一批"),
    ),
    Rule(
        "target.share",
        lazily(
            rf"{PRE}(?P<n>(?<![二两三四五六七八九十百千万亿\d])[百千万]分之{_OF_HUNDRED}|百分百|[三四五六七八九]分之[一二三四五六七八](?!{PLAIN_MEASURE})|{_TENTHS}{_NO_TENTHS}|一半|半数)"
            rf"{POST}",
            starts=STARTS + r"\d一二两三四五六七八九十百千万半",
            opening=_SHARED,
        ),
        _share,
        {
            "百分之六十以上": ">=60%",
            "不低于三分之二": ">=66.67%",
            "八成以上": ">=80%",
            "一半以上": ">=50%",
            "不超过千分之四": "<=4‰",
            "七成半": "75%",
            "百分之七十百分位": "70%",
        },
        ("一成立", "分之", "一成不变", "第三成员", "两千分之一"),
    ),
    Rule(
        "target.doubling",
        lazily(r"翻(?P<n>[一两二三])番", starts="翻", opening="翻.番"),
        _doubling,
        {"产值翻一番": "100%", "翻两番": "300%"},
        ("翻新", "一番"),
    ),
)
