-- 002.sql: lists in any order without a sort, and texts that wait to be indexed
--
-- SPDX-License-Identifier: GPL-3.0-or-later

-- Documents that are not in the trash, in the order in which they were added, with what lists are sorted by else. Kept
-- by triggers, so not in the history. Each index holds all that a list reads, so that its first page costs the same at
-- any size.
CREATE TABLE listed (
  number INTEGER NOT NULL PRIMARY KEY,
  document INTEGER NOT NULL,
  title TEXT NOT NULL,
  published TEXT
) STRICT;
CREATE INDEX listed_title ON listed (title COLLATE NOCASE, number, document);
CREATE INDEX listed_published ON listed (published, number, document);
DROP INDEX document_position;

-- The same by annotator, for each status that is not new. block: how many documents of each 512 numbers are listed
-- (annotator 0), and how many of them are not new to an annotator: what is new is found without a look at all that is
-- done.
CREATE TABLE marked (
  annotator INTEGER NOT NULL,
  number INTEGER NOT NULL,
  status INTEGER NOT NULL,
  PRIMARY KEY (annotator, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX marked_status ON marked (annotator, status, number);
DROP INDEX status_annotator;
CREATE INDEX status_annotator ON status (annotator);
CREATE TABLE block (
  annotator INTEGER NOT NULL,
  block INTEGER NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (annotator, block)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER block_listed_insert AFTER INSERT ON listed BEGIN
  INSERT INTO block VALUES (0, NEW.number >> 9, 1) ON CONFLICT DO UPDATE SET n = n + 1;
  INSERT INTO marked SELECT annotator, NEW.number, status FROM status
    WHERE document = NEW.document AND status <> 0 ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER block_listed_delete AFTER DELETE ON listed BEGIN
  UPDATE block SET n = n - 1 WHERE annotator = 0 AND block = OLD.number >> 9;
  DELETE FROM marked WHERE annotator IN (SELECT annotator FROM status WHERE document = OLD.document)
    AND number = OLD.number;
END;
CREATE TRIGGER block_marked_insert AFTER INSERT ON marked BEGIN
  INSERT INTO block VALUES (NEW.annotator, NEW.number >> 9, 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER block_marked_delete AFTER DELETE ON marked BEGIN
  UPDATE block SET n = n - 1 WHERE annotator = OLD.annotator AND block = OLD.number >> 9;
END;
CREATE TRIGGER marked_insert AFTER INSERT ON status WHEN NEW.status <> 0 BEGIN
  INSERT INTO marked SELECT NEW.annotator, l.number, NEW.status
    FROM document d JOIN listed l ON l.number = d.number WHERE d.id = NEW.document ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER marked_delete AFTER DELETE ON status BEGIN
  DELETE FROM marked WHERE annotator = OLD.annotator
    AND number = (SELECT number FROM document WHERE id = OLD.document);
END;
CREATE TRIGGER marked_update AFTER UPDATE OF status ON status WHEN OLD.status <> NEW.status BEGIN
  DELETE FROM marked WHERE annotator = OLD.annotator
    AND number = (SELECT number FROM document WHERE id = OLD.document);
  INSERT INTO marked SELECT NEW.annotator, l.number, NEW.status
    FROM document d JOIN listed l ON l.number = d.number WHERE d.id = NEW.document AND NEW.status <> 0;
END;

CREATE TRIGGER listed_document_insert AFTER INSERT ON document WHEN NEW.trashed IS NULL BEGIN
  INSERT INTO listed
    SELECT NEW.number, NEW.id,
           coalesce ((SELECT nullif (value, '') FROM metadata WHERE document = NEW.id AND key = 'title'), NEW.name),
           (SELECT value FROM metadata WHERE document = NEW.id AND key = 'published');
END;
CREATE TRIGGER listed_document_delete AFTER DELETE ON document BEGIN
  DELETE FROM listed WHERE number = OLD.number;
END;
CREATE TRIGGER listed_document_name AFTER UPDATE OF name ON document BEGIN
  UPDATE listed SET title = NEW.name WHERE number = NEW.number
    AND NOT EXISTS (SELECT 1 FROM metadata WHERE document = NEW.id AND key = 'title' AND value <> '');
END;
CREATE TRIGGER listed_document_trash AFTER UPDATE OF trashed ON document
WHEN (OLD.trashed IS NULL) <> (NEW.trashed IS NULL) BEGIN
  DELETE FROM listed WHERE number = NEW.number;
  INSERT INTO listed
    SELECT NEW.number, NEW.id,
           coalesce ((SELECT nullif (value, '') FROM metadata WHERE document = NEW.id AND key = 'title'), NEW.name),
           (SELECT value FROM metadata WHERE document = NEW.id AND key = 'published')
    WHERE NEW.trashed IS NULL;
END;
CREATE TRIGGER listed_title_insert AFTER INSERT ON metadata WHEN NEW.key = 'title' AND NEW.value <> '' BEGIN
  UPDATE listed SET title = NEW.value WHERE number = (SELECT number FROM document WHERE id = NEW.document);
END;
CREATE TRIGGER listed_title_update AFTER UPDATE OF value ON metadata WHEN NEW.key = 'title' BEGIN
  UPDATE listed SET title = coalesce (nullif (NEW.value, ''), (SELECT name FROM document WHERE id = NEW.document))
    WHERE number = (SELECT number FROM document WHERE id = NEW.document);
END;
CREATE TRIGGER listed_title_delete AFTER DELETE ON metadata WHEN OLD.key = 'title' BEGIN
  UPDATE listed SET title = (SELECT name FROM document WHERE id = OLD.document)
    WHERE number = (SELECT number FROM document WHERE id = OLD.document);
END;
CREATE TRIGGER listed_published_insert AFTER INSERT ON metadata WHEN NEW.key = 'published' BEGIN
  UPDATE listed SET published = NEW.value WHERE number = (SELECT number FROM document WHERE id = NEW.document);
END;
CREATE TRIGGER listed_published_update AFTER UPDATE OF value ON metadata WHEN NEW.key = 'published' BEGIN
  UPDATE listed SET published = NEW.value WHERE number = (SELECT number FROM document WHERE id = NEW.document);
END;
CREATE TRIGGER listed_published_delete AFTER DELETE ON metadata WHEN OLD.key = 'published' BEGIN
  UPDATE listed SET published = NULL WHERE number = (SELECT number FROM document WHERE id = OLD.document);
END;
INSERT INTO listed
  SELECT d.number, d.id,
         coalesce ((SELECT nullif (value, '') FROM metadata WHERE document = d.id AND key = 'title'), d.name),
         (SELECT value FROM metadata WHERE document = d.id AND key = 'published')
  FROM document d WHERE d.trashed IS NULL;

-- Tokens and sentences that were found after the document came, where document_text has none. Not in the history, and
-- apart from the text, which would be written once more.
CREATE TABLE segmentation (
  number INTEGER NOT NULL PRIMARY KEY,
  tokens BLOB NOT NULL,
  sentences BLOB NOT NULL
) STRICT;

-- What is not in a full-text index yet: rows of document_text (0), document (1) and listed (2). What comes in waits
-- here until vbt_store_index() takes it in, because an index that is written with each row makes an import ten times
-- slower. Each index still follows one table only.
CREATE TABLE pending (
  what INTEGER NOT NULL CHECK (what BETWEEN 0 AND 2),
  number INTEGER NOT NULL,
  PRIMARY KEY (what, number)
) STRICT, WITHOUT ROWID;

DROP TRIGGER text_search_insert;
DROP TRIGGER text_search_delete;
CREATE TRIGGER text_search_insert AFTER INSERT ON document_text BEGIN
  INSERT INTO pending VALUES (0, NEW.number);
END;
CREATE TRIGGER text_search_delete AFTER DELETE ON document_text BEGIN
  INSERT INTO text_search (text_search, rowid, text) SELECT 'delete', OLD.number, OLD.text
    WHERE NOT EXISTS (SELECT 1 FROM pending WHERE what = 0 AND number = OLD.number);
  DELETE FROM pending WHERE what = 0 AND number = OLD.number;
  DELETE FROM segmentation WHERE number = OLD.number;
END;

DROP TRIGGER name_search_insert;
DROP TRIGGER name_search_delete;
DROP TRIGGER name_search_update;
CREATE TRIGGER name_search_insert AFTER INSERT ON document BEGIN
  INSERT INTO pending VALUES (1, NEW.number);
END;
CREATE TRIGGER name_search_delete AFTER DELETE ON document BEGIN
  INSERT INTO name_search (name_search, rowid, name) SELECT 'delete', OLD.number, OLD.name
    WHERE NOT EXISTS (SELECT 1 FROM pending WHERE what = 1 AND number = OLD.number);
  DELETE FROM pending WHERE what = 1 AND number = OLD.number;
END;
CREATE TRIGGER name_search_update AFTER UPDATE OF name ON document
WHEN NOT EXISTS (SELECT 1 FROM pending WHERE what = 1 AND number = OLD.number) BEGIN
  INSERT INTO name_search (name_search, rowid, name) VALUES ('delete', OLD.number, OLD.name);
  INSERT INTO name_search (rowid, name) VALUES (NEW.number, NEW.name);
END;

-- By the number of the document, as the others, so that a search can go through the numbers.
DROP TRIGGER title_search_insert;
DROP TRIGGER title_search_delete;
DROP TRIGGER title_search_update;
DROP TABLE title_search;
DROP VIEW title;
CREATE VIRTUAL TABLE title_search USING fts5 (
  title, content = 'listed', content_rowid = 'number', tokenize = 'verbatim');
INSERT INTO pending SELECT 2, number FROM listed;
CREATE TRIGGER title_search_insert AFTER INSERT ON listed BEGIN
  INSERT INTO pending VALUES (2, NEW.number);
END;
CREATE TRIGGER title_search_delete AFTER DELETE ON listed BEGIN
  INSERT INTO title_search (title_search, rowid, title) SELECT 'delete', OLD.number, OLD.title
    WHERE NOT EXISTS (SELECT 1 FROM pending WHERE what = 2 AND number = OLD.number);
  DELETE FROM pending WHERE what = 2 AND number = OLD.number;
END;
CREATE TRIGGER title_search_update AFTER UPDATE OF title ON listed
WHEN OLD.title <> NEW.title AND NOT EXISTS (SELECT 1 FROM pending WHERE what = 2 AND number = OLD.number) BEGIN
  INSERT INTO title_search (title_search, rowid, title) VALUES ('delete', OLD.number, OLD.title);
  INSERT INTO title_search (rowid, title) VALUES (NEW.number, NEW.title);
END;

-- Quotes by who is quoted, kept for each document so that they can be counted again when it changes. n: quotes whose
-- speaker refers to the entity, in the set of an annotator; of suggestions with annotator 0: those that somebody
-- decided on, and with the annotator's number below zero: those that this one decided on.
CREATE TABLE speaker (
  document INTEGER NOT NULL,
  annotator INTEGER NOT NULL,
  entity INTEGER NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (document, annotator, entity)
) STRICT, WITHOUT ROWID;

-- Documents whose quotes are to be counted again before the transaction ends: see vbt_store_end().
CREATE TABLE stale (document INTEGER NOT NULL PRIMARY KEY) STRICT;

-- What is counted.
CREATE VIEW speaks AS
  SELECT r.document, r.annotator, r.from_ AS quote, m.entity, k.kind IN (1, 2) AS suggested
  FROM annotation r JOIN mention m ON m.annotation = r.to_ JOIN annotator k ON k.id = r.annotator
  WHERE r.kind = 1 AND r.label IN (SELECT id FROM label WHERE kind = 1 AND name = 'speaker')
    AND (SELECT trashed IS NULL FROM document WHERE id = r.document);
CREATE VIEW speaker_now AS
  SELECT document, annotator, entity, count (DISTINCT quote) AS n FROM speaks GROUP BY 1, 2, 3
  UNION ALL
  SELECT s.document, -x.annotator, s.entity, count (DISTINCT s.quote)
    FROM speaks s JOIN decision x ON x.suggestion = s.quote WHERE s.suggested GROUP BY 1, 2, 3
  UNION ALL
  SELECT s.document, 0, s.entity, count (DISTINCT s.quote)
    FROM speaks s JOIN decision x ON x.suggestion = s.quote WHERE s.suggested GROUP BY 1, 2, 3;

-- In the tally: speaker, annotator, entity.
CREATE TRIGGER speaker_insert AFTER INSERT ON speaker BEGIN
  INSERT INTO tally VALUES ('speaker', NEW.annotator, NEW.entity, NEW.n)
    ON CONFLICT DO UPDATE SET n = n + excluded.n;
END;
CREATE TRIGGER speaker_delete AFTER DELETE ON speaker BEGIN
  UPDATE tally SET n = n - OLD.n WHERE what = 'speaker' AND a = OLD.annotator AND b = OLD.entity;
END;
CREATE TRIGGER stale_relation_insert AFTER INSERT ON annotation WHEN NEW.kind = 1 BEGIN
  INSERT INTO stale VALUES (NEW.document) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER stale_relation_delete AFTER DELETE ON annotation WHEN OLD.kind = 1 BEGIN
  INSERT INTO stale VALUES (OLD.document) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER stale_relation_update AFTER UPDATE OF from_, to_, label, annotator ON annotation WHEN NEW.kind = 1 BEGIN
  INSERT INTO stale VALUES (NEW.document) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER stale_mention_insert AFTER INSERT ON mention BEGIN
  INSERT INTO stale SELECT document FROM annotation r WHERE r.to_ = NEW.annotation ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER stale_mention_delete AFTER DELETE ON mention BEGIN
  INSERT INTO stale SELECT document FROM annotation r WHERE r.to_ = OLD.annotation ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER stale_decision_insert AFTER INSERT ON decision BEGIN
  INSERT INTO stale SELECT document FROM annotation r WHERE r.from_ = NEW.suggestion ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER stale_decision_delete AFTER DELETE ON decision BEGIN
  INSERT INTO stale SELECT document FROM annotation r WHERE r.from_ = OLD.suggestion ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER stale_document_trash AFTER UPDATE OF trashed ON document BEGIN
  INSERT INTO stale SELECT NEW.id WHERE EXISTS (SELECT 1 FROM annotation WHERE document = NEW.id) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER stale_document_delete AFTER DELETE ON document BEGIN
  INSERT INTO stale VALUES (OLD.id) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER stale_label AFTER UPDATE OF name ON label WHEN 'speaker' IN (NEW.name, OLD.name) BEGIN
  INSERT INTO stale SELECT document FROM annotation WHERE label = NEW.id ON CONFLICT DO NOTHING;
END;
INSERT INTO speaker SELECT * FROM speaker_now;

-- In the tally: furthest, 0, status: documents that somebody has come so far with, and nobody further.
CREATE TRIGGER furthest_insert AFTER INSERT ON status WHEN (SELECT trashed FROM document WHERE id = NEW.document) IS NULL BEGIN
  UPDATE tally SET n = n - 1 WHERE what = 'furthest' AND a = 0
    AND b = (SELECT max (status) FROM status WHERE document = NEW.document AND annotator <> NEW.annotator);
  INSERT INTO tally SELECT 'furthest', 0, max (status), 1 FROM status WHERE document = NEW.document
    ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER furthest_delete AFTER DELETE ON status WHEN (SELECT trashed FROM document WHERE id = OLD.document) IS NULL BEGIN
  UPDATE tally SET n = n - 1 WHERE what = 'furthest' AND a = 0
    AND b = max (OLD.status, coalesce ((SELECT max (status) FROM status WHERE document = OLD.document), 0));
  INSERT INTO tally SELECT 'furthest', 0, max (status), 1 FROM status WHERE document = OLD.document
    GROUP BY document ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER furthest_update AFTER UPDATE OF status ON status WHEN (SELECT trashed FROM document WHERE id = NEW.document) IS NULL BEGIN
  UPDATE tally SET n = n - 1 WHERE what = 'furthest' AND a = 0
    AND b = max (OLD.status, coalesce ((SELECT max (status) FROM status
                                        WHERE document = OLD.document AND annotator <> OLD.annotator), 0));
  INSERT INTO tally SELECT 'furthest', 0, max (status), 1 FROM status WHERE document = NEW.document
    ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER furthest_trash AFTER UPDATE OF trashed ON document
WHEN (OLD.trashed IS NULL) <> (NEW.trashed IS NULL) BEGIN
  INSERT INTO tally SELECT 'furthest', 0, max (status), iif (NEW.trashed IS NULL, 1, -1)
    FROM status WHERE document = NEW.id GROUP BY document
    ON CONFLICT DO UPDATE SET n = n + excluded.n;
END;
INSERT INTO tally SELECT 'furthest', 0, status, count (*)
  FROM (SELECT max (s.status) AS status FROM status s JOIN document d ON d.id = s.document
        WHERE d.trashed IS NULL GROUP BY s.document) GROUP BY status;

-- Nothing in the trash is counted. The first triggers took that away once more when a label, an entity or what a
-- batch brought was deleted while some of it lay in the trash. A document that is not there yet, or not any more, while
-- a changeset is applied, is none in the trash.
DROP TRIGGER tally_annotation_insert;
DROP TRIGGER tally_annotation_delete;
DROP TRIGGER tally_annotation_update;
DROP TRIGGER tally_suggestion_insert;
DROP TRIGGER tally_suggestion_delete;
DROP TRIGGER tally_decision_insert;
DROP TRIGGER tally_decision_delete;
DROP TRIGGER tally_decided_insert;
DROP TRIGGER tally_decided_delete;
DROP TRIGGER tally_status_insert;
DROP TRIGGER tally_status_delete;
DROP TRIGGER tally_status_update;
DROP TRIGGER tally_mention_insert;
DROP TRIGGER tally_mention_delete;
CREATE TRIGGER tally_annotation_insert AFTER INSERT ON annotation WHEN (SELECT trashed FROM document WHERE id = NEW.document) IS NULL BEGIN
  INSERT INTO tally VALUES ('label', NEW.annotator, NEW.label, 1)
    ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER tally_annotation_delete AFTER DELETE ON annotation WHEN (SELECT trashed FROM document WHERE id = OLD.document) IS NULL BEGIN
  UPDATE tally SET n = n - 1 WHERE what = 'label' AND a = OLD.annotator AND b = OLD.label;
END;
CREATE TRIGGER tally_annotation_update AFTER UPDATE OF label, annotator ON annotation
WHEN (OLD.label <> NEW.label OR OLD.annotator <> NEW.annotator) AND (SELECT trashed FROM document WHERE id = NEW.document) IS NULL BEGIN
  UPDATE tally SET n = n - 1 WHERE what = 'label' AND a = OLD.annotator AND b = OLD.label;
  INSERT INTO tally VALUES ('label', NEW.annotator, NEW.label, 1)
    ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER tally_suggestion_insert AFTER INSERT ON annotation
WHEN NEW.kind = 0 AND (SELECT kind FROM annotator WHERE id = NEW.annotator) IN (1, 2) BEGIN
  INSERT INTO tally VALUES ('suggestion', NEW.document, 0, 1), ('suggestion', 0, 0, (SELECT trashed FROM document WHERE id = NEW.document) IS NULL)
    ON CONFLICT DO UPDATE SET n = n + excluded.n;
END;
CREATE TRIGGER tally_suggestion_delete AFTER DELETE ON annotation
WHEN OLD.kind = 0 AND (SELECT kind FROM annotator WHERE id = OLD.annotator) IN (1, 2) BEGIN
  UPDATE tally SET n = n - 1 WHERE what = 'suggestion' AND a = OLD.document AND b = 0;
  UPDATE tally SET n = n - 1 WHERE what = 'suggestion' AND a = 0 AND b = 0 AND (SELECT trashed FROM document WHERE id = OLD.document) IS NULL;
END;
CREATE TRIGGER tally_decision_insert AFTER INSERT ON decision
WHEN EXISTS (SELECT 1 FROM annotation WHERE id = NEW.suggestion AND kind = 0) BEGIN
  INSERT INTO tally SELECT 'decision', NEW.annotator, document, 1
    FROM annotation WHERE id = NEW.suggestion
    ON CONFLICT DO UPDATE SET n = n + 1;
  INSERT INTO tally SELECT 'decision', NEW.annotator, 0, (SELECT trashed FROM document WHERE id = a.document) IS NULL
    FROM annotation a WHERE a.id = NEW.suggestion
    ON CONFLICT DO UPDATE SET n = n + excluded.n;
END;
CREATE TRIGGER tally_decision_delete AFTER DELETE ON decision
WHEN EXISTS (SELECT 1 FROM annotation WHERE id = OLD.suggestion AND kind = 0) BEGIN
  UPDATE tally SET n = n - 1
    WHERE what = 'decision' AND a = OLD.annotator
      AND b = (SELECT document FROM annotation WHERE id = OLD.suggestion);
  UPDATE tally SET n = n - 1
    WHERE what = 'decision' AND a = OLD.annotator AND b = 0
      AND (SELECT (SELECT trashed FROM document WHERE id = a.document) IS NULL FROM annotation a WHERE a.id = OLD.suggestion);
END;
CREATE TRIGGER tally_decided_insert AFTER INSERT ON annotation
WHEN NEW.kind = 0 AND EXISTS (SELECT 1 FROM decision WHERE suggestion = NEW.id) BEGIN
  INSERT INTO tally SELECT 'decision', annotator, NEW.document, 1
    FROM decision WHERE suggestion = NEW.id ON CONFLICT DO UPDATE SET n = n + 1;
  INSERT INTO tally SELECT 'decision', annotator, 0, (SELECT trashed FROM document WHERE id = NEW.document) IS NULL
    FROM decision WHERE suggestion = NEW.id ON CONFLICT DO UPDATE SET n = n + excluded.n;
END;
CREATE TRIGGER tally_decided_delete AFTER DELETE ON annotation
WHEN OLD.kind = 0 AND EXISTS (SELECT 1 FROM decision WHERE suggestion = OLD.id) BEGIN
  UPDATE tally SET n = n - 1
    WHERE what = 'decision' AND a IN (SELECT annotator FROM decision WHERE suggestion = OLD.id)
      AND (b = OLD.document OR (b = 0 AND (SELECT trashed FROM document WHERE id = OLD.document) IS NULL));
END;
CREATE TRIGGER tally_status_insert AFTER INSERT ON status WHEN (SELECT trashed FROM document WHERE id = NEW.document) IS NULL BEGIN
  INSERT INTO tally VALUES ('status', NEW.annotator, NEW.status, 1)
    ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER tally_status_delete AFTER DELETE ON status WHEN (SELECT trashed FROM document WHERE id = OLD.document) IS NULL BEGIN
  UPDATE tally SET n = n - 1 WHERE what = 'status' AND a = OLD.annotator AND b = OLD.status;
END;
CREATE TRIGGER tally_status_update AFTER UPDATE OF status ON status WHEN (SELECT trashed FROM document WHERE id = NEW.document) IS NULL BEGIN
  UPDATE tally SET n = n - 1 WHERE what = 'status' AND a = OLD.annotator AND b = OLD.status;
  INSERT INTO tally VALUES ('status', NEW.annotator, NEW.status, 1)
    ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER tally_mention_insert AFTER INSERT ON mention
WHEN (SELECT d.trashed FROM annotation a JOIN document d ON d.id = a.document WHERE a.id = NEW.annotation) IS NULL BEGIN
  INSERT INTO tally VALUES ('mention', NEW.entity, 0, 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER tally_mention_delete AFTER DELETE ON mention
WHEN (SELECT d.trashed FROM annotation a JOIN document d ON d.id = a.document WHERE a.id = OLD.annotation) IS NULL BEGIN
  UPDATE tally SET n = n - 1 WHERE what = 'mention' AND a = OLD.entity AND b = 0;
END;

-- The trash, which a project of a million documents must not be searched for.
CREATE INDEX document_trashed ON document (trashed) WHERE trashed IS NOT NULL;

-- The beginning of a long article is read before the rest of it: its spans by their place.
CREATE INDEX annotation_start ON annotation (document, start) WHERE start IS NOT NULL;
