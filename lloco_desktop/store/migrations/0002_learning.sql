-- What was learned for a library, and the runs that learn it.

-- How many adapters were made for a library: "version 3" never comes to mean another one.
ALTER TABLE libraries ADD COLUMN adapters_made INTEGER NOT NULL DEFAULT 0;

-- The weights lie in the workspace's folder `adapters/`, in one folder each.
CREATE TABLE adapters (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    library_id INTEGER NOT NULL REFERENCES libraries ON DELETE CASCADE,
    version    INTEGER NOT NULL CHECK (version >= 1),
    backbone   TEXT NOT NULL, -- its fingerprint
    folder     TEXT NOT NULL UNIQUE,
    active     INTEGER NOT NULL DEFAULT 0 CHECK (active IN (0, 1)),
    earned     INTEGER NOT NULL CHECK (earned IN (0, 1)),
    reason     TEXT NOT NULL,
    size       INTEGER NOT NULL,
    origin     TEXT NOT NULL, -- JSON
    created    REAL NOT NULL,
    UNIQUE (library_id, version)
) STRICT;
CREATE UNIQUE INDEX adapters_active ON adapters (library_id, backbone) WHERE active;

CREATE TABLE learning_runs (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    library_id INTEGER NOT NULL REFERENCES libraries ON DELETE CASCADE,
    backbone   TEXT NOT NULL, -- its fingerprint
    state      TEXT NOT NULL,
    settings   TEXT NOT NULL, -- JSON
    questions  TEXT NOT NULL DEFAULT '[]', -- JSON: the user's own, so that their file may go
    start_id   INTEGER, -- the adapter to learn on from; no reference: a run outlives it to say so
    report     TEXT, -- JSON, growing with the stages
    adapter_id INTEGER REFERENCES adapters ON DELETE SET NULL,
    created    REAL NOT NULL
) STRICT;
CREATE INDEX learning_runs_by_library ON learning_runs (library_id);
CREATE INDEX learning_runs_by_adapter ON learning_runs (adapter_id);

-- The text that a run makes its questions from. What was made of a document goes with it.
CREATE TABLE study_chunks (
    run_id        INTEGER NOT NULL REFERENCES learning_runs ON DELETE CASCADE,
    number        INTEGER NOT NULL CHECK (number >= 0),
    document_id   INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    title         TEXT NOT NULL,
    segment       TEXT NOT NULL, -- key
    first_passage INTEGER NOT NULL, -- ordinals, inclusive
    last_passage  INTEGER NOT NULL,
    text          TEXT NOT NULL, -- empty once the run is done: the passages have it
    tokens        INTEGER NOT NULL,
    split         TEXT NOT NULL,
    studied       INTEGER NOT NULL DEFAULT 0 CHECK (studied IN (0, 1)),
    dropped       TEXT NOT NULL DEFAULT '{}', -- JSON: items by the reason for which they were
    PRIMARY KEY (run_id, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX study_chunks_by_document ON study_chunks (document_id);

CREATE TABLE qa_pairs (
    run_id   INTEGER NOT NULL REFERENCES learning_runs ON DELETE CASCADE,
    number   INTEGER NOT NULL CHECK (number >= 0),
    kind     TEXT NOT NULL,
    split    TEXT NOT NULL,
    question TEXT NOT NULL,
    answer   TEXT NOT NULL,
    chunk    INTEGER,
    reads    TEXT, -- JSON: segment keys, once it is known what retrieval serves
    before   TEXT, -- what the backbone alone answers
    after    TEXT, -- what it answers with the adapter
    PRIMARY KEY (run_id, number),
    FOREIGN KEY (run_id, chunk) REFERENCES study_chunks ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX qa_pairs_by_chunk ON qa_pairs (run_id, chunk);
