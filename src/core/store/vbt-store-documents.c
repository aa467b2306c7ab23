/* vbt-store-documents.c: whole documents in and out of the project, and their metadata
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "vbt-remarks.h"
#include "vbt-rows.h"

/** Texts: rows of the tables of documents and of their texts. */
typedef struct
{
  const VbtDocument *const *documents;
  gint64 number;   /* of the first */
  gint64 position; /* of the first */
} Texts;

static void
bind_document (VbtStore *self, VbtQuery *query, int index, gconstpointer rows, guint i)
{
  const Texts *texts = rows;
  const VbtDocument *document = texts->documents[i];
  g_autofree char *sha256 = vbt_text_sha256 (document->text);

  vbt_query_bind_int (query, index, document->id);
  vbt_query_bind_string (query, index + 1, document->name);
  vbt_query_bind_int (query, index + 2, texts->position + i);
  vbt_query_bind_int (query, index + 3, vbt_text_get_length (document->text));
  vbt_query_bind_string (query, index + 4, sha256);
  vbt_query_bind_int (query, index + 5, vbt_time_now ());
  if (self->batch != 0)
    vbt_query_bind_int (query, index + 6, self->batch);
}

static const VbtRows document_rows
    = { "INSERT INTO document (id, name, position, n_chars, sha256, added, batch) VALUES",
        "(?, ?, ?, ?, ?, ?, ?)", NULL, 7, bind_document };

static void
bind_text (VbtStore *self, VbtQuery *query, int index, gconstpointer rows, guint i)
{
  const Texts *texts = rows;
  const VbtDocument *document = texts->documents[i];

  vbt_query_bind_int (query, index, texts->number + i);
  vbt_query_bind_text (query, index + 1, vbt_text_get_utf8 (document->text));
  if (document->tokens != NULL && document->sentences != NULL)
    {
      g_autoptr (GBytes) tokens = vbt_ranges_to_bytes (document->tokens);
      g_autoptr (GBytes) sentences = vbt_ranges_to_bytes (document->sentences);

      vbt_query_bind_bytes (query, index + 2, tokens);
      vbt_query_bind_bytes (query, index + 3, sentences);
    }
}

static const VbtRows text_rows
    = { "INSERT INTO document_text VALUES", "(?, ?, ?, ?)", NULL, 4, bind_text };

static gboolean
insert_texts (VbtStore *self, const VbtDocument *const *documents, guint n, GError **error)
{
  Texts texts = { .documents = documents };

  if (!vbt_db_get_int (self->db, &texts.position, error,
                       "SELECT coalesce (max (number), 0) + 1 FROM document", "")
      || !vbt_rows_write (self, &document_rows, &texts, n, error))
    return FALSE;
  /* They are numbered one after another: nobody else writes meanwhile. */
  texts.number = vbt_db_get_last_rowid (self->db) - n + 1;
  return vbt_rows_write (self, &text_rows, &texts, n, error);
}

/** Detail: a row of the table of metadata. */
typedef struct
{
  VbtId document;
  const VbtMetadata *metadata;
  guint position;
} Detail;

static void
bind_detail (VbtStore *self, VbtQuery *query, int index, gconstpointer rows, guint i)
{
  const Detail *detail = (const Detail *)rows + i;

  vbt_query_bind_int (query, index, detail->document);
  vbt_query_bind_string (query, index + 1, detail->metadata->key);
  vbt_query_bind_string (query, index + 2, detail->metadata->value);
  vbt_query_bind_int (query, index + 3, detail->position);
}

static const VbtRows detail_rows = { "INSERT INTO metadata (document, key, value, position) VALUES",
                                     "(?, ?, ?, ?)", "value = excluded.value", 4, bind_detail };

static gboolean
insert_metadata (VbtStore *self, const VbtDocument *const *documents, guint n, GError **error)
{
  g_autoptr (GArray) details = g_array_new (FALSE, FALSE, sizeof (Detail));

  for (guint i = 0; i < n; i++)
    for (guint k = 0; k < documents[i]->metadata->len; k++)
      {
        Detail detail = { documents[i]->id, g_ptr_array_index (documents[i]->metadata, k), k };

        g_array_append_val (details, detail);
      }
  return vbt_rows_write (self, &detail_rows, details->data, details->len, error);
}

/** Insertion: the annotations of a document, in the order in which they can be written. */
typedef struct
{
  const VbtDocument *document;
  GHashTable *by_id;  /* all of them */
  GHashTable *placed; /* of those in the order */
  GPtrArray *order;   /* of const VbtAnnotation */
  GPtrArray *copies;  /* of VbtAnnotation: those that could not be written as they are */
} Insertion;

/* An annotation that was derived from one that is nowhere (a file without its suggestions) has lost that link. */
static gboolean
place (VbtStore *self, Insertion *insertion, const VbtAnnotation *annotation, GError **error)
{
  gint64 found = annotation->derived_from == 0
                 || g_hash_table_contains (insertion->by_id, &annotation->derived_from);

  if (!vbt_store_check_annotation (self, vbt_text_get_length (insertion->document->text),
                                   annotation, error)
      || (!found
          && !vbt_db_get_int (self->db, &found, error, "SELECT 1 FROM annotation WHERE id = ?1",
                              "i", annotation->derived_from)))
    return FALSE;
  g_hash_table_add (insertion->placed, (gpointer)&annotation->id);
  if (!found)
    {
      VbtAnnotation *copy = vbt_annotation_copy (annotation);

      copy->derived_from = 0;
      g_ptr_array_add (insertion->copies, copy);
      annotation = copy;
    }
  g_ptr_array_add (insertion->order, (gpointer)annotation);
  return TRUE;
}

/* (nullable): the end of a relation that has to be written before it. FALSE where the document does not have it. */
static gboolean
find_missing (const Insertion *self, const VbtAnnotation *annotation, const VbtAnnotation **missing)
{
  const VbtId ends[] = { annotation->from, annotation->to };

  *missing = NULL;
  for (guint i = 0; i < G_N_ELEMENTS (ends) && annotation->kind == VBT_KIND_RELATION; i++)
    if (!g_hash_table_contains (self->placed, &ends[i]))
      {
        *missing = g_hash_table_lookup (self->by_id, &ends[i]);
        return *missing != NULL;
      }
  return TRUE;
}

/* Relations may be ends of relations, and so on for a hundred thousand: each waits on a stack, and is looked at once for
 * each of its ends. */
static gboolean
place_behind_ends (VbtStore *self, Insertion *insertion, const VbtAnnotation *annotation,
                   GError **error)
{
  g_autoptr (GPtrArray) stack = g_ptr_array_new ();

  g_ptr_array_add (stack, (gpointer)annotation);
  while (stack->len > 0)
    {
      const VbtAnnotation *top = stack->pdata[stack->len - 1];
      const VbtAnnotation *missing = NULL;

      if (!find_missing (insertion, top, &missing)
          || stack->len > insertion->document->annotations->len)
        return vbt_store_refuse_ends (error);
      if (missing != NULL)
        {
          g_ptr_array_add (stack, (gpointer)missing);
          continue;
        }
      if (!place (self, insertion, top, error))
        return FALSE;
      g_ptr_array_set_size (stack, (int)stack->len - 1);
    }
  return TRUE;
}

/* Relations need their ends, and are written behind all that is none: see vbt_store_write_annotations(). */
static gboolean
place_all (VbtStore *self, Insertion *insertion, GError **error)
{
  const GPtrArray *annotations = insertion->document->annotations;

  for (guint i = 0; i < annotations->len; i++)
    if (((VbtAnnotation *)annotations->pdata[i])->kind != VBT_KIND_RELATION
        && !place (self, insertion, annotations->pdata[i], error))
      return FALSE;
  for (guint i = 0; i < annotations->len; i++)
    if (!g_hash_table_contains (insertion->placed, &((VbtAnnotation *)annotations->pdata[i])->id)
        && !place_behind_ends (self, insertion, annotations->pdata[i], error))
      return FALSE;
  return TRUE;
}

/* Whether nothing refers to an annotation, so that they can be written as they come. */
static gboolean
is_flat (const VbtDocument *document)
{
  for (guint i = 0; i < document->annotations->len; i++)
    {
      const VbtAnnotation *annotation = g_ptr_array_index (document->annotations, i);

      if (annotation->kind == VBT_KIND_RELATION || annotation->derived_from != 0)
        return FALSE;
    }
  return TRUE;
}

/* Millions of them need no memory besides their own. */
static gboolean
insert_flat (VbtStore *self, const VbtDocument *document, GError **error)
{
  const GPtrArray *annotations = document->annotations;
  VbtOffset length = vbt_text_get_length (document->text);

  for (guint i = 0; i < annotations->len; i++)
    if (!vbt_store_check_annotation (self, length, g_ptr_array_index (annotations, i), error))
      return FALSE;
  return vbt_store_write_annotations (self, document->id,
                                      (const VbtAnnotation *const *)annotations->pdata,
                                      annotations->len, error);
}

static gboolean
insert_linked (VbtStore *self, const VbtDocument *document, GError **error)
{
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GHashTable) placed = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GPtrArray) order = g_ptr_array_sized_new (document->annotations->len);
  g_autoptr (GPtrArray) copies
      = g_ptr_array_new_with_free_func ((GDestroyNotify)vbt_annotation_unref);
  Insertion insertion = { document, by_id, placed, order, copies };

  for (guint i = 0; i < document->annotations->len; i++)
    {
      VbtAnnotation *annotation = g_ptr_array_index (document->annotations, i);

      g_hash_table_insert (by_id, &annotation->id, annotation);
    }
  return place_all (self, &insertion, error)
         && vbt_store_write_annotations (
             self, document->id, (const VbtAnnotation *const *)order->pdata, order->len, error);
}

static gboolean
insert_annotations (VbtStore *self, const VbtDocument *document, GError **error)
{
  return is_flat (document) ? insert_flat (self, document, error)
                            : insert_linked (self, document, error);
}

static gboolean
insert_opinions (VbtStore *self, const VbtDocument *document, GError **error)
{
  gboolean success = TRUE;

  for (guint i = 0; i < document->decisions->len && success; i++)
    success = vbt_store_put_decision (self, &g_array_index (document->decisions, VbtDecision, i),
                                      error);
  for (guint i = 0; i < document->statuses->len && success; i++)
    {
      const VbtDocumentStatus *status = &g_array_index (document->statuses, VbtDocumentStatus, i);

      success = vbt_store_put_status (self, document->id, status->annotator, status->status, error);
    }
  for (guint i = 0; i < document->remarks->len && success; i++)
    success = vbt_store_put_remark (self, document->id, document->remarks->pdata[i], error);
  return success;
}

/**
 * vbt_store_insert_documents:
 * @self: a project with an act or a batch begun
 * @documents: (array length=n): documents; labels, annotators and entities that they name are in the project already
 * @n: how many
 * @error: return location for an error
 *
 * Adds documents with their annotations, decisions, statuses and remarks, behind the others; many at once in a fraction
 * of the time that it takes one by one. Words can find them once they are indexed: in an act at the commit, in a batch
 * by vbt_store_index(). The same goes for their tokens and sentences where they have none; until then they are made
 * whenever one is loaded.
 *
 * Returns: whether they were written
 */
gboolean
vbt_store_insert_documents (VbtStore *self, const VbtDocument *const *documents, guint n,
                            GError **error)
{
  g_return_val_if_fail (VBT_IS_STORE (self) && (documents != NULL || n == 0), FALSE);
  g_return_val_if_fail (vbt_store_is_writing (self), FALSE);

  if (n == 0)
    return TRUE;
  self->n_inserted += n;
  if (!insert_texts (self, documents, n, error) || !insert_metadata (self, documents, n, error))
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (!insert_annotations (self, documents[i], error)
        || !insert_opinions (self, documents[i], error))
      return FALSE;
  return TRUE;
}

/**
 * vbt_store_insert_document:
 * @self: a project with an act or a batch begun
 * @document: a document, as vbt_store_insert_documents() takes it
 * @error: return location for an error
 *
 * Does what vbt_store_insert_documents() does, for one.
 *
 * Returns: whether it was written
 */
gboolean
vbt_store_insert_document (VbtStore *self, const VbtDocument *document, GError **error)
{
  g_return_val_if_fail (document != NULL, FALSE);

  return vbt_store_insert_documents (self, &document, 1, error);
}

/**
 * vbt_store_has_id:
 * @self: a project
 * @id: an identifier
 *
 * Returns: whether a document, also one in the trash, or an annotation has it, so that a new one
 *   needs another
 */
gboolean
vbt_store_has_id (VbtStore *self, VbtId id)
{
  gint64 found = 0;

  g_return_val_if_fail (VBT_IS_STORE (self), FALSE);

  return vbt_db_get_int (self->db, &found, NULL,
                         "SELECT EXISTS (SELECT 1 FROM document WHERE id = ?1) "
                         "OR EXISTS (SELECT 1 FROM annotation WHERE id = ?1)",
                         "i", id)
         && found != 0;
}

/**
 * vbt_store_has_any_id:
 * @self: a project
 * @ids: (element-type VbtId): identifiers, which it puts into ascending order
 *
 * Goes from each identifier to the next one that the project has: identifiers that were made one after another, as
 * those of an import, take one search.
 *
 * Returns: whether vbt_store_has_id() is true of one of them
 */
gboolean
vbt_store_has_any_id (VbtStore *self, GArray *ids)
{
  g_return_val_if_fail (VBT_IS_STORE (self) && ids != NULL, FALSE);

  g_array_sort (ids, vbt_id_compare);
  for (guint i = 0; i < ids->len;)
    {
      gint64 next = G_MAXINT64;

      if (!vbt_db_get_int (
              self->db, &next, NULL,
              "SELECT min (coalesce ((SELECT min (id) FROM document WHERE id >= ?1), ?2), "
              "coalesce ((SELECT min (id) FROM annotation WHERE id >= ?1), ?2))",
              "ii", g_array_index (ids, VbtId, i), G_MAXINT64))
        return FALSE;
      while (i < ids->len && g_array_index (ids, VbtId, i) < next)
        i++;
      if (i < ids->len && g_array_index (ids, VbtId, i) == next)
        return TRUE;
    }
  return FALSE;
}

/**
 * vbt_store_delete_document:
 * @self: a project with an act begun
 * @document: an identifier
 * @error: return location for an error
 *
 * Moves a document into the trash of the project, where no list shows it and nothing counts it.
 *
 * Returns: whether it was there and is in the trash
 */
gboolean
vbt_store_delete_document (VbtStore *self, VbtId document, GError **error)
{
  g_return_val_if_fail (VBT_IS_STORE (self), FALSE);
  g_return_val_if_fail (vbt_store_is_writing (self), FALSE);

  if (!vbt_db_run (self->db, error,
                   "UPDATE document SET trashed = ?2 WHERE id = ?1 AND trashed IS NULL", "ii",
                   document, vbt_time_now ()))
    return FALSE;
  if (vbt_db_get_n_changed (self->db) > 0)
    return TRUE;
  g_set_error_literal (error, VBT_ERROR, VBT_ERROR_NOT_FOUND, _ ("There is no such document"));
  return FALSE;
}

/** vbt_store_delete_document_rows: deletes a document that is not in the trash and all that it has, for good. */
gboolean
vbt_store_delete_document_rows (VbtStore *self, VbtId document, GError **error)
{
  static const char *const statements[] = {
    "DELETE FROM status WHERE document = ?1",
    "DELETE FROM metadata WHERE document = ?1",
    "DELETE FROM remark WHERE document = ?1",
    "DELETE FROM document_text WHERE number = (SELECT number FROM document WHERE id = ?1)",
    "DELETE FROM document WHERE id = ?1",
  };

  if (!vbt_store_delete_where (self, "SELECT id FROM annotation WHERE document = ?1", document,
                               FALSE, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (statements); i++)
    if (!vbt_db_run (self->db, error, statements[i], "i", document))
      return FALSE;
  return TRUE;
}

/**
 * vbt_store_put_metadata:
 * @self: a project with an act begun
 * @document: a document
 * @key: which; a new one comes last
 * @value: (nullable): the value; %NULL removes it
 * @error: return location for an error
 *
 * Returns: whether it was written
 */
gboolean
vbt_store_put_metadata (VbtStore *self, VbtId document, const char *key, const char *value,
                        GError **error)
{
  g_return_val_if_fail (VBT_IS_STORE (self) && key != NULL, FALSE);
  g_return_val_if_fail (vbt_store_is_writing (self), FALSE);

  if (value == NULL)
    return vbt_db_run (self->db, error, "DELETE FROM metadata WHERE document = ?1 AND key = ?2",
                       "is", document, key);
  return vbt_db_run (self->db, error,
                     "INSERT INTO metadata (document, key, value, position) VALUES (?1, ?2, ?3, "
                     "(SELECT coalesce (max (position) + 1, 0) FROM metadata WHERE document = ?1)) "
                     "ON CONFLICT (document, key) DO UPDATE SET value = excluded.value",
                     "iss", document, key, value);
}
