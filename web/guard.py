"""门卫：what every request must pass before anything reads it, and what every response bears.

The plan texts shown are hostile, so nothing on a page may run or load but what is ours. Names in ``Host``
other than ours are refused, so that no strange site can reach the desk under a name of its own; addresses
are not names and cannot be lent that way.
"""

from __future__ import annotations

import hmac
import json
import sys
from base64 import b64decode
from binascii import Error as NotBase64
from collections import OrderedDict
from ipaddress import ip_address
from time import monotonic
from urllib.parse import unquote_plus, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from corpus.errors import printable
from web.problems import problem
from web.settings import UPLOAD_LIMIT, Settings

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
_SAFE = ("GET", "HEAD", "OPTIONS")
_CLIENTS = 4096
_FORM = 200_000  # bytes round the files of an upload


class Guard:
    """The outermost part of the application."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app, self._settings = app, settings
        self._rates = Rates(settings.rate)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        start = monotonic()
        told = {"status": 500}

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                told["status"] = message["status"]
                _dress(MutableHeaders(scope=message))
            await send(message)

        try:
            refused = self._refusal(scope)
            if refused is None:
                await self._app(scope, _limited(receive), sending)
            else:
                status, detail, headers = refused
                await problem(status, detail, headers)(scope, receive, sending)
        finally:
            self._log(scope, told["status"], monotonic() - start)

    def _refusal(self, scope: Scope) -> tuple[int, str, dict[str, str]] | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if not is_ours(host, self._settings.names):
            return (
                421,
                "请求里的主机名不是这台服务的；请用 127.0.0.1 打开，或在启动时用 --name 写明主机名。",
                {},
            )
        wait = self._rates.wait((scope.get("client") or ("",))[0])
        if wait:
            return 429, f"请求太密，请过 {wait} 秒再试。", {"retry-after": str(wait)}
        if not admits(headers.get("authorization", ""), self._settings.token):
            return 401, "要出示口令：程序用 Authorization: Bearer，网页在弹出的框里填密码。", _ASKING
        if scope["method"] not in _SAFE and is_foreign(headers, host):
            return 403, "这个请求来自别的网站，没有照办。", {}
        size = headers.get("content-length", "0")
        if not size.isdecimal() or int(size) > UPLOAD_LIMIT + _FORM:
            return 413, f"一次最多收 {UPLOAD_LIMIT // 1_000_000} MB。", {}
        return None

    def _log(self, scope: Scope, status: int, seconds: float) -> None:
        """Without what was asked, unless the owner wants it."""
        asked = scope.get("query_string", b"").decode("latin-1")
        words = f"?{unquote_plus(asked)}" if self._settings.log_questions and asked else ""
        line = f"{scope['method']} {_kind(scope['path'])}{words} {status} {seconds * 1000:.0f}ms"
        sys.stderr.write(f"{printable(line)}\n")


_ASKING = {"www-authenticate": 'Basic realm="policykb", charset="UTF-8", Bearer'}


def _kind(path: str) -> str:
    """The first two parts of a path: what follows may be the name of what was asked for."""
    parts = path.split("/")
    return "/".join(parts[:4] if path.startswith("/api/") else parts[:2])


def _dress(headers: MutableHeaders) -> None:
    for name, value in HEADERS.items():
        headers[name] = value
    headers.setdefault("cache-control", "private, no-cache")


def is_ours(host: str, names: tuple[str, ...]) -> bool:
    """Whether ``Host`` is an address, localhost, or one of the names that the owner gave."""
    try:
        name = urlsplit(f"//{host}").hostname or ""
        urlsplit(f"//{host}").port  # noqa: B018  raises where it is none
    except ValueError:
        return False
    if name in ("localhost", *(own.lower() for own in names)):
        return True
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def is_foreign(headers: Headers, host: str) -> bool:
    """Whether a page of another site sent this; browsers say so, programs say nothing."""
    origin = headers.get("origin")
    if origin is not None:
        return urlsplit(origin).netloc != host
    return headers.get("sec-fetch-site", "none") not in ("none", "same-origin")


def admits(given: str, token: str) -> bool:
    """Whether the token is shown, as Bearer or as the password of Basic."""
    if not token:
        return True
    scheme, _, value = given.partition(" ")
    if scheme.lower() == "basic":
        try:
            value = b64decode(value, validate=True).decode().partition(":")[2]
        except (NotBase64, ValueError):
            return False
    elif scheme.lower() != "bearer":
        return False
    return hmac.compare_digest(value.strip().encode("utf-8", "replace"), token.encode("utf-8", "replace"))


class Rates:
    """A bucket a client that fills by the minute; a quarter of a minute's worth may come at once."""

    def __init__(self, a_minute: int) -> None:
        self._rate, self._size = a_minute / 60, max(1.0, a_minute / 4)
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, client: str) -> int:
        """Seconds to wait, 0 where the request may pass."""
        if not self._rate:
            return 0
        now = monotonic()
        left, seen = self._left.pop(client, (self._size, now))
        left = min(self._size, left + (now - seen) * self._rate)
        self._left[client] = (left - 1 if left >= 1 else left, now)
        if len(self._left) > _CLIENTS:
            self._left.popitem(last=False)
        return 0 if left >= 1 else int((1 - left) / self._rate) + 1


class TooMuch(Exception):
    """More bytes than a request may have, whatever it said of its length."""


def _limited(receive: Receive) -> Receive:
    got = 0

    async def receiving() -> Message:
        nonlocal got
        message = await receive()
        got += len(message.get("body", b""))
        if got > UPLOAD_LIMIT + _FORM:
            raise TooMuch(json.dumps(got))
        return message

    return receiving
