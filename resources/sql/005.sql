-- 005.sql: the language of a document decides which of its words are pronouns
--
-- SPDX-License-Identifier: GPL-3.0-or-later

CREATE TRIGGER unchecked_language_insert AFTER INSERT ON metadata WHEN NEW.key = 'language' BEGIN
  INSERT INTO unchecked SELECT p.id, d.number, 1 FROM person p JOIN document d ON d.id = NEW.document
    WHERE EXISTS (SELECT 1 FROM annotation WHERE document = d.id AND annotator = p.id) ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER unchecked_language_delete AFTER DELETE ON metadata WHEN OLD.key = 'language' BEGIN
  INSERT INTO unchecked SELECT p.id, d.number, 1 FROM person p JOIN document d ON d.id = OLD.document
    WHERE EXISTS (SELECT 1 FROM annotation WHERE document = d.id AND annotator = p.id) ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER unchecked_language_update AFTER UPDATE ON metadata WHEN 'language' IN (NEW.key, OLD.key) BEGIN
  INSERT INTO unchecked SELECT p.id, d.number, 1 FROM person p JOIN document d ON d.id = NEW.document
    WHERE EXISTS (SELECT 1 FROM annotation WHERE document = d.id AND annotator = p.id) ON CONFLICT DO UPDATE SET n = n + 1;
END;
