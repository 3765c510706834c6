"""指标名：the noun phrase that an amount measures, built from the clause around it.

A level names its indicator before the number (毛入学率达97%); a count says a verb before and a noun
after (引进6名骨干医师 → 引进骨干医师人数); the comparator may stand far from the number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.alternatives import any_of
from corpus.lazy import lazily
from kb.targets.awards import award, named
from kb.targets.scene import Scene
from kb.targets.words import (
    CHANGE,
    COMPARATOR,
    CREATING,
    FAR,
    HEAD,
    LEADING,
    QUANTITY,
    STOP,
    SUFFIX,
    TRAILING,
    VERBS,
    kind,
)

_CHINESE = lazily("[一-鿿]")
_BRACKETS = lazily(r"\([^()]*\)")
_OPEN = lazily("[()]")
_QUOTES = lazily(r"[“”\"'‘’]")
_RATIO_BASE = lazily("的?(?:标准|比例|幅度|额度|条件|速度|部分|予以|给予)")
_GROWN = lazily(rf"(?P<change>{any_of(CHANGE)})(?P<to>到|至|为|了|约|超过|不低于|不少于|达到|达)*+$")
_CHANGING = lazily(rf"(?P<change>{any_of(word for word in CHANGE if len(word) > 1)})")
_ADDED = lazily("(?P<change>净增|新增)(?!的)")
_SAID = lazily(rf"(?<=.{{4}})(?:(?:确保|力争|使得)|数量(?=(?:{any_of(CREATING)})))(?=.{{4}})")
"""Where the words of another statement end, its stop being lost or left out."""
_REACHED = lazily("(?:到|至|达|为|在)$")


@dataclass(frozen=True, slots=True)
class Phrase:
    """The words around an amount; ``part`` where the indicator rests on that of the amount before."""

    indicator: str
    comparator: str
    change: str | None
    part: bool


def phrase(scene: Scene, previous: str, *, parts: bool) -> Phrase:
    """``previous`` is the indicator that a part completes (其中女性20名); ``parts``: one came before."""
    left = _plain(scene.left)
    sign, own, base = _split(left, scene)
    grown = own + base if sign in {"", "="} else own
    change = scene.found.amount.change
    if not change and not _group(scene):
        change = _change(grown, reached=scene.found.amount.comparator == "=")
    words = _words(_noun(own), _noun(base), scene)
    if given := _given(words, scene):
        return Phrase(given, sign, change, part=False)
    borrowed = not words and previous != ""
    if borrowed:
        words = previous if _share(scene) else previous.removesuffix("比例")
    indicator = words if change and _share(scene) else _suffixed(words, scene)
    part = not borrowed and _partial(words, scene, parts)
    return Phrase(words + previous if part else indicator, sign, change, part or borrowed)


def _given(words: str, scene: Scene) -> str:
    """The full name of a sum of money whose own words say no more than 补助."""
    money = kind(scene.found.amount.measure) == "money" and scene.gap is None
    return award(scene) if money and not named(words) else ""


def _group(scene: Scene) -> bool:
    """60%的学校: a share of a group, which nothing makes grow."""
    return _share(scene) and scene.right.startswith("的") and not _RATIO_BASE.match(scene.right)


def _share(scene: Scene) -> bool:
    return kind(scene.found.amount.measure) == "share"


def _plain(text: str) -> str:
    """Without quotes and brackets; of an open bracket only what stands in it."""
    closed = _BRACKETS.sub("", _QUOTES.sub("", text))
    return closed.rpartition("(")[2].rpartition(")")[2]


def _split(left: str, scene: Scene) -> tuple[str, str, str]:
    """A comparator far before the number, the words before it, and those between."""
    for far in reversed(list(FAR.finditer(left))):
        base = left[far.end() :]
        if base and (COMPARATOR[far[0]] != "=" or (_share(scene) and not HEAD.search(_noun(base)))):
            return COMPARATOR[far[0]], left[: far.start()], base
    return "", left, ""


def _change(left: str, *, reached: bool) -> str | None:
    """``reached``: the number is the level arrived at (提高到, 增加为), no change unless of what is new."""
    if grown := _GROWN.search(left):
        level = reached or grown["to"] in {"到", "至", "为", "达到", "达"}
        return None if level and grown["change"][-1:] not in "速幅" else CHANGE[grown["change"]]
    listed = left.rpartition("、")[2]
    done = VERBS.match(listed)
    left = listed if done and done[0] and _CHANGING.match(listed) is None else left
    opening = LEADING.match(left)
    changing = _CHANGING.match(left, opening.end() if opening else 0) or _ADDED.search(left)
    if changing is None or ((reached or _REACHED.search(left)) and changing["change"] != "新增"):
        return None
    return CHANGE[changing["change"]]


def _noun(text: str) -> str:
    """``text`` without the predicate after the noun and the adverbs before it."""
    while (tail := TRAILING.search(text)) and not QUANTITY.search(text):
        text = text[: tail.start()]
    text = text[max((said.end() for said in _SAID.finditer(text)), default=0) :]
    opening = LEADING.match(text)
    return text[opening.end() if opening else 0 :].strip(" 、-")


def _words(own: str, base: str, scene: Scene) -> str:
    """The noun before the number, with that after it where it is the one that is counted."""
    share = _share(scene)
    if base and share and VERBS.fullmatch(own) is None:
        return own if HEAD.search(own) else f"{own}占{base}比例"
    words = own + base
    if share or not QUANTITY.search(words):
        words += _right(scene, share)
    if scene.gap is None and VERBS.fullmatch(words):
        words = _noun(_plain(scene.before)) + words
    return words


def _right(scene: Scene, share: bool) -> str:
    text = _OPEN.split(_BRACKETS.sub("", _QUOTES.sub("", scene.right)), maxsplit=1)[0]
    if share:
        if re.match("全?覆盖", text):
            return "覆盖率"
        if not text.startswith("的") or _RATIO_BASE.match(text):
            return ""
    stop = STOP.match(text) or STOP.search(text, 4)
    return text[: stop.start() if stop else 60].strip(" 、和-的")


def _suffixed(words: str, scene: Scene) -> str:
    measure = scene.found.amount.measure
    if (HEAD if _share(scene) else QUANTITY).search(words):
        return words
    unit = measure.lstrip("百千万亿") or measure
    suffix = SUFFIX.get(unit, {"count": "数", "money": "资金"}.get(kind(measure), ""))
    return words if suffix in words[-6:] else words + suffix


def _partial(name: str, scene: Scene, parts: bool) -> bool:
    """A class that is part of the indicator before: 其中制造类150家、服务类90家."""
    within = "其中" in scene.left or (parts and (scene.gap or "").startswith(("、", "和", "及", "与")))
    short = len(name) <= 3 and not _CHINESE.match(scene.right)
    return bool(name) and within and (short or name[-1] in "类型级性")
