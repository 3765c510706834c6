"""页面的模板：Jinja2 with everything escaped, and the few words that templates ask for."""

from __future__ import annotations

from importlib import resources
from urllib.parse import quote, urlencode

from jinja2 import DictLoader, Environment, StrictUndefined

from export.place import quote_in_context
from graph.wording import describe_clause_kind
from web.agenda import often
from web.grid import kind
from web.marks import KINDS

NAV = (
    ("/", "首页"),
    ("/plans", "方案"),
    ("/units", "单位"),
    ("/indicators", "指标"),
    ("/matrix", "矩阵"),
    ("/calendar", "日历"),
    ("/checks", "核查"),
)


def environment() -> Environment:
    """The templates are read once: no request leads to a file."""
    folder = resources.files("web") / "templates"
    sources = {file.name: file.read_text(encoding="utf-8") for file in folder.iterdir()}
    made = Environment(
        loader=DictLoader(sources),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(NAV=NAV, KINDS=KINDS, context=quote_in_context, cell_kind=kind)
    made.filters.update(often=often, clause_kind=describe_clause_kind, segment=segment, query=query)
    return made


def segment(text: str) -> str:
    """As part of a path: a name may hold a slash."""
    return quote(text, safe="")


def query(values: dict[str, str]) -> str:
    """The part of an address after ``?``, what is empty left out."""
    return urlencode({name: value for name, value in values.items() if value})
