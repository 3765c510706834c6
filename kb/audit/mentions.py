"""账目对象：every unit mention, number and time word of a text, found by wide patterns.

Nothing here asks whether a fact rests on it; the patterns are wider than the extraction so that what
the extraction misses is found all the same. A number inside a time word is that time word's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.alternatives import any_of
from corpus.lazy import lazily
from corpus.model import Document, Span
from corpus.rule import Rule, Rulebook
from kb.audit.model import Kind
from kb.deadlines.model import chosen
from kb.lexicon import load
from kb.responsibilities.stated_nouns import RULES as NOUNS
from kb.units import UnitBook
from kb.units.mentions import scan
from kb.units.words import LEVELS, ORGANS, PARTY

WORDS = load("audit")
DIGITS = "一二三四五六七八九十百千万亿两〇零半廿卅"
YEAR = "(?:(?<!\\d)(?:19|20)\\d\\d(?!\\d)|二[〇零][〇零一二三四五六七八九]{2})"
_COUNT = f"(?:\\d{{1,9}}+(?:\\.\\d{{1,9}}+)?(?:-\\d{{1,9}}+(?:\\.\\d{{1,9}}+)?)?|[{DIGITS}几]{{1,6}}+)"
_LENGTHS = (
    "学年度|学年|学期|年(?!级)|季度|个半?月|月(?=以|之|内)|星期|周年|周(?![边期年转])|工作日|自然日|天(?![然河津空地候])"
    "|日(?![报常益])|小时|分钟|秒"
)
_EDGE = "的和与及由向对在为将把经等以从按给被让使会同或各并须应要可至到是于有其该本此如若"
_NAME = f"(?:(?![{_EDGE}]|{any_of(WORDS['units']['before'])})[\u4e00-\u9fff]){{0,16}}"
_VERBS = f"(?:(?:认真|充分|切实|加快|积极|继续|进一步|全面|依法){{0,2}}{any_of(WORDS['units']['before'])})?"
_NAMED = frozenset({"subject.task-force", "subject.township", "subject.company", "subject.school"})
_NOUNS = tuple(rule for rule in NOUNS if rule.name not in _NAMED)


@dataclass(frozen=True, slots=True)
class Mention:
    """Something to account for, at its place."""

    kind: Kind
    span: Span


def _found(name: str, kind: Kind, pattern: str, example: str, rejects: tuple[str, ...]) -> Rule[None, Kind]:
    return Rule(f"found.{name}", lazily(pattern), lambda _, __: kind, {example: str(kind)}, rejects)


def _either(words: list[str]) -> str:
    """One of ``words``, which may hold a lookahead, the longest first."""
    return "(?:" + "|".join(sorted(words, key=lambda word: (-len(word), word))) + ")"


NUMBERS = (
    _found("number", Kind.NUMBER, r"\d+(?:[.,]\d+)*[十百千万亿]*", "12.5万元", ("若干",)),
    _found("han-number", Kind.NUMBER, f"[{DIGITS}]+(?:分之[{DIGITS}]+)?", "三项保障", ("若干",)),
    _found("circled-number", Kind.NUMBER, "[①-⑳Ⅰ-Ⅻ]", "①试点", ("(1)",)),
)
TIMES = (
    _found(
        "date",
        Kind.TIME,
        rf"(?:{YEAR}年?(?:度)?[-至到、和])?{YEAR} ?年(?:度| ?\d{{1,2}} ?月(?:份| ?\d{{1,2}} ?日)?)?[底末初]?",
        "2031年6月30日",
        ("2031号",),
    ),
    _found("numeric-date", Kind.TIME, rf"{YEAR}[-./]\d{{1,2}}[-./]\d{{1,2}}", "2031-06-30", ("2031-06",)),
    _found("clock", Kind.TIME, r"(?<!\d)\d{1,2}:\d\d(?::\d\d)?(?!\d)", "14:30", ("1:100",)),
    _found(
        "month",
        Kind.TIME,
        r"(?<!\d)(?:\d{1,2}|[一二三四五六七八九十]{1,2}) ?月(?:份| ?\d{1,2} ?日)?[底末初]?",
        "6月底",
        ("个月",),
    ),
    _found("day", Kind.TIME, r"(?<!\d)\d{1,2} ?日(?!内|以)", "30日", ("300日",)),
    _found("length", Kind.TIME, f"[每第]?{_COUNT}(?:余|多)?个?(?:{_LENGTHS})", "10个工作日", ("十全十美",)),
    _found(
        "part",
        Kind.TIME,
        "[上下]半年|第?[一二三四1-4]季度|[春夏秋冬]季(?:学期)?|[上中下]旬",
        "下半年",
        ("半数",),
    ),
    _found(
        "plan-period", Kind.TIME, '[“"]?十[二三四五六七]五[”"]?(?:期间|时期|末)?', "“十六五”期间", ("十五",)
    ),
    _found("each-other-year", Kind.TIME, "逢[单双奇偶]年", "逢单年评选", ("单年",)),
    _found("time-word", Kind.TIME, any_of(WORDS["times"]["words"]), "及时上报", ("年轻",)),
)
UNITS = (
    _found(
        "unit-ending",
        Kind.UNIT,
        f"{_VERBS}(?P<at>{_NAME}{_either(WORDS['units']['endings'])})",
        "支持青禾商会",
        ("会议",),
    ),
    _found(
        "unit-office",
        Kind.UNIT,
        f"{_VERBS}(?P<at>{_NAME}(?:[厅]|(?<![布格大全结时僵当破])局|(?<!部)署|(?<=[省市县区州])委)(?![长面部级势限员名理培]))",
        "青禾粮油局",
        ("局面", "布局", "部署"),
    ),
    _found(
        "unit-organ",
        Kind.UNIT,
        f"{any_of(ORGANS)}|{any_of(PARTY)}[部委办]|(?<=[、,(:局])委(?=[、,)\\n])|委编办",
        "妇联配合",
        ("议会",),
    ),
    _found(
        "unit-school",
        Kind.UNIT,
        f"{_VERBS}(?P<at>{_NAME}(?:[一二三四五六七八]中(?![全国])|职中|职高|[一二三四五]小))(?![一-龥]?[级项学时])",
        "青禾一中",
        ("集中", "三中全会"),
    ),
    _found(
        "unit-in-list",
        Kind.UNIT,
        f"(?<=[、,(:])(?!{any_of(WORDS['units']['before'])})(?:(?![的和与及由])[一-龥]){{2,6}}(?:镇|乡|街道|集团|公司)(?=[、,)。])",
        "县水务局、石桥镇、县财政局",
        ("城镇、乡村",),
    ),
    _found("unit-noun", Kind.UNIT, _either(WORDS["units"]["nouns"]), "帮助企业", ("事业",)),
    _found(
        "unit-level",
        Kind.UNIT,
        f"(?<![一-龥]){any_of(LEVELS)}级(?=每|对|负责|统筹|要|应)",
        "市级每年",
        ("省级",),
    ),
)
RULES: tuple[Rule[None, Kind], ...] = (*NUMBERS, *TIMES, *UNITS)
BOOK: Rulebook[None, Kind] = Rulebook("账目对象", RULES, None)


def mentions(document: Document, book: UnitBook) -> tuple[Mention, ...]:
    """Everything to account for in reading order; of one kind none overlaps another."""
    folded = document.folded
    times = chosen(list(_read(folded, TIMES)), len(folded))
    taken = {at for time in times for at in range(time.span.start, time.span.end)}
    numbers = [one for one in _read(folded, NUMBERS) if one.span.start not in taken]
    found = (*times, *chosen(numbers, len(folded)), *_units(document, book))
    return tuple(sorted(found, key=lambda one: (one.span, one.kind)))


def _read(folded: str, rules: tuple[Rule[None, Kind], ...]) -> Iterator[Mention]:
    return (Mention(kind, span) for rule in rules for span, kind in rule.readings(folded, None))


def _units(document: Document, book: UnitBook) -> Iterator[Mention]:
    """The longest names first, then those between that a longer one overlapped (甲局乙局 with its 、 lost)."""
    first = chosen(list(_named(document.folded, book)), len(document.folded))
    text = list(document.folded)
    for one in first:
        text[one.span.start : one.span.end] = "\0" * len(one.span)
    yield from first
    yield from chosen(list(_read("".join(text), UNITS)), len(text))


def _named(text: str, book: UnitBook) -> Iterator[Mention]:
    """Names by the grammar, subjects by their nouns, and whatever ends as organs do."""
    for item in scan(text, Span(0, len(text)), book.places):
        yield Mention(Kind.UNIT, item.span)
    for noun in _NOUNS:
        for span, _ in noun.readings(text, None):
            yield Mention(Kind.UNIT, span)
    yield from _read(text, UNITS)
