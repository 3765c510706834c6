"""事实的文件：a plan's facts for other programs."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from export.brief import brief
from export.formats import BRIEFS
from kb.facts_json import dumped, plan_json
from web.asked import ASKED, named
from web.desk import DESK
from web.parameters import IDENTIFIED

router = APIRouter(include_in_schema=False)


@router.get("/facts/{plan}.json")
def facts(request: Request, desk: DESK, plan: IDENTIFIED) -> Response:
    return desk.file(request, f"{plan}.json", lambda reader: dumped(plan_json(reader.plan(plan))))


@router.get("/brief.docx")
def brief_file(request: Request, desk: DESK, asked: ASKED) -> Response:
    return desk.file(
        request,
        named("单位任务单", asked, "docx"),
        lambda reader: BRIEFS["docx"](
            brief(reader.library.plans(asked.within, asked.wanted.unit), asked.wanted)
        ),
    )
