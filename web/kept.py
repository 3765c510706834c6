"""备着：responses that may be asked for again, the latest used last, so many bytes of them."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

MOST = 32_000_000
LARGEST = 1_000_000
_BESIDE = 500  # bytes that a response takes besides its body

Address = tuple[str, ...]
Basis = tuple[str, ...]
"""What a response rests on: as long as it is the same, so are the bytes."""


class Kept:
    """By address, of which there is one response at a time: what rests on something else takes its place."""

    def __init__(self) -> None:
        self._held: OrderedDict[Address, tuple[Basis, bytes]] = OrderedDict()
        self._size, self._lock = 0, Lock()

    def get(self, address: Address, basis: Basis) -> bytes | None:
        with self._lock:
            held = self._held.get(address)
            if held is None or held[0] != basis:
                return None
            self._held.move_to_end(address)
            return held[1]

    def keep(self, address: Address, basis: Basis, body: bytes) -> None:
        """Nothing is kept that rests on nothing known, nor what is large."""
        with self._lock:
            self._drop(address)
            if basis and len(body) <= LARGEST:
                self._held[address] = basis, body
                self._size += _size(address, basis, body)
            while self._size > MOST:
                self._drop(next(iter(self._held)))

    def _drop(self, address: Address) -> None:
        if held := self._held.pop(address, None):
            self._size -= _size(address, *held)


def _size(address: Address, basis: Basis, body: bytes) -> int:
    return _BESIDE + len(body) + sum(map(len, (*address, *basis)))
