"""What must hold for every text whatever: nothing raises, every span quotes, nothing is lost."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from real_plans import all_plans

from corpus.source import from_text, load
from kb.facts_json import plan_json
from kb.intake import Intake
from kb.model import Plan
from kb.pipeline import extract
from kb.store import Store

# The stuff that plans are made of, so that random texts reach the rules and not only their edges.
SHARDS = (
    *("一、", "（二）", "3.", "第四条", "一是", "二是", "具体目标：", "、总体目标", ")强化", "①", "2024年:"),
    *("区财政局", "财政局", "委编办", "各乡镇〈街道〉", "县发展改革局", "市公安局某某分局", "各学校", "区委"),
    *(
        "（",
        "）",
        "(",
        ")",
        "、",
        "，",
        "。",
        "；",
        "\n",
        "\n\n",
        " ",
        "\u3000",
        "“",
        "”",
        "《",
        "》",
        "〔2023〕7号",
    ),
    *("牵头", "配合", "责任单位：", "负责", "会同", "由", "要", "建立", "覆盖率", "分别达", "培训", "学位"),
    *("2025年", "到2025年底", "每季度", "年内", "12月前", "三年内", "30%70%", "不少于2次", "1—2个", "万元"),
)
texts = st.one_of(
    st.text(max_size=80), st.lists(st.sampled_from(SHARDS), max_size=40).map("".join)
)  # fmt: skip


def check(plan: Plan) -> None:
    text = plan.document.text
    facts = plan_json(plan)
    for kind in ("responsibilities", "deadlines", "targets", "repairs", "chrome"):
        for fact in facts[kind]:
            assert 0 <= fact["start"] <= fact["end"] <= len(text)
            assert text[fact["start"] : fact["end"]] == fact["surface"]
    assert "".join(span.of(text) for span in plan.document.leaves()) == text
    check_tree(plan)
    check_links(plan)


def check_tree(plan: Plan) -> None:
    by_id = plan.document.by_id
    assert len(by_id) == len(plan.document.clauses)
    for clause in plan.document.clauses:
        if clause.parent is not None:
            assert by_id[clause.parent].span.covers(clause.span)
        ends = [child.span for child in plan.document.children(clause.id)]
        assert all(a.end <= b.start for a, b in pairwise(ends))


def check_links(plan: Plan) -> None:
    facts = (*plan.facts.responsibilities, *plan.facts.deadlines, *plan.facts.targets)
    names = {unit.name for unit in plan.facts.units}
    assert all(fact.evidence.clause in plan.document.by_id for fact in facts)
    assert all(fact.evidence.rule and fact.evidence.document == plan.document.id for fact in facts)
    assert all(fact.unit in names for fact in plan.facts.responsibilities)


@given(texts)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_gives_facts_that_quote(text: str) -> None:
    plan = extract(from_text(text, "任意文字"))
    check(plan)
    assert extract(from_text(text, "任意文字")) == plan


@pytest.mark.parametrize("path", all_plans(), ids=lambda path: path.stem)
def test_whole_plans_hold_and_survive_the_store(path: Path, tmp_path: Path) -> None:
    plan = extract(load(path))
    check(plan)
    with Intake.open(tmp_path / "kb.db") as store:
        assert store.add(plan, path) == "added"
        assert store.add(plan, path) == "unchanged"
    with Store.open(tmp_path / "kb.db") as store:
        assert store.plans() == (plan,)
