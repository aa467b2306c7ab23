/* vbt-merge-base.c: what two copies of a project have in common: the beginning of their histories, and earlier merges
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "vbt-merge-private.h"

/** Record: a row of `merged`, by which it is found out whether the other history is the one that was merged. */
typedef struct
{
  gint64 act; /* of who merged */
  gint64 up_to;
  char *print;
  char *undone;
  gboolean is_same;
} Record;

static void
record_free (gpointer data)
{
  Record *self = data;

  g_free (self->print);
  g_free (self->undone);
  g_free (self);
}

/* Two rows that are the same act. What a batch keeps depends on whether it is undone. */
#define DIFFER                                                                                     \
  "o.state = 'open' OR t.state = 'open' OR o.time <> t.time OR o.annotator <> t.annotator "        \
  "OR o.words <> t.words OR (o.batch = 0 AND t.batch = 0 AND o.changeset <> t.changeset)"

/* The first row that only one of them has. */
static gboolean
find_common (VbtMerge *self, GError **error)
{
  gint64 ours = G_MAXINT64;
  gint64 theirs = G_MAXINT64;

  if (!vbt_db_get_int (self->db, &ours, error,
                       "SELECT o.number FROM main.history o LEFT JOIN theirs.history t "
                       "ON t.number = o.number WHERE t.number IS NULL OR " DIFFER
                       " ORDER BY o.number LIMIT 1",
                       "")
      || !vbt_db_get_int (self->db, &theirs, error,
                          "SELECT t.number FROM theirs.history t LEFT JOIN main.history o "
                          "ON o.number = t.number WHERE o.number IS NULL ORDER BY t.number LIMIT 1",
                          "")
      || !vbt_db_get_int (self->db, &self->n_common, error,
                          "SELECT coalesce (max (number), 0) FROM main.history", ""))
    return FALSE;
  self->n_common = MIN (self->n_common, MIN (ours, theirs) - 1);
  return TRUE;
}

/* What @sql, on one of the two tables `merged`, says of the other copy. */
static GPtrArray *
load_records (VbtMerge *self, const char *sql, GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (record_free);
  g_autoptr (VbtQuery) query = vbt_db_query (self->db, sql, "");

  while (vbt_query_next (query))
    {
      Record *record = g_new0 (Record, 1);

      record->act = vbt_query_get_int (query, 0);
      record->up_to = vbt_query_get_int (query, 1);
      record->print = vbt_query_dup_string (query, 2);
      record->undone = vbt_query_dup_string (query, 3);
      g_ptr_array_add (records, record);
    }
  return vbt_query_finish (query, error) ? g_steal_pointer (&records) : NULL;
}

static void
compare_records (GPtrArray *records, gint64 number, GChecksum *sum)
{
  for (guint i = 0; i < records->len; i++)
    {
      Record *record = records->pdata[i];
      g_autoptr (GChecksum) copy = NULL;

      if (record->up_to != number)
        continue;
      copy = g_checksum_copy (sum);
      record->is_same = g_str_equal (g_checksum_get_string (copy), record->print);
    }
}

/* Sums up the history that @sql goes through, and looks which records are of it. */
static char *
take_print (VbtMerge *self, const char *sql, GPtrArray *records, GError **error)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (VbtQuery) query = vbt_db_query (self->db, sql, "");

  while (vbt_query_next (query))
    {
      gint64 numbers[3];
      const char *words = vbt_query_get_string (query, 3);

      for (int i = 0; i < 3; i++)
        numbers[i] = GINT64_TO_LE (vbt_query_get_int (query, i));
      g_checksum_update (sum, (const guchar *)numbers, sizeof numbers);
      /* With its end, so that no words run into the next row. */
      g_checksum_update (sum, (const guchar *)words, (gssize)strlen (words) + 1);
      compare_records (records, vbt_query_get_int (query, 0), sum);
    }
  return vbt_query_finish (query, error) ? g_strdup (g_checksum_get_string (sum)) : NULL;
}

/* An act that merged the other copy says nothing new to it. */
static gboolean
add_foreign_acts (VbtMerge *self, VbtMergeSide side, const GPtrArray *records, gint64 *from,
                  char **undone, GError **error)
{
  for (guint i = 0; i < records->len; i++)
    {
      const Record *record = records->pdata[i];

      if (!record->is_same)
        continue;
      if (!vbt_db_run (self->db, error, "INSERT OR IGNORE INTO temp.foreign_act VALUES (?1, ?2)",
                       "ui", (int)side, record->act))
        return FALSE;
      if (record->up_to < *from)
        continue;
      *from = record->up_to;
      g_free (*undone);
      *undone = g_strdup (record->undone);
    }
  return TRUE;
}

static gboolean
fill_undone (VbtMerge *self, GError **error)
{
  g_auto (GStrv) numbers = g_strsplit (self->their_undone, " ", -1);

  for (guint i = 0; numbers[i] != NULL; i++)
    if (!vbt_db_run (self->db, error, "INSERT OR IGNORE INTO temp.undone VALUES (?1)", "i",
                     g_ascii_strtoll (numbers[i], NULL, 10)))
      return FALSE;
  return TRUE;
}

#define HISTORY_OF(side)                                                                           \
  "SELECT number, time, annotator, words FROM " side ".history WHERE state <> 'open' "             \
  "ORDER BY number"
#define MERGED_OF(side) "SELECT ours, theirs, print, undone FROM " side ".merged"

static gboolean
read_records (VbtMerge *self, GError **error)
{
  g_autoptr (GPtrArray) ours = load_records (self, MERGED_OF ("main"), error);
  g_autoptr (GPtrArray) theirs
      = ours != NULL ? load_records (self, MERGED_OF ("theirs"), error) : NULL;
  g_autofree char *ignored = NULL;
  g_autofree char *our_print = NULL;

  if (theirs == NULL)
    return FALSE;
  self->print = take_print (self, HISTORY_OF ("theirs"), ours, error);
  our_print = self->print != NULL ? take_print (self, HISTORY_OF ("main"), theirs, error) : NULL;
  self->theirs_from = self->ours_from = self->n_common;
  return our_print != NULL
         && add_foreign_acts (self, VBT_MERGE_OURS, ours, &self->theirs_from, &self->their_undone,
                              error)
         && add_foreign_acts (self, VBT_MERGE_THEIRS, theirs, &self->ours_from, &ignored, error);
}

/* An act since then that cannot tell what it changed any more: see vbt_store_empty_trash(). */
#define BLIND                                                                                      \
  "SELECT EXISTS (SELECT 1 FROM theirs.history WHERE number > ?1 AND state = 'done' "              \
  "AND batch = 0 AND changeset IS NULL)"

/**
 * vbt_merge_find_base:
 * @self: a merge
 * @error: return location for an error
 *
 * Finds out since when each copy went on alone.
 *
 * Returns: whether that worked
 */
gboolean
vbt_merge_find_base (VbtMerge *self, GError **error)
{
  gint64 is_blind = 0;

  g_clear_pointer (&self->print, g_free);
  g_clear_pointer (&self->undone, g_free);
  g_clear_pointer (&self->their_undone, g_free);
  if (!find_common (self, error) || !read_records (self, error)
      || !vbt_db_get_int (self->db, &self->their_last, error,
                          "SELECT coalesce (max (number), 0) FROM theirs.history "
                          "WHERE state <> 'open'",
                          "")
      || !vbt_db_get_int (self->db, &is_blind, error, BLIND, "i", self->theirs_from)
      || !vbt_db_get_int (self->db, &self->act, error,
                          "SELECT coalesce ((SELECT seq FROM main.sqlite_sequence "
                          "WHERE name = 'history'), 0) + 1",
                          ""))
    return FALSE;
  self->is_trusted = self->their_undone != NULL && !is_blind;
  self->undone = vbt_db_get_string (self->db, NULL,
                                    "SELECT coalesce (group_concat (number, ' '), '') "
                                    "FROM theirs.history WHERE state IN ('undone', 'dropped')",
                                    "");
  return (self->their_undone == NULL || fill_undone (self, error))
         && vbt_db_run (self->db, error, "INSERT INTO temp.point VALUES (?1, ?2, ?3, ?4)", "iuii",
                        self->ours_from, self->is_trusted, self->act, vbt_time_now ());
}

/** vbt_merge_note_base: writes down up to where the copy is merged now. Of one without a history nothing can be said. */
gboolean
vbt_merge_note_base (VbtMerge *self, GError **error)
{
  if (self->their_last == 0)
    return TRUE;
  return vbt_db_run (self->db, error, "INSERT INTO main.merged VALUES (?1, ?2, ?3, ?4, ?5)",
                     "iiiss", vbt_id_new (), self->act, self->their_last, self->print,
                     self->undone);
}
