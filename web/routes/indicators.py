"""指标：the list of indicators; the values set for one."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from graph.wording import one_line
from qa.library import Within
from web import drawing
from web.desk import DESK, OFFSET, WITHIN
from web.indicator import points, series
from web.shelf import NotHeld, Reader

router = APIRouter(include_in_schema=False)
PART = Annotated[str, Query(max_length=200)]
PAGE = 200


@router.get("/indicators")
def indicators(request: Request, desk: DESK, name: PART = "", offset: OFFSET = 0) -> Response:
    return desk.page(request, "indicators.html", lambda reader: _listed(reader, name, offset))


@router.get("/indicators/{name:path}")
def indicator(request: Request, desk: DESK, within: WITHIN, name: str) -> Response:
    return desk.page(request, "indicator.html", lambda reader: _values(reader, name, within))


def _listed(reader: Reader, name: str, offset: int) -> dict[str, Any]:
    found = [one for one in reader.contents.indicators if name in one.name]
    return {
        "indicators": found[offset : offset + PAGE],
        "total": len(found),
        "offset": offset,
        "page": PAGE,
        "name": name,
    }


def _values(reader: Reader, name: str, within: Within) -> dict[str, Any]:
    found = points(reader.library.plans(within), one_line(name))
    if not found:
        raise NotHeld(f"没有方案给“{one_line(name)}”定目标值")
    lines = series(found)
    return {
        "name": one_line(name),
        "points": found,
        "lines": lines,
        "chart": drawing.chart(lines) if lines else "",
    }
