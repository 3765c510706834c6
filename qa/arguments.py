"""命令的参数：what a person writes for a month, a year, a day or a number, checked and said in Chinese."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date

from corpus.errors import InputError

PERIODS: Mapping[str, str] = {
    "年": "P1Y",
    "半年": "P6M",
    "季": "P3M",
    "季度": "P3M",
    "月": "P1M",
    "周": "P1W",
}


YEAR = "[0-9]{4}"
MONTH = f"{YEAR}-(?:0[1-9]|1[0-2])"
DAY = f"{MONTH}-(?:0[1-9]|[12][0-9]|3[01])"


def _like(pattern: str, given: str | None, kind: str, example: str) -> str | None:
    if given is not None and not re.fullmatch(pattern, given):
        raise InputError(f"“{given}”不是{kind}；请写成 {example} 这样。")
    return given


def month(given: str | None) -> str | None:
    return _like(MONTH, given, "年月", "2025-06")


def year(given: str | None) -> str | None:
    return _like(YEAR, given, "年份", "2025")


def day(given: str | None) -> str | None:
    """A date that the calendar has."""
    _like(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", given, "日期", "2025-06-30")
    try:
        return date.fromisoformat(given).isoformat() if given else None
    except ValueError:
        raise InputError(f"日历上没有“{given}”这一天；请写成 2025-06-30 这样。") from None


def count(given: str | int) -> int:
    if not (re.fullmatch("[0-9]{1,6}", str(given)) and int(given)):
        raise InputError(f"“{given}”不是条数；请写 1 以上的整数。")
    return int(given)


def words(given: str, example: str) -> str:
    """What an argument names, which must be something."""
    if not re.search(r"\w", given):
        raise InputError(f"没有写要查什么；请写上，如 {example}。")
    return given


def period(given: str | None) -> str | None:
    """The ISO 8601 period of that name, or as it is."""
    if given is None or given in PERIODS.values():
        return given
    return PERIODS[one_of("周期", PERIODS, given)]


def one_of(what: str, names: Collection[str], given: str) -> str:
    if given not in names:
        raise InputError(f"没有{what}“{given}”；可写 {'、'.join(names)}。")
    return given
