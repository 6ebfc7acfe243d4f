-- What the window keeps: the order of libraries, their conversations and drafts, and the folders they follow.

ALTER TABLE libraries ADD COLUMN place INTEGER NOT NULL DEFAULT 0; -- order on screen; equal places go by name
-- The conversation that is shown for it; NULL: a new one.
ALTER TABLE libraries ADD COLUMN shown_id INTEGER REFERENCES conversations ON DELETE SET NULL;

-- Where a conversation is at home; NULL for those of the command line. It goes with its library.
ALTER TABLE conversations ADD COLUMN library_id INTEGER REFERENCES libraries ON DELETE CASCADE;
CREATE INDEX conversations_by_library ON conversations (library_id);

-- The libraries that a conversation asks, where that is not just its own.
CREATE TABLE conversation_libraries (
    conversation_id INTEGER NOT NULL REFERENCES conversations ON DELETE CASCADE,
    library_id      INTEGER NOT NULL REFERENCES libraries ON DELETE CASCADE,
    PRIMARY KEY (conversation_id, library_id)
) STRICT, WITHOUT ROWID;

-- A question may be asked or worded anew: all its versions share the turn, which is the id of the first
-- version's question. NULL in conversations of earlier versions: every question is a turn of its own.
ALTER TABLE messages ADD COLUMN turn INTEGER;
-- JSON: how a question was asked (libraries, documents, switches); NULL for answers and in earlier versions.
ALTER TABLE messages ADD COLUMN asked TEXT;

-- What was typed and not sent, so that it survives a crash; conversation 0 is the one not begun yet.
CREATE TABLE drafts (
    library_id      INTEGER NOT NULL REFERENCES libraries ON DELETE CASCADE,
    conversation_id INTEGER NOT NULL,
    text            TEXT NOT NULL,
    PRIMARY KEY (library_id, conversation_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE watched_folders (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    library_id INTEGER NOT NULL REFERENCES libraries ON DELETE CASCADE,
    path       BLOB NOT NULL,
    added      REAL NOT NULL,
    UNIQUE (library_id, path)
) STRICT;
