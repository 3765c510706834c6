"""核查：where a mapping comes from, what is wrong with a plan, whether all of it was read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from commands.parser import Command, new_app
from commands.printing import plans_in, show, write
from export import options as opt
from export.audits import AUDITS
from export.files import STDOUT
from export.findings import findings
from export.options import Format, file_format
from export.process import emit
from graph.trace import as_json as trace_json
from graph.trace import as_text as trace_text
from graph.trace import trace
from kb.audit import audit as account
from kb.ingest import plans_of
from kb.lint.report import as_json as lint_json
from kb.lint.report import checked, has_error
from qa import arguments
from qa.library import Within

app = new_app()


@app.command("trace", cls=Command)
def trace_command(
    unit: Annotated[str, typer.Argument(help="单位", metavar="单位")],
    clause: Annotated[str | None, typer.Argument(help="条款编号或路径，如 14", metavar="条款")] = None,
    plan: opt.PLAN = "",
    place: opt.PLACE = "",
    everything: opt.ALL = False,
    kb: opt.KB = opt.DEFAULT_KB,
    form: opt.FORMAT = Format.text,
) -> None:
    """这个单位为什么在这一条：原文、规则、依据和修补。"""
    asked = arguments.words(unit, "财政局")
    traces = trace(plans_in(kb, Within(plan, place, everything), asked), asked, clause)
    emit((trace_json(traces) if form is Format.json else trace_text(traces)) + "\n")


@app.command("lint", cls=Command)
def lint_command(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(help="方案文件或文件夹；不写则查知识库里的全部", metavar="文件…", readable=False),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="有错误级的发现时以 1 退出")] = False,
    plan: opt.PLAN = "",
    place: opt.PLACE = "",
    everything: opt.ALL = False,
    kb: opt.KB = opt.DEFAULT_KB,
    form: opt.FORMAT = Format.text,
) -> None:
    """给方案本身体检：缺责任单位、两个牵头、时限过期、指标前后不一、序号缺漏、附表与正文不符等。"""
    plans = checked(tuple(plans_of(paths)) if paths else plans_in(kb, Within(plan, place, everything)))
    show(lint_json(plans), findings(plans), form)
    if strict and has_error(plans):
        raise typer.Exit(1)


@app.command("audit", cls=Command)
def audit_command(
    files: Annotated[
        list[Path] | None, typer.Argument(help="方案文件；不写则查知识库里的全部方案", metavar="文件…")
    ] = None,
    form: Annotated[str, file_format(AUDITS)] = "text",
    output: opt.OUTPUT = STDOUT,
    plan: opt.PLAN = "",
    place: opt.PLACE = "",
    everything: opt.ALL = False,
    kb: opt.KB = opt.DEFAULT_KB,
) -> None:
    """读全了没有：每个字归到哪里，每处单位、数字、时间词用在哪个事实或为什么不用，哪些说明不了。"""
    plans = tuple(plans_of(files)) if files else plans_in(kb, Within(plan, place, everything))
    write(AUDITS[form]([account(own) for own in plans]), output or STDOUT)
