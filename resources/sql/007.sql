-- 007.sql: after an act only the quotes are counted again whose speaker it changed, not all of their document; and what a
-- batch put into other documents can be undone however much it is
--
-- SPDX-License-Identifier: GPL-3.0-or-later

-- Quotes whose speaker changes in this transaction, and by whom they were said before, as they were counted in speaker.
-- Where many change, their documents are counted again as a whole: see stale. Both are empty between transactions.
CREATE TABLE stale_quote (
  number INTEGER NOT NULL PRIMARY KEY,
  quote INTEGER NOT NULL UNIQUE
) STRICT;
CREATE TABLE spoke (
  document INTEGER NOT NULL,
  annotator INTEGER NOT NULL,
  entity INTEGER NOT NULL
) STRICT;

-- What is counted in speaker, a row for each quote: it is asked for few quotes, so that none but theirs are looked at.
CREATE TRIGGER stale_quote_insert AFTER INSERT ON stale_quote BEGIN
  INSERT INTO spoke
    SELECT document, annotator, entity FROM speaks WHERE quote = NEW.quote
    UNION
    SELECT s.document, -x.annotator, s.entity FROM speaks s JOIN decision x ON x.suggestion = s.quote
      WHERE s.quote = NEW.quote AND s.suggested
    UNION
    SELECT s.document, 0, s.entity FROM speaks s JOIN decision x ON x.suggestion = s.quote
      WHERE s.quote = NEW.quote AND s.suggested;
END;
CREATE TRIGGER speaker_update AFTER UPDATE OF n ON speaker BEGIN
  UPDATE tally SET n = n + NEW.n - OLD.n WHERE what = 'speaker' AND a = NEW.annotator AND b = NEW.entity;
END;

-- Each looks at what is there before it changes. After 64 quotes it is the document. Not OR IGNORE: what a statement says
-- of conflicts holds for its triggers, too.
DROP TRIGGER stale_relation_insert;
DROP TRIGGER stale_relation_delete;
DROP TRIGGER stale_relation_update;
DROP TRIGGER stale_mention_insert;
DROP TRIGGER stale_mention_delete;
DROP TRIGGER stale_decision_insert;
DROP TRIGGER stale_decision_delete;
CREATE TRIGGER stale_relation_insert BEFORE INSERT ON annotation
WHEN NEW.kind = 1 AND NOT EXISTS (SELECT 1 FROM stale WHERE document = NEW.document) BEGIN
  INSERT INTO stale SELECT NEW.document WHERE (SELECT max (number) FROM stale_quote) >= 64 ON CONFLICT DO NOTHING;
  INSERT INTO stale_quote (quote) VALUES (NEW.from_) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER stale_relation_delete BEFORE DELETE ON annotation
WHEN OLD.kind = 1 AND NOT EXISTS (SELECT 1 FROM stale WHERE document = OLD.document) BEGIN
  INSERT INTO stale SELECT OLD.document WHERE (SELECT max (number) FROM stale_quote) >= 64 ON CONFLICT DO NOTHING;
  INSERT INTO stale_quote (quote) VALUES (OLD.from_) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER stale_relation_update BEFORE UPDATE OF from_, to_, label, annotator ON annotation
WHEN NEW.kind = 1 AND NOT EXISTS (SELECT 1 FROM stale WHERE document = NEW.document) BEGIN
  INSERT INTO stale SELECT NEW.document WHERE (SELECT max (number) FROM stale_quote) >= 64 ON CONFLICT DO NOTHING;
  INSERT INTO stale_quote (quote) VALUES (OLD.from_), (NEW.from_) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER stale_mention_insert BEFORE INSERT ON mention
WHEN EXISTS (SELECT 1 FROM annotation WHERE to_ = NEW.annotation) BEGIN
  INSERT INTO stale SELECT document FROM annotation
    WHERE to_ = NEW.annotation AND (SELECT max (number) FROM stale_quote) >= 64 ON CONFLICT DO NOTHING;
  INSERT INTO stale_quote (quote) SELECT from_ FROM annotation r
    WHERE to_ = NEW.annotation AND NOT EXISTS (SELECT 1 FROM stale WHERE document = r.document) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER stale_mention_delete BEFORE DELETE ON mention
WHEN EXISTS (SELECT 1 FROM annotation WHERE to_ = OLD.annotation) BEGIN
  INSERT INTO stale SELECT document FROM annotation
    WHERE to_ = OLD.annotation AND (SELECT max (number) FROM stale_quote) >= 64 ON CONFLICT DO NOTHING;
  INSERT INTO stale_quote (quote) SELECT from_ FROM annotation r
    WHERE to_ = OLD.annotation AND NOT EXISTS (SELECT 1 FROM stale WHERE document = r.document) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER stale_decision_insert BEFORE INSERT ON decision
WHEN EXISTS (SELECT 1 FROM annotation WHERE from_ = NEW.suggestion) BEGIN
  INSERT INTO stale SELECT document FROM annotation
    WHERE from_ = NEW.suggestion AND (SELECT max (number) FROM stale_quote) >= 64 ON CONFLICT DO NOTHING;
  INSERT INTO stale_quote (quote) SELECT NEW.suggestion
    WHERE NOT EXISTS (SELECT 1 FROM annotation r JOIN stale s ON s.document = r.document
                      WHERE r.from_ = NEW.suggestion) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER stale_decision_delete BEFORE DELETE ON decision
WHEN EXISTS (SELECT 1 FROM annotation WHERE from_ = OLD.suggestion) BEGIN
  INSERT INTO stale SELECT document FROM annotation
    WHERE from_ = OLD.suggestion AND (SELECT max (number) FROM stale_quote) >= 64 ON CONFLICT DO NOTHING;
  INSERT INTO stale_quote (quote) SELECT OLD.suggestion
    WHERE NOT EXISTS (SELECT 1 FROM annotation r JOIN stale s ON s.document = r.document
                      WHERE r.from_ = OLD.suggestion) ON CONFLICT DO NOTHING;
END;

-- While a changeset is applied, an annotator, a label and a document can go before what refers to them, and it cannot be
-- told any more what was counted.
CREATE TRIGGER stale_annotator_delete BEFORE DELETE ON annotator BEGIN
  INSERT INTO stale SELECT document FROM annotation WHERE annotator = OLD.id AND kind = 1 ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER stale_label_delete BEFORE DELETE ON label WHEN OLD.name = 'speaker' BEGIN
  INSERT INTO stale SELECT document FROM annotation WHERE label = OLD.id ON CONFLICT DO NOTHING;
END;

-- What an undone batch of very much put into documents that it did not bring, where that is too much for one changeset:
-- the first is in the history, like that of any act. number: that of the act. They are undone in the order of part.
CREATE TABLE changeset_part (
  number INTEGER NOT NULL,
  part INTEGER NOT NULL,
  changeset BLOB NOT NULL,
  PRIMARY KEY (number, part)
) STRICT;
