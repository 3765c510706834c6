"""时间点与时段：到2025年、6月底前、自2024年秋季学期起、2023-2025年、“十四五”期间.

A point is read at the precision the text gives (EDTF: 2024-06, seasons 21-24, quarters 33-36,
halves 40-41). A past year is no deadline: it is a fact of the past or of a cited document.
"""

from __future__ import annotations

import re

from corpus.lazy import lazily
from corpus.rule import Rule
from kb.deadlines.model import When
from kb.numerals import value

_YEAR = r"(?:20\d\d|二[〇零][〇零一二三四五六七八九]{2})"
_RELATIVE = "每年度?|今年|明年|本年度|本年|次年|翌年"
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = r"(?:[12]\d|3[01]|0?[1-9]|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_PARTS = {"春": "21", "夏": "22", "秋": "23", "冬": "24", "上": "40", "前": "40", "下": "41", "后": "41"}
_QUARTERS = dict(zip("一二三四1234", ["33", "34", "35", "36"] * 2, strict=True))


_DIGITS = frozenset("0123456789零〇一二三四五六七八九")
_THIS_YEAR_END = lazily("(?:到|至|于|在)?年[底末](?:之前|以前|前)|(?:到|至|于|在)年[底末]")


def _point(name: str) -> str:
    """A pattern of a point; its groups end in ``name``."""
    year = rf"(?:(?<![\d.])(?P<y{name}>{_YEAR}) ?年度?|(?P<w{name}>{_RELATIVE}))?的?"
    day = rf"(?: ?(?P<d{name}>{_DAY}) ?日(?: ?\d{{1,2}}[:时](?:\d\d分?)?)?)?"
    month = rf"(?<![\d.])(?P<m{name}>{_MONTH}) ?月(?!度)份?{day}"
    part = rf"(?P<p{name}>[上下前后]半年|第?[一二三四1-4]季度|[春秋]季学期|[春夏秋冬]季)"
    return rf"{year}(?: ?(?:{month}|{part}))?"


_STARTS = r"\d年每今明本次翌二十一三四五六七八九第上下春夏秋冬"
_HEAD = f"(?=[{_STARTS}])"
_SAID = (
    r"(?:(?<![\d.])[二〇零\d一三四五六七八九十]++[ 年月季\-至到前]|[1-4]季|年[底末终内]"
    r"|[每今明本次翌]年|第[一二三四1-4]|[上下前后]半|[上下]旬"
    "|[春夏秋冬]季|春节)"
)
_LED = rf"{_SAID}|[从自截至止迟晚于在到]++{_SAID}"
"""What a point in time begins with, and with the words that may lead it: the places worth a closer look."""
_BEFORE = "(?:[或及]?(?:之前|以前)|前)"
_AFTER = "(?:开始|起|[或及]?(?:以后|之后))"
_SEASONS = "(?:春节|国庆节?|五一|汛期|入冬|开学)前"
_END = f"(?:{_SEASONS}|(?:年底|年末|年终|底|末){_BEFORE}?|[上中下]旬{_BEFORE}?|{_BEFORE})"
_NOT_PAST = (
    r"(?![^,;。\n]{0,16}(?:已经|已[建达完实有形])|以来|[^,;。\n]{0,8}(?:印发|公布|会议|通过)的?|第\d+次)"
)
_LAST_YEAR = lazily(r"上一?年度?[^,;。\n]{0,8}$")
_NO_MONTH = lazily("[/A-Za-z(]$")
_NOT_NAME = r"(?!-|\d{1,2} ?[月日号]|版|修[订正]|届|级|毕业|第[\d一二三四五六七八九十]+[号次届])"


def _year(match: re.Match[str], name: str, issued: str | None) -> str | None:
    """Four digits, XXXX in every year, ``?`` for the context to say; None where it cannot be a deadline."""
    if digits := match[f"y{name}"]:
        number = value(digits)
        past = issued is not None and number is not None and number < int(issued[:4])
        return None if past or number is None else f"{number:.0f}"
    word = match[f"w{name}"] or "?"
    if word[0] == "每":
        return "XXXX"
    if word == "?" or issued is None:
        return "?"
    return f"{int(issued[:4]) + (word[0] in '明次翌')}"


def _rest(match: re.Match[str], name: str) -> str:
    """Month, day or part of the year as EDTF: ``-06``, ``-06-30``, ``-23``; "" for the whole year."""
    if part := match[f"p{name}"]:
        return "-" + (_PARTS.get(part[0]) or _QUARTERS[part.lstrip("第")[0]])
    if not match[f"m{name}"]:
        return ""
    month = f"-{value(match[f'm{name}']) or 0:02.0f}"
    day = match[f"d{name}"]
    return month + (f"-{value(day) or 0:02.0f}" if day else "")


def _preceded(match: re.Match[str], words: re.Pattern[str]) -> bool:
    return words.search(match.string[max(0, match.start() - 14) : match.start()]) is not None


_APART = lazily(r"\s*(?:\)|[底末前初]|[上中下]旬|并|至|-)")


def _said(match: re.Match[str], name: str, issued: str | None) -> str | None:
    """The point as EDTF; None where neither a year, an Arabic month nor a day of a month is written."""
    year, rest = _year(match, name, issued), _rest(match, name)
    bare = match[f"y{name}"] is None and match[f"w{name}"] is None
    if bare and not (match[f"d{name}"] or (match[f"m{name}"] or "").isdecimal()):
        return None
    if bare and (_preceded(match, _LAST_YEAR) or _preceded(match, _NO_MONTH)):
        return None
    return None if year is None else year + rest


def _by(match: re.Match[str], issued: str | None) -> When | None:
    if _THIS_YEAR_END.fullmatch(match[0]):
        if match.string[max(0, match.start() - 1) : match.start()] in _DIGITS:
            return None
        return When("by", issued[:4] if issued else "?-12")
    point = _said(match, "a", issued)
    return When("by", point) if point else None


def _each_year_end(match: re.Match[str], _: str | None) -> When:
    return When("by", "XXXX-12")


def _until(match: re.Match[str], issued: str | None) -> When | None:
    point = _said(match, "a", issued)
    return When("by", point) if point and point != "XXXX" else None


def _from(match: re.Match[str], issued: str | None) -> When | None:
    point = _said(match, "a", issued)
    return When("from", point) if point and point != "XXXX" else None


def _in(match: re.Match[str], issued: str | None) -> When | None:
    point = _said(match, "a", issued)
    lone = match["wa"] is not None and not _rest(match, "a")
    return When("in", point) if point and not lone else None


def _listed(match: re.Match[str], issued: str | None) -> When | None:
    past = issued is not None and int(match["at"]) < int(issued[:4])
    return None if past else When("in", match["at"])


def _this_year(match: re.Match[str], issued: str | None) -> When | None:
    if issued is None:
        return None
    return When("in", f"{int(issued[:4]) + (match['at'][0] == '明')}")


def _between(match: re.Match[str], issued: str | None) -> When | None:
    year = "XXXX" if match["wa"] else match["ya"] or match["za"]
    if year is None:
        return _between_months(match)
    first = _bound(match, "a", year)
    last = _bound(match, "b", match["yb"] or year)
    said = match["yb"] or match["wb"] or _rest(match, "b")
    if not said or last < first:
        return None
    past = issued is not None and last[0] == "2" and last[:4] < issued[:4]
    return None if past else When("between", f"{first}/{last}")


def _between_months(match: re.Match[str]) -> When | None:
    """9月1日至15日, 9月1日至10月31日: the context says the year, and the last month may be in the next."""
    arabic = (match["ma"] or "").isdecimal() and (match["mb"] or "").isdecimal()
    unsaid = match["wa"] is None and match["yb"] is None and match["wb"] is None
    if not unsaid or not (arabic or (match["da"] and match["db"])) or _preceded(match, _LAST_YEAR):
        return None
    return When("between", f"?{_rest(match, 'a')}/?{_rest(match, 'b')}")


def _days(match: re.Match[str], issued: str | None) -> When | None:
    """5月1日至15日: the month is said once."""
    year, last = _year(match, "a", issued), value(match["last"])
    if year is None or not match["da"] or not last or last <= (value(match["da"]) or 0):
        return None
    if year == "?" and _preceded(match, _LAST_YEAR):
        return None
    first = year + _rest(match, "a")
    return When("between", f"{first}/{first[:-2]}{last:02.0f}")


def _bound(match: re.Match[str], name: str, year: str) -> str:
    number = value(year)
    return (year if number is None else f"{number:.0f}") + _rest(match, name)


def _five_years(match: re.Match[str], issued: str | None) -> When | None:
    first = 2021 + 5 * (int(value("十" + match["n"]) or 14) - 14)
    if issued is not None and first + 4 < int(issued[:4]):
        return None
    return When("by", f"{first + 4}") if match["end"] else When("between", f"{first}/{first + 4}")


RULES: tuple[Rule[str | None, When], ...] = (
    Rule(
        "deadline.between",
        lazily(
            rf"(?:从|自)?(?:(?P<za>(?<![\d.]){_YEAR})(?=年?[-至到]{_YEAR} ?年)年?|{_point('a')})"
            rf"[-至到]{_point('b')}(?:期间|之间|止)?{_NOT_NAME}",
            starts=r"从自至到的前后 \-" + _STARTS,
            opening=rf"从|自|[\-至到的][{_STARTS}的前后 \-至到]| [{_STARTS}前后]|{_LED}",
        ),
        _between,
        {
            "2024-2026年开展普查": "between 2024/2026",
            "2025年1月1日至12月31日减半": "between 2025-01-01/2025-12-31",
            "从2024年3月到2024年6月": "between 2024-03/2024-06",
            "每年3月至5月": "between XXXX-03/XXXX-05",
            "第一阶段(9月1日至10月31日)": "between ?-09-01/?-10-31",
        },
        ("2019-2021年建成", "第3至5页", "三月至五月", "上一年度1月至12月"),
    ),
    Rule(
        "deadline.between-days",
        lazily(
            rf"(?:从|自)?{_HEAD}{_point('a')}[-至到](?P<last>{_DAY}) ?日(?:期间|之间|止)?{_NOT_NAME}",
            starts="从自" + _STARTS,
            opening=_LED,
        ),
        _days,
        {
            "2024年6月1日至15日集中整治": "between 2024-06-01/2024-06-15",
            "六月一日到七日": "between ?-06-01/?-06-07",
        },
        ("6月15日至1日", "6月至15日", "2019年6月1日至15日"),
    ),
    Rule(
        "deadline.by",
        lazily(
            rf"(?:截[至止]到?|[迟晚]于|到|至|于|在)?{_HEAD}{_point('a')}(?P<end>{_END}){_NOT_PAST}(?!后|置|往|来|三|期|述)",
            starts="截至迟晚到于在" + _STARTS,
            opening=_LED,
        ),
        _by,
        {
            "2025年底前建成": "by 2025",
            "于2024年6月30日前报送": "by 2024-06-30",
            "6月底前完成": "by ?-06",
            "年底前完成": "by 2024",
            "到年底,全部完成": "by 2024",
            "每年2月底前": "by XXXX-02",
            "明年一季度末": "by 2025-33",
            "12月中旬前": "by ?-12",
            "2025年前": "by 2025",
            "6月30日及以前": "by ?-06-30",
            "十月三十一日前": "by ?-10-31",
        },
        ("2019年底前", "年底已经", "日前召开"),
    ),
    Rule(
        "deadline.each-year-end",
        lazily(
            r"(?<![\d零〇一二三四五六七八九度年当今明本去上学])(?P<at>年[底末])(?!前|之前|以前|绩效|考核|奖|达|实现|累计|余额)",
            starts="年",
            opening="年[底末]",
        ),
        _each_year_end,
        {"各乡镇年底向县委报告": "by XXXX-12"},
        ("2024年底", "年底前", "年底考核结果"),
    ),
    Rule(
        "deadline.until",
        lazily(
            rf"(?:截[至止]到?|到|至){_HEAD}{_point('a')}止?{_NOT_NAME}{_NOT_PAST}",
            starts="截到至",
            opening=_LED,
        ),
        _until,
        {"到2027年,形成": "by 2027", "有效期至2027年6月30日止": "by 2027-06-30"},
        ("到2019年", "到年"),
    ),
    Rule(
        "deadline.from",
        lazily(
            rf"(?:从|自从?)?{_HEAD}{_point('a')}(?:之日)?{_AFTER}{_NOT_PAST}",
            starts="从自" + _STARTS,
            opening=_LED,
        ),
        _from,
        {
            "自2025年1月1日起施行": "from 2025-01-01",
            "2024年秋季学期起": "from 2024-23",
            "从2025年开始": "from 2025",
            "2025年7月1日及之后": "from 2025-07-01",
        },
        ("从娃娃开始", "2018年起"),
    ),
    Rule(
        "deadline.in",
        lazily(rf"{_HEAD}{_point('a')}(?:年?内)?{_NOT_NAME}{_NOT_PAST}", starts=_STARTS, opening=_LED),
        _in,
        {
            "2025年,全县建成": "in 2025",
            "2024年上半年": "in 2024-40",
            "今年后半年": "in 2024-41",
            "每年8月制定计划": "in XXXX-08",
            "9月组织招聘": "in ?-09",
            "2024年度": "in 2024",
        },
        ("2019年", "2024年版", "2024年以来", "三月", "上一年度1月"),
    ),
    Rule(
        "deadline.listed-year",
        lazily(
            r"(?<![\d.])(?P<at>20\d\d)(?![\d年.%-])(?:(?<=20\d\d年[、,和]20\d\d)|(?=[、,和]20\d\d年))",
            starts="2",
            opening=r"20\d\d(?:[、,和]|(?<=年[、,和].{4}))",
        ),
        _listed,
        {"2024年、2025全县分别达": "in 2025", "2024、2025年": "in 2024"},
        ("2024全县", "2018年、2019全县"),
    ),
    Rule(
        "deadline.this-year",
        lazily(
            r"(?<![\d零〇一二三四五六七八九十两几半近半])(?P<at>年内(?!生)|本年(?:度)?内|今年(?:内|(?!以来|已|初|春|起))|明年(?!初|起|底|末|\d))",
            starts="年本今明",
            opening="年内|本年|今年|明年",
        ),
        _this_year,
        {"年内完成改造": "in 2024", "今年开工": "in 2024", "明年开工": "in 2025"},
        ("三年内", "今年以来", "年度内"),
    ),
    Rule(
        "deadline.five-years",
        lazily(
            "[“\"']?十(?P<n>[三四五六七])五[”\"']?(?:期间|时期|(?P<end>期?末))",
            starts="“'十\"",
            opening="[“\"']?十[三四五六七]五",
        ),
        _five_years,
        {"“十四五”期间": "between 2021/2025", "“十五五”末": "by 2030"},
        ("“十四五”规划", "“十三五”期间"),
    ),
)
