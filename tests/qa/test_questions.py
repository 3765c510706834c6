"""Questions over the two bundled plans, their answers worked out by hand from the text of the plans."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kb.model import Plan
from qa.answer import ask, to_json

LINES = (Path(__file__).parent / "questions.jsonl").read_text("utf-8").splitlines()
QUESTIONS = [json.loads(line) for line in LINES]


def tasks(answer: dict[str, Any]) -> set[str]:
    """Labels of tasks; an item counts for the task above it."""
    found = set()
    for clause in answer["clauses"]:
        if clause["kind"] == "measure":
            found.add(clause["label"])
        elif clause["kind"] in ("item", "paragraph", "table_row"):
            found.update([part for part in clause["path"].split("/") if part.isdigit()][-1:])
    return found


def wrong(expect: dict[str, Any], answer: dict[str, Any]) -> list[str]:
    text, have = answer["answer"], tasks(answer)
    faults = [f"没有“{piece}”" for piece in expect.get("contains", ()) if piece not in text]
    faults += [f"不该有“{piece}”" for piece in expect.get("not_contains", ()) if piece in text]
    if have != set(expect.get("clauses", have)) or not have >= set(expect.get("clauses_include", ())):
        faults.append(f"条款 {sorted(have, key=int)}")
    if expect.get("count", answer["count"]) != answer["count"]:
        faults.append(f"计数 {answer['count']}")
    if answer["status"] not in expect.get("status", (answer["status"],)):
        faults.append(f"状态 {answer['status']}")
    return faults


def test_there_are_enough_of_each_kind() -> None:
    assert len(QUESTIONS) >= 60
    assert sum("status" in q["expect"] for q in QUESTIONS if q["category"] == "无答案") >= 15
    assert len({q["id"] for q in QUESTIONS}) == len(QUESTIONS)


@pytest.mark.parametrize("item", QUESTIONS, ids=[q["question"] for q in QUESTIONS])
def test_question(plans: tuple[Plan, ...], item: dict[str, Any]) -> None:
    answer = to_json(ask(item["question"], plans, today="2025-10-01"))
    assert wrong(item["expect"], answer) == [], answer["answer"]
