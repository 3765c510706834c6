"""Whether an answer (plan-answer/1) is as it was expected, for every file of questions.

clauses                  the labels of the tasks answered, just these
clauses_any              just these of one of the lists
clauses_include          at least these
units                    the names of the units answered, just these
count, status            the number; one of the states
contains, not_contains   what the text has, all of it; what it has nowhere
contains_any             what the text has, at least one of it
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Json = dict[str, Any]


def tasks(answer: Json) -> set[str]:
    """Labels of tasks; what stands inside a task counts for it."""
    found = set()
    for clause in answer["clauses"]:
        if clause["kind"] == "measure":
            found.add(clause["label"])
        elif clause["kind"] in ("item", "paragraph", "table_row"):
            found.update([part for part in clause["path"].split("/") if part.isdigit()][-1:])
    return found


def _units(answer: Json) -> set[str]:
    return {unit["unit"] for unit in answer["units"]}


def _says(answer: Json, words: str) -> bool:
    """Blanks are of the layout."""
    return words.replace(" ", "") in answer["answer"].replace(" ", "")


CHECKS: dict[str, Callable[[Json, Any], bool]] = {
    "clauses": lambda answer, labels: tasks(answer) == set(labels),
    "clauses_any": lambda answer, lists: any(tasks(answer) == set(labels) for labels in lists),
    "clauses_include": lambda answer, labels: tasks(answer) >= set(labels),
    "units": lambda answer, names: _units(answer) == set(names),
    "count": lambda answer, number: answer["count"] == number,
    "status": lambda answer, states: answer["status"] in states,
    "contains": lambda answer, pieces: all(_says(answer, piece) for piece in pieces),
    "contains_any": lambda answer, pieces: any(_says(answer, piece) for piece in pieces),
    "not_contains": lambda answer, pieces: not any(_says(answer, piece) for piece in pieces),
}


def wrong(expect: Json, answer: Json) -> list[str]:
    """What is not as expected, each with what there is instead; a check that is not known is a KeyError."""
    return [
        f"{name} 应为 {wanted}，实为 {_found(name, answer)}"
        for name, wanted in expect.items()
        if not CHECKS[name](answer, wanted)
    ]


def _found(name: str, answer: Json) -> object:
    kind = name.split("_")[0]
    if kind in ("count", "status"):
        return answer[kind]
    return (
        sorted(tasks(answer)) if kind == "clauses" else sorted(_units(answer)) if kind == "units" else "所答"
    )
