"""矩阵：tasks and units, filtered and sorted; what is shown as a file."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from export.formats import MATRICES
from export.matrix import matrix as made_of
from export.selection import Selection
from kb.carrying import remarks_on
from qa.library import Within
from web import grid
from web.desk import DESK, ROLE, WITHIN, YEAR
from web.shelf import Reader

router = APIRouter(include_in_schema=False)
UNIT = Annotated[str, Query(max_length=100)]
SORT = Annotated[str, Query(max_length=100)]
FORMS = ("xlsx", "docx", "csv")


@router.get("/matrix")
def matrix(
    request: Request,
    desk: DESK,
    within: WITHIN,
    unit: UNIT = "",
    year: YEAR = "",
    role: ROLE = "",
    sort: SORT = "",
) -> Response:
    wanted = Selection(unit.strip(), year, role, within.plan, within.place)
    return desk.page(request, "matrix.html", lambda reader: _sheets(reader, wanted, within, sort))


@router.get("/matrix.{form}")
def matrix_file(
    request: Request,
    desk: DESK,
    within: WITHIN,
    form: str,
    unit: UNIT = "",
    year: YEAR = "",
    role: ROLE = "",
) -> Response:
    if form not in FORMS:
        return desk.missing(request)
    wanted = Selection(unit.strip(), year, role, within.plan, within.place)
    return desk.file(request, f"责任矩阵.{form}", lambda reader: _file(reader, wanted, within, form))


def _sheets(reader: Reader, wanted: Selection, within: Within, sort: str) -> dict[str, Any]:
    return {
        "sheets": grid.sheets(reader.library.plans(within, wanted.unit), wanted, sort),
        "wanted": wanted,
        "sort": sort,
        "sorts": grid.SORTS,
        "legend": grid.legend(),
        "forms": FORMS,
        "contents": reader.contents,
    }


def _file(reader: Reader, wanted: Selection, within: Within, form: str) -> bytes:
    plans = reader.library.plans(within, wanted.unit)
    return MATRICES[form](made_of(plans, wanted, remarks_on(reader.store, plans)))
