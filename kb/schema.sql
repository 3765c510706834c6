-- The store: one SQLite file, the truth from which graph, index, matrix and pages are rebuilt.
-- A plan's program is the version and the rules that made its facts, its seal the digest of all its rows.
-- Offsets are characters of documents.text; surfaces are not stored, they are text[start:end].
CREATE TABLE documents (
    id INTEGER PRIMARY KEY,
    path TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL UNIQUE,
    encoding TEXT NOT NULL,
    text TEXT NOT NULL,
    header TEXT NOT NULL,
    program TEXT NOT NULL DEFAULT '',
    seal TEXT NOT NULL DEFAULT ''
);
CREATE TABLE chrome (
    document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    position INTEGER NOT NULL, "start" INTEGER NOT NULL, "end" INTEGER NOT NULL,
    PRIMARY KEY (document, position)
);
CREATE TABLE clauses (
    document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    position INTEGER NOT NULL,
    id TEXT NOT NULL, parent TEXT, kind TEXT NOT NULL, label TEXT NOT NULL, path TEXT NOT NULL,
    heading TEXT NOT NULL, "start" INTEGER NOT NULL, "end" INTEGER NOT NULL,
    PRIMARY KEY (document, position), UNIQUE (document, id)
);
CREATE TABLE units (
    document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    position INTEGER NOT NULL,
    name TEXT NOT NULL, aliases TEXT NOT NULL, level TEXT, "group" INTEGER NOT NULL,
    PRIMARY KEY (document, position)
);
CREATE TABLE responsibilities (
    document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    position INTEGER NOT NULL,
    unit TEXT NOT NULL, "group" INTEGER NOT NULL, role TEXT NOT NULL, scope TEXT NOT NULL,
    basis TEXT NOT NULL, certain INTEGER NOT NULL,
    clause TEXT NOT NULL, "start" INTEGER NOT NULL, "end" INTEGER NOT NULL, rule TEXT NOT NULL,
    PRIMARY KEY (document, position), FOREIGN KEY (document, clause) REFERENCES clauses (document, id)
);
CREATE TABLE deadlines (
    document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL, value TEXT NOT NULL,
    clause TEXT NOT NULL, "start" INTEGER NOT NULL, "end" INTEGER NOT NULL, rule TEXT NOT NULL,
    PRIMARY KEY (document, position), FOREIGN KEY (document, clause) REFERENCES clauses (document, id)
);
CREATE TABLE targets (
    document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    position INTEGER NOT NULL,
    indicator TEXT NOT NULL, comparator TEXT NOT NULL, low REAL NOT NULL, high REAL,
    measure TEXT NOT NULL, change TEXT, year TEXT, per TEXT, uncertain INTEGER NOT NULL,
    clause TEXT NOT NULL, "start" INTEGER NOT NULL, "end" INTEGER NOT NULL, rule TEXT NOT NULL,
    PRIMARY KEY (document, position), FOREIGN KEY (document, clause) REFERENCES clauses (document, id)
);
CREATE TABLE repairs (
    document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    position INTEGER NOT NULL,
    of_document INTEGER NOT NULL, restored TEXT NOT NULL, reason TEXT NOT NULL, certain INTEGER NOT NULL,
    "start" INTEGER NOT NULL, "end" INTEGER NOT NULL,
    PRIMARY KEY (document, position)
);
CREATE INDEX responsibilities_by_unit ON responsibilities (unit);
