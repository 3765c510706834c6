"""单位：the list of units; what one has to do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from fastapi import APIRouter
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from kb.model import Plan
from web import drawing
from web.addresses import calendar_link, unit_link
from web.asked import ASKED, Asked, kept
from web.desk import DESK
from web.due import Phase, phases
from web.parameters import NAME, OFFSET
from web.shelf import NotHeld, Reader
from web.timeline import timeline
from web.unit import PARTNERS, Profile, profiles

router = APIRouter(include_in_schema=False)
PAGE = 200


@router.get("/units")
def units(request: Request, desk: DESK, name: NAME = "", offset: OFFSET = 0) -> Response:
    return desk.page(request, "counted.html", lambda reader: _listed(reader, name, offset))


@router.get("/units/{name:path}")
def unit(request: Request, desk: DESK, asked: ASKED, name: str) -> Response:
    if not name.strip():
        return desk.missing(request)
    return desk.page(
        request, "unit.html", lambda reader: _profiles(reader, asked.of(name), desk.settings.today)
    )


def _listed(reader: Reader, name: str, offset: int) -> dict[str, Any]:
    found = [unit for unit in reader.contents.units if name in unit.name]
    shown = {"names": found[offset : offset + PAGE], "total": len(found), "offset": offset, "page": PAGE}
    return {**shown, "name": name, "word": "单位", "link": unit_link}


def _profiles(reader: Reader, asked: Asked, today: str) -> dict[str, Any]:
    stays = {"plan": asked.wanted.plan, "place": asked.wanted.place, "all": asked.values["all"]}

    def address(unit: str) -> str:
        return unit_link(unit, stays)

    def shown(plans: Sequence[Plan]) -> list[_Sheet]:
        return [_sheet(one, today, asked, address) for one in profiles(plans, asked.wanted)]

    found = kept(reader, asked, shown)
    if found.unknown and not asked.narrows:
        raise NotHeld(found.remark.rstrip("。"))
    return {
        "unit": asked.wanted.unit,
        "asked": asked,
        "today": today,
        "kept": found,
        "address": address,
        "drawn": PARTNERS,
        "contents": reader.contents,
    }


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A unit with its pictures, and its time limits as they stand today."""

    own: Profile
    timeline: Markup
    partners: Markup
    phases: tuple[Phase, ...]


def _sheet(own: Profile, today: str, asked: Asked, address: Callable[[str], str]) -> _Sheet:
    stays = asked.of(own.name).values
    return _Sheet(
        own,
        timeline(own.entries, today, partial(calendar_link, stays)),
        drawing.partners(own.name, own.partners[:PARTNERS], address),
        phases(own.entries, today),
    )
