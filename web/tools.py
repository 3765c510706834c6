"""助手的工具：what the MCP server offers, as plain functions over the shelf: a tool a query, and the plans to read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field, RootModel, ValidationError

from corpus.model import IDENTITY
from kb.contents import Listed
from kb.facts_json import plan_json
from web.clause import clause_json, clause_of
from web.contracts import lists
from web.contracts.facts import Facts
from web.contracts.shape import Page, plain
from web.listings import Plans
from web.parameters import faults
from web.queries import QUERIES, Json, Query, name_of
from web.refusals import sentence
from web.shelf import Reader, Shelf

CHOOSING = "请用参数 plan、place 指明，或写 everything: true。"


class Refused(Exception):
    """What cannot be done, in one sentence for the assistant to pass on."""


def _an_object(schema: dict[str, Any]) -> None:
    plain(schema)
    schema["type"] = "object"


class PlanOrPlans(RootModel[Facts | Page[lists.Listed]]):
    """The facts of a plan, or the list of plans."""

    model_config = ConfigDict(json_schema_extra=_an_object)


class Plan(Plans):
    """一份方案的全部事实（plan-facts/1）；不写标识则列出库里的方案。"""

    title = "方案"
    gives: ClassVar[type[BaseModel]] = PlanOrPlans
    identity: Annotated[str, Field(pattern=f"^({IDENTITY})?$", description="文件标识；不写则列出方案")] = ""

    def answer(self, reader: Reader, today: str) -> Json:
        return plan_json(reader.plan(self.identity)) if self.identity else super().answer(reader, today)


_OFFERED: tuple[type[Query], ...] = (*QUERIES[:-1], Plan, QUERIES[-1])
TOOLS: Mapping[str, type[Query]] = {name_of(query): query for query in _OFFERED}


class Tools:
    """Each method reads the store of one moment; Refused where the store or the question is wrong."""

    def __init__(self, shelf: Shelf, clock: Callable[[], date]) -> None:
        self._shelf, self._clock = shelf, clock

    @contextmanager
    def _open(self) -> Iterator[Reader]:
        try:
            with self._shelf.open() as reader:
                yield reader
        except Exception as error:  # whatever it is, the assistant gets a sentence
            raise Refused(sentence(error, CHOOSING)) from error

    def call(self, name: str, given: Mapping[str, Any]) -> Json:
        """The answer of the tool of that name."""
        if name not in TOOLS:
            raise Refused(f"没有工具“{name}”；有 {'、'.join(TOOLS)}。")
        try:
            asked = TOOLS[name].model_validate(given, by_alias=False, by_name=True)
        except ValidationError as error:
            raise Refused(faults(error.errors())) from error
        with self._open() as reader:
            return asked.answer(reader, self._clock().isoformat())

    def plans(self, offset: int, limit: int) -> tuple[tuple[Listed, ...], int]:
        """Some of the plans, and how many there are."""
        with self._open() as reader:
            found = reader.contents.plans
            return found[offset : offset + limit], len(found)

    def text(self, identity: str) -> str:
        with self._open() as reader:
            return reader.plan(identity).document.text

    def clause(self, identity: str, clause: str) -> Json:
        with self._open() as reader:
            return clause_json(clause_of(reader.plan(identity), clause))
