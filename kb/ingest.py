"""Files and folders into the knowledge base: a bad file never stops the rest."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

from corpus.errors import InputError, NotReadable, reason
from corpus.readers import READERS
from corpus.source import load
from kb.database import explained
from kb.pipeline import ensure_plan, extract
from kb.store import Store


@dataclass(frozen=True, slots=True)
class Outcome:
    """One file: ``state`` is added, unchanged, updated, replaced or refused; ``reason`` says why refused."""

    path: str
    state: str
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    outcomes: tuple[Outcome, ...]

    def as_json(self) -> dict[str, Any]:
        """ingest-report/1: one object a file, in the order of reading."""
        return {"schema": "ingest-report/1", "files": [asdict(outcome) for outcome in self.outcomes]}

    def count(self, state: str) -> int:
        return sum(outcome.state == state for outcome in self.outcomes)


def files(paths: Iterable[Path]) -> tuple[Path, ...]:
    """The files named, and below each folder those that some reader takes, sorted by path.

    Raises NotReadable where a folder holds none.
    """
    return tuple(path for given in paths for path in (_below(given) if _is_folder(given) else (given,)))


def _is_folder(path: Path) -> bool:
    """False too where the system will not tell; reading the file then says why."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _below(folder: Path) -> tuple[Path, ...]:
    def refuse(error: OSError) -> NoReturn:
        raise NotReadable(f"{error.filename}：打不开（{reason(error)}）；请检查文件夹的权限。")

    suffixes = {ending for endings, _ in READERS for ending in endings}
    below = (Path(at) / name for at, _, names in os.walk(folder, onerror=refuse) for name in names)
    try:
        found = sorted(path for path in below if path.suffix.lower() in suffixes and path.is_file())
    except OSError as error:
        refuse(error)
    if not found:
        raise NotReadable(
            f"{folder}：文件夹里没有能读的方案（{'、'.join(sorted(suffixes))}）；请换一个文件夹。"
        )
    return tuple(found)


def ingest_paths(
    kb: Path, paths: Iterable[Path], *, watch: Callable[[tuple[Path, ...]], Iterator[Path]]
) -> Report:
    """Ingest every file; ``watch`` passes the files on one by one, so that progress can be shown.

    A knowledge base that does not exist yet is made with the first good plan, so that refused
    files leave nothing behind. Raises StoreError where ``kb`` cannot be written.
    """
    found = files(paths)
    with ExitStack() as stack:

        @cache
        def store() -> Store:
            return stack.enter_context(Store.create(kb))

        with explained(kb):
            there = kb.exists() or not kb.parent.is_dir()
        if there:
            store()
        return Report(tuple(_ingest(store, path) for path in watch(found)))


def _ingest(store: Callable[[], Store], path: Path) -> Outcome:
    try:
        plan = ensure_plan(extract(load(path)))
    except InputError as error:
        return Outcome(str(path), "refused", str(error))
    return Outcome(str(path), store().add(plan, path.resolve()))
