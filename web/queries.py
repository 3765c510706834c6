"""查询：what may be asked of the store, a record each: its parameters, the shape of its answer, how it is found.

The API has an address and the assistant a tool for each; both get the same value.
"""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from export import hits
from export.selection import Selection
from graph import trace as tracing
from qa.answer import to_json
from qa.library import NOTHING, Basis, Within
from web import grid
from web.contracts.answers import Answer, Hits, Traces
from web.contracts.lists import Rows
from web.contracts.shape import plain
from web.lists import part, part_of
from web.parameters import (
    ABOUT,
    CLAUSE,
    DAY,
    EVERY,
    EVERYTHING,
    INDICATOR,
    LIMIT,
    MONTH,
    OFFSET,
    PLACE,
    PLAN,
    QUESTION,
    ROLE,
    UNIT,
    WHOSE,
    WORDS,
    YEAR,
)
from web.shelf import Reader

Json = dict[str, Any]


class Query(BaseModel):
    """``gives`` is the shape of what ``answer`` finds; the docstring says what is asked."""

    model_config = ConfigDict(extra="forbid", json_schema_extra=plain)
    title: ClassVar[str]
    gives: ClassVar[type[BaseModel]]

    def answer(self, reader: Reader, today: str) -> Json:
        raise NotImplementedError

    def basis(self, reader: Reader) -> Basis:
        """What the answer rests on; empty where that is the whole store."""
        return NOTHING


class Narrowed(Query):
    """Asked of all plans, or of those named."""

    plan: PLAN = ""
    place: PLACE = ""
    everything: EVERYTHING = Field(False, alias="all")

    @property
    def within(self) -> Within:
        return Within(self.plan, self.place, self.everything)


class Ask(Narrowed):
    """回答一个问题（plan-answer/1）：谁负责、负责什么、指标多少、何时完成、有几条、哪些没有。"""

    title, gives = "提问", Answer
    question: QUESTION = Field(alias="q")
    today: DAY = ""

    def answer(self, reader: Reader, today: str) -> Json:
        return to_json(reader.library.ask(self.question, self.within, today=self.today or today))

    def basis(self, reader: Reader) -> Basis:
        return reader.library.basis(self.question, self.within)


class Search(Narrowed):
    """按词检索条款，最相关的在前。"""

    title, gives = "检索", Hits
    words: WORDS = Field(alias="q")
    offset: OFFSET = 0
    limit: LIMIT = 20

    def answer(self, reader: Reader, today: str) -> Json:
        found = reader.search(self.words, self.within, self.offset, self.limit)
        shown = [hits.hit_json(hit) for hit in found.hits]
        note = f"{found.note}。" if found.note else ""
        return {**part_of(shown, self.offset, self.limit, found.total), "note": note}


class Tasks(Narrowed):
    """一个单位负责的全部任务（plan-answer/1）。"""

    title, gives = "单位的任务", Answer
    unit: WHOSE

    def answer(self, reader: Reader, today: str) -> Json:
        return to_json(reader.library.tasks(self.unit, self.within))


class Owners(Narrowed):
    """一项任务由哪些单位负责（plan-answer/1）。"""

    title, gives = "谁负责", Answer
    about: ABOUT

    def answer(self, reader: Reader, today: str) -> Json:
        return to_json(reader.library.owners(self.about, self.within))


class Targets(Narrowed):
    """指标的目标值（plan-answer/1）；不写指标和年份则列全部。"""

    title, gives = "目标值", Answer
    about: INDICATOR = ""
    year: YEAR = ""

    def answer(self, reader: Reader, today: str) -> Json:
        return to_json(reader.library.targets(self.about, self.year or None, self.within))


class Deadlines(Narrowed):
    """什么事什么时候办完（plan-answer/1）；都不写则列全部。"""

    title, gives = "时限", Answer
    year: YEAR = ""
    before: MONTH = ""
    every: EVERY = ""

    def answer(self, reader: Reader, today: str) -> Json:
        when = {"year": self.year, "before": self.before, "every": self.every}
        asked = {name: value or None for name, value in when.items()}
        return to_json(reader.library.deadlines(self.within, **asked))


class Trace(Narrowed):
    """这个单位为什么在这一条：原文、规则、依据、修补（plan-trace/1，多出 total、offset、limit）。"""

    title, gives = "来历", Traces
    unit: WHOSE
    clause: CLAUSE = ""
    offset: OFFSET = 0
    limit: LIMIT = 100

    def answer(self, reader: Reader, today: str) -> Json:
        found = tracing.trace(reader.library.plans(self.within, self.unit), self.unit, self.clause or None)
        told = part(found, tracing.trace_json, self.offset, self.limit)
        return {"schema": tracing.SCHEMA, "traces": told.pop("items"), **told}


class Chosen(Narrowed):
    """Tasks chosen as an export chooses them."""

    unit: UNIT = ""
    year: YEAR = ""
    role: ROLE = ""

    @property
    def wanted(self) -> Selection:
        return Selection(self.unit, self.year, self.role, self.plan, self.place)


class Matrix(Chosen):
    """责任矩阵：一行一项任务，各单位的角色与依据；beside 是台账另有几项（没有责任单位）。"""

    title, gives = "责任矩阵", Rows
    offset: OFFSET = 0
    limit: LIMIT = 100

    def answer(self, reader: Reader, today: str) -> Json:
        rows, beside = grid.rows(reader.library.plans(self.within, self.unit), self.wanted)
        return {**part(rows, grid.row_json, self.offset, self.limit), "beside": beside}


QUERIES: tuple[type[Query], ...] = (Ask, Search, Tasks, Owners, Targets, Deadlines, Trace, Matrix)
"""What is asked alike of the API and by the assistant."""


def name_of(query: type[Query]) -> str:
    return query.__name__.lower()
