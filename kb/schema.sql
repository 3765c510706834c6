-- The store: one SQLite file, the truth from which graph, index, matrix and pages are rebuilt.
-- A plan's program is the version and the rules that made its facts, its seal the digest of all its rows.
-- Offsets are characters of documents.text; surfaces are not stored, they are text[start:end].
-- A row of documents is one version of one file: of the rows with a path at most one is not superseded, and
-- of all rows that are not superseded no two have the same bytes. What is long stands last, so that the rest
-- is read without it.
CREATE TABLE documents (
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
);
CREATE UNIQUE INDEX current_by_path ON documents (path) WHERE NOT superseded;
CREATE UNIQUE INDEX current_by_bytes ON documents (sha256) WHERE NOT superseded;
CREATE VIEW current AS SELECT * FROM documents WHERE NOT superseded;
-- How many documents there are, and the sum of the digests of their rows: what is lost without a trace shows here.
CREATE TABLE ledger (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    documents INTEGER NOT NULL,
    digest TEXT NOT NULL
);
INSERT INTO ledger VALUES (1, 0, '0');
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
CREATE INDEX units_by_name ON units (name);
-- The catalogue: what plans are found by without being read. Marks are the names of a plan, of its place and
-- of those who issued it; calls are the names a unit may be
-- called by, strong where they mean it wherever they stand; pairs are the two characters side by
-- side that a plan writes anywhere, so that whatever a plan writes is found and nothing is found for certain.
CREATE TABLE marks (
    kind TEXT NOT NULL, name TEXT NOT NULL,
    document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    PRIMARY KEY (kind, name, document)
) WITHOUT ROWID;
CREATE INDEX marks_by_document ON marks (document);
CREATE TABLE calls (
    name TEXT NOT NULL, unit TEXT NOT NULL, strong INTEGER NOT NULL,
    PRIMARY KEY (name, unit, strong)
) WITHOUT ROWID;
CREATE VIRTUAL TABLE pairs USING fts5(
    pair, content='', columnsize=0, detail=none, tokenize=ascii
);
CREATE VIRTUAL TABLE pair_counts USING fts5vocab(pairs, row);
-- By what program the catalogue was made: another calls and pairs otherwise, and makes it anew.
CREATE TABLE drawn (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    program TEXT NOT NULL
);
CREATE INDEX present_seals ON documents (seal) WHERE NOT superseded;
