"""Tokens: the same from jieba and rjieba, domain words whole, offsets true."""

from __future__ import annotations

from pathlib import Path

import jieba
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.plans import plan as plan_text
from corpus.fold import fold
from qa import tokens as room
from qa.dictionary import Word, read
from qa.search import words as search_words
from qa.search.words import cutter, identity, matches, wanted
from qa.segmenter import Segmenter
from qa.tokens import jieba_cut, placed, rjieba_cut, said, tagged, tokens

LINES = (
    "区教育体育局牵头,区财政局配合",
    "到2025年托位使用率达到95.5%以上",
    "建立1-2个示范园,ABC-def混排 与空格",
    "〈街道〉—各乡镇—各单位",
    "",
)
WORDS = ("区教育体育局", "托位使用率", "示范园")


def test_short_names_of_units_stay_whole_and_long_ones_are_cut() -> None:
    assert wanted("区人社局、县住建局") == ("区", "人社", "局", "县", "住建")
    assert "人力资源" in wanted("人力资源和社会保障局")


def test_texts_are_cut_for_search_as_what_is_looked_for() -> None:
    text = plan_text(3)
    cut = tuple(dict.fromkeys(token.text for token in placed(fold(text), cutter())))
    assert cut == wanted(text)
    assert said(fold(text), cutter()) == [token.text for token in placed(fold(text), cutter())]
    marks = [token.span for token in matches(fold(text), 0, len(text), cut)]
    assert marks == [token.span for token in placed(fold(text), cutter())]


def test_other_words_are_another_identity(monkeypatch: pytest.MonkeyPatch) -> None:
    before = identity()
    monkeypatch.setattr(search_words, "vocabulary", lambda: ("无废城市",))
    identity.cache_clear()
    assert identity() != before
    identity.cache_clear()


def test_spans_hold_the_tokens() -> None:
    text = "第一行:平安托育\n第二行:Ａ区,应急局"
    for token in tokens(text):
        assert token.span.of(text).replace("Ａ", "A").lower() == token.text
    part = list(placed(fold(text)[4:8], JIEBA, 4))
    assert "".join(t.text for t in part) == "平安托育"


@pytest.mark.parametrize("line", LINES)
def test_rjieba_cuts_as_jieba_does(line: str) -> None:
    pytest.importorskip("rjieba")
    assert _cut(rjieba_cut(WORDS), line) == _cut(jieba_cut(WORDS), line)


def _cut(cut: room.Cut, line: str) -> list[tuple[int, int]]:
    return [(a, b) for word, a, b in cut(line) if any(c.isalnum() for c in word)]


JIEBA, RJIEBA = jieba_cut(WORDS), pytest.importorskip("rjieba") and rjieba_cut(WORDS)

SEGMENTER = Segmenter(WORDS)

SHARDS = (
    *(
        "区教育体育局",
        "区财政局",
        "各乡镇(街道)",
        "县委宣传部",
        "托位使用率",
        "毛入园率",
        "责任单位",
        "牵头",
        "配合",
    ),
    *(
        "2025年",
        "到2027年底",
        "95.5%",
        "不少于3次",
        "每季度",
        "10个工作日内",
        "的",
        "和",
        "、",
        ",",
        "。",
        " ",
        "A",
        "5G",
    ),
    *(
        "建设",
        "完善机制",
        "推进",
        "公办幼儿园",
        "平安校园",
        "专项资金",
        "由区发展改革委会同",
        "全覆盖",
        "力争",
        "达到",
    ),
)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(SHARDS), max_size=14).map("".join))
def test_rjieba_cuts_any_line_as_jieba_does(line: str) -> None:
    """Of words as plans write them: in a heap of characters two cuts can be equally likely."""
    assert _cut(RJIEBA, line) == _cut(JIEBA, line)


def test_jieba_stands_in_where_rjieba_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(words: tuple[str, ...]) -> room.Cut:
        raise ImportError

    line = "区人社局牵头推进平安托育"
    expected = cutter()(line)
    monkeypatch.setattr(search_words, "rjieba_cut", missing)
    cutter.cache_clear()
    try:
        assert cutter()(line) == expected
    finally:
        cutter.cache_clear()


def test_every_word_of_the_dictionary_is_found_where_it_lies() -> None:
    data = Path(jieba.__file__).with_name("dict.txt").read_bytes()
    lines = [line.split(" ") for line in data.decode().splitlines()]
    for found in (read(data), read(data[:-1])):
        assert all(
            found.find(word) == Word(int(frequency), tag)
            for word, frequency, tag in (*lines[:90], *lines[::97])
        )
        assert found.find("没有这样一个词") is None
        assert found.find("ab") is None
    assert read(data).total == read(data[:-1]).total == sum(int(line[1]) for line in lines)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(SHARDS), max_size=14).map("".join))
def test_questions_are_cut_as_jieba_cuts_them(line: str) -> None:
    assert _cut(SEGMENTER.places, line) == _cut(JIEBA, line)


@pytest.mark.parametrize("line", LINES)
def test_the_words_of_a_line_are_the_line(line: str) -> None:
    assert "".join(SEGMENTER.cut(line)) == line


def test_words_have_their_part_of_speech() -> None:
    assert tagged("校园的2025年abc示范x") == (
        *(
            ("校园", "n"),
            ("的", "uj"),
            ("2025", "m"),
            ("年", "m"),
            ("abc", "eng"),
            ("示范", "v"),
            ("x", "eng"),
        ),
    )
    assert tagged("无废城市") == (("无废城市", ""),)
