"""The formats of the matrix, of the facts, of what is due, of the graph, of an answer and of the page for one unit.

A new format is a module with ``write`` and one line here; its name is the suffix of the file. A module
is loaded when its format is written, so that no format pays for the libraries of another.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

Writer = Callable[[Any], bytes]


def _of(module: str) -> Writer:
    def write(value: Any) -> bytes:
        return bytes(import_module(f"export.{module}").write(value))

    return write


MATRICES: Mapping[str, Writer] = {
    "xlsx": _of("xlsx"),
    "docx": _of("docx_ledger"),
    "pdf": _of("pdf"),
    "csv": _of("ledger_csv"),
    "md": _of("markdown"),
    "html": _of("html_page"),
}
GRAPHS: Mapping[str, Writer] = {
    "json": _of("graph_json"),
    "graphml": _of("graphml"),
}
CALENDARS: Mapping[str, Writer] = {
    "ics": _of("ics"),
}
FACTS: Mapping[str, Writer] = {
    "ttl": _of("turtle"),
    "jsonld": _of("jsonld"),
    "akn": _of("akn"),
    "csv": _of("facts_csv"),
}
REPLIES: Mapping[str, Writer] = {
    "xlsx": _of("answer_xlsx"),
    "docx": _of("answer_docx"),
    "csv": _of("answer_csv"),
}
BRIEFS: Mapping[str, Writer] = {
    "docx": _of("brief_docx"),
    "html": _of("brief_html"),
}
