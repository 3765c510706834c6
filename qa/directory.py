"""单位名册：every name of every unit of the plans, and which units each of them may mean."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TypeVar

from corpus.fold import fold
from kb.called import bare_names, core, is_abbreviation, organ_of, places, strong_names
from kb.model import Plan, Unit
from qa.remembered import per_plan, per_plans
from qa.views import listed_units

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


@dataclass(frozen=True, eq=False)
class Directory:
    """``strong`` and ``bare`` map a name to the canonical units it may mean, ``units`` holds all.

    ``places`` are the names of the plans' own places, ``texts`` what the plans say.
    """

    strong: Mapping[str, tuple[str, ...]]
    bare: Mapping[str, tuple[str, ...]]
    units: tuple[str, ...]
    places: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()

    @cached_property
    def by_first(self) -> Mapping[str, tuple[str, ...]]:
        """Every name by the character it begins with, the longest first."""
        names = sorted({**self.strong, **self.bare}, key=lambda n: (-len(n), n))
        return _grouped((name[0], name) for name in names)

    @cached_property
    def _strong_by_length(self) -> Mapping[int, tuple[tuple[int, str], ...]]:
        return _grouped((len(name), (at, name)) for at, name in enumerate(self.strong))

    def strong_near(self, length: int) -> list[str]:
        """The strong names that are at most a character longer or shorter, in their order."""
        near = (pair for n in (length - 1, length, length + 1) for pair in self._strong_by_length.get(n, ()))
        return [name for _, name in sorted(near)]

    @cached_property
    def cores(self) -> tuple[tuple[str, str], ...]:
        """Every unit with its name without the level."""
        return tuple((unit, core(fold(unit))) for unit in self.units)

    @cached_property
    def by_last(self) -> Mapping[str, tuple[tuple[str, str], ...]]:
        """Every unit with its names, with and without the level, by their last characters."""
        named = ((unit, name) for unit, bare in self.cores for name in (fold(unit), bare))
        return _grouped((pair[1][-1], pair) for pair in named)

    def speaks(self, word: str) -> bool:
        """True where a plan writes the word, which then is no slip of the pen."""
        return any(word in text for text in self.texts)


def _grouped(pairs: Iterable[tuple[Key, Value]]) -> Mapping[Key, tuple[Value, ...]]:
    """The values of each key in their order; a view of them, for they are kept with the plans."""
    found: dict[Key, list[Value]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return MappingProxyType({key: tuple(own) for key, own in found.items()})


def _collect(pairs: Iterable[tuple[str, str]]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for name, unit in pairs:
        found.setdefault(name, {})[unit] = None
    return MappingProxyType({name: tuple(units) for name, units in found.items()})


def _merged(each: Iterable[Mapping[str, tuple[str, ...]]]) -> dict[str, tuple[str, ...]]:
    """What a name means in any of them, in their order."""
    found: dict[str, tuple[str, ...]] = {}
    for own in each:
        twice = {name: (*found[name], *own[name]) for name in found.keys() & own.keys()}
        found.update(own)
        found.update((name, tuple(dict.fromkeys(units))) for name, units in twice.items())
    return found


@per_plan
def _strong(plan: Plan) -> tuple[tuple[str, str], ...]:
    place = places(plan.document.header.jurisdiction)
    return tuple((name, unit.name) for unit in plan.facts.units for name in strong_names(unit, place))


@per_plan
def _meant(plan: Plan) -> Mapping[str, tuple[str, ...]]:
    return _collect((*_strong(plan), *_in_full(plan)))


@per_plan
def _bare(plan: Plan) -> Mapping[str, tuple[str, ...]]:
    return _collect((name, unit.name) for unit in plan.facts.units for name in bare_names(unit))


@per_plans
def directory(plans: Sequence[Plan]) -> Directory:
    """Every name of every unit of the plans, and of the organs that issued them.

    A unit's own name means that unit alone; but what the text calls 区财政 in passing means the
    listed 区财政局 where one of the plans lists it. 局 means no 厅 where some 局 has the name.
    """
    names = {unit.name: None for plan in plans for unit in plan.facts.units}
    listed, own = listed_units(plans), own_names(plans)
    sure = _merged((_surest(map(_meant, plans), listed), *map(_issuing, plans)))
    kinds = {name: _same_kind(name, units) for name, units in sure.items()}
    return Directory(
        MappingProxyType({**kinds, **own}),
        MappingProxyType(_surest(map(_bare, plans), listed)),
        listed or tuple(names),
        tuple(dict.fromkeys(name for plan in plans for name in places(plan.document.header.jurisdiction))),
        tuple(plan.document.folded for plan in plans),
    )


@per_plans
def own_names(plans: Sequence[Plan]) -> Mapping[str, tuple[str, ...]]:
    """The names that lists of the plans write, each with the units that it means whatever else is so called."""
    return MappingProxyType(_with_peers(listed_units(plans)))


def _with_peers(listed: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Each listed name for itself, and for the same national organ as other plans write it."""
    same: dict[str, dict[str, None]] = {}
    for name in listed:
        same.setdefault(organ_of(name), {})[name] = None
    return {fold(n): tuple(dict.fromkeys((n, *names))) for names in same.values() for n in names}


def _in_full(plan: Plan) -> Iterator[tuple[str, str]]:
    """Units that only sentences name, by an abbreviation of one listed unit: 区环土局, 区环境与国土资源局."""
    listed = {r.unit: core(fold(r.unit)) for r in plan.facts.responsibilities if r.scope == "listed"}
    for unit in (unit for unit in plan.facts.units if unit.name not in listed):
        short = core(fold(unit.name))
        full = [name for name, whole in listed.items() if is_abbreviation(short, whole)]
        if len(full) == 1:
            yield from ((name, full[0]) for name in strong_names(unit, ()))


@per_plan
def _issuing(plan: Plan) -> Mapping[str, tuple[str, ...]]:
    """Names of issuers that do not already mean a unit of their plan."""
    place, known = places(plan.document.header.jurisdiction), {name for name, _ in _strong(plan)}
    return _collect(
        (name, issuer)
        for issuer in plan.document.header.issuers
        for name in _of_issuer(issuer, place)
        if name not in known
    )


def _of_issuer(issuer: str, place: tuple[str, ...]) -> tuple[str, ...]:
    names = strong_names(Unit(issuer, (), None, False), place)
    return (*names, *(name.removesuffix("员会") for name in names if name.endswith("委员会")))


def _same_kind(name: str, units: tuple[str, ...]) -> tuple[str, ...]:
    """局 among 局 and 厅, 委 and 委员会 alike; all of them where none is of that kind."""
    if len(units) == 1:
        return units
    kind = _kind(name)
    return tuple(unit for unit in units if _kind(unit) == kind) or units


def _kind(name: str) -> str:
    return name.removesuffix("员会")[-1]


def _surest(
    each: Iterable[Mapping[str, tuple[str, ...]]], listed: Iterable[str]
) -> dict[str, tuple[str, ...]]:
    """Of the units that share a name, those that stand in a list; else all."""
    known, found = set(listed), _merged(each)
    several = {name: units for name, units in found.items() if len(units) > 1}
    return found | {name: tuple(u for u in units if u in known) or units for name, units in several.items()}
