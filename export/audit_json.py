"""账目（JSON）: plan-audit/1, every stretch and every item with its uses or its reason."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from export import audit_words as words
from kb.audit import Item, Kind, Ledger, Place, Share
from kb.facts_json import dumps


def write(ledgers: Sequence[Ledger]) -> bytes:
    value = {"schema": "plan-audit/1", "plans": [_plan(ledger) for ledger in ledgers]}
    return (dumps(value) + "\n").encode("utf-8", "replace")


def _plan(ledger: Ledger) -> dict[str, Any]:
    document = ledger.document
    return {
        "name": document.source.name,
        "title": document.header.title,
        "sha256": document.source.sha256,
        "characters": {
            **_share(ledger.characters),
            "places": {place.name.lower(): ledger.count(place) for place in Place},
        },
        **{f"{kind}s": _share(ledger.share(kind)) for kind in Kind},
        "stretches": [
            {"place": stretch.place.name.lower(), "start": stretch.span.start, "end": stretch.span.end}
            for stretch in ledger.stretches
        ],
        "items": [_item(ledger, item) for item in ledger.items],
    }


def _share(share: Share) -> dict[str, Any]:
    return {
        "total": share.total,
        "used": share.used,
        "explained": share.explained,
        "percent": round(share.percent, 2),
    }


def _item(ledger: Ledger, item: Item) -> dict[str, Any]:
    reason = item.reason
    return {
        "kind": item.kind.value,
        "clause": item.clause,
        "path": words.path(ledger, item) if item.clause else "",
        "start": item.span.start,
        "end": item.span.end,
        "surface": item.span.of(ledger.document.text),
        "uses": [{"fact": use.fact, "clause": use.clause, "rule": use.rule} for use in item.uses],
        "reason": {"text": reason.text, "rule": reason.rule} if reason else None,
        "explained": item.explained,
    }
