-- 001.sql: the project file
--
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Every table that a person's acts change is recorded by SQLite's session extension: each has a PRIMARY KEY that is
-- never NULL, no generated column, and no UNIQUE on what can be edited (style.md 2.3). Foreign keys have no
-- action: the store deletes what hangs on a row itself, because a cascade that fires while a changeset is
-- applied would take rows that the changeset is about to change.

CREATE TABLE project (
  key TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE schema (
  id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  name TEXT NOT NULL,
  version INTEGER NOT NULL
) STRICT;

CREATE TABLE label (
  id INTEGER NOT NULL PRIMARY KEY CHECK (id > 0),
  kind INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 2),
  name TEXT NOT NULL CHECK (name <> ''),
  key TEXT CHECK (key <> ''),
  color TEXT,
  guideline TEXT,
  position INTEGER NOT NULL,
  max INTEGER NOT NULL CHECK (max >= -1),
  hidden INTEGER NOT NULL CHECK (hidden IN (0, 1)),
  UNIQUE (id, kind)
) STRICT;

CREATE TABLE attribute (
  id INTEGER NOT NULL PRIMARY KEY CHECK (id > 0),
  label INTEGER NOT NULL REFERENCES label (id),
  name TEXT NOT NULL CHECK (name <> ''),
  kind INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 4),
  choices TEXT,
  default_value TEXT,
  required INTEGER NOT NULL CHECK (required IN (0, 1)),
  position INTEGER NOT NULL
) STRICT;
CREATE INDEX attribute_label ON attribute (label);

-- Which labels a relation may come from (side 0) and go to (side 1).
CREATE TABLE label_end (
  label INTEGER NOT NULL REFERENCES label (id),
  side INTEGER NOT NULL CHECK (side IN (0, 1)),
  position INTEGER NOT NULL CHECK (position >= 0),
  other INTEGER NOT NULL REFERENCES label (id),
  PRIMARY KEY (label, side, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX label_end_other ON label_end (other);

CREATE TABLE rule (
  rule TEXT NOT NULL PRIMARY KEY,
  level INTEGER NOT NULL CHECK (level BETWEEN 0 AND 2),
  when_ INTEGER NOT NULL CHECK (when_ BETWEEN 0 AND 2),
  position INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE annotator (
  id INTEGER NOT NULL PRIMARY KEY CHECK (id > 0),
  kind INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 3),
  name TEXT NOT NULL CHECK (name <> ''),
  version TEXT
) STRICT;

CREATE TABLE entity (
  id INTEGER NOT NULL PRIMARY KEY CHECK (id > 0),
  kind INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 3),
  name TEXT NOT NULL CHECK (name <> ''),
  external_id TEXT,
  note TEXT,
  batch INTEGER
) STRICT;
CREATE INDEX entity_name ON entity (name, kind);
CREATE INDEX entity_batch ON entity (batch) WHERE batch IS NOT NULL;

CREATE TABLE alias (
  number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  entity INTEGER NOT NULL REFERENCES entity (id),
  alias TEXT NOT NULL CHECK (alias <> '')
) STRICT;
CREATE INDEX alias_entity ON alias (entity, alias);

CREATE TABLE entity_attribute (
  entity INTEGER NOT NULL REFERENCES entity (id),
  key TEXT NOT NULL CHECK (key <> ''),
  value TEXT NOT NULL,
  PRIMARY KEY (entity, key)
) STRICT, WITHOUT ROWID;

-- number: in order, because the full-text index takes rows fastest so; batch: the number of the history row of
-- an import; trashed: when it was deleted.
CREATE TABLE document (
  number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  id INTEGER NOT NULL UNIQUE CHECK (id > 0),
  name TEXT NOT NULL,
  position INTEGER NOT NULL,
  n_chars INTEGER NOT NULL CHECK (n_chars >= 0),
  sha256 TEXT NOT NULL CHECK (length (sha256) = 64),
  added INTEGER NOT NULL,
  batch INTEGER,
  trashed INTEGER
) STRICT;
CREATE INDEX document_name ON document (name);
CREATE INDEX document_position ON document (position) WHERE trashed IS NULL;
CREATE INDEX document_batch ON document (batch) WHERE batch IS NOT NULL;

-- Apart from the document, so that lists never read it. tokens, sentences: see vbt-store-ranges.h; NULL: not segmented
-- yet.
CREATE TABLE document_text (
  number INTEGER NOT NULL PRIMARY KEY REFERENCES document (number),
  text TEXT NOT NULL,
  tokens BLOB,
  sentences BLOB
) STRICT;

CREATE TABLE metadata (
  number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  document INTEGER NOT NULL REFERENCES document (id),
  key TEXT NOT NULL CHECK (key <> ''),
  value TEXT NOT NULL,
  position INTEGER NOT NULL,
  UNIQUE (document, key)
) STRICT;
CREATE INDEX metadata_key ON metadata (key, value, document);

CREATE TABLE annotation (
  id INTEGER NOT NULL PRIMARY KEY CHECK (id > 0),
  document INTEGER NOT NULL REFERENCES document (id),
  annotator INTEGER NOT NULL REFERENCES annotator (id),
  label INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  start INTEGER,
  end_ INTEGER,
  from_ INTEGER REFERENCES annotation (id),
  to_ INTEGER REFERENCES annotation (id),
  derived_from INTEGER REFERENCES annotation (id) DEFERRABLE INITIALLY DEFERRED,
  confidence REAL CHECK (confidence BETWEEN 0 AND 1),
  rule TEXT,
  note TEXT,
  created INTEGER NOT NULL,
  changed INTEGER NOT NULL,
  batch INTEGER,
  FOREIGN KEY (label, kind) REFERENCES label (id, kind),
  CHECK (CASE kind
         WHEN 0 THEN start >= 0 AND end_ > start AND start IS NOT NULL AND end_ IS NOT NULL
                     AND from_ IS NULL AND to_ IS NULL
         WHEN 1 THEN start IS NULL AND end_ IS NULL AND from_ IS NOT NULL AND to_ IS NOT NULL
                     AND from_ <> id AND to_ <> id
         WHEN 2 THEN start IS NULL AND end_ IS NULL AND from_ IS NULL AND to_ IS NULL
         ELSE 0 END)
) STRICT;
CREATE INDEX annotation_document ON annotation (document, annotator, label);
CREATE INDEX annotation_label ON annotation (label, document);
CREATE INDEX annotation_annotator ON annotation (annotator);
CREATE INDEX annotation_from ON annotation (from_) WHERE from_ IS NOT NULL;
CREATE INDEX annotation_to ON annotation (to_) WHERE to_ IS NOT NULL;
CREATE INDEX annotation_derived_from ON annotation (derived_from) WHERE derived_from IS NOT NULL;
CREATE INDEX annotation_batch ON annotation (batch) WHERE batch IS NOT NULL;

CREATE TRIGGER annotation_ends_insert BEFORE INSERT ON annotation
WHEN NEW.kind = 1 AND EXISTS (SELECT 1 FROM annotation
                              WHERE id IN (NEW.from_, NEW.to_) AND document <> NEW.document)
BEGIN
  SELECT RAISE (ABORT, 'a relation must not leave its document');
END;
CREATE TRIGGER annotation_ends_update BEFORE UPDATE OF from_, to_, document ON annotation
WHEN NEW.kind = 1 AND EXISTS (SELECT 1 FROM annotation
                              WHERE id IN (NEW.from_, NEW.to_) AND document <> NEW.document)
BEGIN
  SELECT RAISE (ABORT, 'a relation must not leave its document');
END;

-- Only of spans that have more than one; start and end of the annotation are then the first and the last.
CREATE TABLE fragment (
  annotation INTEGER NOT NULL REFERENCES annotation (id),
  position INTEGER NOT NULL CHECK (position >= 0),
  start INTEGER NOT NULL CHECK (start >= 0),
  end_ INTEGER NOT NULL,
  PRIMARY KEY (annotation, position),
  CHECK (start < end_)
) STRICT, WITHOUT ROWID;

CREATE TABLE value (
  annotation INTEGER NOT NULL REFERENCES annotation (id),
  attribute INTEGER NOT NULL REFERENCES attribute (id),
  value TEXT NOT NULL,
  position INTEGER NOT NULL,
  PRIMARY KEY (annotation, attribute)
) STRICT, WITHOUT ROWID;
CREATE INDEX value_attribute ON value (attribute, value);

CREATE TABLE mention (
  annotation INTEGER NOT NULL REFERENCES annotation (id),
  entity INTEGER NOT NULL REFERENCES entity (id),
  position INTEGER NOT NULL,
  PRIMARY KEY (annotation, entity)
) STRICT, WITHOUT ROWID;
CREATE INDEX mention_entity ON mention (entity);

CREATE TABLE decision (
  suggestion INTEGER NOT NULL REFERENCES annotation (id),
  annotator INTEGER NOT NULL REFERENCES annotator (id),
  verdict INTEGER NOT NULL CHECK (verdict BETWEEN 0 AND 2),
  time INTEGER NOT NULL,
  PRIMARY KEY (suggestion, annotator)
) STRICT, WITHOUT ROWID;
CREATE INDEX decision_annotator ON decision (annotator);

CREATE TABLE status (
  document INTEGER NOT NULL REFERENCES document (id),
  annotator INTEGER NOT NULL REFERENCES annotator (id),
  status INTEGER NOT NULL CHECK (status BETWEEN 0 AND 3),
  PRIMARY KEY (document, annotator)
) STRICT, WITHOUT ROWID;
CREATE INDEX status_annotator ON status (annotator, status);

-- Notes and questions: on an annotation, a passage, or the whole document; answers name what they answer.
CREATE TABLE remark (
  id INTEGER NOT NULL PRIMARY KEY CHECK (id > 0),
  document INTEGER NOT NULL REFERENCES document (id),
  annotation INTEGER REFERENCES annotation (id),
  start INTEGER CHECK (start >= 0),
  end_ INTEGER,
  annotator INTEGER NOT NULL REFERENCES annotator (id),
  answers INTEGER REFERENCES remark (id),
  text TEXT NOT NULL,
  question INTEGER NOT NULL CHECK (question IN (0, 1)),
  resolved INTEGER NOT NULL CHECK (resolved IN (0, 1)),
  created INTEGER NOT NULL,
  changed INTEGER NOT NULL,
  CHECK ((start IS NULL AND end_ IS NULL) OR (start IS NOT NULL AND end_ > start))
) STRICT;
CREATE INDEX remark_document ON remark (document);
CREATE INDEX remark_annotation ON remark (annotation) WHERE annotation IS NOT NULL;
CREATE INDEX remark_answers ON remark (answers) WHERE answers IS NOT NULL;

-- Filters and searches that were saved.
CREATE TABLE saved_query (
  id INTEGER NOT NULL PRIMARY KEY CHECK (id > 0),
  kind TEXT NOT NULL CHECK (kind IN ('documents', 'search')),
  name TEXT NOT NULL CHECK (name <> ''),
  query TEXT NOT NULL,
  position INTEGER NOT NULL
) STRICT;

-- What taggers learned from the project; can be learned again, so it is not in the history.
CREATE TABLE model (
  tagger TEXT NOT NULL,
  name TEXT NOT NULL,
  version INTEGER NOT NULL,
  trained INTEGER NOT NULL,
  report TEXT,
  data BLOB NOT NULL,
  PRIMARY KEY (tagger, name)
) STRICT, WITHOUT ROWID;

-- One row for each act. changeset: undoes and redoes it; of a batch (an import, a tagging): NULL while it is
-- done, and its deletion once it is undone. An act without a way back (after a migration) is history only.
CREATE TABLE history (
  number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  time INTEGER NOT NULL,
  annotator INTEGER NOT NULL,
  document INTEGER,
  words TEXT NOT NULL,
  changeset BLOB,
  batch INTEGER NOT NULL CHECK (batch IN (0, 1)),
  state TEXT NOT NULL CHECK (state IN ('open', 'done', 'undone', 'dropped'))
) STRICT;
CREATE INDEX history_state ON history (annotator, state);
CREATE INDEX history_document ON history (document);
CREATE INDEX history_open ON history (state) WHERE state = 'open';

-- Counts that the window shows at any size, kept by the triggers below:
--   document, 0, 0             documents that are not in the trash
--   label, annotator, label    annotations
--   suggestion, document, 0    spans by taggers and imports; document 0: all
--   decision, annotator, document   decisions on such spans; document 0: all
--   status, annotator, status  documents
--   mention, entity, 0         spans that refer to it
CREATE TABLE tally (
  what TEXT NOT NULL,
  a INTEGER NOT NULL,
  b INTEGER NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (what, a, b)
) STRICT, WITHOUT ROWID;
CREATE INDEX tally_mention ON tally (n) WHERE what = 'mention';

CREATE TRIGGER tally_document_insert AFTER INSERT ON document WHEN NEW.trashed IS NULL BEGIN
  INSERT INTO tally VALUES ('document', 0, 0, 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER tally_document_delete AFTER DELETE ON document WHEN OLD.trashed IS NULL BEGIN
  UPDATE tally SET n = n - 1 WHERE what = 'document' AND a = 0 AND b = 0;
END;
CREATE TRIGGER tally_document_trash AFTER UPDATE OF trashed ON document
WHEN (OLD.trashed IS NULL) <> (NEW.trashed IS NULL) BEGIN
  INSERT INTO tally VALUES ('document', 0, 0, iif (NEW.trashed IS NULL, 1, -1))
    ON CONFLICT DO UPDATE SET n = n + excluded.n;
  INSERT INTO tally SELECT 'label', annotator, label, count (*) * iif (NEW.trashed IS NULL, 1, -1)
    FROM annotation WHERE document = NEW.id GROUP BY annotator, label
    ON CONFLICT DO UPDATE SET n = n + excluded.n;
  INSERT INTO tally SELECT 'suggestion', 0, 0, n * iif (NEW.trashed IS NULL, 1, -1)
    FROM tally WHERE what = 'suggestion' AND a = NEW.id AND b = 0
    ON CONFLICT DO UPDATE SET n = n + excluded.n;
  INSERT INTO tally SELECT 'decision', a.id, 0, t.n * iif (NEW.trashed IS NULL, 1, -1)
    FROM annotator a JOIN tally t ON t.what = 'decision' AND t.a = a.id AND t.b = NEW.id WHERE TRUE
    ON CONFLICT DO UPDATE SET n = n + excluded.n;
  INSERT INTO tally SELECT 'status', annotator, status, iif (NEW.trashed IS NULL, 1, -1)
    FROM status WHERE document = NEW.id
    ON CONFLICT DO UPDATE SET n = n + excluded.n;
  INSERT INTO tally SELECT 'mention', m.entity, 0, count (*) * iif (NEW.trashed IS NULL, 1, -1)
    FROM annotation a JOIN mention m ON m.annotation = a.id WHERE a.document = NEW.id GROUP BY m.entity
    ON CONFLICT DO UPDATE SET n = n + excluded.n;
END;

CREATE TRIGGER tally_annotation_insert AFTER INSERT ON annotation BEGIN
  INSERT INTO tally VALUES ('label', NEW.annotator, NEW.label, 1)
    ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER tally_annotation_delete AFTER DELETE ON annotation BEGIN
  UPDATE tally SET n = n - 1 WHERE what = 'label' AND a = OLD.annotator AND b = OLD.label;
END;
CREATE TRIGGER tally_annotation_update AFTER UPDATE OF label, annotator ON annotation
WHEN OLD.label <> NEW.label OR OLD.annotator <> NEW.annotator BEGIN
  UPDATE tally SET n = n - 1 WHERE what = 'label' AND a = OLD.annotator AND b = OLD.label;
  INSERT INTO tally VALUES ('label', NEW.annotator, NEW.label, 1)
    ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER tally_suggestion_insert AFTER INSERT ON annotation
WHEN NEW.kind = 0 AND (SELECT kind FROM annotator WHERE id = NEW.annotator) IN (1, 2) BEGIN
  INSERT INTO tally VALUES ('suggestion', NEW.document, 0, 1), ('suggestion', 0, 0, 1)
    ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER tally_suggestion_delete AFTER DELETE ON annotation
WHEN OLD.kind = 0 AND (SELECT kind FROM annotator WHERE id = OLD.annotator) IN (1, 2) BEGIN
  UPDATE tally SET n = n - 1
    WHERE what = 'suggestion' AND a IN (OLD.document, 0) AND b = 0;
END;

-- A decision can come before its suggestion and go after it while a changeset is applied: then the
-- suggestion's own triggers count.
CREATE TRIGGER tally_decision_insert AFTER INSERT ON decision
WHEN EXISTS (SELECT 1 FROM annotation WHERE id = NEW.suggestion AND kind = 0) BEGIN
  INSERT INTO tally SELECT 'decision', NEW.annotator, document, 1
    FROM annotation WHERE id = NEW.suggestion
    ON CONFLICT DO UPDATE SET n = n + 1;
  INSERT INTO tally VALUES ('decision', NEW.annotator, 0, 1)
    ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER tally_decision_delete AFTER DELETE ON decision
WHEN EXISTS (SELECT 1 FROM annotation WHERE id = OLD.suggestion AND kind = 0) BEGIN
  UPDATE tally SET n = n - 1
    WHERE what = 'decision' AND a = OLD.annotator
      AND b IN (0, (SELECT document FROM annotation WHERE id = OLD.suggestion));
END;
CREATE TRIGGER tally_decided_insert AFTER INSERT ON annotation
WHEN NEW.kind = 0 AND EXISTS (SELECT 1 FROM decision WHERE suggestion = NEW.id) BEGIN
  INSERT INTO tally SELECT 'decision', annotator, NEW.document, 1
    FROM decision WHERE suggestion = NEW.id ON CONFLICT DO UPDATE SET n = n + 1;
  INSERT INTO tally SELECT 'decision', annotator, 0, 1
    FROM decision WHERE suggestion = NEW.id ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER tally_decided_delete AFTER DELETE ON annotation
WHEN OLD.kind = 0 AND EXISTS (SELECT 1 FROM decision WHERE suggestion = OLD.id) BEGIN
  UPDATE tally SET n = n - 1
    WHERE what = 'decision' AND a IN (SELECT annotator FROM decision WHERE suggestion = OLD.id)
      AND b IN (0, OLD.document);
END;

CREATE TRIGGER tally_status_insert AFTER INSERT ON status BEGIN
  INSERT INTO tally VALUES ('status', NEW.annotator, NEW.status, 1)
    ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER tally_status_delete AFTER DELETE ON status BEGIN
  UPDATE tally SET n = n - 1 WHERE what = 'status' AND a = OLD.annotator AND b = OLD.status;
END;
CREATE TRIGGER tally_status_update AFTER UPDATE OF status ON status BEGIN
  UPDATE tally SET n = n - 1 WHERE what = 'status' AND a = OLD.annotator AND b = OLD.status;
  INSERT INTO tally VALUES ('status', NEW.annotator, NEW.status, 1)
    ON CONFLICT DO UPDATE SET n = n + 1;
END;

CREATE TRIGGER tally_mention_insert AFTER INSERT ON mention BEGIN
  INSERT INTO tally VALUES ('mention', NEW.entity, 0, 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER tally_mention_delete AFTER DELETE ON mention BEGIN
  UPDATE tally SET n = n - 1 WHERE what = 'mention' AND a = OLD.entity AND b = 0;
END;

-- Full-text search: words without regard to case and accents, in any script (vbt-fts-tokenizer.c). Three indexes, so
-- that each follows one table only: in which order rows come while a changeset is applied is not known.
CREATE VIRTUAL TABLE text_search USING fts5 (
  text, content = 'document_text', content_rowid = 'number', tokenize = 'verbatim');
CREATE TRIGGER text_search_insert AFTER INSERT ON document_text BEGIN
  INSERT INTO text_search (rowid, text) VALUES (NEW.number, NEW.text);
END;
CREATE TRIGGER text_search_delete AFTER DELETE ON document_text BEGIN
  INSERT INTO text_search (text_search, rowid, text) VALUES ('delete', OLD.number, OLD.text);
END;

CREATE VIRTUAL TABLE name_search USING fts5 (
  name, content = 'document', content_rowid = 'number', tokenize = 'verbatim');
CREATE TRIGGER name_search_insert AFTER INSERT ON document BEGIN
  INSERT INTO name_search (rowid, name) VALUES (NEW.number, NEW.name);
END;
CREATE TRIGGER name_search_delete AFTER DELETE ON document BEGIN
  INSERT INTO name_search (name_search, rowid, name) VALUES ('delete', OLD.number, OLD.name);
END;
CREATE TRIGGER name_search_update AFTER UPDATE OF name ON document BEGIN
  INSERT INTO name_search (name_search, rowid, name) VALUES ('delete', OLD.number, OLD.name);
  INSERT INTO name_search (rowid, name) VALUES (NEW.number, NEW.name);
END;

CREATE VIEW title AS SELECT number, document, value AS title FROM metadata WHERE key = 'title';
CREATE VIRTUAL TABLE title_search USING fts5 (
  title, content = 'title', content_rowid = 'number', tokenize = 'verbatim');
CREATE TRIGGER title_search_insert AFTER INSERT ON metadata WHEN NEW.key = 'title' BEGIN
  INSERT INTO title_search (rowid, title) VALUES (NEW.number, NEW.value);
END;
CREATE TRIGGER title_search_delete AFTER DELETE ON metadata WHEN OLD.key = 'title' BEGIN
  INSERT INTO title_search (title_search, rowid, title) VALUES ('delete', OLD.number, OLD.value);
END;
CREATE TRIGGER title_search_update AFTER UPDATE OF value ON metadata WHEN NEW.key = 'title' BEGIN
  INSERT INTO title_search (title_search, rowid, title) VALUES ('delete', OLD.number, OLD.value);
  INSERT INTO title_search (rowid, title) VALUES (NEW.number, NEW.value);
END;

-- Entities by the words of their names and aliases.
CREATE VIRTUAL TABLE entity_search USING fts5 (
  name, content = 'entity', content_rowid = 'id', tokenize = 'verbatim');
CREATE TRIGGER entity_search_insert AFTER INSERT ON entity BEGIN
  INSERT INTO entity_search (rowid, name) VALUES (NEW.id, NEW.name);
END;
CREATE TRIGGER entity_search_delete AFTER DELETE ON entity BEGIN
  INSERT INTO entity_search (entity_search, rowid, name) VALUES ('delete', OLD.id, OLD.name);
END;
CREATE TRIGGER entity_search_update AFTER UPDATE OF name ON entity BEGIN
  INSERT INTO entity_search (entity_search, rowid, name) VALUES ('delete', OLD.id, OLD.name);
  INSERT INTO entity_search (rowid, name) VALUES (NEW.id, NEW.name);
END;
CREATE VIRTUAL TABLE alias_search USING fts5 (
  alias, content = 'alias', content_rowid = 'number', tokenize = 'verbatim');
CREATE TRIGGER alias_search_insert AFTER INSERT ON alias BEGIN
  INSERT INTO alias_search (rowid, alias) VALUES (NEW.number, NEW.alias);
END;
CREATE TRIGGER alias_search_delete AFTER DELETE ON alias BEGIN
  INSERT INTO alias_search (alias_search, rowid, alias) VALUES ('delete', OLD.number, OLD.alias);
END;
