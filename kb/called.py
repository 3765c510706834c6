"""单位的叫法：every name a unit may be asked by, made from its canonical name and its aliases.

区财政局 is also 财政局, 临江区财政局, 区财政, 财政部门; 区教育体育局 is 教体局. Strong names stand for
the unit anywhere in a question; bare names (财政, 乡镇) only where a unit is being spoken of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from corpus.fold import fold
from corpus.lazy import lazily
from corpus.model import Document
from kb.lexicon import load
from kb.model import Unit

# What names of units and places tell their level by, for patterns and as a set; and below the county.
LEVEL = "省市州县区旗"
LEVELS, TOWNS = frozenset(LEVEL), frozenset("镇乡")

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
_YOUTH = lazily(rf"^(?:共青)?团[{LEVEL}]委$")


def writes(text: str, name: str) -> bool:
    """The text writes the name of an organ, and not as the beginning of another word (教育部门)."""
    return bool(re.search(rf"{re.escape(name)}(?![门级长们])", text))


_NATIONAL = lazily(r"^(?:国务院|国家|中国)(?=.{3,})")


def organ_of(name: str) -> str:
    """What plans may call the same national organ: 民航局, 国家民航局 and 中国民航局 are one."""
    return _NATIONAL.sub("", name)


def jurisdiction_of(document: Document, level: str | None) -> str:
    """Where a unit name holds: 区财政局 of two districts are two units, 财政部 is one.

    A plan that names no jurisdiction keeps its units to itself.
    """
    own = f"{document.source.name}#{document.id}"
    return "全国" if level == "national" else document.header.jurisdiction or own


@lru_cache(maxsize=4096)
def places(jurisdiction: str | None) -> tuple[str, ...]:
    """河州市临江区 → 河州市临江区, 临江区, 临江; 石家庄市赵县 → 石家庄市赵县, 赵县."""
    if not jurisdiction:
        return ()
    parts = list(re.finditer(rf"[^{LEVEL}]{{2,}}(?:自治区|自治州|自治县|新区|[{LEVEL}])", jurisdiction))
    rest = jurisdiction[parts[-1].end() :] if parts else jurisdiction  # 赵县, 晋州市
    own = rest or parts[-1][0]
    short = re.sub(rf"(?:自治区|自治州|自治县|新区|[{LEVEL}])$", "", own)
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
    return list(dict.fromkeys(found + _replaced(found, load("called")["short"])))


@lru_cache(maxsize=1024)
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
            for key, shorts in load("called")["short"].items()
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


@lru_cache(maxsize=2048)
def bare_names(unit: Unit) -> tuple[str, ...]:
    """Names that are also common words: 财政, 乡镇, 学校."""
    cores, own = _cores(fold(unit.name)), _aliases(unit, clear=False)
    if unit.group:
        short = [c for c in cores if len(c) <= 4 and "(" not in c]
        return tuple(
            dict.fromkeys([*short, *own, *(b for c in cores for b in load("called")["bare"].get(c, ()))])
        )
    stems = [_ORGAN.sub("", c) for c in cores if _ORGAN.search(c)]
    made = [s for s in (*stems, *(c for c in cores if not _NAMELIKE.match(c))) if len(s) >= 2]
    made += ["工委"] if re.search(r"(?<!关)工委$", unit.name) else []
    level = unit.name[0] if _OWN_LEVEL.match(unit.name) else ""
    return tuple(dict.fromkeys([*made, *own, *(f"{level}{s}" for s in made if level)]))


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
