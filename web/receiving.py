"""收文件：uploaded plans are read by a process of their own, one upload at a time, and the desk goes on.

The process has limits of time and memory and nothing of ours in its environment; whatever a file does to
it, the store has a plan whole or not at all.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from anyio import CapacityLimiter
from anyio.to_thread import run_sync

from corpus.errors import InputError, reason
from corpus.programs import run
from export.terminal import STATES
from web.child import SECONDS
from web.lifeline import Lifelines
from web.quarantine import Busy, Folder, NoRoom, Sent
from web.settings import Settings

FILES = 50
_QUEUE = 4  # uploads that may wait for the one that is being read
_PATIENCE = 30  # seconds beyond those that the process itself may take
_PASSED_ON = (
    *("PATH", "HOME", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR"),
    *("PYTHONPATH", "PYTHONUTF8", "VIRTUAL_ENV", "LD_LIBRARY_PATH"),
)


@dataclass(frozen=True, slots=True)
class Received:
    """What became of a file; ``state`` is one of those of ``kb.outcomes``, ``plan`` what it is found by."""

    name: str
    state: str
    reason: str
    plan: str = ""
    clauses: int = 0
    duties: int = 0

    @property
    def word(self) -> str:
        return STATES.get(self.state, self.state)


class Receiver:
    """Takes uploads for the knowledge base of ``settings``."""

    def __init__(self, settings: Settings) -> None:
        self._kb, self._quota = settings.kb, settings.quota
        self._folder = Folder.of(settings.kb)
        self._one, self._waiting = CapacityLimiter(1), 0
        self._lines = Lifelines()

    def check_queue(self) -> None:
        """Busy where too many wait already."""
        if self._waiting > _QUEUE:
            raise Busy("正有几次上传在排队，这次什么也没有收；请过几分钟再传。")

    async def take(self, sent: Sequence[Sent], *, replacing: bool) -> tuple[Received, ...]:
        """What became of each file, in the order they were sent; NoRoom, Busy where none was taken."""
        self.check_queue()
        self._waiting += 1
        try:
            return await run_sync(lambda: self.receive(sent, replacing=replacing), limiter=self._one)
        finally:
            self._waiting -= 1

    def stop(self) -> None:
        """Nothing more is read: what is being read is left, and the store as it was before."""
        self._lines.cut()

    def receive(self, sent: Sequence[Sent], *, replacing: bool) -> tuple[Received, ...]:
        try:
            with self._folder.alone(SECONDS + _PATIENCE, lambda: self._lines.are_cut):
                self._folder.check_room(sum(one.size for one in sent), self._quota)
                refused = self._set_apart(sent)
                told = self._read({one.index: one.name for one in sent}, refused, replacing)
        except OSError as error:
            raise no_room(error) from error
        found = {**told, **{index: [one] for index, one in refused.items()}}
        return tuple(row for one in sent for row in found.get(one.index, ()))

    def _set_apart(self, sent: Sequence[Sent]) -> dict[int, Received]:
        """Those refused."""
        refused: dict[int, Received] = {}
        for one in sent:
            try:
                self._folder.set_apart(one)
            except InputError as error:
                refused[one.index] = Received(one.name, "refused", str(error))
        return refused

    def _read(
        self, names: dict[int, str], refused: dict[int, Received], replacing: bool
    ) -> dict[int, list[Received]]:
        wanted = names.keys() - refused.keys()
        if not wanted:
            return {}
        told = self._asked(replacing)
        if "error" in told:
            return {index: [Received(names[index], "refused", told["error"])] for index in wanted}
        rows: dict[int, list[Received]] = {}
        for one in told["files"]:
            index, inside = one.pop("index"), one.pop("inside")
            name = f"{names[index]}/{inside}" if inside else names[index]
            rows.setdefault(index, []).append(Received(name, **one))
        return rows

    def _asked(self, replacing: bool) -> dict[str, Any]:
        """What the process says."""
        command = [
            *(sys.executable, "-m", "web.child"),
            *(str(self._kb.resolve()), "replace" if replacing else "add"),
        ]
        try:
            with self._lines.held() as line:
                told: dict[str, Any] = json.loads(run(command, SECONDS + _PATIENCE, environment(), line))
                return told
        except subprocess.TimeoutExpired:
            return {"error": "读得太久，已停下；请在“方案”里看看哪些已经入库，其余的分几次再传。"}
        except ValueError:
            return {"error": "读它的进程意外结束；请在“方案”里看看哪些已经入库，其余的一份一份再传。"}


def environment() -> dict[str, str]:
    """What the process needs of ours; our secrets it does not."""
    return {name: os.environ[name] for name in _PASSED_ON if name in os.environ}


def no_room(error: OSError) -> NoRoom:
    """Why a file could not be kept."""
    return NoRoom(f"服务器存不下（{reason(error)}），这次什么也没有收；请告诉管理知识库的人。")
