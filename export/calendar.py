"""日历: the days that the time limits of a plan mean."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from corpus.model import Header
from kb.deadlines.model import reference
from kb.model import Deadline

# The months of a part of a year in EDTF: seasons 21-24 (winter ends with the year), quarters, halves.
_PARTS = {
    **{month: (month, month) for month in range(1, 13)},
    21: (3, 5),
    22: (6, 8),
    23: (9, 11),
    24: (12, 12),
    33: (1, 3),
    34: (4, 6),
    35: (7, 9),
    36: (10, 12),
    40: (1, 6),
    41: (7, 12),
}
_EDTF = re.compile(r"(\d{4}|XXXX)(?:-(\d\d)(?:-(\d\d))?)?")
_EVERY = re.compile(r"R/P(?:(\d+)([YMWD]))")


@dataclass(frozen=True, slots=True)
class Day:
    """The day of a deadline; ``rule`` is how it comes back (RFC 5545 RRULE), "" where it does not."""

    day: date
    rule: str = ""


def day_of(deadline: Deadline, header: Header) -> Day | None:
    """The last day to be met, the first for 起; None where the plan gives no date to reckon from.

    What comes back is due on the last day of each period, the first of these no earlier than the day
    of the plan; a date without a year comes back every year.
    """
    issued = reference(header)
    start = date.fromisoformat(issued) if issued else None
    if deadline.kind == "every":
        return _recurring(deadline.value, start)
    if deadline.kind == "within":
        return None
    value = deadline.value.split("/")[0 if deadline.kind == "from" else -1]
    return _dated(value, start, first=deadline.kind == "from")


def following(found: Day, today: date) -> date | None:
    """The first day from today on on which it is due again; its only day where it does not come back.

    None where the plan does not say from when every so many years, weeks or days are counted. What is due
    on a day that a month lacks is due on its last.
    """
    if not found.rule:
        return found.day
    parts = dict(part.split("=") for part in found.rule.split(";"))
    frequency, count = parts["FREQ"], int(parts.get("INTERVAL", "1"))
    if count > 1 and (frequency != "MONTHLY" or 12 % count):
        return None
    if found.day >= today or frequency == "DAILY":
        return max(found.day, today)
    if frequency == "WEEKLY":
        return today + timedelta((found.day - today).days % 7)
    months = 12 if frequency == "YEARLY" else count
    turn = ((today.year - found.day.year) * 12 + today.month - found.day.month) // months
    due = (_months_on(found, again * months) for again in (turn, turn + 1))
    return next(day for day in due if day >= today)


def _months_on(found: Day, months: int) -> date:
    year, month = divmod(found.day.year * 12 + found.day.month - 1 + months, 12)
    end = _month_end(year, month + 1)
    return end if "BYMONTHDAY=-1" in found.rule else end.replace(day=min(found.day.day, end.day))


def _dated(value: str, start: date | None, *, first: bool) -> Day | None:
    match = _EDTF.fullmatch(value)
    if match is None:
        return None
    year, part, day = match.groups()
    if year != "XXXX":
        return _day(int(year), part, day, first=first)
    if start is None:
        return None
    found = _day(start.year, part, day, first=first)
    if found and found.day < start:
        found = _day(start.year + 1, part, day, first=first)
    return Day(found.day, "FREQ=YEARLY") if found else None


def _day(year: int, part: str | None, day: str | None, *, first: bool) -> Day | None:
    months = _PARTS.get(int(part)) if part else (1, 12)
    if months is None or not year:
        return None
    try:
        if day:
            return Day(date(year, months[0], int(day)))
    except ValueError:
        return None
    return Day(date(year, months[0], 1) if first else _month_end(year, months[1]))


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _recurring(value: str, start: date | None) -> Day | None:
    match = _EVERY.fullmatch(value)
    if match is None or start is None:
        return None
    count, period = int(match[1]), match[2]
    if not count:
        return None
    match period:
        case "Y":
            return Day(date(start.year, 12, 31), _rule("YEARLY", count))
        case "M":
            return Day(_period_end(start, count), f"{_rule('MONTHLY', count)};BYMONTHDAY=-1")
        case "W":
            return Day(date.fromordinal(start.toordinal() + 6 - start.weekday()), _rule("WEEKLY", count))
        case _:
            return Day(start, _rule("DAILY", count))


def _period_end(start: date, months: int) -> date:
    """The end of the period of the year that the day lies in: of every 3 months, that of its quarter."""
    length = months if 12 % months == 0 else 12
    return _month_end(start.year, (start.month - 1) // length * length + length)


def _rule(frequency: str, count: int) -> str:
    return f"FREQ={frequency}" + (f";INTERVAL={count}" if count > 1 else "")
