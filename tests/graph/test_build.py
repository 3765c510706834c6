from __future__ import annotations

import networkx as nx
import pytest
from factory import empty_plan, odd_plan, park_plan

from graph.build import build
from graph.queries import neighbourhood, owners, tasks, unit_nodes


def _clause(plan_id: str, path: str) -> str:
    return f"clause:{plan_id}/{path}"


def test_nodes_and_edges() -> None:
    plan = park_plan()
    graph = build([plan])
    kinds = [data["kind"] for _, data in graph.nodes(data=True)]
    relations = [data["relation"] for *_, data in graph.edges(data=True)]
    assert {kind: kinds.count(kind) for kind in kinds} == {
        "document": 1,
        "clause": 5,
        "unit": 5,
        "deadline": 3,
        "indicator": 3,
    }
    assert {r: relations.count(r) for r in ("contains", "responsible", "due", "target")} == {
        "contains": 5,
        "responsible": 6,
        "due": 3,
        "target": 3,
    }
    assert graph.nodes["deadline:by/2025"]["name"] == "不晚于2025年"
    assert graph.nodes["unit:青禾区/区住房城乡建设局"]["aliases"] == ("区住建局",)
    assert graph.nodes[_clause(plan.document.id, "一/2")]["name"] == "2. 完善步道"
    edge = graph.edges[_clause(plan.document.id, "一/1"), "unit:青禾区/区林草局", 0]
    assert (edge["basis"], edge["certain"], edge["rule"]) == ("separator_restored", False, "unit.list")


def test_every_edge_quotes_its_source() -> None:
    plans = [park_plan(), odd_plan()]
    texts = {plan.document.id: plan.document.text for plan in plans}
    for *_, data in build(plans).edges(data=True):
        assert texts[data["document"]][data["start"] : data["end"]] == data["surface"]
        assert data["rule"]


def test_clauses_form_a_tree_below_the_document() -> None:
    plan = park_plan()
    graph = build([plan])
    tree = nx.DiGraph([(a, b) for a, b, data in graph.edges(data=True) if data["relation"] == "contains"])
    assert nx.is_arborescence(tree)
    assert next(iter(nx.topological_sort(tree))) == f"doc:{plan.document.id}"


def test_units_are_nodes_per_jurisdiction() -> None:
    graph = build([park_plan(), park_plan(jurisdiction="白石区")])
    assert unit_nodes(graph, "区财政局") == ("unit:青禾区/区财政局", "unit:白石区/区财政局")
    assert unit_nodes(graph, "区住建局") == ("unit:青禾区/区住房城乡建设局", "unit:白石区/区住房城乡建设局")
    assert unit_nodes(graph, "区民政局") == ()
    assert [data["kind"] for _, data in graph.nodes(data=True)].count("indicator") == 3


def test_a_fact_outside_every_clause_hangs_on_the_document() -> None:
    plan = odd_plan()
    graph = build([plan])
    (unit,) = unit_nodes(graph, "区水务局")
    assert tasks(graph, unit) == (f"doc:{plan.document.id}",)
    assert "怪异.txt" in unit


def test_queries() -> None:
    plan = park_plan()
    graph = build([plan])
    finance = "unit:青禾区/区财政局"
    first, second = _clause(plan.document.id, "一/1"), _clause(plan.document.id, "一/2")
    assert tasks(graph, finance) == (first, second)
    assert tasks(graph, finance, role="support") == (second,)
    assert owners(graph, second) == ("unit:青禾区/区交通运输局", finance)
    assert neighbourhood(graph, finance) == (first, second, finance)
    assert f"doc:{plan.document.id}" in neighbourhood(graph, finance, radius=3)


def test_no_plans_and_no_facts() -> None:
    assert build([]).number_of_nodes() == 0
    assert build([empty_plan()]).number_of_nodes() == 1


@pytest.mark.parametrize("level", ["national", None])
def test_national_units_are_one(level: str | None) -> None:
    from factory import Maker

    made = []
    for place in ("青禾区", "白石区"):
        maker = Maker(f"{place}方案\n财政部", jurisdiction=place)
        maker.duty("", "财政部", **({"level": level} if level else {}))
        made.append(maker.plan())
    assert len(unit_nodes(build(made), "财政部")) == (1 if level else 2)
