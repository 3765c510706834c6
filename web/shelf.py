"""书架：the store as requests read it: a connection and a library a thread, plans read once for all threads.

SQLite connections belong to the thread that opened them, so each thread of the server has its own; what is
read inside ``open`` is of one moment, while others go on writing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from threading import Lock, local

from corpus.errors import InputError
from corpus.model import IDENTITY
from kb.arrivals import Arrivals
from kb.contents import Contents
from kb.database import PATIENCE, explained
from kb.model import Plan
from kb.store import Store
from qa.library import Held, Library, Within
from qa.search.finding import Results, find

_ALL_HITS = 1_000_000


class NotHeld(LookupError):
    """What the address names is not in the store; the words are for people."""


@dataclass(frozen=True)
class Reader:
    """The store at one moment, as one request reads it."""

    store: Store
    library: Library
    shelf: Shelf

    @cached_property
    def version(self) -> str:
        return self.store.version()

    @cached_property
    def contents(self) -> Contents:
        return self.shelf.contents(self)

    def plan(self, identity: str) -> Plan:
        """The plan whose digest begins so; NotHeld where there is none."""
        if re.fullmatch(IDENTITY, identity):
            try:
                found = self.library.plans(Within(plan=identity))
            except InputError:
                found = ()
            for plan in found:
                if plan.document.id == identity:
                    return plan
        raise NotHeld(f"知识库里没有标识为“{identity}”的方案")

    def search(self, words: str, within: Within, offset: int, limit: int) -> Results:
        """Part of the clauses that hold one of the words, best first, and the number of all."""
        documents = self.library.keys(within) if within.plan or within.place else None
        shown = slice(offset, offset + limit)
        return find(self.store.path, words, _ALL_HITS, documents=documents, shown=shown)


class Shelf:
    """Opens the store of ``path`` for whatever thread asks."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._threads = local()
        self._held = Held()
        self._lock = Lock()
        self._contents: tuple[str, Contents] | None = None
        self.arrivals = Arrivals()

    @contextmanager
    def open(self) -> Iterator[Reader]:
        """A reader for one request; StoreError where the store cannot be read."""
        store, library = self._own()
        with store.moment():
            yield Reader(store, library, self)

    def look(self) -> str:
        """The version of the store, and ``arrivals`` knows what came in; asked by one thread, which is not to wait.

        StoreError where the store cannot be read, or not at once.
        """
        store, _ = self._own(patience=0)
        with explained(self.path):
            return self.arrivals.look(store)

    def contents(self, reader: Reader) -> Contents:
        """Listed again when the store has changed."""
        with self._lock:
            if self._contents is None or not reader.version or self._contents[0] != reader.version:
                self._contents = reader.version, reader.store.contents()
            return self._contents[1]

    def _own(self, patience: float = PATIENCE) -> tuple[Store, Library]:
        """Opened anew where another file has taken the place of the store; none is held where that fails."""
        file = self._file()
        own = getattr(self._threads, "own", None)
        if own is None or own[0] != file:
            self._threads.own = None
            if own:
                own[1].__exit__()
            store = Store.open(self.path, patience)
            own = self._threads.own = file, store, Library(store, self._held)
        return own[1], own[2]

    def _file(self) -> tuple[int, int] | None:
        try:
            status = self.path.stat()
        except OSError:
            return None
        return status.st_dev, status.st_ino
