"""核查：the plans by what is doubtful in them; the account and the findings of one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Path
from starlette.requests import Request
from starlette.responses import Response

from graph.titles import titles
from kb.lint import SEVERITIES
from kb.model import Plan
from web.asked import ASKED, Asked, kept
from web.checks import check, summaries
from web.desk import DESK
from web.shelf import Reader

router = APIRouter(include_in_schema=False)
ID = Annotated[str, Path(max_length=64)]


@router.get("/checks")
def checks(request: Request, desk: DESK, asked: ASKED) -> Response:
    return desk.page(request, "checks.html", lambda reader: _summaries(reader, asked))


@router.get("/checks/{plan}")
def check_of(request: Request, desk: DESK, plan: ID) -> Response:
    return desk.page(
        request,
        "check.html",
        lambda reader: {"check": check(reader.plan(plan)), "severities": SEVERITIES},
    )


def _summaries(reader: Reader, asked: Asked) -> dict[str, Any]:
    return {"asked": asked, "kept": kept(reader, asked, _shown), "contents": reader.contents}


def _shown(plans: Sequence[Plan]) -> dict[str, Any]:
    return {"plans": summaries(plans), "titles": titles(plan.document for plan in plans)}
