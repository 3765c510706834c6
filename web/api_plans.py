"""接口：what the store holds: plans, clauses, units, indicators; and what is to be checked of a plan."""

from __future__ import annotations

import json
from typing import Annotated

from fastapi import APIRouter, Path, Query
from starlette.requests import Request
from starlette.responses import Response

from export import audit_json
from kb.audit import audit
from kb.facts_json import clause_json, plan_json
from kb.lint.report import as_json as lint_json
from kb.lint.report import checked
from qa.completion import Candidate, ending, kinds_of
from web import shapes
from web.clause import clause_json as whole_clause
from web.clause import clause_of
from web.desk import DESK, LIMIT, OFFSET, UNIT
from web.lists import part
from web.shapes import described
from web.stock import chosen, counted_json, listed_json

router = APIRouter(prefix="/api/v1", tags=["内容"])
ID = Annotated[str, Path(pattern="^[0-9a-f]{12}$", description="方案的文件标识：校验值的前 12 位")]
CLAUSE = Annotated[str, Path(max_length=200, description="条款编号，如 二/(一)/1")]
OFFERED = 20
NAME = Annotated[str, Query(max_length=100, description="名称里有的字")]


@router.get("/state", **described("知识库的版本与方案数", shapes.STATE))
def state(request: Request, desk: DESK) -> Response:
    return desk.json(
        request,
        lambda reader: {"status": "ok", "version": reader.version, "plans": len(reader.contents.plans)},
    )


@router.get("/plans", **described("库里的方案", shapes.PLANS))
def plans(
    request: Request, desk: DESK, name: NAME = "", place: NAME = "", offset: OFFSET = 0, limit: LIMIT = 100
) -> Response:
    return desk.json(
        request,
        lambda reader: part(request, chosen(reader.contents, name, place), listed_json, offset, limit),
    )


@router.get("/plans/{plan}", **described("一份方案的全部事实（plan-facts/1）", shapes.PLAN))
def plan(request: Request, desk: DESK, plan: ID) -> Response:
    return desk.json(request, lambda reader: plan_json(reader.plan(plan)))


@router.get("/plans/{plan}/clauses", **described("一份方案的条款", shapes.CLAUSES))
def clauses(request: Request, desk: DESK, plan: ID, offset: OFFSET = 0, limit: LIMIT = 100) -> Response:
    return desk.json(
        request,
        lambda reader: part(request, reader.plan(plan).document.clauses, clause_json, offset, limit),
    )


@router.get(
    "/plans/{plan}/clauses/{clause:path}", **described("一个条款：原文、责任、时限、指标", shapes.CLAUSE)
)
def clause(request: Request, desk: DESK, plan: ID, clause: CLAUSE) -> Response:
    return desk.json(request, lambda reader: whole_clause(clause_of(reader.plan(plan), clause)))


@router.get("/plans/{plan}/audit", **described("读全了没有（plan-audit/1）", shapes.AUDIT))
def audit_of(request: Request, desk: DESK, plan: ID) -> Response:
    return desk.json(request, lambda reader: json.loads(audit_json.write([audit(reader.plan(plan))])))


@router.get("/plans/{plan}/lint", **described("方案自身的毛病（lint/1）", shapes.LINT))
def lint_of(request: Request, desk: DESK, plan: ID) -> Response:
    return desk.json(request, lambda reader: lint_json(checked([reader.plan(plan)])))


@router.get("/units", **described("方案提到的单位，任务多的在前", shapes.NAMES))
def units(request: Request, desk: DESK, name: NAME = "", offset: OFFSET = 0, limit: LIMIT = 100) -> Response:
    return desk.json(
        request,
        lambda reader: part(
            request, [u for u in reader.contents.units if name in u.name], counted_json, offset, limit
        ),
    )


@router.get("/indicators", **described("方案给出目标值的指标", shapes.NAMES))
def indicators(
    request: Request, desk: DESK, name: NAME = "", offset: OFFSET = 0, limit: LIMIT = 100
) -> Response:
    return desk.json(
        request,
        lambda reader: part(
            request, [i for i in reader.contents.indicators if name in i.name], counted_json, offset, limit
        ),
    )


@router.get("/complete", **described("补全单位、指标、地方、方案的名称", shapes.COMPLETIONS))
def complete(request: Request, desk: DESK, q: UNIT) -> Response:
    """The end of what was typed made whole."""

    def told(found: Candidate) -> dict[str, str]:
        return {"value": q[: len(q) - found.replaces] + found.text, "kind": found.kind}

    return desk.json(
        request, lambda reader: {"items": [*map(told, ending(q, kinds_of(reader.contents))[:OFFERED])]}
    )
