"""Questions as people type them over the two bundled plans, with what they are to be understood as."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from factory import Maker
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.model import Plan
from qa.answer import ask, tasks_of, to_json
from qa.directory import directory
from qa.pinyin import meant, spelt
from qa.sounds import confusable, readings, spells
from qa.writing import written

LINES = (Path(__file__).parent / "typed.jsonl").read_text("utf-8").splitlines()
TYPED = [json.loads(line) for line in LINES]
READ = ("units", "topic", "years", "labels", "corrections")


def test_there_are_enough_of_each_kind() -> None:
    kinds = [item["kind"] for item in TYPED]
    assert len(TYPED) >= 60
    assert all(kinds.count(kind) >= 5 for kind in ("字形", "拼音", "错字", "用词", "省略"))


def test_every_line_says_what_it_is_understood_as() -> None:
    told = ("count", "contains", "topic", "units")
    assert [item["question"] for item in TYPED if not any(item.get(key) for key in told)] == []


@pytest.mark.parametrize("item", TYPED, ids=[item["question"] for item in TYPED])
def test_typed(plans: tuple[Plan, ...], item: dict[str, Any]) -> None:
    answer = to_json(ask(item["question"], plans, today="2025-10-01"))
    read = {key: answer["understood"][key] for key in READ if key in item}
    assert read == {key: item[key] for key in READ if key in item}
    assert answer["question"] == item["question"]
    assert answer["status"] == item["status"], answer["answer"]
    if "count" in item:
        assert answer["count"] == item["count"]
    if "contains" in item:
        assert item["contains"] in answer["answer"]


def test_what_was_put_right_is_said(plans: tuple[Plan, ...]) -> None:
    assert ask("czj负责那些任务", plans).text.startswith(
        "（已按“那些→哪些”理解）\n（已按“czj→县财政局、区财政局”理解）"
    )


def test_a_clean_question_is_left_as_it_is(plans: tuple[Plan, ...]) -> None:
    for question in ("区财政局负责哪些任务？", "到2025年毛入园率是多少", "乾隆年间的著作"):
        assert written(question, plans).text == question


def test_characters_that_a_plan_writes_are_not_converted(plan: Plan) -> None:
    made = Maker("區政方案\n1. 財政。撥款。\n", jurisdiction=None)
    made.clause("1", "measure", "1. ", "撥款。", "財政")
    assert written("財政", [made.plan()]).text == "財政"
    assert written("財政", [plan]).text == "财政"


def test_arguments_may_be_pinyin(plans: tuple[Plan, ...]) -> None:
    assert tasks_of(plans, "qczj").count == 10


def test_readings() -> None:
    assert {"zhong", "chong"} <= {*readings("重")}
    assert {"xing", "hang"} <= {*readings("行")}
    assert confusable("休", "体")
    assert confusable("证", "政")
    assert not confusable("财", "民")
    assert spells("cqyh", "重庆银行")
    assert spells("zhongqingyinhang", "重庆银行")
    assert not spells("czjx", "财政局")
    assert not spells("cz", "财政局")


def test_words_of_the_plan_are_no_pinyin(plan: Plan) -> None:
    book = directory([plan])
    assert meant("czj", book) == ("区财政局",)
    named = type(book)(book.strong, book.bare, book.units, book.places, ("发展CZJ产业",))
    assert list(spelt("czj谁负责", named)) == []
    assert list(spelt("czj谁负责", book)) != []


def test_nothing_heavy_is_loaded_for_a_clean_question() -> None:
    code = (
        "import sys\n"
        "from factory import park_plan\n"
        "from qa.answer import ask\n"
        "ask('区财政局负责哪些任务？', [park_plan()])\n"
        "print([name for name in ('opencc', 'xpinyin') if name in sys.modules])\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(__file__).parents[1],
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.strip() == "[]"


PIECES = (
    *("czj", "区", "財", "政局", "那些", "呢", "？", "，", "另外", "其中", "它", "谁负责", "2024年"),
    *("校圆安全", "第2条", "AI", "\u200b"),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=9).map("".join))
def test_never_raises_on_what_is_typed(plan: Plan, question: str) -> None:
    answer = to_json(ask(question, [plan], today="2024-05-01"))
    assert answer["question"] == question
    assert answer["answer"]
    assert answer["query"]
