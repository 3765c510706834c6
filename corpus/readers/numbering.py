"""自动编号：the 一、（一）1. 第一条 that Word prints before a paragraph and that its text does not hold.

A paragraph names a list (``numId``) and a level, itself or through its style; the list's levels say how
the number is written; what it is follows from the paragraphs before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from xml.etree.ElementTree import Element

from corpus.readers.markup import value, whole
from corpus.readers.numberforms import written

_LEVELS = 9
_LONGEST = 60
_PLACE = re.compile("%([1-9])")
# LibreOffice writes the 、 of a list into RTF as a question mark, which no heading has behind its number.
_LOST = re.compile(r"^(%[1-9])\?$")
_BULLETS = frozenset({"bullet", "image"})


@dataclass(frozen=True, slots=True)
class Level:
    """``after``: the number begins again after a number of a level below this; None: never."""

    start: int = 1
    form: str = "decimal"
    pattern: str = ""
    after: int | None = 0
    legal: bool = False
    style: str = ""


@dataclass(frozen=True, slots=True)
class _List:
    """``key``: lists with one key count on from each other; ``restarts``: levels it begins anew."""

    key: str
    levels: dict[int, Level]
    restarts: dict[int, int]


@dataclass(frozen=True)
class Styles:
    """The paragraph styles of a document."""

    root: Element | None

    @cached_property
    def _found(self) -> dict[str, Element]:
        styles = self.root.findall("style") if self.root is not None else ()
        return {style.get("styleId", ""): style for style in styles if style.get("type") != "character"}

    @cached_property
    def default(self) -> str:
        """The style of a paragraph that names none."""
        marked = (name for name, style in self._found.items() if style.get("default") in {"1", "true", "on"}
                  and style.get("type") == "paragraph")  # fmt: skip
        return next(marked, "")

    @cached_property
    def _numbers(self) -> dict[str, tuple[str | None, str | None]]:
        return {}

    def title(self, style: str) -> str:
        return (value(self._found.get(style), "name") or "").lower()

    def number(self, style: str) -> tuple[str | None, str | None]:
        """(numId, ilvl) that the style gives, each from the nearest ancestor that has it."""
        if style not in self._numbers:
            self._numbers[style] = self._inherited(style)
        return self._numbers[style]

    def _inherited(self, style: str) -> tuple[str | None, str | None]:
        number = level = None
        seen: set[str] = set()
        while style in self._found and style not in seen and len(seen) < 50:
            seen.add(style)
            properties = self._found[style].find("pPr/numPr")
            number = number or value(properties, "numId")
            level = level or value(properties, "ilvl")
            style = value(self._found[style], "basedOn") or ""
        return number, level


@dataclass(frozen=True)
class Numbering:
    """The lists of a document (numbering.xml) and, in ``_counts``, how far each has counted."""

    root: Element | None
    styles: Styles
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def label(self, properties: Element | None) -> str:
        """What is printed before the next paragraph, which has these properties; "" for nothing."""
        place = self._place(properties)
        if place is None:
            return ""
        number, depth = place
        one = self._lists[number]
        level = one.levels[depth]
        counts = self._counts.setdefault(one.key, {})
        counts[depth] = self._next(number, depth, counts)
        for deeper in range(depth + 1, _LEVELS):
            after = one.levels.get(deeper, Level()).after
            if after is not None and (after == 0 or depth < after):
                counts.pop(deeper, None)
        return "" if level.form in _BULLETS else self._written(one, level, counts)

    def _next(self, number: str, depth: int, counts: dict[int, int]) -> int:
        one = self._lists[number]
        restart = one.restarts.get(depth)
        if restart is not None and (number, depth) not in self._begun:
            self._begun.add((number, depth))
            return restart
        return counts[depth] + 1 if depth in counts else one.levels[depth].start

    @staticmethod
    def _written(one: _List, level: Level, counts: dict[int, int]) -> str:
        def number(place: re.Match[str]) -> str:
            depth = int(place[1]) - 1
            its = one.levels.get(depth, Level())
            plain = level.legal and its is not level
            return written(counts.get(depth, its.start), "decimal" if plain else its.form)

        return _PLACE.sub(number, level.pattern)[:_LONGEST].strip()

    def _place(self, properties: Element | None) -> tuple[str, int] | None:
        """The list and the level of a paragraph; None where it is in none."""
        style = value(properties, "pStyle") or self.styles.default
        inherited, inherited_level = self.styles.number(style)
        own = properties.find("numPr") if properties is not None else None
        number = value(own, "numId") or inherited or "0"
        one = self._lists.get(number)
        if one is None:
            return None
        depth = self._depth(one, style, value(own, "ilvl"), inherited_level)
        return (number, depth) if depth in one.levels else None

    @staticmethod
    def _depth(one: _List, style: str, own: str | None, inherited: str | None) -> int:
        if own is None:
            tied = next((depth for depth, level in one.levels.items() if level.style == style), None)
            if tied is not None:
                return tied
        return whole(own or inherited, 0)

    @cached_property
    def _abstract(self) -> dict[str, Element]:
        found = self.root.findall("abstractNum") if self.root is not None else []
        return {one.get("abstractNumId", ""): one for one in found}

    @cached_property
    def _lists(self) -> dict[str, _List]:
        numbers = self.root.findall("num") if self.root is not None else []
        known = {one.get("numId", ""): value(one, "abstractNumId") or "" for one in numbers}
        return {
            number: made
            for number, one in zip(known, numbers, strict=False)
            if number != "0" and (made := self._list(one, known))
        }

    def _list(self, one: Element, known: dict[str, str]) -> _List | None:
        key = value(one, "abstractNumId") or ""
        abstract = self._abstract.get(key)
        linked = value(abstract, "numStyleLink")
        if linked is not None:  # the levels stand in the list that the style names
            key = known.get(self.styles.number(linked)[0] or "", key)
            abstract = self._abstract.get(key)
        if abstract is None:
            return None
        levels = dict(_levels(abstract))
        restarts: dict[int, int] = {}
        for override in one.findall("lvlOverride"):
            levels |= dict(_levels(override))
            start = value(override, "startOverride")
            if start is not None:
                restarts[whole(override.get("ilvl"), 0)] = whole(start, 1)
        return _List(key, levels, restarts)


def _levels(parent: Element) -> Iterator[tuple[int, Level]]:
    for level in parent.findall("lvl"):
        restart = value(level, "lvlRestart")
        after = 0 if restart is None else whole(restart, 0) or None
        yield (
            whole(level.get("ilvl"), 0, most=_LEVELS - 1),
            Level(
                start=whole(value(level, "start"), 1),
                form=_form(level),
                pattern=_LOST.sub(r"\1、", value(level, "lvlText") or ""),
                after=after,
                legal=value(level, "isLgl") is not None or level.find("isLgl") is not None,
                style=value(level, "pStyle") or "-",
            ),
        )


def _form(level: Element) -> str:
    """The form of numbers; an extended one stands in an alternate with a plain one to fall back on."""
    return value(level, "numFmt") or value(level, "AlternateContent/Fallback/numFmt") or "decimal"
