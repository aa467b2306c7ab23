/* vbt-store-index.c: texts, names and titles that wait to be indexed, and tokens and sentences to be found
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-store-private.h"

/* More are counted by the numbers of the first and the last one. */
#define MAX_COUNTED 10000
/* A change of so many documents is a batch, which is indexed in the background. */
#define MAX_AT_ONCE 20

enum
{
  PENDING_TEXT,
  PENDING_NAME,
  PENDING_TITLE,
};

/**
 * vbt_store_count_pending:
 * @self: a project
 * @n_pending: (out): documents whose text is not indexed yet; of more than 10,000 about how many
 * @error: return location for an error
 *
 * Costs the same at any size.
 *
 * Returns: whether it could be counted
 */
gboolean
vbt_store_count_pending (VbtStore *self, guint64 *n_pending, GError **error)
{
  gint64 n = 0;

  g_return_val_if_fail (VBT_IS_STORE (self) && self->db != NULL && n_pending != NULL, FALSE);

  if (!vbt_db_get_int (self->db, &n, error,
                       "SELECT count (*) FROM (SELECT 1 FROM pending WHERE what = 0 LIMIT ?1)", "u",
                       MAX_COUNTED)
      || (n == MAX_COUNTED
          && !vbt_db_get_int (self->db, &n, error,
                              "SELECT (SELECT max (number) FROM pending WHERE what = 0) "
                              "- (SELECT min (number) FROM pending WHERE what = 0) + 1",
                              "")))
    return FALSE;
  *n_pending = (guint64)n;
  return TRUE;
}

void
vbt_pending_free (VbtPending *self)
{
  if (self == NULL)
    return;
  vbt_text_words_free (self->words);
  g_clear_pointer (&self->tokens, g_bytes_unref);
  g_clear_pointer (&self->sentences, g_bytes_unref);
  vbt_document_free (self->document);
  g_free (self);
}

/**
 * vbt_pending_prepare:
 * @self: a text that waits
 * @words: what finds words, of this thread
 *
 * Does what can be done in any thread before vbt_store_index_text().
 */
void
vbt_pending_prepare (VbtPending *self, VbtWords *words)
{
  const VbtText *text = self->document->text;

  self->words = vbt_text_words_new (words, vbt_text_get_utf8 (text), vbt_text_get_n_bytes (text));
  if (self->is_segmented)
    return;
  vbt_document_segment (self->document);
  self->tokens = vbt_ranges_to_bytes (self->document->tokens);
  self->sentences = vbt_ranges_to_bytes (self->document->sentences);
}

#define PENDING                                                                                    \
  "SELECT p.number, d.name, t.text, t.tokens IS NOT NULL,"                                         \
  " (SELECT value FROM metadata WHERE document = d.id AND key = 'language')"                       \
  " FROM pending p JOIN document_text t ON t.number = p.number"                                    \
  " JOIN document d ON d.number = p.number WHERE p.what = 0 AND p.number > ?1 ORDER BY p.number"

/* NULL where the text is damaged: then it stays as it is, and vbt_store_check() tells of it. */
static VbtPending *
read_pending (VbtQuery *query)
{
  g_autofree char *name = vbt_query_dup_name (query, 1);
  g_autofree char *language = vbt_query_dup_string (query, 4);
  const char *string = vbt_query_get_string (query, 2);
  g_autoptr (VbtText) text = string != NULL ? vbt_text_new (string, -1, NULL) : NULL;
  VbtPending *pending;

  if (text == NULL)
    return NULL;
  pending = g_new0 (VbtPending, 1);
  pending->number = vbt_query_get_int (query, 0);
  pending->document = vbt_document_new (name, text);
  pending->is_segmented = vbt_query_get_int (query, 3) != 0;
  if (language != NULL)
    vbt_document_set_metadata (pending->document, VBT_METADATA_LANGUAGE, language);
  return pending;
}

/**
 * vbt_store_list_pending:
 * @self: a project
 * @after: the number of the last one that was seen, or 0
 * @n_bytes: of about how many bytes together
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type VbtPending): the next texts that wait, at least
 *   one where there is one
 */
GPtrArray *
vbt_store_list_pending (VbtStore *self, gint64 after, gsize n_bytes, GError **error)
{
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (VbtQuery) query = NULL;
  gsize n_read = 0;

  g_return_val_if_fail (VBT_IS_STORE (self) && self->db != NULL, NULL);

  list = g_ptr_array_new_with_free_func ((GDestroyNotify)vbt_pending_free);
  query = vbt_db_query (self->db, PENDING, "i", after);
  while (n_read < n_bytes && vbt_query_next (query))
    {
      VbtPending *pending = read_pending (query);

      if (pending == NULL)
        continue;
      n_read += vbt_text_get_n_bytes (pending->document->text);
      g_ptr_array_add (list, pending);
    }
  return vbt_query_finish (query, error) ? g_steal_pointer (&list) : NULL;
}

/**
 * vbt_store_begin_index:
 * @self: a project
 * @error: return location for an error
 *
 * Begins a transaction of vbt_store_index_names() and vbt_store_index_text(). What is indexed can be
 * indexed again, so nothing is lost when the power fails, and no commit waits for the disk.
 *
 * Returns: whether these can follow
 */
gboolean
vbt_store_begin_index (VbtStore *self, GError **error)
{
  g_return_val_if_fail (VBT_IS_STORE (self) && !vbt_store_is_writing (self), FALSE);

  if (!vbt_store_check_writable (self, error) || !vbt_db_exec (self->db, VBT_DB_BULK, error))
    return FALSE;
  self->is_indexing = TRUE;
  if (vbt_store_begin_immediate (self, error))
    return TRUE;
  self->is_indexing = FALSE;
  return FALSE;
}

/**
 * vbt_store_end_index:
 * @self: a project
 * @error: return location for an error
 *
 * Commits what was indexed. After a failure it is taken back and waits on.
 *
 * Returns: whether it was committed
 */
gboolean
vbt_store_end_index (VbtStore *self, GError **error)
{
  gboolean success;

  g_return_val_if_fail (VBT_IS_STORE (self), FALSE);

  success = !vbt_store_is_writing (self) || vbt_store_end (self, error);
  self->is_indexing = FALSE;
  return vbt_db_exec (self->db, VBT_DB_DURABLE, success ? error : NULL) && success;
}

/**
 * vbt_store_index_step:
 * @self: a project
 * @error: return location for an error
 *
 * Commits, lets others write, and begins again.
 *
 * Returns: whether it goes on
 */
gboolean
vbt_store_index_step (VbtStore *self, GError **error)
{
  g_return_val_if_fail (VBT_IS_STORE (self), FALSE);

  if (!vbt_store_end (self, error))
    return FALSE;
  vbt_store_let_others (self);
  return vbt_store_begin_immediate (self, error);
}

/* Names and titles, which are short: as many as fit into a step. */
static gboolean
index_rows (VbtStore *self, int what, const char *insert, guint limit, guint *n_indexed,
            GError **error)
{
  gint64 last = 0;

  if (!vbt_db_get_int (self->db, &last, error,
                       "SELECT max (number) FROM (SELECT number FROM pending WHERE what = ?1 "
                       "ORDER BY number LIMIT ?2)",
                       "ui", what, (gint64)limit))
    return FALSE;
  if (last == 0)
    return TRUE;
  if (!vbt_db_run (self->db, error, insert, "i", last)
      || !vbt_db_run (self->db, error, "DELETE FROM pending WHERE what = ?1 AND number <= ?2", "ui",
                      what, last))
    return FALSE;
  *n_indexed += vbt_db_get_n_changed (self->db);
  return TRUE;
}

/**
 * vbt_store_index_names:
 * @self: a project with an index begun
 * @limit: how many names and how many titles at the most
 * @n_indexed: (out): how many there were
 * @error: return location for an error
 *
 * Indexes names and titles of documents.
 *
 * Returns: whether that worked
 */
gboolean
vbt_store_index_names (VbtStore *self, guint limit, guint *n_indexed, GError **error)
{
  g_return_val_if_fail (VBT_IS_STORE (self) && vbt_store_is_writing (self), FALSE);

  *n_indexed = 0;
  return index_rows (self, PENDING_NAME,
                     "INSERT INTO name_search (rowid, name) SELECT d.number, d.name FROM pending p "
                     "JOIN document d ON d.number = p.number WHERE p.what = 1 AND p.number <= ?1",
                     limit, n_indexed, error)
         && index_rows (self, PENDING_TITLE,
                        "INSERT INTO title_search (rowid, title) SELECT l.number, l.title "
                        "FROM pending p JOIN listed l ON l.number = p.number "
                        "WHERE p.what = 2 AND p.number <= ?1",
                        limit, n_indexed, error);
}

/**
 * vbt_store_index_text:
 * @self: a project with an index begun
 * @pending: a text, prepared
 * @error: return location for an error
 *
 * Indexes a text and keeps its tokens and sentences, unless somebody did it or took it away in the
 * meantime.
 *
 * Returns: whether that worked
 */
gboolean
vbt_store_index_text (VbtStore *self, const VbtPending *pending, GError **error)
{
  gboolean success;

  g_return_val_if_fail (VBT_IS_STORE (self) && vbt_store_is_writing (self), FALSE);
  g_return_val_if_fail (pending->words != NULL, FALSE);

  if (!vbt_db_run (self->db, error, "DELETE FROM pending WHERE what = 0 AND number = ?1", "i",
                   pending->number))
    return FALSE;
  if (vbt_db_get_n_changed (self->db) == 0)
    return TRUE;
  vbt_db_set_ready_words (self->db, pending->words);
  success = vbt_db_run (self->db, error, "INSERT INTO text_search (rowid, text) VALUES (?1, ?2)",
                        "is", pending->number, vbt_text_get_utf8 (pending->document->text));
  vbt_db_set_ready_words (self->db, NULL);
  if (!success || pending->is_segmented)
    return success;
  return vbt_db_run (self->db, error, "INSERT OR REPLACE INTO segmentation VALUES (?1, ?2, ?3)",
                     "ibb", pending->number, pending->tokens, pending->sentences);
}

static gboolean
index_document (VbtStore *self, VbtId document, GError **error)
{
  gint64 number = 0, waits = 0;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (VbtWords) words = NULL;
  VbtPending *pending;

  if (!vbt_db_get_int (self->db, &number, error, "SELECT number FROM document WHERE id = ?1", "i",
                       document)
      || !vbt_db_get_int (self->db, &waits, error,
                          "SELECT count (*) FROM pending WHERE what = 0 AND number = ?1", "i",
                          number))
    return FALSE;
  if (waits == 0)
    return TRUE;
  list = vbt_store_list_pending (self, number - 1, 1, error);
  if (list == NULL || list->len == 0)
    return list != NULL;
  pending = g_ptr_array_index (list, 0);
  words = vbt_words_new ();
  vbt_pending_prepare (pending, words);
  return vbt_store_index_text (self, pending, error)
         && vbt_db_run (self->db, error,
                        "INSERT INTO name_search (rowid, name) SELECT number, name FROM document "
                        "WHERE number = ?1 AND EXISTS (SELECT 1 FROM pending WHERE what = 1 "
                        "AND number = ?1)",
                        "i", number)
         && vbt_db_run (self->db, error, "DELETE FROM pending WHERE what = 1 AND number = ?1", "i",
                        number);
}

static gboolean
index_title (VbtStore *self, VbtId document, GError **error)
{
  gint64 number = 0;

  if (!vbt_db_get_int (self->db, &number, error, "SELECT number FROM document WHERE id = ?1", "i",
                       document)
      || !vbt_db_run (self->db, error, "DELETE FROM pending WHERE what = 2 AND number = ?1", "i",
                      number))
    return FALSE;
  return vbt_db_get_n_changed (self->db) == 0
         || vbt_db_run (self->db, error,
                        "INSERT INTO title_search (rowid, title) SELECT number, title "
                        "FROM listed WHERE number = ?1",
                        "i", number);
}

/**
 * vbt_store_index_documents:
 * @self: a project in a transaction
 * @documents: (element-type VbtId): what an act changed
 * @error: return location for an error
 *
 * Indexes at once what came with an act, unless it is very much.
 *
 * Returns: whether that worked
 */
gboolean
vbt_store_index_documents (VbtStore *self, const GArray *documents, GError **error)
{
  if (documents->len > MAX_AT_ONCE)
    return TRUE;
  for (guint i = 0; i < documents->len; i++)
    {
      VbtId document = g_array_index (documents, VbtId, i);

      if (!index_document (self, document, error) || !index_title (self, document, error))
        return FALSE;
    }
  return TRUE;
}
