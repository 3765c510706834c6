"""备着：responses that may be asked for again, the latest used last, so many bytes of them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from threading import Lock

from kb.names import Names
from qa.library import NOTHING, Basis

MOST = 32_000_000
LARGEST = 1_000_000
_BESIDE = 500  # bytes that a response takes besides its body

Address = tuple[str, ...]
Target = tuple[str, bytes]
"""A path and its query as they were sent; many may have the same address."""
Since = Callable[[str], Sequence[Names] | None]
"""What came in after a version of the store; None where that is not known."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A response, and the version of the store that it is known to be right for.

    ``file`` is the name it is to be kept under, "" where it is to be shown.
    """

    address: Address
    target: Target
    route: object
    version: str
    form: str
    file: str = ""
    body: bytes = b""
    basis: Basis = NOTHING
    """What it rests on; nothing where that is the whole store."""


class Kept:
    """By address, of which there is one response at a time: what rests on something else takes its place."""

    def __init__(self) -> None:
        self._held: OrderedDict[Address, Sent] = OrderedDict()
        self._sent_to: dict[Target, Address] = {}
        self._size, self._lock = 0, Lock()

    def of_version(self, address: Address, version: str) -> Sent | None:
        """The response that is known to be that of this version of the store."""
        with self._lock:
            held = self._held.get(address)
            return self._put(held) if held and held.version == version else None

    def resting_on(self, address: Address, basis: Basis, version: str) -> Sent | None:
        """The response that rests on these plans, whatever else was written; it is that of this version too."""
        with self._lock:
            held = self._held.get(address)
            if held is None or held.basis.seals != basis.seals:
                return None
            return self._put(replace(held, basis=basis, version=version))

    def sent_to(self, target: Target, version: str, since: Since) -> Sent | None:
        """The response to the very same request, where nothing that came in since has to do with it."""
        with self._lock:
            held = self._held.get(self._sent_to.get(target, ()))
            if held is None:
                return None
            new = () if held.version == version else since(held.version)
            if new is None or not all(map(held.basis.outlasts, new)):
                return None
            return self._put(replace(held, version=version))

    def knows(self, target: Target) -> bool:
        """Whether there is a response to this request, be it of an older version."""
        return target in self._sent_to

    def keep(self, sent: Sent) -> None:
        """What is large is not kept."""
        with self._lock:
            self._drop(sent.address)
            if len(sent.body) <= LARGEST:
                self._put(sent)
            while self._size > MOST:
                self._drop(next(iter(self._held)))

    def _put(self, sent: Sent) -> Sent:
        self._drop(sent.address)
        self._held[sent.address], self._sent_to[sent.target] = sent, sent.address
        self._size += _size(sent)
        return sent

    def _drop(self, address: Address) -> None:
        if held := self._held.pop(address, None):
            self._size -= _size(held)
            if self._sent_to.get(held.target) == address:
                del self._sent_to[held.target]


def _size(sent: Sent) -> int:
    words = (*sent.address, *sent.basis.seals, *(one.text for one in sent.basis.standing), sent.target[0])
    return _BESIDE + len(sent.body) + len(sent.target[1]) + sum(map(len, words))
