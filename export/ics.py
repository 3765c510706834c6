"""iCalendar (RFC 5545): every time limit as a day in the calendar, what comes back with its rule.

A time limit whose day the plan does not give is a task without a date, so that none is lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from hashlib import sha256

from corpus.model import Header
from export.agenda import Entry
from export.characters import printable
from export.tables.model import UNSTATED
from graph.wording import describe_deadline, one_line
from kb.deadlines.model import reference
from kb.model import Deadline

_LIMIT = 75  # octets of a line, RFC 5545 section 3.1
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


def write(entries: Sequence[Entry]) -> bytes:
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//policykb//plan deadlines//ZH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "X-WR-CALNAME:方案时限",
    ]
    seen: set[str] = set()
    for entry in entries:
        lines += _component(entry, seen)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line)).encode()


def _component(entry: Entry, seen: set[str]) -> Iterator[str]:
    found = entry.found
    name = "VEVENT" if found else "VTODO"
    yield f"BEGIN:{name}"
    yield f"UID:{_uid(entry.limit, seen)}"
    yield f"DTSTAMP:{_stamp(entry.document.header)}"
    if found:
        yield f"DTSTART;VALUE=DATE:{found.day:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{_next(found.day):%Y%m%d}"
        if found.rule:
            yield f"RRULE:{found.rule}"
        yield "TRANSP:TRANSPARENT"
    yield f"SUMMARY:{_text(f'{entry.words}：{entry.task}')}"
    yield f"DESCRIPTION:{_text(_description(entry))}"
    yield f"CATEGORIES:{_text(entry.title)}"
    yield f"END:{name}"


def _description(entry: Entry) -> str:
    document, evidence = entry.document, entry.limit.evidence
    clause = document.by_id.get(evidence.clause)
    words = clause.span.of(document.text) if clause else evidence.surface
    return "\n".join(
        [
            f"时限：{describe_deadline(entry.limit)}",
            f"责任单位：{'、'.join(entry.units) or UNSTATED}",
            f"出处：{entry.title} {entry.path}",
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
