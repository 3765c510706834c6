"""单位：the list of units; what one has to do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from fastapi import APIRouter
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from kb.model import Plan
from web import drawing
from web.addresses import unit_link
from web.asked import ASKED, Asked, kept
from web.desk import DESK
from web.parameters import NAME, OFFSET
from web.shelf import NotHeld, Reader
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
    return desk.page(request, "unit.html", lambda reader: _profiles(reader, asked.of(name)))


def _listed(reader: Reader, name: str, offset: int) -> dict[str, Any]:
    found = [unit for unit in reader.contents.units if name in unit.name]
    shown = {"names": found[offset : offset + PAGE], "total": len(found), "offset": offset, "page": PAGE}
    return {**shown, "name": name, "word": "单位", "link": unit_link}


def _profiles(reader: Reader, asked: Asked) -> dict[str, Any]:
    stays = {"plan": asked.wanted.plan, "place": asked.wanted.place, "all": asked.values["all"]}

    def address(unit: str) -> str:
        return unit_link(unit, stays)

    def shown(plans: Sequence[Plan]) -> list[tuple[Profile, Markup, Markup]]:
        return [_drawn(one, address) for one in profiles(plans, asked.wanted)]

    found = kept(reader, asked, shown)
    if found.unknown and not asked.narrows:
        raise NotHeld(found.remark.rstrip("。"))
    return {
        "unit": asked.wanted.unit,
        "asked": asked,
        "kept": found,
        "address": address,
        "drawn": PARTNERS,
        "contents": reader.contents,
    }


def _drawn(own: Profile, address: Callable[[str], str]) -> tuple[Profile, Markup, Markup]:
    return own, drawing.timeline(own.entries), drawing.partners(own.name, own.partners[:PARTNERS], address)
