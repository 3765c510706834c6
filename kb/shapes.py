"""Whether a value from outside has the shape of a version of a plan or of a remark: its columns, no more, no less."""

from __future__ import annotations

import math
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import fields
from functools import cache
from importlib import resources
from typing import Any

from corpus.errors import printable
from kb.remarks import Remark
from kb.rows import HEAD, TABLES

_KINDS = {"TEXT": str, "INTEGER": int, "REAL": float}
_HALF = re.compile("[\ud800-\udfff]")  # half a character, which no file can hold
_FIT: dict[type, Callable[[Any], bool]] = {
    str: lambda value: not _HALF.search(value),
    int: lambda value: 0 <= value < 1 << 31,
    float: math.isfinite,
}
_BYTES = re.compile("[0-9a-f]{64}")
_PATH = 4096
_REMOTE = ("//", "\\\\")

Column = tuple[type, bool]
"""The type of its values, and whether there may be none."""


def misshapen(value: Any) -> str | None:
    """What is wrong with the shape; None where it is right."""
    if not isinstance(value, dict) or set(value) != {"path", "superseded", "head", "tables"}:
        return "字段不对"
    if not (isinstance(value["superseded"], bool) and _is_path(value["path"])):
        return "路径不能用"
    head, tables = value["head"], value["tables"]
    if not _is_row(head, dict.fromkeys((*HEAD, "seal"), (str, False))):
        return "文件的字段不对"
    if not (_BYTES.fullmatch(head["sha256"]) and head["seal"]):
        return "没有摘要或封条"
    if not isinstance(tables, dict) or set(tables) != set(TABLES):
        return "数据表不对"
    return next(
        (f"数据表 {table} 有不对的行" for table in TABLES if not _is_table(tables[table], table)), None
    )


def misshapen_remark(value: Any) -> str | None:
    """What is wrong with the shape of a remark; None where it is right."""
    if not isinstance(value, dict) or [*value] != [field.name for field in fields(Remark)]:
        return "填报的字段不对"
    if not all(isinstance(text, str) and not _HALF.search(text) for text in value.values()):
        return "填报的内容不是文字"
    told = [value[name] for name in ("clause", "field", "origin")]
    if not _BYTES.fullmatch(value["document"]) or any(
        printable(text) != text or len(text) > _PATH for text in told
    ):
        return "填报的来历不能用"
    return None if value["field"] and value["value"] else "填报是空的"


def _is_path(path: Any) -> bool:
    """A label that can be shown, and that no machine elsewhere is asked about."""
    return (
        isinstance(path, str)
        and 0 < len(path) <= _PATH
        and printable(path) == path
        and not path.startswith(_REMOTE)
    )


def _is_table(rows: Any, table: str) -> bool:
    if not isinstance(rows, list):
        return False
    shape = _columns()[table]
    return all(_is_row(row, shape) and row["position"] == at for at, row in enumerate(rows))


def _is_row(row: Any, shape: dict[str, Column]) -> bool:
    """Columns in the order of the schema, for that is the order under the seal."""
    return isinstance(row, dict) and [*row] == [*shape] and all(map(_is_cell, row.values(), shape.values()))


def _is_cell(value: Any, column: Column) -> bool:
    kind, optional = column
    if value is None:
        return optional
    return type(value) is kind and _FIT[kind](value)


@cache
def _columns() -> dict[str, dict[str, Column]]:
    """The columns of every table but the key of its document, as the schema has them."""
    schema = resources.files("kb").joinpath("schema.sql").read_text(encoding="utf-8")
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(schema)
        return {
            table: {
                name: (_KINDS[kind], not notnull)
                for _, name, kind, notnull, *_ in connection.execute(f"PRAGMA table_info({table})")
                if name != "document"
            }
            for table in TABLES
        }
