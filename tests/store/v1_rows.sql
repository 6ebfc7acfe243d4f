-- What a workspace of version 1 held, table by table; run after 0001_initial.sql. Never edited: a newer
-- version must be able to open exactly this.
INSERT INTO libraries (id, name, folded, created) VALUES (3, 'Papers', 'papers', 1.5);
INSERT INTO documents (id, library_id, path, title, sha256, size, pages, pages_without_text, passages, complete, added)
VALUES (7, 3, X'2F782F612E706466', 'A title', 'aa', 10, 2, 1, 2, 1, 2.5),
       (8, 3, X'2F782F622E706466', 'Half', 'bb', 10, 0, 0, 0, 0, 2.5);
INSERT INTO pages (document_id, number, width, height, has_text) VALUES (7, 1, 595.0, 842.0, 1), (7, 2, 595.0, 842.0, 0);
INSERT INTO passages (id, document_id, ordinal, tokens, text, lines)
VALUES (20, 7, 0, 4, 'Foxes were running', X'0000000012000000010000000000000000005240000000000000544000000000000059400000000000405A40'),
       (21, 7, 1, 4, '黑猫 sleeps', X''),
       (22, 8, 0, 4, 'left over', X'');
INSERT INTO passages_pairs (rowid, pairs) VALUES (21, '黑猫 猫');
INSERT INTO embedders (id, name, width) VALUES (2, 'encoder', 4);
CREATE VIRTUAL TABLE vectors_2 USING vec0(
    passage_id integer primary key, library_id integer partition key, document_id integer,
    embedding float[4] distance_metric=cosine
);
CREATE TRIGGER vectors_2_passage_deleted AFTER DELETE ON passages BEGIN
    DELETE FROM vectors_2 WHERE passage_id = old.id;
END;
INSERT INTO vectors_2 (passage_id, library_id, document_id, embedding)
VALUES (20, 3, 7, '[1, 0, 0, 0]'), (21, 3, 7, '[0, 1, 0, 0]');
INSERT INTO segments (id, document_id, backbone, ordinal, first_passage, last_passage, tokens, key)
VALUES (30, 7, 'b', 0, 0, 0, 4, 'k0'), (31, 7, 'b', 1, 1, 1, 4, 'k1');
INSERT INTO summaries (key, backbone, count, width, precision, data) VALUES ('k0', 'b', 1, 2, 'fp16', X'00010203');
INSERT INTO jobs (id, kind, lane, state, payload, attempts, reason, created)
VALUES (5, 'import', 'files', 'running', '{"library":3}', 1, NULL, 3.5),
       (6, 'summarise', 'model', 'failed', '{}', 1, 'It broke.', 3.5);
INSERT INTO imports (job_id, path, library_id, status, attempts, reason, document_id, pages, passages, seconds)
VALUES (5, X'2F782F612E706466', 3, 'imported', 1, NULL, 7, 2, 2, 0.5),
       (5, X'2F782F622E706466', 3, 'reading', 1, NULL, 8, 0, 0, 0.0);
INSERT INTO conversations (id, title, created, changed) VALUES (1, 'Foxes', 4.5, 5.5);
INSERT INTO messages (id, conversation_id, role, text, answer, created)
VALUES (1, 1, 'user', 'What ran?', NULL, 4.5),
       (2, 1, 'assistant', 'Foxes.', '{"adapter":null,"backbone":"b","documents_used":1,"found":true,"kind":"generated","note":null,"passages_used":1,"seconds":{"first_token":0.1,"retrieve":0.1,"total":0.2},"tokens":{"answer":1,"expanded":0,"prompt":5,"source":4,"summaries":1}}', 5.5);
INSERT INTO citations (message_id, position, document_id, passage_id, title, path, page, boxes, quote, score)
VALUES (2, 0, 7, 20, 'A title', X'2F782F612E706466', 1, X'', 'Foxes were running', 0.9);
