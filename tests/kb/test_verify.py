"""The whole knowledge base checked: what is wrong is found, named, and given a way out."""

from __future__ import annotations

import gzip
import io
import json
import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path
from random import Random

import pytest

from bench.plans import plan as generated
from corpus.errors import StoreError
from corpus.source import from_text
from kb import archive, ledger
from kb.intake import Intake
from kb.model import Plan
from kb.pipeline import extract
from kb.rows import record, seal
from kb.store import Store
from kb.verify import verify


@cache
def made(name: str, number: int) -> Plan:
    return extract(from_text(generated(number), name))


@pytest.fixture
def kb(tmp_path: Path) -> Path:
    path = tmp_path / "kb.db"
    with Intake.open(path) as store:
        for number, name in enumerate(("甲.txt", "乙.txt", "乙.txt")):
            store.add(made(name, number), tmp_path / name)
    return path


def damage(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def reseal(path: Path) -> None:
    """As one would who wants the damage not to be found."""
    with Store.open(path) as store:
        found = [(each.head["id"], seal(each.head, each.tables)) for each in store.records(superseded=True)]
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.executemany("UPDATE documents SET seal = ?2 WHERE id = ?1", found)
    with Intake.open(path) as store:
        ledger.draw_up(store._connection)


def test_a_sound_one_is_sound(kb: Path) -> None:
    found = verify(kb)
    assert found.as_json() == {
        "schema": "kb-verify/1",
        "sound": True,
        "plans": 2,
        "older": 1,
        "problems": [],
    }


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE responsibilities SET start = end WHERE rowid = 5", "责任有 1 处位置"),
        ("UPDATE deadlines SET end = 10000000 WHERE rowid = 5", "时限有 1 处位置"),
        ("UPDATE units SET name = '区某某局' WHERE rowid = 3", "单位不在单位表中"),
        ("UPDATE clauses SET parent = '无此条' WHERE rowid = 9", "上级不存在"),
        ("UPDATE targets SET clause = '无此条' WHERE rowid = 9", "指标指向不存在的条款"),
        ("UPDATE responsibilities SET role = 'boss' WHERE rowid = 5", "不认识的值"),
        ("UPDATE documents SET header = '{}' WHERE id = 1", "读不出来"),
        ("UPDATE documents SET text = replace(text, '年', '月') WHERE id = 1", "sha256"),
    ],
)
def test_a_fault_below_a_good_seal_is_found(kb: Path, statement: str, words: str) -> None:
    damage(kb, statement)
    reseal(kb)
    problems = verify(kb).problems
    assert any(words in problem.what for problem in problems), problems
    assert all("请" in problem.remedy and problem.place for problem in problems)


@pytest.mark.parametrize(
    ("statements", "words", "remedy"),
    [
        (("UPDATE targets SET low = low + 1 WHERE rowid = 5",), "与入库时不一致", "policykb ingest"),
        (("DELETE FROM documents WHERE superseded",), "实有 2 份", "import-kb"),
        (("UPDATE documents SET header = CAST(x'ff' AS TEXT) WHERE id = 1",), "读不出来", "policykb ingest"),
        (("UPDATE documents SET text = text || ' ' WHERE superseded",), "不一致", "remove"),
    ],
)
def test_a_row_that_was_changed_is_found(
    kb: Path, statements: tuple[str, ...], words: str, remedy: str
) -> None:
    damage(kb, "PRAGMA foreign_keys = ON", *statements)
    found = [problem for problem in verify(kb).problems if words in problem.what]
    assert found
    assert remedy in found[0].remedy


def packed(kb: Path) -> bytes:
    stream = io.BytesIO()
    archive.write(kb, stream)
    return stream.getvalue()


def problems_of(kb: Path) -> list[str]:
    """What is wrong, be it only that the file cannot be opened."""
    try:
        return [problem.remedy for problem in verify(kb).problems]
    except StoreError as refusal:
        return [str(refusal)]


def test_bits_gone_wrong_anywhere_are_noticed(kb: Path) -> None:
    """A flipped bit is noticed and named, or it is in bytes that hold nothing and all is as it was."""
    whole, data, chance = packed(kb), kb.read_bytes(), Random(8)
    noticed = 0
    for _ in range(60):
        broken = bytearray(data)
        broken[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        kb.write_bytes(broken)
        problems = problems_of(kb)
        noticed += bool(problems)
        assert problems or packed(kb) == whole
        assert all("请" in problem for problem in problems)
    assert noticed > 20


def test_a_file_cut_short_is_refused(kb: Path) -> None:
    data = kb.read_bytes()
    for keep in (0.1, 0.5, 0.95):
        kb.write_bytes(data[: int(len(data) * keep)])
        with pytest.raises(StoreError, match="用原方案重新 policykb ingest"):
            verify(kb)


def test_an_old_store_can_be_verified(tmp_path: Path) -> None:
    data = Path(__file__).resolve().parents[1] / "data"
    for version in (1, 2, 3):
        path = tmp_path / f"{version}.db"
        path.write_bytes(gzip.decompress((data / f"schema-{version}.db.gz").read_bytes()))
        assert verify(path).problems == ()
        assert verify(path).plans == 2


def test_a_record_is_the_same_before_and_after_the_store(kb: Path) -> None:
    with Store.open(kb) as store:
        for found, plan in zip(store.records(), store.plans(), strict=True):
            given = record(plan)
            assert given.head["seal"] == found.head["seal"]
            assert json.dumps(given.tables) == json.dumps(
                {
                    table: [{k: v for k, v in row.items() if k != "document"} for row in rows]
                    for table, rows in found.tables.items()
                }
            )
