"""答复出错：as a page to who wants pages, as problem+json to programs."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from web.desk import TYPES, Desk
from web.problems import TITLES, problem


def told(
    desk: Desk, request: Request, status: int, words: str, headers: Mapping[str, str] | None = None
) -> Response:
    if request.url.path.startswith("/api/") or "text/html" not in request.headers.get("accept", ""):
        return problem(status, words, headers)
    made = desk.rendered("error.html", request, status=status, title=TITLES.get(status, "出错"), words=words)
    return Response(made, status, headers, media_type=TYPES["html"])
