"""Every rule of every rulebook proves itself on its own examples and rejects."""

from __future__ import annotations

from importlib import import_module
from pkgutil import walk_packages
from typing import Any

import pytest

import corpus
import kb
import qa
from corpus.fold import fold
from corpus.rule import Rule, Rulebook
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


def test_every_rule_has_rejects() -> None:
    assert [name for name, rule, _ in CASES if not rule.rejects] == []


def test_rule_names_are_unique() -> None:
    names = [rule.name for book in BOOKS for rule in book.rules]
    assert sorted(names) == sorted(set(names))


EXTRA = ("corpus.readers.paged.scan",)  # needs what only the [ocr] extra brings


def test_no_rulebook_is_left_out() -> None:
    rooms = (corpus, kb, qa)
    modules = [name for room in rooms for _, name, _ in walk_packages(room.__path__, f"{room.__name__}.")]
    books = [vars(import_module(name)).get("BOOK") for name in modules if name not in EXTRA]
    assert {id(book) for book in books if isinstance(book, Rulebook)} == {id(book) for book in BOOKS}
