"""清单: the plans, units, indicators and places that a store holds, listed without reading a plan."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

_PLANS = """
    SELECT sha256, name, json_extract(header, '$.title') AS title, json_extract(header, '$.number') AS number,
        json_extract(header, '$.jurisdiction') AS place, json_extract(header, '$.issued') AS issued,
        json_extract(header, '$.published') AS published
    FROM current ORDER BY id
"""
_COUNTED = """
    SELECT {column}, count(DISTINCT document), count(*) FROM {table}
    WHERE document IN (SELECT id FROM current) GROUP BY {column} ORDER BY 3 DESC, 1
"""


@dataclass(frozen=True, slots=True)
class Listed:
    """A present plan by its header; ``id`` is the beginning of its digest."""

    id: str
    title: str
    name: str
    number: str
    place: str
    day: str


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
        _counted(connection, "responsibilities", "unit"),
        _counted(connection, "targets", "indicator"),
    )


def _listed(row: tuple[str | None, ...]) -> Listed:
    sha256, name, title, number, place, issued, published = (value or "" for value in row)
    return Listed(sha256[:12], " ".join(title.split()) or name, name, number, place, issued or published)


def _counted(connection: sqlite3.Connection, table: str, column: str) -> tuple[Counted, ...]:
    return tuple(Counted(*row) for row in connection.execute(_COUNTED.format(table=table, column=column)))
