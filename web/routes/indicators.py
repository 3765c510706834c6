"""指标：the list of indicators; the values set for one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from corpus.errors import InputError
from graph.indicators import charts, points, undated
from graph.wording import one_line
from kb.model import Plan
from web.addresses import indicator_link
from web.asked import ASKED, Asked, kept
from web.chart import chart as drawn
from web.desk import DESK
from web.parameters import NAME, OFFSET
from web.shelf import NotHeld, Reader

router = APIRouter(include_in_schema=False)
PAGE = 200


@router.get("/indicators")
def indicators(request: Request, desk: DESK, name: NAME = "", offset: OFFSET = 0) -> Response:
    return desk.page(request, "counted.html", lambda reader: _listed(reader, name, offset))


@router.get("/indicators/{name:path}")
def indicator(request: Request, desk: DESK, asked: ASKED, name: str) -> Response:
    if not name.strip():
        return desk.missing(request)
    return desk.page(request, "indicator.html", lambda reader: _values(reader, one_line(name), asked))


def _listed(reader: Reader, name: str, offset: int) -> dict[str, Any]:
    found = [one for one in reader.contents.indicators if name in one.name]
    shown = {"names": found[offset : offset + PAGE], "total": len(found), "offset": offset, "page": PAGE}
    return {**shown, "name": name, "word": "指标", "link": indicator_link}


def _values(reader: Reader, name: str, asked: Asked) -> dict[str, Any]:
    if not any(one_line(one.name) == name for one in reader.contents.indicators):
        raise NotHeld(f"没有方案给“{name}”定目标值")
    return {
        "name": name,
        "asked": asked,
        "kept": kept(reader, asked, lambda plans: _shown(plans, name)),
        "contents": reader.contents,
    }


def _shown(plans: Sequence[Plan], name: str) -> dict[str, Any]:
    found = points(plans, name)
    if not found:
        raise InputError(f"选中的方案没有给“{name}”定目标值；请放宽条件再试。")
    return {
        "points": found,
        "charts": [(chart, drawn(chart)) for chart in charts(found)],
        "undated": undated(found),
    }
