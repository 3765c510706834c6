"""单位的叫法：every name a unit may be asked by, made from its canonical name and its aliases.

区财政局 is also 财政局, 临江区财政局, 区财政, 财政部门; 区教育体育局 is 教体局. Strong names stand for
the unit anywhere in a question; bare names (财政, 乡镇) only where a unit is being spoken of.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import TypeVar

from corpus.fold import fold
from corpus.lazy import lazily
from kb.model import Plan, Unit
from qa.lexicon import load
from qa.remembered import per_plan, per_plans

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")

_TIER = r"(?:省(?!级)|市(?!场|级)|州|县(?!域|级)|区(?!域|级)|旗|[镇乡](?=党|人民|政府|纪委|综合))"
_LEVEL = lazily(rf"^(?:中共)?(?:国家|自治区|{_TIER})(?:委员会|委(?!员))?")
_OWN_LEVEL = lazily(rf"^{_TIER}(?=.)")
_BRANCH = lazily(r"^[省市州县区]?(?P<organ>.+局)(?P<place>.+?)(?:区|县|市)?分局$")
_ORGAN = lazily(r"(?:工委|委员会|总局|局|厅|委|部|办|署)$")
_NAMELIKE = lazily(r".{4,}|.*[局厅委部办署所联协院室会]$")
_BODY = lazily(
    r"(?:[局厅委部办署所联协院室会站处社]|中心|政府|公司|机关|银行|[大支]队|分局|[一二三]中|职中|大学|纪检监察|共青团)$"
)
_CLASS = lazily(r"^各|[(、和]")
_YOUTH = lazily(r"^(?:共青)?团[省市州县区旗]委$")


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
    def misread(self) -> dict[str, tuple[str, ...]]:
        """What misspelt names were taken to mean, each worked out once."""
        return {}

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


@lru_cache(maxsize=4096)
def writes(text: str, name: str) -> bool:
    """The text writes the name of an organ, and not as the beginning of another word (教育部门)."""
    return bool(re.search(rf"{re.escape(name)}(?![门级长们])", text))


def places(jurisdiction: str | None) -> tuple[str, ...]:
    """河州市临江区 → 河州市临江区, 临江区, 临江."""
    if not jurisdiction:
        return ()
    last = re.findall(r"[^省市州县区旗]{2,}(?:自治区|自治州|自治县|新区|[省市州县区旗])", jurisdiction)
    own = last[-1] if last else jurisdiction
    short = re.sub(r"(?:自治区|自治州|自治县|新区|[省市州县区旗])$", "", own)
    return tuple(dict.fromkeys((jurisdiction, own, *((short,) if len(short) > 1 else ()))))


def _replaced(names: Iterable[str], table: dict[str, list[str]]) -> list[str]:
    return [
        name.replace(part, short)
        for name in names
        for part, shorts in table.items()
        if part in name
        for short in shorts
    ]


@lru_cache(maxsize=8192)
def core(name: str) -> str:
    """The name without its level: 区委宣传部 → 宣传部, 各学校 → 学校."""
    bare = re.sub(r"^各级?", "", name)
    stripped = _LEVEL.sub("", bare)
    if len(stripped) < 2:
        stripped = _OWN_LEVEL.sub("", bare)
    return stripped if len(stripped) >= 2 else bare


def _cores(name: str, place: tuple[str, ...] = ()) -> list[str]:
    branch, youth = _BRANCH.match(name), _YOUTH.match(name)
    found = [core(name), _OWN_LEVEL.sub("", name)]
    found += [name[len(p) :] for p in place if name.startswith(p) and len(name) > len(p) + 1]
    if branch:
        organ, seat = branch["organ"], branch["place"]
        stem = organ.removesuffix("局")
        found += [organ, f"{stem}分局", f"{seat}{stem}分局", f"{organ}{seat}分局", f"{seat}{organ}"]
    if youth:
        found += ["团委", "共青团"]
    return list(dict.fromkeys(found + _replaced(found, load("units")["short"])))


@lru_cache(maxsize=8192)
def strong_names(unit: Unit, place: tuple[str, ...]) -> tuple[str, ...]:
    """Names that mean the unit wherever they stand."""
    own = [fold(unit.name), *_aliases(unit, clear=True)]
    cores = _cores(fold(unit.name), place)
    level = unit.name[0] if _OWN_LEVEL.match(unit.name) else ""
    made = [*cores, *(f"{level}{c}" for c in cores if level), *(f"{p}{c}" for p in place for c in cores)]
    if unit.group:
        cores = [*cores, *(plain for c in cores for plain in _plain(c))]
        made = [f"各{c}" for c in cores] + [c for c in cores if "(" in c or len(c) > 4]
        made += [
            short
            for c in cores
            for key, shorts in load("units")["short"].items()
            if key == c
            for short in shorts
        ]
    departments = [] if unit.group or fold(unit.name).endswith("工委") else _departments(cores)
    every, bare = [*own, *made, *departments], frozenset(bare_names(unit))
    return tuple(dict.fromkeys(n for n in every if len(n) >= 2 and n not in bare))


def _plain(name: str) -> tuple[str, ...]:
    """县(市、区)政府(管委会) → 县市区政府管委会, 县市区政府."""
    return tuple(re.sub(r"[(),、]", "", n) for n in (name, re.sub(r"\([^()]*\)$", "", name)) if "(" in name)


def _departments(cores: list[str]) -> list[str]:
    stems = {_ORGAN.sub("", c): None for c in cores if _ORGAN.search(c)}
    stems |= {stem[:2]: None for stem in stems}
    return [f"{stem}{tail}" for stem in stems if len(stem) >= 2 for tail in ("部门", "主管部门")]


def _aliases(unit: Unit, *, clear: bool) -> list[str]:
    """The names the plan itself uses: those shaped like an organ's, or those that are common words."""
    shape = _CLASS if unit.group else _BODY
    return [a for a in map(fold, unit.aliases) if len(a) > 1 and bool(shape.search(a)) == clear]


@lru_cache(maxsize=8192)
def bare_names(unit: Unit) -> tuple[str, ...]:
    """Names that are also common words: 财政, 乡镇, 学校."""
    cores, own = _cores(fold(unit.name)), _aliases(unit, clear=False)
    if unit.group:
        short = [c for c in cores if len(c) <= 4 and "(" not in c]
        return tuple(
            dict.fromkeys([*short, *own, *(b for c in cores for b in load("units")["bare"].get(c, ()))])
        )
    stems = [_ORGAN.sub("", c) for c in cores if _ORGAN.search(c)]
    made = [s for s in (*stems, *(c for c in cores if not _NAMELIKE.match(c))) if len(s) >= 2]
    made += ["工委"] if re.search(r"(?<!关)工委$", unit.name) else []
    level = unit.name[0] if _OWN_LEVEL.match(unit.name) else ""
    return tuple(dict.fromkeys([*made, *own, *(f"{level}{s}" for s in made if level)]))


def _collect(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for name, unit in pairs:
        found.setdefault(name, {})[unit] = None
    return {name: tuple(units) for name, units in found.items()}


@per_plan
def _strong(plan: Plan) -> tuple[tuple[str, str], ...]:
    place = places(plan.document.header.jurisdiction)
    return tuple((name, unit.name) for unit in plan.facts.units for name in strong_names(unit, place))


@per_plan
def _bare(plan: Plan) -> tuple[tuple[str, str], ...]:
    return tuple((name, unit.name) for unit in plan.facts.units for name in bare_names(unit))


@per_plans
def directory(plans: Sequence[Plan]) -> Directory:
    """Every name of every unit of the plans, and of the organs that issued them.

    A unit's own name means that unit alone; but what the text calls 区财政 in passing means the
    listed 区财政局 where one of the plans lists it. 局 means no 厅 where some 局 has the name.
    """
    strong = [pair for plan in plans for pair in (*_strong(plan), *_in_full(plan))]
    bare = [pair for plan in plans for pair in _bare(plan)]
    names = {unit.name: None for plan in plans for unit in plan.facts.units}
    listed = {r.unit: None for plan in plans for r in plan.facts.responsibilities if r.scope == "listed"}
    own = _with_peers(listed)
    sure = _joined(_surest(strong, listed), _issuing(plans))
    kinds = {name: _same_kind(name, units) for name, units in sure.items()}
    return Directory(
        MappingProxyType(kinds | own),
        MappingProxyType(_surest(bare, listed)),
        tuple(listed) or tuple(names),
        tuple(dict.fromkeys(name for plan in plans for name in places(plan.document.header.jurisdiction))),
        tuple(plan.document.folded for plan in plans),
    )


_NATIONAL = lazily(r"^(?:国务院|国家|中国)(?=.{3,})")


def _with_peers(listed: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Each listed name for itself, and for the same national organ as other plans write it:

    民航局, 国家民航局 and 中国民航局 are one.
    """
    same: dict[str, dict[str, None]] = {}
    for name in listed:
        same.setdefault(_NATIONAL.sub("", name), {})[name] = None
    return {fold(n): tuple(dict.fromkeys((n, *names))) for names in same.values() for n in names}


def is_abbreviation(short: str, full: str) -> bool:
    """Same first and last character, the rest in order: 教体局 of 教育体育局; 民航江川空管站 may skip 中国."""
    rest = iter(full)
    head = full[:3] if len(short) > 4 else full[:1]
    return (
        2 < len(short) < len(full)
        and short[0] in head
        and short[-1] == full[-1]
        and all(character in rest for character in short)
    )


def _in_full(plan: Plan) -> Iterator[tuple[str, str]]:
    """Units that only sentences name, by an abbreviation of one listed unit: 区环土局, 区环境与国土资源局."""
    listed = {r.unit: core(fold(r.unit)) for r in plan.facts.responsibilities if r.scope == "listed"}
    for unit in (unit for unit in plan.facts.units if unit.name not in listed):
        short = core(fold(unit.name))
        full = [name for name, whole in listed.items() if is_abbreviation(short, whole)]
        if len(full) == 1:
            yield from ((name, full[0]) for name in strong_names(unit, ()))


def _issuing(plans: Sequence[Plan]) -> Iterator[tuple[str, str]]:
    """Names of issuers that do not already mean a unit of their plan."""
    for plan in plans:
        place = places(plan.document.header.jurisdiction)
        known = {name for name, _ in _strong(plan)}
        for issuer in plan.document.header.issuers:
            names = strong_names(Unit(issuer, (), None, False), place)
            short = [name.removesuffix("员会") for name in names if name.endswith("委员会")]
            yield from ((name, issuer) for name in (*names, *short) if name not in known)


def _joined(found: dict[str, tuple[str, ...]], more: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    pairs = [(name, unit) for name, units in found.items() for unit in units]
    return _collect([*pairs, *more])


def _same_kind(name: str, units: tuple[str, ...]) -> tuple[str, ...]:
    """局 among 局 and 厅, 委 and 委员会 alike; all of them where none is of that kind."""
    if len(units) == 1:
        return units
    kind = _kind(name)
    return tuple(unit for unit in units if _kind(unit) == kind) or units


def _kind(name: str) -> str:
    return name.removesuffix("员会")[-1]


def _surest(pairs: Iterable[tuple[str, str]], listed: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Of the units that share a name, those that stand in a list; else all."""
    known = set(listed)
    return {
        name: units if len(units) == 1 else tuple(u for u in units if u in known) or units
        for name, units in _collect(pairs).items()
    }
