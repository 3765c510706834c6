"""Core types of the facts. Evidence is a required field of every fact."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.model import Document, Repair, Span

ROLES = {"lead": "牵头", "support": "配合", "responsible": "责任"}
"""What a unit answers as, the strongest first, and what people call it."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a fact stands: document id, clause id, characters, and the rule that read them."""

    document: str
    clause: str
    span: Span
    surface: str
    rule: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A responsible organisation 单位 under its canonical name, with every other name it goes by.

    ``level`` is national, province, city, county, township or None; ``group`` is True for
    各学校 and the like, which name a class of organisations and not one.
    """

    name: str
    aliases: tuple[str, ...]
    level: str | None
    group: bool


@dataclass(frozen=True, slots=True)
class Responsibility:
    """A unit answers for a clause.

    ``role``: lead, support, or responsible where the plan does not rank. ``scope``: listed (in the
    clause's list of responsible units) or stated (given the duty by the sentence). ``basis``:
    explicit, prefix_inherited, separator_restored, character_restored, alias, inherited.
    ``certain`` is False where the name is a restoration that may be wrong.
    """

    unit: str
    group: bool
    role: str
    scope: str
    basis: str
    certain: bool
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Deadline:
    """``kind``: by, in, from, between, every, within; ``value``: EDTF or an ISO 8601 interval."""

    kind: str
    value: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Target:
    """A quantity the plan sets.

    ``comparator``: ``= >= <= > < ~ range``; ``value``: a number, or (low, high) for ``range``;
    ``measure``: 计量单位 (``%``, ``次``, ``万元``); ``change``: None, increase, decrease;
    ``year``: four digits or None; ``per``: None or an ISO 8601 duration; ``uncertain``: the source
    has lost a character here.
    """

    indicator: str
    comparator: str
    value: float | tuple[float, float]
    measure: str
    change: str | None
    year: str | None
    per: str | None
    uncertain: bool
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Facts:
    """All that one plan says, in reading order."""

    responsibilities: tuple[Responsibility, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    targets: tuple[Target, ...] = ()
    units: tuple[Unit, ...] = ()
    repairs: tuple[Repair, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """A document with its facts: what the store holds and every later room reads."""

    document: Document
    facts: Facts
