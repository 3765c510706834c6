"""核查：the plans by what is doubtful in them; the account and the findings of one."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path
from starlette.requests import Request
from starlette.responses import Response

from kb.lint import SEVERITIES
from web.checks import check, summaries
from web.desk import DESK, WITHIN

router = APIRouter(include_in_schema=False)
ID = Annotated[str, Path(max_length=64)]


@router.get("/checks")
def checks(request: Request, desk: DESK, within: WITHIN) -> Response:
    return desk.page(
        request,
        "checks.html",
        lambda reader: {"plans": summaries(reader.library.plans(within)), "within": within},
    )


@router.get("/checks/{plan}")
def check_of(request: Request, desk: DESK, plan: ID) -> Response:
    return desk.page(
        request,
        "check.html",
        lambda reader: {"check": check(reader.plan(plan)), "severities": SEVERITIES},
    )
