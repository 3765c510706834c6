"""残损数量：a lost range dash (12个 for 1-2个), a lost 过 (不超2次), a lost measure, a lost list mark.

A restoration is certain only where the plan itself has the undamaged parallel.
"""

from __future__ import annotations

from collections.abc import Sequence
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


def restored(scene: Scene, scenes: Sequence[Scene], text: str, damaged: bool) -> Restored:
    """``damaged``: whether the document has lost characters elsewhere; a sound text is taken at its word."""
    amount = scene.found.amount
    if amount.lost:
        certain = any(_parallel(scene, other) for other in scenes)
        return Restored(amount, _repair(scene, text, amount.lost, "计量单位丢失", certain=certain))
    if damaged and amount.said in _NEIGHBOURS and not amount.comparator:
        return _range(scene, scenes, text)
    surface = scene.found.span.of(text)
    if damaged and surface.startswith("不超") and not surface.startswith("不超过"):
        return Restored(
            amount, _repair(scene, text, "不超过" + surface[2:], "“不超过”疑丢失“过”", certain=False)
        )
    return Restored(amount, None)


def _range(scene: Scene, scenes: Sequence[Scene], text: str) -> Restored:
    """12个 where the plan has 1-2个 of the same, or where such things come in ones and twos."""
    amount = scene.found.amount
    low, high = amount.said
    bounds = (float(low), float(high))
    parallel = any(other.found.amount.value == bounds and _parallel(scene, other) for other in scenes)
    small = any(noun in scene.right[:8] and measure == amount.measure for noun, measure in SMALL.items())
    if not (parallel or small):
        return Restored(amount, None)
    surface = scene.found.span.of(text).replace(amount.said, f"{low}-{high}")
    repair = _repair(scene, text, surface, "数值区间的连接号丢失", certain=parallel)
    return Restored(replace(amount, value=bounds, comparator="range"), repair)


def _parallel(scene: Scene, other: Scene) -> bool:
    """Whether ``other`` is an undamaged mention of the same thing."""
    same = other.found.amount.measure == scene.found.amount.measure and not other.found.amount.lost
    noun = scene.right.strip()[:4]
    return same and other is not scene and len(noun) == 4 and noun in other.right


def _repair(scene: Scene, text: str, whole: str, reason: str, *, certain: bool) -> Repair:
    span = scene.found.span
    return Repair(span, span.of(text), whole, reason, certain)


def separator_lost(scene: Scene) -> Repair | None:
    """63%92%: two amounts with nothing between them."""
    at = scene.found.span.start
    return Repair(Span(at, at), "", "、", "并列数值之间的分隔号丢失", True) if scene.gap == "" else None
