"""生命线：a process that we start ends with us, however we end.

It reads from a pipe that only we can write to: when we are gone, or let go of it, the read ends, and the
process ends its whole group.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Lock, Thread


class Lifelines:
    """The pipes of the processes that run; once they are cut, none is given out any more."""

    def __init__(self) -> None:
        self._held: set[int] = set()
        self._lock = Lock()
        self.are_cut = False

    @contextmanager
    def held(self) -> Iterator[int]:
        """What the process is to have as its standard input."""
        ours, theirs = self._pipe()
        try:
            yield theirs
        finally:
            os.close(theirs)
            self._let_go([ours])

    def cut(self) -> None:
        """End them all."""
        self.are_cut = True
        self._let_go(list(self._held))

    def _pipe(self) -> tuple[int, int]:
        theirs, ours = os.pipe()
        with self._lock:
            self._held.add(ours)
        if self.are_cut:
            self._let_go([ours])
        return ours, theirs

    def _let_go(self, ends: list[int]) -> None:
        with self._lock:
            for end in self._held.intersection(ends):
                self._held.discard(end)
                os.close(end)


def hang_on() -> None:
    """Called in the process, which leads a group: end with who holds the other end of standard input."""

    def ending() -> None:
        with suppress(OSError):
            while os.read(0, 1):
                pass
        os.killpg(0, signal.SIGKILL)

    if os.getpgrp() == os.getpid():
        Thread(target=ending, daemon=True).start()
