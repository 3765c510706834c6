"""Phrases: what commas and the ends of sentences part."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corpus.model import Span
from qa.phrases import phrase_round, phrases

WORDS = st.text(alphabet="甲乙1%", min_size=1, max_size=8)
MARKS = st.sampled_from(",，。;：!？\n")


def test_phrases() -> None:
    assert phrases("到2025年,建成3家；每年:通报1次。") == ("到2025年", "建成3家", "每年", "通报1次")
    assert phrases("。，\n") == ()


@given(st.lists(WORDS, min_size=1, max_size=6), MARKS)
def test_each_character_stands_in_its_phrase(words: list[str], mark: str) -> None:
    text = mark.join(words)
    assert phrases(text) == tuple(words)
    at = 0
    for word in words:
        for start in range(at, at + len(word)):
            assert phrase_round(text, Span(start, start + 1)) == word
        at += len(word) + 1


def test_a_fact_over_two_phrases_has_both() -> None:
    assert phrase_round("首先,建成3家;每年1次。", Span(5, 10)) == "建成3家;每年1次"
