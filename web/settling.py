"""久留：what stays long is not looked through for garbage again and again.

These are the plans that are held and what was worked out of them: millions of objects in no circle, so that
they go when nobody holds them. While a full collection looks through them every request waits, a second or so.
"""

from __future__ import annotations

import gc

_OLDEST = len(gc.get_threshold()) - 1
_SELDOM = 500
"""Full collections of which one looks through everything: under full load that is one in a quarter of an hour."""


class Settling:
    """A callback of the collector (``gc.callbacks``): what outlives a full collection is set aside.

    A request that is being answered just then is set aside too, and what of it ends in a circle stays until
    everything is looked through.
    """

    def __init__(self) -> None:
        self._count = 0

    def __call__(self, phase: str, info: dict[str, int]) -> None:
        if info["generation"] < _OLDEST:
            return
        if phase == "stop":
            gc.freeze()
            return
        self._count += 1
        if self._count % _SELDOM == 0:
            gc.unfreeze()
