"""条款编号：the number in a clause's own marker, and the clause that a person means by a number.

``8``, ``第八条``, ``(八)`` and ``8.`` are all 8, whichever of them the plan or the person writes.
"""

from __future__ import annotations

import re

from corpus.fold import fold
from corpus.model import Clause, Document
from corpus.numerals import ordinal

_TASKS = ("measure", "table_row")
_MARKS = re.compile(r"[第条项款()、.章节\s]|措施|任务")


def number(text: str) -> int | None:
    """The number that a marker or a way of naming a clause writes; None where it writes none."""
    return ordinal(_MARKS.sub("", fold(text)))


def label_number(clause: Clause) -> int | None:
    return number(clause.label)


def meant(document: Document, wanted: str) -> frozenset[str]:
    """Ids of the clauses meant: by id, path or label, with whatever stands between the parts of a path, and
    the tasks of that number.
    """
    asked = fold(wanted).strip(" .、")
    count = number(asked)
    return frozenset(
        c.id
        for c in document.clauses
        if asked in (c.id, fold(c.label))
        or _joined(asked) == _joined(fold(c.path))
        or (count is not None and c.kind in _TASKS and label_number(c) == count)
    )


def _joined(path: str) -> str:
    """三/(一)/3, 三 (一) 3 and 三(一)3 alike."""
    return "".join(path.replace("/", " ").split())
