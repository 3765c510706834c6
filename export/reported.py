"""收回的填报: what stands reported and what does not: remarks/1 for programs, a line each for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from corpus.errors import printable
from export.place import task_at
from graph.wording import plan_title
from kb.carrying import NOTHING, Reports
from kb.model import Plan
from kb.remarks import Remark

PRESENT, CARRIED, LEFT, ORPHAN = "现行", "沿用", "未沿用", "无方案"


@dataclass(frozen=True, slots=True)
class Entry:
    """``state``: 现行 written for the present version; 沿用 for an older one of which the clause is unchanged;
    未沿用 for an older one of which it is not; 无方案 for what is no version of a present plan.

    ``written`` is the hash of the version it was written for; ``plan`` and ``task`` are "" where there is none.
    """

    state: str
    plan: str
    task: str
    clause: str
    field: str
    value: str
    origin: str
    written: str


def entries(plans: Sequence[Plan], told: Mapping[str, Reports], lost: Iterable[Remark]) -> tuple[Entry, ...]:
    """Plan by plan, what stands first; then what has no plan."""
    of_plans = (
        entry for plan in plans for entry in _of(plan, told.get(plan.document.source.sha256, NOTHING))
    )
    return (*of_plans, *(_entry(ORPHAN, None, "", remark, remark.document) for remark in lost))


def _of(plan: Plan, reported: Reports) -> Iterator[Entry]:
    for each in reported.standing:
        task = task_at(plan.document, each.remark.clause)
        yield _entry(CARRIED if each.is_carried else PRESENT, plan, task, each.remark, each.written)
    for remark in reported.left:
        yield _entry(LEFT, plan, "", remark, remark.document)


def _entry(state: str, plan: Plan | None, task: str, remark: Remark, written: str) -> Entry:
    title = plan_title(plan.document) if plan else ""
    return Entry(state, title, task, remark.clause, remark.field, remark.value, remark.origin, written)


def as_json(found: Sequence[Entry]) -> dict[str, Any]:
    return {"schema": "remarks/1", "remarks": [asdict(entry) for entry in found]}


def as_text(found: Sequence[Entry]) -> str:
    return "\n".join(map(_line, found)) or "还没有收回进展或备注。"


def _line(entry: Entry) -> str:
    task = entry.task or f"条款 {entry.clause or '之外'}"
    plan = f"《{entry.plan}》" if entry.plan else ""
    version = "" if entry.state == PRESENT else f"写给{'旧版' * bool(plan)} {entry.written[:12]}，"
    return printable(
        f"{entry.state}  {plan}{task}  {entry.field}：“{entry.value}”  （{version}{entry.origin}）"
    )
