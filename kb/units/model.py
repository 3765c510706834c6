"""Values of the names: a name taken apart, a mention in the text, what one plan teaches."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from corpus.model import Span
from kb.units.words import NATIONAL

Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Name:
    """An organ name taken apart.

    ``kind``: known, organ, fixed, vertical, generic, group, class (a group noun without 各), field (one
    of several that share the head 部门), stub
    (what damage left of a name) or unknown. ``text`` is the name as written, ``place`` and
    ``prefix`` what stands before its core, ``branch`` 委 or 政府 after the prefix; ``function`` is
    the fullest wording of the core in the lexicon, ``suffix`` the fullest wording of its ending.
    """

    kind: str
    text: str
    place: str = ""
    prefix: str = ""
    branch: str = ""
    core: str = ""
    function: str = ""
    suffix: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.place}/{self.prefix}{self.branch}/{self.core}"

    @property
    def key(self) -> Key:
        """Names with the same key are wordings of one organ; a national prefix counts for nothing."""
        prefix = "" if self.prefix in NATIONAL else self.prefix
        return prefix, self.branch, f"{self.function}/{self.suffix}"

    @property
    def firm(self) -> bool:
        """Whether the lexicon or the grammar of groups vouches for it."""
        return self.kind in {"known", "organ", "fixed", "vertical", "group"}


@dataclass(frozen=True, slots=True)
class Located:
    """A name at its place; ``glued`` where nothing separates it from the name before, ``whole``
    where it is all that stands between two separators."""

    span: Span
    name: Name
    glued: bool
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Mention:
    """A unit named in the text: ``unit`` is canonical, ``basis`` as in ``kb.model.Responsibility``."""

    span: Span
    unit: str
    group: bool
    basis: str
    certain: bool


@dataclass(frozen=True)
class UnitBook:
    """What one plan teaches about names.

    ``prefix`` is the level prefix of the plan's own organs (区, 市, 省 …; empty for a national plan),
    ``level`` the level of the plan, ``places`` its jurisdiction in parts with and without the level
    word, ``names`` the full names it writes with their counts, ``definitions`` its 以下简称 as
    (short, full).
    """

    prefix: str = ""
    level: str | None = None
    places: tuple[str, ...] = ()
    names: tuple[tuple[Name, int], ...] = ()
    definitions: tuple[tuple[str, str], ...] = field(default=())

    @cached_property
    def fullest(self) -> dict[Key, Name]:
        """The longest wording of each organ; of equals the most used, then the longer with its prefix."""
        best: dict[Key, tuple[int, int, int, str]] = {}
        found: dict[Key, Name] = {}
        for name, count in self.names:
            rank = (len(name.core), count, len(name.text), name.text)
            if name.key not in best or rank > best[name.key]:
                best[name.key], found[name.key] = rank, name
        return found

    @cached_property
    def short(self) -> dict[str, str]:
        return dict(self.definitions)
