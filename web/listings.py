"""所列：the queries that list what the store holds and what the pages show."""

from __future__ import annotations

from typing import ClassVar

from pydantic import BaseModel

from export import agenda
from export.partners import partners
from export.selection import Selection, shares, units_named
from graph.indicators import value_json, values
from kb import contents
from web import stock
from web.checks import summaries, summary_json
from web.contracts.lists import Check, Counted, Due, Listed, Partner, Value
from web.contracts.shape import Page
from web.lists import part
from web.parameters import LIMIT, NAME, NAMED, OFFSET, ORDER, SORT, UNIT, WHOSE, YEAR
from web.queries import Chosen, Json, Narrowed, Query
from web.shelf import NotHeld, Reader


class Plans(Query):
    """库里的方案。"""

    title = "方案的清单"
    gives: ClassVar[type[BaseModel]] = Page[Listed]
    name: NAME = ""
    place: NAME = ""
    sort: SORT = ""
    order: ORDER = ""
    offset: OFFSET = 0
    limit: LIMIT = 100

    def answer(self, reader: Reader, today: str) -> Json:
        return part(self.found(reader), stock.listed_json, self.offset, self.limit)

    def found(self, reader: Reader) -> list[contents.Listed]:
        """All of them."""
        return stock.ordered(stock.chosen(reader.contents, self.name, self.place), self.sort, self.order)


class Units(Query):
    """方案提到的单位，任务多的在前。"""

    title, gives = "单位的清单", Page[Counted]
    name: NAME = ""
    offset: OFFSET = 0
    limit: LIMIT = 100

    def answer(self, reader: Reader, today: str) -> Json:
        found = [unit for unit in reader.contents.units if self.name in unit.name]
        return part(found, stock.counted_json, self.offset, self.limit)


class Partners(Chosen):
    """同一个单位共同承担任务的单位，共同的任务多的在前。"""

    title, gives = "共同承担的单位", Page[Partner]
    unit: WHOSE
    offset: OFFSET = 0
    limit: LIMIT = 100

    def answer(self, reader: Reader, today: str) -> Json:
        plans = reader.library.plans(self.within, self.unit)
        tasks = (task for share in shares(plans, self.wanted) for task in share.tasks)
        found = partners(tasks, units_named(plans, self.unit))
        return part(found, lambda pair: {"unit": pair[0], "tasks": len(pair[1])}, self.offset, self.limit)


class Indicators(Query):
    """方案给出目标值的指标，给得多的在前。"""

    title, gives = "指标的清单", Page[Counted]
    name: NAME = ""
    offset: OFFSET = 0
    limit: LIMIT = 100

    def answer(self, reader: Reader, today: str) -> Json:
        found = [one for one in reader.contents.indicators if self.name in one.name]
        return part(found, stock.counted_json, self.offset, self.limit)


class Series(Narrowed):
    """各方案给一个指标定的目标值，按方案和年份。"""

    title, gives = "一个指标的各值", Page[Value]
    indicator: NAMED
    offset: OFFSET = 0
    limit: LIMIT = 100

    def answer(self, reader: Reader, today: str) -> Json:
        found = values(reader.library.plans(self.within), self.indicator)
        if not found:
            raise NotHeld(f"没有方案给“{self.indicator}”定目标值")
        return part(found, value_json, self.offset, self.limit)


class Calendar(Narrowed):
    """什么事什么时候到期，先后为序；推不出日期的在最后。"""

    title, gives = "日历", Page[Due]
    unit: UNIT = ""
    year: YEAR = ""
    offset: OFFSET = 0
    limit: LIMIT = 100

    def answer(self, reader: Reader, today: str) -> Json:
        wanted = Selection(self.unit, self.year, plan=self.plan, place=self.place)
        found = agenda.due(reader.library.plans(self.within, self.unit), wanted)
        return part(found, agenda.entry_json, self.offset, self.limit)


class Checks(Narrowed):
    """各方案待核几处、体检查出几处，多的在前。"""

    title, gives = "核查的清单", Page[Check]
    offset: OFFSET = 0
    limit: LIMIT = 100

    def answer(self, reader: Reader, today: str) -> Json:
        return part(summaries(reader.library.plans(self.within)), summary_json, self.offset, self.limit)


LISTINGS: tuple[type[Query], ...] = (Plans, Units, Partners, Indicators, Series, Calendar, Checks)
"""What the API has at an address of its own beside ``web.queries.QUERIES``."""
