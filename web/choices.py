"""补全：what may follow what was typed: units, indicators, places and plans that the store has."""

from __future__ import annotations

from collections.abc import Iterator

from kb.contents import Contents

MOST = 20
_LONGEST = 40


def completions(contents: Contents, typed: str) -> list[dict[str, str]]:
    """The end of what was typed made whole: names that begin with the longest end that begins any.

    Where none begins so, the names that hold all that was typed; the most used stand first.
    """
    words = typed.strip()
    for at in range(max(0, len(words) - _LONGEST), len(words)):
        found = [(kind, words[:at] + name) for kind, name in _names(contents) if name.startswith(words[at:])]
        if found:
            return _told(found)
    return _told([(kind, name) for kind, name in _names(contents) if words in name])


def _told(found: list[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"value": value, "kind": kind} for kind, value in dict.fromkeys(found)][:MOST]


def _names(contents: Contents) -> Iterator[tuple[str, str]]:
    for unit in contents.units:
        yield "单位", unit.name
    for indicator in contents.indicators:
        yield "指标", indicator.name
    for place in contents.places:
        yield "地方", place
    for plan in contents.plans:
        yield "方案", plan.title
