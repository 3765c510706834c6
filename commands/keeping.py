"""库务：the knowledge base as a whole: checked, listed, thinned, carried elsewhere."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from shlex import quote
from typing import Annotated

import typer

from commands.indexing import keep_up
from commands.parser import Command, new_app
from commands.printing import show
from commands.progress import watching
from corpus.errors import StoreError
from export import options as opt
from export import terminal
from export.files import save_by
from export.options import Format
from export.process import emit
from kb import archive
from kb.removal import remove
from kb.store import Store
from kb.verify import Problem, verify
from qa.search.stand import folder_of
from qa.search.upkeep import faults

app = new_app()
ARCHIVE = typer.Argument(help="存档文件，如 知识库.kb.gz", metavar="文件", readable=False)


@app.command("verify", cls=Command)
def verify_command(kb: opt.KB = opt.DEFAULT_KB, form: opt.FORMAT = Format.text) -> None:
    """核对整个知识库：文件、总账、封条、摘要、原文位置、互相的指向、检索索引。"""
    found = verify(kb, watch=watching("核对"))
    found = replace(found, problems=(*found.problems, *_index_problems(kb)))
    show(found.as_json(), terminal.verdict(found, kb), form)
    if found.problems:
        raise typer.Exit(StoreError.exit_code)


def _index_problems(kb: Path) -> tuple[Problem, ...]:
    """What is wrong with the search index, where the knowledge base can be read so far."""
    with suppress(StoreError), Store.open(kb) as store, store.moment():
        place, remedy = str(folder_of(kb)), f"请运行 policykb reindex --full --kb {quote(str(kb))}"
        return tuple(Problem(place, f"检索索引{what}", remedy) for what in faults(store))
    return ()


@app.command("versions", cls=Command)
def versions_command(kb: opt.KB = opt.DEFAULT_KB, form: opt.FORMAT = Format.text) -> None:
    """每份方案入过库的各版，哪一版是现行的。"""
    with Store.open(kb) as store:
        found = store.versions()
    show(
        {"schema": "kb-versions/1", "versions": [asdict(each) for each in found]},
        terminal.versions(found),
        form,
    )


@app.command("remove", cls=Command)
def remove_command(
    plans: Annotated[
        list[str],
        typer.Argument(help="文件的路径，或标题、文件名、文号的一部分，或摘要的开头", metavar="方案…"),
    ],
    old: Annotated[bool, typer.Option("--old", help="只移除旧版，现行的留着")] = False,
    kb: opt.KB = opt.DEFAULT_KB,
) -> None:
    """把方案从知识库移除，连同旧版；--old 只移除旧版。

    怎样指明方案，同各命令的 --plan；一次只认一份，几份都对得上就列出来，一份也不移除。
    """
    for path, count in remove(kb, plans, superseded_only=old):
        emit(f"移除  {path}（{count} 版）\n")
    keep_up(kb)


@app.command("export-kb", cls=Command)
def export_command(file: Annotated[Path, ARCHIVE], kb: opt.KB = opt.DEFAULT_KB) -> None:
    """把整个知识库存成一个文件，含旧版；同样的内容，得到同样的字节。

    收回的“进展”“备注”连同来历一并存入。
    """
    save_by(partial(archive.write, kb, watch=watching("导出")), file)
    emit(f"已写入 {file}\n")


@app.command("import-kb", cls=Command)
def import_command(file: Annotated[Path, ARCHIVE], kb: opt.KB = opt.DEFAULT_KB) -> None:
    """把存档并入知识库：先查完整个存档，有一处不对就什么也不写。

    已有的版本不动，两边填报不一致的以已有的为准；存档里的事实不是本程序读出的，原文件再入库时会重读一遍。
    """
    restored = archive.restore(kb, file, watch=watching("导入"))
    keep_up(kb)
    emit(terminal.imported(restored, kb) + "\n")
