"""Markdown: the tables as GFM pipe tables."""

from __future__ import annotations

import re
from collections.abc import Iterable

from export.matrix import Matrix
from export.tables import tables
from export.tables.model import Cell, Table

_SPECIAL = re.compile(r"[\\`*_\[\]|~$]")
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\n": "<br>", "\t": " "})


def write(matrix: Matrix) -> bytes:
    titles = [f"- {_escape(title)}" for title in matrix.documents]
    blocks = ["# 责任矩阵与任务台账", "\n".join(titles), *(_block(table) for table in tables(matrix))]
    return ("\n\n".join(block for block in blocks if block) + "\n").encode()


def _block(table: Table) -> str:
    lines = [
        _line(field.title for field in table.fields),
        "|" + "|".join(" :-: " if field.upright else " --- " for field in table.fields) + "|",
        *(_line(row) for row in table.rows),
    ]
    return f"## {table.title}\n\n" + "\n".join(lines)


def _line(cells: Iterable[Cell]) -> str:
    return "| " + " | ".join(_escape(str(cell)) for cell in cells) + " |"


def _escape(text: str) -> str:
    """A cell must not end its row, open a tag or a link, or set its letters in italics."""
    return _SPECIAL.sub(r"\\\g<0>", text).translate(_ENTITIES)
