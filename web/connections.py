"""连接：who holds a connection must use it: a request that does not arrive whole in time ends it."""

from __future__ import annotations

import asyncio
import socket
from collections import Counter
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_SECONDS = 10.0
"""For the head of a request, from the opening of the connection or its first byte."""
BODY_SECONDS = 300.0
"""For all of a request."""
OF_ONE = 128
"""Connections of one address; a proxy, which brings those of many, has to be told of."""
OF_ALL = 800
_HELD: Counter[str] = Counter()


class Patient(H11Protocol):
    """HTTP/1.1 for as long as the other side goes on."""

    most_of_one = OF_ONE
    _timer: asyncio.TimerHandle | None = None
    _whose = ""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        _send_at_once(transport)
        self._whose = self.client[0] if self.client else ""
        _HELD[self._whose] += 1
        if _HELD[self._whose] > self.most_of_one or len(self.connections) > OF_ALL:
            transport.abort()
            return
        self._wait(HEAD_SECONDS)

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop()
        _HELD[self._whose] -= 1
        if not _HELD[self._whose]:
            del _HELD[self._whose]
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        before = self.conn.their_state
        super().data_received(data)
        now = self.conn.their_state
        if now is h11.SEND_BODY and before is not h11.SEND_BODY:
            self._wait(BODY_SECONDS)
        elif now in (h11.DONE, h11.MUST_CLOSE, h11.CLOSED, h11.ERROR):
            self._stop()
        elif now is h11.IDLE and self._timer is None:
            self._wait(HEAD_SECONDS)

    def _wait(self, seconds: float) -> None:
        self._stop()
        self._timer = self.loop.call_later(seconds, self._give_up)

    def _give_up(self) -> None:
        self._timer = None
        self.transport.abort()

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


def _send_at_once(transport: asyncio.Transport) -> None:
    """Else what an answer's last part is waits 40 ms for the other side to acknowledge the first."""
    own = transport.get_extra_info("socket")
    if own is not None and own.family in (socket.AF_INET, socket.AF_INET6):
        own.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def protocol(*, behind_proxy: bool) -> type[Any]:
    """The connections of a proxy are those of many."""
    return type("Patient", (Patient,), {"most_of_one": OF_ALL}) if behind_proxy else Patient
