"""跟上：the index on disk kept in step with the knowledge base, by what is missing and no more.

A plan in the index bears its seal, so that what is new, changed or gone is found by comparing two lists. tantivy
counts what was taken out into its frequencies until it is built anew, which is done when that is more than
a twentieth of what is there.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.errors import StoreError, reason
from kb.store import Store
from qa.search import disk, stand
from qa.search.disk import Damaged, Disk, Writer, understood
from qa.search.entries import Entry, entries
from qa.search.stand import Stand
from qa.search.words import identity

Watch = Callable[[tuple[int, ...]], Iterable[int]]
_WORN = 20


@dataclass(frozen=True, slots=True)
class Condition:
    """``state``: none, damaged (``what`` names the file), other (cut in another way), behind, in_step."""

    state: str
    stand: Stand | None = None
    what: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """Plans put in and taken out, and what is there now; ``anew`` where all was built from the start."""

    put: int
    dropped: int
    clauses: int
    anew: bool = False


def seal_of(told: str) -> str:
    """What an index tells of a seal: enough that no two plans are taken for one another."""
    return told[:16] or "-"


def examine(store: Store, *, thorough: bool = False) -> Condition:
    """How the index stands to the knowledge base as it is at this moment."""
    folder = stand.folder_of(store.path)
    try:
        found = stand.read(folder)
        if found is None:
            return Condition("none")
        wrong = next(stand.damaged_files(folder, found, thorough=thorough), None)
        again = stand.read(folder) if wrong else found  # another process may have changed the files meanwhile
    except (KeyError, TypeError, ValueError):
        return Condition("damaged", what="stand.json")
    except OSError as error:
        return Condition("damaged", what=reason(error))
    if wrong:
        return Condition("damaged", found, wrong) if again == found else examine(store, thorough=thorough)
    if found.tokens != identity():
        return Condition("other", found)
    in_step = not found.changing and store.stamp() == (found.documents, found.digest)
    return Condition("in_step" if in_step else "behind", found)


def opened(store: Store, found: Stand) -> Disk:
    """The engine; raises Damaged."""
    with understood():
        return disk.engine(stand.folder_of(store.path) / found.folder)


def update(
    kb: Path, *, full: bool = False, at_most: int | None = None, watch: Watch = iter, patience: float = 600
) -> Change | None:
    """Bring the index in step; None where it is, and where the machine has no tantivy.

    ``full`` builds it anew; with ``at_most`` nothing is done where more plans than that have come or gone.
    Raises StoreError where it cannot be written, ``Busy`` where another process has been writing for
    ``patience`` seconds.
    """
    if not disk.available():
        return None
    folder = stand.folder_of(kb)
    with (
        Store.open(kb) as store,
        store.moment(),  # which begins with what is read first, once nobody else writes
        _explained(kb),
        stand.locked(folder, patience),
    ):
        found = examine(store)
        if store.stamp() is None or (found.state == "in_step" and not full):
            return None
        changed = None
        if found.stand and found.state == "behind" and not full:
            changed = _mended(store, folder, found.stand, watch, at_most)
        return changed if changed or at_most is not None else _anew(store, folder, watch)


@contextmanager
def _explained(kb: Path) -> Iterator[None]:
    again = f"方案都在知识库里，没有丢；请运行 policykb reindex --kb {kb}"
    try:
        yield
    except OSError as error:
        raise StoreError(kb, f"检索索引写不进（{reason(error)}）", again) from error
    except Damaged as error:
        raise StoreError(kb, f"检索索引没有建成（{error}）", again) from error


def _mended(store: Store, folder: Path, before: Stand, watch: Watch, at_most: int | None) -> Change | None:
    """Put in and take out what differs; None where that is too much, or the index had better be built anew."""
    place = folder / before.folder
    try:
        with understood():
            index = disk.load(place)
            held = Disk(index).plans()
    except Damaged:
        return None
    seals = {key: seal_of(seal) for key, seal in store.seals(store.keys())}
    gone = {key: seal for key, (seal, _) in held.items() if seals.get(key) != seal}
    new = tuple(key for key, seal in seals.items() if key not in held or held[key][0] != seal)
    worn = before.worn + sum(held[key][1] for key in gone)
    if worn * _WORN > before.clauses + worn or (at_most is not None and len(gone) + len(new) > at_most):
        return None
    changing = replace(before, changing=True, worn=worn)
    stand.write(folder, changing)
    if gone or new:
        with understood():
            _write(Writer(index), store, gone, watch(new))
    clauses = _settle(store, folder, changing)
    return Change(len(new), len(gone.keys() - set(new)), clauses)


def _anew(store: Store, folder: Path, watch: Watch) -> Change:
    """Build in a folder of its own, which takes the place of the other in one step."""
    numbers = [int(path.name) for path in folder.iterdir() if path.name.isdecimal()]
    place = folder / str(max(numbers, default=0) + 1)
    place.mkdir()
    keys = store.keys()
    with understood():
        _write(Writer(disk.create(place)), store, {}, watch(keys))
    empty = Stand(identity(), 0, "", 0, 0, place.name, changing=True, files={})
    clauses = _settle(store, folder, empty)
    for number in numbers:  # what a process that was killed was building too
        shutil.rmtree(folder / str(number), ignore_errors=True)
    return Change(len(keys), 0, clauses, anew=True)


def _write(writer: Writer, store: Store, gone: Mapping[int, str], new: Iterable[int]) -> None:
    seals = dict(store.seals(store.keys()))
    for key, seal in gone.items():
        writer.drop(key, seal)
    for key in new:
        found = _entries(store, key)
        if found is not None:
            writer.put(key, seal_of(seals[key]), found)
    writer.commit()


def _entries(store: Store, key: int) -> tuple[Entry, ...] | None:
    """What there is to be found of a plan; None of a damaged one, which only its own file can mend."""
    try:
        return tuple(entries(key, store.document(key)))
    except (sqlite3.Error, ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        return None


def _settle(store: Store, folder: Path, changed: Stand) -> int:
    """Put down what is there now; the number of clauses."""
    clauses = opened(store, changed).clauses
    documents, digest = store.stamp() or (0, "")
    files = stand.files_in(folder / changed.folder)
    settled = replace(
        changed, documents=documents, digest=digest, clauses=clauses, files=files, changing=False
    )
    stand.write(folder, settled)
    return clauses


def faults(store: Store) -> Iterator[str]:
    """In what the index is not what the knowledge base would make; there need not be one."""
    found = examine(store, thorough=True)
    if found.state == "none":
        return
    said = {"damaged": f"文件 {found.what} 已损坏", "other": "分词与本程序的不同", "behind": "比知识库旧"}
    if found.state in said or found.stand is None:
        yield said[found.state]
        return
    try:
        with understood():
            held = opened(store, found.stand).plans()
    except Damaged:
        yield "读不出来"
        return
    yield from _differences(store, held)


def _differences(store: Store, held: dict[int, tuple[str, int]]) -> Iterator[str]:
    seals = {key: seal_of(seal) for key, seal in store.seals(store.keys())}
    surplus = [key for key in held if key not in seals]
    if surplus:
        yield f"多出 {len(surplus)} 份方案"
    wrong = 0
    for key, seal in seals.items():
        found = _entries(store, key)
        wrong += found is not None and held.get(key, (seal, 0)) != (seal, len(found))
    if wrong:
        yield f"有 {wrong} 份方案的条款与知识库里的不同"
