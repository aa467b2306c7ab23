-- 006.sql: which copies were merged into this one, and up to where
--
-- SPDX-License-Identifier: GPL-3.0-or-later

-- One row for each act that merged a copy, written by it, so that undo takes it away. ours: the number of the act.
-- theirs: the last row of the history that the copy had then. print: a sum over that history up to there, by which the
-- copy, and copies of it, are known again. undone: the numbers of its acts that were not done then.
CREATE TABLE merged (
  id INTEGER NOT NULL PRIMARY KEY CHECK (id > 0),
  ours INTEGER NOT NULL,
  theirs INTEGER NOT NULL,
  print TEXT NOT NULL,
  undone TEXT NOT NULL
) STRICT;

-- A mention, like a decision, can come before its annotation and go after it while a changeset is applied: then the
-- annotation's own triggers count it, and know whether it lies in the trash.
DROP TRIGGER tally_mention_insert;
DROP TRIGGER tally_mention_delete;
CREATE TRIGGER tally_mention_insert AFTER INSERT ON mention
WHEN EXISTS (SELECT 1 FROM annotation a LEFT JOIN document d ON d.id = a.document
             WHERE a.id = NEW.annotation AND d.trashed IS NULL) BEGIN
  INSERT INTO tally VALUES ('mention', NEW.entity, 0, 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER tally_mention_delete AFTER DELETE ON mention
WHEN EXISTS (SELECT 1 FROM annotation a LEFT JOIN document d ON d.id = a.document
             WHERE a.id = OLD.annotation AND d.trashed IS NULL) BEGIN
  UPDATE tally SET n = n - 1 WHERE what = 'mention' AND a = OLD.entity AND b = 0;
END;
CREATE TRIGGER tally_mentioned_insert AFTER INSERT ON annotation
WHEN NEW.kind = 0 AND EXISTS (SELECT 1 FROM mention WHERE annotation = NEW.id)
  AND (SELECT trashed FROM document WHERE id = NEW.document) IS NULL BEGIN
  INSERT INTO tally SELECT 'mention', entity, 0, 1 FROM mention WHERE annotation = NEW.id
    ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER tally_mentioned_delete AFTER DELETE ON annotation
WHEN OLD.kind = 0 AND EXISTS (SELECT 1 FROM mention WHERE annotation = OLD.id)
  AND (SELECT trashed FROM document WHERE id = OLD.document) IS NULL BEGIN
  UPDATE tally SET n = n - 1
    WHERE what = 'mention' AND b = 0 AND a IN (SELECT entity FROM mention WHERE annotation = OLD.id);
END;
