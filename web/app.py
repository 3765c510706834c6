"""应用：the routes put together behind the guard."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
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
from web.gzipped import Gzipped
from web.head import Head
from web.pages import environment
from web.parameters import faults
from web.problems import TITLES, verdict
from web.ready import Ready
from web.receiving import Receiver
from web.settings import Settings
from web.shelf import NotHeld, Shelf
from web.telling import told
from web.turns import AGAIN, BUSY, HeldUp, Patience, Turns

THREADS = 4
"""Requests answered at a time; the rest wait their turn. Uploads have a thread of their own."""


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
    turns = Turns(THREADS)
    app.state.desk = desk = Desk(settings, Shelf(settings.kb), environment(), turns)
    app.state.receiver = Receiver(settings)
    for routes in (api.router, api_files.router, *site.ROUTERS):
        app.include_router(routes)
    for kind in (PolicyError, NotHeld, Exception):
        app.add_exception_handler(kind, _failed)
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(RequestValidationError, _misused)
    app.add_exception_handler(TooMuch, _too_much)
    app.add_exception_handler(HeldUp, _busy)
    patient = Patience(app, turns, settings.patience, partial(told, desk))
    return Guard(Head(Gzipped(Ready(patient, desk))), desk)


@asynccontextmanager
async def _threads(app: FastAPI) -> AsyncIterator[None]:
    current_default_thread_limiter().total_tokens = THREADS
    yield
    app.state.receiver.stop()


async def _failed(request: Request, error: Exception) -> Response:
    return _told(request, *verdict(error))


async def _refused(request: Request, error: Exception) -> Response:
    status = getattr(error, "status_code", 500)
    words = {404: "没有这个地址。", 405: "这个地址不支持这种请求方法。"}.get(
        status, f"{TITLES.get(status, '出错')}。"
    )
    return _told(request, status, words, getattr(error, "headers", None))


async def _misused(request: Request, error: Exception) -> Response:
    return _told(request, 422, faults(error.errors() if isinstance(error, RequestValidationError) else ()))


async def _too_much(request: Request, error: Exception) -> Response:
    return _told(request, 413, str(error))


async def _busy(request: Request, _: Exception) -> Response:
    return _told(request, 503, BUSY, AGAIN)


def _told(request: Request, status: int, words: str, headers: Any = None) -> Response:
    return told(request.app.state.desk, request, status, words, headers)
