"""GraphML, for Gephi, yEd and Cytoscape."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

import networkx as nx

from export.characters import printable
from graph.build import Graph


def write(graph: Graph) -> bytes:
    """The graph with flat attributes: GraphML has neither null nor lists.

    A range becomes ``value_low`` and ``value_high``, aliases one text joined by 、; what is not
    known is left out, and so are characters that XML cannot carry. Edge ids are unique in the file:
    Gephi drops an edge whose id it has seen.
    """
    flat: Graph = nx.MultiDiGraph()
    for node, data in graph.nodes(data=True):
        flat.add_node(printable(node), **dict(_flat(data)))
    for at, (source, target, data) in enumerate(graph.edges(data=True)):
        flat.add_edge(printable(source), printable(target), key=f"e{at}", **dict(_flat(data)))
    buffer = BytesIO()
    nx.write_graphml_xml(flat, buffer, encoding="utf-8")
    return buffer.getvalue()


def _flat(attributes: Mapping[str, Any]) -> Iterator[tuple[str, str | float | bool]]:
    for name, value in attributes.items():
        match value:
            case None | ():
                continue
            case (int() | float() as low, int() | float() as high):
                yield f"{name}_low", float(low)
                yield f"{name}_high", float(high)
            case tuple():
                yield name, printable("、".join(value))
            case str():
                yield name, printable(value)
            case _:
                yield name, float(value) if name == "value" else value
