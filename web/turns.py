"""轮次：who waits for an answer waits so long and no longer, and what takes long does not stop the desk.

Work in a thread cannot be stopped from outside: a request that is given up frees its place at once and its
work goes on unseen. So that there are never many of these, requests are refused while as many as are
answered at a time have been at work for long.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from itertools import count
from threading import Lock
from time import monotonic

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SLOW = 5.0
"""Seconds after which work is taken for long."""
SOON = 0.1
"""Seconds that work waits for other work to be done."""
_ALWAYS = ("/healthz", "/static/")
_READS = ("GET", "HEAD")

BUSY = "正在答的几个问题都要很久，暂时不收新的；请过几秒再试。"
AGAIN = {"retry-after": str(int(SLOW))}
Told = Callable[[Request, int, str, Mapping[str, str]], Response]


class HeldUp(Exception):
    """No work is begun while every place has been at work for long."""


class Turns:
    """What is at work now, whether anyone still waits for it or not."""

    def __init__(self, at_a_time: int) -> None:
        self._at_a_time = at_a_time
        self._begun: dict[int, float] = {}
        self._numbers = count()
        self._alone = Lock()

    @contextmanager
    def taken(self) -> Iterator[None]:
        """HeldUp where so much was begun while this waited that nobody would be served."""
        if self.held_up():
            raise HeldUp
        number = next(self._numbers)
        self._begun[number] = monotonic()
        try:
            yield
        finally:
            del self._begun[number]

    @contextmanager
    def one_by_one(self) -> Iterator[None]:
        """Little things are done one after another: side by side each would take as long as all of them.

        What has waited as long as a little thing takes goes ahead.
        """
        alone = self._alone.acquire(timeout=SOON)
        try:
            yield
        finally:
            if alone:
                self._alone.release()

    def held_up(self) -> bool:
        """Whether every place has been at work for long."""
        now = monotonic()
        return sum(now - begun > SLOW for begun in tuple(self._begun.values())) >= self._at_a_time


class Patience:
    """Between the guard and the application: refuses or gives up in words for people and programs alike."""

    def __init__(self, app: ASGIApp, turns: Turns, seconds: int, told: Told) -> None:
        self._app, self._turns, self._seconds, self._told = app, turns, seconds, told

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith(_ALWAYS):
            await self._app(scope, receive, send)
        elif self._turns.held_up():
            await self._told(Request(scope), 503, BUSY, AGAIN)(scope, receive, send)
        elif scope["method"] not in _READS or not self._seconds:
            await self._app(scope, receive, send)
        else:
            await self._in_time(scope, receive, send)

    async def _in_time(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The answer, or after so many seconds the advice to ask for less."""
        begun = asyncio.Event()

        async def sending(message: Message) -> None:
            begun.set()
            await send(message)

        work = asyncio.ensure_future(self._app(scope, receive, sending))
        try:
            await asyncio.wait({work}, timeout=self._seconds)
            if work.done() or begun.is_set():
                await work
                return
        finally:
            work.cancel()
        with suppress(asyncio.CancelledError):
            await work
        words = (
            f"要查的太多，{self._seconds} 秒没有查完，不再等了；请指明地方、方案、单位或年份，缩小范围再问。"
        )
        await self._told(Request(scope), 503, words, {"retry-after": str(self._seconds)})(
            scope, receive, send
        )
