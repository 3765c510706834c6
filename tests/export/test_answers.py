"""An answer as a table: every proof has its row, and every row quotes its source."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path

import pytest
from real_plans import BUNDLED

from corpus.errors import InputError
from export.answers import ANSWERS, FIELDS, FORMATS, write
from export.readback import read_back
from export.verify import verify
from graph.wording import one_line
from kb.ingest import plan_of
from kb.remarks import Remark
from qa.answer import ask, to_json

PLANS = tuple(map(plan_of, sorted(BUNDLED.glob("*.txt"))))
REMARK = Remark(PLANS[0].document.source.sha256, "二/(二)/4", "进展", "过半", "台账.csv#0 任务台账!K2")


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


def test_the_tasks_of_an_answer_make_the_files_of_the_exports(tmp_path: Path) -> None:
    """The workbook holds these tasks with all their units, and proves itself like any other."""
    answer = ask("县财政局负责哪些任务", PLANS)
    path = tmp_path / "财政局.xlsx"
    path.write_bytes(write(answer, PLANS, "xlsx", [REMARK]))
    sheets = read_back(path)
    (ledger,) = [sheet for sheet in sheets if sheet.name == "任务台账"]
    assert [ledger.cell(row, "条款编号") for row in ledger.rows] == [
        "二/(一)/2",
        "二/(二)/4",
        "附件/2",
        "附件/4",
    ]
    assert [ledger.cell(row, "进展") for row in ledger.rows] == ["", "过半", "", ""]
    assert "县市场监管局" in ledger.cell(ledger.rows[1], "配合单位")
    assert verify(sheets, PLANS).faults == ()
    assert all(write(answer, PLANS, form) for form in FORMATS if form != "pdf")
    part = ask("第三部分讲什么", PLANS)
    assert "县政府督查室" in write(part, PLANS, "md").decode()
    with pytest.raises(InputError, match="没有讲到任务"):
        write(ask("审计局承担哪些任务", PLANS), PLANS, "docx")
