"""Marks in the text of a plan: no character is lost, no number is cut, nothing that was read stays unseen."""

from __future__ import annotations

from itertools import pairwise

import pytest
from factory import Maker
from hypothesis import given
from hypothesis import strategies as st

from corpus.model import Span
from kb.model import Plan
from web.borders import Borders
from web.marks import Cutter, Piece, borders

NUMBERS = ("90%", "1.5万元", "12,000人", "２０２５年", "300多公里", "百分之60", "3个百分点", "8")
WORDS = st.sampled_from([*NUMBERS, "建设", "达到", "区财政局", "、"])
TEXTS = st.lists(WORDS, min_size=1, max_size=12)


def plan_of(text: str, read: list[tuple[int, int, bool]]) -> Plan:
    """A plan of that text, and a repair of each of the spans."""
    made, places = Maker(text), len(text) + 1
    for start, end, sure in read:
        made.repair(Span(*sorted((start % places, end % places))), "、", "", certain=sure)
    return made.plan()


SPANS = st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99), st.booleans()), max_size=6)


@given(TEXTS, SPANS, st.integers(0, 99), st.integers(0, 99))
def test_no_mark_cuts_a_number_and_no_character_is_lost(
    words: list[str], read: list[tuple[int, int, bool]], start: int, end: int
) -> None:
    text = "和".join(words)
    plan = plan_of(text, read)
    lit = Span(*sorted((start % (len(text) + 1), end % (len(text) + 1))))
    pieces = Cutter(plan, lit).pieces(Span(0, len(text)))
    assert "".join(piece.text for piece in pieces) == text
    put_in = {repair.span.start for repair in plan.facts.repairs if not len(repair.span)}
    assert not {at for at in inside(words) if at in cuts(pieces)} - put_in


def inside(words: list[str]) -> set[int]:
    """The places within the numbers of these words, which one character parts."""
    found, at = set[int](), 0
    for word in words:
        found |= set(range(at + 1, at + len(word))) if word in NUMBERS else set()
        at += len(word) + 1
    return found


def cuts(pieces: tuple[Piece, ...]) -> set[int]:
    """Where one piece ends and the next begins."""
    found, at = set[int](), 0
    for before, _ in pairwise(pieces):
        at += len(before.text)
        found.add(at)
    return found


@given(TEXTS, SPANS)
def test_whatever_was_read_is_seen_where_it_was_read(
    words: list[str], read: list[tuple[int, int, bool]]
) -> None:
    text = "和".join(words)
    plan = plan_of(text, read)
    seen: list[tuple[str, ...]] = []
    for piece in Cutter(plan, None).pieces(Span(0, len(text))):
        seen += [(piece.kind, *piece.under)] * len(piece.text)
    for repair in plan.facts.repairs:
        kind = "repair" if repair.certain else "doubt"
        assert all(kind in kinds for kinds in seen[repair.span.start : repair.span.end])


@pytest.mark.parametrize(
    ("text", "read", "whole"),
    [
        ("下降10%每年", "0%每年", "10%每年"),
        ("投入1.5万元用于", "投入1", "投入1.5万元"),
        ("年龄53岁以下", "3", "53岁"),
        ("达63%92%以上", "3%92%", "63%92%"),
        ("在2025年公办园", "在2025年", "在2025年"),
        ("持续提升2025年级", "升2025", "升2025"),
        ("到2025年底前达到", "到2025", "到2025年"),
    ],
)
def test_a_mark_takes_in_the_whole_number(text: str, read: str, whole: str) -> None:
    start = text.index(read)
    assert Borders(text).whole(Span(start, start + len(read))).of(text) == whole


def test_what_was_put_in_between_two_numbers_parts_them() -> None:
    plan = plan_of("达到4182人", [(4, 4, True), (2, 4, True)])
    assert [piece.text for piece in Cutter(plan, None).pieces(Span(0, 7))] == ["达到", "41", "", "82人"]
    assert borders(plan).whole(Span(5, 6)) == Span(4, 7)


def test_marks_that_lie_on_each_other_are_told_together() -> None:
    text = "下降10%每年"
    pieces = Cutter(plan_of(text, [(2, 5, False), (3, 7, True)]), None).pieces(Span(0, len(text)))
    assert [(piece.text, piece.word) for piece in pieces] == [
        ("下降", ""),
        ("10%", "待核、修补"),
        ("每年", "修补"),
    ]
