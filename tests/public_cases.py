"""公开用例：the rows of other projects, and which of them are no yardstick for the facts of a plan.

A row is left out where its own project or another contests it, or where it gives no value. It is not
expressed where no plan says such a thing as a fact: the past, a number without a measure, an amount
below zero. ``data/public_cases.toml`` names the rows left out and those that are read otherwise.
"""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from real_plans import SHARED, required

from corpus.fold import fold
from corpus.model import Span
from kb.targets.words import MEASURE

SUITE = SHARED / "suites" / "zh_time_number_public.jsonl"
NOTES = tomllib.loads((Path(__file__).parent / "data" / "public_cases.toml").read_text("utf-8"))
Row = dict[str, Any]

needs_suite = pytest.mark.skipif(
    not SUITE.is_file() and not required(), reason="公开用例不在仓库旁的 shared/suites，跳过"
)

CONTESTED = ("end_of_range_contested", "year_before_contested", "bound_inclusive_contested", "gold_suspect")
NOT_EXPRESSED = {
    "relative": "过去的一段时间不是时限",
    "sentence_normalisation": "不改写整句",
}
TIMES = {"date", "date_period", "date_range", "deadline", "since"}


def rows() -> list[Row]:
    return [json.loads(line) for line in SUITE.read_text("utf-8").splitlines()]


def surface(row: Row) -> str:
    return str(row["surface"] or row["text"])


def place(row: Row) -> Span:
    start, end = row["span"] or (0, len(row["text"]))
    return Span(start, end)


def left_out(row: Row) -> str | None:
    """Why the row itself is no yardstick; None where it is one."""
    if row["id"] in NOTES["left_out"]:
        return str(NOTES["left_out"][row["id"]])
    if any(flag.startswith(CONTESTED) for flag in row["flags"]):
        return "读法有争议"
    empty = row["value"] is None or not any(row["value"].values())
    return "用例没有给值" if empty and row["type"] != "none" else None


def not_expressed(row: Row) -> str | None:
    """Why no plan says such a thing as a fact; None where our model has a place for it."""
    said = row["value"] or {}
    if row["type"] in NOT_EXPRESSED:
        return NOT_EXPRESSED[row["type"]]
    if row["type"] in TIMES and _past(row):
        return "成文年份以前的时间不是时限"
    if row["type"] == "date" and re.fullmatch(r"\d{1,2}日", surface(row)):
        return "没有月份的日子不成时限"
    if row["type"] in {"percent", "quantity"} and str(said.get("pct", said.get("num"))).startswith("-"):
        return "指标值不为负"
    if row["type"] == "number_range" and not _measured(row):
        return "没有计量单位的数不是指标"
    return None


def _past(row: Row) -> bool:
    """The deadline rules hold a year before that of the 成文日期 for past; an unsaid year never is."""
    said = row["value"]
    last = said.get("end_inclusive") or said.get("end") or said["start"]
    unsaid = str(said.get("timex", "")).lstrip("(").startswith("XXXX")
    return bool(row["reference_date"]) and not unsaid and last[:4] < row["reference_date"][:4]


def _measured(row: Row) -> bool:
    """Whether a measure stands in the words or right after them."""
    text, at = fold(row["text"]), place(row)
    measure = rf"[\d一二三四五六七八九十百千万亿](?!间){MEASURE}"
    return re.search(measure, text[at.start : at.end + 4]) is not None
