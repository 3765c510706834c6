"""会话里的命令：one record each, in the order of the help."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from commands.chat.choice import chosen, listed
from commands.chat.model import Said, Session
from corpus.errors import InputError
from export.answers import FORMATS, write
from export.files import save
from export.options import format_of
from graph.titles import quoted_titles
from qa.model import START, Turn
from qa.report import explanation, proof

EXAMPLE = """直接输入问题；省了单位、主题、年份的，接着上一问：
  问> 区财政局负责哪些任务
  问> 其中2024年的呢
  问> 那教体局呢
  问> 校园安全谁牵头
  问> 什么时候完成"""
# An input method for Chinese writes what the key of the slash gives in one of these ways.
LEADS = ("/", "／", "、")
KEYS = "按键：Tab 补全单位、指标、方案和命令，上下键找回问过的，Ctrl-C 放弃这一行或中断作答，Ctrl-D 退出。"


@dataclass(frozen=True, slots=True)
class Slash:
    """A command of the session: what follows it is ``run`` with; ``choices`` are words that may follow."""

    name: str
    english: str
    usage: str
    line: str
    run: Callable[[Session, str], tuple[Session, str]]
    choices: tuple[str, ...] = ()
    ends: bool = False


def remark(line: str, text: str, *, status: str = "done") -> Said:
    """What is said to a command, or instead of an answer (``refused``): chat-remark/1 for a program."""
    return Said(text, {"schema": "chat-remark/1", "line": line, "status": status, "text": text})


def _last(session: Session) -> Turn:
    if session.last is None:
        raise InputError("还没有问过；请先提一个问题，如 区财政局负责哪些任务。")
    return session.last


def _help(session: Session, words: str) -> tuple[Session, str]:
    usages = [f"/{slash.name}{slash.usage and ' '}{slash.usage}" for slash in SLASHES]
    width = max(map(_columns, usages))
    rows = [
        f"  {usage}{' ' * (width - _columns(usage))}  {slash.line}"
        for usage, slash in zip(usages, SLASHES, strict=True)
    ]
    english = " ".join(f"/{slash.english}" for slash in SLASHES)
    return session, "\n".join([EXAMPLE, "", "命令：", *rows, f"也可以写 {english}。", KEYS])


def _columns(text: str) -> int:
    """Half-width columns: a Chinese character is two."""
    return sum(1 + (char > "\u2000") for char in text)


def _proofs(session: Session, words: str) -> tuple[Session, str]:
    if words in ("开", "关"):
        on = words == "开"
        return replace(session, proofs=on), "以后每个回答都附原文依据。" if on else "以后回答不附原文依据。"
    if words:
        raise InputError(f"/依据 后面只能写 开 或 关，不能写 {words}。")
    return session, proof(_last(session).answer) or "上一个回答没有原文依据。"


def _explain(session: Session, words: str) -> tuple[Session, str]:
    last = _last(session)
    full = [f"读作    {'；'.join(last.read_as)}"] if last.read_as else []
    return session, "\n".join([*full, explanation(last.answer)])


def _plans(session: Session, words: str) -> tuple[Session, str]:
    """A new choice of plans keeps the subject of the conversation, but not the plans that it was about."""
    if not words:
        return session, listed(session.held, session.plans)
    plans = session.held if words in ("全部", "all") else chosen(session.held, words)
    titles = "".join(quoted_titles(plan.document for plan in plans).values())
    told = f"以后问全部{len(plans)}份方案。" if len(plans) == len(session.held) else f"以后只问{titles}。"
    return replace(session, plans=plans, thread=replace(session.thread, scope=START.scope)), told


def _save(session: Session, words: str) -> tuple[Session, str]:
    if not words:
        raise InputError("没有写文件名；请写成 /导出 文件名.csv。")
    path = Path(os.path.expanduser(words))
    form = format_of(None, path, FORMATS, otherwise="csv")
    save(write(_last(session).answer, session.held, form, session.remarks), path)
    return session, f"已写入 {path}"


def _nothing(session: Session, words: str) -> tuple[Session, str]:
    return session, ""


SLASHES: tuple[Slash, ...] = (
    Slash("帮助", "help", "", "这份说明", _help),
    Slash("依据", "proof", "[开|关]", "上一个回答的原文依据；开：每个回答都附", _proofs, ("开", "关")),
    Slash("解释", "explain", "", "上一个问题是怎样理解的", _explain),
    Slash("方案", "plans", "[序号或标题|全部]", "列出方案；写了哪几份，以后就只问哪几份", _plans, ("全部",)),
    Slash(
        "导出",
        "save",
        "文件",
        "把上一个回答写成 .csv 或 .json；它讲到的任务写成 .xlsx .docx .pdf .ics 等",
        _save,
    ),
    Slash("退出", "exit", "", "结束", _nothing, ends=True),
)
