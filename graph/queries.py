"""Small questions to the graph: tasks of a unit, owners of a clause, what is near."""

from __future__ import annotations

from collections.abc import Collection

import networkx as nx

from graph.build import Graph


def unit_nodes(graph: Graph, name: str) -> tuple[str, ...]:
    """The units of that name or alias: one a jurisdiction, none where no plan names it."""
    return tuple(
        node
        for node, data in graph.nodes(data=True)
        if data["kind"] == "unit" and (data["name"] == name or name in data["aliases"])
    )


def tasks(graph: Graph, unit: str, *, role: str | None = None) -> tuple[str, ...]:
    """Clause nodes that the unit node answers for, in plan order; of one role where given."""
    found = {
        clause
        for clause, _, data in graph.in_edges(unit, data=True)
        if data["relation"] == "responsible" and role in (None, data["role"])
    }
    return tuple(node for node in graph if node in found)


def owners(graph: Graph, clause: str) -> tuple[str, ...]:
    """Unit nodes that answer for the clause node itself, in the order of the text."""
    return tuple(
        dict.fromkeys(
            unit for _, unit, data in graph.out_edges(clause, data=True) if data["relation"] == "responsible"
        )
    )


def neighbourhood(graph: Graph, node: str, *, radius: int = 1) -> tuple[str, ...]:
    """Nodes within ``radius`` edges of ``node`` in either direction, itself included, in graph order."""
    near = nx.single_source_shortest_path_length(graph.to_undirected(as_view=True), node, cutoff=radius)
    return tuple(other for other in graph if other in near)


def around(graph: Graph, names: Collection[str]) -> Graph:
    """The part of the graph about the units of those names: their clauses, what these stand in, and what
    else hangs on them, in graph order.
    """
    units = [
        node for node, data in graph.nodes(data=True) if data["kind"] == "unit" and data["name"] in names
    ]
    clauses = {clause for unit in units for clause in graph.predecessors(unit)}
    near = {*units, *clauses}
    near.update(node for clause in clauses for node in nx.ancestors(graph, clause))
    near.update(
        end
        for clause in clauses
        for _, end, data in graph.out_edges(clause, data=True)
        if data["relation"] != "contains"
    )
    part: Graph = graph.subgraph([node for node in graph if node in near]).copy()
    return part
