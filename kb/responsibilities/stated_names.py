"""行文中的责任主体：organs and classes of organs that can be the subject of a duty, at a given place.

Full names come from ``kb.units``; here stand the nouns that only a sentence uses (主管部门, 地方各级人民政府,
学校, 领导小组). A noun is tried only where a subject can begin, so that a short noun needs no word before it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from corpus.alternatives import any_of
from corpus.lazy import lazily
from corpus.model import Document, Span
from corpus.places import local_names
from corpus.rule import Rule, Rulebook
from kb.lexicon import load
from kb.units import Located, Mention, Name, UnitBook, mentions_in, resolve
from kb.units.grammar import HAN, LEVEL, TIERS
from kb.units.grammar import RULES as FORMAL
from kb.units.words import GOVERNMENT, PARTY, PROVINCES

MASK = "※"
_WORDS = load("duties")
_SUBJECTS, _ORGANS = _WORDS["subjects"], _WORDS["organs"]
_VERBS = any_of([*_WORDS["markers"]["verbs"], *_WORDS["markers"]["manner"], "发挥", "按照", "根据", "落实好"])
_MODIFIER = any_of([*_SUBJECTS["modifiers"], *_SUBJECTS["qualities"]])
_FIELD = any_of([*GOVERNMENT, *PARTY, *_SUBJECTS["fields"]])
_HEAD = any_of(_SUBJECTS["heads"])
_AREA = f"(?:{TIERS}|[省市县区]\\([^()]{{1,8}}\\)|{any_of(_SUBJECTS['areas'])})"
_BODY = any_of(_SUBJECTS["bodies"])
_OFFICE = (
    f"(?:{any_of(_SUBJECTS['offices'])})(?<![格布大全开结时当]局)(?<![好到深此]处)"
    "(?!员|托|派|理|置|罚|于|分|境|法|事|公|好|学|案|证|结|长|社)"
)
_GOVERNMENT = any_of(_SUBJECTS["governments"])
_VERB_FIRST = lazily(
    f"{_VERBS}|[一二三四五六七八九十]是|[每并以对为由从该此到请这本]|同时|其中|确保|充分|所有|全部|全体"
)
_TITLE_FIELD = lazily(any_of(word for word in GOVERNMENT if len(word) > 1))
_PLACE = "(?:(?![的对向由与将把为在等和及按以从])[\u4e00-\u9fff]){2,6}?"
_PLACE_LONG = "(?:(?![的对向由将把为在等按以从要应须各])[\u4e00-\u9fff]){2,14}?"
_SEATED = "(?:(?![的对向由与和及或将把为在等按以从要应须各经]|发挥|支持|推动|加强|依托|服务)[一-鿿]){2,12}?"
_NAMING = (
    "(?:(?![的对向由将把为在等按以从要应须各]|会同|组建|成立|设立|建立|负责|牵头|召开|加强)"
    "[\u4e00-\u9fff、]){1,24}?"
)
_HAN = lazily("[\u4e00-\u9fff]")
_AFTER = (
    *("同时", "其中", "以及", "会同", "协调", "每年", "确保", "保证", "要求"),
    *("责成", "成立", "组建", "设立", "联合", "年前", "底前"),
)
_OPEN = lazily(
    '(?m:^)|(?<=[\n。;:!?,()、 "”和与及或由经以让使请])|(?<=[一二三四五六七八九十]是)|(?<=\\d年)|'
    + "|".join(f"(?<={word})" for word in _AFTER)
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
    return None if _VERB_FIRST.match(match[0]) else Noun("organ", match[0])


RULES: tuple[Rule[None, Noun], ...] = (
    Rule(
        "subject.departments",
        lazily(
            f"(?:{_MODIFIER}|{TIERS}|[省市县区]\\([^()]{{1,8}}\\)){{0,4}}(?:{_FIELD}[、和]?){{0,14}}(?:级|等(?:有关|相关)?)?{_HEAD}(?:\\({_HEAD}\\))?"
        ),
        lambda match, _: Noun("group", match[0]) if len(match[0]) > 2 else None,
        {"区教育体育主管部门": "group:区教育体育主管部门", "财政、水利等部门": "group:财政、水利等部门"},
        ("部门",),
    ),
    Rule(
        "subject.areas-and-departments",
        lazily(f"各(?:{_AREA})各(?:有关|相关)*{_HEAD}"),
        _noun("group"),
        {"各地区各有关部门": "group:各地区各有关部门"},
        ("各地区、各部门",),
    ),
    Rule(
        "subject.local-offices",
        lazily(f"各(?:{_AREA}|[省市县区州旗])级?{_FIELD}(?:局|委|厅|办|中心)(?![长员])"),
        _noun("group"),
        {"各区教育局": "group:各区教育局"},
        ("各区教育",),
    ),
    Rule(
        "subject.governments",
        lazily(
            f"(?:{_MODIFIER}){{0,3}}(?:{_AREA})?级?(?:{_BODY})?(?:{_GOVERNMENT})(?:领导班子|部门)?(?:及(?:其)?(?:有关|相关)部门)?"
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
            f"|[省市县区州]直各?(?:有关|相关)?{_HEAD}"
        ),
        _noun("group"),
        {"市、县两级人民政府": "group:市、县两级人民政府", "区直各单位": "group:区直各单位"},
        ("市、县要道",),
    ),
    Rule(
        "subject.office",
        lazily(
            f"{LEVEL}(?:(?![的对向由将把为在等按以从要应须各]|负责|牵头|组织|会同|联合){HAN}){{1,10}}?{_OFFICE}"
            f"(?:(?:(?![的对向由与将把为在等按以从要应须各视依进行会经可已负组统牵共]){HAN}){{2,4}}(?:[处科股室]|办(?![理法事公好学])))?"
        ),
        _organ,
        {"区环境与国土局": "organ:区环境与国土局", "县农村发展局林业办": "organ:县农村发展局林业办"},
        ("区要办", "市区办学"),
    ),
    Rule(
        "subject.field-office",
        lazily(f"(?:{_FIELD}){{1,3}}(?:{_OFFICE})(?<!委)"),
        _organ,
        {"农业农村处": "organ:农业农村处"},
        ("处理",),
    ),
    Rule(
        "subject.seat",
        lazily(f"(?!有关|相关|地方|当地|全|已){_SEATED}{any_of(_SUBJECTS['seats'])}"),
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
            f"(?:各|{any_of(_SUBJECTS['qualities'])})(?:{any_of(_SUBJECTS['qualities'])})?(?:{_AREA}(?![直级委属]|{_FIELD}{_OFFICE})"
            "|[区县市州旗](?![直级委属场域城民政县区市镇间内]))"
        ),
        _noun("group"),
        {"受援省市": "group:受援省市", "各地": "group:各地"},
        ("地区",),
    ),
    Rule(
        "subject.bodies",
        lazily(any_of([*_SUBJECTS["bodies"], *_SUBJECTS["plain_areas"]])),
        _noun("class"),
        {"学校": "class:学校", "乡镇(街道)": "class:乡镇(街道)"},
        ("企业",),
    ),
    Rule(
        "subject.all-bodies",
        lazily(
            f"(?:各级各类|各类|各级|各|有条件的|试点)(?:{_BODY})(?:领导班子|党组织)?|(?:{_BODY})(?:领导班子|党组织)|[省市州县区]属(?:国有企业|国企|企业)"
        ),
        _noun("group"),
        {"各级各类学校": "group:各级各类学校", "学校党组织": "group:学校党组织"},
        ("学校",),
    ),
    Rule(
        "subject.level",
        lazily("[省市州县区镇]级(?=每|对|负责|统筹|要|应|按|定期)"),
        _noun("level"),
        {"市级每年抽检": "level:市级"},
        ("市级财政",),
    ),
    Rule(
        "subject.finance",
        lazily(
            f"(?:(?P<level>{LEVEL})|中央|各级|地方|[省市县区州]级)财政(?![局厅部所资收支预补扶]|承担|负担|列支|解决)"
        ),
        lambda match, _: Noun("finance" if match["level"] else "group", match[0]),
        {"县财政": "finance:县财政", "各级财政": "group:各级财政"},
        ("县财政局", "财政", "由地方财政承担"),
    ),
    Rule(
        "subject.meeting",
        lazily(f"{LEVEL}{any_of(_ORGANS['meetings'])}"),
        _noun("organ"),
        {"县政府常务会": "organ:县政府常务会"},
        ("常务会",),
    ),
    Rule(
        "subject.task-force",
        lazily(f"{_NAMING}{any_of(_ORGANS['task_forces'])}|(?:领导小组|工作专班|指挥部)(?:办公室)?"),
        _organ,
        {"防汛工作专班": "organ:防汛工作专班", "领导小组": "organ:领导小组"},
        ("加强领导",),
    ),
    Rule(
        "subject.township",
        lazily("(?![城乡集]镇|古镇)[\u4e00-\u9fff]{1,4}?(?:镇|乡|街道)(?=[、和要应须负])"),
        _organ,
        {"石桥镇要带头": "organ:石桥镇"},
        ("城镇和乡村",),
    ),
    Rule(
        "subject.company",
        lazily(f"{_PLACE_LONG}(?:供电公司|供电局|有限公司|有限责任公司|集团公司|支行|分行|分公司)"),
        _organ,
        {"青禾供电公司": "organ:青禾供电公司"},
        ("支持供电公司",),
    ),
    Rule(
        "subject.school",
        lazily(f"{_PLACE}{any_of(_ORGANS['schools'])}(?![一-鿿]?[级项工])"),
        _organ,
        {"青禾一中": "organ:青禾一中"},
        ("加强一中",),
    ),
)
BOOK = Rulebook("责任主体", RULES, None)


def _own_nouns(folded: str, at: int) -> tuple[int, Noun] | None:
    """The longest noun at ``at``; of equals the earlier rule's."""
    found: tuple[int, Noun] | None = None
    for rule in RULES:
        match = rule.pattern.match(folded, at)
        noun = rule.read(match, None) if match else None
        if match and noun and (found is None or match.end() > found[0]):
            found = match.end(), noun
    return found


def _field(document: Document) -> str:
    """The field of the plan (教育, 农业农村), as its title names it; "" where it names none."""
    match = _TITLE_FIELD.search(document.header.title or "")
    return match[0] if match else ""


@dataclass(frozen=True, slots=True)
class _Scene:
    """What resolves a noun: the book, the plan's field, the groups 各… that the plan names."""

    book: UnitBook
    field: str
    groups: frozenset[str]


def _named(noun: Noun, scene: _Scene) -> tuple[str, bool, str]:
    """Canonical name, whether it is a group, basis."""
    text = noun.text
    for group in _SUBJECTS["same"].get(text, ()):
        if group in scene.groups:
            return group, True, "alias"
    match noun.kind:
        case "class":
            return f"各{text}", True, "alias"
        case "level":
            return f"{text}{scene.field}部门" if scene.field else text, True, "alias"
        case "finance":
            return _ORGANS["finance"].get(text.removesuffix("财政"), text), False, "alias"
        case "organ" if (full := _fullest(text, scene.book)) is not None:
            return full, False, "alias"
        case "organ" if text.startswith(("委", "政府")) and scene.book.prefix:
            return f"{scene.book.prefix}{text}", False, "character_restored"
        case kind:
            return text, kind == "group", "explicit"


def _fullest(text: str, book: UnitBook) -> str | None:
    """The plan's own name with its level word, where it writes ``text`` without."""
    whole = f"{book.prefix}{text}"
    return whole if book.prefix and any(name.text == whole for name, _ in book.names) else None


def _mention(document: Document, span: Span, noun: Noun, scene: _Scene) -> Mention:
    unit, group, basis = _named(noun, scene)
    return Mention(span, unit, group, basis, basis != "character_restored" or unit in document.folded)


def _formal(document: Document, text: str, at: int, book: UnitBook, *, chained: bool) -> Mention | None:
    """A full name at ``at``, whatever stands before it; ``chained``: a full name and a list mark do, so
    that the level word may be left out."""
    best: Located | None = None
    if _VERB_FIRST.match(text, at):
        return None
    for rule in FORMAL:
        match = rule.pattern.match(text, at)
        name = rule.read(match, None) if match else None
        if match and name and (best is None or match.end() > best.span.end):
            best = Located(Span(at, match.end()), name, False)
    if best is None or not (_vouched(best.name, book) or (chained and best.name.kind == "known")):
        return None
    return next(iter(resolve(document, (best,), book)[0]), None)


def _vouched(name: Name, book: UnitBook) -> bool:
    """Whether a name has its level or a place that is one, or the plan names the organ with it elsewhere."""
    if name.place:
        return name.kind in {"known", "organ"} and name.place.startswith((*book.places, *PROVINCES))
    if name.prefix:
        return name.kind in {"known", "organ"}
    return name.kind == "organ" and (book.prefix, name.branch, name.key[2]) in book.fullest


def subjects(document: Document, book: UnitBook, text: str) -> tuple[Mention, ...]:
    """Every name that could be the subject of a duty, in reading order, none overlapping.

    ``text`` is the document's folded text or a blanked form of it; names are read from it.
    """
    mentions = mentions_in(document, Span(0, len(text)), book)
    formal = {
        name.span.start: name for name in mentions if name.span.of(text) == name.span.of(document.folded)
    }
    groups = frozenset(mention.unit for mention in mentions if mention.group)
    scene = _Scene(book, _field(document), groups)
    found: list[Mention] = []
    for at in sorted({*formal, *(match.start() for match in _OPEN.finditer(text))}):
        if (found and at < found[-1].span.end) or not _HAN.match(text, at):
            continue
        chained = bool(found) and found[-1].span.end == at - 1 and text[at - 1] in "、和与及"
        noun = _own_nouns(text, at)
        mention = formal.get(at) or _formal(document, text, at, book, chained=chained)
        if noun and (mention is None or noun[0] > mention.span.end):
            found.append(_mention(document, Span(at, noun[0]), noun[1], scene))
        elif mention:
            found.append(mention)
    return tuple(found)


def masked(text: str, names: tuple[Mention, ...]) -> str:
    """``text`` with every character of a name made ``MASK``; offsets hold."""
    parts, at = [], 0
    for name in names:
        parts += [text[at : name.span.start].replace(MASK, " "), MASK * len(name.span)]
        at = name.span.end
    return "".join([*parts, text[at:].replace(MASK, " ")])
