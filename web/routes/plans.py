"""方案：the list of plans; a plan as a document with its facts marked; its facts as a list; a clause."""

from __future__ import annotations

import re
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query
from starlette.requests import Request
from starlette.responses import Response

from corpus.model import Span
from graph.titles import listed_marks
from graph.wording import plan_title, task_name
from kb.model import Plan
from web import facts, marks
from web.clause import clause_of
from web.desk import DESK
from web.listings import Plans
from web.parameters import NAME, OFFSET, ORDER, SORT
from web.shelf import Reader
from web.stock import ORDERS, SORTS

router = APIRouter(include_in_schema=False)
ID = Annotated[str, Path(max_length=64)]
AT = Annotated[str, Query(pattern=r"^([0-9]{1,9}-[0-9]{1,9})?$")]


async def _asked(
    name: NAME = "", place: NAME = "", sort: SORT = "", order: ORDER = "", offset: OFFSET = 0
) -> Plans:
    return Plans(name=name, place=place, sort=sort, order=order, offset=offset)


LISTED = Annotated[Plans, Depends(_asked)]


@router.get("/plans")
def plans(request: Request, desk: DESK, asked: LISTED) -> Response:
    return desk.page(request, "plans.html", lambda reader: _listed(reader, asked))


@router.get("/plans/{plan}")
def plan(request: Request, desk: DESK, plan: ID, at: AT = "") -> Response:
    return desk.page(request, "plan.html", lambda reader: _document(reader.plan(plan), at))


@router.get("/plans/{plan}/fact")
def fact(request: Request, desk: DESK, plan: ID, at: AT = "") -> Response:
    """What rests on those characters, for the script to put beside the text."""
    return desk.page(request, "fact.html", lambda reader: _facts_at(reader.plan(plan), at))


@router.get("/plans/{plan}/facts")
def facts_of(request: Request, desk: DESK, plan: ID, kind: NAME = "") -> Response:
    return desk.page(request, "facts.html", lambda reader: _facts(reader.plan(plan), kind))


@router.get("/plans/{plan}/clauses/{clause:path}")
def clause(request: Request, desk: DESK, plan: ID, clause: str) -> Response:
    return desk.page(request, "clause.html", lambda reader: _clause(reader.plan(plan), clause))


def _listed(reader: Reader, asked: Plans) -> dict[str, Any]:
    found = asked.found(reader)
    shown = found[asked.offset : asked.offset + asked.limit]
    return {
        "plans": [*zip(shown, listed_marks(shown), strict=True)],
        "total": len(found),
        "asked": asked,
        "values": {name: getattr(asked, name) for name in ("name", "place", "sort", "order")},
        "places": reader.contents.places,
        "sorts": SORTS,
        "orders": ORDERS,
    }


def _document(plan: Plan, at: str) -> dict[str, Any]:
    document = plan.document
    lit = _span(at, document.text)
    outline = [
        (clause.id, task_name(clause, text=document.text), len(document.ancestors(clause)))
        for clause in document.clauses
        if clause.kind in ("section", "measure") or clause.heading
    ]
    return {
        "plan": plan,
        "document": document,
        "title": plan_title(document),
        "outline": outline,
        "parts": marks.tables(marks.blocks(plan, lit)),
        "counts": _counts(plan),
        **_facts_at(plan, at),
    }


def _facts_at(plan: Plan, at: str) -> dict[str, Any]:
    lit = _span(at, plan.document.text)
    if lit is None:
        return {"at": "", "found": ()}
    return {"at": at, "found": facts.rows_at(plan, lit)}


def _facts(plan: Plan, kind: str) -> dict[str, Any]:
    every = facts.rows(plan)
    return {
        "document": plan.document,
        "title": plan_title(plan.document),
        "rows": [row for row in every if not kind or row.kind == kind or (kind == "doubt" and row.doubtful)],
        "kind": kind,
        "counts": _counts(plan),
    }


def _clause(plan: Plan, identity: str) -> dict[str, Any]:
    whole = clause_of(plan, identity)
    found = facts.fact_rows(plan.document, (*whole.units, *whole.deadlines, *whole.targets))
    return {
        "whole": whole,
        "rows": tuple(dict.fromkeys(found)),
        "kinds": tuple(own for own in marks.KINDS.items() if own[0] in ("unit", "deadline", "target")),
        "pieces": marks.Cutter(plan, None).pieces(whole.clause.span),
    }


def _counts(plan: Plan) -> dict[str, int]:
    found = facts.rows(plan)
    counts = {kind: sum(row.kind == kind for row in found) for kind in marks.KINDS}
    return counts | {"doubt": sum(row.doubtful for row in found)}


def _span(at: str, text: str) -> Span | None:
    """The characters that ``1549-1552`` means, if the text has them."""
    match = re.fullmatch(r"([0-9]+)-([0-9]+)", at)
    if match is None or not int(match[1]) <= int(match[2]) <= len(text):
        return None
    return Span(int(match[1]), int(match[2]))
