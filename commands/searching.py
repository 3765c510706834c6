"""检索：clauses by their words."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from commands.parser import Command, new_app
from commands.printing import library
from export import hits
from export import options as opt
from export.options import Format
from export.process import emit
from kb.facts_json import dumps
from qa import arguments
from qa.library import Within
from qa.search.finding import find

app = new_app()


@app.command("search", cls=Command)
def search_command(
    words: Annotated[list[str], typer.Argument(help="要找的词", metavar="词…")],
    limit: opt.LIMIT = 10,
    plan: opt.PLAN = "",
    place: opt.PLACE = "",
    kb: opt.KB = opt.DEFAULT_KB,
    form: opt.FORMAT = Format.text,
) -> None:
    """按词检索条款（BM25），标出命中的词和条款路径。"""
    chosen = None
    if plan or place:
        with library(kb) as plans:
            chosen = plans.keys(Within(plan, place))
    found = find(kb, arguments.words(" ".join(words), "平安校园"), limit, documents=chosen)
    if found.note:
        sys.stderr.write(f"{found.note}；请运行 policykb reindex。\n")
    shown = dumps(hits.as_json(found.hits)) if form is Format.json else hits.as_text(found.hits)
    emit(shown + "\n")
