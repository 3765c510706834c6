"""Whether the rows of one plan hold together: sealed, quoting their text, each link with its end."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256

from kb.rows import TABLES, Record, Row, fault, plan_of, record

_MARKS = {"utf-8": b"", "utf-8-sig": b"\xef\xbb\xbf"}
_HEADINGS = ("title", "number", "issued", "published", "jurisdiction", "level")
_PROVED = ("responsibilities", "deadlines", "targets")
_NAMES = {
    "chrome": "网页外壳",
    "clauses": "条款",
    "responsibilities": "责任",
    "deadlines": "时限",
    "targets": "指标",
    "repairs": "修补",
}

_CODES: dict[str, dict[str, frozenset[str | None]]] = {
    "clauses": {"kind": frozenset(("section", "measure", "item", "goal", "paragraph", "table_row"))},
    "units": {"level": frozenset(("national", "province", "city", "county", "township", None))},
    "responsibilities": {
        "role": frozenset(("lead", "support", "responsible")),
        "scope": frozenset(("listed", "stated")),
        "basis": frozenset(
            (
                *("explicit", "alias", "inherited"),
                *("prefix_inherited", "separator_restored", "character_restored"),
            )
        ),
    },
    "deadlines": {"kind": frozenset(("by", "in", "from", "between", "every", "within"))},
    "targets": {
        "comparator": frozenset(("=", ">=", "<=", ">", "<", "~", "range")),
        "change": frozenset(("increase", "decrease", None)),
    },
}


def faults(found: Record) -> Iterator[str]:
    """Every way in which the rows contradict their seal, their text or each other; none for a sound plan."""
    try:
        wrong = fault(found.head, found.tables)
        if wrong:
            yield wrong
        yield from _wrong_bytes(found.head)
        yield from _wrong_places(found)
        yield from _loose_ends(found)
        yield from _wrong_words(found)
        if not wrong and found.head.get("seal") and record(plan_of(found.head, found.tables)) != _bare(found):
            yield "读出来再写，与原来的不一样"
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, RecursionError):
        yield "有几行读不出来"


def _bare(found: Record) -> Record:
    """The rows as ``record`` makes them, without what only the store knows."""
    head = {key: found.head[key] for key in ("name", "sha256", "encoding", "header", "text", "seal")}
    tables = {
        table: [
            {key: value for key, value in row.items() if key != "document"} for row in found.tables[table]
        ]
        for table in TABLES
    }
    return Record(head, tables)


def _wrong_bytes(head: Row) -> Iterator[str]:
    """Only where the bytes of the file can be made again from the text."""
    mark = _MARKS.get(head["encoding"])
    if mark is not None and sha256(mark + head["text"].encode()).hexdigest() != head["sha256"]:
        yield "正文与文件的摘要（sha256）不符"


def _wrong_places(found: Record) -> Iterator[str]:
    end = len(found.head["text"])
    for table, name in _NAMES.items():
        wrong = [row for row in found.tables[table] if not _is_place(row, end, table)]
        if wrong:
            yield f"{name}有 {len(wrong)} 处位置不在正文之内"


def _is_place(row: Row, end: int, table: str) -> bool:
    """Facts quote at least one character; a repair may stand between two."""
    return 0 <= row["start"] <= row["end"] <= end and (table not in _PROVED or row["start"] < row["end"])


def _loose_ends(found: Record) -> Iterator[str]:
    tables = found.tables
    spans = {row["id"]: (row["start"], row["end"]) for row in tables["clauses"]}
    if len(spans) < len(tables["clauses"]):
        yield "条款的编号有重复"
    outside = [row for row in tables["clauses"] if row["parent"] is not None and not _inside(row, spans)]
    if outside:
        yield f"有 {len(outside)} 个条款的上级不存在，或不在上级之内"
    for table in _PROVED:
        loose = [row for row in tables[table] if row["clause"] not in spans]
        if loose:
            yield f"有 {len(loose)} 条{_NAMES[table]}指向不存在的条款"
    units = {row["name"] for row in tables["units"]}
    unknown = {row["unit"] for row in tables["responsibilities"]} - units
    if unknown:
        yield f"责任所指的单位不在单位表中：{'、'.join(sorted(unknown)[:3])}"


def _wrong_words(found: Record) -> Iterator[str]:
    """Codes that no program of ours writes, and a header that is none."""
    for table, columns in _CODES.items():
        for column, codes in columns.items():
            if not codes.issuperset(row[column] for row in found.tables[table]):
                yield f"数据表 {table} 的 {column} 有不认识的值"
    header = json.loads(found.head["header"])
    lists = (header["issuers"], [cited["title"] for cited in header["basis"]])
    if not all(isinstance(word, str) for words in lists for word in words):
        yield "文件头有不认识的值"
    if not all(header[name] is None or isinstance(header[name], str) for name in _HEADINGS):
        yield "文件头有不认识的值"


def _inside(row: Row, spans: dict[str, tuple[int, int]]) -> bool:
    start, end = spans.get(row["parent"], (1, 0))
    return bool(start <= row["start"] and row["end"] <= end)
