"""残损数量：a lost range dash (12个 for 1-2个), a lost 过 (不超2次), a lost measure, a lost list mark.

A restoration is certain only where the plan itself has the undamaged parallel.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from corpus.model import Repair, Span
from kb.targets.amounts import Amount
from kb.targets.scene import Scene
from kb.targets.words import SMALL

_NEIGHBOURS = frozenset({"12", "23", "34", "45", "56", "67", "78", "89"})


@dataclass(frozen=True, slots=True)
class Restored:
    """The amount as restored and the repair that says so; ``repair`` is None where nothing is damaged."""

    amount: Amount
    repair: Repair | None


Sound = frozenset[tuple[str, str, bool]]


def sound(scenes: Iterable[Scene]) -> Sound:
    """The measures with their nouns that the plan says undamaged, and whether as a range."""
    return frozenset(
        (scene.found.amount.measure, _noun(scene), scene.found.amount.comparator == "range")
        for scene in scenes
        if not scene.found.amount.lost
    )


def restored(scene: Scene, known: Sound, text: str, *, damaged: bool) -> Restored:
    """``damaged``: whether the document has lost characters elsewhere; a sound text is taken at its word."""
    amount = scene.found.amount
    if amount.lost:
        certain = bool(_noun(scene)) and (amount.measure, _noun(scene), False) in known
        return Restored(amount, _repair(scene, text, amount.lost, "计量单位丢失", certain=certain))
    if damaged and amount.said in _NEIGHBOURS and not amount.comparator:
        return _range(scene, known, text)
    surface = scene.found.span.of(text)
    if damaged and surface.startswith("不超") and not surface.startswith("不超过"):
        return Restored(
            amount, _repair(scene, text, "不超过" + surface[2:], "“不超过”疑丢失“过”", certain=False)
        )
    return Restored(amount, None)


def _range(scene: Scene, known: Sound, text: str) -> Restored:
    """12个 where the plan has 1-2个 of the same, or where such things come in ones and twos."""
    amount = scene.found.amount
    low, high = amount.said[0], amount.said[1]
    parallel = bool(_noun(scene)) and (amount.measure, _noun(scene), True) in known
    small = any(noun in scene.right[:8] and measure == amount.measure for noun, measure in SMALL.items())
    if not (parallel or small):
        return Restored(amount, None)
    surface = scene.found.span.of(text).replace(amount.said, f"{low}-{high}")
    repair = _repair(scene, text, surface, "数值区间的连接号丢失", certain=parallel)
    return Restored(replace(amount, value=(float(low), float(high)), comparator="range"), repair)


def _noun(scene: Scene) -> str:
    """The first characters of what is counted; "" where too little is said to tell."""
    noun = scene.right.strip()[:4]
    return noun if len(noun) == 4 else ""


def _repair(scene: Scene, text: str, whole: str, reason: str, *, certain: bool) -> Repair:
    span = scene.found.span
    return Repair(span, span.of(text), whole, reason, certain)


def separator_lost(scene: Scene) -> Repair | None:
    """41%82%: two amounts with nothing between them."""
    at = scene.found.span.start
    return Repair(Span(at, at), "", "、", "并列数值之间的分隔号丢失", True) if scene.gap == "" else None
