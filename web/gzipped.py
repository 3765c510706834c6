"""压缩：long texts go out compressed to who can read that; what was compressed before is not compressed again.

Starlette's own leaves a strong tag on other bytes, compresses workbooks and kept answers each time anew, and
takes ``gzip;q=0`` for a wish.
"""

from __future__ import annotations

import zlib
from collections import OrderedDict
from functools import partial

from anyio import CapacityLimiter, to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SHORTEST = 1000
"""Bytes of a text that is worth it."""
MOST = 16_000_000
"""Bytes that texts and their compressed forms may take together, those used last."""
_LARGEST = 1_000_000
_AT_ONCE = 30_000  # bytes that are compressed while others wait: about a millisecond
_LEVEL = 6
_TEXTS = ("application/json", "application/problem+json", "image/svg+xml", "text/")
_GZIP = 16 + zlib.MAX_WBITS  # with a head that bears no time, so the same text gives the same bytes


class Gzipped:
    """Within what turns HEAD into GET, so that both have the same length and tag."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._held: OrderedDict[bytes, bytes] = OrderedDict()
        self._size = 0
        self._limiter = CapacityLimiter(1)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        wanted = accepts(",".join(Headers(scope=scope).getlist("accept-encoding")))
        start: Message = {}

        async def sending(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start" and _may_differ(message):
                start = message
                return
            if start:
                begun, start = start, {}
                message = await self._begun(begun, message, wanted=wanted, send=send)
            await send(message)

        await self._app(scope, receive, sending)

    async def _begun(self, start: Message, message: Message, *, wanted: bool, send: Send) -> Message:
        """The message to send after the head, which is sent as suits it."""
        headers, body = MutableHeaders(scope=start), message.get("body", b"")
        headers.add_vary_header("accept-encoding")
        packed = b""
        if wanted and not message.get("more_body"):
            packed = await self.packed(body) if body else b""
            if "etag" in headers:
                headers["etag"] = weak(headers["etag"])
        if packed:
            headers["content-encoding"], headers["content-length"] = "gzip", str(len(packed))
            message = {**message, "body": packed}
        await send(start)
        return message

    async def packed(self, body: bytes) -> bytes:
        """The text compressed. A kept one is the same object each time, whose hash Python keeps."""
        found = self._held.get(body) if len(body) <= _LARGEST else None
        if found is not None:
            self._held.move_to_end(body)
            return found
        work = partial(zlib.compress, body, _LEVEL, _GZIP)
        made = work() if len(body) <= _AT_ONCE else await to_thread.run_sync(work, limiter=self._limiter)
        self._keep(body, made)
        return made

    def _keep(self, body: bytes, made: bytes) -> None:
        if len(body) > _LARGEST or body in self._held:  # it may have come while this was compressed
            return
        self._held[body] = made
        self._size += len(body) + len(made)
        while self._size > MOST:
            self._size -= sum(map(len, self._held.popitem(last=False)))


def accepts(header: str) -> bool:
    """Whether ``header``, that of Accept-Encoding, wants gzip, or anything (RFC 9110, 12.5.3)."""
    weights = {}
    for part in header.split(","):
        name, _, weight = part.partition(";")
        weights[name.strip().lower()] = _weight(weight)
    return weights.get("gzip", weights.get("*", 0.0)) > 0


def weak(tag: str) -> str:
    """Both forms say the same, but not in the same bytes (RFC 9110, 8.8.1)."""
    return tag if tag.startswith("W/") else f"W/{tag}"


def _weight(parameter: str) -> float:
    name, _, value = parameter.partition("=")
    if name.strip().lower() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0


def _may_differ(start: Message) -> bool:
    """A long text, or word that one has not changed."""
    headers = Headers(scope=start)
    if start["status"] == 304:
        return headers.get("content-type", "").startswith(_TEXTS)
    is_long = int(headers.get("content-length", "0")) >= SHORTEST
    return (
        is_long and headers.get("content-type", "").startswith(_TEXTS) and "content-encoding" not in headers
    )
