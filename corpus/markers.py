"""标题序号：the markers of GB/T 9704 levels, 一、（一）1.（1）①, with chapters, articles and annexes.

Each rule reads one marker at the beginning of a line. ``RUN_IN`` holds the same forms without the
line start, for a text whose line breaks are lost.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial

from corpus.lazy import lazily
from corpus.model import Span
from corpus.numerals import numeral, ordinal
from corpus.rule import Rule, Rulebook

N = "[一二三四五六七八九十百零〇]"
HAN = "[\u4e00-\u9fff]"
ANNEX, CHAPTER, FIRST, ARTICLE, SECOND, THIRD, FOURTH, FIFTH, GOAL, ROW = range(10)
"""Ranks: a heading holds what follows it up to the next heading of the same or a smaller rank."""


@dataclass(frozen=True, slots=True)
class Marker:
    """A heading's number as printed; ``ordinal`` is 0 where the digits are lost or there are none."""

    rank: int
    ordinal: int
    label: str
    span: Span
    lost: bool = False

    def __str__(self) -> str:
        return self.label


_LABELS = {FIRST: "{}", SECOND: "({})", THIRD: "{}"}


def label_of(rank: int, number: int) -> str:
    """The label of a restored number: (二) for the second of rank ``SECOND``."""
    return _LABELS[rank].format(number if rank == THIRD else numeral(number))


def _read(match: re.Match[str], _: None, *, rank: int, lost: bool) -> Marker | None:
    number = ordinal(match["n"]) if match["n"] else 0
    if number is None:
        return None
    printed = match["at"].replace(" ", "").rstrip("、.") or match["at"]
    label = label_of(rank, number) if lost and number else printed
    return Marker(rank, number, label, Span(*match.span("at")), lost)


def _rule(
    name: str, core: str, rank: int, examples: dict[str, str], rejects: tuple[str, ...]
) -> Rule[None, Marker]:
    """``core`` at a line start; a name that begins with ``lost`` is of markers the source has damaged."""
    read = partial(_read, rank=rank, lost=name.startswith("lost"))
    return Rule(f"marker.{name}", lazily(f"(?m)^[ ]*(?:[#*>|]+[ ]*)?(?P<at>{core})"), read, examples, rejects)


_GOALS = "(?:具体|工作|总体|主要|年度|发展|试点|阶段)目标"
_CORES = {
    FIRST: f"(?P<n>{N}{{1,4}}) ?[、.]",
    SECOND: rf"\((?P<n>{N}{{1,4}})\)[、.]?",
    THIRD: r"(?P<n>\d{1,3}) ?[.、](?!\d)",
}
RUN_IN = {rank: lazily(core) for rank, core in _CORES.items()} | {GOAL: lazily("(?P<n>)具体目标(?=:)")}

RULES: tuple[Rule[None, Marker], ...] = (
    _rule("annex", rf"附 ?件 ?(?P<n>{N}{{1,2}}|\d{{1,2}})?(?=[ ]*$)", ANNEX,
          {"附件2": "附件2", "附 件": "附件"}, ("附件:分工表",)),
    _rule("chapter", f"第(?P<n>{N}{{1,3}})[章编篇](?=[ ]*\\S)", CHAPTER,
          {"第二章 组织": "第二章"}, ("第二个月", "见第二章")),
    _rule("first", _CORES[FIRST], FIRST, {"一、总体要求": "一", "十二、附则": "十二"}, ("统一、高效",)),
    _rule("article", rf"第(?P<n>{N}{{1,4}}|\d{{1,3}})条(?!第|规定|的|和|及|、|至|款|所|要求|之)", ARTICLE,
          {"第三条 适用范围": "第三条"}, ("第三条规定的情形",)),
    _rule("second", _CORES[SECOND], SECOND, {"(二)加快建设": "(二)"}, ("见(二)",)),
    _rule("third", _CORES[THIRD], THIRD,
          {"8.完善机制": "8", "3、夯实基础": "3"}, ("2.0版", "1.5万元", "2025年")),
    _rule("fourth", r"\(?(?P<n>\d{1,2})\)[、.]?", FOURTH,
          {"(1)设施": "(1)", "1)设施": "1)"}, ("(2025年)", "2025)")),
    _rule("fifth", "(?P<n>[①-⑳])", FIFTH, {"③推广": "③"}, ("其中③",)),
    _rule("goal", f"(?P<n>){_GOALS}(?=:)", GOAL, {"具体目标:到2030年": "具体目标"}, ("具体目标和任务",)),
    _rule("year", r"(?P<n>)20\d\d年(?=:)", GOAL, {"2027年:打基础": "2027年"}, ("2027年底",)),
    _rule("row", r"(?P<n>\d{1,3})(?=[ ]*(?:\||$))", ROW,
          {"12": "12", "| 3 | 建水厂 |": "3"}, ("12个", "2025")),
    _rule("lost-first", f"(?P<n>)、(?={HAN}|“)", FIRST, {"、主要任务": "、"}, ("一、主要任务",)),
    _rule("lost-second", rf"(?P<n>)\(? ?\)(?={HAN}|“)", SECOND,
          {")强化监管": ")", "()强化监管": "()"}, ("(二)强化监管",)),
    _rule("lost-open", rf"(?P<n>{N}{{1,3}})\)(?={HAN}|“)", SECOND,
          {"三)强化监管": "(三)"}, ("(三)强化监管",)),
    _rule("lost-close", rf"\((?P<n>{N}{{1,3}})(?={HAN}[^()\n]{{3,40}}$)", SECOND,
          {"(三强化监管": "(三)"}, ("(三期)",)),
    _rule("lost-third", rf"(?P<n>)\.(?={HAN}|“)", THIRD, {".完善机制": "."}, ("1.完善机制",)),
    _rule("lost-goal", f"(?P<n>)具体目标(?!和|与|及|是|为|如下|分解|任务)(?={HAN}{{2}}.{{40}})", GOAL,
          {"具体目标聚焦" + "建" * 50: "具体目标"}, ("具体目标和任务" + "建" * 50, "具体目标聚焦")),
)  # fmt: skip
BOOK = Rulebook("标题序号", RULES, None)
_MARKED = lazily(rf"(?m)^[ ]*(?:[#*>|]+[ ]*)?(?=[附第(\d①-⑳具工总主年发试阶、).]|{N})")
"""The beginning of a line that may have a marker."""


def markers(folded: str, within: Span) -> tuple[Marker, ...]:
    """Every marker at a line start in reading order; at one place the longest, then the earlier rule."""
    found: dict[int, Marker] = {}
    for line in _MARKED.finditer(folded, within.start, within.end):
        for rule in RULES:
            match = rule.pattern.match(folded, line.start(), within.end)
            marker = rule.read(match, None) if match else None
            rival = found.get(marker.span.start) if marker else None
            if marker and (rival is None or len(marker.span) > len(rival.span)):
                found[marker.span.start] = marker
    return tuple(found[start] for start in sorted(found))
