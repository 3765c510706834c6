"""建库：what the knowledge base holds, and whether the program is in order."""

from __future__ import annotations

from dataclasses import asdict

import typer

from commands.parser import Command, new_app
from commands.printing import show
from corpus.errors import PolicyError, StoreError
from export import options as opt
from export import terminal
from export.options import Format
from kb.environment import checks, knowledge_base
from kb.stats import stats
from kb.store import Store
from qa.search.finding import engine_in_use

app = new_app()


@app.command("stats", cls=Command)
def stats_command(kb: opt.KB = opt.DEFAULT_KB, form: opt.FORMAT = Format.text) -> None:
    """库里有什么：每份方案的条款、责任、时限、指标和待核数。"""
    with Store.open(kb) as store, store.moment():
        counts = stats(store.each())
    show(counts, terminal.stats(counts), form)


@app.command(cls=Command)
def doctor(kb: opt.KB = opt.DEFAULT_KB, form: opt.FORMAT = Format.text) -> None:
    """检查环境：版本、加速器是否启用、知识库文件是否完好。"""
    found, store = (*checks(), engine_in_use(kb)), knowledge_base(kb)
    report = {"schema": "doctor/1", "checks": [asdict(check) for check in found], "kb": store.detail}
    show(report, terminal.doctor(found, store.detail), form)
    if store.state == "missing":
        raise typer.Exit(StoreError.exit_code)
    if any(check.state == "missing" for check in found):
        raise typer.Exit(PolicyError.exit_code)
