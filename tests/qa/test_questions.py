"""Questions over the two bundled plans, their answers worked out by hand from the text of the plans."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from scoring import wrong

from kb.model import Plan
from qa.answer import ask, to_json

LINES = (Path(__file__).parent / "questions.jsonl").read_text("utf-8").splitlines()
QUESTIONS = [json.loads(line) for line in LINES]


def test_there_are_enough_of_each_kind() -> None:
    assert len(QUESTIONS) >= 60
    assert sum("status" in q["expect"] for q in QUESTIONS if q["category"] == "无答案") >= 15
    assert len({q["id"] for q in QUESTIONS}) == len(QUESTIONS)


@pytest.mark.parametrize("item", QUESTIONS, ids=[q["question"] for q in QUESTIONS])
def test_question(plans: tuple[Plan, ...], item: dict[str, Any]) -> None:
    answer = to_json(ask(item["question"], plans, today="2025-10-01"))
    assert wrong(item["expect"], answer) == [], answer["answer"]
