"""防跨站：a form may be sent back by who was given it: its token is signed for the cookie that came with it."""

from __future__ import annotations

import hmac
from hashlib import sha256
from secrets import token_urlsafe

from starlette.requests import Request
from starlette.responses import Response

COOKIE = "policykb"


def visitor(request: Request) -> str:
    """What the cookie says, or something new where there is none."""
    return request.cookies.get(COOKIE, "")[:64] or token_urlsafe(24)


def token(secret: bytes, who: str) -> str:
    return hmac.new(secret, who.encode("utf-8", "replace"), sha256).hexdigest()


def holds(secret: bytes, request: Request, given: str) -> bool:
    who = request.cookies.get(COOKIE, "")
    return bool(who) and hmac.compare_digest(token(secret, who).encode(), given.encode("utf-8", "replace"))


def remember(response: Response, who: str) -> None:
    response.set_cookie(COOKIE, who, httponly=True, samesite="strict", path="/")
