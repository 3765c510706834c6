"""policykb 的命令：解析参数，调用各室，打印结果。"""

from __future__ import annotations

import corpus.interrupt  # noqa: F401  before what takes long to load

# isort: split

import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict
from datetime import date
from importlib import metadata
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console
from rich.progress import track

from corpus.errors import InputError, PolicyError, StoreError, UnknownUnit
from export import AUDITS, GRAPHS, MATRICES, terminal
from export import options as opt
from export.files import STDOUT, save
from export.findings import findings
from export.matrix import matrix as build_matrix
from export.options import Format, file_format, format_of
from export.process import INTERRUPTED_CODE, check_arguments, flush, leave, prepare, verdict
from export.usage import Command, Group
from graph import build as build_graph
from graph import trace as trace_unit
from graph.trace import as_json as trace_json
from graph.trace import as_text as trace_text
from kb.audit import audit as account
from kb.environment import checks, knowledge_base
from kb.facts_json import dumps, plan_json
from kb.ingest import ingest_paths, plan_of, plans_of
from kb.lint.report import as_json as lint_json
from kb.lint.report import checked, has_error
from kb.model import Plan
from kb.stats import stats
from kb.store import Store
from qa import answer as qa
from qa import arguments
from qa.index import search as search_clauses
from qa.model import Answer
from qa.report import text as answer_text

app = typer.Typer(
    name="policykb",
    help=(
        "把政府方案变成可查、可证的知识库：每条任务连到责任单位、时限和指标，每个结论都能指回原文。\n\n"
        "先 [bold]policykb ingest 方案.txt[/bold]，再 [bold]policykb ask 区财政局负责哪些任务[/bold]。"
    ),
    cls=Group,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)


def emit(text: str) -> None:
    """Text to standard output as UTF-8, whatever the locale; newlines untouched."""
    save(text.encode("utf-8", "backslashreplace"), STDOUT)


def show(value: Any, text: str, form: Format) -> None:
    emit((dumps(value) if form is Format.json else text.rstrip("\n")) + "\n")


def write(data: bytes, path: Path) -> None:
    save(data, path)
    if path != STDOUT:
        sys.stderr.write(f"已写入 {path}\n")


def plans_in(kb: Path) -> tuple[Plan, ...]:
    with Store.open(kb) as store:
        return store.plans()


def show_answer(answer: Answer, form: Format, *, explain: bool = False) -> None:
    show(qa.to_json(answer), answer_text(answer, explain=explain), form)


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", "-V", help="版本号", is_eager=True)] = False,
) -> None:
    if version:
        emit(f"policykb {metadata.version('policykb')}\n")
    elif context.invoked_subcommand is None:
        emit(context.get_help())


@app.command(rich_help_panel="建库", cls=Command)
def ingest(
    paths: Annotated[
        list[Path], typer.Argument(help="方案文件，或装着方案的文件夹", metavar="文件…", readable=False)
    ],
    kb: opt.KB = opt.DEFAULT_KB,
    form: opt.FORMAT = Format.text,
) -> None:
    """把方案读进知识库。读不了的文件逐个说明，不影响其余。"""

    def watch(files: tuple[Path, ...]) -> Iterator[Path]:
        console = Console(stderr=True)
        yield from track(files, "读入方案", console=console, transient=True, disable=not console.is_terminal)

    report = ingest_paths(kb, paths, watch=watch)
    show(report.as_json(), terminal.report(report, kb), form)
    if report.count("refused"):
        raise typer.Exit(InputError.exit_code)


@app.command("extract", rich_help_panel="建库", cls=Command)
def extract_command(
    file: Annotated[Path, typer.Argument(help="方案文件", metavar="文件", readable=False)],
    form: opt.FORMAT = Format.json,
) -> None:
    """不建库，直接打印一份方案的事实（plan-facts/1）。

    --format text 打印解码后的全文（连同网页外壳，一字不动），证据的位置以它为准。
    """
    plan = plan_of(file)
    emit(dumps(plan_json(plan)) + "\n" if form is Format.json else plan.document.text)


@app.command("stats", rich_help_panel="建库", cls=Command)
def stats_command(kb: opt.KB = opt.DEFAULT_KB, form: opt.FORMAT = Format.text) -> None:
    """库里有什么：每份方案的条款、责任、时限、指标和待核数。"""
    counts = stats(plans_in(kb))
    show(counts, terminal.stats(counts), form)


@app.command(rich_help_panel="建库", cls=Command)
def doctor(kb: opt.KB = opt.DEFAULT_KB, form: opt.FORMAT = Format.text) -> None:
    """检查环境：版本、加速器是否启用、知识库文件是否完好。"""
    found, store = checks(), knowledge_base(kb)
    report = {"schema": "doctor/1", "checks": [asdict(check) for check in found], "kb": store.detail}
    show(report, terminal.doctor(found, store.detail), form)
    if store.state == "missing":
        raise typer.Exit(StoreError.exit_code)
    if any(check.state == "missing" for check in found):
        raise typer.Exit(PolicyError.exit_code)


@app.command("ask", rich_help_panel="查询", cls=Command)
def ask_command(
    question: Annotated[list[str], typer.Argument(help="问题，如 区财政局负责哪些任务", metavar="问题")],
    explain: Annotated[bool, typer.Option("--explain", help="同时说明问题是怎样理解的")] = False,
    today: opt.TODAY = None,
    kb: opt.KB = opt.DEFAULT_KB,
    form: opt.FORMAT = Format.text,
) -> None:
    """提问。答案是全部而不是前几条，逐条附原文依据；文中没有的就说没有。"""
    now = today or date.today().isoformat()
    show_answer(qa.ask(" ".join(question), plans_in(kb), today=now), form, explain=explain)


@app.command("search", rich_help_panel="查询", cls=Command)
def search_command(
    words: Annotated[list[str], typer.Argument(help="要找的词", metavar="词…")],
    limit: opt.LIMIT = 10,
    kb: opt.KB = opt.DEFAULT_KB,
    form: opt.FORMAT = Format.text,
) -> None:
    """按词检索条款（BM25），标出命中的词和条款路径。"""
    hits = search_clauses(plans_in(kb), " ".join(words), limit=limit)
    show(terminal.hits_json(hits), terminal.hits(hits), form)


@app.command(rich_help_panel="查询", cls=Command)
def tasks(
    unit: Annotated[str, typer.Argument(help="单位，简称也可，如 财政局", metavar="单位")],
    kb: opt.KB = opt.DEFAULT_KB,
    form: opt.FORMAT = Format.text,
) -> None:
    """一个单位负责的全部任务。"""
    answer = qa.tasks_of(plans_in(kb), unit)
    if answer.status == "unknown_unit":
        raise UnknownUnit(answer.text)
    show_answer(answer, form)


@app.command(rich_help_panel="查询", cls=Command)
def owners(
    topic: Annotated[str, typer.Argument(help="任务的主题或编号，如 平安校园、第14条", metavar="主题")],
    kb: opt.KB = opt.DEFAULT_KB,
    form: opt.FORMAT = Format.text,
) -> None:
    """一项任务由哪些单位负责。"""
    show_answer(qa.owners_of(plans_in(kb), topic), form)


@app.command(rich_help_panel="查询", cls=Command)
def targets(
    topic: Annotated[str, typer.Argument(help="指标，如 毛入学率；不写则列全部", metavar="指标")] = "",
    year: opt.YEAR = None,
    kb: opt.KB = opt.DEFAULT_KB,
    form: opt.FORMAT = Format.text,
) -> None:
    """指标的目标值。"""
    show_answer(qa.targets_of(plans_in(kb), topic, year), form)


@app.command(rich_help_panel="查询", cls=Command)
def deadlines(
    year: opt.YEAR = None,
    before: opt.BEFORE = None,
    every: opt.EVERY = None,
    kb: opt.KB = opt.DEFAULT_KB,
    form: opt.FORMAT = Format.text,
) -> None:
    """什么事什么时候办完；周期性的任务用 --every。"""
    schedule = arguments.period(opt.PERIODS, every)
    show_answer(qa.deadlines_of(plans_in(kb), year=year, before=before, every=schedule), form)


@app.command("trace", rich_help_panel="核查", cls=Command)
def trace_command(
    unit: Annotated[str, typer.Argument(help="单位", metavar="单位")],
    clause: Annotated[str | None, typer.Argument(help="条款编号或路径，如 14", metavar="条款")] = None,
    kb: opt.KB = opt.DEFAULT_KB,
    form: opt.FORMAT = Format.text,
) -> None:
    """这个单位为什么在这一条：原文、规则、依据和修补。"""
    traces = trace_unit(plans_in(kb), unit, clause)
    emit((trace_json(traces) if form is Format.json else trace_text(traces)) + "\n")


@app.command("lint", rich_help_panel="核查", cls=Command)
def lint_command(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(help="方案文件或文件夹；不写则查知识库里的全部", metavar="文件…", readable=False),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="有错误级的发现时以 1 退出")] = False,
    kb: opt.KB = opt.DEFAULT_KB,
    form: opt.FORMAT = Format.text,
) -> None:
    """给方案本身体检：缺责任单位、两个牵头、时限过期、指标前后不一、序号缺漏、附表与正文不符等。"""
    plans = checked(tuple(plans_of(paths)) if paths else plans_in(kb))
    show(lint_json(plans), findings(plans), form)
    if strict and has_error(plans):
        raise typer.Exit(1)


@app.command("audit", rich_help_panel="核查", cls=Command)
def audit_command(
    files: Annotated[
        list[Path] | None, typer.Argument(help="方案文件；不写则查知识库里的全部方案", metavar="文件…")
    ] = None,
    form: Annotated[str, file_format(AUDITS)] = "text",
    output: opt.OUTPUT = STDOUT,
    kb: opt.KB = opt.DEFAULT_KB,
) -> None:
    """读全了没有：每个字归到哪里，每处单位、数字、时间词用在哪个事实或为什么不用，哪些说明不了。"""
    plans = tuple(plans_of(files)) if files else plans_in(kb)
    write(AUDITS[form]([account(plan) for plan in plans]), output or STDOUT)


@app.command("matrix", rich_help_panel="导出", cls=Command)
def matrix_command(
    form: Annotated[str | None, file_format(MATRICES)] = None,
    output: opt.OUTPUT = None,
    kb: opt.KB = opt.DEFAULT_KB,
) -> None:
    """导出责任矩阵（任务×单位）和任务台账；csv 只有台账。格式看 --output 的结尾，不写则为 xlsx。"""
    chosen = format_of(form, output, MATRICES, otherwise="xlsx")
    write(MATRICES[chosen](build_matrix(plans_in(kb))), output or Path(f"责任矩阵.{chosen}"))


@app.command("graph", rich_help_panel="导出", cls=Command)
def graph_command(
    form: Annotated[str | None, file_format(GRAPHS)] = None,
    output: opt.OUTPUT = None,
    kb: opt.KB = opt.DEFAULT_KB,
) -> None:
    """导出知识图谱：文件、条款、单位、时限、指标，每条边带原文依据。格式看 --output 的结尾，不写则为 json。"""
    chosen = format_of(form, output, GRAPHS, otherwise="json")
    write(GRAPHS[chosen](build_graph(plans_in(kb))), output or STDOUT)


def main() -> None:
    """The console script: one Chinese sentence and an exit code for whatever goes wrong."""
    prepare()
    try:
        check_arguments(sys.argv[1:])
        code = app(standalone_mode=False)
        if code == INTERRUPTED_CODE:
            raise KeyboardInterrupt
        flush()
    except BrokenPipeError:
        leave(0)
    except SystemExit:
        raise
    except BaseException as error:
        fail(*verdict(error))
    leave(code if isinstance(code, int) else 0)


def fail(message: str, code: int) -> NoReturn:
    with suppress(OSError):
        sys.stderr.write(f"{message}\n")
    leave(code)


if __name__ == "__main__":
    main()
