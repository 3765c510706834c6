"""日历：what is due when; the same as a file for calendars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from export import agenda, facts_files
from kb.model import Plan
from web import drawing
from web.asked import ASKED, Asked, kept, named
from web.desk import DESK
from web.shelf import Reader

router = APIRouter(include_in_schema=False)


@router.get("/calendar")
def calendar(request: Request, desk: DESK, asked: ASKED) -> Response:
    return desk.page(request, "calendar.html", lambda reader: _days(reader, asked, desk.settings.today))


@router.get("/calendar.ics")
def calendar_file(request: Request, desk: DESK, asked: ASKED) -> Response:
    return desk.file(
        request,
        named("时限", asked, "ics"),
        lambda reader: facts_files.write(
            reader.library.plans(asked.within, asked.wanted.unit), asked.wanted, "ics"
        ),
    )


def _days(reader: Reader, asked: Asked, today: str) -> dict[str, Any]:
    found = kept(reader, asked, lambda plans: _shown(plans, asked))
    years = found.shown["years"] if found.shown else ()
    return {"asked": asked, "kept": found, "years": years, "today": today, "contents": reader.contents}


def _shown(plans: Sequence[Plan], asked: Asked) -> dict[str, Any]:
    every = agenda.due(plans, replace(asked.wanted, year=""))
    found = [entry for entry in every if agenda.falls(entry, asked.wanted.year)]
    return {
        "entries": found,
        "months": agenda.once(found),
        "recurring": agenda.recurring(found),
        "undated": agenda.undated(found),
        "years": agenda.years(every),
        "timeline": drawing.timeline(found),
    }
