"""应用：the routes put together behind the guard."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from corpus.errors import PolicyError
from web import api, api_files, site
from web.desk import Desk
from web.guard import Guard, TooMuch
from web.head import Head
from web.pages import environment
from web.parameters import faults
from web.problems import TITLES, problem, verdict
from web.settings import Settings
from web.shelf import NotHeld, Shelf

THREADS = 4
"""Requests answered at a time; the rest wait their turn."""


def make_app(settings: Settings) -> Any:
    """The desk over the store of ``settings``, as an ASGI application."""
    app = FastAPI(
        title="policykb",
        description="政府方案知识库：每个结论都指得回原文。列表都给总数；出错是 problem+json。",
        version="1",
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=_threads,
    )
    app.state.desk = Desk(settings, Shelf(settings.kb), environment())
    for routes in (api.router, api_files.router, *site.ROUTERS):
        app.include_router(routes)
    for kind in (PolicyError, NotHeld, Exception):
        app.add_exception_handler(kind, _failed)
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(RequestValidationError, _misused)
    app.add_exception_handler(TooMuch, _too_much)
    return Guard(Head(app), settings)


@asynccontextmanager
async def _threads(_: FastAPI) -> AsyncIterator[None]:
    current_default_thread_limiter().total_tokens = THREADS
    yield


async def _failed(request: Request, error: Exception) -> Response:
    status, words = verdict(error)
    if status == 500 and os.environ.get("POLICYKB_DEBUG"):
        traceback.print_exception(error, file=sys.stderr)
    return _told(request, status, words)


async def _refused(request: Request, error: Exception) -> Response:
    status = getattr(error, "status_code", 500)
    words = {404: "没有这个地址。", 405: "这个地址不支持这种请求方法。"}.get(
        status, f"{TITLES.get(status, '出错')}。"
    )
    return _told(request, status, words, getattr(error, "headers", None))


async def _misused(request: Request, error: Exception) -> Response:
    return _told(request, 422, faults(error.errors() if isinstance(error, RequestValidationError) else ()))


async def _too_much(request: Request, _: Exception) -> Response:
    return _told(request, 413, "一次传来的太多了；请分几次。")


def _told(request: Request, status: int, words: str, headers: Any = None) -> Response:
    """As a page to who wants pages, as problem+json to programs."""
    if request.url.path.startswith("/api/") or "text/html" not in request.headers.get("accept", ""):
        return problem(status, words, headers)
    desk: Desk = request.app.state.desk
    made = desk.rendered("error.html", request, status=status, title=TITLES.get(status, "出错"), words=words)
    return Response(made, status, headers, media_type="text/html; charset=utf-8")
