"""Turtle: the statements of ``export.linked``, in their order."""

from __future__ import annotations

import json
from collections.abc import Sequence

from export.linked import PREFIXES, Blank, Iri, Pair, Subject, Value, subjects
from export.selection import Share


def write(shares: Sequence[Share]) -> bytes:
    heads = [f"@prefix {prefix}: <{name}> ." for prefix, name in PREFIXES.items()]
    return "\n".join([*heads, "", *map(_subject, subjects(shares)), ""]).encode()


def _subject(subject: Subject) -> str:
    return f"<{subject.name}>\n    {_pairs(subject.pairs, '    ')} .\n"


def _pairs(pairs: Sequence[Pair], indent: str) -> str:
    return f" ;\n{indent}".join(f"{name} {_value(value, indent)}" for name, value in pairs)


def _value(value: Value, indent: str) -> str:
    if isinstance(value, Blank):
        inner = f"{indent}    "
        return f"[\n{inner}{_pairs(value.pairs, inner)} ]"
    if isinstance(value, Iri):
        return value.name if value.name.partition(":")[0] in PREFIXES else f"<{value.name}>"
    # The escapes of a JSON string are escapes of Turtle too.
    text = json.dumps(value.text, ensure_ascii=False)
    return f"{text}^^{value.kind}" if value.kind else text
