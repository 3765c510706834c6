"""日历：what is due when; the same as a file for calendars."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from export.formats import FACTS
from export.selection import Selection, shares
from qa.library import Within
from web import agenda, drawing
from web.desk import DESK, WITHIN, YEAR
from web.shelf import Reader

router = APIRouter(include_in_schema=False)
UNIT = Annotated[str, Query(max_length=100)]


@router.get("/calendar")
def calendar(request: Request, desk: DESK, within: WITHIN, unit: UNIT = "", year: YEAR = "") -> Response:
    wanted = Selection(unit=unit.strip(), year="", plan=within.plan, place=within.place)
    today = desk.settings.today
    return desk.page(request, "calendar.html", lambda reader: _days(reader, wanted, within, year, today))


@router.get("/calendar.ics")
def calendar_file(request: Request, desk: DESK, within: WITHIN, unit: UNIT = "", year: YEAR = "") -> Response:
    wanted = Selection(unit=unit.strip(), year=year, plan=within.plan, place=within.place)
    return desk.file(
        request,
        "时限.ics",
        lambda reader: FACTS["ics"](shares(reader.library.plans(within, wanted.unit), wanted)),
    )


def _days(reader: Reader, wanted: Selection, within: Within, year: str, today: str) -> dict[str, Any]:
    every = agenda.entries(shares(reader.library.plans(within, wanted.unit), wanted))
    found = [entry for entry in every if agenda.falls(entry, year)]
    return {
        "months": agenda.once(found),
        "recurring": agenda.recurring(found),
        "undated": agenda.undated(every) if not year else (),
        "years": agenda.years(every),
        "total": len(found),
        "timeline": drawing.timeline(found),
        "wanted": wanted,
        "year": year,
        "today": today,
        "contents": reader.contents,
    }
