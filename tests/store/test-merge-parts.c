/* test-merge-parts.c: schema, people, entities and keys of two copies of a project, and files that are no copies
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "merge-fixture.h"

static VbtId
add_label (Fixture *self, VbtId annotator, VbtId id, const char *name, const char *key)
{
  g_autofree char *sql = g_strdup_printf (
      "INSERT INTO label VALUES (%%a, 0, '%s', %s, 'teal', NULL, "
      "(SELECT max (position) + 1 FROM label), -1, 0);"
      "INSERT INTO attribute VALUES (%%a + 1, %%a, 'tone', 0, 'glad', NULL, 0, 0);"
      "UPDATE schema SET version = version + 1",
      name, key);

  act (self, annotator, 0, id, sql);
  return id;
}

/* Labels, attributes, ends and rules merge like everything else. */
static void
test_schema (Pair *self, gconstpointer data)
{
  Fixture *ours = &self->ours;
  Fixture *theirs = &self->theirs;
  VbtId document = fixture_add_document (ours, "a.txt", 40);
  VbtId quote = fixture_label (ours, VBT_KIND_SPAN, "Quote");
  VbtId cue = fixture_label (ours, VBT_KIND_SPAN, "Cue");
  VbtId speaker = fixture_label (ours, VBT_KIND_RELATION, "speaker");
  VbtId span;

  pair_part (self);
  act (theirs, theirs->ben, 0, quote,
       "UPDATE label SET guideline = 'New words', color = 'red' WHERE id = %a");
  act (theirs, theirs->ben, 0, cue, "UPDATE label SET name = 'Verb' WHERE id = %a");
  add_label (theirs, theirs->ben, 1000, "Place", "'p'");
  span = fixture_add_span (theirs, document, theirs->ben, "Place", 0, 6);
  act (theirs, theirs->ben, document, span, "INSERT INTO value VALUES (%a, 1001, 'glad', 0)");
  act (theirs, theirs->ben, 0, speaker, "INSERT INTO label_end VALUES (%a, 1, 1, 1000)");
  act (ours, ours->ada, 0, cue,
       "INSERT INTO label_end VALUES ((SELECT id FROM label WHERE name = 'speaker'), 1, 1, %a)");
  act (theirs, theirs->ben, 0, 0, "UPDATE rule SET level = 0 WHERE rule = 'W1'");
  act (theirs, theirs->ben, 0, 0, "DELETE FROM rule WHERE rule = 'W2'");
  merge (ours, theirs, 0);
  assert_string (ours, quote, "SELECT guideline || color FROM label WHERE id = ?1", "New wordsred");
  assert_string (ours, cue, "SELECT name FROM label WHERE id = ?1", "Verb");
  assert_string (ours, span, "SELECT value FROM value WHERE annotation = ?1", "glad");
  assert_string (ours, speaker,
                 "SELECT group_concat (name, ' ') FROM (SELECT l.name FROM label_end e "
                 "JOIN label l ON l.id = e.other WHERE e.label = ?1 AND side = 1 ORDER BY "
                 "e.position)",
                 "Speaker Verb Place");
  assert_int (ours, "SELECT level FROM rule WHERE rule = 'W1'", 0);
  assert_int (ours, "SELECT count (*) FROM rule WHERE rule = 'W2'", 0);
  assert_int (ours, "SELECT id = 1000 FROM label ORDER BY position DESC LIMIT 1", 1);
  assert_int (ours, "SELECT version > 1 FROM schema", 1);
  g_assert_nonnull (
      vbt_schema_find_label (vbt_store_get_catalog (ours->store)->schema, VBT_KIND_SPAN, "Verb"));
  fixture_undo (ours, ours->ada);
  g_assert_null (
      vbt_schema_find_label (vbt_store_get_catalog (ours->store)->schema, VBT_KIND_SPAN, "Verb"));
}

/* A key that is taken, a name that is taken, a label that was deleted there and is in use here. */
static void
test_schema_conflicts (Pair *self, gconstpointer data)
{
  Fixture *ours = &self->ours;
  Fixture *theirs = &self->theirs;
  VbtId document = fixture_add_document (ours, "a.txt", 40);
  VbtId cue = fixture_label (ours, VBT_KIND_SPAN, "Cue");
  g_auto (VbtMergeResult) result = { 0 };

  add_label (ours, ours->ada, 900, "Unused", "NULL");
  add_label (ours, ours->ada, 910, "Used", "NULL");
  pair_part (self);
  add_label (theirs, theirs->ben, 1000, "Place", "'p'");
  add_label (ours, ours->ada, 1100, "Party", "'p'");
  act (theirs, theirs->ben, 0, cue, "UPDATE label SET name = 'Party' WHERE id = %a");
  act (theirs, theirs->ben, 0, 900,
       "DELETE FROM attribute WHERE label = %a; DELETE FROM label WHERE id = %a");
  act (theirs, theirs->ben, 0, 910,
       "DELETE FROM attribute WHERE label = %a; DELETE FROM label WHERE id = %a");
  fixture_add_span (ours, document, ours->ada, "Used", 0, 6);
  merge_with (ours, theirs, FALSE, &result);
  fixture_assert_whole (ours);
  g_assert_cmpuint (result.n_notes, ==, 3);
  assert_int (ours, "SELECT count (*) FROM label WHERE key = 'p'", 1);
  assert_int (ours, "SELECT count (*) FROM label WHERE id = 1000 AND key IS NULL", 1);
  assert_int (ours, "SELECT count (*) FROM label WHERE name = 'Cue'", 1);
  assert_int (ours, "SELECT count (*) FROM label WHERE id = 900", 0);
  assert_int (ours, "SELECT count (*) FROM label WHERE id = 910", 1);
}

/* What was made in both copies under the same name is one: annotators, labels, attributes. */
static void
test_same_names (Pair *self, gconstpointer data)
{
  Fixture *ours = &self->ours;
  Fixture *theirs = &self->theirs;
  VbtId document = fixture_add_document (ours, "a.txt", 40);
  g_autoptr (GError) error = NULL;
  VbtId cleo[2], stranger, span;

  pair_part (self);
  cleo[0] = vbt_store_ensure_person (ours->store, "Cleo", &error);
  cleo[1] = vbt_store_ensure_person (theirs->store, "Cleo", &error);
  stranger
      = vbt_store_ensure_annotator (theirs->store, VBT_ANNOTATOR_TAGGER, "quotes", "2", &error);
  g_assert_cmpint (cleo[0], !=, cleo[1]);
  add_label (ours, ours->ada, 1000, "Place", "NULL");
  add_label (theirs, theirs->ada, 2000, "Place", "NULL");
  span = fixture_add_span (theirs, document, cleo[1], "Place", 0, 6);
  act (theirs, cleo[1], document, span,
       "INSERT INTO value VALUES (%a, 2001, 'glad', 0); INSERT INTO status SELECT document, "
       "annotator, 2 FROM annotation WHERE id = %a");
  fixture_add_span (theirs, document, stranger, "Quote", 0, 6);
  merge (ours, theirs, 0);
  /* Suggestions of a tagger that was not known are counted rightly, there and back. */
  fixture_undo (ours, ours->ada);
  fixture_assert_whole (ours);
  fixture_redo (ours, ours->ada);
  fixture_assert_whole (ours);
  assert_int (ours, "SELECT count (*) FROM annotator WHERE name = 'Cleo'", 1);
  assert_int (ours, "SELECT count (*) FROM annotator WHERE name = 'quotes'", 2);
  assert_int (ours, "SELECT count (*) FROM label WHERE name = 'Place'", 1);
  assert_string (ours, span, "SELECT label FROM annotation WHERE id = ?1", "1000");
  assert_string (ours, span, "SELECT attribute FROM value WHERE annotation = ?1", "1001");
  g_assert_cmpint (get_int (ours, "SELECT annotator FROM status"), ==, cleo[0]);
  act (theirs, cleo[1], document, span, "UPDATE value SET value = 'sad' WHERE annotation = %a");
  merge (ours, theirs, 0);
  assert_string (ours, span, "SELECT value FROM value WHERE annotation = ?1", "sad");
}

static VbtId
add_entity (Fixture *self, VbtId annotator, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtEntity) entity = vbt_entity_new (VBT_ENTITY_PERSON, name);

  vbt_entity_add_alias (entity, "Both");
  fixture_begin (self, annotator, 0, "Add somebody");
  vbt_store_put_entity (self->store, entity, &error);
  g_assert_no_error (error);
  fixture_commit (self);
  return entity->id;
}

/* The register, with aliases, facts and mentions. */
static void
test_entities (Pair *self, gconstpointer data)
{
  Fixture *ours = &self->ours;
  Fixture *theirs = &self->theirs;
  VbtId document = fixture_add_document (ours, "a.txt", 40);
  VbtId span = fixture_add_span (ours, document, ours->ada, "Speaker", 0, 6);
  VbtId lind = add_entity (ours, ours->ada, "Lind");
  VbtId unused = add_entity (ours, ours->ada, "Unused");
  VbtId used = add_entity (ours, ours->ada, "Used");
  VbtId gone = add_entity (ours, ours->ada, "Gone");
  VbtId fresh;

  pair_part (self);
  fresh = add_entity (theirs, theirs->ben, "Fresh");
  act (theirs, theirs->ben, 0, lind,
       "INSERT INTO alias (entity, alias) VALUES (%a, 'Anna Lind');"
       "DELETE FROM alias WHERE entity = %a AND alias = 'Both';"
       "INSERT INTO entity_attribute VALUES (%a, 'role', 'minister');"
       "UPDATE entity SET note = 'Sweden' WHERE id = %a");
  act (ours, ours->ada, 0, lind, "INSERT INTO alias (entity, alias) VALUES (%a, 'Ms Lind')");
  act (theirs, theirs->ben, 0, unused,
       "DELETE FROM alias WHERE entity = %a; DELETE FROM entity WHERE id = %a");
  act (theirs, theirs->ben, 0, used,
       "DELETE FROM alias WHERE entity = %a; DELETE FROM entity WHERE id = %a");
  act (ours, ours->ada, document, span,
       "INSERT INTO mention SELECT %a, id, 0 FROM entity WHERE name = 'Used'");
  act (ours, ours->ada, 0, gone,
       "DELETE FROM alias WHERE entity = %a; DELETE FROM entity WHERE id = %a");
  act (theirs, theirs->ben, document, span,
       "INSERT INTO mention SELECT %a, id, 0 FROM entity WHERE name IN ('Gone', 'Fresh')");
  merge (ours, theirs, 2);
  assert_string (ours, fresh, "SELECT name FROM entity WHERE id = ?1", "Fresh");
  assert_string (ours, unused, "SELECT count (*) FROM entity WHERE id = ?1", "0");
  assert_string (ours, used, "SELECT count (*) FROM entity WHERE id = ?1", "1");
  assert_string (ours, gone, "SELECT count (*) FROM entity WHERE id = ?1", "0");
  assert_string (ours, lind,
                 "SELECT group_concat (alias, ', ') FROM (SELECT alias FROM alias "
                 "WHERE entity = ?1 ORDER BY alias)",
                 "Anna Lind, Ms Lind");
  assert_string (ours, lind, "SELECT value FROM entity_attribute WHERE entity = ?1", "minister");
  assert_string (ours, span,
                 "SELECT group_concat (name, ', ') FROM (SELECT name FROM mention m JOIN entity e "
                 "ON e.id = m.entity WHERE annotation = ?1 ORDER BY name)",
                 "Fresh, Used");
}

/* What would be without what it needs is left out, and told. */
static void
test_left_out (Pair *self, gconstpointer data)
{
  Fixture *ours = &self->ours;
  Fixture *theirs = &self->theirs;
  VbtId document = fixture_add_document (ours, "a.txt", 40);
  VbtId quote = fixture_add_span (ours, document, ours->ada, "Quote", 0, 6);
  VbtId speaker = fixture_add_span (ours, document, ours->ada, "Speaker", 8, 12);
  VbtId relation;
  g_auto (VbtMergeResult) result = { 0 };

  add_label (ours, ours->ada, 1000, "Place", "NULL");
  pair_part (self);
  act (ours, ours->ada, document, quote, DELETE_SPAN);
  act (ours, ours->ada, 0, 1000,
       "DELETE FROM attribute WHERE label = %a; DELETE FROM label WHERE id = %a");
  relation = fixture_add_relation (theirs, document, theirs->ben, quote, speaker);
  act (theirs, theirs->ben, document, quote,
       "INSERT INTO remark VALUES (77, (SELECT document FROM annotation WHERE id = %a), %a, NULL, "
       "NULL, (SELECT id FROM annotator WHERE name = 'Ben'), NULL, 'Really?', 1, 0, 0, 0)");
  act (theirs, theirs->ben, document, document,
       "INSERT INTO remark VALUES (78, %a, NULL, NULL, NULL, (SELECT id FROM annotator "
       "WHERE name = 'Ben'), NULL, 'A note', 0, 0, 0, 0)");
  fixture_add_span (theirs, document, theirs->ben, "Place", 0, 6);
  merge_with (ours, theirs, FALSE, &result);
  fixture_assert_whole (ours);
  g_assert_cmpuint (result.n_notes, ==, 3);
  g_assert_cmpuint (result.n_remarks, ==, 1);
  assert_string (ours, relation, EXISTS, "0");
  assert_int (ours, "SELECT id FROM remark", 78);
  merge (ours, theirs, 0);
}

/* Metadata, statuses, saved queries and decisions, by their keys. */
static void
test_keys (Pair *self, gconstpointer data)
{
  Fixture *ours = &self->ours;
  Fixture *theirs = &self->theirs;
  VbtId document = fixture_add_document (ours, "a.txt", 40);
  VbtId suggestion = fixture_add_span (ours, document, ours->tagger, "Quote", 0, 6);
  g_auto (VbtMergeResult) result = { 0 };

  pair_part (self);
  act (theirs, theirs->ben, document, document,
       "UPDATE metadata SET value = 'Their title' WHERE document = %a;"
       "INSERT INTO metadata (document, key, value, position) VALUES (%a, 'source', 'Theirs', 1);"
       "INSERT INTO status SELECT %a, id, 2 FROM annotator WHERE name IN ('Ada', 'Ben')");
  act (ours, ours->ada, document, document,
       "INSERT INTO metadata (document, key, value, position) VALUES (%a, 'byline', 'Ours', 1);"
       "INSERT INTO status SELECT %a, id, 1 FROM annotator WHERE name = 'Ada'");
  act (theirs, theirs->ben, document, suggestion,
       "INSERT INTO decision SELECT %a, id, 1, 0 FROM annotator WHERE name = 'Ben'");
  act (theirs, theirs->ben, 0, 0,
       "INSERT INTO saved_query VALUES (5, 'documents', 'Quotes', 'label:Quote', 0)");
  merge_with (ours, theirs, FALSE, &result);
  fixture_assert_whole (ours);
  g_assert_cmpuint (result.n_notes, ==, 1);
  g_assert_cmpstr (((VbtMergeNote *)result.notes->pdata[0])->ours, ==, "in progress");
  g_assert_cmpstr (((VbtMergeNote *)result.notes->pdata[0])->theirs, ==, "done");
  g_assert_cmpuint (result.n_decisions, ==, 1);
  g_assert_cmpuint (result.n_statuses, ==, 1);
  assert_string (ours, document,
                 "SELECT group_concat (value, ', ') FROM (SELECT value FROM metadata "
                 "WHERE document = ?1 ORDER BY position)",
                 "Their title, Ours, Theirs");
  assert_int (ours, "SELECT count (*) FROM saved_query", 1);
}

/* Without a common history nobody knows who changed what: what differs is told, what is new comes. */
static void
test_unrelated (Pair *self, gconstpointer data)
{
  Fixture *ours = &self->ours;
  Fixture *theirs = &self->theirs;
  VbtId document = fixture_add_document (ours, "a.txt", 40);
  VbtId text = fixture_add_document (ours, "text.txt", 40);
  VbtId span = fixture_add_span (ours, document, ours->ada, "Quote", 0, 6);
  VbtId there, on_text;

  pair_part (self);
  there = fixture_add_span (theirs, document, theirs->ben, "Quote", 8, 12);
  on_text = fixture_add_span (theirs, text, theirs->ben, "Quote", 8, 12);
  act (theirs, theirs->ben, document, span, "UPDATE annotation SET note = 'there' WHERE id = %a");
  act (theirs, theirs->ben, text, text,
       "UPDATE document SET sha256 = printf ('%064d', 5), n_chars = 20 WHERE id = %a");
  vbt_db_exec (theirs->store->db, "DELETE FROM history", NULL);
  vbt_db_exec (ours->store->db, "DELETE FROM history", NULL);
  merge (ours, theirs, 2);
  assert_string (ours, there, EXISTS, "1");
  assert_string (ours, on_text, EXISTS, "0");
  assert_string (ours, span, NOTE, NULL);
}

/* Refused, and nothing of it is in the project; nothing is written to it either. */
static void
assert_refused (Fixture *self, const char *path, const char *words)
{
  VbtMergeOptions options = { .me = self->ada };
  g_auto (VbtMergeResult) result = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *before = fixture_dump (self);
  g_autofree char *after = NULL;

  gboolean is_refused = FALSE;

  g_assert_false (
      vbt_store_merge (self->store, path, &options, &result, NULL, &is_refused, &error));
  g_test_message ("%s", error->message);
  g_assert_true (is_refused);
  g_assert_nonnull (strstr (error->message, words));
  after = fixture_dump (self);
  assert_same_lines (before, after);
  fixture_assert_whole (self);
  g_assert_cmpint (get_int (self, "SELECT count (*) FROM sqlite_temp_schema"), ==, 0);
}

/* What was damaged, or made to do harm, by @sql. */
static void
spoil (Pair *self, const char *sql, const char *words)
{
  g_autofree char *path = g_strconcat (self->theirs.path, ".bad", NULL);
  g_autoptr (GError) error = NULL;
  VbtDb *db;

  pair_copy_file (self->theirs.path, path);
  db = vbt_db_open (path, VBT_DB_READ_WRITE, &error);
  g_assert_no_error (error);
  vbt_db_exec (db, sql, &error);
  g_assert_no_error (error);
  vbt_db_close_quietly (db);
  assert_refused (&self->ours, path, words);
}

static void
test_refused (Pair *self, gconstpointer data)
{
  Fixture *ours = &self->ours;
  Fixture *theirs = &self->theirs;
  VbtId document = fixture_add_document (ours, "a.txt", 40);
  g_autofree char *text = g_build_filename (ours->folder, "text", NULL);
  g_autofree char *none = g_build_filename (ours->folder, "none", NULL);

  pair_part (self);
  fixture_add_span (theirs, document, theirs->ben, "Quote", 0, 6);
  fixture_add_document (theirs, "b.txt", 40);
  g_clear_object (&theirs->store);
  g_file_set_contents (text, "No project at all.\n", -1, NULL);
  assert_refused (ours, none, "no such file");
  assert_refused (ours, text, "no project");
  assert_refused (ours, ours->path, "itself");
  spoil (self, "CREATE TRIGGER harm AFTER INSERT ON annotation BEGIN DELETE FROM document; END",
         "could do harm");
  spoil (self, "PRAGMA user_version = 99", "newer version");
  spoil (self, "UPDATE annotation SET end_ = 100000", "behind the end");
  spoil (self, "UPDATE document_text SET text = 'Something else'", "damaged");
  spoil (self, "INSERT INTO fragment SELECT id, 0, 0, 3 FROM annotation", "do not fit together");
  spoil (self, "DELETE FROM annotator", "merged");
  spoil (self, "UPDATE history SET changeset = x'540201' WHERE changeset IS NOT NULL", "merged");
}

/* A copy of an older version is read in a private copy; it stays as it is, and nothing is left beside it. */
static void
test_older (Pair *self, gconstpointer data)
{
  Fixture *ours = &self->ours;
  Fixture *theirs = &self->theirs;
  VbtMergeOptions options = { .me = ours->ada };
  g_auto (VbtMergeResult) result = { 0 };
  g_auto (GStrv) scripts = vbt_migrate_get_scripts ();
  g_autofree char *first = g_strdup (scripts[0]);
  const char *old[] = { first, NULL };
  g_autofree char *path = g_build_filename (ours->folder, "old.verbatim", NULL);
  g_autofree char *backup = g_strconcat (path, ".v1.bak", NULL);
  g_autofree char *data_before = NULL;
  g_autofree char *data_after = NULL;
  g_autoptr (GError) error = NULL;
  gsize lengths[2];
  gboolean is_refused;
  VbtDb *db = vbt_db_open (path, VBT_DB_CREATE, &error);

  vbt_migrate_create (db, old, &error);
  vbt_db_exec (db,
               "INSERT INTO schema VALUES (1, 'Names', 1);"
               "INSERT INTO label VALUES (5, 0, 'Old label', NULL, NULL, NULL, 0, -1, 0);"
               "INSERT INTO annotator VALUES (6, 0, 'Ada', NULL); COMMIT",
               &error);
  g_assert_no_error (error);
  vbt_db_close_quietly (db);
  g_file_get_contents (path, &data_before, &lengths[0], NULL);
  pair_part (self);
  g_clear_object (&theirs->store);
  vbt_store_merge (ours->store, path, &options, &result, NULL, &is_refused, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result.n_labels, ==, 1);
  assert_int (ours, "SELECT count (*) FROM annotator WHERE name = 'Ada'", 1);
  g_file_get_contents (path, &data_after, &lengths[1], NULL);
  g_assert_cmpmem (data_before, lengths[0], data_after, lengths[1]);
  g_assert_false (g_file_test (backup, G_FILE_TEST_EXISTS));
  fixture_assert_whole (ours);
}

/** Stopper: who cancels at some step. */
typedef struct
{
  GCancellable *cancellable;
  guint n_left;
} Stopper;

static void
stop_cb (gpointer data, guint64 done, guint64 total)
{
  Stopper *self = data;

  g_assert_cmpuint (done, <=, total);
  if (self->n_left-- == 0)
    g_cancellable_cancel (self->cancellable);
}

/* Cancelled at any step it leaves nothing, and the project can be written to. */
static void
test_cancelled (Pair *self, gconstpointer data)
{
  Fixture *ours = &self->ours;
  Fixture *theirs = &self->theirs;
  VbtMergeOptions options = { .me = ours->ada };
  VbtId document = fixture_add_document (ours, "a.txt", 40);
  g_autofree char *before = NULL;
  guint step = 0;

  pair_part (self);
  add_label (theirs, theirs->ben, 1000, "Place", "NULL");
  fixture_add_span (theirs, document, theirs->ben, "Place", 0, 6);
  fixture_add_document (theirs, "b.txt", 40);
  g_clear_object (&theirs->store);
  before = fixture_dump (ours);
  for (;; step++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      Stopper stopper = { cancellable, step };
      VbtFollower follower = { stop_cb, &stopper, cancellable };
      g_auto (VbtMergeResult) result = { 0 };
      g_autoptr (GError) error = NULL;
      g_autofree char *after = NULL;
      gboolean is_refused;

      if (vbt_store_merge (ours->store, theirs->path, &options, &result, &follower, &is_refused,
                           &error))
        break;
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_false (is_refused);
      after = fixture_dump (ours);
      assert_same_lines (before, after);
      g_assert_null (vbt_schema_find_label (vbt_store_get_catalog (ours->store)->schema,
                                            VBT_KIND_SPAN, "Place"));
    }
  g_assert_cmpuint (step, >, 50);
  assert_int (ours, "SELECT count (*) FROM annotation", 1);
  fixture_assert_whole (ours);
}

/* What came in is found by its words at once. */
static void
test_indexed (Pair *self, gconstpointer data)
{
  Fixture *ours = &self->ours;
  Fixture *theirs = &self->theirs;

  fixture_add_document (ours, "a.txt", 40);
  pair_part (self);
  fixture_add_document (theirs, "zebra.txt", 40);
  merge (ours, theirs, 0);
  assert_int (ours, "SELECT count (*) FROM name_search WHERE name_search MATCH 'zebra*'", 1);
  fixture_undo (ours, ours->ada);
  assert_int (ours, "SELECT count (*) FROM name_search WHERE name_search MATCH 'zebra*'", 0);
}

/* A large act is undone with its journal in a file: what is temporary otherwise, such as the scope of a review, stays. */
static void
test_large (Pair *self, gconstpointer data)
{
  Fixture *ours = &self->ours;
  Fixture *theirs = &self->theirs;
  VbtId document = fixture_add_document (ours, "a.txt", 40);
  g_autoptr (GArray) scope = g_array_new (FALSE, FALSE, sizeof (VbtId));
  g_autoptr (GArray) kept = NULL;

  pair_part (self);
  fixture_add_document (theirs, "large.txt", 120000);
  g_array_append_val (scope, document);
  vbt_store_set_review_scope (ours->store, scope, NULL);
  merge (ours, theirs, 0);
  assert_int (ours, "SELECT max (length (changeset)) > 524288 FROM history", 1);
  fixture_undo (ours, ours->ada);
  fixture_redo (ours, ours->ada);
  fixture_assert_whole (ours);
  kept = vbt_store_get_review_scope (ours->store);
  g_assert_cmpuint (kept->len, ==, 1);
  g_assert_cmpint (g_array_index (kept, VbtId, 0), ==, document);
}

#define MANY "20000"

/* Changes, deletions and contradictions by the thousand take time in proportion. */
static void
test_many (Pair *self, gconstpointer data)
{
  Fixture *ours = &self->ours;
  Fixture *theirs = &self->theirs;
  VbtId document = fixture_add_document (ours, "a.txt", 400);
  g_auto (VbtMergeResult) result = { 0 };

  act (ours, ours->ada, document, document,
       "WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < " MANY ") "
       "INSERT INTO annotation SELECT n, %a, (SELECT id FROM annotator WHERE name = 'Ada'), "
       "(SELECT id FROM label WHERE name = 'Quote'), 0, n % 900, n % 900 + 5, NULL, NULL, NULL, "
       "NULL, NULL, NULL, 0, 0, NULL FROM c");
  pair_part (self);
  act (theirs, theirs->ada, document, 0,
       "UPDATE annotation SET note = 'there' WHERE id % 2 = 0;"
       "DELETE FROM annotation WHERE id % 2 = 1");
  act (ours, ours->ada, document, 0, "UPDATE annotation SET note = 'here' WHERE id % 20 = 0");
  act (ours, ours->ada, document, 0, "UPDATE annotation SET note = 'here' WHERE id % 20 = 1");
  g_test_timer_start ();
  merge_with (ours, theirs, FALSE, &result);
  g_test_message ("%.1f s", g_test_timer_elapsed ());
  g_assert_cmpuint (result.n_notes, ==, 2000);
  g_assert_cmpuint (result.n_deleted, ==, 9000);
  g_assert_cmpuint (result.n_changed, ==, 9000);
  assert_int (ours, "SELECT count (*) FROM annotation WHERE note = 'there'", 9000);
  fixture_assert_whole (ours);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test) g_test_add (path, Pair, NULL, pair_set_up, test, pair_tear_down)
  ADD ("/merge/schema", test_schema);
  ADD ("/merge/schema-conflicts", test_schema_conflicts);
  ADD ("/merge/same-names", test_same_names);
  ADD ("/merge/entities", test_entities);
  ADD ("/merge/left-out", test_left_out);
  ADD ("/merge/keys", test_keys);
  ADD ("/merge/unrelated", test_unrelated);
  ADD ("/merge/refused", test_refused);
  ADD ("/merge/older", test_older);
  ADD ("/merge/cancelled", test_cancelled);
  ADD ("/merge/indexed", test_indexed);
  ADD ("/merge/large", test_large);
  ADD ("/merge/many", test_many);
  return g_test_run ();
}
