"""事实的文件：a plan's facts for other programs."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path
from starlette.requests import Request
from starlette.responses import Response

from export.brief import brief
from export.formats import BRIEFS
from kb.facts_json import plan_json
from web.asked import ASKED, named
from web.desk import DESK, dumped

router = APIRouter(include_in_schema=False)
ID = Annotated[str, Path(pattern="^[0-9a-f]{12}$")]


@router.get("/facts/{plan}.json")
def facts(request: Request, desk: DESK, plan: ID) -> Response:
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
