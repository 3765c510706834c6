"""共同责任单位：the units that stand in the tasks of a unit."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from export.tasks import Task
from kb.called import organ_of


def partners(tasks: Iterable[Task], names: Collection[str]) -> tuple[tuple[str, tuple[Task, ...]], ...]:
    """Every unit of other names with the tasks it has in common, those with the most first.

    Names of one national organ are one unit, under that which stands in the tasks first.
    """
    own = {organ_of(name) for name in names}
    called: dict[str, str] = {}
    shared: dict[str, list[Task]] = {}
    for task in tasks:
        for organ, unit in {organ_of(unit): unit for unit in task.duties_by_unit()}.items():
            if organ not in own:
                shared.setdefault(called.setdefault(organ, unit), []).append(task)
    found = ((unit, tuple(together)) for unit, together in shared.items())
    return tuple(sorted(found, key=lambda pair: -len(pair[1])))
