"""What outlives a full collection is set aside, and everything is looked through now and then."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from web import settling
from web.settling import Settling


@pytest.fixture(autouse=True)
def alone() -> Iterator[None]:
    gc.collect()
    gc.disable()
    yield
    gc.unfreeze()
    gc.enable()


def test_only_full_collections_set_aside() -> None:
    before = gc.get_freeze_count()
    settle = Settling()
    for generation in (0, 1):
        settle("start", {"generation": generation})
        settle("stop", {"generation": generation})
    assert gc.get_freeze_count() == before
    settle("start", {"generation": 2})
    assert gc.get_freeze_count() == before
    settle("stop", {"generation": 2})
    assert gc.get_freeze_count() > before + 1000


def test_circles_among_what_was_set_aside_go_in_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settling, "_SELDOM", 3)
    settle = Settling()
    gc.callbacks.append(settle)
    try:
        circle: list[object] = []
        circle.append(circle)
        gc.collect()
        del circle
        assert gc.collect() == 0
        assert gc.collect() > 0
    finally:
        gc.callbacks.remove(settle)
