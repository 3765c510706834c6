"""查目录: which plans there are and which may matter to a question, found in the catalogue without reading one.

Documents are named by their keys (see ``Store.keys``), and only present versions are found.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from corpus.errors import InputError
from kb import ledger
from kb.catalogue import calls_of, pairs_of, plain
from kb.names import Names, joined
from kb.rows import State, selected, state

Keys = frozenset[int]
Value = TypeVar("Value", int, str)
_SHOWN = 5
_KEPT = 500
_DIGEST = 6  # characters that a digest is known by
_PAIRS = 60  # pairs that plans are looked for by; a longer text is found by that many of it
_LINE = 60  # characters of a text that is looked up part by part, which a longer one has too many of
_TITLE = 6  # characters of a title that may be written without 《》


@dataclass(frozen=True, slots=True)
class Seen:
    """The plans as they were when the store was last looked at: ``state`` tells whether it changed since.

    ``total`` is what the ledger said, None where that could not be read.
    """

    state: State
    total: ledger.Total | None
    last: int
    keys: Keys


class Lookup:
    """The catalogue of an open store."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._found: dict[tuple[str, str], Keys] = {}
        self._seen: Seen | None = None

    def marked(self, kind: str, names: Iterable[str]) -> Mapping[str, Keys]:
        """The plans by those of the names that they bear; ``kind`` is plan, place or issuer."""
        rows = self._each(
            "SELECT name, document FROM given CROSS JOIN marks USING (name) WHERE kind = ?", names, kind
        )
        return _grouped(rows, self._current)

    def holding(self, kind: str, part: str) -> Keys:
        """The plans with a name of that kind that the part stands in.

        A process that goes on asking keeps what was found; the first time every name is gone through.
        """
        present = self.all  # and forget what was found in the store as it was
        if (kind, part) not in self._found:
            if len(self._found) > _KEPT:
                self._found.clear()
            query = "SELECT document FROM marks WHERE kind = ? AND instr(name, ?)"
            rows = self._connection.execute(query, (kind, part))
            self._found[kind, part] = present.intersection(row[0] for row in rows)
        return self._found[kind, part]

    def within_text(self, text: str) -> Keys:
        """The plans a name of which, of six characters or more, stands in the text."""
        if len(text) > _LINE:
            query = "SELECT document FROM marks WHERE kind = 'plan' AND length(name) >= ? AND instr(?, name)"
            return self._current(row[0] for row in self._connection.execute(query, (_TITLE, text)))
        parts = {text[at:end] for at in range(len(text)) for end in range(at + _TITLE, len(text) + 1)}
        return frozenset[int]().union(*self.marked("plan", parts).values())

    def places(self, keys: Keys) -> Counter[str]:
        """How many of the plans are of each place."""
        query = "SELECT document, name FROM marks WHERE kind = 'place' ORDER BY length(name)"
        whole = {key: name for key, name in self._connection.execute(query) if key in keys}
        return Counter(whole[key] for key in sorted(whole))

    def called(
        self, names: Iterable[str]
    ) -> tuple[Mapping[str, frozenset[str]], Mapping[str, frozenset[str]]]:
        """The units by those of the names that mean them wherever they stand, and by those that are common words too."""
        rows = list(self._each("SELECT name, unit, strong FROM given CROSS JOIN calls USING (name)", names))
        strong, bare = ([row[:2] for row in rows if row[2] == kind] for kind in (1, 0))
        return _grouped(strong, frozenset), _grouped(bare, frozenset)

    def roll(self) -> Iterator[tuple[str, str, bool]]:
        """Every name of a unit with the unit, and whether it means it wherever it stands."""
        rows = self._connection.execute("SELECT name, unit, strong FROM calls ORDER BY name, unit")
        return ((name, unit, bool(strong)) for name, unit, strong in rows)

    def lists(self, units: Iterable[str]) -> bool:
        """Whether a list of some plan holds one of the units."""
        query = "SELECT 1 FROM responsibilities WHERE unit = ? AND scope = 'listed' LIMIT 1"
        return any(self._connection.execute(query, (unit,)).fetchone() for unit in units)

    def with_units(self, units: Collection[str]) -> Keys:
        """The plans that name one of the units, or were issued by it."""
        named = self._each("SELECT document FROM given CROSS JOIN units USING (name)", units)
        issued = self._each(
            "SELECT document FROM given CROSS JOIN marks USING (name) WHERE kind = ?", units, "issuer"
        )
        return self._current(row[0] for rows in (named, issued) for row in rows)

    def writing(self, text: str) -> Keys | None:
        """The plans with every pair of characters of the text, which those that write it are among.

        None where the text has no pair and so tells no plan from another.
        """
        pairs = sorted(pairs_of(text))[:_PAIRS]
        if not pairs:
            return None
        wanted = " AND ".join(f'"{pair}"' for pair in pairs)
        query = "SELECT rowid FROM pairs WHERE pairs MATCH ?"
        return self._current(row[0] for row in self._connection.execute(query, (wanted,)))

    def titled(self, characters: str) -> Iterator[tuple[str, int]]:
        """Every name of a plan that has all those characters in whatever order, with the plan."""
        each = " AND instr(name, ?)" * len(characters)
        query = f"SELECT name, document FROM marks WHERE kind = 'plan'{each}"
        rows = self._connection.execute(query, tuple(characters))
        present = self.all
        return ((name, key) for name, key in rows if key in present)

    def within(self, *, plan: str = "", place: str = "") -> Keys:
        """The plans of which plan is part of the title, file name or number, or begins the digest, and
        place part of the name of the place; InputError where there is none.
        """
        found = self.all
        for word, kind, part in (("方案", "plan", plan), ("地方", "place", place)):
            if not part:
                continue
            own = self.holding(kind, plain(part)) if plain(part) else frozenset[int]()
            own |= self._digest(part) if kind == "plan" and len(part) >= _DIGEST else frozenset()
            if not found & own:
                raise InputError(f"没有{word}“{part}”；{self._known(kind)}")
            found &= own
        return found

    @property
    def all(self) -> Keys:
        """All plans."""
        return self.seen.keys

    @property
    def seen(self) -> Seen:
        """The store as it is; looked at again when it has changed."""
        now = state(self._connection)
        if self._seen is None or self._seen.state != now:
            self._found.clear()
            self._seen = self._look(now, self._seen)
        return self._seen

    def came(self, before: Seen) -> Keys | None:
        """The plans that came in since; None where anything else happened."""
        return ledger.grown(self._connection, before.total, before.last) if before.total else None

    def names(self, keys: Keys) -> Names:
        """What the plans and their units may be called."""
        return joined([self._names(key) for key in sorted(keys)])

    def _names(self, key: int) -> Names:
        marks = self._connection.execute("SELECT kind, name FROM marks WHERE document = ?", (key,)).fetchall()
        places, titles = (tuple(name for of, name in marks if of == kind) for kind in ("place", "plan"))
        (head,) = selected(self._connection, "SELECT header FROM documents WHERE id = ?", key)
        units = selected(self._connection, "SELECT * FROM units WHERE document = ?", key)
        return Names(places, titles, "\n".join(name for name, _, _ in calls_of(head, units)))

    def _look(self, now: State, before: Seen | None) -> Seen:
        """Where plans were added and nothing else happened, those before are not read again."""
        total = ledger.told(self._connection)
        more = self.came(before) if before else None
        if before and more is not None:
            return Seen(now, total, max(more, default=before.last), before.keys | more)
        rows = self._connection.execute("SELECT id FROM documents WHERE NOT superseded")
        keys = frozenset(row[0] for row in rows)
        (last,) = self._connection.execute("SELECT coalesce(max(id), 0) FROM documents").fetchone()
        return Seen(now, total, last, keys)

    def _digest(self, start: str) -> Keys:
        query = "SELECT id FROM current WHERE substr(sha256, 1, ?) = ?"
        return frozenset(row[0] for row in self._connection.execute(query, (len(start), start)))

    def _known(self, kind: str) -> str:
        if kind == "place":
            named = list(self.places(self.all))
        else:
            query = "SELECT coalesce(json_extract(header, '$.title'), name) FROM current ORDER BY id LIMIT ?"
            named = [f"《{row[0]}》" for row in self._connection.execute(query, (_SHOWN + 1,))]
        more = "等" * (len(named) > _SHOWN)
        return f"知识库里有：{'、'.join(named[:_SHOWN])}{more}。" if named else "知识库里一个也没有。"

    def _each(self, query: str, names: Iterable[str], *values: object) -> Iterator[tuple[Any, ...]]:
        """The rows of a query that has the names as a table; however many they are, SQLite knows the words by heart."""
        given = json.dumps(list(names))
        return self._connection.execute(
            f"WITH given AS (SELECT value AS name FROM json_each(?)) {query}", (given, *values)
        )

    def _current(self, keys: Iterable[int]) -> Keys:
        return self.all.intersection(keys)


def _grouped(
    rows: Iterable[tuple[str, Value]], made: Callable[[Iterable[Value]], frozenset[Value]]
) -> Mapping[str, frozenset[Value]]:
    found: dict[str, list[Value]] = {}
    for name, value in rows:
        found.setdefault(name, []).append(value)
    return {name: made(values) for name, values in found.items()}
