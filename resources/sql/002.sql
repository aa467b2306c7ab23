-- 002.sql: lists in any order without a sort, and texts that wait to be indexed
--
-- SPDX-License-Identifier: GPL-3.0-or-later

-- Documents that are not in the trash, with what lists are sorted by. Kept by triggers, so not in the history. Each
-- index holds all that a list reads, so that its first page costs the same at any size.
CREATE TABLE listed (
  number INTEGER NOT NULL PRIMARY KEY,
  document INTEGER NOT NULL,
  position INTEGER NOT NULL,
  title TEXT NOT NULL,
  published TEXT
) STRICT;
CREATE INDEX listed_position ON listed (position, number, document);
CREATE INDEX listed_title ON listed (title COLLATE NOCASE, position, number, document);
CREATE INDEX listed_published ON listed (published IS NULL, published, position, number, document);
DROP INDEX document_position;

-- The same for one annotator and a status that is not new.
CREATE INDEX status_document ON status (annotator, status, document);
DROP INDEX status_annotator;

CREATE TRIGGER listed_document_insert AFTER INSERT ON document WHEN NEW.trashed IS NULL BEGIN
  INSERT OR REPLACE INTO listed
    SELECT NEW.number, NEW.id, NEW.position,
           coalesce ((SELECT nullif (value, '') FROM metadata WHERE document = NEW.id AND key = 'title'), NEW.name),
           (SELECT value FROM metadata WHERE document = NEW.id AND key = 'published');
END;
CREATE TRIGGER listed_document_delete AFTER DELETE ON document BEGIN
  DELETE FROM listed WHERE number = OLD.number;
END;
CREATE TRIGGER listed_document_update AFTER UPDATE OF name, position, trashed ON document BEGIN
  DELETE FROM listed WHERE number = NEW.number;
  INSERT INTO listed
    SELECT NEW.number, NEW.id, NEW.position,
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
  SELECT d.number, d.id, d.position,
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

-- What is not in a full-text index yet: rows of document_text (0), document (1) and metadata (2). What comes in waits
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

DROP TRIGGER title_search_insert;
DROP TRIGGER title_search_delete;
DROP TRIGGER title_search_update;
CREATE TRIGGER title_search_insert AFTER INSERT ON metadata WHEN NEW.key = 'title' BEGIN
  INSERT INTO pending VALUES (2, NEW.number);
END;
CREATE TRIGGER title_search_delete AFTER DELETE ON metadata WHEN OLD.key = 'title' BEGIN
  INSERT INTO title_search (title_search, rowid, title) SELECT 'delete', OLD.number, OLD.value
    WHERE NOT EXISTS (SELECT 1 FROM pending WHERE what = 2 AND number = OLD.number);
  DELETE FROM pending WHERE what = 2 AND number = OLD.number;
END;
CREATE TRIGGER title_search_update AFTER UPDATE OF value ON metadata
WHEN NEW.key = 'title' AND NOT EXISTS (SELECT 1 FROM pending WHERE what = 2 AND number = OLD.number) BEGIN
  INSERT INTO title_search (title_search, rowid, title) VALUES ('delete', OLD.number, OLD.value);
  INSERT INTO title_search (rowid, title) VALUES (NEW.number, NEW.value);
END;
