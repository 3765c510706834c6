"""非指标：amounts that a plan mentions without setting them.

The present and the past, definitions, eligibility thresholds, plain durations, ranks, and numbers
that count the parts of a slogan (4个方面).
"""

from __future__ import annotations

import re

from corpus.alternatives import any_of
from corpus.lazy import lazily
from kb.targets.scene import Scene
from kb.targets.words import CHANGE, DEFINING, PRESENT, SINCE, UNCOUNTED, kind

_RANKED = lazily('(?:前|末|倒数|近|过去|首|每|排名|位列|超前|建校|成立|周边|上述|以上|下列|”指|[“"])$')
_SAID = lazily(r"(?<![比较与对以\d])(?:[在于到])?(20\d\d)年(?!基础|基数|水平)")
_STARTED = lazily("[由从][^,;。]{0,8}$")
_GOES_ON = lazily(f"(?:调整)?(?:{any_of(CHANGE)})[^,;。]{{0,3}}(?:到|至|为)")
_HELD = lazily(r"20\d\d年[^,;。]{0,8}的$")
_TERM = lazily("(?:为|任期|期限|时间|时长|寿命|周期)$")
_ROUNDED = frozenset({">=", ">", "<", "~"})
_COUNTED = frozenset({"个", "项", "类", "条", "种", "次", "处"})
_AGED = lazily(
    "(?:以[下上内])?(?:的)?(?:[常户][一-鿿]{0,3})?(?:儿童|幼儿|婴|少年|青少年|青年|老年|老人|人员|人群|人口|学生|职工|妇女|残疾)"
)
_FORMULA = lazily('(?:\\d[×xX+]\\d[^()]{0,6}|[”"]模式)$')
_EXPERIENCE = lazily("[一-鿿]{0,8}(?:经历|经验|业绩|资历|工龄|劳动合同)")
_QUALIFIED = lazily(r"(?:\([^()]{0,6}\))?(?:的[\u4e00-\u9fff]|用于|等[\u4e00-\u9fff]{0,2}条件)")


def set_by_plan(scene: Scene, per: str | None, issued: str | None) -> bool:
    """Whether the plan sets the amount for the future or as a standard."""
    return not (
        _mentioned(scene)
        or _past(scene, issued)
        or _threshold(scene)
        or _plain_duration(scene, per)
        or _slogan(scene, per)
    )


def _mentioned(scene: Scene) -> bool:
    left = scene.left.rpartition("达到")[0] or scene.left
    if _HELD.search(scene.head[-24:]) or scene.tail.startswith("的基础"):
        return True
    baseline = _STARTED.search(scene.left) and _GOES_ON.match(scene.tail)
    since = SINCE.search(scene.head) or DEFINING.search(scene.head[-60:] + scene.tail)
    return bool(PRESENT.search(left) or baseline or since)


def _past(scene: Scene, issued: str | None) -> bool:
    """2023年,全市实现…1200亿元: the last year that the sentence says, not as a baseline, is over."""
    years = _SAID.findall(scene.head)
    return issued is not None and bool(years) and years[-1] < issued[:4]


def _threshold(scene: Scene) -> bool:
    """超过150公斤的…, 3年以上的…: the comparator qualifies a noun."""
    amount = scene.found.amount
    sized = kind(amount.measure) in {"time", "amount", "money"} or amount.measure in {"人", "架次"}
    plain = amount.comparator in _ROUNDED and not scene.surface.startswith("不")
    classed = amount.comparator == "range" and kind(amount.measure) == "money"
    if amount.measure in {"岁", "周岁"} and _AGED.match(scene.tail):
        return True
    if plain and kind(amount.measure) == "time" and _EXPERIENCE.match(scene.tail):
        return True
    return ((sized and plain) or classed) and _QUALIFIED.match(scene.tail) is not None


def _plain_duration(scene: Scene, per: str | None) -> bool:
    amount = scene.found.amount
    if kind(amount.measure) != "time":
        return False
    if re.match("[之以]?[内前后]", scene.tail) or (amount.comparator == "~" and "年" in amount.measure):
        return True
    daily = per is not None and amount.measure in {"小时", "分钟"}
    return not amount.comparator and not daily and _TERM.search(scene.left) is None


def _slogan(scene: Scene, per: str | None) -> bool:
    amount = scene.found.amount
    if kind(amount.measure) != "share" and _RANKED.search(scene.head[-4:]):
        return True
    if amount.measure in _COUNTED and not amount.comparator and UNCOUNTED.match(scene.tail):
        return True
    if _explained(scene.head):
        return True
    han = not amount.said[:1].isdecimal() and kind(amount.measure) == "frequency"
    return han and not amount.comparator and per is None


def _explained(head: str) -> bool:
    """Whether the amount stands in the bracket that explains a slogan: "1×5"模式(1名甲带5名乙)."""
    before, opened, inside = head.rpartition("(")
    return bool(opened) and ")" not in inside and _FORMULA.search(before) is not None


def sane(number: float | tuple[float, float]) -> bool:
    """Finite and not negative."""
    return all(0 <= n < 1e18 for n in (number if isinstance(number, tuple) else (number,)))
