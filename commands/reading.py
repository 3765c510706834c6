"""建库：plans read into the knowledge base, or read and printed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from commands.indexing import keep_up
from commands.parser import Command, new_app
from commands.printing import show
from commands.progress import watching
from corpus.errors import InputError
from export import options as opt
from export import terminal
from export.options import Format
from export.process import emit
from kb.facts_json import dumps, plan_json
from kb.ingest import ingest_paths, plan_of

app = new_app()
_BATCH = 1000
"""Files between one commit of the index and the next: what a killed run leaves to be put in later."""


def _in_batches(kb: Path, files: tuple[Path, ...]) -> Iterator[Path]:
    """Passes the files on, and brings the index in step after every batch of them."""
    for number, file in enumerate(watching("读入方案")(files)):
        if number and not number % _BATCH:
            keep_up(kb, quiet=True)
        yield file


@app.command(cls=Command)
def ingest(
    paths: Annotated[
        list[Path], typer.Argument(help="方案文件，或装着方案的文件夹、.zip", metavar="文件…", readable=False)
    ],
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", "-j", min=1, max=256, help="几个进程同时读，默认按处理器个数", metavar="个数"),
    ] = None,
    kb: opt.KB = opt.DEFAULT_KB,
    form: opt.FORMAT = Format.text,
) -> None:
    """把方案读进知识库。读不了的文件逐个说明，不影响其余。"""

    report = ingest_paths(kb, paths, watch=partial(_in_batches, kb), jobs=jobs)
    keep_up(kb)
    show(report.as_json(), terminal.report(report, kb), form)
    if report.count("refused"):
        raise typer.Exit(InputError.exit_code)


@app.command("extract", cls=Command)
def extract_command(
    file: Annotated[
        Path, typer.Argument(help="方案文件；- 为标准输入", metavar="文件", readable=False, allow_dash=True)
    ],
    form: opt.FORMAT = Format.json,
) -> None:
    """不建库，直接打印一份方案的事实（plan-facts/1）。

    --format text 打印读到的全文（纯文本一字不动；Word、网页等为还原的文字），证据的位置以它为准。
    """
    plan = plan_of(file)
    emit(dumps(plan_json(plan)) + "\n" if form is Format.json else plan.document.text)
