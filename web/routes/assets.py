"""样式、脚本、健康检查、接口说明。"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from web.desk import DESK
from web.operations import operations
from web.problems import problem, verdict
from web.shelf import Shelf

router = APIRouter(include_in_schema=False)
_TYPES = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml"}


@router.get("/static/{name}")
async def static(name: str) -> Response:
    found = _assets().get(name)
    if found is None:
        return problem(404, "没有这个文件。")
    headers = {"cache-control": "private, max-age=3600"}
    return Response(found, headers=headers, media_type=_TYPES[name.rpartition(".")[2]])


@cache
def _assets() -> Mapping[str, bytes]:
    """Read once: what a request names is looked up here and nowhere else."""
    return dict(_files())


def _files() -> Iterator[tuple[str, bytes]]:
    for file in (resources.files("web") / "static").iterdir():
        yield file.name, file.read_bytes()


_HEALTH = CapacityLimiter(1)
"""A thread of its own: the questions that are being answered may take long."""


@router.get("/healthz")
async def health(desk: DESK) -> Response:
    """Whether the store can be read; shown to who has no token, so it says nothing else."""
    try:
        await to_thread.run_sync(_version, desk.shelf, limiter=_HEALTH)
    except Exception as error:
        return problem(503, verdict(error)[1])
    return Response("ok\n", media_type="text/plain")


def _version(shelf: Shelf) -> str:
    """Raises where the store cannot be read."""
    with shelf.open() as reader:
        return reader.version


@router.get("/docs")
async def reference(request: Request, desk: DESK) -> Response:
    """The API from its own OpenAPI, without anything from elsewhere."""
    told: dict[str, Any] = request.app.openapi()
    made = desk.rendered("docs.html", request, groups=operations(told), info=told["info"])
    return Response(made, media_type="text/html; charset=utf-8")
