"""Word: an answer with what it rests on, in the look of GB/T 9704."""

from __future__ import annotations

from export.answers import lines
from export.word import Page
from qa.model import Answer
from qa.report import said

_TITLES = ("序号", "方案", "条款", "任务", "类别", "内容", "原文")
# Millimetres: together the 225 that GB/T 9704 leaves for text.
_WIDTHS = (11, 40, 22, 42, 14, 46, 50)


def write(answer: Answer) -> bytes:
    page = Page(answer.question, landscape=True)
    for line in said(answer).split("\n"):
        page.text(line)
    page.note(str(answer.query))
    page.table(_TITLES, _WIDTHS, [(str(at), *row[:6]) for at, row in enumerate(lines(answer), 1)])
    return page.bytes()
