"""页面的模板：Jinja2 with everything escaped, and the few words that templates ask for."""

from __future__ import annotations

import re
from importlib import resources

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup

from graph.wording import describe_clause_kind
from kb.model import ROLES
from web import addresses, stock
from web.chart import key
from web.due import day_told
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
_EMPTY = re.compile(r"(?<![^\S\n])((?:[^\S\n]*+\n){2,}+)")
_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


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
    made.globals.update(
        NAV=NAV, KINDS=KINDS, ROLES=ROLES, cell_kind=kind, key=key, plans_offered=stock.offered
    )
    made.globals.update(
        plan_link=addresses.plan_link,
        clause_link=addresses.clause_link,
        unit_link=addresses.unit_link,
        indicator_link=addresses.indicator_link,
    )
    made.filters.update(day=day, day_told=day_told, clause_kind=describe_clause_kind, query=addresses.query)
    made.filters.update(gaps=gaps, spaced=spaced, unmarked=unmarked)
    return made


def day(value: str) -> str:
    """``2026-11-05`` is 2026.11.05: as wide for every day."""
    return value.replace("-", ".")


def gaps(text: str) -> str:
    """Lines with nothing on them stay in the text and take the room of one."""
    parts = enumerate(_EMPTY.split(text))
    return Markup("").join(
        Markup('<span class="blank">{}</span>').format(own) if at % 2 else own for at, own in parts
    )


def spaced(text: str) -> str:
    """On one line."""
    return " ".join(text.split())


def unmarked(text: str) -> str:
    """Without the marks that turn the direction of what follows, which a title cannot keep to itself."""
    return Markup(_TURNING.sub("", text))
