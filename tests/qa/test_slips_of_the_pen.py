"""Slips of the pen in the names of units and in topics: what is put right, and what is left alone."""

from __future__ import annotations

import pytest

from kb.model import Plan
from qa.directory import directory
from qa.lexicon import load
from qa.model import Topic
from qa.respelt import respelt
from qa.slips import apart, meant

UNITS = {
    "区财证局": ("区财政局",),  # sounds the same
    "区教育休育局": ("区教育体育局",),  # looks the same
    "区交运通输局": ("区交通运输局",),  # two turned round
    "区卫生健康康局": ("区卫生健康局",),  # one doubled
}
NO_SLIPS = ("明政局", "市财政局", "区财政厅", "区财政局", "财", "区气象局")
TOPICS = {"毛如园率": "毛入园率", "校圆安全": "校园安全", "燃媒锅炉改造": "燃煤锅炉改造"}


@pytest.mark.parametrize("name", UNITS)
def test_a_slip_in_the_name_of_a_unit(plans: tuple[Plan, ...], name: str) -> None:
    assert meant(name, directory(plans)) == UNITS[name]


@pytest.mark.parametrize("name", NO_SLIPS)
def test_no_slip_of_a_unit(plans: tuple[Plan, ...], name: str) -> None:
    assert meant(name, directory(plans)) == ()


def test_an_organ_of_its_own_inside_a_merged_name(plans: tuple[Plan, ...]) -> None:
    book = directory(plans)
    assert apart("体育局", book)
    assert apart("区体育局", book)
    assert not apart("区教育体育局", book)
    assert not apart("财政局", book)


@pytest.mark.parametrize("word", TOPICS)
def test_a_slip_in_a_topic(plans: tuple[Plan, ...], word: str) -> None:
    assert respelt(Topic((((word,),),)), plans) == ((word, TOPICS[word]),)


@pytest.mark.parametrize("word", ["毛入园率", "垃圾分类", "校园安全", "AI"])
def test_no_slip_in_a_topic(plans: tuple[Plan, ...], word: str) -> None:
    assert respelt(Topic((((word,),),)), plans) == ()


def test_lookalikes_are_two_different_characters_at_least() -> None:
    assert [
        group for group in load("lookalikes")["alike"] if len(set(group)) < len(group) or len(group) < 2
    ] == []
