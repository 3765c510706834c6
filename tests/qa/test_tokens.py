"""Tokens: the same from jieba and rjieba, domain words whole, offsets true."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kb.model import Plan
from qa import tokens as room
from qa.tokens import domain_words, jieba_cut, rjieba_cut, tokens

LINES = (
    "区教育体育局牵头,区财政局配合",
    "到2025年托位使用率达到95.5%以上",
    "建立1-2个示范园,ABC-def混排 与空格",
    "〈街道〉—各乡镇—各单位",
    "",
)
WORDS = ("区教育体育局", "托位使用率", "示范园")


def test_domain_words_stay_whole(plan: Plan) -> None:
    words = domain_words([plan])
    assert "区教育体育局" in words
    found = [t.text for t in tokens("由区教育体育局负责", words)]
    assert "区教育体育局" in found


def test_spans_hold_the_tokens() -> None:
    text = "第一行:平安托育\n第二行:Ａ区,应急局"
    for token in tokens(text):
        assert token.span.of(text).replace("Ａ", "A").lower() == token.text
    part = list(tokens(text, start=4, end=8))
    assert "".join(t.text for t in part) == "平安托育"


@pytest.mark.parametrize("line", LINES)
def test_rjieba_cuts_as_jieba_does(line: str) -> None:
    pytest.importorskip("rjieba")
    assert _cut(rjieba_cut(WORDS), line) == _cut(jieba_cut(WORDS), line)


def _cut(cut: room.Cut, line: str) -> list[tuple[int, int]]:
    return [(a, b) for word, a, b in cut(line) if any(c.isalnum() for c in word)]


JIEBA, RJIEBA = jieba_cut(WORDS), pytest.importorskip("rjieba") and rjieba_cut(WORDS)


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="区市教育体育局财政托位使用率的和在到年月0159.%—,。AbC ", max_size=40))
def test_rjieba_cuts_any_line_as_jieba_does(line: str) -> None:
    """A character three times in a row can be cut in two ways that are equally likely."""
    assume(not re.search(r"(.)\1\1", line))
    assert _cut(RJIEBA, line) == _cut(JIEBA, line)


def test_jieba_stands_in_where_rjieba_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(words: tuple[str, ...]) -> room.Cut:
        raise ImportError

    monkeypatch.setattr(room, "rjieba_cut", missing)
    room.cutter.cache_clear()
    try:
        assert "".join(t.text for t in tokens("平安托育")) == "平安托育"
    finally:
        room.cutter.cache_clear()
