"""The store: whole or not at all, equal on the way back, and clear about a file that is not its own."""

from __future__ import annotations

import gzip
import os
import sqlite3
import subprocess
from contextlib import closing, suppress
from dataclasses import replace
from importlib import resources
from pathlib import Path
from random import Random

import pytest

from corpus.errors import StoreError
from corpus.source import digest, from_text
from kb import program
from kb.environment import knowledge_base
from kb.ingest import ingest_paths
from kb.intake import Intake, Placed
from kb.model import Facts
from kb.pipeline import extract
from kb.rows import Record, record
from kb.store import Store

DATA = Path(__file__).resolve().parents[1] / "data"
TEXT = "某某县水务工作方案\n一、主要任务\n1.修好堤防。2026年6月底前修好3处堤防。（县水利局、县财政局）\n"


def plan(text: str = TEXT, name: str = "水务.txt"):
    return extract(from_text(text, name))


def held(store: Store) -> list[tuple[str, str, bool]]:
    """Name and bytes of every version, and whether it is superseded."""
    with store.moment():
        heads = [found.head for found in store.records(superseded=True)]
    return [(Path(head["path"]).name, head["sha256"][:12], bool(head["superseded"])) for head in heads]


def test_a_changed_file_is_a_new_version_and_the_old_one_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "水务.txt"
    old, new = plan(), plan(TEXT.replace("3处", "5处"))
    with Intake.open(tmp_path / "kb.db") as store:
        assert store.add(old, file) == "added"
        assert store.add(new, file) == "replaced"
        assert store.plans() == (new,)
        assert held(store) == [(file.name, old.document.id, True), (file.name, new.document.id, False)]
        assert store.add(old, file) == "replaced"
        assert store.plans() == (old,)
        assert held(store) == [(file.name, old.document.id, False), (file.name, new.document.id, True)]


def test_the_same_bytes_under_another_name_are_not_taken_twice(tmp_path: Path) -> None:
    file, copy = tmp_path / "水务.txt", tmp_path / "副本.txt"
    with Intake.open(tmp_path / "kb.db") as store:
        for path in (file, copy):
            path.write_text(TEXT, "utf-8")
            placed = store.put(record(plan(name=path.name)), path)
        assert placed == Placed("same", str(file))
        assert store.plans() == (plan(),)


def test_a_renamed_file_takes_its_document_with_it(tmp_path: Path) -> None:
    file, renamed = tmp_path / "水务.txt", tmp_path / "水务（定稿）.txt"
    renamed.write_text(TEXT, "utf-8")
    with Intake.open(tmp_path / "kb.db") as store:
        store.add(plan(TEXT + "草稿"), file)
        store.add(plan(), file)
        assert store.put(record(plan(name=renamed.name)), renamed) == Placed("moved", str(file))
        assert store.plans() == (plan(name=renamed.name),)
        assert [(name, old) for name, _, old in held(store)] == [(renamed.name, True), (renamed.name, False)]
        assert store.add(plan(TEXT + "二", renamed.name), renamed) == "replaced"
        assert len(store.plans()) == 1


def test_removing_is_explicit(tmp_path: Path) -> None:
    file = tmp_path / "水务.txt"
    with Intake.open(tmp_path / "kb.db") as store:
        for text in (TEXT + "一", TEXT + "二", TEXT):
            store.add(plan(text), file)
        assert store.remove(str(file), superseded_only=True) == 2
        assert store.plans() == (plan(),)
        assert store.remove(str(file)) == 1
        assert store.remove(str(file)) == 0
        assert store.plans() == ()
        assert store.add(plan(), file) == "added"


def test_plans_keep_the_order_of_arrival(tmp_path: Path) -> None:
    with Intake.open(tmp_path / "kb.db") as store:
        store.add(plan(TEXT + "二", "乙"), tmp_path / "乙")
        store.add(plan(TEXT + "一", "甲"), tmp_path / "甲")
        assert [p.document.source.name for p in store.plans()] == ["乙", "甲"]


def test_a_failing_write_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "kb.intake.record", lambda plan: Record(record(plan).head, {"clauses": [{"id": None}]})
    )
    with Intake.open(tmp_path / "kb.db") as store:
        with pytest.raises(StoreError, match=r"kb\.db"):
            store.add(plan(), tmp_path / "水务.txt")
        assert store.plans() == ()


def test_missing_file_names_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="policykb ingest"):
        Store.open(tmp_path / "没有.db")
    with pytest.raises(StoreError, match="文件夹不存在"):
        Intake.open(tmp_path / "没有" / "kb.db")


@pytest.mark.parametrize("content", [b"not a database at all" * 100, b"SQLite format 3\x00" + b"\xff" * 4096])
def test_damaged_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "坏.db"
    path.write_bytes(content)
    for opening in (Store.open, Intake.open):
        with pytest.raises(StoreError, match=r"坏\.db"):
            opening(path)
    assert path.read_bytes() == content


def test_truncated_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "kb.db"
    with Intake.open(path) as store:
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
    Intake.open(newer).__exit__()
    with sqlite3.connect(newer) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(StoreError, match="请升级"):
        Store.open(newer)


@pytest.fixture
def stored(tmp_path: Path) -> Path:
    path = tmp_path / "kb.db"
    with Intake.open(path) as store:
        store.add(plan(), tmp_path / "水务.txt")
    return path


def damage(path: Path, statement: str) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(statement)
    connection.close()


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("DROP TABLE targets", "缺少数据表 targets"),
        ("PRAGMA user_version = 0", "结构版本号是 0"),
        ("PRAGMA application_id = 0", "别的程序"),
        ("UPDATE documents SET header = '{'", "水务.txt"),
        ("UPDATE documents SET header = CAST(x'ff' AS TEXT)", "损坏"),
        ("UPDATE documents SET text = replace(text, '局', '厅')", "与入库时不一致"),
        ("UPDATE documents SET seal = '', text = replace(text, '局', '厅')", "正文与入库时不一致"),
        ("UPDATE documents SET seal = '', header = '[]'", "读不出来"),
        ("UPDATE documents SET seal = '', header = '{'", "读不出来"),
        ("UPDATE units SET name = x'00ff'", "读不出来"),
        ("UPDATE clauses SET start = 'abc' WHERE position = 1", "与入库时不一致"),
        ("UPDATE responsibilities SET role = 'lead'", "与入库时不一致"),
        ("DELETE FROM responsibilities WHERE position = 0", "与入库时不一致"),
        ("DELETE FROM documents", "总账记着 1 份文件（含旧版），实有 0 份"),
        ("UPDATE documents SET superseded = 1", "与总账不符"),
        ("UPDATE documents SET path = '/别处'", "与总账不符"),
        ("UPDATE ledger SET digest = 'x'", "总账读不出来"),
        ("DELETE FROM ledger", "总账"),
        ("DROP TABLE ledger", "缺少数据表 ledger"),
    ],
)
def test_a_damaged_store_is_refused_and_named(stored: Path, statement: str, words: str) -> None:
    damage(stored, statement)
    with pytest.raises(StoreError, match=words) as refusal, Store.open(stored) as store:
        store.plans()
    assert "kb.db" in str(refusal.value)
    assert "请" in str(refusal.value)
    assert knowledge_base(stored).detail == str(refusal.value)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE documents SET text = 'x'",
        "UPDATE documents SET header = CAST(x'ff' AS TEXT)",
        "DELETE FROM responsibilities",
    ],
)
def test_a_damaged_plan_is_mended_by_its_file(stored: Path, statement: str) -> None:
    damage(stored, statement)
    with Intake.open(stored) as store:
        assert store.add(plan(), stored.with_name("水务.txt")) == "updated"
        assert store.plans() == (plan(),)
        assert store.add(plan(), stored.with_name("水务.txt")) == "unchanged"


def test_other_rules_read_the_same_bytes_again(stored: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Intake.open(stored) as store:
        store.add(plan(TEXT + "二", "乙"), stored.with_name("乙"))
        monkeypatch.setattr("kb.intake.fingerprint", lambda: "another")
        other = replace(plan(), facts=Facts())
        assert store.add(other, stored.with_name("水务.txt")) == "updated"
        assert store.add(other, stored.with_name("水务.txt")) == "unchanged"
        assert [p.document.source.name for p in store.plans()] == ["水务.txt", "乙"]
        assert store.plans()[0] == other


def test_a_path_that_now_holds_another_stored_plan_drops_its_own(stored: Path) -> None:
    file, copy = stored.with_name("水务.txt"), stored.with_name("副本.txt")
    with Intake.open(stored) as store:
        assert store.add(plan(TEXT + "二", "副本.txt"), copy) == "added"
        assert store.add(plan(name="副本.txt"), copy) == "same"
        assert store.plans() == (plan(),)
        assert list(store.ledger_faults()) == []
        assert store.add(plan(), file) == "unchanged"


def test_a_plan_gives_way_to_one_at_another_place(stored: Path) -> None:
    folder = stored.parent / "新"
    with Intake.open(stored) as store:
        (old,) = store.below(stored.parent)
        store.give_way(old, str(folder / "甲"))
        assert store.add(plan(TEXT + "二", "甲"), folder / "甲") == "replaced"
        assert [(name, superseded) for name, _, superseded in held(store)] == [("甲", True), ("甲", False)]
        assert store.add(plan(TEXT + "三", "乙"), folder / "乙") == "added"
        store.give_way(str(folder / "甲"), str(folder / "乙"))
        assert store.below(folder) == {str(folder / "乙"): "乙"}
        assert store.below(folder / "别处") == {}
        assert len(held(store)) == 3
        assert list(store.ledger_faults()) == []


def test_the_fingerprint_is_of_rules_and_words() -> None:
    names = [name for name, _ in program._files(resources.files("kb"), "kb")]
    assert "kb/units/grammar.py" in names
    assert "kb/lexicon/measures.toml" in names
    assert not [name for name in names if "__pycache__" in name]
    assert program.fingerprint() == program.fingerprint()


@pytest.fixture(params=[1, 2, 3])
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A store that a program of that time wrote: two plans from the folder /方案."""
    path = tmp_path / "旧.db"
    path.write_bytes(gzip.decompress((DATA / f"schema-{request.param}.db.gz").read_bytes()))
    return path


def test_an_old_store_is_read_as_it_is(old: Path) -> None:
    before = old.read_bytes()
    with Store.open(old) as store:
        assert [p.document.source.name for p in store.plans()] == ["水务.txt", "绿化.txt"]
        assert store.plans()[0] == plan()
    assert old.read_bytes() == before


def test_an_old_store_is_brought_up_to_date(old: Path, tmp_path: Path) -> None:
    Intake.open(tmp_path / "新.db").__exit__()
    with Intake.open(old) as store:
        assert store.plans()[0] == plan()
        assert store.add(plan(), Path("/方案/水务.txt")) == "updated"
        assert store.add(plan(TEXT + "二"), Path("/方案/水务.txt")) == "replaced"
        assert [p.document.source.name for p in store.plans()] == ["绿化.txt", "水务.txt"]
        assert list(store.file_faults()) == []
    assert layout(old) == layout(tmp_path / "新.db")


def layout(path: Path) -> set[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        version = connection.execute("PRAGMA user_version").fetchall()
        found = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall()
    return {*version, *found}


def test_an_upgrade_that_fails_leaves_the_old_store(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise sqlite3.OperationalError("disk")

    before = layout(old)
    monkeypatch.setattr("kb.catalogue.draw_up", fail)
    with pytest.raises(StoreError):
        Intake.open(old)
    assert layout(old) == before
    monkeypatch.undo()
    with Intake.open(old) as store:
        assert len(store.plans()) == 2


@pytest.mark.parametrize("content", [b"", None])
def test_an_empty_or_half_made_file_is_taken(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "kb.db"
    if content is None:
        damage(path, "PRAGMA journal_mode = WAL")
    else:
        path.write_bytes(content)
    with pytest.raises(StoreError, match="policykb ingest"):
        Store.open(path)
    with Intake.open(path) as store:
        assert store.add(plan(), tmp_path / "水务.txt") == "added"
    assert [file.name for file in tmp_path.iterdir()] == ["kb.db"]


def test_what_a_killed_maker_left_is_cleared_away(tmp_path: Path) -> None:
    gone = subprocess.run(["sh", "-c", "echo $$"], capture_output=True, text=True, check=True).stdout.strip()
    kb = tmp_path / "kb.db"
    names = {f".policykb-{gone}-甲", f".policykb-{os.getpid()}-乙", ".policykb-丙", ".policykb-丙-丁"}
    for there in (False, True):
        assert kb.exists() is there
        for name in names:
            (tmp_path / name).mkdir(exist_ok=True)
        Intake.open(kb).__exit__()
        assert {path.name for path in tmp_path.iterdir()} == {kb.name, *names} - {f".policykb-{gone}-甲"}


def test_a_file_of_one_byte_is_not_taken(tmp_path: Path) -> None:
    path = tmp_path / "kb.db"
    path.write_bytes(b"x")
    for opening in (Store.open, Intake.open):
        with pytest.raises(StoreError, match="不是知识库文件"):
            opening(path)
    assert path.read_bytes() == b"x"


def test_a_marked_database_of_others_is_not_taken(tmp_path: Path) -> None:
    path = tmp_path / "别人的.db"
    damage(path, "PRAGMA user_version = 7")
    with pytest.raises(StoreError, match="别的程序"):
        Intake.open(path)


def test_two_makers_share_one_file(tmp_path: Path) -> None:
    path = tmp_path / "kb.db"
    with Intake.open(path) as first, Intake.open(path) as second:
        first.add(plan(), tmp_path / "甲")
        second.add(plan(TEXT + "二"), tmp_path / "乙")
        assert first.plans() == second.plans() == (plan(), plan(TEXT + "二"))


@pytest.mark.parametrize("name", [":memory:", "file:kb.db", ".", "a\0b"])
def test_only_a_file_is_a_knowledge_base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.chdir(tmp_path)
    for opening in (Store.open, Intake.open):
        with pytest.raises(StoreError, match="知识库"):
            opening(Path(name))
    assert list(tmp_path.iterdir()) == []


def test_a_link_to_a_knowledge_base_is_followed(stored: Path) -> None:
    link = stored.with_name("链接.db")
    link.symlink_to(stored)
    with Store.open(link) as store:
        assert store.plans() == (plan(),)


def test_a_locked_store_says_so_in_chinese(stored: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Intake.open(stored) as one, Intake.open(stored) as other:
        other._connection.execute("PRAGMA busy_timeout = 0")
        one._connection.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="正被别的程序占用"):
            other.add(plan(TEXT + "二"), stored.with_name("乙"))


def test_bytes_gone_wrong_anywhere_are_noticed(stored: Path) -> None:
    """Whatever bytes of the file change: the very same plans, or a refusal."""
    with Intake.open(stored) as store:
        whole = store.plans()
    data, chance = stored.read_bytes(), Random(20)
    for _ in range(60):
        broken = bytearray(data)
        for _ in range(chance.choice((1, 3, 50))):
            broken[chance.randrange(len(data))] = chance.randrange(256)
        stored.write_bytes(broken[: chance.choice((len(data), len(data), chance.randrange(len(data))))])
        with suppress(StoreError), Store.open(stored) as store:
            assert store.plans() == whole


def test_two_files_that_swap_what_they_hold_are_both_kept(tmp_path: Path) -> None:
    first, second = tmp_path / "甲.txt", tmp_path / "乙.txt"
    first.write_text(TEXT, "utf-8")
    second.write_text(TEXT + "二", "utf-8")
    kb = tmp_path / "kb.db"
    ingest_paths(kb, [first, second], watch=iter)
    first.write_text(TEXT + "二", "utf-8")
    second.write_text(TEXT, "utf-8")
    ingest_paths(kb, [first, second], watch=iter)
    with Store.open(kb) as store:
        present = {(Path(v.path).name, v.sha256) for v in store.versions() if not v.superseded}
        assert present == {(path.name, digest(path)) for path in (first, second)}
        assert len(store.plans()) == 2


def test_the_version_tells_the_order_of_the_plans(tmp_path: Path) -> None:
    """The same plans under other keys are shown in another order."""
    files = [tmp_path / f"{name}.txt" for name in "甲乙丙"]
    for file in files:
        file.write_text(f"{file.stem}县方案\n一、任务\n1. 种树。\n责任单位：县林草局\n", "utf-8")
    kb = tmp_path / "库.db"
    ingest_paths(kb, files, watch=iter)
    with Store.open(kb) as kept:
        seen = [kept.version()]
        for one in (files[0], files[1]):
            with Intake.open(kb) as store:
                store.remove(str(one))
            seen.append(kept.version())
            ingest_paths(kb, [one], watch=iter)
            seen.append(kept.version())
            with Store.open(kb) as fresh:
                assert fresh.version() == seen[-1]
        assert len({*seen}) == 5
