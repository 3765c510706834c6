"""单位：the list of units; what one has to do."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from export.selection import Selection
from qa.library import Within
from web import drawing
from web.desk import DESK, OFFSET, ROLE, WITHIN, YEAR
from web.shelf import Reader
from web.unit import PARTNERS, profile

router = APIRouter(include_in_schema=False)
PART = Annotated[str, Query(max_length=200)]
PAGE = 200


@router.get("/units")
def units(request: Request, desk: DESK, name: PART = "", offset: OFFSET = 0) -> Response:
    return desk.page(request, "units.html", lambda reader: _listed(reader, name, offset))


@router.get("/units/{name:path}")
def unit(
    request: Request, desk: DESK, within: WITHIN, name: str, year: YEAR = "", role: ROLE = ""
) -> Response:
    wanted = Selection(name, year, role, within.plan, within.place)
    return desk.page(request, "unit.html", lambda reader: _profile(reader, wanted, within))


def _listed(reader: Reader, name: str, offset: int) -> dict[str, Any]:
    found = [unit for unit in reader.contents.units if name in unit.name]
    return {
        "units": found[offset : offset + PAGE],
        "total": len(found),
        "offset": offset,
        "page": PAGE,
        "name": name,
    }


def _profile(reader: Reader, wanted: Selection, within: Within) -> dict[str, Any]:
    made = profile(reader.library.plans(within, wanted.unit), wanted)
    kept = urlencode({key: value for key, value in (("plan", wanted.plan), ("place", wanted.place)) if value})

    def address(unit: str) -> str:
        return f"/units/{quote(unit, safe='')}{f'?{kept}' if kept else ''}"

    return {
        "unit": wanted.unit,
        "profile": made,
        "wanted": wanted,
        "address": address,
        "timeline": drawing.timeline(made.entries),
        "partners": drawing.partners(made.names[0], made.partners[:PARTNERS], address),
        "drawn": PARTNERS,
    }
