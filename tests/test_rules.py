"""Every rule of every rulebook proves itself on its own examples and rejects."""

from __future__ import annotations

from typing import Any

import pytest

from corpus.fold import fold
from corpus.rule import Rule
from qa.rulebooks import BOOKS

CASES: list[tuple[str, Rule[Any, Any], Any]] = [
    (f"{book.title}:{rule.name}", rule, book.context) for book in BOOKS for rule in book.rules
]


@pytest.mark.parametrize(("rule", "context"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_examples_and_rejects(rule: Rule[Any, Any], context: Any) -> None:
    for text, expected in rule.examples.items():
        found = [str(reading) for _, reading in rule.readings(fold(text), context)]
        assert found[:1] == [expected], f"{rule.name}: {text!r} reads {found}"
    for text in rule.rejects:
        found = [str(reading) for _, reading in rule.readings(fold(text), context)]
        assert not found, f"{rule.name}: {text!r} should be rejected, reads {found}"


def test_rule_names_are_unique() -> None:
    names = [rule.name for book in BOOKS for rule in book.rules]
    assert sorted(names) == sorted(set(names))
