"""An answer as a table: every proof has its row, and every row quotes its source."""

from __future__ import annotations

import csv
import json
from io import StringIO

import pytest
from real_plans import BUNDLED

from corpus.errors import InputError
from export.answers import ANSWERS, FIELDS
from graph.wording import one_line
from kb.ingest import plan_of
from qa.answer import ask, to_json

PLANS = tuple(map(plan_of, sorted(BUNDLED.glob("*.txt"))))


@pytest.mark.parametrize(
    "question",
    [
        "财政局负责哪些任务",
        "毛入园率目标是多少",
        "2024年要完成什么",
        "第14条讲了什么",
        "园区管委会牵头哪些任务",
    ],
)
def test_every_proof_has_its_row(question: str) -> None:
    answer = ask(question, PLANS, today="2024-03-01")
    rows = list(csv.DictReader(StringIO(ANSWERS["csv"](answer).decode("utf-8-sig"))))
    assert tuple(rows[0]) == FIELDS
    texts = {plan.document.header.title: plan.document.text for plan in PLANS}
    found = {(row["起"], row["止"], row["规则"]) for row in rows}
    for proof in to_json(answer)["evidence"]:
        assert (str(proof["start"]), str(proof["end"]), proof["rule"]) in found
    for row in rows:
        text = next(t for title, t in texts.items() if one_line(title or "") == row["方案"])
        assert one_line(text[int(row["起"]) : int(row["止"])]) == row["原文"].lstrip("'")


def test_the_whole_answer_as_json_is_plan_answer() -> None:
    answer = ask("财政局负责哪些任务", PLANS)
    assert json.loads(ANSWERS["json"](answer)) == to_json(answer)


def test_an_answer_without_rows_is_no_table() -> None:
    with pytest.raises(InputError, match=r"\.json"):
        ANSWERS["csv"](ask("审计局承担哪些任务", PLANS))
