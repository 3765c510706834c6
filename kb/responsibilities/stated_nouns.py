"""行文中的责任主体：the nouns that only a sentence uses for who does a thing (主管部门, 地方各级人民政府, 学校,
领导小组), each a rule; full names of organs come from ``kb.units``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from corpus.alternatives import any_of
from corpus.lazy import firsts, lazily
from corpus.places import local_names
from corpus.rule import Rule, Rulebook
from corpus.sweep import Sweep
from kb.lexicon import load
from kb.units.grammar import HAN, LEVEL, TIERS
from kb.units.words import GOVERNMENT, LEVELS, PARTY

_WORDS = load("duties")
SUBJECTS, ORGANS = _WORDS["subjects"], _WORDS["organs"]
_VERBS = any_of([*_WORDS["markers"]["verbs"], *_WORDS["markers"]["manner"], "发挥", "按照", "根据", "落实好"])
_MODIFIER = any_of([*SUBJECTS["modifiers"], *SUBJECTS["qualities"]])
_FIELD = any_of([*GOVERNMENT, *PARTY, *SUBJECTS["fields"]])
_HEAD = any_of(SUBJECTS["heads"])
_AREA = f"(?:{TIERS}|[省市县区]\\([^()]{{1,8}}\\)|{any_of(SUBJECTS['areas'])})"
_BODY = any_of(SUBJECTS["bodies"])
_OFFICE = (
    f"(?:{any_of(SUBJECTS['offices'])})(?<![格布大全开结时当]局)(?<![好到深此]处)"
    "(?!员|托|派|理|置|罚|于|分|境|法|事|公|好|学|案|证|结|长|社)"
)
_GOVERNMENT = any_of(SUBJECTS["governments"])
_MODIFIERS = firsts([*SUBJECTS["modifiers"], *SUBJECTS["qualities"]])
_FIELDS = firsts([*GOVERNMENT, *PARTY, *SUBJECTS["fields"]])
_HEADS, _BODIES = firsts(SUBJECTS["heads"]), firsts(SUBJECTS["bodies"])
_AREAS = firsts(SUBJECTS["areas"]) + "自县直计乡街省市州区旗镇盟"
_GOVERNMENTS = firsts(SUBJECTS["governments"])
VERB_FIRST = lazily(
    f"{_VERBS}|[一二三四五六七八九十]是|[每并以对为由从该此到请这本]|同时|其中|确保|充分|所有|全部|全体"
)
_PLACE = "(?:(?![的对向由与将把为在等和及按以从])[\u4e00-\u9fff]){2,6}?"
_PLACE_LONG = "(?:(?![的对向由将把为在等按以从要应须各])[\u4e00-\u9fff]){2,14}?"
_SEATED = "(?:(?![的对向由与和及或将把为在等按以从要应须各经]|发挥|支持|推动|加强|依托|服务)[一-鿿]){2,12}?"
_NAMING = (
    "(?:(?![的对向由将把为在等按以从要应须各]|会同|组建|成立|设立|建立|负责|牵头|召开|加强)"
    "[\u4e00-\u9fff、]){1,24}?"
)


@dataclass(frozen=True, slots=True)
class Noun:
    """A subject as written; ``kind``: class (canonical with 各), group, organ."""

    kind: str
    text: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.text}"


def _noun(kind: str) -> Callable[[re.Match[str], None], Noun | None]:
    return lambda match, _: Noun(kind, match[0])


def _organ(match: re.Match[str], _: None) -> Noun | None:
    return None if VERB_FIRST.match(match[0]) else Noun("organ", match[0])


_ENDINGS = [*SUBJECTS["seats"], *ORGANS["task_forces"], *ORGANS["schools"]]
_COMPANIES = "供电公司|供电局|有限公司|有限责任公司|集团公司|支行|分行|分公司"
_ENDED = f"领导小组|工作专班|指挥部|[一-鿿、]{{1,24}}?(?:{any_of(_ENDINGS)}|[镇乡]|街道|{_COMPANIES})"
"""A name of any words that ends as some organs do."""


RULES: tuple[Rule[None, Noun], ...] = (
    Rule(
        "subject.departments",
        lazily(
            f"(?:{_MODIFIER}|{TIERS}|[省市县区]\\([^()]{{1,8}}\\)){{0,4}}(?:{_FIELD}[、和]?){{0,14}}(?:级|等(?:有关|相关)?)?{_HEAD}(?:\\({_HEAD}\\))?",
            starts=_MODIFIERS + _FIELDS + _HEADS + "省市县区州乡镇街自直计盟旗级等",
        ),
        lambda match, _: Noun("group", match[0]) if len(match[0]) > 2 else None,
        {"区教育体育主管部门": "group:区教育体育主管部门", "财政、水利等部门": "group:财政、水利等部门"},
        ("部门",),
    ),
    Rule(
        "subject.areas-and-departments",
        lazily(f"各(?:{_AREA})各(?:有关|相关)*{_HEAD}", starts="各"),
        _noun("group"),
        {"各地区各有关部门": "group:各地区各有关部门"},
        ("各地区、各部门",),
    ),
    Rule(
        "subject.local-offices",
        lazily(f"各(?:{_AREA}|[省市县区州旗])级?{_FIELD}(?:局|委|厅|办|中心)(?![长员])", starts="各"),
        _noun("group"),
        {"各区教育局": "group:各区教育局"},
        ("各区教育",),
    ),
    Rule(
        "subject.governments",
        lazily(
            f"(?:{_MODIFIER}){{0,3}}(?:{_AREA})?级?(?:{_BODY})?(?:{_GOVERNMENT})(?:领导班子|部门)?(?:及(?:其)?(?:有关|相关)部门)?",
            starts=_MODIFIERS + _AREAS + _BODIES + _GOVERNMENTS + "级",
        ),
        lambda match, _: None if re.fullmatch(_GOVERNMENT, match[0]) else Noun("group", match[0]),
        {
            "地方各级人民政府": "group:地方各级人民政府",
            "各省、自治区、直辖市人民政府": "group:各省、自治区、直辖市人民政府",
        },
        ("政府",),
    ),
    Rule(
        "subject.levels",
        lazily(
            f"(?:所在(?:地的?)?|同级)?{LEVEL}(?:、{LEVEL}){{1,3}}(?:[两三四]级)?(?:{_GOVERNMENT}|(?:{_FIELD}){{0,3}}{_HEAD})"
            f"|[省市县区州]直各?(?:有关|相关)?{_HEAD}",
            starts=firsts(LEVELS) + "所同省市县区州",
        ),
        _noun("group"),
        {"市、县两级人民政府": "group:市、县两级人民政府", "区直各单位": "group:区直各单位"},
        ("市、县要道",),
    ),
    Rule(
        "subject.office",
        lazily(
            f"{LEVEL}(?:(?![的对向由将把为在等按以从要应须各]|负责|牵头|组织|会同|联合){HAN}){{1,10}}?{_OFFICE}"
            f"(?:(?:(?![的对向由与将把为在等按以从要应须各视依进行会经可已负组统牵共]){HAN}){{2,4}}(?:[处科股室]|办(?![理法事公好学])))?",
            starts=firsts(LEVELS),
        ),
        _organ,
        {"区环境与国土局": "organ:区环境与国土局", "县农村发展局林业办": "organ:县农村发展局林业办"},
        ("区要办", "市区办学"),
    ),
    Rule(
        "subject.field-office",
        lazily(f"(?:{_FIELD}){{1,3}}(?:{_OFFICE})(?<!委)", starts=_FIELDS),
        _organ,
        {"农业农村处": "organ:农业农村处"},
        ("处理",),
    ),
    Rule(
        "subject.seat",
        lazily(
            f"(?!有关|相关|地方|当地|全|已){_SEATED}{any_of(SUBJECTS['seats'])}",
            starts="一-鿿",
            opening=_ENDED,
        ),
        _organ,
        {"滨江新区管委会": "organ:滨江新区管委会"},
        ("支持管委会", "各县政府"),
    ),
    Rule(
        "subject.place",
        lazily(lambda: f"{any_of(local_names())}(?:(?:人民)?政府)?(?=[、,和与及要应须负按于根])"),
        _organ,
        {"江川区要带头": "organ:江川区"},
        ("江川区学校",),
    ),
    Rule(
        "subject.areas",
        lazily(
            f"(?:各|{any_of(SUBJECTS['qualities'])})(?:{any_of(SUBJECTS['qualities'])})?(?:{_AREA}(?![直级委属]|{_FIELD}{_OFFICE})"
            "|[区县市州旗](?![直级委属场域城民政县区市镇间内]))",
            starts="各" + firsts(SUBJECTS["qualities"]),
        ),
        _noun("group"),
        {"受援省市": "group:受援省市", "各地": "group:各地"},
        ("地区",),
    ),
    Rule(
        "subject.bodies",
        lazily(
            any_of([*SUBJECTS["bodies"], *SUBJECTS["plain_areas"]]),
            starts=firsts([*SUBJECTS["bodies"], *SUBJECTS["plain_areas"]]),
        ),
        _noun("class"),
        {"学校": "class:学校", "乡镇(街道)": "class:乡镇(街道)"},
        ("企业",),
    ),
    Rule(
        "subject.all-bodies",
        lazily(
            f"(?:各级各类|各类|各级|各|有条件的|试点)(?:{_BODY})(?:领导班子|党组织)?|(?:{_BODY})(?:领导班子|党组织)|[省市州县区]属(?:国有企业|国企|企业)",
            starts=_BODIES + "各有试省市州县区",
        ),
        _noun("group"),
        {"各级各类学校": "group:各级各类学校", "学校党组织": "group:学校党组织"},
        ("学校",),
    ),
    Rule(
        "subject.level",
        lazily("[省市州县区镇]级(?=每|对|负责|统筹|要|应|按|定期)", starts="省市州县区镇"),
        _noun("level"),
        {"市级每年抽检": "level:市级"},
        ("市级财政",),
    ),
    Rule(
        "subject.finance",
        lazily(
            f"(?:(?P<level>{LEVEL})|中央|各级|地方|[省市县区州]级)财政(?![局厅部所资收支预补扶]|承担|负担|列支|解决)",
            starts=firsts(LEVELS) + "中各地省市县区州",
        ),
        lambda match, _: Noun("finance" if match["level"] else "group", match[0]),
        {"县财政": "finance:县财政", "各级财政": "group:各级财政"},
        ("县财政局", "财政", "由地方财政承担"),
    ),
    Rule(
        "subject.meeting",
        lazily(f"{LEVEL}{any_of(ORGANS['meetings'])}", starts=firsts(LEVELS)),
        _noun("organ"),
        {"县政府常务会": "organ:县政府常务会"},
        ("常务会",),
    ),
    Rule(
        "subject.task-force",
        lazily(
            f"{_NAMING}{any_of(ORGANS['task_forces'])}|(?:领导小组|工作专班|指挥部)(?:办公室)?",
            starts="、一-鿿",
            opening=_ENDED,
        ),
        _organ,
        {"防汛工作专班": "organ:防汛工作专班", "领导小组": "organ:领导小组"},
        ("加强领导",),
    ),
    Rule(
        "subject.township",
        lazily(
            "(?![城乡集]镇|古镇)[\u4e00-\u9fff]{1,4}?(?:镇|乡|街道)(?=[、和要应须负])",
            starts="一-鿿",
            opening=_ENDED,
        ),
        _organ,
        {"石桥镇要带头": "organ:石桥镇"},
        ("城镇和乡村",),
    ),
    Rule(
        "subject.company",
        lazily(f"{_PLACE_LONG}(?:{_COMPANIES})", starts="一-鿿", opening=_ENDED),
        _organ,
        {"青禾供电公司": "organ:青禾供电公司"},
        ("支持供电公司",),
    ),
    Rule(
        "subject.school",
        lazily(f"{_PLACE}{any_of(ORGANS['schools'])}(?![一-鿿]?[级项工])", starts="一-鿿", opening=_ENDED),
        _organ,
        {"青禾一中": "organ:青禾一中"},
        ("加强一中",),
    ),
)
SWEEP = Sweep(RULES)
BOOK = Rulebook("责任主体", RULES, None)
