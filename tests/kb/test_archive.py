"""The archive: the same bytes for the same plans, back to the same plans, and nothing from a bad one."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Callable
from dataclasses import asdict
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from bench.plans import plan as generated
from corpus.errors import StoreError
from corpus.source import from_text
from kb import archive
from kb.intake import Intake
from kb.model import Plan
from kb.pipeline import extract
from kb.remarks import Remark
from kb.rows import record, seal
from kb.store import Store
from kb.verify import verify

SHORT = "某某县水务工作方案\n一、主要任务\n1.修好堤防。2026年6月底前修好3处堤防。（县水利局、县财政局）\n"
Change = Callable[[dict[str, Any]], object]


@cache
def made(name: str, number: int | None = None) -> Plan:
    return extract(from_text(SHORT if number is None else generated(number), name))


def packed(kb: Path) -> bytes:
    stream = io.BytesIO()
    archive.write(kb, stream)
    return stream.getvalue()


@pytest.fixture
def kb(tmp_path: Path) -> Path:
    path = tmp_path / "kb.db"
    with Intake.open(path) as store:
        store.add(made("甲.txt"), Path("/方案/甲.txt"))
        store.add(made("乙.txt", 1), Path("/方案/乙.txt"))
        store.add(made("乙.txt", 2), Path("/方案/乙.txt"))
        store.add(made("乙.txt", 1), Path("/方案/乙.txt"))
    return path


@pytest.fixture
def file(kb: Path) -> Path:
    path = kb.with_name("库.kb.gz")
    path.write_bytes(packed(kb))
    return path


def versions(kb: Path) -> list[tuple[str, str, bool]]:
    with Store.open(kb) as store:
        return [(v.path, v.sha256, v.superseded) for v in store.versions()]


def states(kb: Path, file: Path) -> list[str]:
    return [placed.state for placed in archive.restore(kb, file).placed]


def test_there_and_back_again(kb: Path, file: Path, tmp_path: Path) -> None:
    other = tmp_path / "另.db"
    assert states(other, file) == ["added", "added", "kept"]
    assert packed(other) == packed(kb) == file.read_bytes()
    assert versions(other) == versions(kb)
    assert verify(other).problems == ()
    assert set(states(other, file)) == {"unchanged"}


def test_what_was_read_elsewhere_is_read_again(file: Path, tmp_path: Path) -> None:
    other = tmp_path / "另.db"
    archive.restore(other, file)
    with Intake.open(other) as store:
        assert store.add(made("甲.txt"), Path("/方案/甲.txt")) == "updated"
        assert store.add(made("甲.txt"), Path("/方案/甲.txt")) == "unchanged"


def test_what_is_here_already_stays(file: Path, tmp_path: Path) -> None:
    """A newer version is not undone by an older archive; bytes that are here under another name stay there."""
    other = tmp_path / "另.db"
    with Intake.open(other) as store:
        for number in (1, 2):
            store.add(made("乙.txt", number), Path("/方案/乙.txt"))
        store.add(made("丙.txt"), Path("/方案/丙.txt"))
        before = store.plans()
    assert states(other, file) == ["same", "unchanged", "unchanged"]
    with Store.open(other) as store:
        assert store.plans() == before


def forged(file: Path, change: Change, *, sealed: bool = True) -> None:
    """The archive with its first plan changed, under good seals and digests as whoever forges would see to."""
    first, *entries, _ = gzip.decompress(file.read_bytes()).splitlines()
    entry = json.loads(entries[0])
    change(entry)
    if sealed:
        entry["head"]["seal"] = seal(entry["head"], entry["tables"])
    write(file, [first, json.dumps(entry).encode(), *entries[1:]], documents=len(entries), remarks=0)


def write(file: Path, lines: list[bytes], **counts: int) -> None:
    """An archive of these lines under a good last one."""
    told = b"".join(line + b"\n" for line in lines)
    last = {**counts, "sha256": sha256(told).hexdigest()}
    file.write_bytes(gzip.compress(told + json.dumps(last).encode() + b"\n"))


def put(table: str, column: str, value: Any) -> Change:
    return lambda entry: entry["tables"][table][0].__setitem__(column, value)


BAD: dict[str, Change] = {
    "far": put("responsibilities", "end", 100_000),
    "backwards": put("responsibilities", "start", 70),
    "negative": put("clauses", "start", -1),
    "huge": put("clauses", "end", 10**30),
    "text for a number": put("clauses", "start", "1"),
    "truth for a number": put("responsibilities", "certain", True),
    "no number": put("targets", "low", float("nan")),
    "nothing": put("clauses", "kind", None),
    "unknown role": put("responsibilities", "role", "boss"),
    "unknown kind": put("deadlines", "kind", "soon"),
    "half a character": put("units", "name", "\ud800"),
    "unknown unit": put("responsibilities", "unit", "县某某局"),
    "unknown clause": put("deadlines", "clause", "无"),
    "parent": put("clauses", "parent", "无"),
    "aliases": put("units", "aliases", "[1"),
    "position": put("clauses", "position", 7),
    "column": put("clauses", "more", 1),
    "table": lambda entry: entry["tables"].update(more=[]),
    "rows": lambda entry: entry["tables"].update(units={}),
    "header": lambda entry: entry["head"].update(header='{"title": 5}'),
    "title": lambda entry: entry["head"].update(header=entry["head"]["header"].replace("null", "[]")),
    "bytes": lambda entry: entry["head"].update(sha256="../../etc/passwd"),
    "other text": lambda entry: entry["head"].update(text=entry["head"]["text"].replace("3处", "4处")),
    "no path": lambda entry: entry.update(path=""),
    "long path": lambda entry: entry.update(path="长" * 5000),
    "path of another machine": lambda entry: entry.update(path="//server/share/甲.txt"),
    "path that cannot be shown": lambda entry: entry.update(path="甲\u202etxt.exe"),
    "superseded": lambda entry: entry.update(superseded=0),
}


@pytest.mark.parametrize("change", BAD.values(), ids=BAD)
def test_nothing_of_a_forged_archive_is_taken(file: Path, tmp_path: Path, change: Change) -> None:
    forged(file, change)
    with pytest.raises(StoreError, match=r"第 2 行.*什么也没有写入"):
        archive.restore(tmp_path / "另.db", file)
    assert not (tmp_path / "另.db").exists()


def test_a_seal_that_does_not_fit_is_noticed(file: Path, tmp_path: Path) -> None:
    forged(file, put("responsibilities", "role", "lead"), sealed=False)
    with pytest.raises(StoreError, match="与入库时不一致"):
        archive.restore(tmp_path / "另.db", file)


def test_the_forger_himself_can_make_a_good_one(file: Path, tmp_path: Path) -> None:
    """Else the tests above would prove nothing."""
    forged(file, lambda entry: entry.update(path="/别处/甲.txt"))
    assert len(states(tmp_path / "另.db", file)) == 3


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not an archive",
        gzip.compress(b""),
        gzip.compress(b"\xff\xfe\n"),
        gzip.compress(b'{"schema":"policykb-archive/3"}\n'),
        gzip.compress(b'{"schema":"policykb-archive/1"}\n'),
        gzip.compress(b'{"schema":"policykb-archive/1"}\n' + b"[" * 100_000 + b"\n"),
        gzip.compress(b'{"schema":"policykb-archive/1"}\n' + b" " * 80_000_000 + b"\n"),
        gzip.compress(b'{"schema":"policykb-archive/1"}\n' + (b" " * 1000 + b"1\n") * 60_000),
    ],
    ids=["empty", "text", "nothing", "bytes", "newer", "cut", "deep", "long line", "bomb"],
)
def test_what_is_no_archive_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "坏.gz"
    file.write_bytes(content)
    with pytest.raises(StoreError, match=r"坏\.gz：不能导入"):
        archive.restore(tmp_path / "另.db", file)
    assert not (tmp_path / "另.db").exists()


def test_any_cut_and_any_flipped_bit_is_noticed(file: Path, tmp_path: Path) -> None:
    data = file.read_bytes()
    for at in range(12, len(data), max(1, len(data) // 40)):
        for broken in (data[:at], data[:at] + bytes((data[at] ^ 4,)) + data[at + 1 :]):
            file.write_bytes(broken)
            with pytest.raises(StoreError, match="请"):
                list(archive.read(file))


def test_a_folder_or_a_missing_file_is_no_archive(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "没有.gz"):
        with pytest.raises(StoreError, match="打不开"):
            archive.restore(tmp_path / "另.db", path)


def test_a_damaged_knowledge_base_is_not_carried_on(kb: Path) -> None:
    with Intake.open(kb) as store:
        store._connection.execute("UPDATE units SET name = '某局' WHERE rowid = 1")
    with pytest.raises(StoreError, match=r"没有导出.*policykb verify"):
        packed(kb)


def test_records_and_rows_agree(kb: Path) -> None:
    with Store.open(kb) as store:
        assert [record(p).head["sha256"] for p in store.plans()] == [
            found.head["sha256"] for found in store.records()
        ]


# What was reported on the tasks

A, B = ("a" * 64, "b" * 64)


def told(value: str, document: str = A, field: str = "进展") -> Remark:
    return Remark(document, "一/1", field, value, "台账.xlsx#0123456789ab 任务台账!K2")


STORY = (told("开工"), told("开工", B), told("完工"), told("顺利\n无异常", field="备注"))


def test_remarks_travel_with_their_story(kb: Path, tmp_path: Path) -> None:
    with Intake.open(kb) as store:
        store.report(STORY)
    file = tmp_path / "库.kb.gz"
    file.write_bytes(packed(kb))
    other = tmp_path / "另.db"
    assert archive.restore(other, file).remarks == 4
    assert packed(other) == packed(kb) == file.read_bytes()
    again = archive.restore(other, file)
    assert (again.remarks, again.left) == (0, 0)
    with Store.open(other) as store:
        assert store.every_remark() == STORY
        assert [remark.value for remark in store.remarks()] == ["开工", "完工", "顺利\n无异常"]


def test_a_story_goes_on_and_a_different_one_is_left(kb: Path, tmp_path: Path) -> None:
    with Intake.open(kb) as store:
        store.report(STORY)
    file = tmp_path / "库.kb.gz"
    file.write_bytes(packed(kb))
    other = tmp_path / "另.db"
    with Intake.open(other) as store:
        store.report([told("开工"), told("停工", B)])
    restored = archive.restore(other, file)
    assert (restored.remarks, restored.left) == (2, 1)
    with Store.open(other) as store:
        values = [(remark.document, remark.value) for remark in store.every_remark()]
    assert values == [(A, "开工"), (B, "停工"), (A, "完工"), (A, "顺利\n无异常")]


def test_an_archive_of_the_first_schema_is_still_taken(kb: Path, file: Path, tmp_path: Path) -> None:
    _, *entries, _ = gzip.decompress(file.read_bytes()).splitlines()
    write(file, [b'{"schema":"policykb-archive/1"}', *entries], documents=len(entries))
    assert states(tmp_path / "另.db", file) == ["added", "added", "kept"]
    assert packed(tmp_path / "另.db") == packed(kb)


BAD_REMARKS: dict[str, Any] = {
    "no hash": {"document": "../../etc/passwd"},
    "number": {"value": 5},
    "nothing": {"value": None},
    "empty": {"value": ""},
    "half a character": {"value": "\ud800"},
    "field that cannot be shown": {"field": "进\x1b[2J展"},
    "long field": {"field": "长" * 5000},
    "no field": {"field": ""},
    "clause that cannot be shown": {"clause": "一\u202e1"},
    "origin that cannot be shown": {"origin": "a\nb"},
    "column": {"more": "1"},
}


@pytest.mark.parametrize("change", [*BAD_REMARKS.values(), None], ids=[*BAD_REMARKS, "no row"])
def test_nothing_of_a_forged_remark_is_taken(file: Path, tmp_path: Path, change: Any) -> None:
    first, *entries, _ = gzip.decompress(file.read_bytes()).splitlines()
    row = {"remark": None if change is None else {**asdict(STORY[0]), **change}}
    write(file, [first, *entries, json.dumps(row).encode()], documents=3, remarks=1)
    with pytest.raises(StoreError, match=r"第 5 行：填报.*什么也没有写入"):
        archive.restore(tmp_path / "另.db", file)
    assert not (tmp_path / "另.db").exists()


def test_a_plan_after_a_remark_and_a_remark_in_the_first_schema_are_refused(
    file: Path, tmp_path: Path
) -> None:
    first, *entries, _ = gzip.decompress(file.read_bytes()).splitlines()
    row = json.dumps({"remark": asdict(STORY[0])}).encode()
    write(file, [first, row, *entries], documents=3, remarks=1)
    with pytest.raises(StoreError, match="不能在填报之后"):
        archive.restore(tmp_path / "另.db", file)
    write(file, [b'{"schema":"policykb-archive/1"}', *entries, row], documents=3)
    with pytest.raises(StoreError, match="不能导入"):
        archive.restore(tmp_path / "另.db", file)
