"""The formats of the matrix and of the graph.

A new format is a module with ``write`` and one line here; its name is the suffix of the file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from export import graph_json, graphml, html_page, ledger_csv, markdown, xlsx
from export.matrix import Matrix
from graph.build import Graph

MATRICES: Mapping[str, Callable[[Matrix], bytes]] = {
    "xlsx": xlsx.write,
    "csv": ledger_csv.write,
    "md": markdown.write,
    "html": html_page.write,
}
GRAPHS: Mapping[str, Callable[[Graph], bytes]] = {
    "json": graph_json.write,
    "graphml": graphml.write,
}
