"""并列指标：甲率和乙率分别达41%、82%以上, 2026年、2027年分别达20%、80%.

Amounts that follow each other with no words between share what is said once: the comparator after
the last, and before the first as many indicators or years as there are amounts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.lazy import lazily
from kb.targets.amounts import Amount
from kb.targets.scene import Scene
from kb.targets.words import AND, HEAD

_JOINT = lazily("[、和及与]?")
_WEAK, _STRONG = lazily(f"、|{AND}"), lazily(AND)


@dataclass(frozen=True, slots=True)
class Fact:
    """An amount with all that its clause says of it; ``part``: it rests on the amount before."""

    scene: Scene
    amount: Amount
    indicator: str
    part: bool
    year: str | None
    per: str | None


def series(scenes: Sequence[Scene]) -> Iterator[tuple[Scene, ...]]:
    """The scenes cut into runs of amounts of one measure that nothing but a list mark parts."""
    run: list[Scene] = []
    for scene in scenes:
        joined = scene.gap is not None and _JOINT.fullmatch(scene.gap)
        if run and not (joined and scene.found.amount.measure == run[-1].found.amount.measure):
            yield tuple(run)
            run = []
        run.append(scene)
    if run:
        yield tuple(run)


def distributed(facts: Sequence[Fact], years: Sequence[str]) -> tuple[Fact, ...]:
    """Indicators or years given out in order, the last comparator to all."""
    first, last = facts[0], facts[-1]
    yearly = len(years) == len(facts)
    names = [first.indicator] * len(facts) if yearly else _names(first.indicator, len(facts))
    dated = years if yearly else [first.year] * len(facts)
    shared = last.amount.comparator if len(set(dated)) == 1 else ""
    return tuple(
        replace(
            fact,
            amount=replace(
                fact.amount,
                comparator=_sign(fact.amount.comparator, shared),
                change=fact.amount.change or first.amount.change,
            ),
            indicator=name,
            year=year,
        )
        for fact, name, year in zip(facts, names, dated, strict=True)
    )


def _sign(own: str, shared: str) -> str:
    """甲、乙分别达41%、82%以上 holds for both; a list of years has its own level each."""
    return shared or own if own in {"", "="} else own


def _names(indicator: str, count: int) -> list[str]:
    for mark in (_STRONG, _WEAK):
        parts = mark.split(indicator)
        if len(parts) == count and all(parts):
            return [part if HEAD.search(part) else part + _head(parts[-1]) for part in parts]
    return [indicator] * count


def _head(indicator: str) -> str:
    """收获机械化率 lends 机械化率 to the parallel 种植."""
    return indicator[-4:] if HEAD.search(indicator) and len(indicator) > 5 else ""
