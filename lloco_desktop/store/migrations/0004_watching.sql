-- What following a folder needs to know: which files it has dealt with, and how the folder was found.

-- When the file was last written, in nanoseconds since 1970; NULL for documents of earlier versions.
ALTER TABLE documents ADD COLUMN modified INTEGER;

ALTER TABLE watched_folders ADD COLUMN state TEXT NOT NULL DEFAULT 'new';
ALTER TABLE watched_folders ADD COLUMN looked REAL; -- when, in seconds since 1970
ALTER TABLE watched_folders ADD COLUMN files INTEGER NOT NULL DEFAULT 0; -- PDFs that it held then

-- The version of each file that was dealt with, whatever came of it: imported, found to be a duplicate, locked,
-- or removed by the user. It is looked into again only when it has changed.
CREATE TABLE watched_files (
    library_id INTEGER NOT NULL REFERENCES libraries ON DELETE CASCADE,
    path       BLOB NOT NULL,
    size       INTEGER NOT NULL,
    modified   INTEGER NOT NULL, -- nanoseconds since 1970
    gone       INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1)),
    PRIMARY KEY (library_id, path)
) STRICT, WITHOUT ROWID;
