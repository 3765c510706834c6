"""核查与收回：tables that were exported and come back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from commands.parser import Command, new_app
from commands.printing import show
from corpus.errors import PolicyError
from export import options as opt
from export.options import Format
from export.readback import read_back
from export.reported import as_json as entries_json
from export.reported import as_text as entries_text
from export.reported import entries
from export.returned import changes, named
from export.returned_report import as_json as changes_json
from export.returned_report import as_text as changes_text
from export.verify import verify
from export.verify_report import as_json as verdict_json
from export.verify_report import as_text as verdict_text
from kb.carrying import older, orphans, remarks_on, reports
from kb.ingest import plans_of
from kb.intake import Intake
from kb.store import Store
from qa.library import Library, Within

app = new_app()
FILE = Annotated[Path, typer.Argument(help="matrix 导出的 .xlsx 或 .csv", metavar="文件", readable=False)]


@app.command("verify-export", cls=Command)
def verify_command(
    file: FILE,
    source: Annotated[
        list[Path] | None,
        typer.Option(help="拿方案文件核对，不用知识库；几份就写几次", metavar="方案", readable=False),
    ] = None,
    plan: opt.PLAN = "",
    place: opt.PLACE = "",
    everything: opt.ALL = False,
    kb: opt.KB = opt.DEFAULT_KB,
    form: opt.FORMAT = Format.text,
) -> None:
    """核对导出的表：逐格与方案对照，改过的、缺的、多的、换了版本的，一处处指出；有不符则以 1 退出。

    认得 matrix 写出的 .xlsx 和 .csv；排序、筛选、填写“进展”“备注”都不算改动。
    """
    sheets = read_back(file)
    if source:
        verdict = verify(sheets, tuple(plans_of(source)))
    else:
        with Store.open(kb) as store:
            plans = Library(store).plans(Within(plan, place, everything))
            verdict = verify(sheets, plans, store.succession())
    show(verdict_json(verdict), verdict_text(verdict, file.name), form)
    if verdict.faults:
        raise typer.Exit(PolicyError.exit_code)


@app.command("import-ledger", cls=Command)
def import_command(
    file: FILE,
    check: Annotated[bool, typer.Option("--check", help="只列出变化，不收")] = False,
    plan: opt.PLAN = "",
    place: opt.PLACE = "",
    everything: opt.ALL = False,
    kb: opt.KB = opt.DEFAULT_KB,
    form: opt.FORMAT = Format.text,
) -> None:
    """收回填好的台账：“进展”“备注”记进知识库，列出新增和修改；再导出时带着。

    旧版的表收得迟也收：条款没变的照旧沿用，变了的记在旧版名下，列作“未沿用”。只收这两栏，空着的不收也不清；有一行对不上知识库里的任务，或两行对同一项任务说法不一，就一处也不收。
    """
    sheets = read_back(file)
    with Store.open(kb) as store:
        plans = Library(store).plans(Within(plan, place, everything))
        late = older(store, plans, named(sheets))
        known, succession = (*store.remarks(), *remarks_on(store, plans)), store.succession()
    found = changes(sheets, plans, known, late)
    if found and not check:
        with Intake.open(kb) as intake:
            intake.report(change.new for change in found)
    edited = verify(sheets, plans, succession)
    told = (*plans, *(each.plan for each in late))
    show(changes_json(found, told), changes_text(found, told, edited), form)


@app.command("remarks", cls=Command)
def remarks_command(
    plan: opt.PLAN = "",
    place: opt.PLACE = "",
    everything: opt.ALL = False,
    kb: opt.KB = opt.DEFAULT_KB,
    form: opt.FORMAT = Format.text,
) -> None:
    """收回的进展、备注：写在哪一条、出自哪个文件哪一格，旧版的哪些沿用、哪些因条款已改没有沿用。

    方案出了新版，条款编号和原文都没有变的，旧版的填报照旧沿用，并注明写给哪一版；变了的不沿用，在这里仍查得到。
    没有选定方案时，也列出已不在库里的方案的填报。
    """
    with Store.open(kb) as store:
        plans = Library(store).plans(Within(plan, place, everything))
        told = reports(store, (one.document.source.sha256 for one in plans))
        lost = () if plan or place else orphans(store)
    found = entries(plans, told, lost)
    show(entries_json(found), entries_text(found), form)
