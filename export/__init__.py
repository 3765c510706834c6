"""Writers: the responsibility matrix, the ledger, the graph and the audit as files.

A new format is a module with ``write`` and one line here; its name is the suffix of the file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from export import (
    audit_html,
    audit_json,
    audit_text,
    graph_json,
    graphml,
    html_page,
    ledger_csv,
    markdown,
    xlsx,
)
from export.matrix import Matrix
from graph.build import Graph
from kb.audit import Ledger

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
AUDITS: Mapping[str, Callable[[Sequence[Ledger]], bytes]] = {
    "text": audit_text.write,
    "json": audit_json.write,
    "html": audit_html.write,
}
