"""The index in step with the knowledge base: by the missing part alone, whatever was done and whoever was killed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.plans import plan as generated
from corpus.document import parse
from corpus.errors import StoreError
from corpus.source import from_text
from kb.intake import Intake
from kb.model import Facts, Plan
from kb.rows import Record, record
from kb.store import Store
from qa.model import Hit
from qa.search import finding, stand, upkeep
from qa.search.entries import entries
from qa.search.finding import find
from qa.search.memory import Memory
from qa.search.stand import Busy, folder_of
from qa.search.upkeep import examine, faults, opened, update

QUESTIONS = (["落实"], ["台账", "项目"], ["群众", "财政局", "机制"], ["示范", "2026"])


def made(number: int) -> Plan:
    return Plan(parse(from_text(generated(number), f"{number}.txt")), Facts((), (), (), (), ()))


PLANS = [made(number) for number in range(8)]


def put(kb: Path, *numbers: int, at: int | None = None) -> None:
    with Intake.open(kb) as intake:
        for number in numbers:
            intake.add(PLANS[number], Path(f"/方案/{number if at is None else at}.txt"))


@pytest.fixture
def kb(tmp_path: Path) -> Path:
    path = tmp_path / "库.db"
    put(path, 0, 1, 2, 3)
    return path


def places(hits: tuple[Hit, ...]) -> list[tuple[str, str]]:
    return [(hit.document.id, hit.clause.id) for hit in hits]


def state(kb: Path) -> str:
    with Store.open(kb) as store, store.moment():
        return examine(store).state


def assert_in_step(kb: Path) -> None:
    """The index says so, holds what the knowledge base would make, and finds what memory finds."""
    with Store.open(kb) as store, store.moment():
        found = examine(store, thorough=True)
        assert (found.state, list(faults(store))) == ("in_step", [])
        assert found.stand is not None
        keys = store.keys()
        memory = Memory(e for key in keys for e in entries(key, store.document(key)))
        engine = opened(store, found.stand)
        for words in QUESTIONS:
            expected = [(f.document, f.clause) for f in memory.search(words, 50)]
            assert expected or not keys
            assert [(f.document, f.clause) for f in engine.search(words, 50)] == expected


def test_made_once_then_by_what_is_missing(kb: Path) -> None:
    assert state(kb) == "none"
    built = update(kb)
    assert built is not None
    assert (built.put, built.anew) == (4, True)
    assert update(kb) is None
    put(kb, 4, 5)
    assert state(kb) == "behind"
    seen: list[tuple[int, ...]] = []
    changed = update(kb, watch=lambda keys: seen.append(keys) or keys)  # type: ignore[func-returns-value]
    assert changed is not None
    assert (changed.put, changed.dropped, changed.anew, seen) == (2, 0, False, [(5, 6)])
    assert_in_step(kb)


def test_renamed_replaced_and_removed_plans(kb: Path) -> None:
    put(kb, 4, 5, 6)
    update(kb)
    with Intake.open(kb) as intake:
        assert intake.put(record(PLANS[0]), Path("/方案/新名.txt")).state == "moved"
    assert update(kb) is None  # a name is nothing that is looked for
    assert_in_step(kb)
    put(kb, 7, at=1)
    with Intake.open(kb) as intake:
        intake.remove("/方案/2.txt")
    update(kb)
    assert_in_step(kb)


def clauses(kb: Path) -> int:
    found = stand.read(folder_of(kb))
    assert found is not None
    return found.clauses


STEPS = st.lists(st.tuples(st.sampled_from("加换删编"), st.integers(0, 7), st.integers(0, 7)), max_size=9)


@settings(max_examples=15, deadline=None, derandomize=True)
@given(STEPS)
def test_whatever_was_done_it_is_as_if_built_anew(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int, int]]
) -> None:
    kb = tmp_path_factory.mktemp("kb") / "库.db"
    put(kb, 0, 1)
    update(kb)
    for what, number, at in steps:
        if what == "加":
            put(kb, number)
        elif what == "换":
            put(kb, number, at=at)
        elif what == "删":
            with Intake.open(kb) as intake:
                intake.remove(f"/方案/{number}.txt")
        else:
            update(kb)
    update(kb)
    assert_in_step(kb)


def test_little_taken_out_is_left_to_the_segments_and_much_is_built_anew(
    kb: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(kb, 4, 5, 6, 7)
    monkeypatch.setattr(upkeep, "_WORN", 4)
    update(kb)
    with Intake.open(kb) as intake:
        intake.remove("/方案/2.txt")
    first = update(kb)
    with Intake.open(kb) as intake:
        intake.remove("/方案/3.txt")
        intake.remove("/方案/4.txt")
    second = update(kb)
    assert first is not None
    assert second is not None
    assert (first.dropped, first.anew) == (1, False)
    assert second.anew is True
    assert_in_step(kb)


@pytest.mark.parametrize("moment", ["前", "后"])
def test_killed_on_either_side_of_the_commit_of_the_index(
    kb: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    """What is left is a store that is further, and an index that says it is being changed."""
    update(kb)
    put(kb, 4)

    class Killed(BaseException):
        pass

    def die(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(upkeep, "_write" if moment == "前" else "_settle", die)
        with pytest.raises(Killed):
            update(kb)
    found = stand.read(folder_of(kb))
    assert found is not None
    assert found.changing is True
    assert state(kb) == "behind"
    changed = update(kb)
    assert changed is not None
    assert (changed.put, changed.anew) == (1 if moment == "前" else 0, False)
    assert_in_step(kb)


def test_a_search_puts_right_what_was_left_out(kb: Path) -> None:
    update(kb)
    put(kb, 4)
    assert find(kb, "落实 台账", 5).note == ""
    assert_in_step(kb)


def test_function_words_alone_are_not_searched_for(kb: Path) -> None:
    found = find(kb, "的 不", 5)
    assert (found.hits, found.note) == ((), "“的、不”单独检索没有意义，请写要找的词。")
    assert find(kb, "落实 的", 5).hits


def test_while_another_process_writes_the_older_index_answers(kb: Path) -> None:
    update(kb)
    before = find(kb, "落实 台账", 5)
    put(kb, 4)
    with stand.locked(folder_of(kb), 0):
        found = find(kb, "落实 台账", 5)
        assert "检索索引比知识库旧" in found.note
        assert found.hits == before.hits
        with pytest.raises(Busy, match="正由别的程序更新"):
            update(kb, patience=0)
    assert find(kb, "落实 台账", 5).note == ""


def test_an_older_index_does_not_find_what_is_gone(kb: Path) -> None:
    update(kb)
    with Intake.open(kb) as intake:
        intake.remove("/方案/2.txt")
    with stand.locked(folder_of(kb), 0):
        hits = find(kb, "落实 台账", 50).hits
    assert hits
    assert {hit.document.source.name for hit in hits} <= {"0.txt", "1.txt", "3.txt"}


def harmed(kb: Path) -> Iterator[tuple[str, Callable[[Path], object]]]:
    """Every file of the index, in every way in which a file can be lost."""
    folder = folder_of(kb)
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        data = file.read_bytes()
        if data:
            where = Random(file.name).randrange(len(data))
            yield file.name, lambda path, d=data, w=where: path.write_bytes(flipped(d, w))  # type: ignore[misc]
            yield file.name, lambda path, d=data: path.write_bytes(d[: len(d) // 2])  # type: ignore[misc]
            yield file.name, lambda path: path.unlink()


def flipped(data: bytes, where: int) -> bytes:
    return data[:where] + bytes([data[where] ^ 0x10]) + data[where + 1 :]


def test_a_damaged_file_is_named_and_made_again(kb: Path) -> None:
    update(kb)
    expected = places(find(kb, "落实 台账", 9).hits)
    safe = kb.with_name("好")
    shutil.copytree(folder_of(kb), safe)
    for name, harm in harmed(kb):
        harm(next(folder_of(kb).rglob(name)))
        found = find(kb, "落实 台账", 9)
        assert places(found.hits) == expected, name
        if name != "stand.json":
            assert name in found.note
            with Store.open(kb) as store, store.moment():
                assert list(faults(store)) == [f"文件 {name} 已损坏"]
        update(kb)
        assert_in_step(kb)
        shutil.rmtree(folder_of(kb))
        shutil.copytree(safe, folder_of(kb))


def test_the_same_size_and_time_do_not_hide_a_flipped_bit_from_verify(
    kb: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stand, "_READ_THROUGH", 0)
    update(kb)
    file = max(folder_of(kb).rglob("*.idx"))
    times = file.stat()
    file.write_bytes(flipped(file.read_bytes(), 40))
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert state(kb) == "in_step"
    with Store.open(kb) as store, store.moment():
        assert list(faults(store)) == [f"文件 {file.name} 已损坏"]


def test_other_tokens_are_not_taken_for_ours(kb: Path) -> None:
    update(kb)
    found = stand.read(folder_of(kb))
    assert found is not None
    stand.write(folder_of(kb), replace(found, tokens="jieba-dag/0/旧"))
    assert "分词与本程序的不同" in find(kb, "落实", 3).note
    changed = update(kb)
    assert changed is not None
    assert changed.anew is True
    assert_in_step(kb)


def test_an_index_of_another_knowledge_base_is_found_out(kb: Path, tmp_path: Path) -> None:
    other = tmp_path / "另.db"
    put(other, 5, 6, 7)
    update(other)
    shutil.copytree(folder_of(other), folder_of(kb))
    assert state(kb) == "behind"
    update(kb)
    assert_in_step(kb)


def test_a_big_knowledge_base_without_an_index_says_how_to_get_one(
    kb: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "SMALL", 3)
    with pytest.raises(StoreError, match="还没有建；请运行 policykb reindex"):
        find(kb, "落实", 3)
    update(kb)
    assert find(kb, "落实", 3).hits


def test_only_the_plans_of_the_hits_are_read(kb: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    update(kb)
    read: list[int] = []
    one = Store.record

    def watched(store: Store, key: int) -> Record:
        read.append(key)
        return one(store, key)

    monkeypatch.setattr(Store, "record", watched)
    monkeypatch.setattr(Store, "plans", lambda store: pytest.fail("读了全部方案"))
    hits = find(kb, "落实 台账", 2).hits
    assert len(read) == len(set(read)) == len({hit.document.id for hit in hits}) <= 2


def test_looking_in_some_plans_alone(kb: Path) -> None:
    for indexed in (False, True):
        if indexed:
            update(kb)
        found = find(kb, "落实 台账", 9, documents={2, 3}).hits
        assert found
        assert {hit.document.source.name for hit in found} <= {"1.txt", "2.txt"}


def test_without_tantivy_memory_answers(kb: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    update(kb)
    expected = places(find(kb, "落实 台账", 9).hits)
    monkeypatch.setattr(finding, "available", lambda: False)
    found = find(kb, "落实 台账", 9)
    assert places(found.hits) == expected
    assert found.note == ""
