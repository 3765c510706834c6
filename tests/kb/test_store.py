"""The store: whole or not at all, equal on the way back, and clear about a file that is not its own."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from corpus.errors import StoreError
from corpus.source import from_text
from kb.pipeline import extract
from kb.store import Store

TEXT = "某某县水务工作方案\n一、主要任务\n1.修好堤防。2026年6月底前修好3处堤防。（县水利局、县财政局）\n"


def plan(text: str = TEXT, name: str = "水务.txt"):
    return extract(from_text(text, name))


def test_a_changed_file_replaces_its_plan(tmp_path: Path) -> None:
    file = tmp_path / "水务.txt"
    with Store.create(tmp_path / "kb.db") as store:
        assert store.add(plan(), file) == "added"
        changed = plan(TEXT.replace("3处", "5处"))
        assert store.add(changed, file) == "replaced"
        assert store.plans() == (changed,)


def test_plans_keep_the_order_of_arrival(tmp_path: Path) -> None:
    with Store.create(tmp_path / "kb.db") as store:
        store.add(plan(TEXT + "二", "乙"), tmp_path / "乙")
        store.add(plan(TEXT + "一", "甲"), tmp_path / "甲")
        assert [p.document.source.name for p in store.plans()] == ["乙", "甲"]


def test_a_failing_write_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kb.store.rows", lambda _: {"clauses": [{"id": None}]})
    with Store.create(tmp_path / "kb.db") as store:
        with pytest.raises(StoreError, match=r"kb\.db"):
            store.add(plan(), tmp_path / "水务.txt")
        assert store.plans() == ()


def test_missing_file_names_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="policykb ingest"):
        Store.open(tmp_path / "没有.db")
    with pytest.raises(StoreError, match="文件夹不存在"):
        Store.create(tmp_path / "没有" / "kb.db")


@pytest.mark.parametrize("content", [b"not a database at all" * 100, b"SQLite format 3\x00" + b"\xff" * 4096])
def test_damaged_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "坏.db"
    path.write_bytes(content)
    for opening in (Store.open, Store.create):
        with pytest.raises(StoreError, match=r"坏\.db"):
            opening(path)
    assert path.read_bytes() == content


def test_truncated_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "kb.db"
    with Store.create(path) as store:
        store.add(plan(), tmp_path / "水务.txt")
    path.write_bytes(path.read_bytes()[:-9000])
    with pytest.raises(StoreError, match="损坏"):
        Store.open(path)


def test_foreign_and_newer_databases_are_refused(tmp_path: Path) -> None:
    foreign = tmp_path / "别人的.db"
    with sqlite3.connect(foreign) as connection:
        connection.execute("CREATE TABLE t (x)")
    connection.close()
    with pytest.raises(StoreError, match="别的程序"):
        Store.open(foreign)
    newer = tmp_path / "新.db"
    Store.create(newer).__exit__()
    with sqlite3.connect(newer) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(StoreError, match="请升级"):
        Store.open(newer)
