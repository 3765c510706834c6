from __future__ import annotations

import json
from io import BytesIO

import networkx as nx
import pytest
from factory import empty_plan, odd_plan, park_plan

from export.formats import GRAPHS
from graph.build import build
from kb.model import Plan

SETS = {"none": [], "empty": [empty_plan()], "two": [park_plan(), odd_plan()]}
EVERY_SET = pytest.mark.parametrize("plans", SETS.values(), ids=SETS)


@EVERY_SET
def test_json_reads_back(plans: list[Plan]) -> None:
    graph = build(plans)
    value = json.loads(GRAPHS["json"](graph))
    assert [node["id"] for node in value["nodes"]] == [node.replace("\ud800", "?") for node in graph]
    assert len(value["edges"]) == graph.number_of_edges()
    back = nx.node_link_graph(value, edges="edges")
    assert back.is_multigraph()
    assert set(back.edges(keys=True)) == set(graph.edges(keys=True))


@EVERY_SET
def test_graphml_reads_back(plans: list[Plan]) -> None:
    graph = build(plans)
    back = nx.read_graphml(BytesIO(GRAPHS["graphml"](graph)), force_multigraph=True)
    assert back.number_of_nodes() == graph.number_of_nodes()
    assert sorted((a, b) for a, b, _ in back.edges(keys=True)) == sorted(
        (a.replace("\x00", ""), b.replace("\x00", "")) for a, b in graph.edges()
    )
    keys = [key for *_, key in back.edges(keys=True)]
    assert len(set(keys)) == len(keys)


def test_graphml_attributes_are_flat() -> None:
    graph = build([park_plan(), odd_plan()])
    back = nx.read_graphml(BytesIO(GRAPHS["graphml"](graph)), force_multigraph=True)
    assert back.nodes["unit:青禾区/区住房城乡建设局"]["aliases"] == "区住建局"
    assert "number" not in back.nodes[next(iter(back))]
    targets = [data for *_, data in back.edges(data=True) if data["relation"] == "target"]
    assert [data.get("value") for data in targets] == [12.0, 2.0, 3.0, None]
    assert (targets[3]["value_low"], targets[3]["value_high"]) == (1.0, 2.5)
    assert targets[1]["uncertain"] is True
