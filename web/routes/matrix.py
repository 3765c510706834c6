"""矩阵：tasks and units, filtered and sorted; what is shown as a file."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from export.formats import MATRICES
from export.matrix import matrix as made_of
from kb.carrying import remarks_on
from web import grid
from web.asked import ASKED, Asked, kept, named
from web.desk import DESK
from web.shelf import Reader

router = APIRouter(include_in_schema=False)
SORT = Annotated[str, Query(max_length=100)]
FORMS = ("xlsx", "docx", "csv")


@router.get("/matrix")
def matrix(request: Request, desk: DESK, asked: ASKED, sort: SORT = "") -> Response:
    return desk.page(request, "matrix.html", lambda reader: _sheets(reader, asked, sort))


@router.get("/matrix.{form}")
def matrix_file(request: Request, desk: DESK, asked: ASKED, form: str) -> Response:
    if form not in FORMS:
        return desk.missing(request)
    return desk.file(request, named("责任矩阵", asked, form), lambda reader: _file(reader, asked, form))


def _sheets(reader: Reader, asked: Asked, sort: str) -> dict[str, Any]:
    return {
        "asked": asked,
        "kept": kept(reader, asked, lambda plans: grid.sheets(plans, asked.wanted, sort)),
        "sort": sort,
        "sorts": grid.SORTS,
        "legend": grid.legend(),
        "forms": FORMS,
        "contents": reader.contents,
    }


def _file(reader: Reader, asked: Asked, form: str) -> bytes:
    plans = reader.library.plans(asked.within, asked.wanted.unit)
    return MATRICES[form](made_of(plans, asked.wanted, remarks_on(reader.store, plans)))
