"""机构名称的语法：level prefix + function + suffix, organs with names of their own, groups.

Every pattern is matched at a position of a list, or searched in running text by ``kb.units.mentions``.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from corpus.alternatives import any_of
from corpus.lazy import firsts, lazily
from corpus.rule import Rule, Rulebook
from corpus.sweep import Choice, Sweep
from kb.units.model import Name
from kb.units.words import (
    ENDINGS,
    FIXED,
    GOVERNMENT,
    GROUPS,
    LEVELS,
    NATIONAL,
    ORGANS,
    PARTY,
    SUFFIXES,
)

Read = Callable[[re.Match[str], None], Name | None]
HAN = "[\u4e00-\u9fff]"
LEVEL = any_of(LEVELS)
_PLACE_END = "(?:自治区|自治州|自治县|省|市|州|盟|县|区|旗|镇|乡)"
_PLACE = f"(?:(?![各由局委办厅部等])(?:(?![局委办厅部府等由各校])[\u4e00-\u9fff]){{2,7}}?{_PLACE_END}){{1,3}}"
_HEAD = f"(?:中共|共青团)?(?P<place>{_PLACE})?(?P<prefix>{any_of([*LEVELS, *NATIONAL])})?"
_SUFFIX = f"(?P<suffix>{any_of(SUFFIXES)})(?!门|员会)"
_HEADS = any_of(GROUPS["heads"])
_TIER = "(?:自治区|县级市|直辖市|计划单列市|自治州|乡镇|街道|[省市州县区旗乡镇盟])(?:\\([^()]{1,8}\\))?"
TIERS = f"{_TIER}(?:、{_TIER}){{1,8}}"
_CLASS = any_of(GROUPS["classes"])
_BODIES = any_of(GROUPS["bodies"])
_BODY = f"(?:{_BODIES}(?:\\({_BODIES}\\))?)?"
_QUALIFIER = f"(?:{any_of(GROUPS['qualifiers'])}|{any_of(GOVERNMENT)}|各)"
_QUALIFIERS = firsts([*GROUPS["qualifiers"], *GOVERNMENT, "各"])
_VAGUE = lazily(f"各|{any_of(GROUPS['qualifiers'])}")
_RANK = "(?:[省市县区州乡镇村](?:级|直)?|国务院|中央|地方|本级|各级)?"
_OUTPOST = any_of(
    [
        "分局",
        "监管局",
        "监管分局",
        "监督管理局",
        "管理局",
        "分行",
        "支行",
        "中心支行",
        "管理站",
        "分站",
        "空管局",
        "空管分局",
        "空管站",
        "监管办",
        "调查队",
        "调查总队",
        "办事处",
        "专员办",
        "税务局",
        "海关",
        "海事局",
    ]
)


def _read(kind: str, table: dict[str, str] | None = None) -> Read:
    """The reading of a pattern with any of the groups place, prefix, branch, core, function, suffix."""

    def read(match: re.Match[str], _: None) -> Name:
        found = {key: value or "" for key, value in match.groupdict().items()}
        core = found.get("core") or match[0]
        function = found.get("function") or core
        return Name(
            kind,
            match[0],
            found.get("place", ""),
            found.get("prefix", ""),
            found.get("branch", ""),
            core,
            (table or {}).get(function, function),
            SUFFIXES.get(found.get("suffix", ""), ""),
        )

    return read


def _departments(match: re.Match[str], context: None) -> Name | None:
    """A class of departments; a field alone makes one only of 部门 (教育部门, but not 教育机构)."""
    if not match["head"].endswith("部门") and not _VAGUE.search(match[0]):
        return None
    return _read("group")(match, context)


def _discipline(match: re.Match[str], context: None) -> Name | None:
    name = _read("organ", {match["core"]: "监委" if match["core"].startswith("监") else "纪委监委"})
    return name(match, context)


def _headed(source: str, own: str) -> re.Pattern[str]:
    """A pattern of names that may have a place and a level before ``own``, what they begin with otherwise."""
    short = f"[中共{firsts([*LEVELS, *NATIONAL])}{own}]"
    opening = f"{short}|{HAN}{{2,9}}?[省市州盟县区旗镇乡]"
    return lazily(source, starts="\u4e00-\u9fff", opening=opening)


RULES: tuple[Rule[None, Name], ...] = (
    Rule(
        "unit.discipline",
        _headed(
            f"{_HEAD}(?P<core>纪委(?:机关)?(?:[、/]?{LEVEL}?(?:监委|监察委员会))?|监察委员会|监委)(?!会)",
            "纪监",
        ),
        _discipline,
        {"区纪委区监委": "organ:/区/纪委区监委", "县监委": "organ:/县/监委"},
        ("监委会", "纪检", "监察"),
    ),
    Rule(
        "unit.committee",
        _headed(
            f"{_HEAD}(?<=[省市县区州旗盟镇乡])(?P<core>委(?P<suffix>办公室|办)?)(?!员|托|派)",
            "委",
        ),
        _read("organ"),
        {"区委办": "organ:/区/委办", "中共江川区委": "organ:江川区//委"},
        ("委员会",),
    ),
    Rule(
        "unit.youth",
        lazily(f"(?:共青团(?P<place>{_PLACE})?|团)(?P<prefix>{LEVEL})?(?P<core>委)(?!员)", starts="共团"),
        _read("organ", {"委": "团委"}),
        {"团区委": "organ:/区/委", "团委": "organ://委"},
        ("团员",),
    ),
    Rule(
        "unit.party",
        _headed(
            f"{_HEAD}(?P<branch>委)(?P<core>(?P<function>{any_of(PARTY)}){_SUFFIX})",
            "委",
        ),
        _read("known", PARTY),
        {"区委宣传部": "known:/区委/宣传部", "委教育体育工委": "known:/委/教育体育工委"},
        ("区委",),
    ),
    Rule(
        "unit.party-bare",
        lazily(
            "(?P<core>(?P<function>组织|宣传|统战|政法|社会工作|网信|军民融合)(?P<suffix>部|委|办))(?!门|员)",
            starts="组宣统政社网军",
        ),
        _read("known", PARTY),
        {"宣传部": "known:/" + "/宣传部"},
        ("宣传部门",),
    ),
    Rule(
        "unit.organ",
        _headed(
            f"{_HEAD}(?P<branch>委)?(?P<core>{any_of(ORGANS)})",
            firsts(["委", *ORGANS]),
        ),
        _read("organ", ORGANS),
        {"区妇联": "organ:/区/妇联", "残联": "organ://残联"},
        ("妇女", "残疾人"),
    ),
    Rule(
        "unit.government",
        _headed(
            f"{_HEAD}(?:人民)?(?P<branch>政府)?(?P<core>(?P<function>{any_of(GOVERNMENT)}){_SUFFIX})",
            firsts(["人", "政", *GOVERNMENT]),
        ),
        _read("known", GOVERNMENT),
        {"区发展和改革局": "known:/区/发展和改革局", "玉溪市江川区财政局": "known:玉溪市江川区//财政局"},
        ("宣传部门",),
    ),
    Rule(
        "unit.section",
        _headed(
            f"{_HEAD}(?:人民)?(?P<branch>政府)?(?:{any_of(GOVERNMENT)}){_SUFFIX}(?:(?![局委厅]){HAN}){{1,8}}?"
            "(?:[处科股]室?(?![室长员级])|支队|大队|中队|总队|派出所)",
            firsts(["人", "政", *GOVERNMENT]),
        ),
        _read("vertical"),
        {
            "区财政局国库科": "vertical:/区/区财政局国库科",
            "县公安局交警大队": "vertical:/县/县公安局交警大队",
        },
        ("区财政局、国库科", "区财政局"),
    ),
    Rule(
        "unit.fixed",
        lazily(any_of(FIXED), starts=firsts(FIXED)),
        _read("fixed", FIXED),
        {"人民银行": "fixed://人民银行"},
        ("银行", "人民政府"),
    ),
    Rule(
        "unit.outpost",
        lazily(
            f"(?:{_HEAD}(?:{any_of(GOVERNMENT)})(?:总局|局)|{any_of(FIXED)}|中国民用航空|民航|{HAN}{{2,4}}银行)"
            f"{HAN}{{2,12}}?{_OUTPOST}(?!{_OUTPOST}|局)"
        ),
        _read("vertical"),
        {"市公安局江川分局": "vertical:/市/市公安局江川分局"},
        ("市公安局",),
    ),
    Rule(
        "unit.group",
        lazily(
            f"(?P<own>全[省市县区州]|我[省市县区州]|[省市县区州])?各(?:级|类|有关|相关)*(?P<core>(?:{TIERS}|{_CLASS}){_BODY}|(?<=级){_BODIES})(?!办)",
            starts="全我省市县区州各",
        ),
        _read("group"),
        {"各乡镇(街道)": "group://乡镇(街道)", "各学校": "group://学校"},
        ("各项",),
    ),
    Rule(
        "unit.departments",
        lazily(
            f"(?P<own>全[省市县区州])?{_RANK}(?:{_QUALIFIER}){{1,4}}级?(?P<head>{_HEADS})(?!实施|开展|落实|推进)(?:\\({_HEADS}\\))?",
            starts=_QUALIFIERS + firsts(GROUPS["heads"]) + "全省市县区州乡镇村国中地本各级",
        ),
        _departments,
        {"各职能部门": "group://各职能部门", "相关行业部门": "group://相关行业部门"},
        ("部门",),
    ),
)
SWEEP = Sweep(RULES)
BOOK = Rulebook("机构名称", RULES, None)

CLASS = lazily(f"{_CLASS}{_BODY}")
AUTHORITIES = lazily(f"(?:各|试点|示范|有关|相关)[^局委办厅部、,;]{{0,12}}政府(?:\\({_BODIES}\\))?")
LOOSE_GROUP = lazily(
    f"各(?![司负尽自项种])(?:(?![各局厅]|委(?!会)|办(?!事处)){HAN}){{1,8}}(?:局|分局|委|办|中心|公司|支队|大队|站|所)|各(?![司负尽自项种])(?:(?!各|局|厅|委(?!会)|办(?!事处)|结合|按照?|根据)(?:{HAN}|\\([^()]{{1,12}}\\))){{2,20}}"
)
GENERIC = lazily(f'(?:{HAN}|[a-zA-Z0-9"“”()]){{1,28}}?{ENDINGS}$')
_TREE = any_of(GOVERNMENT)
CORES = Choice(
    (
        lazily(f"{_TREE}(?:局{HAN}{{2,4}}分局|{any_of(SUFFIXES)})", starts=firsts(GOVERNMENT)),
        lazily(f"{any_of(PARTY)}{any_of(SUFFIXES)}", starts=firsts(PARTY)),
        lazily(any_of(FIXED), starts=firsts(FIXED)),
        lazily(any_of(ORGANS), starts=firsts(ORGANS)),
        lazily(
            f"(?<=[省市县区州])委(?:办公室|办|(?=[、,;:。及和与的]|{LEVEL}))|(?<=团[省市县区州])委",
            starts="委",
        ),
        lazily(f"纪委{LEVEL}?监委", starts="纪"),
        lazily(f"各(?:级|类|有关|相关)*{_CLASS}{_BODY}(?!办)", starts="各"),
        lazily(
            f"{_RANK}(?:{_QUALIFIER}){{1,4}}级?{_HEADS}(?:\\({_HEADS}\\))?",
            starts=_QUALIFIERS + "省市县区州乡镇村国中地本",
        ),
    )
)
"""What is sure in a name in running text: a function with its ending, an organ's own name, a group."""
_BREAKS = lazily(
    f"[局委办厅部](?:{LEVEL}{HAN}{{2,}}|各)|[由在把将并且须被让的了着]|等|[局委办厅部署会府院社](?:和|与|及)|^[和与及]"
    "|对(?!外|口|台)|为(?!民)|应(?!急|用|链)|(?<![重主首])要(?!闻|素)|(?<![智功节职才产机])能(?!源|力|耗|效|化|者)|可(?!再生|持续)|使(?![馆用])"
)


def generic(text: str) -> bool:
    """Whether ``text`` may be the name of an organ that no rule knows."""
    return GENERIC.match(text) is not None and _BREAKS.search(text) is None
