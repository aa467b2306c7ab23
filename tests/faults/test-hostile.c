/* test-hostile.c: any file at all given as a project, and what can be saved of one that is damaged
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "store/store-fixture.h"
#include "store/vbt-recover.h"

/** Damage: a whole project, and what is made of it. */
typedef struct
{
  Fixture fixture;
  char *whole;
  gsize length;
  char *recovered; /* the path of what is saved */
  GRand *random;
  guint64 n_files, n_opened, n_recovered, n_documents, n_complete;
} Damage;

#define N_DOCUMENTS 8

static void
set_up (Damage *self, gconstpointer data)
{
  const char *seed = g_getenv ("VBT_SEED");

  fixture_set_up (&self->fixture, NULL);
  for (guint i = 0; i < N_DOCUMENTS; i++)
    {
      g_autofree char *name = g_strdup_printf ("article-%u.txt", i);
      VbtId document = fixture_add_document (&self->fixture, name, 300);
      VbtId speaker
          = fixture_add_span (&self->fixture, document, self->fixture.ada, "Speaker", 0, 9);

      for (VbtOffset j = 0; j < 20; j++)
        fixture_add_relation (
            &self->fixture, document, self->fixture.ada,
            fixture_add_span (&self->fixture, document, self->fixture.ada, "Quote", 20 + j, 40 + j),
            speaker);
    }
  g_clear_object (&self->fixture.store);
  g_assert_true (g_file_get_contents (self->fixture.path, &self->whole, &self->length, NULL));
  self->recovered = g_build_filename (self->fixture.folder, "recovered.verbatim", NULL);
  self->random = g_rand_new_with_seed (seed != NULL ? (guint32)strtoul (seed, NULL, 10) : 20261123);
}

static void
tear_down (Damage *self, gconstpointer data)
{
  g_free (self->whole);
  g_free (self->recovered);
  g_rand_free (self->random);
  fixture_tear_down (&self->fixture, NULL);
}

/* VBT_FAULTS=few is for sanitizers, under which each takes five times as long. */
static guint
n_rounds (guint sample, guint all)
{
  const char *wanted = g_getenv ("VBT_FAULTS");

  return g_strcmp0 (wanted, "all") == 0   ? all
         : g_strcmp0 (wanted, "few") == 0 ? (sample + 2) / 3
                                          : sample;
}

static gsize
anywhere (Damage *self)
{
  return (gsize)g_rand_int_range (self->random, 0, (gint32)self->length);
}

/* As somebody who looks at a project does, and annotates it where that is allowed. */
static void
use (Damage *self)
{
  g_autoptr (VbtStore) store = vbt_store_open (self->fixture.path, VBT_STORE_DEFAULT, NULL);
  g_autoptr (VbtCriteria) criteria = vbt_criteria_parse ("zoe", VBT_CRITERIA_TYPING, NULL, NULL);
  VbtFilter filter = { .criteria = criteria };
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (VbtStats) stats = NULL;

  if (store == NULL)
    return;
  self->n_opened++;
  ids = vbt_store_list_documents (store, &filter, NULL);
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      VbtId id = g_array_index (ids, VbtId, i);
      g_autoptr (VbtDocument) document = vbt_store_load_document (store, id, NULL);

      if (vbt_store_begin (store, self->fixture.ada, id, "Change", NULL))
        {
          if (vbt_store_put_metadata (store, id, "a", "b", NULL))
            vbt_store_commit (store, NULL);
          else
            vbt_store_rollback (store);
        }
    }
  stats = vbt_store_get_stats (store, self->fixture.ada, NULL);
  problems = vbt_store_check (store, NULL, NULL);
}

static void
write_damaged (Damage *self, const char *contents, gsize length)
{
  g_unlink (self->fixture.path); /* GLib 2.74 does not cut off what was longer */
  g_assert_true (g_file_set_contents_full (self->fixture.path, contents, (gssize)length,
                                           G_FILE_SET_CONTENTS_NONE, 0600, NULL));
}

/* Whatever can be saved is a whole project. */
static void
recover (Damage *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize n_before, n_after;
  g_autoptr (VbtRecovery) recovery = NULL;
  g_autoptr (VbtStore) store = NULL;
  g_autoptr (GPtrArray) problems = NULL;

  g_assert_true (g_file_get_contents (self->fixture.path, &before, &n_before, NULL));
  recovery = vbt_recover (self->fixture.path, self->recovered, NULL, &error);
  g_assert_true (g_file_get_contents (self->fixture.path, &after, &n_after, NULL));
  g_assert_cmpmem (before, n_before, after, n_after);
  if (recovery == NULL)
    {
      g_assert_nonnull (error);
      g_assert_false (g_file_test (self->recovered, G_FILE_TEST_EXISTS));
      return;
    }
  self->n_recovered++;
  self->n_documents += recovery->n_documents;
  self->n_complete
      += recovery->n_documents == N_DOCUMENTS && recovery->n_annotations == N_DOCUMENTS * 41;
  g_assert_true (
      recovery->losses->len > 0
      || (recovery->n_documents == N_DOCUMENTS && recovery->n_annotations == N_DOCUMENTS * 41));
  store = vbt_store_open (self->recovered, VBT_STORE_DEFAULT, &error);
  g_assert_no_error (error);
  problems = vbt_store_check (store, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < problems->len; i++)
    g_test_message ("%s", (char *)problems->pdata[i]);
  g_assert_cmpuint (problems->len, ==, 0);
  g_clear_object (&store);
  g_assert_cmpint (g_unlink (self->recovered), ==, 0);
}

static void
try_damaged (Damage *self, const char *contents, gsize length, gboolean with_recovery)
{
  self->n_files++;
  write_damaged (self, contents, length);
  if (with_recovery)
    recover (self);
  use (self);
}

static void
report (Damage *self, const char *what)
{
  g_test_message ("%s: %" G_GUINT64_FORMAT " files, %" G_GUINT64_FORMAT
                  " opened; of %" G_GUINT64_FORMAT " something could be saved, in the mean %.1f of "
                  "%d articles, all of %" G_GUINT64_FORMAT,
                  what, self->n_files, self->n_opened, self->n_recovered,
                  (double)self->n_documents / (double)MAX (self->n_recovered, 1), N_DOCUMENTS,
                  self->n_complete);
}

static void
test_whole (Damage *self, gconstpointer data)
{
  try_damaged (self, self->whole, self->length, TRUE);
  g_assert_cmpuint (self->n_complete, ==, 1);
}

static void
test_flips (Damage *self, gconstpointer data)
{
  guint n = n_rounds (16, 5000);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *contents = g_memdup2 (self->whole, self->length);
      int n_flips = g_rand_int_range (self->random, 1, 30);

      for (int j = 0; j < n_flips; j++)
        contents[anywhere (self)] ^= (char)(1 << g_rand_int_range (self->random, 0, 8));
      try_damaged (self, contents, self->length, TRUE);
    }
  report (self, "bits flipped");
  g_assert_cmpuint (self->n_recovered, >, n / 4);
}

/* One bit makes a rule of the schema another one, which is there already. */
static void
test_twice (Damage *self, gconstpointer data)
{
  const char *end = self->whole + self->length;

  for (const char *c = self->whole; (c = memmem (c, (gsize)(end - c), "E1", 2)) != NULL; c += 2)
    {
      g_autofree char *contents = g_memdup2 (self->whole, self->length);

      contents[c + 1 - self->whole] ^= 2;
      try_damaged (self, contents, self->length, TRUE);
    }
  report (self, "a rule twice");
  g_assert_cmpuint (self->n_opened, >, 0);
}

/* Pages that hold something else, as a disk or a file system loses them. */
static void
test_pages (Damage *self, gconstpointer data)
{
  guint n = n_rounds (8, 1000);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *contents = g_memdup2 (self->whole, self->length);
      gsize to = anywhere (self) & ~(gsize)4095;
      gsize from = anywhere (self) & ~(gsize)4095;

      if (i % 2 == 0)
        memset (contents + to, 0, 4096);
      else
        memcpy (contents + to, self->whole + from, 4096);
      try_damaged (self, contents, self->length, TRUE);
    }
  report (self, "pages lost");
  g_assert_cmpuint (self->n_recovered, >, n / 2);
}

static void
test_truncated (Damage *self, gconstpointer data)
{
  gsize n_pages = self->length / 4096;
  gsize step = n_rounds (41, 1);

  for (gsize i = 0; i < n_pages; i += step)
    {
      try_damaged (self, self->whole, i * 4096, TRUE);
      try_damaged (self, self->whole, i * 4096 + 1000, TRUE);
    }
  report (self, "truncated");
  g_assert_cmpuint (self->n_opened, ==, 0);
}

/* Noise with the beginning of a project, and projects with the log of another one. */
static void
test_noise (Damage *self, gconstpointer data)
{
  guint n = n_rounds (6, 300);
  g_autofree char *log = g_strconcat (self->fixture.path, "-wal", NULL);

  for (guint i = 0; i < n; i++)
    {
      gsize length = (gsize)g_rand_int_range (self->random, 0, 40000);
      g_autofree char *noise = g_malloc (length + 100);

      for (gsize j = 0; j < length; j++)
        noise[j] = (char)g_rand_int (self->random);
      if (i % 2 == 0)
        memcpy (noise, self->whole, MIN (length, 100));
      try_damaged (self, noise, length, TRUE);
      g_assert_true (g_file_set_contents (log, noise, (gssize)length, NULL));
      try_damaged (self, self->whole, self->length, FALSE);
      g_unlink (log);
    }
  report (self, "noise");
}

/* A file with SQL in it that would do harm. It is not run by looking, nor by saving what can be read. */
static void
test_tampered (Damage *self, gconstpointer data)
{
  static const char *const tricks[] = {
    "CREATE TRIGGER evil AFTER INSERT ON annotation BEGIN DELETE FROM document; END",
    "DROP TABLE value; CREATE VIEW value AS SELECT 1 AS annotation, 2 AS attribute, "
    "load_extension ('evil') AS value, 3 AS position",
    "CREATE TABLE evil (a, b AS (abs (a)))",
    "DROP TABLE model; CREATE VIRTUAL TABLE model USING fts5 (tagger)",
  };

  for (guint i = 0; i < G_N_ELEMENTS (tricks); i++)
    {
      g_autoptr (GError) error = NULL;

      write_damaged (self, self->whole, self->length);
      {
        g_autoptr (VbtDb) db = vbt_db_open (self->fixture.path, VBT_DB_READ_WRITE, &error);

        vbt_db_exec (db, tricks[i], &error);
        g_assert_no_error (error);
      }
      recover (self);
      use (self);
    }
  g_assert_cmpuint (self->n_opened, ==, 0);
  g_assert_cmpuint (self->n_recovered, ==, G_N_ELEMENTS (tricks));
  g_assert_cmpuint (self->n_complete, ==, G_N_ELEMENTS (tricks));
}

#define ADD(path, function) g_test_add (path, Damage, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/hostile/whole", test_whole);
  ADD ("/hostile/flips", test_flips);
  ADD ("/hostile/twice", test_twice);
  ADD ("/hostile/pages", test_pages);
  ADD ("/hostile/truncated", test_truncated);
  ADD ("/hostile/noise", test_noise);
  ADD ("/hostile/tampered", test_tampered);
  return g_test_run ();
}
