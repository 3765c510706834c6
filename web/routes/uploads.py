"""上传：plans into the store, where the owner allows it."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response

from web import csrf
from web.desk import DESK, TYPES, Desk
from web.receiving import FILES, endings, receive
from web.settings import UPLOAD_LIMIT

router = APIRouter(include_in_schema=False)


@router.get("/upload")
async def form(request: Request, desk: DESK) -> Response:
    return _page(request, desk, 200 if desk.settings.allow_upload else 403)


@router.post("/upload")
async def upload(request: Request, desk: DESK) -> Response:
    if not desk.settings.allow_upload:
        return _page(request, desk, 403)
    async with request.form(max_files=FILES, max_fields=4) as sent:
        if not csrf.holds(desk.settings.secret, request, str(sent.get("token", ""))):
            return _page(request, desk, 403, error="这张表单已经过期，什么也没有收；请重新选文件再传。")
        files = [
            (one.filename or "", await one.read())
            for one in sent.getlist("files")
            if isinstance(one, UploadFile)
        ]
    chosen = [(name, data) for name, data in files if name]
    if not chosen:
        return _page(request, desk, 422, error="没有选文件；请先选一份或几份方案。")
    return _page(request, desk, 200, results=await run_in_threadpool(receive, desk.settings.kb, chosen))


def _page(request: Request, desk: Desk, status: int, *, error: str = "", results: Any = ()) -> Response:
    who = csrf.visitor(request)
    made = desk.rendered(
        "upload.html",
        request,
        token=csrf.token(desk.settings.secret, who),
        error=error,
        results=results,
        endings=endings(),
        limit=UPLOAD_LIMIT // 1_000_000,
        most=FILES,
    )
    response = Response(made, status, media_type=TYPES["html"])
    csrf.remember(response, who)
    return response
