"""查询：``policykb chat``, for a person at a terminal and for lines that come through a pipe."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated

import typer

from commands.chat.choice import chosen
from commands.chat.completion import candidates
from commands.chat.model import Said, Session
from commands.chat.session import step
from commands.chat.slashes import remark
from commands.parser import Command, loaded, new_app
from commands.printing import plans_in
from corpus.errors import InputError, StoreError
from export import options as opt
from export.options import Format
from export.process import emit, verdict
from kb.carrying import remarks_on
from kb.store import Store
from qa.completion import Candidate
from qa.library import Within

PROMPT = "问> "
GREETING = "直接提问；Tab 补全，/依据 看上一答的原文，/帮助 看用法，Ctrl-D 退出。"
app = new_app()


@dataclass(frozen=True, slots=True)
class Front:
    """Where lines come from, how answers and remarks beside them are shown; ``edited`` by a person."""

    lines: Iterator[str]
    aside: Callable[[str], None]
    form: Format
    edited: bool


@app.command("chat", cls=Command)
def chat_command(
    plan: Annotated[
        list[str] | None, typer.Option("--plan", help="只问这份方案：标题的一部分；可写几次", metavar="标题")
    ] = None,
    place: opt.PLACE = "",
    everything: opt.ALL = False,
    no_history: Annotated[bool, typer.Option("--no-history", help="不记下问过的话")] = False,
    today: opt.TODAY = None,
    kb: opt.KB = opt.DEFAULT_KB,
    form: opt.FORMAT = Format.text,
) -> None:
    """一问一答，记得上一问：其中2024年的呢，那教体局呢。

    \b
    问> 区财政局负责哪些任务
    问> 其中2024年的呢
    问> 那教体局呢
    问> /依据            上一个回答的原文依据
    问> /帮助            会话里的全部命令

    Tab 补全单位、指标、方案和命令；上下键找回问过的话；Ctrl-D 退出。

    也可以从管道读问题，一行一问；加 --format json，一行打印一个 JSON。
    """
    only = plan[0] if plan and len(plan) == 1 else ""
    held = plans_in(kb, Within(only, place, everything))
    with Store.open(kb) as store:
        remarks = remarks_on(store, held)
    if not held:
        raise StoreError(kb, "知识库里还没有方案", f"请先运行 policykb ingest 方案文件 --kb {kb}")
    session = Session(held, chosen(held, "\n".join(plan)) if plan else held, remarks=remarks)
    front = _front(lambda typed: candidates(typed, session), form, keep=not no_history)
    if front.edited and form is Format.text:
        front.aside(f"共{len(session.plans)}份方案。{GREETING}")
    over = False
    for line in filter(None, map(str.strip, front.lines)):
        session, over = _answered(session, line, front, today or date.today().isoformat())
        if over:
            break


def _front(complete: Callable[[str], Iterable[Candidate]], form: Format, *, keep: bool) -> Front:
    if sys.stdin is None:
        raise InputError("标准输入已经关闭，没有问题可读；请从终端运行，或用管道送来问题。")
    if sys.stdin.isatty() and sys.stdout is not None and sys.stdout.isatty():
        prompt = loaded("chat.prompt")
        return Front(prompt.lines(PROMPT, complete, keep=keep), prompt.aside, form, edited=True)
    return Front(_piped(form), lambda text: emit(f"{text}\n"), form, edited=False)


def _piped(form: Format) -> Iterator[str]:
    """Lines as they come, each shown before its answer as it would stand at a terminal."""
    for raw in sys.stdin.buffer:
        line = raw.decode("utf-8", "surrogateescape").removeprefix("\ufeff")
        if line.strip() and form is Format.text:
            emit(f"{PROMPT}{line.strip()}\n")
        yield line


def _answered(session: Session, line: str, front: Front, today: str) -> tuple[Session, bool]:
    """The session after the line, and whether it is over; Ctrl-C leaves a person's session as it was."""
    try:
        after, said = _said(session, line, today)
        _tell(said, front)
    except KeyboardInterrupt:
        if not front.edited:
            raise
        front.aside("（这一问中断了）")
        return session, False
    return after, said.over


def _said(session: Session, line: str, today: str) -> tuple[Session, Said]:
    """Whatever goes wrong with one line is a sentence, and the session goes on."""
    try:
        return step(session, line, today=today)
    except Exception as error:
        return session, remark(line, verdict(error)[0], status="refused")


def _tell(said: Said, front: Front) -> None:
    if said.over:
        return
    if front.form is Format.json:
        emit(f"{json.dumps(said.record, ensure_ascii=False)}\n")
        return
    if said.aside:
        front.aside(said.aside)
    emit(f"{said.text}\n\n")
