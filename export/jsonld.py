"""JSON-LD: the statements of ``export.linked`` as one graph, self-contained: no context is fetched."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from export.linked import PREFIXES, Iri, Pair, Value, subjects
from export.selection import Share


def write(shares: Sequence[Share]) -> bytes:
    graph = [{"@id": subject.name, **_object(subject.pairs)} for subject in subjects(shares)]
    made = {"@context": PREFIXES, "@graph": graph}
    return (json.dumps(made, ensure_ascii=False, indent=1) + "\n").encode()


def _object(pairs: Sequence[Pair]) -> dict[str, Any]:
    """A name said several times has a list of values."""
    found: dict[str, list[Any]] = {}
    for name, value in pairs:
        if name == "a" and isinstance(value, Iri):
            found.setdefault("@type", []).append(value.name)
        else:
            found.setdefault(name, []).append(_value(value))
    return {name: values[0] if len(values) == 1 else values for name, values in found.items()}


def _value(value: Value) -> Any:
    if isinstance(value, Iri):
        return {"@id": value.name}
    return {"@value": value.text, "@type": value.kind} if value.kind else value.text
