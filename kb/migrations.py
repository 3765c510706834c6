"""A store of an older version brought up to the present one, all or nothing; or read as it is."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from kb import catalogue, ledger

_COPIED = "id, path, name, sha256, encoding, program, seal, header, text"


_OF_3 = (
    """CREATE TABLE documents (
    id INTEGER PRIMARY KEY,
    path TEXT NOT NULL,
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    encoding TEXT NOT NULL,
    superseded INTEGER NOT NULL DEFAULT 0,
    program TEXT NOT NULL DEFAULT '',
    seal TEXT NOT NULL DEFAULT '',
    header TEXT NOT NULL,
    text TEXT NOT NULL,
    UNIQUE (path, sha256)
)""",
    "CREATE UNIQUE INDEX current_by_path ON documents (path) WHERE NOT superseded",
    "CREATE UNIQUE INDEX current_by_bytes ON documents (sha256) WHERE NOT superseded",
    "CREATE VIEW current AS SELECT * FROM documents WHERE NOT superseded",
    """CREATE TABLE ledger (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    documents INTEGER NOT NULL,
    digest TEXT NOT NULL
)""",
    "INSERT INTO ledger VALUES (1, 0, '0')",
)

_OF_4 = (
    "CREATE INDEX units_by_name ON units (name)",
    """CREATE TABLE marks (
    kind TEXT NOT NULL, name TEXT NOT NULL,
    document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    PRIMARY KEY (kind, name, document)
) WITHOUT ROWID""",
    "CREATE INDEX marks_by_document ON marks (document)",
    """CREATE TABLE calls (
    name TEXT NOT NULL, unit TEXT NOT NULL, strong INTEGER NOT NULL,
    PRIMARY KEY (name, unit, strong)
) WITHOUT ROWID""",
    """CREATE VIRTUAL TABLE pairs USING fts5(
    pair, content='', columnsize=0, detail=none, tokenize=ascii
)""",
    "CREATE VIRTUAL TABLE pair_counts USING fts5vocab(pairs, row)",
    """CREATE TABLE drawn (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    program TEXT NOT NULL
)""",
    "CREATE INDEX present_seals ON documents (seal) WHERE NOT superseded",
)


def _to_2(connection: sqlite3.Connection) -> None:
    """Version 1 told neither the program nor the seal of a plan."""
    for column in ("program", "seal"):
        connection.execute(f"ALTER TABLE documents ADD COLUMN {column} TEXT NOT NULL DEFAULT ''")


def _to_3(connection: sqlite3.Connection) -> None:
    """Version 2 kept no older versions of a document and no ledger."""
    connection.execute("ALTER TABLE documents RENAME TO documents_2")
    for statement in _OF_3:
        connection.execute(statement)
    connection.execute(f"INSERT INTO documents ({_COPIED}) SELECT {_COPIED} FROM documents_2")
    connection.execute("DROP TABLE documents_2")
    ledger.draw_up(connection)


def _to_4(connection: sqlite3.Connection) -> None:
    """Version 3 had no catalogue."""
    for statement in _OF_4:
        connection.execute(statement)
    catalogue.draw_up(connection)


STEPS: tuple[Callable[[sqlite3.Connection], None], ...] = (_to_2, _to_3, _to_4)
"""The step at position n leads from version n + 1 to version n + 2."""
PRESENT = len(STEPS) + 1
_VERSIONED = 3


def upgrade(connection: sqlite3.Connection) -> None:
    """Foreign keys are off meanwhile, for a table is made anew under its name; they are checked at the end."""
    if _version(connection) == PRESENT:
        return
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("PRAGMA legacy_alter_table = ON")
    connection.execute("BEGIN IMMEDIATE")
    try:
        for step in STEPS[_version(connection) - 1 :]:  # another process may have been quicker
            step(connection)
        connection.execute(f"PRAGMA user_version = {PRESENT}")
        if connection.execute("PRAGMA foreign_key_check").fetchone():
            raise sqlite3.DatabaseError
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
    connection.execute("PRAGMA legacy_alter_table = OFF")
    connection.execute("PRAGMA foreign_keys = ON")


def show_as_present(connection: sqlite3.Connection) -> None:
    """Let a store that may not be upgraded be read all the same: every document of an older one is current."""
    if _version(connection) < _VERSIONED:
        connection.execute("CREATE TEMP VIEW current AS SELECT *, 0 AS superseded FROM documents")


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
