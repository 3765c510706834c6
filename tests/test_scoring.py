"""The judge of answers: every check can pass and can fail."""

from __future__ import annotations

from typing import Any

import pytest
from scoring import CHECKS, wrong

ANSWER: dict[str, Any] = {
    "answer": "区财政局 2条：第3、8条",
    "status": "answered",
    "count": 2,
    "clauses": [
        {"kind": "measure", "label": "3", "path": "三/(一)/3"},
        {"kind": "item", "label": "一是", "path": "三/(一)/8/一是"},
        {"kind": "section", "label": "三", "path": "三"},
    ],
    "units": [{"unit": "区财政局"}],
}
CASES: tuple[tuple[str, Any, Any], ...] = (
    ("clauses", ["8", "3"], ["3"]),
    ("clauses_any", [["3"], ["3", "8"]], [["3"]]),
    ("clauses_include", ["8"], ["8", "9"]),
    ("units", ["区财政局"], []),
    ("count", 2, 3),
    ("status", ["answered"], ["not_stated"]),
    ("contains", ["区财政局2条", "第3"], ["第3", "第9"]),
    ("contains_any", ["第9", "第3"], ["第9"]),
    ("not_contains", ["第9"], ["第9", "局2条"]),
)


@pytest.mark.parametrize(("name", "right", "other"), CASES, ids=[case[0] for case in CASES])
def test_check(name: str, right: Any, other: Any) -> None:
    assert wrong({name: right}, ANSWER) == []
    assert len(wrong({name: other}, ANSWER)) == 1


def test_every_check_has_a_case() -> None:
    assert {name for name, _, _ in CASES} == CHECKS.keys()


def test_an_expectation_that_nothing_checks_is_refused() -> None:
    with pytest.raises(KeyError):
        wrong({"claused": ["3"]}, ANSWER)
