"""Many processes give what one gives, in the same order, and none of them can take the rest with it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import crewing
import pytest

from kb.crew import Job, results


def job(work: Callable[[Any], Any], known: Callable[[Any], Any] = lambda _: None) -> Job[Any, Any]:
    return Job(work, known, lambda thing: f"lost {thing}", "crewing")


@pytest.mark.parametrize("workers", [1, 2, 5])
def test_results_come_in_the_order_of_the_things(workers: int) -> None:
    assert list(results(job(crewing.twice), range(40), workers)) == [2 * n for n in range(40)]


def test_what_is_known_is_not_worked_on() -> None:
    """Even where all the things that may be looked at ahead are known."""
    known = job(crewing.faulty, lambda number: -1 if number != 90 else None)
    assert list(results(known, range(100), 2)) == [*[-1] * 90, 0, *[-1] * 9]


def test_the_work_is_shared() -> None:
    pids = set(results(job(crewing.pid_of), range(12), 3))
    assert len(pids) == 3


def test_a_thing_that_ends_its_worker_is_lost_alone() -> None:
    assert list(results(job(crewing.fatal), range(8), 2)) == [0, 1, 2, "lost 3", 4, 5, 6, 7]


def test_a_worker_that_ended_by_chance_costs_nothing(tmp_path: Path) -> None:
    things = [tmp_path / name for name in ("甲", "乙.once", "丙", "丁")]
    assert list(results(job(crewing.fatal_once), things, 2)) == ["甲", "乙.once", "丙", "丁"]


def test_where_no_process_can_be_had_this_one_works(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: object) -> None:
        raise OSError("AF_UNIX path too long")

    monkeypatch.setattr("kb.crew._Crew._hired", refuse)
    assert list(results(job(crewing.twice), range(40), 2)) == [2 * n for n in range(40)]


def test_a_fault_of_the_program_is_not_hidden() -> None:
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        list(results(job(crewing.faulty), [1, 0], 2))


def test_things_are_taken_only_a_little_ahead() -> None:
    taken: list[int] = []

    def things() -> Any:
        for number in range(1000):
            taken.append(number)
            yield number

    found = results(job(crewing.twice), things(), 2)
    assert next(found) == 0
    found.close()
    assert len(taken) < 50
