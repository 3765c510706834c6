"""iCalendar (RFC 5545): every time limit as a day in the calendar, what comes back with its rule.

A time limit whose day the plan does not give is a task without a date, so that none is lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from hashlib import sha256

from corpus.model import Header
from export.calendar import day_of
from export.characters import printable
from export.place import path_at, task_at
from export.selection import Share
from export.tables.deadlines import owners
from export.tasks import Task
from graph.wording import describe_deadline, one_line, plan_title
from kb.deadlines.model import reference
from kb.model import Deadline

_LIMIT = 75  # octets of a line, RFC 5545 section 3.1
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


def write(shares: Sequence[Share]) -> bytes:
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//policykb//plan deadlines//ZH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "X-WR-CALNAME:方案时限",
    ]
    seen: set[str] = set()
    for share in shares:
        for task in share.tasks:
            for deadline in task.deadlines:
                lines += _component(share, task, deadline, seen)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line)).encode()


def _component(share: Share, task: Task, deadline: Deadline, seen: set[str]) -> Iterator[str]:
    document, found = share.document, day_of(deadline, share.document.header)
    name = "VEVENT" if found else "VTODO"
    yield f"BEGIN:{name}"
    yield f"UID:{_uid(deadline, seen)}"
    yield f"DTSTAMP:{_stamp(document.header)}"
    if found:
        yield f"DTSTART;VALUE=DATE:{found.day:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{_next(found.day):%Y%m%d}"
        if found.rule:
            yield f"RRULE:{found.rule}"
        yield "TRANSP:TRANSPARENT"
    yield f"SUMMARY:{_text(f'{one_line(deadline.evidence.surface)}：{task_at(document, task.id)}')}"
    yield f"DESCRIPTION:{_text(_description(share, task, deadline))}"
    yield f"CATEGORIES:{_text(plan_title(document))}"
    yield f"END:{name}"


def _description(share: Share, task: Task, deadline: Deadline) -> str:
    document, evidence = share.document, deadline.evidence
    clause = document.by_id.get(evidence.clause)
    words = clause.span.of(document.text) if clause else evidence.surface
    return "\n".join(
        [
            f"时限：{describe_deadline(deadline)}",
            f"责任单位：{owners(task)}",
            f"出处：{plan_title(document)} {path_at(document, task.id)}",
            f"位置：{document.id} 第{evidence.span.start}—{evidence.span.end}字",
            f"原文：{one_line(words)}",
        ]
    )


def _uid(deadline: Deadline, seen: set[str]) -> str:
    """The same for the same fact of the same file, another for every other."""
    evidence = deadline.evidence
    name = f"{evidence.document}/{evidence.span.start}-{evidence.span.end}/{deadline.kind}/{deadline.value}"
    while name in seen:
        name += "+"
    seen.add(name)
    return f"{sha256(name.encode()).hexdigest()[:32]}@policykb"


def _stamp(header: Header) -> str:
    """The day of the plan: nothing here reads the clock."""
    return f"{(reference(header) or '2000-01-01').replace('-', '')}T000000Z"


def _next(day: date) -> date:
    return day + timedelta(days=1) if day < date.max else day


def _text(text: str) -> str:
    return printable(text).replace("\t", " ").translate(_ESCAPES)


def _folded(line: str) -> Iterator[str]:
    """Lines of at most 75 octets, no character cut; those that go on begin with a blank."""
    part, size = "", 0
    for character in line:
        width = len(character.encode())
        if size + width > _LIMIT:
            yield part
            part, size = " ", 1
        part, size = part + character, size + width
    yield part
