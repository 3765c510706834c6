"""责任句式：the forms of a sentence that give an organ a duty.

Patterns run on text in which every name of a possible subject is masked (``MASK``, one a character), so
that a form says nothing of which organs there are. ``at`` is the subject, or the subjects that share it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from corpus.alternatives import any_of
from corpus.lazy import lazily
from corpus.rule import Rule, Rulebook
from corpus.sweep import Sweep
from kb.lexicon import load
from kb.responsibilities.roles import LEAD, RESPONSIBLE, SUPPORT
from kb.responsibilities.stated_names import MASK

_MARKERS = load("duties")["markers"]
_NAME = f"{MASK}++(?:\\([^()\\n]{{1,24}}\\))?+"
_NAMES = f"{_NAME}(?:(?:、|和|与|及|以及|或|,(?={MASK}++[、和])){_NAME}){{0,40}}+"
_ETC = f"(?:等(?:{MASK}|有关|相关|各|多|单位|部门|地区|和)*+)?"
NAMES = f"(?P<at>{_NAMES}){_ETC}"
_AFTER = "|".join(
    f"(?<={word})" for word in ("同时", "其中", "每年", "确保", "保证", "要求", "责成", "年前", "底前")
)
START = f"(?:(?m:^)|(?<=[\\n。;:!?,) ”请])|(?<=[一二三四五六七八九十]是)|(?<=\\d年)|{_AFTER})"
_STOP = "[^,。;:\\n\\0]"
_MODAL = (
    f"(?<![必主重首只概摘紧适供反响相对效感回]){any_of(_MARKERS['modal'])}"
    "(?!(?<=要)[求素点件害闻领旨]|(?<=应)[急用届答对]|(?<=须)知|(?<=需)求|[,、。;])"
)
_SCHEDULE = any_of(_MARKERS["schedule"])
_MANNER = any_of(_MARKERS["manner"])
_VERB = f"(?=[{''.join(sorted({word[0] for word in _MARKERS['verbs']}))}]){any_of(_MARKERS['verbs'])}"
_SHORT = f"(?:{_MANNER}|{_SCHEDULE}){{0,3}}"
_PHRASE = f",?{any_of(_MARKERS['prepositions'])}{_STOP}"
_ADVERBS = f"{_SHORT}(?:{_PHRASE}{{1,40}}+(?=,)){{0,2}}(?:{_PHRASE}{{1,40}}?(?:,{_SHORT})?)?"
_OBJECT = "(?!的|了|过|者|性|好的|工作的|情况|建设[,。;]|[、,。;和及与])"
_TOPIC = f"(?!{_STOP}{{0,30}}的{_STOP}{{0,24}},(?:要|应|可|由|须|必须|按|给予|予以))"
_LEADS = lazily(f"{_STOP}{{0,6}}牵头")
_SUPPORTS = lazily(
    f"[^。;\\n{MASK}]{{0,14}}?(?:积极|主动|全力|大力|[要应须])(?:配合|协助|参与)(?!度|率|单位|部门)"
)


@dataclass(frozen=True, slots=True)
class Duty:
    """What a sentence gives its subject: ``role`` as in ``kb.model.Responsibility``."""

    role: str

    def __str__(self) -> str:
        return self.role


def _fixed(role: str) -> Callable[[re.Match[str], None], Duty]:
    return lambda _, __: Duty(role)


def _said(match: re.Match[str], _: None) -> Duty:
    """The role that the words after the subject say."""
    at = match.end("at")
    if _LEADS.match(match.string, at):
        return Duty(LEAD)
    return Duty(SUPPORT if _SUPPORTS.match(match.string, at) else RESPONSIBLE)


RULES: tuple[Rule[None, Duty], ...] = (
    Rule(
        "stated.lead",
        lazily(f"(?:{START}|由){NAMES}{_SHORT}(?:牵头|总牵头|为牵头)(?!的?单位[:、])", starts=f"由{MASK}"),
        _fixed(LEAD),
        {"由※※※、※※牵头的协调机制": "lead", "※※※牵头建立台账": "lead"},
        ("加强※※牵头",),
    ),
    Rule(
        "stated.convenes",
        lazily(
            f"(?:{START}|由|经){NAMES}(?:{_MODAL})?{_SHORT}(?:会同|联合|商)(?={MASK})", starts=f"由经{MASK}"
        ),
        _fixed(LEAD),
        {"※※※会同※※※制定办法": "lead"},
        ("※※※会同研究",),
    ),
    Rule(
        "stated.convened",
        lazily(f"(?:{MASK}(?:{_MODAL})?{_SHORT}(?:会同|联合|商)|(?<=[,;。])会同){NAMES}", starts=f"会{MASK}"),
        _fixed(SUPPORT),
        {"※※※会同※※※、※※制定办法": "support"},
        ("会议同※※",),
    ),
    Rule(
        "stated.supports",
        lazily(f"{START}{NAMES}{_SHORT}(?:配合|协助|协办|参与|参加)(?=[,。;])", starts=MASK),
        _fixed(SUPPORT),
        {"※※※牵头,※※、※※※配合,制定办法": "support"},
        ("加强※※※配合。",),
    ),
    Rule(
        "stated.charge",
        lazily(
            f"{START}{NAMES}(?:按照?(?:各自)?(?:职责|职能|任务)?(?:分工)?)?{_SHORT}(?:负责|抓好落实|组织实施|落实)(?=[,。;])",
            starts=MASK,
        ),
        _fixed(RESPONSIBLE),
        {"※※※、※※等部门按职责分工负责。": "responsible"},
        ("向※※※负责。",),
    ),
    Rule(
        "stated.modal",
        lazily(f"{START}{NAMES}(?:[、和][\u4e00-\u9fff]{{2,12}}?){{0,2}}?,?{_ADVERBS}{_MODAL}", starts=MASK),
        _said,
        {"※※※和※※要每年制定计划": "responsible", "※※※、某某社应主动配合,提供数据": "support"},
        ("向※※※要数据", "※※※要求整改"),
    ),
    Rule(
        "stated.schedule",
        lazily(f"{START}{NAMES}{_SCHEDULE}(?![的度]|度?报告)", starts=MASK),
        _fixed(RESPONSIBLE),
        {"※※※每年安排经费20万元": "responsible"},
        ("向※※※每年报告",),
    ),
    Rule(
        "stated.by",
        lazily(f"(?<![自理事缘])由(?:所?涉及的)?{NAMES}(?!的|为主|组成|负责人|主要)", starts="由"),
        _said,
        {"由※※※按月公布": "responsible"},
        ("自由※※※", "由※※※组成"),
    ),
    Rule(
        "stated.standing",
        lazily(f"(?:以|、|,|,以){NAMES}为{any_of(_MARKERS['standing'])}", starts="以、,"),
        _fixed(RESPONSIBLE),
        {"以※※为主导、※※※为主体": "responsible"},
        ("※※为主体",),
    ),
    Rule(
        "stated.owner",
        lazily(
            f"{START}{NAMES}(?:主要负责(?:人|同志))?(?:是|为|作为)(?=[^。,;\\n]{{0,30}}(?:主体|责任人|责任单位|牵头单位|牵头部门|{MASK}{{4}}(?:[,。;、\\n]|$)))",
            starts=MASK,
        ),
        _said,
        {"※※※是安全生产的责任主体": "responsible"},
        ("※※※是重要平台",),
    ),
    Rule(
        "stated.seated",
        lazily(f"{START}{NAMES}设在{MASK}+,(?:{_SHORT})(?:承担|负责|统筹|牵头)", starts=MASK),
        _said,
        {"※※※※设在※※※,负责日常协调": "responsible"},
        ("※※※※设在※※※。",),
    ),
    Rule(
        "stated.founded",
        lazily(
            f"(?:(?m:^)|(?<=[。;!?\\n])|(?<=[一二三四五六七八九十]是))[^。;!?\\n{MASK}]{{0,30}}?(?:成立|组建)(?P<at>{MASK}+),(?:由{_STOP}{{2,80}}?(?:组成|构成),)?"
            f"(?:{_MANNER}|{_SCHEDULE}|负责|统筹|承担|研究|协调|指导|督促)",
            needs=f"{MASK},",
        ),
        _fixed(RESPONSIBLE),
        {"组建※※※※,由※※抽调人员组成,适时巡查": "responsible", "成立※※※※,负责日常调度": "responsible"},
        ("组建※※※※制度", "※※要主动作为,组建※※※※,统筹推进", "组建※※※※,建设一批项目"),
    ),
    Rule(
        "stated.reviews",
        lazily(f"经{NAMES}(?:审核|评估|认定|审定|评审|验收|核定|核准)", starts="经"),
        _fixed(RESPONSIBLE),
        {"经※※※审核后拨付": "responsible"},
        ("经※※※同意",),
    ),
    Rule(
        "stated.ensured",
        lazily(f"(?:确保|保证|责成){NAMES}(?:发挥|履行|落实|承担)", starts="确保责"),
        _fixed(RESPONSIBLE),
        {"确保※※※发挥带头作用": "responsible"},
        ("确保※※※安全",),
    ),
    Rule(
        "stated.action",
        lazily(
            f"{START}{NAMES}(?::(?=负责|牵头|承担|组织|统筹|指导))?{_ADVERBS}{_VERB}{_OBJECT}{_TOPIC}",
            starts=MASK,
        ),
        _said,
        {"※※※对大坝开展巡查": "responsible", "※※※配齐专职人员": "responsible"},
        ("※※※建设的项目", "支持※※※建设", "※※落实本意见的情况,要及时报告"),
    ),
)
SWEEP = Sweep(RULES)
BOOK = Rulebook("责任句式", RULES, None)
