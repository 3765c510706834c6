"""所选：what a page is asked to be about, and why there may be nothing to show of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Generic, TypeVar

from fastapi import Depends

from corpus.errors import InputError, TooMany, UnknownUnit
from export.selection import Selection
from kb.model import Plan
from qa.library import Within
from web.desk import WITHIN
from web.parameters import ROLE, UNIT, YEAR
from web.problems import verdict
from web.shelf import Reader

Shown = TypeVar("Shown")
_LONGEST = 40  # characters of a condition in the name of a file
_UNSAFE = re.compile(
    r'[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\\/:*?"<>|]'
)


@dataclass(frozen=True, slots=True)
class Asked:
    """The conditions in the address of a page; ``everything``: however many plans they leave."""

    wanted: Selection
    everything: bool = False

    @property
    def within(self) -> Within:
        return Within(self.wanted.plan, self.wanted.place, self.everything)

    @property
    def values(self) -> dict[str, str]:
        """As they stand in an address."""
        own = self.wanted
        told = {"unit": own.unit, "year": own.year, "role": own.role, "plan": own.plan, "place": own.place}
        return told | {"all": "true" if self.everything else ""}

    @property
    def narrows(self) -> bool:
        """Whether anything is asked for besides the unit."""
        return replace(self.wanted, unit="") != Selection()

    def of(self, unit: str) -> Asked:
        return replace(self, wanted=replace(self.wanted, unit=unit))


@dataclass(frozen=True, slots=True)
class Kept(Generic[Shown]):
    """What there is to show, or why there is nothing: a sentence, and the places that may be chosen from.

    ``unknown``: because no plan names the unit.
    """

    shown: Shown | None
    remark: str = ""
    places: tuple[tuple[str, int], ...] = ()
    too_many: bool = False
    unknown: bool = False


def kept(reader: Reader, asked: Asked, make: Callable[[Sequence[Plan]], Shown]) -> Kept[Shown]:
    """What ``make`` makes of the plans asked; conditions that fit nothing are no error but a sentence."""
    try:
        plans = reader.library.plans(asked.within, asked.wanted.unit)
        if plans:
            return Kept(make(plans))
        if reader.contents.plans:
            raise UnknownUnit(f"没有方案提到单位“{asked.wanted.unit}”；请核对单位名称。")
        return Kept(None, "库里还没有方案。")
    except TooMany as error:
        return Kept(None, f"{error.what}；请先选地方或方案。", error.places, too_many=True)
    except InputError as error:
        said = verdict(error)[1]
        return Kept(None, said, unknown=isinstance(error, UnknownUnit))


def named(word: str, asked: Asked, ending: str) -> str:
    """The name of a file that tells what was chosen: ``责任矩阵-区财政局-2025.xlsx``."""
    said = (
        _UNSAFE.sub("", value).strip(" .")[:_LONGEST] for value in asked.values.values() if value != "true"
    )
    return f"{'-'.join([word, *filter(None, said)])}.{ending}"


async def _asked(within: WITHIN, unit: UNIT = "", year: YEAR = "", role: ROLE = "") -> Asked:
    return Asked(Selection(unit, year, role, within.plan, within.place), within.everything)


ASKED = Annotated[Asked, Depends(_asked)]
