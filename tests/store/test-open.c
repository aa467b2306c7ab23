/* test-open.c: files that are no projects, damaged, tampered with, newer, older, or may not be written
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store-fixture.h"
#include "store/vbt-migrate.h"

static void
close_store (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (vbt_store_close (self->store, &error));
  g_assert_no_error (error);
  g_clear_object (&self->store);
}

/* Runs SQL on the closed file as another program would. */
static void
run_sql (Fixture *self, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtDb) db = vbt_db_open (self->path, VBT_DB_READ_WRITE, &error);

  vbt_db_exec (db, sql, &error);
  g_assert_no_error (error);
}

static char *
read_file (Fixture *self, gsize *length)
{
  g_autoptr (GError) error = NULL;
  char *contents = NULL;

  g_file_get_contents (self->path, &contents, length, &error);
  g_assert_no_error (error);
  return contents;
}

static void
write_file (Fixture *self, const char *contents, gsize length)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (self->path, contents, (gssize)length, &error);
  g_assert_no_error (error);
}

/* Refused, untouched, and nothing left beside it. */
static void
assert_refused (Fixture *self, int code)
{
  g_autoptr (GError) error = NULL;
  gsize n_before, n_after;
  g_autofree char *before = read_file (self, &n_before);
  g_autofree char *after = NULL;
  GDir *folder;

  g_assert_null (vbt_store_open (self->path, VBT_STORE_DEFAULT, &error));
  g_assert_error (error, VBT_ERROR, code);
  after = read_file (self, &n_after);
  g_assert_cmpmem (before, n_before, after, n_after);
  folder = g_dir_open (self->folder, 0, NULL);
  g_assert_nonnull (g_dir_read_name (folder));
  g_assert_null (g_dir_read_name (folder));
  g_dir_close (folder);
}

static void
test_create (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtSchema) schema = vbt_schema_new ("x");
  g_autofree char *nowhere = g_build_filename (self->folder, "no", "such.verbatim", NULL);

  g_assert_null (vbt_store_create (self->path, schema, &error));
  g_assert_error (error, VBT_ERROR, VBT_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_null (vbt_store_create (nowhere, schema, &error));
  g_assert_error (error, VBT_ERROR, VBT_ERROR_IO);
  g_clear_error (&error);
  g_assert_null (vbt_store_open (nowhere, VBT_STORE_DEFAULT, &error));
  g_assert_error (error, VBT_ERROR, VBT_ERROR_IO);
  g_clear_error (&error);
  g_assert_null (vbt_store_open (self->folder, VBT_STORE_DEFAULT, &error));
  g_assert_error (error, VBT_ERROR, VBT_ERROR_IO);
}

static void
test_not_a_project (Fixture *self, gconstpointer data)
{
  g_autofree char *noise = g_malloc (5000);
  g_autoptr (GRand) random = g_rand_new_with_seed (7);

  close_store (self);
  write_file (self, "", 0);
  assert_refused (self, VBT_ERROR_CORRUPT);
  write_file (self, "An article.", 11);
  assert_refused (self, VBT_ERROR_CORRUPT);
  for (int i = 0; i < 5000; i++)
    noise[i] = (char)g_rand_int (random);
  write_file (self, noise, 5000);
  assert_refused (self, VBT_ERROR_CORRUPT);
  memcpy (noise, "SQLite format 3", 16);
  write_file (self, noise, 5000);
  assert_refused (self, VBT_ERROR_CORRUPT);
  g_unlink (self->path);
  {
    g_autoptr (VbtDb) db = vbt_db_open (self->path, VBT_DB_CREATE, NULL);

    g_assert_true (vbt_db_exec (db, "CREATE TABLE annotation (id); PRAGMA journal_mode=WAL", NULL));
  }
  assert_refused (self, VBT_ERROR_CORRUPT);
}

static void
test_truncated (Fixture *self, gconstpointer data)
{
  gsize length;
  g_autofree char *contents = NULL;

  fixture_add_document (self, "a.txt", 2000);
  close_store (self);
  contents = read_file (self, &length);
  for (gsize n = 0; n < length; n += 4096)
    {
      write_file (self, contents, n);
      assert_refused (self, VBT_ERROR_CORRUPT);
      write_file (self, contents, n + 100);
      assert_refused (self, VBT_ERROR_CORRUPT);
    }
  write_file (self, contents, length);
  fixture_open (self);
  fixture_assert_whole (self);
}

/* Uses the project in every way that reads; whatever comes of it, it must not crash. */
static gboolean
use (Fixture *self)
{
  g_autoptr (VbtStore) store = vbt_store_open (self->path, VBT_STORE_DEFAULT, NULL);
  g_autoptr (VbtCriteria) criteria = vbt_criteria_parse ("zoe", VBT_CRITERIA_TYPING, NULL, NULL);
  VbtFilter filter = { .criteria = criteria };
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GPtrArray) entities = NULL;
  g_autoptr (VbtStats) stats = NULL;
  gboolean right = store != NULL;

  if (store == NULL)
    return FALSE;
  ids = vbt_store_list_documents (store, &filter, NULL);
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      g_autoptr (VbtDocument) document
          = vbt_store_load_document (store, g_array_index (ids, VbtId, i), NULL);

      right &= document != NULL;
    }
  stats = vbt_store_get_stats (store, self->ada, NULL);
  entities = vbt_store_search_entities (store, "a", 5, NULL);
  problems = vbt_store_check (store, NULL, NULL);
  return right && ids != NULL && problems != NULL && problems->len == 0;
}

static void
test_bit_flips (Fixture *self, gconstpointer data)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (4711);
  gsize length;
  g_autofree char *contents = NULL;
  g_autofree char *flipped = NULL;
  VbtId document = fixture_add_document (self, "a.txt", 200);
  guint n_found = 0;

  for (int i = 0; i < 30; i++)
    fixture_add_span (self, document, self->tagger, "Quote", i, i + 5);
  close_store (self);
  contents = read_file (self, &length);
  g_assert_true (use (self));
  write_file (self, contents, length);
  for (int i = 0; i < 150; i++)
    {
      g_free (flipped);
      flipped = g_memdup2 (contents, length);
      for (int j = 0; j < 3; j++)
        flipped[g_rand_int_range (random, 0, (gint32)length)]
            ^= (char)(1 << g_rand_int_range (random, 0, 8));
      write_file (self, flipped, length);
      n_found += !use (self);
    }
  /* Many a bit is in free space and in what nobody compares; but a check that found little would be none. */
  g_test_message ("%u of 150 files found damaged", n_found);
  g_assert_cmpuint (n_found, >, 20);
  g_assert_cmpint (g_unlink (self->path), ==, 0);
}

static void
test_tampered (Fixture *self, gconstpointer data)
{
  static const char *const tricks[] = {
    "CREATE TRIGGER evil AFTER INSERT ON annotation BEGIN DELETE FROM document; END",
    "CREATE VIEW evil AS SELECT 1",
    "CREATE TABLE evil (a)",
    "CREATE INDEX evil ON document (abs (n_chars))",
    "DROP INDEX document_name",
    "DROP TRIGGER tally_annotation_insert",
    "DROP TRIGGER annotation_ends_insert; CREATE TRIGGER annotation_ends_insert BEFORE INSERT ON "
    "annotation BEGIN SELECT 1; END",
    "ALTER TABLE document ADD COLUMN evil TEXT",
    "DROP TABLE saved_query; CREATE VIEW saved_query AS SELECT 1 AS id",
    "PRAGMA user_version = 0",
    "PRAGMA user_version = -1",
  };
  gsize length;
  g_autofree char *contents = NULL;

  close_store (self);
  contents = read_file (self, &length);
  for (guint i = 0; i < G_N_ELEMENTS (tricks); i++)
    {
      write_file (self, contents, length);
      run_sql (self, tricks[i]);
      assert_refused (self, VBT_ERROR_CORRUPT);
    }
}

static void
test_newer (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  VbtId document = fixture_add_document (self, "a.txt", 20);
  const char *reason = NULL;
  gsize n_before, n_after;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  close_store (self);
  run_sql (
      self,
      "PRAGMA user_version = 99; CREATE TABLE future (a); ALTER TABLE document ADD COLUMN b TEXT");
  before = read_file (self, &n_before);
  fixture_open (self);
  g_assert_true (vbt_store_is_read_only (self->store, &reason));
  g_assert_nonnull (strstr (reason, "newer"));
  g_assert_cmpuint (fixture_count (self, document), ==, 0);
  g_assert_false (vbt_store_begin (self->store, self->ada, 0, "No", &error));
  g_assert_error (error, VBT_ERROR, VBT_ERROR_READ_ONLY);
  g_clear_error (&error);
  g_assert_null (vbt_store_undo (self->store, self->ada, &error));
  g_assert_error (error, VBT_ERROR, VBT_ERROR_READ_ONLY);
  close_store (self);
  after = read_file (self, &n_after);
  g_assert_cmpmem (before, n_before, after, n_after);
  run_sql (self, "DROP TABLE saved_query; CREATE VIEW saved_query AS SELECT 1 AS id");
  assert_refused (self, VBT_ERROR_CORRUPT);
}

static void
test_read_only (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  VbtId document = fixture_add_document (self, "a.txt", 20);

  close_store (self);
  self->store = vbt_store_open (self->path, VBT_STORE_READ_ONLY, &error);
  g_assert_no_error (error);
  g_assert_true (vbt_store_is_read_only (self->store, NULL));
  g_assert_cmpuint (fixture_count (self, document), ==, 0);
  g_assert_false (vbt_store_set_setting (self->store, "a", "b", &error));
  g_assert_error (error, VBT_ERROR, VBT_ERROR_READ_ONLY);
  fixture_assert_whole (self);
  close_store (self);
  if (getuid () == 0)
    {
      g_test_skip ("root may write everything");
      return;
    }
  g_assert_cmpint (g_chmod (self->path, 0444), ==, 0);
  fixture_open (self);
  g_assert_true (vbt_store_is_read_only (self->store, NULL));
  close_store (self);
  g_assert_cmpint (g_chmod (self->path, 0644), ==, 0);
  g_assert_cmpint (g_chmod (self->folder, 0555), ==, 0);
  fixture_open (self);
  g_assert_true (vbt_store_is_read_only (self->store, NULL));
  g_assert_cmpuint (fixture_count (self, document), ==, 0);
  close_store (self);
  g_assert_cmpint (g_chmod (self->folder, 0755), ==, 0);
}

static void
test_settings (Fixture *self, gconstpointer data)
{
  g_autofree char *value = NULL;

  g_assert_null (vbt_store_get_setting (self->store, "last"));
  g_assert_true (vbt_store_set_setting (self->store, "last", "a", NULL));
  g_assert_true (vbt_store_set_setting (self->store, "last", "b", NULL));
  fixture_reopen (self);
  value = vbt_store_get_setting (self->store, "last");
  g_assert_cmpstr (value, ==, "b");
  g_assert_true (vbt_store_set_setting (self->store, "last", NULL, NULL));
  g_assert_null (vbt_store_get_setting (self->store, "last"));
}

#define NEXT "ALTER TABLE project ADD COLUMN mood TEXT"
#define WRONG NEXT "; CREATE TABLE project (a)"

/* Migrates the fixture's file with one more script than there is. */
static gboolean
migrate (Fixture *self, const char *script, GError **error)
{
  g_auto (GStrv) ours = vbt_migrate_get_scripts ();
  guint n = g_strv_length (ours);
  g_autofree const char **scripts = g_new0 (const char *, n + 2);
  g_autoptr (VbtDb) db = vbt_db_open (self->path, VBT_DB_READ_WRITE, error);
  g_autofree char *difference = NULL;

  memcpy (scripts, ours, n * sizeof *scripts);
  scripts[n] = script;
  g_assert_true (vbt_migrate_schema_is_ours (db, n, scripts, &difference, error));
  return vbt_migrate_update (db, n, scripts, error)
         && vbt_migrate_schema_is_ours (db, n + 1, scripts, &difference, error);
}

static void
test_migrate (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  VbtId document = fixture_add_document (self, "a.txt", 20);
  g_autofree char *backup = g_strdup_printf ("%s.v%u.bak", self->path, vbt_migrate_get_version ());
  g_autofree char *before = fixture_dump (self);
  g_autofree char *after = NULL;

  close_store (self);
  g_assert_false (migrate (self, WRONG, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  fixture_open (self); /* as it was */
  after = fixture_dump (self);
  g_assert_cmpstr (after, ==, before);
  close_store (self);
  g_assert_true (migrate (self, NEXT, &error));
  g_assert_no_error (error);
  fixture_open (self);
  g_assert_true (vbt_store_is_read_only (self->store, NULL)); /* of a later version now */
  g_assert_cmpuint (fixture_count (self, document), ==, 0);
  close_store (self);
  g_assert_cmpint (g_rename (backup, self->path), ==, 0);
  fixture_open (self);
  g_clear_pointer (&after, g_free);
  after = fixture_dump (self);
  g_assert_cmpstr (after, ==, before);
  g_assert_false (vbt_store_is_read_only (self->store, NULL));
}

static void
test_one_file (Fixture *self, gconstpointer data)
{
  GDir *folder;

  fixture_add_document (self, "a.txt", 2000);
  close_store (self);
  folder = g_dir_open (self->folder, 0, NULL);
  g_assert_cmpstr (g_dir_read_name (folder), ==, "test.verbatim");
  g_assert_null (g_dir_read_name (folder));
  g_dir_close (folder);
}

/* An article in a project of the first version. */
#define OLD_ARTICLE                                                                                \
  "INSERT INTO schema VALUES (1, 'Old', 1);"                                                       \
  "INSERT INTO document (id, name, position, n_chars, sha256, added) VALUES (7, 'old.txt', 1, 4, " \
  "'0123456789012345678901234567890123456789012345678901234567890123', 0);"                        \
  "INSERT INTO document_text VALUES (1, 'Four', NULL, NULL)"

/* Who only reads leaves an older project as it is, also while its log is not folded. */
static void
test_read_older (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ours = vbt_migrate_get_scripts ();
  const char *first[] = { ours[0], NULL };
  g_autoptr (VbtDb) writer = NULL;
  g_autoptr (VbtDocument) document = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize n_before, n_after;

  close_store (self);
  g_assert_cmpint (g_unlink (self->path), ==, 0);
  writer = vbt_db_open (self->path, VBT_DB_CREATE, &error);
  g_assert_true (vbt_migrate_create (writer, first, &error));
  g_assert_true (vbt_db_exec (writer, "COMMIT", &error) && vbt_db_start_wal (writer, &error));
  g_assert_true (vbt_db_exec (writer, OLD_ARTICLE, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (self->path, &before, &n_before, NULL));
  self->store = vbt_store_open (self->path, VBT_STORE_READ_ONLY, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (vbt_store_get_path (self->store), ==, self->path);
  document = fixture_load (self, 7);
  g_assert_cmpstr (vbt_text_get_utf8 (document->text), ==, "Four");
  g_assert_false (vbt_store_begin (self->store, 1, 7, "Change", &error));
  g_assert_error (error, VBT_ERROR, VBT_ERROR_READ_ONLY);
  g_clear_error (&error);
  close_store (self);
  g_assert_true (g_file_get_contents (self->path, &after, &n_after, NULL));
  g_assert_cmpmem (before, n_before, after, n_after);
  g_assert_true (vbt_db_close (g_steal_pointer (&writer), &error));
  fixture_open (self);
  g_assert_false (vbt_store_is_read_only (self->store, NULL));
}

#define ADD(path, function)                                                                        \
  g_test_add (path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/open/create", test_create);
  ADD ("/open/not-a-project", test_not_a_project);
  ADD ("/open/truncated", test_truncated);
  ADD ("/open/bit-flips", test_bit_flips);
  ADD ("/open/tampered", test_tampered);
  ADD ("/open/newer", test_newer);
  ADD ("/open/read-only", test_read_only);
  ADD ("/open/settings", test_settings);
  ADD ("/open/migrate", test_migrate);
  ADD ("/open/read-older", test_read_older);
  ADD ("/open/one-file", test_one_file);
  return g_test_run ();
}
