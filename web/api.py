"""接口：the queries under /api/v1, each at an address of its name; what the store holds, plan by plan.

An answer is what the command prints (plan-answer/1, plan-facts/1, plan-trace/1, plan-audit/1, lint/1); a list
is given in parts: ``total`` of all, ``items`` of this part, ``next`` the address of the next one. A trace is a
plan-trace/1 with the same keys beside its ``traces``.
"""

from __future__ import annotations

import json
from collections.abc import Callable
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
from web import queries
from web.clause import clause_json as whole_clause
from web.clause import clause_of
from web.contracts.checks import Audit, Lint
from web.contracts.facts import Clause, Facts
from web.contracts.lists import Completions, State, Whole
from web.contracts.shape import Page
from web.desk import DESK
from web.listings import LISTINGS
from web.lists import Json, linked, part
from web.parameters import IDENTIFIED, LIMIT, OFFSET, TYPED
from web.shapes import described
from web.shelf import Reader

router = APIRouter(prefix="/api/v1")
OFFERED = 20
CLAUSE = Annotated[str, Path(max_length=200, description="条款编号，如 二/(一)/1")]


def _endpoint(query: type[queries.Query]) -> Callable[..., Response]:
    def answered(request: Request, desk: DESK, asked: queries.Query) -> Response:
        return desk.json(
            request, lambda reader: linked(request, asked.answer(reader, desk.settings.today)), asked.basis
        )

    answered.__annotations__["asked"] = Annotated[query, Query()]
    return answered


for each in (*queries.QUERIES, *LISTINGS):
    router.add_api_route(
        f"/{queries.name_of(each)}",
        _endpoint(each),
        name=queries.name_of(each),
        tags=["查询" if each in queries.QUERIES else "内容"],
        **described((each.__doc__ or "").removesuffix("。"), each.gives),
    )


@router.get("/state", tags=["内容"], **described("知识库的版本与方案数", State))
def state(request: Request, desk: DESK) -> Response:
    return desk.json(
        request,
        lambda reader: {"status": "ok", "version": reader.version, "plans": len(reader.contents.plans)},
    )


@router.get("/plans/{plan}", tags=["内容"], **described("一份方案的全部事实（plan-facts/1）", Facts))
def plan(request: Request, desk: DESK, plan: IDENTIFIED) -> Response:
    return desk.json(request, lambda reader: plan_json(reader.plan(plan)))


@router.get("/plans/{plan}/clauses", tags=["内容"], **described("一份方案的条款", Page[Clause]))
def clauses(
    request: Request, desk: DESK, plan: IDENTIFIED, offset: OFFSET = 0, limit: LIMIT = 100
) -> Response:
    def listed(reader: Reader) -> Json:
        return linked(request, part(reader.plan(plan).document.clauses, clause_json, offset, limit))

    return desk.json(request, listed)


@router.get(
    "/plans/{plan}/clauses/{clause:path}",
    tags=["内容"],
    **described("一个条款：原文、责任、时限、指标", Whole),
)
def clause(request: Request, desk: DESK, plan: IDENTIFIED, clause: CLAUSE) -> Response:
    return desk.json(request, lambda reader: whole_clause(clause_of(reader.plan(plan), clause)))


@router.get("/plans/{plan}/audit", tags=["内容"], **described("读全了没有（plan-audit/1）", Audit))
def audit_of(request: Request, desk: DESK, plan: IDENTIFIED) -> Response:
    return desk.json(request, lambda reader: json.loads(audit_json.write([audit(reader.plan(plan))])))


@router.get("/plans/{plan}/lint", tags=["内容"], **described("方案自身的毛病（lint/1）", Lint))
def lint_of(request: Request, desk: DESK, plan: IDENTIFIED) -> Response:
    return desk.json(request, lambda reader: lint_json(checked([reader.plan(plan)])))


@router.get("/complete", tags=["内容"], **described("补全单位、指标、地方、方案的名称", Completions))
def complete(request: Request, desk: DESK, q: TYPED) -> Response:
    """The end of what was typed made whole."""

    def told(found: Candidate) -> dict[str, str]:
        return {"value": q[: len(q) - found.replaces] + found.text, "kind": found.kind}

    return desk.json(
        request, lambda reader: {"items": [*map(told, ending(q, kinds_of(reader.contents))[:OFFERED])]}
    )
