"""简称与别称：every wording by which people may ask for a unit.

An alias that two units could claim goes to the one it is closer to (rank: as written in the plan,
another wording of the same name, a spoken form); where that does not decide, to none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product

from kb.model import Unit
from kb.units.lists import segment
from kb.units.model import Name, UnitBook
from kb.units.names import own
from kb.units.words import (
    COVERS,
    FIXED,
    GOVERNMENT,
    LEVELS,
    NATIONAL,
    ORGANS,
    PARTY,
    SPOKEN,
    SUFFIXES,
    wordings,
)

_BODIES = frozenset({"局", "厅", "部", "委员会", "总局"})
WRITTEN, WORDING, SPOKEN_FORM = range(3)
Ranked = Iterator[tuple[str, int]]
_WIDE = str.maketrans("()", "（）")


def _heads(name: Name, book: UnitBook) -> tuple[str, ...]:
    """What may stand before the core: the prefix, the plan's own place, nothing."""
    if name.prefix and name.prefix == book.prefix:
        mine = [place for place in book.places if place.endswith(name.prefix)]
        short = min(mine, key=len, default="").removesuffix(name.prefix)
        return ("", name.prefix, *mine, *([short] if len(short) > 1 else []))
    national = NATIONAL if not name.place and name.prefix in ("", *NATIONAL) and not book.prefix else ()
    return ("", name.place + name.prefix, *national[:3])


def _suffixes(name: Name, level: str | None) -> tuple[tuple[str, int], ...]:
    """The endings a unit may be called by: those of its own class, and those people mix up at its level."""
    same = wordings(name.suffix, SUFFIXES)
    mixed = () if name.branch == "委" else SPOKEN.get(level or "", ())
    spoken = mixed if set(same) & set(mixed) else ()
    return (
        *((word, WORDING) for word in same),
        *((word, SPOKEN_FORM) for word in spoken if word not in same),
    )


def _of_known(name: Name, book: UnitBook) -> Ranked:
    party = name.branch == "委"
    functions = [word for word in wordings(name.function, PARTY if party else GOVERNMENT) if len(word) > 1]
    heads = _heads(name, book)
    levelled = [head for head in heads if head.endswith(tuple(LEVELS))]
    branched = [*(head + name.branch for head in levelled if name.branch), *heads]
    suffixes = _suffixes(name, LEVELS.get(name.prefix))
    for head, function, (suffix, rank) in product(branched, functions, suffixes):
        yield f"{head}{function}{suffix}", rank
    if party or name.suffix not in _BODIES:
        return
    yield from ((f"{head}{function}", SPOKEN_FORM) for head, function in product(heads, functions))
    for head, function, (suffix, _) in product(heads, COVERS.get(name.function, ()), suffixes):
        yield f"{head}{function}{suffix}", SPOKEN_FORM


def _of_organ(name: Name, book: UnitBook) -> Ranked:
    heads = _heads(name, book)
    if name.function == "团委":
        levelled = [head for head in heads if head.endswith(tuple(LEVELS))]
        yield from ((f"{young}{head}委", WORDING) for young, head in product(("团", "共青团"), levelled))
        yield from (("团委", WORDING), ("共青团", SPOKEN_FORM))
        return
    if name.function == "纪委监委":
        inner = (
            "纪委监委",
            f"纪委{name.prefix}监委",
            f"纪委、{name.prefix}监委",
            "纪委",
            "监委",
            "监察委员会",
        )
        yield from ((head + core, WORDING) for head, core in product(heads, inner))
        yield from (("纪检监察机关", SPOKEN_FORM), ("纪检", SPOKEN_FORM))
        return
    if name.core.startswith("委"):
        words = ("委办", "委办公室") if "办" in name.core else ("委",)
        levelled = [head for head in heads if head.endswith(tuple(LEVELS))]
        yield from (
            (f"{party}{head}{core}", WORDING) for party, head, core in product(("", "中共"), levelled, words)
        )
        return
    for head, branch, core in product(heads, ("", "委"), wordings(name.function, ORGANS) or (name.core,)):
        if not branch or (head.endswith(tuple(LEVELS)) and "编" in core):
            yield f"{head}{branch}{core}", WORDING


def _of_group(text: str) -> Ranked:
    bare = text.removeprefix("各")
    flat = bare.replace("(", "").replace(")", "")
    for word in (bare, flat, bare.replace("(", "、").replace(")", ""), bare.translate(_WIDE)):
        yield from ((word, WORDING), (f"各{word}", WORDING))
    if "(" in bare:
        parts = [part for part in bare.replace(")", "").replace("、", "(").split("(") if len(part) > 1]
        yield from ((part, SPOKEN_FORM) for part in parts)
        yield from ((f"各{part}", SPOKEN_FORM) for part in parts)
        yield "和".join(parts), SPOKEN_FORM


def _forms(unit: str, group: bool, book: UnitBook) -> Ranked:
    if group:
        yield from _of_group(unit)
        return
    parts = segment(unit)
    name = own(parts[0][2], book) if len(parts) == 1 else Name("unknown", unit, core=unit)
    if name.kind == "known":
        yield from _of_known(name, book)
    elif name.kind == "organ":
        yield from _of_organ(name, book)
    elif name.kind == "fixed":
        yield from ((word, WORDING) for word in wordings(name.function, FIXED))
    elif book.prefix and unit.startswith(book.prefix):
        core = unit.removeprefix(book.prefix)
        yield from (
            (head + core, WORDING) for head in _heads(Name("generic", unit, prefix=book.prefix), book)
        )
    if unit.endswith("分局"):
        place = next((place for place in book.places if place in unit), "")
        yield unit.replace(place, "") if place else unit, SPOKEN_FORM
        yield from ((core, SPOKEN_FORM) for core in _outpost(unit, place, book))


def _outpost(unit: str, place: str, book: UnitBook) -> Iterator[str]:
    """市公安局江川分局 → 公安局江川分局, 江川分局, 公安分局, 区公安分局, 公安局, 区公安局, 公安."""
    trunk = unit.split("局")[0]
    function = trunk[1:] if trunk[:1] in LEVELS else trunk
    yield from (f"{function}局{place}分局", f"{place}分局" if place else unit)
    for head in ("", book.prefix, place):
        yield from (f"{head}{function}分局", f"{head}{function}局")
    yield function


def _level(unit: str, group: bool, book: UnitBook) -> str | None:
    if group:
        return None
    parts = segment(unit)
    name = parts[0][2] if len(parts) == 1 else Name("unknown", unit)
    if name.prefix and name.prefix == book.prefix:
        return book.level
    if name.prefix in LEVELS:
        return LEVELS[name.prefix]
    if name.kind == "fixed" or name.prefix in NATIONAL or (not book.prefix and name.kind == "known"):
        return "national"
    return book.level if book.prefix and unit.startswith(book.prefix) else None


def _claims(
    names: dict[str, bool], written: dict[str, set[str]], book: UnitBook
) -> dict[str, dict[str, int]]:
    """Alias → unit → best rank of the claim."""
    claims: dict[str, dict[str, int]] = {}
    for unit, group in names.items():
        ranked = [(word, WRITTEN) for word in sorted(written[unit])] + list(_forms(unit, group, book))
        ranked += [(short, WRITTEN) for short, full in book.definitions if full == unit]
        for word, rank in ranked:
            owners = claims.setdefault(word, {})
            owners[unit] = min(rank, owners.get(unit, rank))
    return claims


def units_of(rows: Iterable[tuple[str, bool, str]], book: UnitBook) -> tuple[Unit, ...]:
    """Units in the order of first appearance from rows of (canonical name, group, surface)."""
    names: dict[str, bool] = {}
    written: dict[str, set[str]] = {}
    for unit, group, surface in rows:
        names.setdefault(unit, group)
        written.setdefault(unit, set()).add("".join(surface.split()))
    aliases: dict[str, list[str]] = {unit: [] for unit in names}
    for word, owners in _claims(names, written, book).items():
        best = min(owners.values())
        closest = [unit for unit, rank in owners.items() if rank == best]
        if len(closest) == 1 and word not in names and len(word) > 1:
            aliases[closest[0]].append(word)
    return tuple(
        Unit(
            unit,
            tuple(sorted(aliases[unit], key=lambda word: (-len(word), word))),
            _level(unit, group, book),
            group,
        )
        for unit, group in names.items()
    )
