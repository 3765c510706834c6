"""序号：gaps and repeats in the numbers of headings, items and table rows.

A row of numbers begins with 1, or goes on from the last number of the same form in the same annex
(measures numbered through the whole plan).
"""

from __future__ import annotations

from collections.abc import Iterator

from corpus.lazy import lazily
from corpus.model import Clause
from corpus.numerals import numeral, ordinal
from kb.lint.annexes import tasks_and_headings
from kb.lint.model import Note, head_of
from kb.model import Plan

_N = "(?P<n>[一二三四五六七八九十百零〇]{1,5}|\\d{1,3}|[①-⑳])"
_LABEL = lazily(f"(?P<open>[(第]?){_N}(?P<close>[)条章编篇是要]?)")


def number_of(clause: Clause) -> tuple[str, int] | None:
    """The form of a clause's number (``(一)``, ``1``, ``一是``) and the number; None where it has none."""
    match = _LABEL.fullmatch(clause.label)
    number = ordinal(match["n"]) if match else None
    if match is None or not number:
        return None
    kind = "1" if match["n"].isdecimal() else "①" if "①" <= match["n"] <= "⑳" else "一"
    row = "row" if clause.kind == "table_row" else ""
    return f"{row}{match['open']}{kind}{match['close']}", number


def gaps(plan: Plan) -> Iterator[Note]:
    for clause, before, number in _sequence(plan):
        if number > before + 1:
            missing = number - 1 if before + 2 == number else f"{before + 1}至{number - 1}"
            after = f"前一个是{before}" if before else "这是第一个"
            yield Note(
                clause.id,
                head_of(plan.document, clause.id),
                f"序号“{clause.label}”之前缺第{missing}：{after}。",
            )


def repeats(plan: Plan) -> Iterator[Note]:
    for clause, before, number in _sequence(plan):
        if number <= before:
            due = numeral(before + 1) if not clause.label.strip("()").isdecimal() else str(before + 1)
            yield Note(
                clause.id,
                head_of(plan.document, clause.id),
                f"序号“{clause.label}”已经用过，按次序应为“{due}”。",
            )


def _sequence(plan: Plan) -> Iterator[tuple[Clause, int, int]]:
    """Every numbered clause with the number before it in its own row, 0 where it opens one."""
    siblings: dict[tuple[str | None, str], int] = {}
    through: dict[tuple[str, str], int] = {}
    for clause in tasks_and_headings(plan.document):
        read = number_of(clause)
        if read is None:
            continue
        form, number = read
        annex = plan.document.ancestors(clause)[0].label
        part = annex if annex.startswith("附") else ""
        before = siblings.get((clause.parent, form), 0)
        if before == 0 and number > 1 and clause.kind != "item":
            before = through.get((part, form), 0)
        elif before > 1 and number == 1:
            before = 0
        siblings[clause.parent, form] = through[part, form] = number
        yield clause, before, number
