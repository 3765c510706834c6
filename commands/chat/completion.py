"""会话里的补全：commands of the session and what may follow them; else the end of a question."""

from __future__ import annotations

from commands.chat.model import Session
from commands.chat.slashes import LEADS, SLASHES
from graph.wording import plan_title
from qa.completion import Candidate, Kind, ending, kinds, titles


def candidates(typed: str, session: Session) -> tuple[Candidate, ...]:
    if not typed.startswith(LEADS):
        return ending(typed, kinds(session.plans))
    name, space, rest = typed[1:].partition(" ")
    if not space:
        fits = [s for s in SLASHES if s.name.startswith(name) or s.english.startswith(name)]
        return tuple(Candidate(slash.name, len(name)) for slash in fits)
    choices = next((slash.choices for slash in SLASHES if name in (slash.name, slash.english)), ())
    held = titles(f"《{plan_title(plan.document)}》" for plan in session.held)
    may_follow = (Kind("", choices), held) if "全部" in choices else (Kind("", choices),)
    if not rest:
        return tuple(Candidate(word, 0) for kind in may_follow for word in kind.words)
    return ending(rest, may_follow)
