"""待核：places whose reading rests on a restoration that may be wrong."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.model import Repair
from kb.lint.model import Note
from kb.model import Plan


def doubtful(plan: Plan) -> Iterator[Note]:
    """One note a place: of restorations that overlap, the longest."""
    doubts = sorted(
        (repair for repair in plan.facts.repairs if not repair.certain),
        key=lambda repair: (-len(repair.span), repair.span.start),
    )
    kept: list[Repair] = []
    for repair in doubts:
        if not any(repair.span.overlaps(other.span) for other in kept):
            kept.append(repair)
    for repair in sorted(kept, key=lambda repair: repair.span):
        clause = plan.document.clause_at(repair.span.start)
        words = f"此处读法待核：{repair.reason}，暂读作“{repair.restored}”，请与原件核对。"
        yield Note(clause.id if clause else "", repair.span, words)
