"""限速：how often one address may ask, counted together by all processes of the desk.

What is counted lies in memory that the processes share, since they are forked off; it has a fixed size,
whoever asks. Two who write at once may lose a count, which does not matter.
"""

from __future__ import annotations

import struct
from ipaddress import IPv6Address, ip_address
from mmap import mmap
from time import monotonic

_SLOTS = 16_384
_SLOT = struct.Struct("=Qdd")  # who, what is left, when it was so
_WHO = 2**64 - 1


def client_key(address: str) -> str:
    """Who an address is of: IPv6 is given out by the network, so all of one are one."""
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return address[:64]
    if isinstance(ip, IPv6Address) and not ip.ipv4_mapped:
        return ip.packed[:8].hex()
    return str(getattr(ip, "ipv4_mapped", None) or ip)


class Rates:
    """A bucket a client that fills by the minute; a quarter of a minute's worth may come at once.

    A client whose place another has taken begins anew.
    """

    def __init__(self, a_minute: int) -> None:
        self._rate, self._size = a_minute / 60, max(1.0, a_minute / 4)
        self._held = mmap(-1, _SLOTS * _SLOT.size)

    def wait(self, client: str) -> int:
        """Seconds to wait, 0 where the request may pass."""
        if not self._rate:
            return 0
        now, who = monotonic(), hash(client_key(client)) & _WHO
        at = who % _SLOTS * _SLOT.size
        known, left, seen = _SLOT.unpack_from(self._held, at)
        left = min(self._size, left + (now - seen) * self._rate) if known == who else self._size
        _SLOT.pack_into(self._held, at, who, left - 1 if left >= 1 else left, now)
        return 0 if left >= 1 else int((1 - left) / self._rate) + 1
