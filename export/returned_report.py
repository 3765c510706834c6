"""What ``policykb import-ledger`` says: import-ledger/1 for programs, a line a change for people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from export.place import task_at
from export.returned import Change
from export.verify import Verdict
from kb.model import Plan


def as_json(changes: Sequence[Change], plans: Sequence[Plan]) -> dict[str, Any]:
    return {"schema": "import-ledger/1", "changes": [_json(change, plans) for change in changes]}


def _json(change: Change, plans: Sequence[Plan]) -> dict[str, Any]:
    new, old = change.new, change.old
    return {
        "kind": change.kind,
        "document": new.document,
        "clause": new.clause,
        "task": _task(change, plans),
        "field": new.field,
        "old": old.value if old else None,
        "old_origin": old.origin if old else None,
        "new": new.value,
        "origin": new.origin,
    }


def as_text(changes: Sequence[Change], plans: Sequence[Plan], edited: Verdict) -> str:
    lines = [_line(change, plans) for change in changes]
    head = f"收到 {len(changes)} 处：" if changes else "没有新的进展或备注。"
    count = len(edited.faults)
    tail = [f"另有 {count} 处与方案不符，没有收；用 policykb verify-export 逐处查看。"] if count else []
    return "\n".join([head, *lines, *tail])


def _line(change: Change, plans: Sequence[Plan]) -> str:
    new, old = change.new, change.old
    said = f"“{old.value}”改为“{new.value}”" if old else f"“{new.value}”"
    return f"  {change.kind}  {_task(change, plans)}  {new.field}：{said}  （{new.origin}）"


def _task(change: Change, plans: Sequence[Plan]) -> str:
    hashes = {plan.document.source.sha256: plan.document for plan in plans}
    return task_at(hashes[change.new.document], change.new.clause)
