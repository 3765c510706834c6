"""The order of the intent rules: each rule's own examples reach it past all rules before it."""

from __future__ import annotations

import pytest

from qa.intents import RULES, UNKNOWN, intent

EXAMPLES = [(shape, expected) for rule in RULES for shape, expected in rule.examples.items()]


@pytest.mark.parametrize(("shape", "expected"), EXAMPLES, ids=[shape for shape, _ in EXAMPLES])
def test_the_first_rule_decides(shape: str, expected: str) -> None:
    assert intent(shape) == expected


def test_a_greeting_is_not_understood() -> None:
    assert intent("你好") == UNKNOWN
