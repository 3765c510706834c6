"""公开用例：what other projects read in Chinese numbers and times, and what we read in the same words.

Each row goes through the reader that a plan goes through, and its exact value is compared:

* numbers, fractions, tenths: ``kb.numerals.value``; rounded numbers (二十余万): the floor, ``kb.numerals.rounded``;
* percents, points, money, quantities and ranges of them: the one amount that the target rules read at the row's place;
* dates, periods, ranges, deadlines, starts, sets: the one deadline there, the reference date as 成文日期;
* bare durations: what 内 after them makes a time limit.
"""

from __future__ import annotations

import calendar
import math
import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from fractions import Fraction

from public_cases import NOTES, Row, left_out, needs_suite, not_expressed, place, rows, surface

from corpus.fold import fold
from corpus.model import Clause, Document, Header, Source, Span
from kb import deadlines, targets
from kb.deadlines.model import chosen
from kb.model import Deadline
from kb.numerals import rounded, value
from kb.targets.amounts import Amount
from kb.targets.scene import Found
from kb.targets.words import KIND

pytestmark = needs_suite
FLOOR = 0.92
CONVERTED: dict[str, dict[str, Fraction]] = {
    "Litre": {"升": Fraction(1), "公升": Fraction(1), "L": Fraction(1)},
    "Kilometre": {"公里": Fraction(1), "千米": Fraction(1)},
    "Metre": {"米": Fraction(1), "公尺": Fraction(1)},
    "Centimetre": {"厘米": Fraction(1), "公分": Fraction(1)},
    "Gram": {"克": Fraction(1), "千克": Fraction(1000), "两": Fraction(50)},
    "Kilogram": {"千克": Fraction(1), "公斤": Fraction(1)},
    "Microgram": {"微克": Fraction(1)},
    "Kilocalorie": {"千卡": Fraction(1)},
    "Kilowatt": {"千瓦": Fraction(1)},
    "Ton": {"吨": Fraction(1)},
    "Jin": {"斤": Fraction(1)},
    "Liang": {"两": Fraction(1)},
    "Mu": {"亩": Fraction(1)},
    "Year": {"岁": Fraction(1), "周岁": Fraction(1)},
    "Dollar": {"元": Fraction(1)},
    "CNY": {"元": Fraction(1), "人民币": Fraction(1)},
    "人": {"人": Fraction(1)},
    "吨": {"吨": Fraction(1)},
    "pct": {"%": Fraction(1), "‰": Fraction(1, 10)},
    "point": {"百分点": Fraction(1)},
}  # fmt: skip
CONVERTED |= {
    british.replace("re", "er"): CONVERTED[british] for british in ("Kilometre", "Metre", "Centimetre")
}
CONVERTED |= {"km": CONVERTED["Kilometre"], "kg": CONVERTED["Kilogram"]}
POWERS = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}


def amount(row: Row) -> Amount | None:
    """The one amount at the row's place."""
    text = fold(row["text"])
    found = [
        Found(span, said, rule.name) for rule in targets.RULES for span, said in rule.readings(text, None)
    ]
    here = [one.amount for one in chosen(found, len(text)) if one.span.overlaps(place(row))]
    return here[0] if len(here) == 1 else None


def dated(text: str, at: Span, issued: str | None) -> Deadline | None:
    """The one deadline at ``at``."""
    clause = Clause("1", None, "measure", "1", "1", "", Span(0, len(text)))
    source = Source("x", "0" * 64, text, "utf-8")
    found = deadlines.extract(Document(source, fold(text), Header(issued=issued), (), (clause,)))
    here = [one for one in found if one.evidence.span.overlaps(at)]
    return here[0] if len(here) == 1 else None


def days(edtf: str) -> tuple[date, date] | None:
    """The first and last day of an EDTF value; None where it is no date of one year."""
    parts = [int(part) for part in edtf.split("-")] if re.fullmatch(r"[\d-]+", edtf) else []
    if len(parts) == 3:
        exists = parts[2] <= calendar.monthrange(parts[0], parts[1])[1]
        return (date(*parts),) * 2 if exists else None
    if not parts:
        return None
    part = parts[1] if len(parts) == 2 else 0
    length = 12 if not part else 1 if part <= 12 else 3 if part < 40 else 6
    first = (
        part if 0 < part <= 12 else 1 + length * ((part - 1) % 4 if part < 40 else part - 40) if part else 1
    )
    last = first + length - 1
    return date(parts[0], first, 1), date(parts[0], last, calendar.monthrange(parts[0], last)[1])


def same(ours: float | None, theirs: str | Fraction) -> bool:
    return ours is not None and math.isclose(ours, float(Fraction(theirs)), rel_tol=1e-12)


def scaled(number: float, measure: str, unit: str) -> float | None:
    """``number`` in ``unit``, a power before the measure taken in (亿元); None where it is another measure."""
    power = 1
    while measure not in KIND and measure[:1] in POWERS:
        power, measure = power * POWERS[measure[0]], measure[1:]
    factor = CONVERTED[unit].get(measure)
    return None if factor is None else float(Fraction(str(number)) * power * factor)


def is_number(row: Row) -> bool:
    return same(value(surface(row)), row["value"]["num"])


def is_rounded(row: Row) -> bool:
    """The floor is compared; whether it belongs to the number no rounding word says."""
    said = row["value"]
    return same(rounded(surface(row)), said.get("num") or said["min"])


def is_fraction(row: Row) -> bool:
    said = row["value"]
    ratio = said.get("num") or Fraction(int(said["numerator"]), int(said["denominator"]))
    return same(value(surface(row)), ratio)


def is_tenths(row: Row) -> bool:
    return same(value(surface(row)), Fraction(row["value"]["pct"]) / 100)


def is_amount(row: Row) -> bool:
    said, ours = row["value"], amount(row)
    unit = {"percent": "pct", "percentage_point": "point"}.get(row["type"])
    unit = unit or said.get("currency") or said["unit_native"]
    if ours is None or isinstance(ours.value, tuple):
        return False
    return same(scaled(ours.value, ours.measure, unit), said.get("pct") or said["num"])


def is_range(row: Row) -> bool:
    said, ours = row["value"], amount(row)
    unit = "pct" if row["type"] == "percent_range" else said.get("unit_native")
    if ours is None:
        return False
    low, high = _bounds(ours)
    inclusive = (said.get("min_incl"), said.get("max_incl"))
    signs = all(
        kept is None or kept == (ours.comparator in {">=", "<=", "range"})
        for kept in inclusive
    )  # fmt: skip
    return signs and _bound(low, said["min"], ours, unit) and _bound(high, said["max"], ours, unit)


def _bounds(ours: Amount) -> tuple[float | None, float | None]:
    if isinstance(ours.value, tuple):
        return ours.value
    low = ours.value if ours.comparator in {">=", ">"} else None
    return low, ours.value if ours.comparator in {"<=", "<"} else None


def _bound(ours: float | None, theirs: str | None, read: Amount, unit: str | None) -> bool:
    if ours is None or theirs is None:
        return ours is None and theirs is None
    return same(scaled(ours, read.measure, unit) if unit else ours, theirs)


def is_day(row: Row) -> bool:
    found = dated(row["text"], place(row), row["reference_date"])
    day = date.fromisoformat(row["value"]["start"])
    return found is not None and found.kind == "in" and days(found.value) == (day, day)


def is_period(row: Row) -> bool:
    found, said = dated(row["text"], place(row), row["reference_date"]), row["value"]
    first = date.fromisoformat(said["start"])
    last = {"Year": (12, 31), "Month": (first.month, calendar.monthrange(first.year, first.month)[1])}
    end = said.get("end_inclusive") or said.get("end")
    final = date.fromisoformat(end) if end else date(first.year, *last[said["grain"]])
    return found is not None and found.kind == "in" and days(found.value) == (first, final)


def is_between(row: Row) -> bool:
    found, said = dated(row["text"], place(row), row["reference_date"]), row["value"]
    if found is None or found.kind != "between":
        return False
    first, last = (days(part) for part in found.value.split("/"))
    wanted = said["start"], said["end_inclusive"]
    return first is not None and last is not None and (f"{first[0]}", f"{last[1]}") == wanted


def is_deadline(row: Row) -> bool:
    """Before a day and until it are both that day: a plan does not tell them apart."""
    found = dated(row["text"], place(row), row["reference_date"])
    return found is not None and (found.kind, found.value) == ("by", row["value"]["end"])


def is_start(row: Row) -> bool:
    found = dated(row["text"], place(row), row["reference_date"])
    first = days(found.value) if found and found.kind == "from" else None
    return first is not None and f"{first[0]}" == row["value"]["start"]


def is_set(row: Row) -> bool:
    found = dated(row["text"], place(row), row["reference_date"])
    return found is not None and found.value == f"R/{row['value']['every']}"


def is_duration(row: Row) -> bool:
    limit = surface(row) + "内"
    found = dated(limit, Span(0, len(limit)), row["reference_date"])
    if found is None or found.kind != "within":
        return False
    return length(found.value) == length(row["value"]["iso"])


def length(iso: str) -> tuple[Fraction, Fraction]:
    """Months and minutes of an ISO 8601 duration, by its own numbers."""
    day, _, clock = iso[1:].partition("T")
    parts = {unit: Fraction(n) for n, unit in re.findall(r"([\d.]+)([YMWD])", day)}
    hours = {unit: Fraction(n) for n, unit in re.findall(r"([\d.]+)([HM])", clock)}
    zero = Fraction(0)
    months = parts.get("Y", zero) * 12 + parts.get("M", zero)
    whole = parts.get("W", zero) * 7 + parts.get("D", zero)
    return months, (whole * 24 + hours.get("H", zero)) * 60 + hours.get("M", zero)


def is_none(row: Row) -> bool:
    return value(row["text"]) is None and amount(row) is None


AGREES: dict[str, Callable[[Row], bool]] = {
    "number": is_number,
    "approx_number": is_rounded,
    "fraction": is_fraction,
    "tenths": is_tenths,
    "percent": is_amount,
    "percentage_point": is_amount,
    "money": is_amount,
    "quantity": is_amount,
    "number_range": is_range,
    "percent_range": is_range,
    "money_range": is_range,
    "quantity_range": is_range,
    "date": is_day,
    "date_period": is_period,
    "date_range": is_between,
    "deadline": is_deadline,
    "since": is_start,
    "duration": is_duration,
    "set": is_set,
    "none": is_none,
}


def test_public_cases_agree() -> None:
    compared: Counter[str] = Counter()
    agreed: Counter[str] = Counter()
    unread: Counter[tuple[str, str]] = Counter()
    apart: set[str] = set()
    for row in rows():
        kind = row["type"]
        reason = left_out(row) or not_expressed(row)
        if reason:
            unread[kind, reason] += 1
            continue
        compared[kind] += 1
        if AGREES[kind](row):
            agreed[kind] += 1
        else:
            apart.add(row["id"])
    share = agreed.total() / compared.total()
    for kind in sorted(compared):
        print(f"{kind:24}{agreed[kind]:4} / {compared[kind]}")
    for (kind, reason), count in sorted(unread.items()):
        print(f"{kind:24}{count:4} 不比：{reason}")
    print(f"{'一致':24}{agreed.total():4} / {compared.total()} = {share:.1%}")
    listed = set(NOTES["disagrees"])
    assert apart - listed == set(), "新出现的不一致"
    assert listed - apart == set(), "已经一致，请从清单删去"
    assert share >= FLOOR


def test_every_note_gives_a_reason() -> None:
    known = {row["id"] for row in rows()}
    for notes in NOTES.values():
        assert set(notes) <= known
        assert all(reason.strip() for reason in notes.values())
