"""责任分工：which words of a list rank its units (牵头、配合、负责), and notes that rank or extend lists.

A list is walked from mark to mark: a verb ranks the units before it, a label those after it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.lazy import firsts, lazily
from corpus.model import Span
from corpus.rule import Rule, Rulebook
from corpus.sweep import Sweep

LEAD, SUPPORT, RESPONSIBLE = "lead", "support", "responsible"
_END = "(?=[,;:。、)\\s]|以下|列第|排第|$)"
_MANNER = (
    "(?:,?(?:按照?|依据|根据|依)(?:各自)?职[责能权](?:任务)?(?:分工)?|,?按(?:照)?分工|分工|分别|共同|具体|统一|各自|积极|做好|"
    "为|予以|给予|组织|抓好|全面|直接|督促|单独)*"
)
_MANNERS = ",按依根职分共具统各积做为予给组抓全直督单"
_RANKING = (
    f"{_MANNER}(?:牵头|主[办责]|配合|参[与加]|协[助同办]|支持|负责|落实|实施|指导|承办|推进|推动落实|完成)"
)
_FIRST = "[,;。]?(?:列|排列|排名|排序|排|位列|位于|居|为)?(?:在|于|名)?(?:第一|首)"
_BODY = "(?:责任)?(?:单位|部门|处室|科室|股室)"
_BODIES = "责单部处科股"


@dataclass(frozen=True, slots=True)
class Mark:
    """``kind``: verb (ranks what stands before), label (what follows), join (both), note (no unit of the
    list), other (what follows, to the next label, is no unit)."""

    kind: str
    role: str
    units: Span | None = None

    def __str__(self) -> str:
        return f"{self.kind}:{self.role}"


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a list with the role of its units."""

    span: Span
    role: str


def _verb(name: str, words: str, role: str, example: str) -> Rule[None, Mark]:
    pattern = lazily(
        f"(?<!\\(){_MANNER}(?:{words}){_END}", starts=_MANNERS + firsts(words.split("|")), opening=_RANKING
    )
    return Rule(name, pattern, lambda _, __: Mark("verb", role), {example: f"verb:{role}"}, ("未分工",))


def _label(name: str, words: str, role: str, example: str) -> Rule[None, Mark]:
    starts = firsts(word for word in words.split("|") if word[0] != "(")
    pattern = lazily(
        f"(?:{words}){_BODY}(?:[:]|为(?=[\u4e00-\u9fff]))",
        starts=starts + _BODIES,
        opening=f"(?:{words}){_BODY}[:为]",
    )
    return Rule(name, pattern, lambda _, __: Mark("label", role), {example: f"label:{role}"}, ("单位负责",))


def _blanket(match: re.Match[str], _: None) -> Mark:
    role = SUPPORT if match["verb"] in {"配合", "参与", "支持"} else RESPONSIBLE
    return Mark("note", role, Span(*match.span("units")))


OTHER: tuple[Rule[None, Mark], ...] = (
    Rule(
        "role.other-label",
        lazily(
            "(?:完成|办结|工作|推进|实施)?(?:时限|时间|期限|进度)(?:要求)?:|(?:责任|牵头|分管|配合|联系)(?:领导|人|人员)(?:和[一-鿿]{2,4})?:|联系(?:电话|方式):",
            starts="完办工推实时期进责牵分配联",
            opening="(?:完成|办结|工作|推进|实施)?(?:时限|时间|期限|进度)|(?:责任|牵头|分管|配合|联系)(?:领导|人)|联系",
        ),
        lambda _, __: Mark("other", RESPONSIBLE),
        {"完成时限:2025年": "other:responsible", "责任人:张三": "other:responsible"},
        ("责任单位:各学校",),
    ),
    Rule(
        "role.time",
        lazily(
            "[,;。、]?(?:\\d{4}年|\\d{1,2}月|长期|持续|每年|年底前?)[^,;、。()\n]{0,20}",
            starts=",;。、\\d长持每年",
            opening="[,;。、]?(?:\\d{4}年|\\d{1,2}月|长期|持续|每年|年底)",
        ),
        lambda _, __: Mark("note", RESPONSIBLE),
        {"2025年12月底前完成": "note:responsible"},
        ("区财政局",),
    ),
)
LABELS = (
    _label("role.label-lead", "牵头|第一|主要|主办|主责|总牵头", LEAD, "牵头单位:区财政局"),
    _label("role.label-support", "配合|参与|协同|协办|参加|协作|协助|支持", SUPPORT, "配合单位:区司法局"),
    _label("role.label", "责任|负责|落实|实施|承办|完成|执行|(?<=[(\n ])", RESPONSIBLE, "责任单位:各学校"),
)
NOTES: tuple[Rule[None, Mark], ...] = (
    Rule(
        "role.blanket",
        lazily(
            "[,;。]?以下(?:各项|各条|任务|措施|工作|内容|均|都|各)*(?:需要|需|由|须|涉及|包括)由?"
            "(?P<units>[^。;\n]{2,60}?)(?P<verb>配合|落实|参与|负责|支持)?[,;。]?不再(?:一一|逐一|重复|分别|单独|另行)?(?:列出|罗列|列明|列)",
            starts=",;。以",
            opening="[,;。]?以下",
        ),
        _blanket,
        {"以下均需各乡镇配合,不再列出": "note:support", "以下均涉及各乡镇,不再重复列出": "note:responsible"},
        ("以下均需配合",),
    ),
    Rule(
        "role.position",
        lazily(
            f"{_FIRST}(?:位|名|个|家)?(?:的|者)*"
            f"{_BODY}?(?:,)?(?:为|是|作为|即为)(?:总|第一)?牵头{_BODY}?(?:[,;]?(?:以)?下同)?"
            f"(?P<rest>[,;]?(?:其[余他它]|后面)(?:各|的)?{_BODY}?(?:均|都)?(?:为|是)(?:主要)?(?:配合|参与|协办|协同)(?:{_BODY})?)?",
            starts=",;。列排位居为在于名第首",
            opening=_FIRST,
        ),
        lambda match, _: Mark("note", SUPPORT if match["rest"] else LEAD),
        {
            "列第一位者为牵头单位,下同": "note:lead",
            "排在首位的部门为牵头部门": "note:lead",
            "第一个为牵头单位,其余为配合单位": "note:support",
        },
        ("第一责任单位",),
    ),
)
VERBS: tuple[Rule[None, Mark], ...] = (
    _verb(
        "role.lead",
        "牵头负责|牵头组织实施|牵头组织|牵头落实|牵头实施|牵头推进|牵头|主办|主责",
        LEAD,
        "区财政局牵头,",
    ),
    _verb(
        "role.support", "配合实施|配合落实|配合|参与|参加|协助|协同|(?<!政)协办|支持", SUPPORT, "区司法局配合"
    ),
    _verb(
        "role.responsible",
        "负责落实|负责实施|负责推进|负责|落实|实施|指导|承办|推进|完成|推动落实",
        RESPONSIBLE,
        "各学校按职责分工负责",
    ),
    Rule(
        "role.join",
        lazily("会同|(?<=[局委部厅办])商(?=[\u4e00-\u9fff])(?!务)", starts="会商", opening="会同|商"),
        lambda _, __: Mark("join", LEAD),
        {"区财政局会同区司法局": "join:lead"},
        ("共同",),
    ),
)
RULES: tuple[Rule[None, Mark], ...] = (*NOTES, *OTHER, *LABELS, *VERBS)
_SWEEP = Sweep(RULES)
BOOK = Rulebook("责任分工", RULES, None)


def marks(folded: str, span: Span) -> tuple[tuple[Span, Mark], ...]:
    """The marks in ``span`` in order; of two that overlap the earlier start, then the longer, then that of
    the earlier rule stays."""
    found = [(at, mark) for _, at, mark in _SWEEP.readings(folded, None, start=span.start, end=span.end)]
    kept: list[tuple[Span, Mark]] = []
    for at, mark in sorted(found, key=lambda entry: (entry[0].start, -entry[0].end)):
        if not kept or kept[-1][0].end <= at.start:
            kept.append((at, mark))
    return tuple(kept)


def parts(folded: str, span: Span, role: str = RESPONSIBLE) -> tuple[Part, ...]:
    """The stretches of a list that name units, each with its role; notes are left out.

    ``role`` is what stands for units that nothing in the list ranks.
    """
    return parted(marks(folded, span), span, role)


def parted(
    found_marks: tuple[tuple[Span, Mark], ...], span: Span, role: str = RESPONSIBLE
) -> tuple[Part, ...]:
    """``parts`` of a list whose marks are known."""
    found: list[Part] = []
    at, after, joined, other = span.start, role, False, False
    for place, mark in (*found_marks, (Span(span.end, span.end), Mark("note", RESPONSIBLE))):
        ranked = {"verb": mark.role, "join": LEAD}.get(mark.kind, after)
        if at < place.start and not other:
            found.append(Part(Span(at, place.start), SUPPORT if joined else ranked))
        joined = mark.kind == "join"
        other = mark.kind == "other" or (other and mark.kind != "label")
        at, after = place.end, mark.role if mark.kind == "label" else after
    return tuple(found)
