"""What may be completed at the end of a line; the terminal itself is tried in ``test_chat``."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from real_plans import BUNDLED

from commands.chat.completion import candidates
from commands.chat.model import Session
from kb.ingest import plan_of
from qa.completion import kinds
from qa.sounds import readings

PLANS = tuple(map(plan_of, sorted(BUNDLED.glob("*.txt"))))
SESSION = Session(PLANS, PLANS)
TITLE = "《云溪县低碳园区建设行动方案（2025—2027年）》"


def lines(typed: str, session: Session = SESSION) -> list[str]:
    return [typed[: len(typed) - found.replaces] + found.text for found in candidates(typed, session)]


@pytest.mark.parametrize(
    ("typed", "whole"),
    [
        ("区财", "区财政局"),
        ("那区财", "那区财政局"),
        ("2024年区教体局和县财", "2024年区教体局和县财政局"),
        ("学前三年毛", "学前三年毛入园率"),
        ("2025年毛入园", "2025年学前三年毛入园率"),
        ("《云溪", TITLE),
        ("《低碳园区", TITLE),
        ("云溪县低碳", TITLE),
        ("低碳园区建设行动", None),
        ("/依", "/依据"),
        ("/he", "/帮助"),
        ("、解", "、解释"),
        ("/依据 开", None),
        ("/方案 云溪", f"/方案 {TITLE}"),
        ("/方案 全", "/方案 全部"),
        ("区财政局", None),
        ("区财政局呢", None),
        ("", None),
    ],
)
def test_the_end_of_the_line_is_completed(typed: str, whole: str | None) -> None:
    assert lines(typed) == ([whole] if whole else [])


def test_where_nothing_is_typed_yet_all_choices_are_shown() -> None:
    assert lines("/依据 ") == ["/依据 开", "/依据 关"]
    assert len(lines("/方案 ")) == 1 + len(PLANS)
    assert lines("/退出 ") == []


def test_only_the_plans_that_are_asked_complete_a_question() -> None:
    county = Session(PLANS, PLANS[:1])
    assert lines("县财", county) == ["县财政局"]
    assert lines("财政", county) == ["县财政局"]
    assert "区县财政局" not in lines("区财政", county)


@given(
    st.text("那区县财教体局的、/ ", max_size=12),
    st.sampled_from([w for kind in kinds(PLANS) for w in kind.words]),
)
def test_a_word_is_offered_after_whatever_stands_before_it(before: str, word: str) -> None:
    typed = f"那{before.replace('/', '')}{word[:-1]}"
    assert any(line.endswith(word) for line in lines(typed))


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("qczj", "区财政局"),
        ("2025年qcz", "2025年区财政局"),
        ("qucaizheng", "区财政局"),
        ("QJYTYJ", "区教育体育局"),
    ],
)
def test_the_pinyin_of_a_unit_is_completed_with_its_name(typed: str, offered: str) -> None:
    assert offered in lines(typed)


@given(st.sampled_from([*kinds(PLANS)[0].words]), st.integers(2, 6))
def test_the_initials_of_any_unit_offer_it(unit: str, length: int) -> None:
    initials = "".join(readings(character)[0][0] for character in unit[:length]).lower()
    found = lines(initials)
    assert unit in found or not initials.isalpha() or not initials.isascii()


def test_letters_that_are_no_unit_are_left_alone() -> None:
    assert lines("xyzxyz") == []
    assert lines("q") == []
