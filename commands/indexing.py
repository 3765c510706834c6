"""检索索引：kept in step with the knowledge base by the commands that change it, or built again."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from commands.parser import Command, new_app
from commands.progress import watching
from corpus.errors import StoreError
from export import options as opt
from export import terminal
from export.process import emit
from kb.intake import Intake
from kb.store import Store
from qa.search.disk import available
from qa.search.upkeep import update

app = new_app()


def keep_up(kb: Path, *, quiet: bool = False) -> None:
    """The index brought in step after a change; what hinders it is said, and leaves the plans as they are."""
    try:
        if kb.exists():
            update(kb, watch=iter if quiet else watching("编检索索引"))
    except StoreError as error:
        sys.stderr.write(f"{error}\n")


@app.command("reindex", cls=Command)
def reindex_command(
    full: Annotated[bool, typer.Option("--full", help="全部重建，不只补缺的")] = False,
    kb: opt.KB = opt.DEFAULT_KB,
) -> None:
    """重建检索索引：补上缺的，撤下多的；旧结构的知识库先升级。

    --full 全部重来，连同查找方案用的目录。
    """
    with Store.open(kb) as store:
        present = store.catalogued
    if full or not present:
        with Intake.open(kb) as intake:
            intake.redraw()
    if not available():
        emit("没有装 tantivy，检索在内存里做，没有索引要编。\n")
        return
    change = update(kb, full=full, watch=watching("编检索索引"))
    emit(terminal.reindexed(change, kb) + "\n")
