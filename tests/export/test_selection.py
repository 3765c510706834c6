"""Which plans and tasks an export is about."""

from __future__ import annotations

import pytest
from factory import odd_plan, park_plan

from corpus.errors import InputError, UnknownUnit
from export.matrix import matrix
from export.selection import Selection, read, shares
from export.tables import ledger, notes


def test_a_selection_takes_tasks_whole() -> None:
    plans = [park_plan(), odd_plan(), park_plan(name="白石.txt", jurisdiction="白石区")]

    def chosen(**wanted: str) -> list[tuple[str, str]]:
        found = shares(plans, Selection(**wanted))
        return [(share.document.source.name, task.id) for share in found for task in share.tasks]

    both = ["公园.txt", "白石.txt"]
    assert chosen(unit="财政局") == [(name, task) for name in both for task in ("一/1", "一/2")]
    assert chosen(unit="区财政局", role="配合") == [(name, "一/2") for name in both]
    assert chosen(year="2025", place="白石") == [("白石.txt", "一/1")]
    assert chosen(role="牵头", plan="公园.txt") == [("公园.txt", "一/2")]
    made = matrix(plans, Selection(unit="区财政局", role="配合", place="青禾区"))
    assert [row[3:6] for row in ledger.ledger(made).rows] == [("区交通运输局", "区财政局", "")]
    assert made.shares[0].facts.deadlines == ()
    assert set(notes.tables(made)[0].rows) >= {("选取条件", "单位=区财政局；角色=配合；地方=青禾区")}


def test_a_selection_reads_back() -> None:
    for wanted in (Selection(), Selection("甲局", "2025", "牵头", "方案", "青禾区"), Selection(year="2025")):
        assert read(str(wanted)) == wanted
    with pytest.raises(ValueError, match="天气=晴"):
        read("天气=晴")


def test_a_selection_that_fits_nothing_says_what_there_is() -> None:
    plans = [park_plan()]
    with pytest.raises(UnknownUnit, match="区水利局"):
        shares(plans, Selection(unit="区水利局"))
    with pytest.raises(InputError, match="青禾区公园建设行动方案"):
        shares(plans, Selection(plan="污水"))
    with pytest.raises(InputError, match="没有符合条件的任务（年份=1999）"):
        shares(plans, Selection(year="1999"))
    assert shares([], Selection(year="1999")) == ()
