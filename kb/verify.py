"""The whole knowledge base checked: the file, the ledger, and every version of every plan."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from shlex import quote
from typing import Any

from kb.catalogue import Check
from kb.soundness import faults
from kb.store import Store

_UNREADABLE = (sqlite3.Error, ArithmeticError, LookupError, TypeError, ValueError)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong where, and the way out."""

    place: str
    what: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """``plans`` are the present versions, ``older`` the superseded ones."""

    plans: int
    older: int
    problems: tuple[Problem, ...]

    def as_json(self) -> dict[str, Any]:
        """kb-verify/1."""
        problems = [asdict(problem) for problem in self.problems]
        return {
            "schema": "kb-verify/1",
            "sound": not problems,
            "plans": self.plans,
            "older": self.older,
            "problems": problems,
        }


def verify(path: Path, *, watch: Callable[[tuple[int, ...]], Iterable[int]] = iter) -> Verdict:
    """Read everything and hold it to its seals; raises StoreError where the file cannot even be opened."""
    again = f"请移开 {path}，用原方案重新入库，或从备份恢复（policykb import-kb）"
    with Store.open(path) as store, store.moment():
        file = [*_told(store.file_faults, "数据页读不出来"), *_told(store.ledger_faults, "总账读不出来")]
        problems = [Problem(str(path), what, again) for what in file]
        states: list[bool] = []
        catalogue = Check()
        try:
            keys = watch(store.keys(superseded=True))
            states.extend(_check(store, key, problems, catalogue) for key in keys)
        except _UNREADABLE:
            problems.append(Problem(str(path), f"第 {len(states) + 1} 份文件以后读不下去", again))
        if not problems:
            anew = f"请重建：policykb reindex --full --kb {quote(str(path))}"
            wrong = _told(partial(store.catalogue_faults, catalogue), "目录读不出来")
            problems.extend(Problem(str(path), what, anew) for what in wrong)
    return Verdict(states.count(False), states.count(True), tuple(problems))


def _told(check: Callable[[], Iterator[str]], otherwise: str) -> list[str]:
    try:
        return list(check())
    except _UNREADABLE:
        return [otherwise]


def _check(store: Store, key: int, problems: list[Problem], catalogue: Check) -> bool:
    """Add what is wrong with a document; whether it is a superseded one."""
    try:
        found = store.record(key)
    except _UNREADABLE:
        again = f"请用原方案重新入库：policykb ingest 方案文件 --kb {store.path}"
        problems.append(Problem(f"第 {key} 号文件", "记录读不出来", again))
        return False
    kb = quote(str(store.path))
    path, old = str(found.head["path"]), bool(found.head.get("superseded"))
    remedy = (
        f"请移除旧版：policykb remove {quote(path)} --old --kb {kb}"
        if old
        else f"请用原方案重新入库：policykb ingest {quote(path)} --kb {kb}"
    )
    place = f"{path}（旧版）" if old else str(path)
    wrong = list(faults(found))
    problems.extend(Problem(place, what, remedy) for what in wrong)
    if not wrong:
        catalogue.add(found)
    return old
