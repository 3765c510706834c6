"""The store open for writing: a plan goes in whole or not at all, and what it replaces is kept."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import NotReadable, printable
from corpus.source import digest
from kb import catalogue, ledger
from kb.carrying import reports
from kb.database import PATIENCE, explained, writable
from kb.model import Plan
from kb.program import fingerprint
from kb.remarks import Remark, append
from kb.rows import HEAD, Record, Row, fault, record
from kb.store import Store


@dataclass(frozen=True, slots=True)
class Placed:
    """What became of a plan that was put in.

    ``state``: added; replaced: the path held another version, which is kept as superseded; updated: these
    very bytes were there, read by another program or damaged since; unchanged; same: the file ``other``
    has these bytes; moved: the file ``other`` had them and is gone, so that its document is here now.
    """

    state: str
    other: str | None = None


class Intake(Store):
    """A knowledge base that plans can be put into."""

    @classmethod
    def open(cls, path: Path, patience: float = PATIENCE) -> Intake:
        """A missing file is made, a foreign or newer one is refused."""
        return cls(path, writable(path, patience))

    def __enter__(self) -> Intake:
        return self

    def add(self, plan: Plan, path: Path) -> str:
        """Put a plan in and say in one word what that was."""
        return self.put(record(plan), path).state

    def put(self, given: Record, path: Path) -> Placed:
        """Write a plan in one transaction and say what that was."""
        place, sha256 = printable(str(path)), given.head["sha256"]
        with self._transaction():
            twin = self._find("sha256 = ? AND NOT superseded AND path <> ?", sha256, place)
            if twin and _has_changed(twin["path"], sha256):
                with self._accounted(place, twin["path"]):
                    self._supersede(twin["path"])
                    return Placed(self._version(given, place))
            if twin and not (_is_gone(twin["path"]) and not self._find("path = ?", place)):
                with self._accounted(place):
                    self._supersede(place)
                return Placed("same", twin["path"])
            if twin:
                with self._accounted(place, twin["path"]):
                    self._connection.execute(
                        "UPDATE documents SET path = ? WHERE path = ?", (place, twin["path"])
                    )
                    self._write(given, twin["id"], place)
                return Placed("moved", twin["path"])
            with self._accounted(place):
                return Placed(self._version(given, place))

    def holds(self, sha256: str) -> bool:
        """Whether the present version of some document has those bytes, as this program reads them."""
        with explained(self.path):
            held = self._find("sha256 = ? AND NOT superseded", sha256)
        return bool(held and held["program"] == fingerprint())

    def standing(self, path: Path, sha256: str) -> tuple[Placed, Record] | None:
        """What ``put`` would say of those bytes where it would write nothing, and what is held of them."""
        place = printable(str(path))
        with explained(self.path):
            held = self._find("sha256 = ? AND NOT superseded", sha256)
            if not held or held["program"] != fingerprint():
                return None
            same = held["path"] != place
            if same and (_is_gone(held["path"]) or self._find("path = ? AND NOT superseded", place)):
                return None
            if same and _has_changed(held["path"], sha256):
                return None
            found = self._whole(held["id"])
            if found is None:
                return None
            return Placed("same", held["path"]) if same else Placed("unchanged"), found

    def restore(self, given: Record, place: str, *, superseded: bool) -> Placed:
        """Put in what another knowledge base held; a version that is here already stays as it is.

        No program of ours has read it, so that its file, where it is ingested, is read again. ``kept``
        is a version that was superseded there.
        """
        sha256 = given.head["sha256"]
        with self._transaction():
            held = self._find("path = ? AND sha256 = ?", place, sha256)
            if held and self._whole(held["id"]):
                return Placed("unchanged")
            if held:
                with self._accounted(place):
                    self._write(given, held["id"], place, program="", superseded=held["superseded"])
                self._redraw()  # what was damaged may have left something
                return Placed("updated")
            twin = self._find("sha256 = ? AND NOT superseded AND path <> ?", sha256, place)
            if twin and not superseded:
                return Placed("same", twin["path"])
            known = self._find("path = ?", place)
            with self._accounted(place):
                if not superseded:
                    self._supersede(place)
                self._write(given, None, place, program="", superseded=int(superseded))
            return Placed("kept" if superseded else "replaced" if known else "added")

    def give_way(self, path: str, place: str) -> None:
        """What stands at ``path`` is an older version of what is to be put at ``place``."""
        with self._transaction(), self._accounted(path, place):
            if self._find("path = ?", place):
                self._supersede(path)
            else:
                self._connection.execute("UPDATE documents SET path = ? WHERE path = ?", (place, path))

    def below(self, folder: Path) -> dict[str, str]:
        """The paths below ``folder`` of the present documents, and their names."""
        with explained(self.path):
            found = self._rows("SELECT path, name FROM current ORDER BY id")
        return {row["path"]: row["name"] for row in found if Path(row["path"]).is_relative_to(folder)}

    def redraw(self) -> None:
        """Make the catalogue anew from the documents."""
        with self._transaction():
            self._redraw()

    def _redraw(self) -> None:
        catalogue.draw_up(self._connection)

    def report(self, remarks: Iterable[Remark]) -> None:
        """Keep what was reported, all of it or nothing."""
        with self._transaction():
            append(self._connection, remarks)

    def remove(self, path: str, *, superseded_only: bool = False) -> int:
        """Drop a document, or its older versions only; the number of versions dropped.

        What was reported on older versions and stands is reported on the present one before they go.
        """
        condition = "path = ? AND superseded" if superseded_only else "path = ?"
        with self._transaction(), self._accounted(path):
            if superseded_only:
                self._adopt(path)
            return self._delete(condition, path)

    def _adopt(self, path: str) -> None:
        present = [row["sha256"] for row in self._rows("SELECT sha256 FROM current WHERE path = ?", path)]
        held = set(self.every_remark())
        for found in reports(self, present).values():
            append(self._connection, (each.remark for each in found.standing if each.remark not in held))

    def _version(self, given: Record, place: str) -> str:
        held = self._find("path = ? AND sha256 = ?", place, given.head["sha256"])
        if held and not held["superseded"]:
            whole = self._whole(held["id"])
            if held["program"] == fingerprint() and whole:
                return "unchanged"
            self._write(given, held["id"], place)
            if not whole:
                self._redraw()  # what was damaged may have left something
            return "updated"
        known = held or self._find("path = ?", place)
        self._supersede(place)
        self._write(given, held["id"] if held else None, place)
        return "replaced" if known else "added"

    def _supersede(self, place: str) -> None:
        self._connection.execute("UPDATE documents SET superseded = 1 WHERE path = ?", (place,))

    def _write(self, given: Record, key: int | None, place: str, **how: object) -> None:
        """All rows of a plan, in place of the document of that key where there is one."""
        if key is not None:
            self._delete("id = ?", key)
        told = {name: given.head[name] for name in (*HEAD, "seal")}
        head = {"id": key, "path": place, "program": fingerprint(), **told, **how}
        document = self._insert("documents", [head], None)
        for table, found in given.tables.items():
            self._insert(table, found, document)
        catalogue.enter(self._connection, document, given)

    def _delete(self, condition: str, value: object) -> int:
        """All rows of the documents of which that holds; the number of documents."""
        torn = False
        try:
            for head in self._rows(f"SELECT id, text FROM documents WHERE {condition}", value):
                catalogue.leave(self._connection, head)
        except (sqlite3.Error, TypeError, ValueError):  # a damaged text, of which no pairs can be told
            torn = True
        dropped = self._connection.execute(f"DELETE FROM documents WHERE {condition}", (value,)).rowcount
        if torn:
            self._redraw()
        return dropped

    def _insert(self, table: str, found: list[Row], document: int | None) -> int:
        """Rows of one shape, of ``document`` where they are of one; the key of a row that has its own."""
        if not found:
            return 0
        names = list(found[0])
        of = [] if document is None else [document]
        columns = ", ".join(f'"{name}"' for name in (*names, *(["document"] if of else [])))
        marks = ", ".join("?" * (len(names) + len(of)))
        command = f"INSERT INTO {table} ({columns}) VALUES ({marks})"
        values = [[row[name] for name in names] + of for row in found]
        if len(values) == 1:
            return int(self._connection.execute(command, values[0]).lastrowid or 0)
        self._connection.executemany(command, values)
        return 0

    def _find(self, condition: str, *values: object) -> Row | None:
        query = f"SELECT id, path, superseded, program FROM documents WHERE {condition} ORDER BY id DESC"
        return next(iter(self._rows(f"{query} LIMIT 1", *values)), None)

    def _whole(self, document: int) -> Record | None:
        """The rows of a document where they are those that were written."""
        with suppress(sqlite3.Error, ValueError):
            found = self.record(document)
            return found if fault(found.head, found.tables) is None else None
        return None

    @contextmanager
    def _accounted(self, *paths: str) -> Iterator[None]:
        """Keep the ledger in step with what is done to the documents at ``paths``."""
        before = ledger.of_paths(self._connection, paths)
        yield
        ledger.enter(self._connection, before, ledger.of_paths(self._connection, paths))

    @contextmanager
    def in_bulk(self) -> Iterator[None]:
        """Many plans, of which none waits for the disk; all are on it at the end.

        A killed program loses nothing that was put in. After a power cut the store is whole, and what it
        lacks of the last plans is read again when the same files are ingested.
        """
        self._wait_for_disk("NORMAL")
        try:
            yield
        finally:
            self._wait_for_disk("FULL")
            with self._transaction():  # a commit that waits for the disk takes those before it along
                self._connection.execute("UPDATE ledger SET documents = documents")

    def _wait_for_disk(self, how: str) -> None:
        with explained(self.path):
            self._connection.execute(f"PRAGMA synchronous = {how}")

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with explained(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                if self._connection.in_transaction:  # a full disk may have ended it already
                    self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")


def _has_changed(path: str, sha256: str) -> bool:
    """Whether the file holds other bytes than those it was taken in with; what cannot be read has not."""
    try:
        return Path(path).is_file() and digest(Path(path)) != sha256
    except (OSError, ValueError, NotReadable):
        return False


def _is_gone(path: str) -> bool:
    """Whether no file is there any more; what stands in for a folder, such as a zip, keeps its members."""
    try:
        return next((at.is_dir() for at in (Path(path), *Path(path).parents) if at.exists()), True)
    except (OSError, ValueError):
        return False
