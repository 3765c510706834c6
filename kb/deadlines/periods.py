"""周期与期限：每季度、逢单年、每5年 (R/P5Y); 三年内、10个工作日内 (P10D)."""

from __future__ import annotations

import re

from corpus.lazy import lazily
from corpus.rule import Rule
from kb.deadlines.model import When
from kb.numerals import value

_NUMBER = r"(?:\d{1,3}|[一二两三四五六七八九十]{1,3}|半)"
_STARTS = r"\d一二两三四五六七八九十半"
_COUNTED = (
    r"(?<![\d零〇一二三四五六七八九十百.\-])[\d一二两三四五六七八九十半]++[ 年月个星周天日小分自工学季\-至]"
)
_UNITS = {
    **dict.fromkeys(("学年度", "学年", "年度", "年"), "1Y"),
    **dict.fromkeys(("半年", "学期"), "6M"),
    **dict.fromkeys(("季度", "季"), "3M"),
    "月": "1M",
    **dict.fromkeys(("星期", "周"), "1W"),
    **dict.fromkeys(("工作日", "天", "日"), "1D"),
    "小时": "T1H",
    "分钟": "T1M",
}
_ALL = "|".join(_UNITS)
_LENGTH = rf"{_NUMBER}(?:年|个月|个?星期|周|天|个?小时|分钟)"
_PART = lazily(rf"({_NUMBER})个?(年|月|星期|周|天|小时|分钟)")
_CAPPED = lazily("(?:控制|压[减缩]|缩[减短]|减少|降低?|提速|时[限长间])(?:在|至|到|为)(?:不超过)?$")


def iso(unit: str, times: float = 1) -> str:
    """``iso("学期", 2)`` is ``P12M``."""
    length = _UNITS[unit]
    clock, amount = ("T", length[1:]) if length[0] == "T" else ("", length)
    return f"P{clock}{int(amount[:-1]) * times:g}{amount[-1]}"


def _every(match: re.Match[str], _: str | None) -> When | None:
    number = value(match["n"]) if match["n"] else 1.0
    return When("every", "R/" + iso(match["u"], number)) if number else None


def _each_other_year(match: re.Match[str], _: str | None) -> When:
    return When("every", "R/P2Y")


def _within_parts(match: re.Match[str], _: str | None) -> When | None:
    """一年零六个月内 is P1Y6M, 1小时30分钟内 PT1H30M: each measure once, in ISO 8601's order."""
    found = _PART.findall(match["parts"])
    lengths = {_UNITS[unit]: iso(unit, value(number) or 0)[1:] for number, unit in found}
    if len(lengths) < len(found):
        return None
    days = "".join(lengths[unit] for unit in ("1Y", "1M", "1W", "1D") if unit in lengths)
    clock = "".join(lengths[unit][1:] for unit in ("T1H", "T1M") if unit in lengths)
    return When("within", f"P{days}" + (f"T{clock}" if clock else ""))


def _within(match: re.Match[str], _: str | None) -> When | None:
    """A number of months is said with 个: 6个月, for 6月 is June; 半年 is six months.

    A length that a service is cut down to (压减至8个工作日以内) is a target, not a time limit.
    """
    number, unit = value(match["n"]), match["u"]
    if _CAPPED.search(match.string, max(0, match.start() - 8), match.start()):
        return None
    if not number or (unit == "月" and "个" not in match[0]):
        return None
    number += 0.5 if "半" in (match.groupdict().get("half") or "") else 0
    months = unit == "年" and number % 1 != 0
    return When("within", iso("月", number * 12) if months else iso(unit, number))


RULES: tuple[Rule[str | None, When], ...] = (
    Rule(
        "deadline.every",
        lazily(
            rf"每(?:一|个|(?P<n>(?!半){_NUMBER})个?)?(?P<u>{_ALL})(?![均次版])(?!年)(?:度|[底末](?:之?前)?)?",
            starts="每",
        ),
        _every,
        {
            "每季度调度": "every R/P3M",
            "每半年通报": "every R/P6M",
            "每5年修订": "every R/P5Y",
            "每学年不少于": "every R/P1Y",
        },
        ("每年均", "每名教师", "每次"),
    ),
    Rule(
        "deadline.per",
        lazily(
            r"按(?P<n>两)?(?P<u>年度|季度|季|月|周|学期|半年)(?:度)?"
            r"(?=(?:[向对][^,。;\n]{2,24}?)?(?:调度|通报|报送|报告|上报|汇总|统计|分析|公布|考核|督查|督导|更新|监测|组织实施|推进|开展))",
            starts="按",
            opening="按两?[年季月周学半]",
        ),
        _every,
        {"按月通报": "every R/P1M", "按季度向县政府报送": "every R/P3M"},
        ("按月人均", "按年度计划"),
    ),
    Rule(
        "deadline.once-every",
        lazily(
            r"(?<![零〇一二三四五六七八九十同])(?P<n>[一两三半])(?P<u>年|季度?|月|周)一(?=[聘评考督调通报检总测签研会述轮审])",
            starts="一两三半",
            opening="[一两三半][年季月周]",
        ),
        _every,
        {"一月一调度": "every R/P1M", "两年一评": "every R/P2Y"},
        ("三年一体化", "第一年一般"),
    ),
    Rule(
        "deadline.each-other-year",
        lazily("逢[单双奇偶]数?年|隔年", starts="逢隔"),
        _each_other_year,
        {"逢单年评选": "every R/P2Y"},
        ("单年",),
    ),
    Rule(
        "deadline.within",
        lazily(
            rf"(?<![\d零〇一二三四五六七八九十百近去前第几.月年度-])(?:\d{{1,3}}个?月?年?[-至])?(?P<n>{_NUMBER}) ?"
            r"(?:个(?=月|工作日|学年|学期|小时|季度|星期|自然日|周))?"
            r"(?:自然)?(?P<u>工作日|学年|学期|年|季度|月|周|星期|天|日|小时|分钟)(?P<half>半)?(?:的?时间)?(?:之内|以内|内)(?!容|涵|部)",
            starts=_STARTS,
            opening=_COUNTED,
        ),
        _within,
        {
            "力争三年内建成": "within P3Y",
            "10个工作日内办结": "within P10D",
            "6个月内": "within P6M",
            "半年内": "within P6M",
            "一年半内": "within P18M",
        },
        ("近三年内", "6月内", "2024年内", "1日(24小时)内", "压减至8个工作日以内"),
    ),
    Rule(
        "deadline.within-parts",
        lazily(
            rf"(?<![\d零〇一二三四五六七八九十百近去前第几.月年度-])(?P<parts>(?:{_LENGTH}[又零]?){{1,3}}{_LENGTH})(?:之内|以内|内)(?!容|涵|部)",
            starts=_STARTS,
            opening=_COUNTED,
        ),
        _within_parts,
        {
            "一年零六个月内": "within P1Y6M",
            "1小时30分钟内到达": "within PT1H30M",
            "2天12小时内": "within P2DT12H",
        },
        ("2025年6个月内", "3年2年内", "6个月内", "近一年零三个月内"),
    ),
    Rule(
        "deadline.effort",
        lazily(
            rf"(?:用|通过|经过|力争|利用|为期|任期|聘期|有效期|周期)(?:为)?约?(?:\d{{1,2}}-)?(?P<n>{_NUMBER})"
            r"(?:个(?=月|学年))?(?P<u>年|月|学年)(?:左右)?(?:的?时间|的?努力|左右|(?<=期[\d一二三四五六七八九十]年)|(?<=期为[\d一二三四五六七八九十]年))",
            starts="用通经力利为任聘有周",
            opening=r"用为?约?[\d一二两三四五六七八九十半]|[通经]过|力争|利用|[为任聘]期|有效|周期",
        ),
        _within,
        {"力争用两年时间": "within P2Y", "经过3-4年左右时间": "within P4Y", "有效期5年": "within P5Y"},
        ("用三年行动", "经过6月时间"),
    ),
)
