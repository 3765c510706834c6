"""查询：questions in Chinese, and the same questions as commands."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from commands.parser import Command, new_app
from commands.printing import library, show
from corpus.errors import UnknownUnit
from export import options as opt
from export.options import Format
from export.usage import CHOOSING
from qa import answer as qa
from qa import arguments
from qa.library import Within
from qa.model import Answer
from qa.report import text as answer_text

app = new_app()


def show_answer(answer: Answer, form: Format, *, explain: bool = False) -> None:
    shown = answer_text(answer, explain=explain)
    show(qa.to_json(answer), f"{shown}\n{CHOOSING}" if answer.needed else shown, form)


@app.command("ask", cls=Command)
def ask_command(
    question: Annotated[list[str], typer.Argument(help="问题，如 区财政局负责哪些任务", metavar="问题")],
    explain: Annotated[bool, typer.Option("--explain", help="同时说明问题是怎样理解的")] = False,
    today: opt.TODAY = None,
    plan: opt.PLAN = "",
    place: opt.PLACE = "",
    everything: opt.ALL = False,
    kb: opt.KB = opt.DEFAULT_KB,
    form: opt.FORMAT = Format.text,
) -> None:
    """提问。答案是全部而不是前几条，逐条附原文依据；文中没有的就说没有。"""
    now = today or date.today().isoformat()
    with library(kb) as plans:
        found = plans.ask(" ".join(question), Within(plan, place, everything), today=now)
    show_answer(found, form, explain=explain)


@app.command(cls=Command)
def tasks(
    unit: Annotated[str, typer.Argument(help="单位，简称也可，如 财政局", metavar="单位")],
    plan: opt.PLAN = "",
    place: opt.PLACE = "",
    everything: opt.ALL = False,
    kb: opt.KB = opt.DEFAULT_KB,
    form: opt.FORMAT = Format.text,
) -> None:
    """一个单位负责的全部任务。"""
    with library(kb) as plans:
        answer = plans.tasks(arguments.words(unit, "财政局"), Within(plan, place, everything))
    if answer.status == "unknown_unit":
        raise UnknownUnit(answer.text)
    show_answer(answer, form)


@app.command(cls=Command)
def owners(
    topic: Annotated[str, typer.Argument(help="任务的主题或编号，如 平安校园、第14条", metavar="主题")],
    plan: opt.PLAN = "",
    place: opt.PLACE = "",
    everything: opt.ALL = False,
    kb: opt.KB = opt.DEFAULT_KB,
    form: opt.FORMAT = Format.text,
) -> None:
    """一项任务由哪些单位负责。"""
    with library(kb) as plans:
        answer = plans.owners(arguments.words(topic, "平安校园"), Within(plan, place, everything))
    show_answer(answer, form)


@app.command(cls=Command)
def targets(
    topic: Annotated[str, typer.Argument(help="指标，如 毛入学率；不写则列全部", metavar="指标")] = "",
    year: opt.YEAR = None,
    plan: opt.PLAN = "",
    place: opt.PLACE = "",
    everything: opt.ALL = False,
    kb: opt.KB = opt.DEFAULT_KB,
    form: opt.FORMAT = Format.text,
) -> None:
    """指标的目标值。"""
    with library(kb) as plans:
        answer = plans.targets(topic, year, Within(plan, place, everything))
    show_answer(answer, form)


@app.command(cls=Command)
def deadlines(
    year: opt.YEAR = None,
    before: opt.BEFORE = None,
    every: opt.EVERY = None,
    plan: opt.PLAN = "",
    place: opt.PLACE = "",
    everything: opt.ALL = False,
    kb: opt.KB = opt.DEFAULT_KB,
    form: opt.FORMAT = Format.text,
) -> None:
    """什么事什么时候办完；周期性的任务用 --every。"""
    with library(kb) as plans:
        answer = plans.deadlines(Within(plan, place, everything), year=year, before=before, every=every)
    show_answer(answer, form)
