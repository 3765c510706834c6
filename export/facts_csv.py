"""CSV of the facts: a line a responsibility, deadline or target, with the columns of plan-facts/1."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from io import StringIO
from typing import Any

from export.characters import printable
from export.formula import inert
from export.selection import Share
from kb.facts_json import deadline_json, responsibility_json, target_json

_COLUMNS = (
    *("fact", "document", "clause", "unit", "group", "role", "scope", "basis", "certain"),
    *("kind", "value", "high", "indicator", "comparator", "measure", "change", "year", "per", "uncertain"),
    *("start", "end", "surface", "rule"),
)


def write(shares: Sequence[Share]) -> bytes:
    buffer = StringIO(newline="")
    rows = csv.DictWriter(buffer, _COLUMNS, restval="", lineterminator="\r\n")
    rows.writeheader()
    for share in shares:
        for row in _rows(share):
            rows.writerow({name: _cell(value) for name, value in row.items()})
    return buffer.getvalue().encode("utf-8-sig")


def _rows(share: Share) -> Iterator[dict[str, Any]]:
    facts, document = share.facts, {"document": share.document.id}
    for duty in facts.responsibilities:
        yield {"fact": "responsibility", **document, **responsibility_json(duty)}
    for deadline in facts.deadlines:
        yield {"fact": "deadline", **document, **deadline_json(deadline)}
    for target in facts.targets:
        row = target_json(target)
        low, high = target.value if isinstance(target.value, tuple) else (target.value, None)
        yield {"fact": "target", **document, **row, "measure": row.pop("unit"), "unit": None} | {
            "value": low,
            "high": high,
        }


def _cell(value: object) -> str:
    """ "" for what is not known; true and false as JSON writes them."""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else inert(printable(str(value)))
