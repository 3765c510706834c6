"""Both engines under one contract: the same hits in the same order, over real, made and random texts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import chain
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from real_plans import CORPUS, needs_corpus

from bench.plans import plan as generated
from corpus.document import parse
from corpus.source import from_text, load
from qa.search import disk
from qa.search.disk import Disk, Writer
from qa.search.entries import Entry, entries
from qa.search.memory import Memory
from qa.search.ranking import Engine, Found, in_order, length, needed
from qa.search.rare import split

LIMITS = (1, 3, 10, 40, 10_000)


@cache
def real() -> tuple[Entry, ...]:
    files = sorted(CORPUS.glob("*.txt"))
    return tuple(chain.from_iterable(entries(key, parse(load(file))) for key, file in enumerate(files, 1)))


@cache
def made() -> tuple[Entry, ...]:
    """The last plans are copies of the first, so that many clauses have equal scores."""
    documents = [parse(from_text(generated(number % 9), str(number))) for number in range(12)]
    return tuple(chain.from_iterable(entries(3 * key, document) for key, document in enumerate(documents)))


def on_disk(folder: Path, batches: Sequence[Sequence[Entry]]) -> Disk:
    index = disk.create(folder)
    for batch in batches:
        writer = Writer(index)
        for key in dict.fromkeys(entry.document for entry in batch):
            writer.put(key, "s", [entry for entry in batch if entry.document == key])
        writer.commit()
    return Disk(index)


def questions(given: Sequence[Entry], count: int) -> list[list[str]]:
    chance = Random(7)
    drawn = [chance.choice(given).words for _ in range(count)]
    return [chance.sample(words, min(len(words), 1 + number % 5)) for number, words in enumerate(drawn)]


def places(found: Sequence[Found]) -> list[tuple[int, int]]:
    return [(each.document, each.clause) for each in found]


def assert_alike(one: Engine, other: Engine, words: Sequence[str], limit: int, **inside: object) -> None:
    mine = one.search(words, limit, **inside)  # type: ignore[arg-type]
    yours = other.search(words, limit, **inside)  # type: ignore[arg-type]
    assert places(mine) == places(yours)
    assert [f.score for f in mine] == pytest.approx([f.score for f in yours], rel=1e-5, abs=1e-6)


@pytest.mark.parametrize(
    "texts", [pytest.param(real, marks=needs_corpus, id="真实方案"), pytest.param(made, id="生成的方案")]
)
@pytest.mark.parametrize("parts", [1, 5], ids=["一次写成", "分次写成"])
@pytest.mark.parametrize("big", [50_000, 0], ids=["直接查", "稀词在前"])
def test_both_find_the_same_in_the_same_order(
    tmp_path: Path, texts: object, parts: int, big: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "_BIG", big)
    given = texts()  # type: ignore[operator]
    keys = sorted({entry.document for entry in given}, key=lambda key: Random(key).random())
    batches = [[entry for entry in given if entry.document in keys[part::parts]] for part in range(parts)]
    memory, there = Memory(given), on_disk(tmp_path, batches)
    chosen = frozenset(keys[::3])
    for words in questions(given, 60):
        for limit in LIMITS:
            assert_alike(memory, there, words, limit)
            assert_alike(memory, there, words, limit, documents=chosen)


@pytest.mark.parametrize("parts", [1, 3])
def test_equal_scores_stand_in_clause_order_up_to_the_cut(tmp_path: Path, parts: int) -> None:
    """Far more clauses tie than are asked for at first, whichever part of the index they are in."""
    alike = [Entry(key, clause, ("托育", "服务")) for key in range(60) for clause in range(20)]
    batches = [[entry for entry in alike if entry.document % parts == part] for part in range(parts)]
    for engine in (Memory(alike), on_disk(tmp_path, list(reversed(batches)))):
        for limit in (1, 10, 500):
            found = places(engine.search(["托育", "服务"], limit))
            assert found == [(entry.document, entry.clause) for entry in alike[:limit]]


@pytest.mark.parametrize("share", [1, 2, 12, 200])
def test_looking_in_some_plans_is_looking_in_all_and_leaving_out_the_rest(tmp_path: Path, share: int) -> None:
    given = [
        Entry(key, clause, ("甲", *("乙",) * (clause % 3), f"丙{key % 5}"))
        for key in range(200)
        for clause in range(9)
    ]
    engine = on_disk(tmp_path, [given])
    inside = frozenset(Random(share).sample(range(200), share))
    for words in (["甲"], ["乙", "甲"], ["丙3"], ["乙", "丙1", "丙2"]):
        everything = engine.search(words, len(given))
        for limit in (1, 7, 300):
            found = engine.search(words, limit, documents=inside)
            assert places(found) == places([f for f in everything if f.document in inside])[:limit]
    assert engine.search(["甲"], 5, documents=()) == ()


WORDS = st.sampled_from(["托育", "财政", "教育", "the", "5g", "60"])
TEXTS = st.lists(st.lists(WORDS, min_size=1, max_size=60), min_size=1, max_size=30)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(TEXTS, st.lists(WORDS, min_size=1, max_size=4), st.integers(1, 12))
def test_both_agree_on_any_words(texts: list[list[str]], words: list[str], limit: int) -> None:
    given = [Entry(number // 4, number % 4, tuple(text)) for number, text in enumerate(texts)]
    with TemporaryDirectory() as folder:
        there = on_disk(Path(folder), [given[::2], given[1::2]] if len(given) > 8 else [given])
        assert_alike(Memory(given), there, words, limit)
        assert_alike(Memory(given), there, words, limit, documents={1, 2})


def test_rare_words_first_where_frequent_ones_cannot_win(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every thirtieth clause of 3000 has one of ten rare words, most have the frequent ones."""
    given = [
        Entry(
            number // 50,
            number % 50,
            ("推进", *("建设",) * (number % 4), f"稀{number // 150}") * (1 + number % 2),
        )
        if number % 30 == 0
        else Entry(number // 50, number % 50, ("推进", "建设", *("机制",) * (number % 3)))
        for number in range(3000)
    ]
    engine, whole = on_disk(tmp_path, [given]), Memory(given)
    monkeypatch.setattr(disk, "_BIG", 0)
    for words in (["稀3", "推进"], ["稀3", "稀7", "建设", "推进"], ["稀1", "机制"]):
        assert split({w: sum(w in e.words for e in given) for w in words}, len(given)) is not None
        for limit in (1, 4, 20):
            assert_alike(whole, engine, words, limit)
    assert split({"推进": 3000, "机制": 2000}, 3000) is None


def test_nothing_to_find(tmp_path: Path) -> None:
    given = [Entry(1, 0, ("甲",))]
    for engine in (Memory(given), on_disk(tmp_path, [given])):
        assert engine.search(["乙"], 5) == engine.search([], 5) == engine.search(["甲"], 0) == ()
        assert places(engine.search(["乙", "甲", "甲"], 5)) == [(1, 0)]
    assert Memory(()).search(["甲"], 5) == ()


def test_taken_out_is_found_no_more(tmp_path: Path) -> None:
    index = disk.create(tmp_path)
    for key in (1, 2, 3):
        writer = Writer(index)
        writer.put(key, f"s{key}", [Entry(key, 0, ("甲",)), Entry(key, 4, ("甲", "乙"))])
        writer.commit()
    writer = Writer(index)
    writer.drop(2, "s2")
    writer.commit()
    engine = Disk(index)
    assert places(engine.search(["甲"], 9)) == [(1, 0), (3, 0), (1, 4), (3, 4)]
    assert engine.plans() == {1: ("s1", 2), 3: ("s3", 2)}
    assert engine.clauses == 4


def test_rounding_makes_no_order() -> None:
    scored = [(2.0, 9), (1.0000001, 8), (1.0, 3), (0.9999999, 5), (0.5, 1)]
    assert in_order(scored, 3) == [(2.0, 9), (1.0, 3), (0.9999999, 5)]
    assert needed([score for score, _ in scored], 2) == 4
    assert needed([score for score, _ in scored], 1) == 1


def test_lengths_are_kept_in_steps_of_an_eighth() -> None:
    assert [length(n) for n in (1, 40, 41, 42, 43)] == [1, 40, 40, 42, 42]
    assert all(length(n) <= n < length(n) * 9 / 8 + 1 for n in range(1, 5000))
