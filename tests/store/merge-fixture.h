/* merge-fixture.h: two copies of a project
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <string.h>

#include "store-fixture.h"
#include "store/vbt-actions.h"
#include "store/vbt-merge.h"
#include "store/vbt-migrate.h"

/* Of a span, for assert_string() and act(). */
#define NOTE "SELECT note FROM annotation WHERE id = ?1"
#define EXISTS "SELECT count (*) FROM annotation WHERE id = ?1"
#define DELETE_SPAN "DELETE FROM value WHERE annotation = %a; DELETE FROM annotation WHERE id = %a"

/** Pair: a project, and a copy of it that was made after the project got what both have. */
typedef struct
{
  Fixture ours;
  Fixture theirs;
} Pair;

static inline void
pair_copy_file (const char *from, const char *to)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *data = NULL;
  gsize length;

  g_file_get_contents (from, &data, &length, &error);
  g_assert_no_error (error);
  g_file_set_contents (to, data, (gssize)length, &error);
  g_assert_no_error (error);
}

/* Both go on alone from here. */
static inline void
pair_part (Pair *self)
{
  fixture_reopen (&self->ours);
  g_clear_object (&self->ours.store);
  self->theirs = self->ours;
  self->theirs.folder = NULL;
  self->theirs.path = g_build_filename (self->ours.folder, "theirs.verbatim", NULL);
  pair_copy_file (self->ours.path, self->theirs.path);
  fixture_open (&self->ours);
  fixture_open (&self->theirs);
}

/* The same with an article that has a quote of Ada's for each pointer to a VbtId; %NULL is the last. Returns: the article */
static inline VbtId G_GNUC_NULL_TERMINATED
pair_part_with_quotes (Pair *self, ...)
{
  VbtId document = fixture_add_document (&self->ours, "a.txt", 40);
  VbtId *quote;
  va_list quotes;

  va_start (quotes, self);
  while ((quote = va_arg (quotes, VbtId *)) != NULL)
    *quote = fixture_add_span (&self->ours, document, self->ours.ada, "Quote", 0, 6);
  va_end (quotes);
  pair_part (self);
  return document;
}

static inline void
pair_set_up (Pair *self, gconstpointer data)
{
  fixture_set_up (&self->ours, data);
}

static inline void
pair_tear_down (Pair *self, gconstpointer data)
{
  g_clear_object (&self->theirs.store);
  g_free (self->theirs.path);
  fixture_tear_down (&self->ours, data);
}

/* What @fixture would get of @other, or gets; the other copy is closed meanwhile, as it is when it comes by mail. */
static inline void
merge_with (Fixture *self, Fixture *other, gboolean only_look, VbtMergeResult *result)
{
  VbtMergeOptions options = { .me = self->ada, .only_look = only_look };
  g_autoptr (GError) error = NULL;
  gboolean is_refused;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize lengths[2];

  g_assert_true (vbt_store_close (other->store, &error));
  g_assert_no_error (error);
  g_clear_object (&other->store);
  g_file_get_contents (other->path, &before, &lengths[0], NULL);
  vbt_store_merge (self->store, other->path, &options, result, NULL, &is_refused, &error);
  g_assert_no_error (error);
  g_file_get_contents (other->path, &after, &lengths[1], NULL);
  g_assert_cmpmem (before, lengths[0], after, lengths[1]);
  fixture_open (other);
  for (guint i = 0; result->notes != NULL && i < result->notes->len; i++)
    {
      g_autofree char *line = vbt_merge_note_describe (result->notes->pdata[i]);

      g_test_message ("note: %s", line);
    }
}

/* Merges and expects so many notes. The project is whole afterwards. */
static inline void
merge (Fixture *self, Fixture *other, guint n_notes)
{
  g_auto (VbtMergeResult) result = { 0 };

  merge_with (self, other, FALSE, &result);
  g_assert_cmpuint (result.n_notes, ==, n_notes);
  fixture_assert_whole (self);
}

/* As g_assert_cmpstr(), but says the lines that differ, and not all of a project. */
static inline void
assert_same_lines (const char *expected, const char *found)
{
  g_auto (GStrv) a = g_strsplit (expected, "\n", -1);
  g_auto (GStrv) b = g_strsplit (found, "\n", -1);

  if (strcmp (expected, found) == 0)
    return;
  for (guint i = 0; a[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *)b, a[i]))
      g_test_message ("missing: %.300s", a[i]);
  for (guint i = 0; b[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *)a, b[i]))
      g_test_message ("not expected: %.300s", b[i]);
  g_test_fail_printf ("%s", "the projects differ");
  g_assert_not_reached ();
}

static inline gint64
get_int (Fixture *self, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 value = -1;

  vbt_db_get_int (self->store->db, &value, &error, sql, "");
  g_assert_no_error (error);
  return value;
}

static inline void
assert_int (Fixture *self, const char *sql, gint64 expected)
{
  g_assert_cmpint (get_int (self, sql), ==, expected);
}

/* One act of somebody, as SQL: %a stands for @id. */
static inline void
act (Fixture *self, VbtId annotator, VbtId document, VbtId id, const char *form)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  g_auto (GStrv) parts = g_strsplit (form, "%a", -1);
  g_autofree char *sql = g_strjoinv (number, parts);

  fixture_begin (self, annotator, document, form);
  vbt_db_exec (self->store->db, sql, &error);
  g_assert_no_error (error);
  self->store->catalog_dirty = TRUE;
  fixture_commit (self);
  vbt_store_reload_catalog (self->store, TRUE, &error);
  g_assert_no_error (error);
}

static inline char *
get_string (Fixture *self, VbtId id, const char *sql)
{
  g_autoptr (GError) error = NULL;
  char *string = vbt_db_get_string (self->store->db, &error, sql, "i", id);

  g_assert_no_error (error);
  return string;
}

static inline void
assert_string (Fixture *self, VbtId id, const char *sql, const char *expected)
{
  g_autofree char *found = get_string (self, id, sql);

  g_assert_cmpstr (found, ==, expected);
}

/* Merges, and expects one note that says this. */
static inline void
merge_and_note (Fixture *self, Fixture *other, VbtMergeReason reason, const char *line)
{
  g_auto (VbtMergeResult) result = { 0 };
  g_autofree char *found = NULL;

  merge_with (self, other, FALSE, &result);
  g_assert_cmpuint (result.n_notes, ==, 1);
  g_assert_cmpint (((VbtMergeNote *)result.notes->pdata[0])->reason, ==, reason);
  found = vbt_merge_note_describe (result.notes->pdata[0]);
  g_assert_cmpstr (found, ==, line);
  fixture_assert_whole (self);
}
