"""备着：responses that were sent and may be asked for again, the latest used last, so many bytes of them."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

MOST = 32_000_000
LARGEST = 1_000_000


class Kept:
    """By tag: one that tells state of the store, day and address means the same bytes for ever."""

    def __init__(self) -> None:
        self._bodies: OrderedDict[str, bytes] = OrderedDict()
        self._size, self._lock = 0, Lock()

    def get(self, tag: str) -> bytes | None:
        with self._lock:
            if tag in self._bodies:
                self._bodies.move_to_end(tag)
            return self._bodies.get(tag)

    def keep(self, tag: str, body: bytes) -> None:
        """Nothing is kept without a tag, nor what is large."""
        if not tag or len(body) > LARGEST:
            return
        with self._lock:
            self._size += len(body) - len(self._bodies.get(tag, b""))
            self._bodies[tag] = body
            while self._size > MOST:
                self._size -= len(self._bodies.popitem(last=False)[1])
