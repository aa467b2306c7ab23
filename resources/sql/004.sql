-- 004.sql: where annotations of people break rules, kept for lists
--
-- SPDX-License-Identifier: GPL-3.0-or-later

-- What vbt_check_document() found, by vbt_recheck(), in the background. Can be found again, so not in the history.
-- when_: on which occasion the rule is looked at. annotation: 0 where the document as a whole, or a passage, is meant.
-- fix_start, fix_end: the extent that would be right; fix_label: the label that is missing there.
CREATE TABLE problem (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  annotator INTEGER NOT NULL,
  number INTEGER NOT NULL,
  rule TEXT NOT NULL,
  level INTEGER NOT NULL,
  when_ INTEGER NOT NULL,
  annotation INTEGER NOT NULL,
  start INTEGER NOT NULL,
  end_ INTEGER NOT NULL,
  message TEXT NOT NULL,
  fix_start INTEGER,
  fix_end INTEGER,
  fix_label INTEGER
) STRICT;
CREATE INDEX problem_place ON problem (annotator, number, start, id);

-- How many of them hold now, for the list of documents; no row: none.
CREATE TABLE flaw (
  annotator INTEGER NOT NULL,
  number INTEGER NOT NULL,
  n_errors INTEGER NOT NULL,
  n_warnings INTEGER NOT NULL,
  PRIMARY KEY (annotator, number)
) STRICT, WITHOUT ROWID;

-- Sets of annotations that changed since they were checked. n: counts the changes, so that one that comes while it is
-- checked is not taken for done.
CREATE TABLE unchecked (
  annotator INTEGER NOT NULL,
  number INTEGER NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (annotator, number)
) STRICT, WITHOUT ROWID;

-- By which rules, in which language, all sets were checked or put into `unchecked`; '' once the rules changed.
CREATE TABLE examined (
  id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  stamp TEXT NOT NULL
) STRICT;
INSERT INTO examined VALUES (1, '');

-- How many transactions changed something else than these four tables: who has the project open sees by it whether there
-- is more to be read again.
CREATE TABLE written (
  id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  n INTEGER NOT NULL
) STRICT;
INSERT INTO written VALUES (1, 0);

-- What is to be checked again. Suggestions are not checked.
CREATE VIEW person AS SELECT id FROM annotator WHERE kind IN (0, 3);
CREATE TRIGGER unchecked_annotation_insert AFTER INSERT ON annotation WHEN NEW.annotator IN (SELECT id FROM person) BEGIN
  INSERT INTO unchecked SELECT NEW.annotator, number, 1 FROM document WHERE id = NEW.document ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER unchecked_annotation_delete AFTER DELETE ON annotation WHEN OLD.annotator IN (SELECT id FROM person) BEGIN
  INSERT INTO unchecked SELECT OLD.annotator, number, 1 FROM document WHERE id = OLD.document ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER unchecked_annotation_update AFTER UPDATE ON annotation WHEN NEW.annotator IN (SELECT id FROM person) BEGIN
  INSERT INTO unchecked SELECT NEW.annotator, number, 1 FROM document WHERE id = NEW.document ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER unchecked_fragment_insert AFTER INSERT ON fragment BEGIN
  INSERT INTO unchecked SELECT a.annotator, d.number, 1 FROM annotation a JOIN document d ON d.id = a.document
    WHERE a.id = NEW.annotation AND a.annotator IN (SELECT id FROM person) ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER unchecked_fragment_delete AFTER DELETE ON fragment BEGIN
  INSERT INTO unchecked SELECT a.annotator, d.number, 1 FROM annotation a JOIN document d ON d.id = a.document
    WHERE a.id = OLD.annotation AND a.annotator IN (SELECT id FROM person) ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER unchecked_fragment_update AFTER UPDATE ON fragment BEGIN
  INSERT INTO unchecked SELECT a.annotator, d.number, 1 FROM annotation a JOIN document d ON d.id = a.document
    WHERE a.id = NEW.annotation AND a.annotator IN (SELECT id FROM person) ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER unchecked_value_insert AFTER INSERT ON value BEGIN
  INSERT INTO unchecked SELECT a.annotator, d.number, 1 FROM annotation a JOIN document d ON d.id = a.document
    WHERE a.id = NEW.annotation AND a.annotator IN (SELECT id FROM person) ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER unchecked_value_delete AFTER DELETE ON value BEGIN
  INSERT INTO unchecked SELECT a.annotator, d.number, 1 FROM annotation a JOIN document d ON d.id = a.document
    WHERE a.id = OLD.annotation AND a.annotator IN (SELECT id FROM person) ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER unchecked_value_update AFTER UPDATE ON value BEGIN
  INSERT INTO unchecked SELECT a.annotator, d.number, 1 FROM annotation a JOIN document d ON d.id = a.document
    WHERE a.id = NEW.annotation AND a.annotator IN (SELECT id FROM person) ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER unchecked_mention_insert AFTER INSERT ON mention BEGIN
  INSERT INTO unchecked SELECT a.annotator, d.number, 1 FROM annotation a JOIN document d ON d.id = a.document
    WHERE a.id = NEW.annotation AND a.annotator IN (SELECT id FROM person) ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER unchecked_mention_delete AFTER DELETE ON mention BEGIN
  INSERT INTO unchecked SELECT a.annotator, d.number, 1 FROM annotation a JOIN document d ON d.id = a.document
    WHERE a.id = OLD.annotation AND a.annotator IN (SELECT id FROM person) ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER unchecked_status_insert AFTER INSERT ON status BEGIN
  INSERT INTO unchecked SELECT NEW.annotator, number, 1 FROM document WHERE id = NEW.document ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER unchecked_status_delete AFTER DELETE ON status BEGIN
  INSERT INTO unchecked SELECT OLD.annotator, number, 1 FROM document WHERE id = OLD.document ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER unchecked_status_update AFTER UPDATE ON status BEGIN
  INSERT INTO unchecked SELECT NEW.annotator, number, 1 FROM document WHERE id = NEW.document ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER unchecked_document_insert AFTER INSERT ON document BEGIN
  INSERT INTO unchecked SELECT id, NEW.number, 1 FROM person p
    WHERE EXISTS (SELECT 1 FROM annotation WHERE document = NEW.id AND annotator = p.id) ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER unchecked_document_delete AFTER DELETE ON document BEGIN
  DELETE FROM problem WHERE annotator IN (SELECT id FROM person) AND number = OLD.number;
  DELETE FROM flaw WHERE annotator IN (SELECT id FROM person) AND number = OLD.number;
  DELETE FROM unchecked WHERE annotator IN (SELECT id FROM person) AND number = OLD.number;
END;
CREATE TRIGGER unchecked_document_trash AFTER UPDATE OF trashed ON document
WHEN (OLD.trashed IS NULL) <> (NEW.trashed IS NULL) BEGIN
  DELETE FROM problem WHERE annotator IN (SELECT id FROM person) AND number = OLD.number;
  DELETE FROM flaw WHERE annotator IN (SELECT id FROM person) AND number = OLD.number;
  INSERT INTO unchecked SELECT id, NEW.number, 1 FROM person p
    WHERE EXISTS (SELECT 1 FROM annotation WHERE document = NEW.id AND annotator = p.id) ON CONFLICT DO UPDATE SET n = n + 1;
END;

-- What makes all that was checked worthless.
CREATE TRIGGER examined_label_insert AFTER INSERT ON label BEGIN
  UPDATE examined SET stamp = '' WHERE stamp <> '';
END;
CREATE TRIGGER examined_label_delete AFTER DELETE ON label BEGIN
  UPDATE examined SET stamp = '' WHERE stamp <> '';
END;
CREATE TRIGGER examined_label_update AFTER UPDATE ON label
WHEN OLD.name <> NEW.name OR OLD.max <> NEW.max BEGIN
  UPDATE examined SET stamp = '' WHERE stamp <> '';
END;
CREATE TRIGGER examined_attribute_insert AFTER INSERT ON attribute BEGIN
  UPDATE examined SET stamp = '' WHERE stamp <> '';
END;
CREATE TRIGGER examined_attribute_delete AFTER DELETE ON attribute BEGIN
  UPDATE examined SET stamp = '' WHERE stamp <> '';
END;
CREATE TRIGGER examined_attribute_update AFTER UPDATE ON attribute
WHEN (OLD.name, OLD.kind, OLD.choices, OLD.default_value, OLD.required)
  IS NOT (NEW.name, NEW.kind, NEW.choices, NEW.default_value, NEW.required) BEGIN
  UPDATE examined SET stamp = '' WHERE stamp <> '';
END;
CREATE TRIGGER examined_label_end_insert AFTER INSERT ON label_end BEGIN
  UPDATE examined SET stamp = '' WHERE stamp <> '';
END;
CREATE TRIGGER examined_label_end_delete AFTER DELETE ON label_end BEGIN
  UPDATE examined SET stamp = '' WHERE stamp <> '';
END;
CREATE TRIGGER examined_label_end_update AFTER UPDATE ON label_end
WHEN OLD.other <> NEW.other BEGIN
  UPDATE examined SET stamp = '' WHERE stamp <> '';
END;
CREATE TRIGGER examined_rule_insert AFTER INSERT ON rule BEGIN
  UPDATE examined SET stamp = '' WHERE stamp <> '';
END;
CREATE TRIGGER examined_rule_delete AFTER DELETE ON rule BEGIN
  UPDATE examined SET stamp = '' WHERE stamp <> '';
END;
CREATE TRIGGER examined_rule_update AFTER UPDATE ON rule
WHEN OLD.level <> NEW.level OR OLD.when_ <> NEW.when_ BEGIN
  UPDATE examined SET stamp = '' WHERE stamp <> '';
END;
