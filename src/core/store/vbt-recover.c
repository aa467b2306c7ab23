/* vbt-recover.c: saves what can be read of a damaged project into a new one
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-recover.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "vbt-store-private.h"

/* Of all our files. */
#define PAGE_SIZE 4096

/* In the order in which rows may refer to each other, because triggers count and index what comes. The counts and the
 * indexes for searching are made anew, and so is the way back: it would lead to what is lost. */
static const struct
{
  const char *table;
  const char *message; /* with the number of rows that are lost */
} tables[] = {
  { "project", N_ ("settings of the project that are lost: %s") },
  { "schema", N_ ("names of the schema that are lost: %s") },
  { "label", N_ ("labels that are lost: %s") },
  { "attribute", N_ ("attributes of labels that are lost: %s") },
  { "label_end", N_ ("ends of relations' labels that are lost: %s") },
  { "rule", N_ ("rules of the schema that are lost: %s") },
  { "annotator", N_ ("annotators that are lost: %s") },
  { "entity", N_ ("people, organizations and places that are lost: %s") },
  { "alias", N_ ("aliases that are lost: %s") },
  { "entity_attribute", N_ ("facts about people, organizations and places that are lost: %s") },
  { "document", N_ ("articles that are lost: %s") },
  { "document_text", N_ ("texts of articles that are lost: %s") },
  { "metadata", N_ ("metadata of articles that are lost: %s") },
  { "annotation", N_ ("annotations that are lost: %s") },
  { "fragment", N_ ("parts of annotations that are lost: %s") },
  { "value", N_ ("values of attributes that are lost: %s") },
  { "mention", N_ ("mentions of people, organizations and places that are lost: %s") },
  { "decision", N_ ("decisions that are lost: %s") },
  { "status", N_ ("statuses of articles that are lost: %s") },
  { "remark", N_ ("notes and questions that are lost: %s") },
  { "saved_query", N_ ("saved searches that are lost: %s") },
  { "model", N_ ("what a tagger learned is lost: %s") },
  { "history", N_ ("lines of the history that are lost: %s") },
  { "merged", N_ ("notes on copies that were merged that are lost: %s") },
};

/* What cannot stand without something that is lost, or contradicts itself. Done again until nothing is left to do. */
static const char *const repairs[] = {
  "INSERT INTO label SELECT DISTINCT a.label, a.kind, 'Recovered ' || a.label, NULL, NULL, NULL, "
  "1000, -1, 0 FROM annotation a WHERE a.label NOT IN (SELECT id FROM label)",
  "INSERT INTO annotator SELECT DISTINCT a.annotator, 0, 'Recovered ' || a.annotator, NULL "
  "FROM annotation a WHERE a.annotator NOT IN (SELECT id FROM annotator)",
  "DELETE FROM label_end WHERE label NOT IN (SELECT id FROM label) "
  "OR other NOT IN (SELECT id FROM label)",
  "DELETE FROM attribute WHERE label NOT IN (SELECT id FROM label)",
  "DELETE FROM alias WHERE entity NOT IN (SELECT id FROM entity)",
  "DELETE FROM entity_attribute WHERE entity NOT IN (SELECT id FROM entity)",
  "DELETE FROM document_text WHERE number NOT IN (SELECT number FROM document)",
  "DELETE FROM document WHERE number NOT IN (SELECT number FROM document_text)",
  "DELETE FROM metadata WHERE document NOT IN (SELECT id FROM document)",
  "DELETE FROM status WHERE document NOT IN (SELECT id FROM document) "
  "OR annotator NOT IN (SELECT id FROM annotator)",
  "DELETE FROM annotation WHERE document NOT IN (SELECT id FROM document) "
  "OR annotator NOT IN (SELECT id FROM annotator) "
  "OR NOT EXISTS (SELECT 1 FROM label l WHERE l.id = annotation.label "
  "AND l.kind = annotation.kind)",
  "DELETE FROM annotation WHERE kind = 0 AND end_ > (SELECT n_chars FROM document d "
  "WHERE d.id = annotation.document)",
  "DELETE FROM annotation WHERE kind = 1 AND 2 <> (SELECT count (*) FROM annotation a "
  "WHERE a.id IN (annotation.from_, annotation.to_) AND a.document = annotation.document)",
  "DELETE FROM annotation WHERE id IN (SELECT annotation FROM fragment GROUP BY annotation "
  "HAVING count (*) < 2 OR min (position) <> 0 OR max (position) <> count (*) - 1)",
  "DELETE FROM annotation WHERE id IN (SELECT f.annotation FROM fragment f JOIN fragment g "
  "ON g.annotation = f.annotation AND g.position = f.position + 1 AND g.start <= f.end_)",
  "DELETE FROM annotation WHERE id IN (SELECT a.id FROM annotation a JOIN fragment f "
  "ON f.annotation = a.id GROUP BY a.id HAVING a.kind <> 0 OR min (f.start) <> a.start "
  "OR max (f.end_) <> a.end_)",
  "UPDATE annotation SET derived_from = NULL WHERE derived_from IS NOT NULL "
  "AND derived_from NOT IN (SELECT id FROM annotation)",
  "DELETE FROM fragment WHERE annotation NOT IN (SELECT id FROM annotation)",
  "DELETE FROM value WHERE NOT EXISTS (SELECT 1 FROM annotation a JOIN attribute t "
  "ON t.label = a.label WHERE a.id = value.annotation AND t.id = value.attribute)",
  "DELETE FROM mention WHERE annotation NOT IN (SELECT id FROM annotation) "
  "OR entity NOT IN (SELECT id FROM entity)",
  "DELETE FROM decision WHERE suggestion NOT IN (SELECT id FROM annotation) "
  "OR annotator NOT IN (SELECT id FROM annotator)",
  "DELETE FROM remark WHERE document NOT IN (SELECT id FROM document) "
  "OR annotator NOT IN (SELECT id FROM annotator)",
  "UPDATE remark SET annotation = NULL WHERE annotation IS NOT NULL "
  "AND annotation NOT IN (SELECT id FROM annotation)",
  "UPDATE remark SET answers = NULL WHERE answers IS NOT NULL "
  "AND answers NOT IN (SELECT id FROM remark)",
};

void
vbt_recovery_free (VbtRecovery *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->losses);
  g_free (self);
}

static void
add_loss (VbtRecovery *self, const char *message, const char *what)
{
  g_auto (GStrv) parts = g_strsplit (message, "%s", 2);

  g_ptr_array_add (self->losses, g_strconcat (parts[0], what, parts[1], NULL));
}

/* Works on a copy: what is wrong with its header can be put right there, and the damaged file stays as it is. */
static gboolean
copy_file (const char *path, const char *to, const char *suffix, gboolean must_exist,
           GError **error)
{
  g_autofree char *from_path = g_strconcat (path, suffix, NULL);
  g_autofree char *to_path = g_strconcat (to, suffix, NULL);
  g_autoptr (GFile) from_file = g_file_new_for_path (from_path);
  g_autoptr (GFile) to_file = g_file_new_for_path (to_path);

  if (!must_exist && !g_file_test (from_path, G_FILE_TEST_EXISTS))
    return TRUE;
  return g_file_copy (from_file, to_file, G_FILE_COPY_OVERWRITE | G_FILE_COPY_TARGET_DEFAULT_PERMS,
                      NULL, NULL, NULL, error);
}

/* SQLite refuses a file as a whole for its first bytes. All of our files have the same ones, and one whose end is
 * missing gets an empty end, which is no page of any table. */
static gboolean
mend_header (const char *path, GError **error)
{
  static const guint8 magic[20] = "SQLite format 3\0\x10\0\1\1";
  static const guint8 fractions[3] = { 64, 32, 32 };
  guint8 header[32];
  int file = g_open (path, O_RDWR | O_CLOEXEC);
  off_t n_pages = 0;
  gboolean success;

  success = file >= 0 && pread (file, header, sizeof header, 0) == sizeof header;
  if (success)
    {
      gboolean has_log = header[18] == 2 && header[19] == 2;

      n_pages = (off_t)header[28] << 24 | header[29] << 16 | header[30] << 8 | header[31];
      memcpy (header, magic, sizeof magic);
      header[18] = header[19] = has_log ? 2 : 1;
      header[20] = 0;
      memcpy (header + 21, fractions, sizeof fractions);
      success = pwrite (file, header, sizeof header, 0) == sizeof header;
    }
  /* A number that is damaged itself is not believed. */
  if (success && n_pages * PAGE_SIZE > lseek (file, 0, SEEK_END)
      && n_pages * PAGE_SIZE < lseek (file, 0, SEEK_END) * 16 + 1048576)
    success = ftruncate (file, n_pages * PAGE_SIZE) == 0;
  if (!success)
    g_set_error (error, VBT_ERROR, VBT_ERROR_CORRUPT,
                 _ ("%s: nothing of this file can be recovered. Restore a copy"), path);
  if (file >= 0)
    g_close (file, NULL);
  return success;
}

static gboolean
graft_page (int from, int to, guint32 number, guint8 *page)
{
  off_t offset = ((off_t)number - 1) * PAGE_SIZE;

  return number > 0 && pread (from, page, PAGE_SIZE, offset) == PAGE_SIZE
         && pwrite (to, page, PAGE_SIZE, offset) == PAGE_SIZE;
}

static guint32
read_number (const guint8 *bytes)
{
  return (guint32)bytes[0] << 24 | (guint32)bytes[1] << 16 | (guint32)bytes[2] << 8 | bytes[3];
}

/* The list of the tables is lost. It is the same in all projects of this version, down to the pages that it is on,
 * because they are all made by the same statements: it is taken from the new one. The first page holds the pages
 * below it (https://www.sqlite.org/fileformat2.html, 1.6). */
static gboolean
graft (int from, int to)
{
  guint8 first[PAGE_SIZE], page[PAGE_SIZE];
  off_t size = lseek (to, 0, SEEK_END);
  guint n_cells;
  gboolean success = graft_page (from, to, 1, first) && first[100] == 5;

  n_cells = success ? (guint)first[103] << 8 | first[104] : 0;
  for (guint i = 0; i < n_cells && success && 112 + 2 * i + 1 < PAGE_SIZE; i++)
    {
      guint cell = (guint)first[112 + 2 * i] << 8 | first[112 + 2 * i + 1];

      success = cell + 4 <= PAGE_SIZE && graft_page (from, to, read_number (first + cell), page);
    }
  success = success && graft_page (from, to, read_number (first + 108), page);
  size = (MAX (size, lseek (to, 0, SEEK_END)) + PAGE_SIZE - 1) / PAGE_SIZE;
  for (int i = 0; i < 4; i++)
    first[28 + i] = (guint8)(size >> (24 - 8 * i));
  memset (first + 32, 0, 8); /* no page is known to be free */
  return success && ftruncate (to, size * PAGE_SIZE) == 0 && pwrite (to, first, 100, 0) == 100;
}

static VbtDb *
open_with_graft (const char *copy, const char *fresh)
{
  int from = g_open (fresh, O_RDONLY | O_CLOEXEC);
  int to = g_open (copy, O_RDWR | O_CLOEXEC);
  gboolean success = from >= 0 && to >= 0 && graft (from, to);

  if (from >= 0)
    g_close (from, NULL);
  if (to >= 0)
    g_close (to, NULL);
  return success ? vbt_db_open (copy, VBT_DB_READ_WRITE, NULL) : NULL;
}

static VbtDb *
open_damaged (const char *path, const char *copy, GError **error)
{
  if (!copy_file (path, copy, "", TRUE, error) || !copy_file (path, copy, "-wal", FALSE, error)
      || !copy_file (path, copy, "-journal", FALSE, error) || !mend_header (copy, error))
    return NULL;
  return vbt_db_open (copy, VBT_DB_READ_WRITE, error);
}

/* What is in the trash is not counted: it goes there when all the rest is in its place, as if somebody deleted it. */
#define TAKE_FROM_TRASH                                                                            \
  "CREATE TEMP TABLE in_trash AS SELECT id, trashed FROM document WHERE trashed IS NOT NULL; "     \
  "UPDATE document SET trashed = NULL WHERE trashed IS NOT NULL"
#define PUT_INTO_TRASH                                                                             \
  "UPDATE document SET trashed = (SELECT t.trashed FROM in_trash t WHERE t.id = document.id) "     \
  "WHERE id IN (SELECT id FROM in_trash); DROP TABLE in_trash"

static gboolean
copy_tables (VbtRecovery *self, VbtDb *from, VbtDb *to, GCancellable *cancellable, GError **error)
{
  guint64 n_all = 0;

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      guint64 n_refused, n_copied;
      gboolean has_gaps;
      gint64 n_rows = -1;
      g_autofree char *count = g_strdup_printf ("SELECT count (*) FROM \"%s\"", tables[i].table);
      g_autofree char *lost = NULL;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      n_copied = vbt_db_copy_table (from, to, tables[i].table, &n_refused, &has_gaps);
      n_all += n_copied;
      if (g_str_equal (tables[i].table, "document") && !vbt_db_exec (to, TAKE_FROM_TRASH, error))
        return FALSE;
      if (!has_gaps && n_refused == 0)
        continue;
      if (has_gaps)
        vbt_db_get_int (from, &n_rows, NULL, count, "");
      lost = n_rows > (gint64)n_copied
                 ? g_strdup_printf ("%" G_GINT64_FORMAT, n_rows - (gint64)n_copied)
             : has_gaps ? g_strdup (_ ("an unknown number"))
                        : g_strdup_printf ("%" G_GUINT64_FORMAT, n_refused);
      add_loss (self, _ (tables[i].message), lost);
    }
  if (n_all > 0)
    return TRUE;
  g_set_error (error, VBT_ERROR, VBT_ERROR_CORRUPT,
               _ ("%s: nothing of this file can be recovered. Restore a copy"),
               vbt_db_get_path (from));
  return FALSE;
}

/* A text of which a letter was changed is worth more than none; where letters are missing, every annotation
 * would be at a wrong place. */
static gboolean
mend_text (VbtRecovery *self, VbtDb *db, VbtQuery *row, GError **error)
{
  g_autofree char *name = vbt_query_dup_string (row, 1);
  const char *string = vbt_query_get_string (row, 4);
  gint64 number = vbt_query_get_int (row, 0);
  g_autoptr (VbtText) text = string != NULL ? vbt_text_new (string, -1, NULL) : NULL;
  g_autofree char *sha256 = text != NULL ? vbt_text_sha256 (text) : NULL;
  gboolean is_whole = TRUE;

  if (text == NULL || vbt_text_get_length (text) != vbt_query_get_int (row, 2))
    {
      add_loss (self, _ ("the text of the article “%s” is damaged, so it is left out"), name);
      return vbt_db_run (db, error, "DELETE FROM document_text WHERE number = ?1", "i", number);
    }
  for (int column = 5; column <= 6; column++)
    {
      gsize length;
      const guint8 *blob = vbt_query_get_blob (row, column, &length);
      g_autoptr (GArray) ranges = vbt_ranges_from_bytes (blob, length, vbt_text_get_length (text));

      is_whole &= ranges != NULL;
    }
  if (g_strcmp0 (sha256, vbt_query_get_string (row, 3)) != 0)
    add_loss (self, _ ("letters of the article “%s” may be wrong"), name);
  return (is_whole
          || vbt_db_run (db, error,
                         "UPDATE document_text SET tokens = NULL, sentences = NULL "
                         "WHERE number = ?1",
                         "i", number))
         && vbt_db_run (db, error, "UPDATE document SET sha256 = ?2 WHERE number = ?1", "is",
                        number, sha256);
}

static gboolean
mend_texts (VbtRecovery *self, VbtDb *db, GError **error)
{
  gint64 last = G_MININT64;

  for (;;)
    {
      g_autoptr (VbtQuery) query = vbt_db_query (
          db,
          "SELECT d.number, d.name, d.n_chars, d.sha256, t.text, t.tokens, t.sentences "
          "FROM document d JOIN document_text t ON t.number = d.number "
          "WHERE d.number > ?1 ORDER BY d.number LIMIT 1",
          "i", last);

      if (!vbt_query_next (query))
        return vbt_query_finish (query, error);
      last = vbt_query_get_int (query, 0);
      if (!mend_text (self, db, query, error))
        return FALSE;
    }
}

static gboolean
repair (VbtRecovery *self, VbtDb *db, GError **error)
{
  guint64 n_all = 0;
  guint n;

  do
    {
      n = 0;
      for (guint i = 0; i < G_N_ELEMENTS (repairs); i++)
        {
          if (!vbt_db_run (db, error, repairs[i], ""))
            return FALSE;
          n += vbt_db_get_n_changed (db);
        }
      n_all += n;
    }
  while (n > 0);
  if (n_all > 0)
    {
      g_autofree char *number = g_strdup_printf ("%" G_GUINT64_FORMAT, n_all);

      add_loss (self, _ ("rows that do not stand without something that is lost: %s"), number);
    }
  return TRUE;
}

#define BEGIN                                                                                      \
  "PRAGMA foreign_keys=OFF; BEGIN IMMEDIATE; DELETE FROM rule; DELETE FROM label_end; "            \
  "DELETE FROM attribute; DELETE FROM label; DELETE FROM schema; DELETE FROM project"
#define END                                                                                        \
  "INSERT OR IGNORE INTO schema VALUES (1, 'Recovered', 1); " PUT_INTO_TRASH                       \
  "; DELETE FROM changeset_part; UPDATE history SET changeset = NULL, batch = 0 WHERE state <> "   \
  "'open'"

/* A page that lost the number of its rows reads well, and says less: only what was counted tells. */
static void
compare_counts (VbtRecovery *self, VbtDb *from, VbtDb *to)
{
  static const struct
  {
    const char *what;
    const char *loss;
  } counts[] = {
    { "document", N_ ("articles that the project counted, and that were not found: %s") },
    { "label", N_ ("annotations that the project counted, and that were not found: %s") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      gint64 expected = 0, found = 0;
      g_autofree char *number = NULL;

      if (!vbt_db_get_int (from, &expected, NULL, "SELECT sum (n) FROM tally WHERE what = ?1", "s",
                           counts[i].what)
          || !vbt_db_get_int (to, &found, NULL, "SELECT sum (n) FROM tally WHERE what = ?1", "s",
                              counts[i].what)
          || found >= expected)
        continue;
      number = g_strdup_printf ("%" G_GINT64_FORMAT, expected - found);
      add_loss (self, _ (counts[i].loss), number);
    }
}

static gboolean
fill (VbtRecovery *self, VbtDb *from, VbtDb *to, GCancellable *cancellable, GError **error)
{
  gint64 n_documents = 0, n_annotations = 0;
  gboolean success
      = vbt_db_exec (to, BEGIN, error) && copy_tables (self, from, to, cancellable, error)
        && mend_texts (self, to, error) && repair (self, to, error) && vbt_db_exec (to, END, error)
        && vbt_store_settle (to, error) && vbt_db_exec (to, "COMMIT", error)
        && vbt_db_get_int (to, &n_documents, error, "SELECT count (*) FROM document", "")
        && vbt_db_get_int (to, &n_annotations, error, "SELECT count (*) FROM annotation", "");

  if (!success && vbt_db_in_transaction (to))
    vbt_db_exec (to, "ROLLBACK", NULL);
  if (success)
    compare_counts (self, from, to);
  self->n_documents = (guint64)n_documents;
  self->n_annotations = (guint64)n_annotations;
  return success;
}

/* What is left to say when all was repaired: nothing, unless this program has a mistake. */
static gboolean
check (VbtRecovery *self, const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (VbtStore) store = vbt_store_open (path, VBT_STORE_DEFAULT, error);
  g_autoptr (GPtrArray) problems
      = store != NULL ? vbt_store_check (store, cancellable, error) : NULL;

  if (problems == NULL)
    return FALSE;
  for (guint i = 0; i < problems->len; i++)
    g_ptr_array_add (self->losses, g_strdup (problems->pdata[i]));
  return vbt_store_close (store, error);
}

static gboolean
recover (VbtRecovery *self, const char *path, const char *copy, const char *to,
         GCancellable *cancellable, GError **error)
{
  g_autoptr (VbtSchema) schema = vbt_schema_new ("Recovered");
  g_autoptr (VbtDb) from = open_damaged (path, copy, error);
  g_autoptr (VbtStore) store = from != NULL ? vbt_store_create (to, schema, error) : NULL;
  gint64 n_tables = 0;

  if (store == NULL)
    return FALSE;
  vbt_db_get_int (from, &n_tables, NULL,
                  "SELECT count (*) FROM sqlite_schema WHERE type = 'table' "
                  "AND name IN ('document', 'document_text', 'annotation', 'label')",
                  "");
  if (n_tables < 4)
    {
      vbt_db_close_quietly (g_steal_pointer (&from));
      from = open_with_graft (copy, to);
    }
  if (from != NULL && fill (self, from, store->db, cancellable, error)
      && vbt_store_close (store, error) && check (self, to, cancellable, error))
    return TRUE;
  vbt_store_close (store, NULL);
  g_unlink (to);
  return FALSE;
}

static void
remove_copy (const char *copy)
{
  static const char *const suffixes[] = { "", "-wal", "-shm", "-journal" };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *path = g_strconcat (copy, suffixes[i], NULL);

      g_unlink (path);
    }
}

/**
 * vbt_recover:
 * @path: a damaged project, or any file; it is not written
 * @to: a new file; there must be none of that name
 * @cancellable: (nullable): stops it
 * @error: return location for an error
 *
 * Saves what can be read of a damaged project into a new one that is whole. The acts stay in the
 * history, and cannot be undone any more. Needs as much space again while it works.
 *
 * Returns: (transfer full) (nullable): what was saved and what is lost
 */
VbtRecovery *
vbt_recover (const char *path, const char *to, GCancellable *cancellable, GError **error)
{
  g_autoptr (VbtRecovery) self = NULL;
  g_autofree char *copy = NULL;
  gboolean success;

  g_return_val_if_fail (path != NULL && to != NULL, NULL);

  if (g_file_test (to, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, VBT_ERROR, VBT_ERROR_CONFLICT,
                   _ ("%s: there is such a file already. Choose another name"), to);
      return NULL;
    }
  self = g_new0 (VbtRecovery, 1);
  self->losses = g_ptr_array_new_with_free_func (g_free);
  copy = g_strconcat (to, "-damaged", NULL);
  success = recover (self, path, copy, to, cancellable, error);
  remove_copy (copy);
  if (!success && error != NULL
      && (*error == NULL || g_error_matches (*error, VBT_ERROR, VBT_ERROR_CORRUPT)))
    {
      g_clear_error (error);
      g_set_error (error, VBT_ERROR, VBT_ERROR_CORRUPT,
                   _ ("%s: nothing of this file can be recovered. Restore a copy"), path);
    }
  return success ? g_steal_pointer (&self) : NULL;
}
