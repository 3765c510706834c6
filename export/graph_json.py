"""Node-link JSON, the form that networkx, D3 and Gephi's importers read."""

from __future__ import annotations

import json

from graph.build import Graph


def write(graph: Graph) -> bytes:
    """Nodes and edges in graph order; a range of values is a list, what is not known is null."""
    value = {
        "directed": True,
        "multigraph": True,
        "graph": {"schema": "plan-graph/1"},
        "nodes": [{"id": node, **data} for node, data in graph.nodes(data=True)],
        "edges": [
            {"source": source, "target": target, "key": key, **data}
            for source, target, key, data in graph.edges(keys=True, data=True)
        ],
    }
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")
