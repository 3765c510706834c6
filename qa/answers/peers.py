"""几地的同名单位：湛江市财政局 and 广州市财政局 stand in plans of their own and are answered side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.model import Clause
from graph.titles import quoted_titles
from kb.called import places
from kb.model import Plan, Responsibility
from qa.answers.tasks import lines, narrowed
from qa.answers.wanted import TOGETHER, Wanted
from qa.model import Asked, Named, Query, Reply, Rows
from qa.show import role_name
from qa.views import counted, rows_of


@dataclass(frozen=True, slots=True)
class Peer:
    """A unit as the question calls it, with its tasks in the plans of its place."""

    words: str
    want: Wanted
    found: tuple[tuple[Plan, tuple[Clause, ...]], ...]

    @property
    def count(self) -> int:
        return sum(len(counted(clauses)) for _, clauses in self.found)

    def facts(self) -> list[Responsibility]:
        return [r for plan, clauses in self.found for c in clauses for r in self.want.rows(plan, c)]


def answer(asked: Asked, *, compared: bool) -> Reply | None:
    """Each unit with its own tasks; None where the question does not name units of several places."""
    own = [(named, _plans(named, asked.plans)) for named in asked.slots.units]
    if not _apart(own):
        return None
    peers = [_peer(named, plans, asked) for named, plans in own]
    joint = not compared and bool(TOGETHER.search(asked.slots.shape))
    counts = [peer.count for peer in peers]
    rows = Rows(
        tuple(row for peer in peers for plan, cs in peer.found for row in rows_of(plan, cs)),
        tuple(fact for peer in peers for fact in peer.facts()),
    )
    role = role_name(peers[0].want.role)
    query = Query(
        "任务", (f"{role}含 {' 或 '.join(p.words for p in peers)}",), "按单位计数比较" if compared else ""
    )
    body = "\n".join([_head(peers, joint=joint, compared=compared), *(_lines(peer, asked) for peer in peers)])
    return Reply("answered", body, query, 0 if joint else max(counts) if compared else sum(counts), rows)


def _plans(named: Named, plans: Sequence[Plan]) -> tuple[Plan, ...]:
    """The plans of the place that the words begin with."""
    return tuple(p for p in plans if named.words.startswith(places(p.document.header.jurisdiction) or ("?",)))


def _apart(own: Sequence[tuple[Named, tuple[Plan, ...]]]) -> bool:
    """Several units, each of a place of its own, and none to be left out."""
    ids = [frozenset(p.document.id for p in plans) for _, plans in own]
    clear = all(named.units and not named.negated and plans for named, plans in own)
    return clear and len(ids) > 1 and sum(map(len, ids)) == len(frozenset().union(*ids))


def _peer(named: Named, plans: Sequence[Plan], asked: Asked) -> Peer:
    roles = asked.slots.roles
    want = Wanted((named.units,), role=roles[0] if len(roles) == 1 else None)
    found = [(plan, tuple(narrowed(plan, want.tasks(plan), asked.slots))) for plan in plans]
    return Peer(named.words, want, tuple(found))


def _head(peers: Sequence[Peer], *, joint: bool, compared: bool) -> str:
    said = "、".join(f"{peer.words}{peer.count}条" for peer in peers)
    if joint:
        names = "和".join(peer.words for peer in peers)
        return f"没有共同的任务：{names}分属不同地方的方案，没有一份同时列着它们。各自的有{said}："
    if not compared:
        return f"{said}："
    most = max(peer.count for peer in peers)
    top = [peer.words for peer in peers if peer.count == most]
    return f"{said}；" + (f"{'和'.join(top)}一样多。" if len(top) > 1 else f"较多的是{top[0]}。")


def _lines(peer: Peer, asked: Asked) -> str:
    named = quoted_titles(plan.document for plan, _ in peer.found)
    told = [
        f"{named[plan.document.id]}\n" + "\n".join(lines(plan, peer.want.of(plan), cs, asked.slots))
        for plan, cs in peer.found
    ]
    return "\n".join(told)
