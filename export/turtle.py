"""Turtle: the statements of ``export.linked``, in their order."""

from __future__ import annotations

import json
from collections.abc import Sequence

from export.linked import PREFIXES, Iri, Subject, Value, subjects
from export.selection import Share


def write(shares: Sequence[Share]) -> bytes:
    heads = [f"@prefix {prefix}: <{name}> ." for prefix, name in PREFIXES.items()]
    return "\n".join([*heads, "", *map(_subject, subjects(shares)), ""]).encode()


def _subject(subject: Subject) -> str:
    pairs = " ;\n    ".join(f"{name} {_value(value)}" for name, value in subject.pairs)
    return f"<{subject.name}>\n    {pairs} .\n"


def _value(value: Value) -> str:
    if isinstance(value, Iri):
        return value.name if value.name.partition(":")[0] in PREFIXES else f"<{value.name}>"
    # The escapes of a JSON string are escapes of Turtle too.
    text = json.dumps(value.text, ensure_ascii=False)
    return f"{text}^^{value.kind}" if value.kind else text
