-- The workspace as it began. A migration is never edited after a release: the next one follows it.
--
-- Identifiers are never used twice (AUTOINCREMENT), so that a citation of a removed document cannot come
-- to point at another one. Paths are bytes, since file names need not be text. Times are seconds since 1970.

PRAGMA application_id = 0x4c4c6f43; -- "LLoC"

CREATE TABLE libraries (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    name    TEXT NOT NULL,
    folded  TEXT NOT NULL UNIQUE, -- the name without case, so that names differ by more than case
    created REAL NOT NULL
) STRICT;

CREATE TABLE documents (
    id                 INTEGER PRIMARY KEY AUTOINCREMENT,
    library_id         INTEGER NOT NULL REFERENCES libraries ON DELETE CASCADE,
    path               BLOB NOT NULL,
    title              TEXT NOT NULL,
    sha256             TEXT NOT NULL,
    size               INTEGER NOT NULL,
    pages              INTEGER NOT NULL DEFAULT 0,
    pages_without_text INTEGER NOT NULL DEFAULT 0,
    passages           INTEGER NOT NULL DEFAULT 0,
    complete           INTEGER NOT NULL DEFAULT 0 CHECK (complete IN (0, 1)), -- flips last
    added              REAL NOT NULL,
    UNIQUE (library_id, sha256)
) STRICT;

CREATE TABLE pages (
    document_id INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    number      INTEGER NOT NULL CHECK (number >= 1),
    width       REAL NOT NULL,
    height      REAL NOT NULL,
    has_text    INTEGER NOT NULL CHECK (has_text IN (0, 1)),
    PRIMARY KEY (document_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE passages (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    document_id INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    ordinal     INTEGER NOT NULL CHECK (ordinal >= 0),
    tokens      INTEGER NOT NULL,
    text        TEXT NOT NULL,
    lines       BLOB NOT NULL, -- packed: see passages.py
    UNIQUE (document_id, ordinal)
) STRICT;

-- Words, stemmed. The text stays in `passages`; triggers keep the index equal to it.
CREATE VIRTUAL TABLE passages_words USING fts5(
    text, content = 'passages', content_rowid = 'id', tokenize = 'porter unicode61 remove_diacritics 2'
);

-- Overlapping pairs of Han, Kana and Hangul characters, which have no spaces to find words by. The pairs
-- are made in Python (keywords.py) and separated by spaces; a passage without such characters has no row.
CREATE VIRTUAL TABLE passages_pairs USING fts5(
    pairs, content = '', contentless_delete = 1, tokenize = 'ascii'
);

CREATE TRIGGER passages_inserted AFTER INSERT ON passages BEGIN
    INSERT INTO passages_words (rowid, text) VALUES (new.id, new.text);
END;

CREATE TRIGGER passages_deleted AFTER DELETE ON passages BEGIN
    INSERT INTO passages_words (passages_words, rowid, text) VALUES ('delete', old.id, old.text);
    DELETE FROM passages_pairs WHERE rowid = old.id;
END;

-- Each embedder has a vec0 table `vectors_<id>`, made when its first vector is stored (vectors.py).
CREATE TABLE embedders (
    id    INTEGER PRIMARY KEY AUTOINCREMENT,
    name  TEXT NOT NULL,
    width INTEGER NOT NULL CHECK (width > 0),
    UNIQUE (name, width)
) STRICT;

CREATE TABLE segments (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    document_id   INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    backbone      TEXT NOT NULL, -- its fingerprint
    ordinal       INTEGER NOT NULL CHECK (ordinal >= 0),
    first_passage INTEGER NOT NULL, -- ordinals, inclusive
    last_passage  INTEGER NOT NULL CHECK (last_passage >= first_passage),
    tokens        INTEGER NOT NULL,
    key           TEXT NOT NULL,
    UNIQUE (document_id, backbone, ordinal)
) STRICT;
CREATE INDEX segments_by_key ON segments (key);

-- Content-addressed: equal text under equal settings is compressed once, whatever documents hold it.
CREATE TABLE summaries (
    key       TEXT NOT NULL UNIQUE,
    backbone  TEXT NOT NULL,
    count     INTEGER NOT NULL,
    width     INTEGER NOT NULL,
    precision TEXT NOT NULL,
    data      BLOB NOT NULL
) STRICT;

CREATE TABLE jobs (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    kind     TEXT NOT NULL,
    lane     TEXT NOT NULL,
    state    TEXT NOT NULL,
    payload  TEXT NOT NULL, -- canonical JSON
    attempts INTEGER NOT NULL DEFAULT 0,
    reason   TEXT,
    created  REAL NOT NULL
) STRICT;
-- Two equal jobs are never unfinished at once.
CREATE UNIQUE INDEX jobs_unfinished ON jobs (kind, payload) WHERE state IN ('queued', 'running', 'paused');

CREATE TABLE imports (
    job_id      INTEGER NOT NULL REFERENCES jobs ON DELETE CASCADE,
    path        BLOB NOT NULL,
    library_id  INTEGER NOT NULL REFERENCES libraries ON DELETE CASCADE,
    status      TEXT NOT NULL,
    attempts    INTEGER NOT NULL DEFAULT 0,
    reason      TEXT,
    document_id INTEGER REFERENCES documents ON DELETE SET NULL,
    pages       INTEGER NOT NULL DEFAULT 0,
    passages    INTEGER NOT NULL DEFAULT 0,
    seconds     REAL NOT NULL DEFAULT 0,
    UNIQUE (job_id, path)
) STRICT;
CREATE INDEX imports_by_library ON imports (library_id);
CREATE INDEX imports_by_document ON imports (document_id);

CREATE TABLE conversations (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    title   TEXT NOT NULL,
    created REAL NOT NULL,
    changed REAL NOT NULL
) STRICT;

CREATE TABLE messages (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    conversation_id INTEGER NOT NULL REFERENCES conversations ON DELETE CASCADE,
    role            TEXT NOT NULL,
    text            TEXT NOT NULL,
    answer          TEXT, -- JSON: everything of an answer but its text and citations
    created         REAL NOT NULL
) STRICT;
CREATE INDEX messages_by_conversation ON messages (conversation_id);

-- No reference to documents or passages: a citation outlives what it cites.
CREATE TABLE citations (
    message_id  INTEGER NOT NULL REFERENCES messages ON DELETE CASCADE,
    position    INTEGER NOT NULL,
    document_id INTEGER NOT NULL,
    passage_id  INTEGER NOT NULL,
    title       TEXT NOT NULL,
    path        BLOB NOT NULL,
    page        INTEGER NOT NULL,
    boxes       BLOB NOT NULL,
    quote       TEXT NOT NULL,
    score       REAL NOT NULL,
    PRIMARY KEY (message_id, position)
) STRICT, WITHOUT ROWID;
