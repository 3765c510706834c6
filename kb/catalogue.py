"""目录 of the store: by what names and pairs of characters plans are found without being read.

A projection of the documents in the same file and written in the same transaction. Names and pairs find
every plan that can matter; whether it does, the plan itself must tell.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cache, lru_cache
from hashlib import sha256
from importlib import resources
from operator import add

from corpus.fold import fold
from corpus.lazy import lazily
from kb.called import LEVELS, bare_names, places, strong_names
from kb.model import Unit
from kb.rows import Record, Row, selected

TABLES = ("marks", "calls", "pairs", "pair_counts", "drawn")

Call = tuple[str, str, int]
"""A name, the unit it may mean, and 1 where it means it wherever it stands."""

_WORDS = lazily(r"[^\W_]+")


def plain(text: str) -> str:
    """Folded, in lower case, letters and digits and characters alone."""
    return "".join(_WORDS.findall(fold(text))).lower()


def pairs_of(text: str) -> frozenset[str]:
    """Every two characters side by side in the plain text, across whatever stood between them."""
    return frozenset(_pairs(text))


def _pairs(text: str) -> Iterator[str]:
    bare = plain(text)
    return map(add, bare, bare[1:])


@cache
def program() -> str:
    """Digest of all that tells how plans and units are called and which pairs they write."""
    rooms = resources.files("kb"), resources.files("corpus")
    files = (
        rooms[0] / "catalogue.py",
        rooms[0] / "called.py",
        rooms[0] / "lexicon" / "called.toml",
        rooms[1] / "fold.py",
    )
    return sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:16]


def enter(connection: sqlite3.Connection, document: int, given: Record) -> None:
    """Put a document into the catalogue; it must not be there."""
    _enter(connection, document, given.head, given.tables["units"])


def _enter(connection: sqlite3.Connection, document: int, head: Row, units: Sequence[Row]) -> None:
    marks = [(kind, name, document) for kind, name in marks_of(head)]
    calls, pairs = calls_of(head, units), _told(head)
    connection.executemany("INSERT INTO marks VALUES (?, ?, ?)", marks)
    connection.executemany("INSERT OR IGNORE INTO calls VALUES (?, ?, ?)", calls)
    connection.execute("INSERT INTO pairs (rowid, pair) VALUES (?, ?)", (document, pairs))


def leave(connection: sqlite3.Connection, head: Row) -> None:
    """Take a document out before its rows go; marks go with them, and a call may wait for the next such unit."""
    command = "INSERT INTO pairs (pairs, rowid, pair) VALUES ('delete', ?, ?)"
    connection.execute(command, (head["id"], _told(head)))


def _told(head: Row) -> str:
    return " ".join(dict.fromkeys(_pairs(head["text"])))


def marks_of(head: Row) -> list[tuple[str, str]]:
    """The kind and name of every mark: plan (title, file, number), place, issuer."""
    header = json.loads(head["header"])
    named = (plain(name) for name in (header["title"], head["name"], header["number"]) if name)
    found = (
        *(("plan", name) for name in named if name),
        *(("place", name) for name in places(header["jurisdiction"])),
        *(("issuer", name) for name in header["issuers"]),
    )
    return list(dict.fromkeys(found))


def calls_of(head: Row, units: Sequence[Row]) -> list[Call]:
    """What every unit of the plan, and every one that issued it, may be called, without the names of its place."""
    header = json.loads(head["header"])
    place = places(header["jurisdiction"])
    issuers = [(Unit(name, (), None, False), place) for name in header["issuers"]]
    return [
        call
        for unit, of in (*((_unit(row, place), ()) for row in units), *issuers)
        for call in _calls(unit, of)
        if not call[0].startswith(place)
    ]


def _unit(row: Row, place: tuple[str, ...]) -> Unit:
    """The unit without the names that begin with a place, so that those of all places are made once."""
    every = json.loads(row["aliases"])
    away = (*place, *_places_before(row["name"], every))
    return Unit(
        row["name"], tuple(n for n in every if not n.startswith(away)), row["level"], bool(row["group"])
    )


def _places_before(unit: str, aliases: Sequence[str]) -> frozenset[str]:
    """河州 where 河州区财政局 and 区财政局 are names of one unit: the places that the plan itself writes."""
    level, known = unit[0], {unit, *aliases}
    if level not in LEVELS:
        return frozenset()
    return frozenset(
        name[:at]
        for name in aliases
        for at in range(2, len(name))
        if name[at] == level and name[at:] in known
    )


@lru_cache(maxsize=2048)
def _calls(unit: Unit, place: tuple[str, ...]) -> tuple[Call, ...]:
    """Strong and bare names, a name that is both being strong."""
    strong = (fold(unit.name), *strong_names(unit, place))
    short = (name.removesuffix("员会") for name in strong if name.endswith("委员会"))
    sure = dict.fromkeys(name.lower() for name in (*strong, *short))
    loose = dict.fromkeys(name.lower() for name in bare_names(unit))
    return tuple((name, unit.name, int(name in sure)) for name in {**sure, **loose})


def is_ours(connection: sqlite3.Connection) -> bool:
    """Whether this very program made the catalogue."""
    return bool(connection.execute("SELECT program FROM drawn").fetchone() == (program(),))


def draw_up(connection: sqlite3.Connection) -> None:
    """The catalogue of what is there, in place of whatever it said; a document that cannot be read is passed over."""
    connection.execute("DELETE FROM marks")
    connection.execute("DELETE FROM calls")
    connection.execute("INSERT INTO pairs (pairs) VALUES ('delete-all')")
    for (key,) in connection.execute("SELECT id FROM documents ORDER BY id").fetchall():
        with suppress(sqlite3.Error, LookupError, TypeError, ValueError):
            (head,) = selected(connection, "SELECT name, header, text FROM documents WHERE id = ?", key)
            units = selected(connection, "SELECT * FROM units WHERE document = ? ORDER BY position", key)
            _enter(connection, key, head, units)
    sign(connection)


def sign(connection: sqlite3.Connection) -> None:
    """Put down that this program made the catalogue."""
    connection.execute("INSERT OR REPLACE INTO drawn VALUES (1, ?)", (program(),))


class Check:
    """What the catalogue should hold, gathered record by record of every document, and held to what it holds."""

    def __init__(self) -> None:
        self._marks: set[tuple[str, str, int]] = set()
        self._calls: set[Call] = set()
        self._pairs: Counter[str] = Counter()

    def add(self, given: Record) -> None:
        self._marks.update((kind, name, given.head["id"]) for kind, name in marks_of(given.head))
        self._calls.update(calls_of(given.head, given.tables["units"]))
        self._pairs.update(pairs_of(given.head["text"]))

    def faults(self, connection: sqlite3.Connection) -> Iterator[str]:
        marks = set(connection.execute("SELECT kind, name, document FROM marks"))
        if self._marks != marks or not self._calls.issubset(
            connection.execute("SELECT name, unit, strong FROM calls")
        ):
            yield "目录里的名称与文件不符"
        if self._pairs != dict(connection.execute("SELECT term, doc FROM pair_counts")):
            yield "目录里的字与正文不符"
