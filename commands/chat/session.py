"""The conversation: a pure step from a session and a line to the next session and what is said."""

from __future__ import annotations

from dataclasses import replace

from commands.chat.model import Said, Session
from commands.chat.slashes import LEADS, SLASHES, Slash, remark
from corpus.errors import InputError
from graph.wording import plan_title
from qa.answer import to_json, turn
from qa.model import Turn
from qa.report import proof, said


def step(session: Session, line: str, *, today: str) -> tuple[Session, Said]:
    """Raises PolicyError for a command that cannot be carried out; the session then goes on as it was."""
    if any("\ud800" <= char <= "\udfff" for char in line):
        raise InputError("这一行有不是 UTF-8 的字节；请改用 UTF-8 编码输入。")
    if line.startswith(LEADS):
        return _commanded(session, line)
    asked = turn(line, session.plans, today=today, thread=session.thread)
    text = said(asked.answer)
    if session.proofs:
        text = "\n\n".join(filter(None, (text, proof(asked.answer))))
    record = {**to_json(asked.answer), "read_as": "；".join(asked.read_as) or None}
    return replace(session, last=asked, thread=asked.thread), Said(text, record, _aside(asked))


def _commanded(session: Session, line: str) -> tuple[Session, Said]:
    name, rest = (*line[1:].split(maxsplit=1), "", "")[:2]
    slash = _named(name.lower())
    if slash is None:
        known = " ".join(f"/{slash.name}" for slash in SLASHES)
        raise InputError(f"没有命令 /{name}；可用的有 {known}。")
    changed, words = slash.run(session, rest)
    return changed, replace(remark(line, words), over=slash.ends)


def _named(name: str) -> Slash | None:
    return next((slash for slash in SLASHES if name in (slash.name, slash.english)), None)


def _aside(asked: Turn) -> str:
    """How a question that goes on from the one before it was taken."""
    plans = [f"《{plan_title(plan.document)}》" for plan in asked.thread.scope if asked.kept]
    taken = [f"读作：{'；'.join(asked.read_as)}"] if asked.read_as else []
    if plans:
        taken.append(f"只问{plans[0]}{f'等{len(plans)}份' if plans[1:] else ''}，要问全部请输入 /方案 全部")
    return f"（接上一问，{'；'.join(taken)}）" if taken else ""
