"""首页：worked examples for the store at hand, and what the box may be completed with."""

from __future__ import annotations

from collections.abc import Iterator

from kb.contents import Contents

_BUREAUS = ("局", "委", "部", "办")
_OFFERED = 60


def examples(contents: Contents) -> tuple[str, ...]:
    """Questions that the store can answer, one of a kind."""
    return tuple(_examples(contents))


def offered(contents: Contents) -> tuple[str, ...]:
    """Whole questions for a box without a script: of the units and indicators most written of."""
    units = [f"{unit.name}负责哪些任务" for unit in contents.units[:_OFFERED]]
    return (*units, *(f"{one.name}是多少" for one in contents.indicators[:_OFFERED]))


def _examples(contents: Contents) -> Iterator[str]:
    bureaus = [unit.name for unit in contents.units if unit.name.endswith(_BUREAUS)]
    if bureaus:
        yield f"{bureaus[0]}负责哪些任务"
        yield f"{bureaus[min(1, len(bureaus) - 1)]}负责几项任务"
    if contents.indicators:
        yield f"{contents.indicators[0].name}是多少"
    if contents.plans:
        yield "哪个单位的任务最多"
        yield "哪些任务没有写明完成时限"
