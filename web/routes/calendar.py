"""日历：what is due when; the same as a file for calendars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from export import agenda, facts_files
from export.selection import shares
from graph.titles import titles
from kb.model import Plan
from web import due
from web.addresses import calendar_link
from web.asked import ASKED, Asked, kept, named
from web.desk import DESK
from web.shelf import Reader
from web.timeline import timeline

router = APIRouter(include_in_schema=False)
_LISTED = 1000


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
    found = kept(reader, asked, lambda plans: _shown(plans, asked, today))
    years = found.shown["years"] if found.shown else ()
    return {"asked": asked, "kept": found, "years": years, "today": today, "contents": reader.contents}


def _shown(plans: Sequence[Plan], asked: Asked, today: str) -> dict[str, Any]:
    """``lists``: whether the tasks without a time limit are told one by one, or only how many each plan has."""
    own = tuple(shares(plans, replace(asked.wanted, year="")))
    every = agenda.entries(own)
    found = [entry for entry in every if agenda.falls(entry, asked.wanted.year)]
    untimed = due.untimed(own)
    tasks = sum(len(one.tasks) for one in untimed)
    return {
        "total": len(found),
        "titles": titles(entry.document for entry in found),
        "phases": due.phases(found, today),
        "untimed": untimed,
        "tasks": tasks,
        "lists": tasks <= _LISTED or len(untimed) == 1,
        "years": agenda.years(every),
        "timeline": timeline(found, today, partial(calendar_link, asked.values)),
    }
