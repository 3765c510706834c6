"""备着：responses that may be asked for again, the latest used last, so many bytes of them."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, replace
from threading import Lock

MOST = 32_000_000
LARGEST = 1_000_000
_BESIDE = 500  # bytes that a response takes besides its body

Address = tuple[str, ...]
Basis = tuple[str, ...]
"""What a response rests on: as long as it is the same, so are the bytes; empty where that is the whole store."""


@dataclass(frozen=True, slots=True)
class _Held:
    version: str
    basis: Basis
    body: bytes


class Kept:
    """By address, of which there is one response at a time: what rests on something else takes its place."""

    def __init__(self) -> None:
        self._held: OrderedDict[Address, _Held] = OrderedDict()
        self._size, self._lock = 0, Lock()

    def of_version(self, address: Address, version: str) -> bytes | None:
        """The response that is known to be that of this version of the store."""
        with self._lock:
            held = self._held.get(address)
            if held is None or held.version != version:
                return None
            self._held.move_to_end(address)
            return held.body

    def resting_on(self, address: Address, basis: Basis, version: str) -> bytes | None:
        """The response that rests on this, whatever else was written; it is that of this version too from now on."""
        with self._lock:
            held = self._held.get(address)
            if held is None or held.basis != basis:
                return None
            self._held[address] = replace(held, version=version)
            self._held.move_to_end(address)
            return held.body

    def keep(self, address: Address, basis: Basis, version: str, body: bytes) -> None:
        """What is large is not kept."""
        with self._lock:
            self._drop(address)
            if len(body) <= LARGEST:
                self._held[address] = _Held(version, basis, body)
                self._size += _size(address, self._held[address])
            while self._size > MOST:
                self._drop(next(iter(self._held)))

    def _drop(self, address: Address) -> None:
        if held := self._held.pop(address, None):
            self._size -= _size(address, held)


def _size(address: Address, held: _Held) -> int:
    return _BESIDE + len(held.body) + sum(map(len, (*address, *held.basis)))
