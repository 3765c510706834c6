"""接着问：a question that leaves out what the one before it named is filled in from that one.

那教体局呢 puts another unit in its place, 其中2024年的呢 adds a year, 谁牵头 asks something else of the same
topic or clause. Nothing is guessed: without a question before it, or where that names nothing that fits,
such a question cannot be answered, and it is said so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.lazy import lazily
from corpus.model import Span
from corpus.rule import Rule, Rulebook
from kb.model import Plan
from qa.directory import directory
from qa.intents import UNKNOWN, intent
from qa.model import Query, Reply, Slots
from qa.points import points
from qa.shapes import AMOUNT, WHEN, WHO
from qa.slots import slots as read_slots

_LEAD = lazily(
    r"^(?:那么?(?!些|个|几)|其中|还有(?![哪谁几什多])|换成|换做|至于|要是|如果是|这里面|这里头|这些(?:任务|指标)?(?:里面?|中|当中))(?:的)?[,:]?"
)
_AMONG = lazily(r"^(?:其中|这里面|这里头|这些(?:任务)?(?:里面?|中|当中))(?=.*[也都还同])")
_TURN = lazily(r"(?:那边|这边|方面|这块)?(?:的(?:任务|责任|目标|指标)?)?呢$")
_ASKING = lazily(r"[哪谁几啥吗怎何]|什么|多少|是否|有没有")
_UNIT_WORD = lazily(r"(?:^|(?<=[,。;?!]))(?:它们?|他们|该(?:局|单位|部门)|(?:这|那)个?(?:单位|部门|局))")
_THING_WORD = lazily(
    r"(?:^|(?<=[,。;?!]))(?:(?:这|那|该)(?:项|件|条)(?:工作|任务|指标|事情?)?|(?:这|那)个(?:指标|任务|目标|事情?|工作))"
)
NOTHING = "这句话要接着上一个问题才读得懂；这里没有可以接的内容，请把单位、主题或条款写全再问。"


def _kind(kind: str) -> Rule[None, str]:
    pattern, examples, rejects = _ASKED[kind]
    return Rule(f"follow.{kind}", lazily(pattern), lambda match, none: kind, examples, rejects)


_ASKED: dict[str, tuple[str, dict[str, str], tuple[str, ...]]] = {
    "share": (
        r"^(?!T)(?!.*[UN])(?:Y|M|E)?的?(?:都?(?:牵头|配合|参与|主办|负责)的?(?!单位|部门|任务最)|的)(?:任务)?"
        r"(?:又|都|共|一共|总共)?(?:有|是)?(?:哪些|哪几[条项]|几[条项]|多少(?:[条项])?|什么)(?:任务|工作)?$",
        {"牵头的有哪些": "share", "配合几条": "share", "Y的有哪些": "share", "牵头哪些任务": "share"},
        ("U牵头哪些任务", "牵头单位有哪些", "哪些任务没有牵头单位"),
    ),
    "count": (
        r"^(?!T)(?!.*[UNYM])(?:一共|总共|共)?(?:有)?(?:几|多少|哪几)(?:条|项)(?:任务)?$",
        {"一共几条": "count", "有多少条": "count"},
        ("一共有多少条措施", "U有几条"),
    ),
    "who": (
        rf"^(?!T)(?!.*[UNYME])(?:都|又|该|应该|具体|是|归|由)*(?:{WHO})(?:来|去)?(?:牵头|负责|配合|管|主办|抓|落实|参与|承担|是谁|有哪些)*(?:的)?$",
        {"谁牵头": "who", "由谁负责": "who", "哪个单位负责": "who"},
        ("牵头单位最多的是谁", "T谁负责", "哪些单位没有任务"),
    ),
    "whether": (
        r"^(?!T)(?!.*[NYME])(?:里面?|其中)?(?:有没有|有无|包不包括|包括)U(?:吗)?$",
        {"有没有U": "whether", "里面有没有U": "whether"},
        ("N有没有U", "U有没有任务"),
    ),
    "when": (
        rf"^(?!T)(?!.*[UNYME])(?:要|该|计划|应该|预计|最迟|最晚)*(?:{WHEN})(?:是|要|能|之?前)*(?:完成|建成|投用|到期|结束|开始|做完|截止|哪天|什么时候|多久)*(?:的)?$",
        {"什么时候完成": "when", "哪年建成": "when", "时限是什么时候": "when"},
        ("哪天印发的", "有哪些时间节点", "T什么时候完成"),
    ),
    "amount": (
        rf"^(?!T)(?!.*[UN])(?:Y|M)?(?:的)?(?:目标值?|指标值?|要求|要|到|达到|数值|标准)?(?:最高|最多|至少|每年|一共|总共)?(?:是|要|为|到|达到)*"
        rf"(?:补助?|给|安排|奖励?|投|花|增加|新增|下降|提高|建|培训)?(?:{AMOUNT})(?:钱|元|个|人|家|次)?$",
        {"目标是多少": "amount", "要达到多少": "amount", "Y目标多少": "amount", "最高补多少钱": "amount"},
        ("T目标是多少", "有多少个量化指标", "文号是多少", "有多少条"),
    ),
    "how": (
        r"^(?!T)(?!.*[UNYME])(?:具体|都)?(?:要)?(?:怎么|怎样|如何)(?:做|干|推进|落实|开展|考核)?$|^(?!T)(?!.*[UNYME])(?:具体)?有(?:什么|哪些|啥)要求$",
        {"怎么做": "how", "具体要怎么落实": "how"},
        ("T怎么做",),
    ),
}
RULES: tuple[Rule[None, str], ...] = tuple(map(_kind, _ASKED))
BOOK: Rulebook[None, str] = Rulebook("接着问", RULES, None)


@dataclass(frozen=True, slots=True)
class Frame:
    """What a question names, each kind with the stretch of its text in which it stands."""

    text: str
    places: dict[str, Span]

    def words(self, *kinds: str) -> str:
        """The words of the first of the kinds that the question names."""
        return next((self.places[kind].of(self.text) for kind in kinds if kind in self.places), "")

    def swapped(self, changes: Sequence[tuple[Span, str]]) -> str:
        text = self.text
        for span, words in sorted(changes, reverse=True):
            text = text[: span.start] + words + text[span.end :]
        return text


def frame(asked: Slots, plans: Sequence[Plan], today: str | None = None) -> Frame:
    found: dict[str, list[Span]] = {}
    place = max((n for n in directory(plans).places if n in asked.text), key=len, default="")
    for kind, words in (*_named(asked), *([("place", place)] if place else [])):
        start = asked.text.find(words)
        if start >= 0:
            found.setdefault(kind, []).append(Span(start, start + len(words)))
    units = found.get("unit", [])
    for span, point in points(asked.text, today):
        if not any(span.overlaps(unit) for unit in units):
            found.setdefault(point.kind, []).append(span)
    whole = {kind: Span(min(s.start for s in own), max(s.end for s in own)) for kind, own in found.items()}
    return Frame(asked.text, whole)


def _named(asked: Slots) -> list[tuple[str, str]]:
    topics = [("topic", chunk[0]) for group in asked.topic.groups for chunk in group]
    return [*(("unit", named.words) for named in asked.units), *topics]


def dangling(asked: Slots) -> bool:
    """Whether the question, read by itself, lacks what it speaks of."""
    text = _ending(asked.text)
    if _UNIT_WORD.match(text) or _THING_WORD.match(text):
        return True
    if _LEAD.match(text) and text.endswith("呢") and not _ASKING.search(text):
        return True
    return kind(asked.shape) is not None and (bool(_LEAD.match(text)) or intent(asked.shape) == UNKNOWN)


def wide(asked: Slots) -> bool:
    """Whether the question is about the plan as a whole: its number, its date, how many tasks it has."""
    return not (asked.units or asked.topic)


def kind(shape: str) -> str | None:
    """What a question without a subject asks for; None where it has one or asks of the whole plan."""
    bare = _LEAD.sub("", _ending(shape)).removesuffix("呢")
    return next((reading for rule in RULES for _, reading in rule.readings(bare, None)), None)


def _ending(text: str) -> str:
    return re.sub(r"[?!。;,\s]+$", "", text)


def resolved(
    question: str, previous: Slots | None, plans: Sequence[Plan], *, today: str | None = None
) -> str | None:
    """The question in full: itself where it leaves nothing out, None where it cannot be filled in."""
    asked = read_slots(question, plans, today=today)
    if previous is None:
        return None if dangling(asked) else question
    before = frame(previous, plans, today)
    if _UNIT_WORD.search(asked.text) or _THING_WORD.search(asked.text):
        return _with_nouns(asked.text, before)
    text = _ending(asked.text)
    if _AMONG.match(text) and asked.units and "unit" in before.places and not _ASKING.search(text):
        return f"{before.words('unit')}和{'、'.join(n.words for n in asked.units)}同时负责哪些任务"
    bare = _LEAD.sub("", text)
    inner = read_slots(bare.removesuffix("呢"), plans, today=today)
    wanted = kind(inner.shape)
    if wanted:
        return _asked_of(inner.text, wanted, before, inner)
    if (bare != text or _TURN.search(text)) and not _ASKING.search(bare):
        return _turned(frame(read_slots(_TURN.sub("", bare), plans, today=today), plans, today), before)
    return question


def _with_nouns(text: str, before: Frame) -> str | None:
    """它 and 该局 are the unit, 这项任务 is the topic or the clause."""
    unit, thing = before.words("unit"), before.words("topic", "label")
    if (_UNIT_WORD.search(text) and not unit) or (_THING_WORD.search(text) and not thing):
        return None
    return _THING_WORD.sub(thing, _UNIT_WORD.sub(unit, text))


def _asked_of(text: str, wanted: str, before: Frame, inner: Slots) -> str | None:
    """Another question about the subject of the one before."""
    unit, thing = before.words("unit"), before.words("label", "topic")
    if wanted in ("share", "count"):
        year = "" if inner.years or inner.month else before.words("year", "month")
        if unit:
            return f"{unit}{year if wanted == 'count' else ''}{text}"
        return f"{text}，涉及{thing}" if thing and wanted == "count" else None
    if wanted == "amount" and not thing and unit:
        return f"{unit}有哪些指标"
    return f"{thing}{'的' if wanted == 'amount' else ''}{text}" if thing else None


_SUBJECTS = ("label", "topic")


def _turned(after: Frame, before: Frame) -> str | None:
    """The question before with what this one names in the place of its like, or added to it."""
    changes: list[tuple[Span, str]] = []
    added = ""
    for named in after.places:
        words = after.words(named)
        if named == "place" and "unit" in after.places:
            continue
        like = next(
            (k for k in (named, *_SUBJECTS) if k in before.places and (k == named or named in _SUBJECTS)),
            None,
        )
        if like:
            changes.append((before.places[like], words))
        elif named in ("place", "year", "month", "before", "schedule"):
            added += words
        else:
            return _joined(named, words, before)
    return f"{added}{before.swapped(changes)}" if changes or added else None


def _joined(named: str, words: str, before: Frame) -> str | None:
    """A unit asked of a topic or clause; a topic, clause or role asked of a unit."""
    unit, thing = before.words("unit"), before.words("label", "topic")
    if named == "unit" and thing:
        return f"{thing}有没有{words}" if "label" in before.places else f"{words}负责{thing}吗"
    if named == "topic" and unit:
        return f"{unit}在{words}方面负责哪些任务"
    if named == "label" and unit:
        return f"{unit}在{words}里负责什么"
    if named == "role":
        return f"{unit}{words}哪些任务" if unit else f"{thing}谁{words}" if thing else None
    return None


def unanswerable(question: str) -> Reply:
    return Reply("not_understood", NOTHING, Query("检索", (f"字词 {question}",)), 0)
