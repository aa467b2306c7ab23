-- 003.sql: suggestions in the orders in which they are reviewed
--
-- SPDX-License-Identifier: GPL-3.0-or-later

-- Every span that a tagger or an import suggests in a document that is not in the trash. Kept by triggers, so not in
-- the history. words: how it begins, folded for order and comparison; NULL until the transaction ends, see
-- vbt_store_settle(). decided: how many people have decided on it. linked: how many suggested relations lead to it: the
-- cue and the speaker of a quote are decided on with the quote, and are not in the queue themselves.
CREATE TABLE queue (
  id INTEGER NOT NULL PRIMARY KEY,
  number INTEGER NOT NULL,
  annotator INTEGER NOT NULL,
  label INTEGER NOT NULL,
  start INTEGER NOT NULL,
  confidence REAL NOT NULL,
  rule TEXT NOT NULL,
  words TEXT,
  decided INTEGER NOT NULL,
  linked INTEGER NOT NULL
) STRICT;

-- What is open lies together in each, so that what is done is not gone through; an order over several labels or taggers
-- is merged from theirs.
CREATE INDEX queue_document ON queue (decided, annotator, label, number, start, id) WHERE linked = 0;
CREATE INDEX queue_words ON queue (decided, annotator, label, words, number, start, id) WHERE linked = 0;
CREATE INDEX queue_confidence ON queue (decided, annotator, label, rule, confidence, number, start, id)
  WHERE linked = 0;
CREATE INDEX queue_unread ON queue (number) WHERE words IS NULL;

CREATE VIEW queue_now AS
  SELECT a.id, d.number, a.annotator, a.label, a.start, coalesce (a.confidence, 1.0) AS confidence,
         coalesce (a.rule, '') AS rule, NULL AS words,
         (SELECT count (*) FROM decision WHERE suggestion = a.id) AS decided,
         (SELECT count (*) FROM annotation r WHERE r.to_ = a.id AND r.annotator = a.annotator) AS linked,
         a.document
  FROM annotation a CROSS JOIN document d ON d.id = a.document
  WHERE a.kind = 0 AND d.trashed IS NULL AND (SELECT kind FROM annotator WHERE id = a.annotator) IN (1, 2);

CREATE TRIGGER queue_annotation_insert AFTER INSERT ON annotation WHEN NEW.kind = 0 BEGIN
  INSERT INTO queue
    SELECT id, number, annotator, label, start, confidence, rule, words, decided, linked
    FROM queue_now WHERE id = NEW.id ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER queue_annotation_delete AFTER DELETE ON annotation WHEN OLD.kind = 0 BEGIN
  DELETE FROM queue WHERE id = OLD.id;
END;
CREATE TRIGGER queue_annotation_update
AFTER UPDATE OF label, annotator, start, end_, confidence, rule ON annotation
WHEN NEW.kind = 0 AND (SELECT kind FROM annotator WHERE id = NEW.annotator) IN (1, 2) BEGIN
  DELETE FROM queue WHERE id = OLD.id;
  INSERT INTO queue
    SELECT id, number, annotator, label, start, confidence, rule, words, decided, linked
    FROM queue_now WHERE id = NEW.id ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER queue_relation_insert AFTER INSERT ON annotation WHEN NEW.kind = 1 BEGIN
  UPDATE queue SET linked = linked + 1 WHERE id = NEW.to_ AND annotator = NEW.annotator;
END;
CREATE TRIGGER queue_relation_delete AFTER DELETE ON annotation WHEN OLD.kind = 1 BEGIN
  UPDATE queue SET linked = linked - 1 WHERE id = OLD.to_ AND annotator = OLD.annotator;
END;
CREATE TRIGGER queue_relation_update AFTER UPDATE OF to_, annotator ON annotation
WHEN NEW.kind = 1 AND (OLD.to_ <> NEW.to_ OR OLD.annotator <> NEW.annotator) BEGIN
  UPDATE queue SET linked = linked - 1 WHERE id = OLD.to_ AND annotator = OLD.annotator;
  UPDATE queue SET linked = linked + 1 WHERE id = NEW.to_ AND annotator = NEW.annotator;
END;
CREATE TRIGGER queue_decision_insert AFTER INSERT ON decision BEGIN
  UPDATE queue SET decided = decided + 1 WHERE id = NEW.suggestion;
END;
CREATE TRIGGER queue_decision_delete AFTER DELETE ON decision BEGIN
  UPDATE queue SET decided = decided - 1 WHERE id = OLD.suggestion;
END;
CREATE TRIGGER queue_document_insert AFTER INSERT ON document
WHEN EXISTS (SELECT 1 FROM annotation WHERE document = NEW.id) BEGIN
  INSERT INTO queue
    SELECT id, number, annotator, label, start, confidence, rule, words, decided, linked
    FROM queue_now WHERE document = NEW.id ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER queue_document_delete AFTER DELETE ON document BEGIN
  DELETE FROM queue WHERE id IN (SELECT id FROM annotation WHERE document = OLD.id AND kind = 0);
END;
CREATE TRIGGER queue_document_trash AFTER UPDATE OF trashed ON document
WHEN (OLD.trashed IS NULL) <> (NEW.trashed IS NULL) BEGIN
  DELETE FROM queue WHERE id IN (SELECT id FROM annotation WHERE document = OLD.id AND kind = 0);
  INSERT INTO queue
    SELECT id, number, annotator, label, start, confidence, rule, words, decided, linked
    FROM queue_now WHERE document = NEW.id ON CONFLICT DO NOTHING;
END;

-- Of giant texts the words are left out here, because each would be sought from the beginning.
INSERT INTO queue
  SELECT q.id, q.number, q.annotator, q.label, q.start, q.confidence, q.rule,
         iif (d.n_chars < 200000,
              (SELECT lower (substr (t.text, q.start + 1, min (60, (SELECT end_ FROM annotation WHERE id = q.id) - q.start)))
               FROM document_text t WHERE t.number = q.number), ''),
         q.decided, q.linked
  FROM queue_now q JOIN document d ON d.number = q.number;
