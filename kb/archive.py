"""存档：all that a knowledge base holds as one file of JSON lines under gzip, the same bytes for the same plans.

The first line names the schema, then comes a line a version of a plan in the order of the store, a line a
remark in the order they were reported, and the last line tells their numbers and the digest of all lines
before it. There are no member names to be unpacked. An archive of the first schema has no remarks.
Not told are what only this store knows: keys, and the program that read a plan, for facts from elsewhere
are never taken for our own.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

from corpus.errors import StoreError, reason
from kb.intake import Intake, Placed
from kb.remarks import Remark, unknown
from kb.rows import HEAD, TABLES, Record, seal
from kb.shapes import misshapen, misshapen_remark
from kb.soundness import faults
from kb.store import Store

SCHEMA = "policykb-archive/2"
_FIRST = "policykb-archive/1"
_LINE = 64 * 1024 * 1024
_RATIO, _FREE = 100, 16 * 1024 * 1024  # a line of text shrinks to a tenth; a bomb to a thousandth

Watch = Callable[[tuple[int, ...]], Iterable[int]]


@dataclass(frozen=True, slots=True)
class Entry:
    """A version of a plan as the archive tells it."""

    path: str
    superseded: bool
    record: Record


@dataclass(frozen=True, slots=True)
class Restored:
    """What became of each version, how many remarks were taken, and of how many what was held stands."""

    placed: tuple[Placed, ...]
    remarks: int
    left: int


def write(kb: Path, stream: IO[bytes], *, watch: Watch = iter) -> int:
    """Write the archive of a knowledge base; the number of versions. StoreError where one is damaged."""
    digest = sha256()
    with (
        Store.open(kb) as store,
        store.moment(),
        gzip.GzipFile(filename="", mode="wb", fileobj=stream, compresslevel=6, mtime=0) as packed,
    ):

        def put(value: Any) -> None:
            line = json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"
            digest.update(line.encode())
            packed.write(line.encode())

        put({"schema": SCHEMA})
        keys = store.keys(superseded=True)
        for key in watch(keys):
            put(_told(kb, store.record(key)))
        remarks = store.every_remark()
        for remark in remarks:
            put({"remark": asdict(remark)})
        put({"documents": len(keys), "remarks": len(remarks), "sha256": digest.hexdigest()})
    return len(keys)


def _told(kb: Path, found: Record) -> dict[str, Any]:
    wrong = next(faults(found), None)
    if wrong:
        raise StoreError(
            kb,
            f"{found.head['path']} 的记录已损坏（{wrong}），没有导出",
            f"请先运行 policykb verify --kb {kb}",
        )
    tables = {
        table: [
            {key: value for key, value in row.items() if key != "document"} for row in found.tables[table]
        ]
        for table in TABLES
    }
    head = {key: found.head[key] for key in HEAD}
    return {
        "path": found.head["path"],
        "superseded": bool(found.head.get("superseded")),
        "head": {**head, "seal": seal(head, tables)},
        "tables": tables,
    }


def read(archive: Path) -> Iterator[Entry | Remark]:
    """The plans of an archive from whoever, then its remarks; StoreError at the first line not like ours."""
    try:
        with archive.open("rb") as stream:
            yield from _told_by(archive, stream)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise _refusal(archive, "文件不完整，或不是存档") from None
    except OSError as error:
        raise StoreError(archive, f"存档打不开（{reason(error)}）", "请检查路径和权限") from error


def _told_by(archive: Path, stream: IO[bytes]) -> Iterator[Entry | Remark]:
    digest, counts = sha256(), {Entry: 0, Remark: 0}
    lines = _lines(archive, stream)
    first = next(lines, b"")
    schema = _value(archive, first, 1)
    if schema not in ({"schema": SCHEMA}, {"schema": _FIRST}):
        raise _refusal(archive, f"不是 {SCHEMA} 存档，或出自更新的程序")
    digest.update(first)
    for number, line in enumerate(lines, 2):
        value = _value(archive, line, number)
        if value == _last(schema["schema"], counts, digest.hexdigest()):
            if next(lines, None) is not None:
                raise _refusal(archive, "末行之后还有内容")
            return
        digest.update(line)
        told = _remark(archive, value, number) if _is_remark(value) else _entry(archive, value, number)
        if counts[Remark] and isinstance(told, Entry):
            raise _refusal(archive, f"第 {number} 行：方案不能在填报之后")
        counts[type(told)] += 1
        yield told
    raise _refusal(archive, "没有末行，或内容与末行的摘要不符")


def _last(schema: str, counts: Mapping[type, int], digest: str) -> dict[str, Any]:
    """The last line; that of the first schema tells of no remarks, so that there can be none."""
    remarks = {} if schema == _FIRST and not counts[Remark] else {"remarks": counts[Remark]}
    return {"documents": counts[Entry], **remarks, "sha256": digest}


def _lines(archive: Path, stream: IO[bytes]) -> Iterator[bytes]:
    size = 0
    with gzip.GzipFile(fileobj=stream, mode="rb") as packed:
        while line := packed.readline(_LINE + 1):
            size += len(line)
            if len(line) > _LINE or size > _FREE + _RATIO * stream.tell():
                raise _refusal(archive, "展开后大得不合常理")
            yield line


def _value(archive: Path, line: bytes, number: int) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        raise _refusal(archive, f"第 {number} 行不是 JSON") from None


def _entry(archive: Path, value: Any, number: int) -> Entry:
    wrong = misshapen(value)
    if wrong is None:
        found = Record(value["head"], value["tables"])
        wrong = next(faults(found), None)
    if wrong:
        raise _refusal(archive, f"第 {number} 行：{wrong}")
    return Entry(value["path"], value["superseded"], found)


def _is_remark(value: Any) -> bool:
    return isinstance(value, dict) and set(value) == {"remark"}


def _remark(archive: Path, value: Any, number: int) -> Remark:
    wrong = misshapen_remark(value["remark"])
    if wrong:
        raise _refusal(archive, f"第 {number} 行：{wrong}")
    return Remark(**value["remark"])


def _refusal(archive: Path, what: str) -> StoreError:
    return StoreError(archive, f"不能导入（{what}），什么也没有写入", "请向来源再要一份完好的存档")


def restore(kb: Path, archive: Path, *, watch: Watch = iter) -> Restored:
    """Put in all that an archive holds, once all of it has been found sound; what is held already stays."""
    number = sum(isinstance(told, Entry) for told in read(archive))
    with Intake.open(kb) as store:
        told = read(archive)
        placed = tuple(
            store.restore(entry.record, entry.path, superseded=entry.superseded)
            for _, entry in zip(watch(tuple(range(number))), told, strict=False)
            if isinstance(entry, Entry)
        )
        remarks = tuple(one for one in told if isinstance(one, Remark))
        held = store.every_remark()
        new = unknown(held, remarks)
        if new:
            store.report(new)
    return Restored(placed, len(new), len(set(remarks) - set(held) - set(new)))
