"""清单: the plans, units, indicators and places that a store holds, listed without reading a plan."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from kb.called import organ_of

_PLANS = """
    SELECT sha256, name, json_extract(header, '$.title') AS title, json_extract(header, '$.number') AS number,
        json_extract(header, '$.jurisdiction') AS place, json_extract(header, '$.issued') AS issued,
        json_extract(header, '$.published') AS published, json_extract(header, '$.issuers') AS issuers,
        (SELECT count(*) FROM clauses WHERE document = current.id) AS clauses,
        (SELECT count(*) FROM units WHERE document = current.id) AS units
    FROM current ORDER BY id
"""
_COUNTED = """
    SELECT {column}, count(DISTINCT document), count(*) FROM {table}
    WHERE document IN (SELECT id FROM current) GROUP BY {column} ORDER BY 3 DESC, 1
"""
_PLANS_NAMING = """
    SELECT count(DISTINCT document) FROM responsibilities
    WHERE unit IN ({names}) AND document IN (SELECT id FROM current)
"""


@dataclass(frozen=True, slots=True)
class Listed:
    """A present plan by its header; ``id`` is the beginning of its digest; how many clauses and units it has."""

    id: str
    title: str
    name: str
    number: str
    place: str
    day: str
    issuer: str
    clauses: int
    units: int


@dataclass(frozen=True, slots=True)
class Counted:
    """A name that plans use, how many of them do, and how many facts are about it."""

    name: str
    plans: int
    facts: int


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything that can be chosen from; units and indicators with the most facts first."""

    plans: tuple[Listed, ...]
    units: tuple[Counted, ...]
    indicators: tuple[Counted, ...]

    @property
    def places(self) -> tuple[str, ...]:
        return tuple(sorted({plan.place for plan in self.plans if plan.place}))


def contents(connection: sqlite3.Connection) -> Contents:
    return Contents(
        tuple(map(_listed, connection.execute(_PLANS))),
        tuple(_merged(connection, _counted(connection, "responsibilities", "unit"))),
        _counted(connection, "targets", "indicator"),
    )


def _listed(row: tuple[Any, ...]) -> Listed:
    *header, clauses, units = row
    sha256, name, title, number, place, issued, published, issuers = (value or "" for value in header)
    own, issuer = " ".join(title.split()) or name, "、".join(json.loads(issuers or "[]"))
    return Listed(sha256[:12], own, name, number, place, issued or published, issuer, clauses, units)


def _merged(connection: sqlite3.Connection, units: Iterable[Counted]) -> list[Counted]:
    """Names of one national organ under that of the most facts, as questions take them to be one."""
    same: dict[str, list[Counted]] = {}
    for unit in units:
        same.setdefault(organ_of(unit.name), []).append(unit)
    found = [own[0] if len(own) == 1 else _together(connection, own) for own in same.values()]
    return sorted(found, key=lambda unit: -unit.facts)


def _together(connection: sqlite3.Connection, own: list[Counted]) -> Counted:
    names = [unit.name for unit in own]
    query = _PLANS_NAMING.format(names=",".join("?" * len(names)))
    ((plans,),) = connection.execute(query, names)
    return Counted(names[0], plans, sum(unit.facts for unit in own))


def _counted(connection: sqlite3.Connection, table: str, column: str) -> tuple[Counted, ...]:
    return tuple(Counted(*row) for row in connection.execute(_COUNTED.format(table=table, column=column)))
