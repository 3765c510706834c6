"""共同责任单位：the units that stand in the tasks of a unit."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from export.tasks import Task


def partners(tasks: Iterable[Task], names: Collection[str]) -> tuple[tuple[str, tuple[Task, ...]], ...]:
    """Every unit of other names with the tasks it has in common, those with the most first."""
    shared: dict[str, list[Task]] = {}
    for task in tasks:
        for unit in task.duties_by_unit():
            if unit not in names:
                shared.setdefault(unit, []).append(task)
    return tuple(sorted(((unit, tuple(own)) for unit, own in shared.items()), key=lambda pair: -len(pair[1])))
