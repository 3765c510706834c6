"""防跨站：a form may be sent back by who was given it: its token is signed for the cookie that came with it.

What is written into a page is masked anew each time, so that its compressed length tells nothing of it.
"""

from __future__ import annotations

import hmac
from hashlib import sha256
from secrets import token_bytes, token_urlsafe

from starlette.requests import Request
from starlette.responses import Response

COOKIE = "policykb"
_LENGTH = sha256().digest_size


def visitor(request: Request) -> str:
    """What the cookie says, or something new where there is none."""
    return request.cookies.get(COOKIE, "")[:64] or token_urlsafe(24)


def token(secret: bytes, who: str) -> str:
    mask = token_bytes(_LENGTH)
    return (mask + _masked(_signed(secret, who), mask)).hex()


def holds(secret: bytes, request: Request, given: str) -> bool:
    who = request.cookies.get(COOKIE, "")
    try:
        told = bytes.fromhex(given)
    except ValueError:
        return False
    return bool(who) and hmac.compare_digest(
        _signed(secret, who), _masked(told[_LENGTH:], told[:_LENGTH]) if len(told) == 2 * _LENGTH else b""
    )


def remember(response: Response, who: str) -> None:
    response.set_cookie(COOKIE, who, httponly=True, samesite="strict", path="/")


def _signed(secret: bytes, who: str) -> bytes:
    return hmac.new(secret, who.encode("utf-8", "replace"), sha256).digest()


def _masked(words: bytes, mask: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(words, mask, strict=True))
