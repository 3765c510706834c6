"""接口：questions and the queries of the commands, under /api/v1; complete answers in the contracts of the commands."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from export import agenda, hits
from export.selection import Selection
from graph import trace as tracing
from qa.answer import to_json
from web import grid, shapes
from web.desk import DESK, LIMIT, OFFSET, QUESTION, ROLE, UNIT, WITHIN, YEAR
from web.lists import part, part_of
from web.shapes import described
from web.shelf import Reader

router = APIRouter(prefix="/api/v1", tags=["查询"])
DAY = Annotated[
    str,
    Query(
        pattern=r"^([0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01]))?$",
        description="今年、逾期按哪一天算，默认当天",
    ),
]
MONTH = Annotated[str, Query(pattern=r"^([0-9]{4}-(0[1-9]|1[0-2]))?$", description="某月之前，如 2025-06")]
EVERY = Annotated[str, Query(pattern="^(P1Y|P6M|P3M|P1M|P1W)?$", description="周期，如 P3M 每季度")]
WORDS = Annotated[str, Query(max_length=200, description="主题或编号，如 平安校园、第14条")]
CLAUSE = Annotated[str, Query(max_length=200, description="条款编号、路径或序号，如 8")]


@router.get("/ask", **described("提问，答案是全部，附查询和原文依据", shapes.ANSWER))
def ask(request: Request, desk: DESK, within: WITHIN, q: QUESTION, today: DAY = "") -> Response:
    now = today or desk.settings.today
    return desk.json(
        request,
        lambda reader: to_json(reader.library.ask(q, within, today=now)),
        lambda reader: reader.library.basis(q, within),
    )


@router.get("/search", **described("按词检索条款，最相关的在前", shapes.HITS))
def search(
    request: Request, desk: DESK, within: WITHIN, q: QUESTION, offset: OFFSET = 0, limit: LIMIT = 20
) -> Response:
    def found(reader: Reader) -> dict[str, Any]:
        results = reader.search(q, within, offset, limit)
        return part_of(request, list(map(hits.hit_json, results.hits)), offset, limit, results.total)

    return desk.json(request, found)


@router.get("/tasks", **described("一个单位的全部任务", shapes.ANSWER))
def tasks(request: Request, desk: DESK, within: WITHIN, unit: UNIT) -> Response:
    return desk.json(request, lambda reader: to_json(reader.library.tasks(unit, within)))


@router.get("/owners", **described("一项任务由哪些单位负责", shapes.ANSWER))
def owners(request: Request, desk: DESK, within: WITHIN, about: WORDS) -> Response:
    return desk.json(request, lambda reader: to_json(reader.library.owners(about, within)))


@router.get("/targets", **described("指标的目标值", shapes.ANSWER))
def targets(request: Request, desk: DESK, within: WITHIN, about: WORDS = "", year: YEAR = "") -> Response:
    return desk.json(request, lambda reader: to_json(reader.library.targets(about, year or None, within)))


@router.get("/deadlines", **described("什么事什么时候办完", shapes.ANSWER))
def deadlines(
    request: Request, desk: DESK, within: WITHIN, year: YEAR = "", before: MONTH = "", every: EVERY = ""
) -> Response:
    when = {"year": year or None, "before": before or None, "every": every or None}
    return desk.json(request, lambda reader: to_json(reader.library.deadlines(within, **when)))


@router.get("/trace", **described("这个单位为什么在这一条：原文、规则、依据、修补", shapes.TRACES))
def trace(
    request: Request,
    desk: DESK,
    within: WITHIN,
    unit: UNIT,
    clause: CLAUSE = "",
    offset: OFFSET = 0,
    limit: LIMIT = 100,
) -> Response:
    return desk.json(
        request,
        lambda reader: part(
            request,
            tracing.trace(reader.library.plans(within, unit), unit, clause or None),
            tracing.trace_json,
            offset,
            limit,
        ),
    )


@router.get("/matrix", **described("责任矩阵：一行一项任务，各单位的角色", shapes.ROWS))
def matrix(
    request: Request,
    desk: DESK,
    within: WITHIN,
    unit: UNIT = "",
    year: YEAR = "",
    role: ROLE = "",
    offset: OFFSET = 0,
    limit: LIMIT = 100,
) -> Response:
    wanted = Selection(unit, year, role, within.plan, within.place)
    return desk.json(
        request,
        lambda reader: part(
            request, grid.rows(reader.library.plans(within, unit), wanted), grid.row_json, offset, limit
        ),
    )


@router.get("/calendar", **described("什么事什么时候到期，先后为序；推不出日期的在最后", shapes.DAYS))
def calendar(
    request: Request,
    desk: DESK,
    within: WITHIN,
    unit: UNIT = "",
    year: YEAR = "",
    offset: OFFSET = 0,
    limit: LIMIT = 100,
) -> Response:
    wanted = Selection(unit, year, plan=within.plan, place=within.place)
    return desk.json(
        request,
        lambda reader: part(
            request,
            agenda.due(reader.library.plans(within, unit), wanted),
            agenda.entry_json,
            offset,
            limit,
        ),
    )
