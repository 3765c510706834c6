"""接口的文件：what the pages let one keep: the matrix, an answer, the calendar, the page for one unit."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from export import facts_files
from export.brief import brief
from export.formats import BRIEFS, MATRICES, REPLIES
from export.matrix import matrix
from export.selection import Selection
from kb.carrying import remarks_on
from qa.arguments import one_of
from web.desk import DESK, TYPES
from web.parameters import WHOSE, YEAR, like
from web.queries import Ask, Chosen, Narrowed
from web.shapes import filed
from web.shelf import Reader

router = APIRouter(prefix="/api/v1/files", tags=["文件"])
FORMS = ("xlsx", "docx", "csv")
FORM = Annotated[
    str,
    Field(description="文件格式", json_schema_extra={"enum": list(FORMS)}),
    like(partial(one_of, "格式", FORMS)),
]


class Brief(Narrowed):
    unit: WHOSE
    year: YEAR = ""

    @property
    def wanted(self) -> Selection:
        return Selection(unit=self.unit, year=self.year, plan=self.plan, place=self.place)


def _types(*forms: str) -> tuple[str, ...]:
    return tuple(TYPES[form].partition(";")[0] for form in forms)


@router.get("/matrix.{form}", **filed("责任矩阵", *_types(*FORMS)))
def matrix_file(request: Request, desk: DESK, form: FORM, asked: Annotated[Chosen, Query()]) -> Response:
    def made(reader: Reader) -> bytes:
        plans = reader.library.plans(asked.within, asked.unit)
        return MATRICES[form](matrix(plans, asked.wanted, remarks_on(reader.store, plans)))

    return desk.file(request, f"责任矩阵.{form}", made)


@router.get("/answer.{form}", **filed("一个回答", *_types(*FORMS)))
def answer_file(request: Request, desk: DESK, form: FORM, asked: Annotated[Ask, Query()]) -> Response:
    today = asked.today or desk.settings.today
    return desk.file(
        request,
        f"回答.{form}",
        lambda reader: REPLIES[form](reader.library.ask(asked.question, asked.within, today=today)),
    )


@router.get("/calendar.ics", **filed("时限，给日历程序", *_types("ics")))
def calendar_file(request: Request, desk: DESK, asked: Annotated[Chosen, Query()]) -> Response:
    return desk.file(
        request,
        "时限.ics",
        lambda reader: facts_files.write(reader.library.plans(asked.within, asked.unit), asked.wanted, "ics"),
    )


@router.get("/brief.docx", **filed("一个单位的任务单", *_types("docx")))
def brief_file(request: Request, desk: DESK, asked: Annotated[Brief, Query()]) -> Response:
    return desk.file(
        request,
        "单位任务单.docx",
        lambda reader: BRIEFS["docx"](brief(reader.library.plans(asked.within, asked.unit), asked.wanted)),
    )
