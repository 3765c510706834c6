from __future__ import annotations

import json

import pytest
from factory import Maker, odd_plan, park_plan

from corpus.errors import InputError, UnknownUnit
from graph.trace import as_json, as_text, trace
from kb.model import Plan


def test_every_mapping_of_a_unit_in_plan_order() -> None:
    plan = park_plan()
    found = trace([plan], "区财政局")
    assert [(t.clause.path if t.clause else None, t.fact.role) for t in found] == [
        ("一/1", "responsible"),
        ("一/2", "support"),
    ]
    for t in found:
        span = t.fact.evidence.span
        whole = t.before + t.fact.evidence.surface + t.after
        assert plan.document.text[span.start - len(t.before) : span.end + len(t.after)] == whole
        assert len(t.before) == 20


@pytest.mark.parametrize("clause", ["一/1", "一 1", "一1", "1", "1.", " 1、"])
def test_one_clause_by_path_label_or_id(clause: str) -> None:
    assert [t.fact.basis for t in trace([park_plan()], "区财政局", clause)] == ["prefix_inherited"]


def numbered(*labels: str) -> Plan:
    """A section for each label, and in the last of them a measure for each label, each with a list."""
    lines = [f"{label}任务{label}。（区财政局）" for label in labels]
    made = Maker("方案\n" + "\n".join(lines) + "\n", jurisdiction=None)
    for label, line in zip(labels, lines, strict=True):
        made.clause(label, "measure", line, line)
        made.duty(label, "区财政局", after=line)
    return made.plan()


@pytest.mark.parametrize(
    ("label", "asked"),
    [
        ("8", ["8", "八", "(八)", "（八）", "第八条", "第8条", "第 8 条", "8."]),
        ("(八)", ["8", "八", "(八)", "第八条", "第8条"]),
        ("第八条", ["8", "八", "第八条", "第8条"]),
        ("(十一)", ["11", "十一", "（十一）", "第十一条", "第11条"]),
    ],
)
def test_a_number_however_it_is_written(label: str, asked: list[str]) -> None:
    plan = numbered("1", label)
    for clause in asked:
        (found,) = trace([plan], "区财政局", clause)
        assert found.clause is not None
        assert found.clause.label == label
    with pytest.raises(InputError):
        trace([plan], "区财政局", "²")


def test_a_clause_takes_in_what_stands_below_it() -> None:
    (found,) = trace([park_plan()], "各街道", "一")
    assert found.clause is not None
    assert found.clause.label == "一是"
    assert trace([park_plan()], "各街道", "2") == ()


def test_alias_and_several_plans() -> None:
    found = trace([park_plan(), park_plan(jurisdiction="白石区", name="白石.txt")], " 区住建局")
    assert [t.document.source.name for t in found] == ["公园.txt", "白石.txt"]


def test_unknown_unit_and_clause_say_the_way_out() -> None:
    with pytest.raises(UnknownUnit, match=r"区财证局.*相近的有：区财政局"):
        trace([park_plan()], "区财证局")
    with pytest.raises(UnknownUnit, match="请核对"):
        trace([], "xyz")
    with pytest.raises(InputError, match="没有条款“99”"):
        trace([park_plan()], "区财政局", "99")


def test_text_shows_characters_basis_and_repair() -> None:
    text = as_text(trace([park_plan()], "区林草局"))
    assert "、财政局【区林草局】⏎2." in text
    assert "依据：补回分隔（待核）" in text
    assert "规则：unit.list" in text
    assert "“”补为“、”：两个单位之间缺少分隔（待核）" in text
    assert "区林草局：1. 建设口袋公园（一/1）" in text
    assert "层级前缀沿用，文中作“财政局”" in as_text(trace([park_plan()], "区财政局"))


def test_json_carries_offsets_and_repairs() -> None:
    plan = park_plan()
    value = json.loads(as_json(trace([plan], "区林草局")))
    (found,) = value["traces"]
    assert value["schema"] == "plan-trace/1"
    assert plan.document.text[found["start"] : found["end"]] == found["surface"] == "区林草局"
    assert (found["certain"], found["clause"]["path"]) == (False, "一/1")
    assert found["repairs"][0]["restored"] == "、"


def test_nothing_found_and_outside_every_clause() -> None:
    assert as_text(()) == "方案没有把这一条款交给该单位。"
    found = trace([odd_plan()], "区水务局")
    assert "（条款之外）" in as_text(found)
    assert json.loads(as_json(found))["traces"][0]["clause"]["id"] is None
    assert trace([odd_plan()], "区水务局", "4") == ()
