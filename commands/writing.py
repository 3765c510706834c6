"""导出：the responsibility matrix, the facts and the graph as files, and a page for one unit."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from commands.parser import Command, new_app
from commands.printing import plans_in, write
from export import facts_files
from export import options as opt
from export.brief import brief
from export.files import STDOUT
from export.formats import BRIEFS, GRAPHS, MATRICES
from export.matrix import matrix as build_matrix
from export.options import file_format, format_of
from export.selection import Selection, units_named
from graph.build import build as build_graph
from graph.queries import around
from kb.carrying import remarks_on
from kb.store import Store
from qa import arguments
from qa.library import Library, Within

app = new_app()


@app.command("matrix", cls=Command)
def matrix_command(
    unit: opt.UNIT = "",
    year: opt.YEAR = None,
    role: opt.ROLE = None,
    plan: opt.PLAN = "",
    place: opt.PLACE = "",
    everything: opt.ALL = False,
    form: Annotated[str | None, file_format(MATRICES)] = None,
    output: opt.OUTPUT = None,
    kb: opt.KB = opt.DEFAULT_KB,
) -> None:
    """导出责任矩阵（任务×单位）和任务台账；docx、pdf 是责任分解表，csv 只有台账。

    格式看 --output 的结尾，不写则为 xlsx。选取以任务为单位：选中的任务，各单位、时限、指标都在。
    """
    chosen = format_of(form, output, MATRICES, otherwise="xlsx")
    wanted = Selection(unit, year or "", role or "", plan, place)
    with Store.open(kb) as store:
        plans = Library(store).plans(Within(plan, place, everything), unit)
        made = build_matrix(plans, wanted, remarks_on(store, plans))
    write(MATRICES[chosen](made), output or Path(f"责任矩阵.{chosen}"))


@app.command("brief", cls=Command)
def brief_command(
    unit: Annotated[str, typer.Argument(help="单位，简称也可，如 财政局", metavar="单位")],
    year: opt.YEAR = None,
    plan: opt.PLAN = "",
    place: opt.PLACE = "",
    everything: opt.ALL = False,
    form: Annotated[str | None, file_format(BRIEFS)] = None,
    output: opt.OUTPUT = None,
    kb: opt.KB = opt.DEFAULT_KB,
) -> None:
    """一个单位一页：它的任务、角色、时限、指标和共同责任的单位。格式看 --output 的结尾，不写则为 docx。"""
    chosen = format_of(form, output, BRIEFS, otherwise="docx")
    wanted = Selection(unit=arguments.words(unit, "财政局"), year=year or "", plan=plan, place=place)
    made = brief(plans_in(kb, Within(plan, place, everything), unit), wanted)
    write(BRIEFS[chosen](made), output or Path(f"{made.name}.{chosen}"))


@app.command("export", cls=Command)
def export_command(
    unit: opt.UNIT = "",
    year: opt.YEAR = None,
    role: opt.ROLE = None,
    plan: opt.PLAN = "",
    place: opt.PLACE = "",
    everything: opt.ALL = False,
    form: Annotated[str | None, file_format(facts_files.FORMATS)] = None,
    output: opt.OUTPUT = None,
    kb: opt.KB = opt.DEFAULT_KB,
) -> None:
    """导出事实给别的程序：ics 日历、ttl 和 jsonld 关联数据、akn 法规标准 XML、csv 一行一个事实。

    格式看 --output 的结尾，不写则为 csv，打印到标准输出。
    """
    chosen = format_of(form, output, facts_files.FORMATS, otherwise="csv")
    wanted = Selection(unit, year or "", role or "", plan, place)
    plans = plans_in(kb, Within(plan, place, everything), unit)
    write(facts_files.write(plans, wanted, chosen), output or STDOUT)


@app.command("graph", cls=Command)
def graph_command(
    unit: opt.UNIT = "",
    plan: opt.PLAN = "",
    place: opt.PLACE = "",
    everything: opt.ALL = False,
    form: Annotated[str | None, file_format(GRAPHS)] = None,
    output: opt.OUTPUT = None,
    kb: opt.KB = opt.DEFAULT_KB,
) -> None:
    """导出知识图谱：文件、条款、单位、时限、指标，每条边带原文依据。格式看 --output 的结尾，不写则为 json。

    写了 --unit，就只要这个单位的条款、共同责任的单位、时限和指标。
    """
    chosen = format_of(form, output, GRAPHS, otherwise="json")
    plans = plans_in(kb, Within(plan, place, everything), unit)
    units = units_named(plans, unit)
    write(GRAPHS[chosen](around(build_graph(plans), units) if unit else build_graph(plans)), output or STDOUT)
