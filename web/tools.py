"""助手的工具：what the MCP server offers, as plain functions over the shelf; the contracts are those of the commands."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from corpus.errors import PolicyError
from export import hits
from export.selection import Selection
from graph import trace as tracing
from kb.facts_json import plan_json
from qa.answer import to_json
from qa.library import Within
from web import grid
from web.clause import clause_json, clause_of
from web.shelf import NotHeld, Reader, Shelf
from web.stock import chosen, listed_json

Json = dict[str, Any]


class Refused(Exception):
    """What cannot be done, in one sentence for the assistant to pass on."""


class Tools:
    """Each method reads the store of one moment; Refused where the store or the question is wrong."""

    def __init__(self, shelf: Shelf, clock: Callable[[], date]) -> None:
        self._shelf, self._clock = shelf, clock

    @contextmanager
    def _open(self) -> Iterator[Reader]:
        try:
            with self._shelf.open() as reader:
                yield reader
        except (PolicyError, NotHeld) as error:
            raise Refused(str(error)) from error

    def ask(self, question: str, within: Within, today: str) -> Json:
        with self._open() as reader:
            return to_json(reader.library.ask(question, within, today=today or self._clock().isoformat()))

    def search(self, words: str, within: Within, offset: int, limit: int) -> Json:
        with self._open() as reader:
            found = reader.search(words, within, offset, limit)
            return _part([hits.hit_json(hit) for hit in found.hits], offset, found.total)

    def tasks(self, unit: str, within: Within) -> Json:
        with self._open() as reader:
            return to_json(reader.library.tasks(unit, within))

    def owners(self, about: str, within: Within) -> Json:
        with self._open() as reader:
            return to_json(reader.library.owners(about, within))

    def targets(self, about: str, year: str, within: Within) -> Json:
        with self._open() as reader:
            return to_json(reader.library.targets(about, year or None, within))

    def deadlines(self, within: Within, **when: str) -> Json:
        with self._open() as reader:
            asked = {name: value or None for name, value in when.items()}
            return to_json(reader.library.deadlines(within, **asked))

    def trace(self, unit: str, clause: str, within: Within) -> Json:
        with self._open() as reader:
            found = tracing.trace(reader.library.plans(within, unit), unit, clause or None)
            return {"schema": "plan-trace/1", "traces": [tracing.trace_json(one) for one in found]}

    def plan(self, identity: str) -> Json:
        with self._open() as reader:
            return plan_json(reader.plan(identity))

    def plans(self, name: str, place: str) -> Json:
        with self._open() as reader:
            found = chosen(reader.contents, name, place)
            return _part([listed_json(plan) for plan in found], 0, len(found))

    def matrix(self, wanted: Selection, offset: int, limit: int) -> Json:
        with self._open() as reader:
            plans = reader.library.plans(Within(wanted.plan, wanted.place), wanted.unit)
            rows = grid.rows(plans, wanted)
            return _part([grid.row_json(row) for row in rows[offset : offset + limit]], offset, len(rows))

    def text(self, identity: str) -> str:
        with self._open() as reader:
            return reader.plan(identity).document.text

    def clause(self, identity: str, clause: str) -> str:
        with self._open() as reader:
            return json.dumps(clause_json(clause_of(reader.plan(identity), clause)), ensure_ascii=False)


def _part(items: list[Json], offset: int, total: int) -> Json:
    return {"total": total, "offset": offset, "items": items}
