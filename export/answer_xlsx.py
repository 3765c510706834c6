"""Excel: an answer on two sheets: what it rests on, and how it was asked and understood."""

from __future__ import annotations

from export.answers import FIELDS, lines
from export.characters import printable
from export.tables.model import Field, Table, numbered
from export.xlsx import workbook
from qa.model import Answer
from qa.report import said

_WIDTHS = (30, 14, 30, 8, 36, 40, 8, 8, 20)


def write(answer: Answer) -> bytes:
    fields = (
        Field("序号", 6),
        *(Field(title, width) for title, width in zip(FIELDS, _WIDTHS, strict=True)),
    )
    told = (("问题", answer.question), ("回答", said(answer)), ("查询", str(answer.query)))
    about = tuple((name, printable(words)) for name, words in told)
    return workbook(
        "回答",
        (
            Table("依据", fields, numbered(lines(answer)), pinned=1),
            Table("问答", (Field("项目", 10), Field("内容", 100)), about, pinned=1),
        ),
    )
