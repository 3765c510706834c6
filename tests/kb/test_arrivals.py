"""What came into a store between two looks at it, told only where nothing else happened."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from kb import arrivals
from kb.arrivals import Arrivals
from kb.ingest import ingest_paths
from kb.intake import Intake
from kb.names import Names, joined
from kb.remarks import Remark
from kb.store import Store

PLAN = "{place}绿化方案\n一、任务\n1. 种树。{year}年底前完成。\n责任单位：{place}林草局、县财政局\n"


def put(kb: Path, place: str, year: int = 2025) -> None:
    file = kb.parent / f"{place}.txt"
    file.write_text(PLAN.format(place=place, year=year), "utf-8")
    ingest_paths(kb, [file], watch=iter)


@pytest.fixture
def kb(tmp_path: Path) -> Path:
    path = tmp_path / "库.db"
    put(path, "甲山县")
    put(path, "乙山县")
    return path


@pytest.fixture
def store(kb: Path) -> Iterator[Store]:
    with Store.open(kb) as opened:
        yield opened


def test_a_plan_that_comes_in_is_told_by_its_names(kb: Path, store: Store) -> None:
    seen = Arrivals()
    before = seen.look(store)
    assert seen.since(before, seen.look(store)) == []
    put(kb, "丙山县")
    now = seen.look(store)
    (new,) = seen.since(before, now) or ()
    assert "丙山县" in new.places
    assert "丙山县绿化方案" in new.titles
    assert "林草局" in new.calls.splitlines()
    assert not any("甲山" in name for name in (*new.places, *new.titles))
    assert seen.since(now, now) == []
    assert seen.since(now, before) is None


def test_what_is_no_arrival_is_not_told(kb: Path, store: Store) -> None:
    """A plan in another version, or gone: what was known before is known no more, what comes after is."""
    seen = Arrivals()
    for change in (lambda: put(kb, "甲山县", 2026), lambda: remove(kb, "乙山县")):
        before = seen.look(store)
        change()
        assert seen.since(before, seen.look(store)) is None
    before = seen.look(store)
    put(kb, "丁山县")
    assert len(seen.since(before, seen.look(store)) or ()) == 1


def remove(kb: Path, place: str) -> None:
    with Intake.open(kb) as store:
        assert store.remove(str(kb.parent / f"{place}.txt"))


def test_a_plan_in_the_place_of_another_is_no_arrival(kb: Path, store: Store) -> None:
    """One goes and one comes between two looks, so that the number is as it was."""
    seen = Arrivals()
    before = seen.look(store)
    remove(kb, "乙山县")
    put(kb, "丁山县")
    assert seen.since(before, seen.look(store)) is None


def test_a_store_that_is_as_it_was_is_another_look(kb: Path, store: Store) -> None:
    seen = Arrivals()
    before = seen.look(store)
    put(kb, "丙山县")
    between = seen.look(store)
    remove(kb, "丙山县")
    assert seen.look(store) == before
    assert seen.since(between, before) is None


def test_names_are_not_read_of_more_than_some_plans(
    kb: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arrivals, "_MOST", 1)
    seen = Arrivals()
    before = seen.look(store)
    put(kb, "丙山县")
    put(kb, "丁山县")
    assert seen.since(before, seen.look(store)) is None


def test_a_ledger_that_cannot_be_read_tells_nothing(kb: Path, store: Store) -> None:
    seen = Arrivals()
    before = seen.look(store)
    with closing(sqlite3.connect(kb)) as connection, connection:
        connection.execute("UPDATE ledger SET digest = 'zz'")
    assert seen.since(before, seen.look(store)) is None
    assert store.lookup.all == {1, 2}


def test_a_remark_is_nothing_that_came_in(kb: Path, store: Store) -> None:
    seen = Arrivals()
    before = seen.look(store)
    with Intake.open(kb) as intake:
        (plan, *_) = store.plans()
        clause = plan.document.clauses[-1].id
        intake.report([Remark(plan.document.source.sha256, clause, "进展", "已种", "某表")])
    now = seen.look(store)
    assert now != before
    told = seen.since(before, now)
    assert told is not None
    assert joined(told) == Names((), (), "")


def test_many_looks_are_bundled_and_the_oldest_forgotten(
    kb: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arrivals, "_BUNDLE", 3)
    monkeypatch.setattr(arrivals, "_LOOKS", 9)
    seen = Arrivals()
    versions = [seen.look(store)]
    for number in range(11):
        put(kb, f"{number + 1}号县")
        versions.append(seen.look(store))
    assert seen.since(versions[0], versions[-1]) is None
    for first in range(4, 12):
        told = seen.since(versions[first], versions[-1])
        assert told is not None
        assert len(told) <= 12 - first
        wanted = [f"{number + 1}号县绿化方案" for number in range(first, 11)]
        assert [title for one in told for title in one.titles if title.endswith("绿化方案")] == wanted
