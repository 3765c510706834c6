"""门卫：what every request must pass before anything reads it, and what every response bears.

The plan texts shown are hostile, so nothing on a page may run or load but what is ours. Names in ``Host``
other than ours are refused, so that no strange site can reach the desk under a name of its own; addresses
are not names and cannot be lent that way.
"""

from __future__ import annotations

import re
from time import monotonic

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web import journal
from web.desk import Desk
from web.problems import verdict
from web.rates import Rates
from web.senders import admits, is_foreign, is_ours
from web.settings import UPLOAD_LIMIT
from web.telling import told

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",  # with no-referrer a form would come from nowhere
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
HEALTH = "/healthz"
_STATIC = re.compile(r"/static/[\w.]+", re.ASCII)
"""How the pages look, those that refuse too; the same wherever policykb runs, so nothing is told by it."""
AT_ONCE = 256
"""Requests in hand; who comes then is sent away."""
_SAFE = ("GET", "HEAD", "OPTIONS")
_FORM = 200_000  # bytes round the files of an upload
_ASKING = {"www-authenticate": 'Basic realm="policykb", charset="UTF-8", Bearer'}
_TOO_MUCH = f"一次最多收 {UPLOAD_LIMIT // 1_000_000} MB；请分几次传。"

Refusal = tuple[int, str, dict[str, str]]


class TooMuch(Exception):
    """More bytes than a request may have, whatever it said of its length."""

    def __str__(self) -> str:
        return _TOO_MUCH


class Guard:
    """The outermost part of the application: nothing leaves it but a response."""

    def __init__(self, app: ASGIApp, desk: Desk) -> None:
        self._app, self._desk, self._settings = app, desk, desk.settings
        self._rates = Rates(desk.settings.rate)
        self._in_hand = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        start, status = monotonic(), 0

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                _dress(MutableHeaders(scope=message))
            await send(message)

        self._in_hand += 1
        try:
            await self._answer(scope, receive, sending)
        except Exception as error:
            journal.fault(error)
            if not status:
                await told(self._desk, Request(scope), *verdict(error))(scope, receive, sending)
        finally:
            self._in_hand -= 1
            journal.note(scope, status, monotonic() - start, questions=self._settings.log_questions)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        refusal = self._refusal(scope)
        if refusal is None:
            await self._app(scope, _limited(receive), send)
        else:
            await told(self._desk, Request(scope), *refusal)(scope, receive, send)

    def _refusal(self, scope: Scope) -> Refusal | None:
        headers = Headers(scope=scope)
        host, is_read = headers.get("host", ""), scope["method"] in _SAFE
        is_static = is_read and bool(_STATIC.fullmatch(scope["path"]))
        if not is_static and not is_ours(host, self._settings.names):
            words = "请求里的主机名不是这台服务的；请用 127.0.0.1 打开，或在启动时用 --name 写明主机名。"
            return 421, words, {}
        if self._in_hand > AT_ONCE:
            return 503, "现在用的人太多，请过几秒再试。", {"retry-after": "5"}
        wait = self._rates.wait((scope.get("client") or ("",))[0])
        if wait:
            return 429, f"请求太密，请过 {wait} 秒再试。", {"retry-after": str(wait)}
        is_open = is_static or (is_read and scope["path"] == HEALTH)
        if not is_open and not admits(headers.get("authorization", ""), self._settings.token):
            return 401, "要出示口令：程序用 Authorization: Bearer，网页在弹出的框里填密码。", _ASKING
        if not is_read and is_foreign(headers, host):
            return 403, "这个请求来自别的网站，没有照办。", {}
        return None if _fits(headers.get("content-length", "0")) else (413, _TOO_MUCH, {})


def _fits(length: str) -> bool:
    """Whether that many bytes may come; what is no short number may not."""
    return (
        length.isascii() and length.isdecimal() and len(length) < 16 and int(length) <= UPLOAD_LIMIT + _FORM
    )


def _dress(headers: MutableHeaders) -> None:
    for name, value in HEADERS.items():
        headers[name] = value
    headers.setdefault("cache-control", "private, no-cache")


def _limited(receive: Receive) -> Receive:
    got = 0

    async def receiving() -> Message:
        nonlocal got
        message = await receive()
        got += len(message.get("body", b""))
        if got > UPLOAD_LIMIT + _FORM:
            raise TooMuch
        return message

    return receiving
