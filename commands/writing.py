"""导出：the responsibility matrix and the graph as files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from commands.parser import Command, new_app
from commands.printing import plans_in, write
from export import options as opt
from export.files import STDOUT
from export.formats import GRAPHS, MATRICES
from export.matrix import matrix as build_matrix
from export.options import file_format, format_of
from graph.build import build as build_graph

app = new_app()


@app.command("matrix", cls=Command)
def matrix_command(
    form: Annotated[str | None, file_format(MATRICES)] = None,
    output: opt.OUTPUT = None,
    kb: opt.KB = opt.DEFAULT_KB,
) -> None:
    """导出责任矩阵（任务×单位）和任务台账；csv 只有台账。格式看 --output 的结尾，不写则为 xlsx。"""
    chosen = format_of(form, output, MATRICES, otherwise="xlsx")
    write(MATRICES[chosen](build_matrix(plans_in(kb))), output or Path(f"责任矩阵.{chosen}"))


@app.command("graph", cls=Command)
def graph_command(
    form: Annotated[str | None, file_format(GRAPHS)] = None,
    output: opt.OUTPUT = None,
    kb: opt.KB = opt.DEFAULT_KB,
) -> None:
    """导出知识图谱：文件、条款、单位、时限、指标，每条边带原文依据。格式看 --output 的结尾，不写则为 json。"""
    chosen = format_of(form, output, GRAPHS, otherwise="json")
    write(GRAPHS[chosen](build_graph(plans_in(kb))), output or STDOUT)
