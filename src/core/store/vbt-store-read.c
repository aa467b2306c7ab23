/* vbt-store-read.c: a document with everything about it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "vbt-remarks.h"
#include "vbt-store-private.h"

/* A document that is being read. */
typedef struct
{
  VbtStore *store;
  VbtDocument *document;
  VbtOffset length;
  GHashTable *annotations; /* by identifier; the document's own look-up needs them sorted */
  VbtId only;              /* 0: all annotations of the document; else this one */
} Loader;

/* The same of all annotations of a document, or of one. */
static VbtQuery *
query_parts (Loader *self, const char *all, const char *one)
{
  return vbt_db_query (self->store->db, self->only == 0 ? all : one, "ii", self->document->id,
                       self->only);
}

#define QUERY_PARTS(self, select, order)                                                           \
  query_parts (self, select " WHERE a.document = ?1 AND ?2 = 0 " order,                            \
               select " WHERE a.document = ?1 AND a.id = ?2 " order)

static gboolean
damaged (Loader *self, const char *what, GError **error)
{
  g_set_error (
      error, VBT_ERROR, VBT_ERROR_CORRUPT,
      _ ("%s: the file is damaged: %s of the article “%s” cannot be right. Restore a copy, or "
         "recover what can be read"),
      self->store->path, what, self->document->name);
  return FALSE;
}

static VbtDocument *
load_text (VbtStore *self, VbtId id, gboolean segmented, GError **error)
{
  g_autoptr (VbtQuery) query = vbt_db_query (
      self->db,
      "SELECT d.name, t.text, iif (?2, coalesce (t.tokens, s.tokens), NULL), "
      "iif (?2, coalesce (t.sentences, s.sentences), NULL) "
      "FROM document d JOIN document_text t ON t.number = d.number "
      "LEFT JOIN segmentation s ON s.number = d.number WHERE d.id = ?1 AND d.trashed IS NULL",
      "ii", id, (gint64)segmented);
  g_autoptr (VbtDocument) document = NULL;
  g_autoptr (VbtText) text = NULL;
  g_autofree char *name = NULL;

  if (!vbt_query_next (query))
    {
      if (vbt_query_finish (query, error))
        g_set_error_literal (error, VBT_ERROR, VBT_ERROR_NOT_FOUND,
                             _ ("There is no such document"));
      return NULL;
    }
  name = vbt_query_dup_name (query, 0);
  text = vbt_text_new (vbt_query_get_string (query, 1), -1, error);
  if (text == NULL)
    {
      g_prefix_error (error, "%s: %s: ", self->path, name);
      return NULL;
    }
  document = vbt_document_new (name, text);
  document->id = id;
  for (int column = 2; column <= 3; column++)
    {
      gsize n_bytes;
      const guint8 *blob = vbt_query_get_blob (query, column, &n_bytes);
      GArray **ranges = column == 2 ? &document->tokens : &document->sentences;

      /* An index of words that is damaged can be made again, so it is taken as missing. */
      g_clear_pointer (ranges, g_array_unref);
      if (!vbt_query_is_null (query, column))
        *ranges = vbt_ranges_from_bytes (blob, n_bytes, vbt_text_get_length (text));
    }
  return g_steal_pointer (&document);
}

static gboolean
load_metadata (Loader *self, GError **error)
{
  g_autoptr (VbtQuery) query = vbt_db_query (
      self->store->db,
      "SELECT key, value FROM metadata WHERE document = ?1 ORDER BY position, number", "i",
      self->document->id);

  while (vbt_query_next (query))
    {
      g_autofree char *key = vbt_query_dup_name (query, 0);
      g_autofree char *value = vbt_query_dup_name (query, 1);

      vbt_document_add_metadata (self->document, key, value);
    }
  return vbt_query_finish (query, error);
}

static VbtAnnotation *
read_annotation (VbtQuery *query)
{
  VbtKind kind = (VbtKind)vbt_query_get_int (query, 3);
  VbtId annotator = vbt_query_get_int (query, 1);
  VbtId label = vbt_query_get_int (query, 2);
  VbtAnnotation *annotation;

  if (kind == VBT_KIND_SPAN)
    annotation = vbt_annotation_new_span (label, annotator, (VbtOffset)vbt_query_get_int (query, 4),
                                          (VbtOffset)vbt_query_get_int (query, 5));
  else if (kind == VBT_KIND_RELATION)
    annotation = vbt_annotation_new_relation (label, annotator, vbt_query_get_int (query, 6),
                                              vbt_query_get_int (query, 7));
  else
    annotation = vbt_annotation_new_document_label (label, annotator);
  annotation->id = vbt_query_get_int (query, 0);
  annotation->derived_from = vbt_query_get_int (query, 8);
  annotation->confidence = vbt_query_is_null (query, 9) ? -1 : vbt_query_get_double (query, 9);
  annotation->rule = vbt_query_dup_string (query, 10);
  annotation->note = vbt_query_dup_string (query, 11);
  annotation->created = vbt_query_get_int (query, 12);
  return annotation;
}

static gboolean
load_annotations (Loader *self, GError **error)
{
  g_autoptr (VbtQuery) query
      = QUERY_PARTS (self,
                     "SELECT a.id, a.annotator, a.label, a.kind, a.start, a.end_, a.from_, a.to_, "
                     "a.derived_from, a.confidence, a.rule, a.note, a.created FROM annotation a",
                     "");

  while (vbt_query_next (query))
    {
      gint64 start = vbt_query_get_int (query, 4), end = vbt_query_get_int (query, 5);
      VbtAnnotation *annotation;

      if (vbt_query_get_int (query, 3) == VBT_KIND_SPAN
          && (start < 0 || start >= end || end > self->length))
        return damaged (self, _ ("the place of an annotation"), error);
      annotation = read_annotation (query);
      g_ptr_array_add (self->document->annotations, annotation);
      g_hash_table_insert (self->annotations, &annotation->id, annotation);
    }
  return vbt_query_finish (query, error);
}

/* Those of one span, which come together. */
static gboolean
take_fragments (Loader *self, VbtId id, GArray *fragments)
{
  VbtAnnotation *span = g_hash_table_lookup (self->annotations, &id);

  if (fragments->len == 0)
    return TRUE;
  if (span == NULL || span->kind != VBT_KIND_SPAN)
    return FALSE;
  vbt_annotation_set_fragments (span, fragments);
  g_array_set_size (fragments, 0);
  return TRUE;
}

static gboolean
load_fragments (Loader *self, GError **error)
{
  g_autoptr (VbtQuery) query
      = QUERY_PARTS (self,
                     "SELECT f.annotation, f.start, f.end_ FROM annotation a "
                     "JOIN fragment f ON f.annotation = a.id",
                     "ORDER BY f.annotation, f.position");
  g_autoptr (GArray) fragments = g_array_new (FALSE, FALSE, sizeof (VbtRange));
  VbtId last = 0;
  gboolean success = TRUE;

  while (success && vbt_query_next (query))
    {
      VbtId id = vbt_query_get_int (query, 0);
      VbtRange range
          = { (VbtOffset)vbt_query_get_int (query, 1), (VbtOffset)vbt_query_get_int (query, 2) };

      if (id != last)
        success = take_fragments (self, last, fragments);
      g_array_append_val (fragments, range);
      last = id;
    }
  if (!success || !take_fragments (self, last, fragments))
    return damaged (self, _ ("a part of an annotation"), error);
  if (!vbt_query_finish (query, error))
    return FALSE;
  for (guint i = 0; i < self->document->annotations->len; i++)
    {
      const VbtAnnotation *annotation = g_ptr_array_index (self->document->annotations, i);

      if (annotation->kind == VBT_KIND_SPAN
          && !vbt_annotation_check_fragments (annotation, self->length, NULL))
        return damaged (self, _ ("a part of an annotation"), error);
    }
  return TRUE;
}

static gboolean
load_values (Loader *self, GError **error)
{
  g_autoptr (VbtQuery) query
      = QUERY_PARTS (self,
                     "SELECT v.annotation, v.attribute, v.value FROM annotation a "
                     "JOIN value v ON v.annotation = a.id",
                     "ORDER BY v.annotation, v.position");

  while (vbt_query_next (query))
    {
      VbtId id = vbt_query_get_int (query, 0);
      VbtAnnotation *annotation = g_hash_table_lookup (self->annotations, &id);
      g_autofree char *value = vbt_query_dup_name (query, 2);

      if (annotation != NULL)
        vbt_annotation_set_value (annotation, vbt_query_get_int (query, 1), value);
    }
  return vbt_query_finish (query, error);
}

static gboolean
load_mentions (Loader *self, GError **error)
{
  g_autoptr (VbtQuery) query = QUERY_PARTS (self,
                                            "SELECT m.annotation, m.entity FROM annotation a "
                                            "JOIN mention m ON m.annotation = a.id",
                                            "ORDER BY m.annotation, m.position");

  while (vbt_query_next (query))
    {
      VbtId id = vbt_query_get_int (query, 0);
      VbtAnnotation *annotation = g_hash_table_lookup (self->annotations, &id);

      if (annotation != NULL && annotation->kind == VBT_KIND_SPAN)
        vbt_annotation_add_entity (annotation, vbt_query_get_int (query, 1));
    }
  return vbt_query_finish (query, error);
}

static gboolean
load_decisions (Loader *self, GError **error)
{
  g_autoptr (VbtQuery) query
      = QUERY_PARTS (self,
                     "SELECT d.suggestion, d.annotator, d.verdict, d.time FROM annotation a "
                     "JOIN decision d ON d.suggestion = a.id",
                     "ORDER BY d.time, d.suggestion, d.annotator");

  while (vbt_query_next (query))
    {
      VbtDecision decision = {
        .suggestion = vbt_query_get_int (query, 0),
        .annotator = vbt_query_get_int (query, 1),
        .verdict = vbt_query_get_choice (query, 2, VBT_VERDICT_CORRECTED, VBT_VERDICT_REJECTED),
        .time = vbt_query_get_int (query, 3),
      };

      g_array_append_val (self->document->decisions, decision);
    }
  return vbt_query_finish (query, error);
}

static gboolean
load_statuses (Loader *self, GError **error)
{
  g_autoptr (VbtQuery) query
      = vbt_db_query (self->store->db,
                      "SELECT annotator, status FROM status WHERE document = ?1 ORDER BY annotator",
                      "i", self->document->id);

  while (vbt_query_next (query))
    {
      VbtDocumentStatus status
          = { .annotator = vbt_query_get_int (query, 0),
              .status = vbt_query_get_choice (query, 1, VBT_STATUS_LOCKED, VBT_STATUS_NEW) };

      g_array_append_val (self->document->statuses, status);
    }
  return vbt_query_finish (query, error);
}

static gboolean
load_remarks (Loader *self, GError **error)
{
  GPtrArray *remarks = vbt_store_list_remarks (self->store, self->document->id, error);

  if (remarks == NULL)
    return FALSE;
  g_ptr_array_unref (self->document->remarks);
  self->document->remarks = remarks;
  return TRUE;
}

static gboolean
load_annotated (Loader *self, GError **error)
{
  return load_annotations (self, error) && load_fragments (self, error) && load_values (self, error)
         && load_mentions (self, error) && load_decisions (self, error);
}

/* All of it from one state of the file: another program may write in between. */
static VbtDocument *
load_document (VbtStore *self, VbtId id, GError **error)
{
  g_autoptr (VbtDocument) document = load_text (self, id, TRUE, error);
  g_autoptr (GHashTable) annotations = g_hash_table_new (g_int64_hash, g_int64_equal);
  Loader loader = { .store = self, .document = document, .annotations = annotations };

  if (document == NULL)
    return NULL;
  loader.length = vbt_text_get_length (document->text);
  if (!load_metadata (&loader, error) || !load_annotated (&loader, error)
      || !load_statuses (&loader, error) || !load_remarks (&loader, error))
    return NULL;
  vbt_document_sort (document);
  /* It came with an import that is not indexed yet. */
  if (document->tokens == NULL || document->sentences == NULL)
    vbt_document_segment (document);
  return g_steal_pointer (&document);
}

/**
 * vbt_store_load_document:
 * @self: a project
 * @id: a document
 * @error: return location for an error
 *
 * Reads a document with the annotations of everybody, from one state of the file. One that is not
 * segmented yet is segmented now.
 *
 * Returns: (transfer full) (nullable): the document
 */
VbtDocument *
vbt_store_load_document (VbtStore *self, VbtId id, GError **error)
{
  gboolean own;
  VbtDocument *document;

  g_return_val_if_fail (VBT_IS_STORE (self) && self->db != NULL, NULL);

  own = !vbt_db_in_transaction (self->db);
  if (own && !vbt_db_exec (self->db, "BEGIN", error))
    return NULL;
  document = load_document (self, id, error);
  if (own)
    vbt_store_end_reading (self);
  return document;
}

static gboolean
load_some (VbtStore *self, VbtDocument *document, const GArray *annotations, GError **error)
{
  g_autoptr (GHashTable) found = g_hash_table_new (g_int64_hash, g_int64_equal);
  Loader loader = { .store = self, .document = document, .annotations = found };

  loader.length = vbt_text_get_length (document->text);
  for (guint i = 0; i < annotations->len; i++)
    {
      loader.only = g_array_index (annotations, VbtId, i);
      if (!load_annotated (&loader, error))
        return FALSE;
    }
  return load_statuses (&loader, error) && load_remarks (&loader, error);
}

/* Which annotations the beginning of a document has: spans there, what links them, and what else these link. */
static GArray *
find_part (VbtStore *self, VbtId document, VbtOffset end, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (VbtId));
  g_autoptr (VbtQuery) query = vbt_db_query (
      self->db,
      "WITH near AS MATERIALIZED (SELECT id FROM annotation INDEXED BY annotation_start"
      " WHERE document = ?1 AND start IS NOT NULL AND start < ?2 ORDER BY start LIMIT 2000),"
      " link AS MATERIALIZED (SELECT r.id, r.from_, r.to_ FROM near n JOIN annotation r ON r.from_ "
      "= n.id"
      " UNION SELECT r.id, r.from_, r.to_ FROM near n JOIN annotation r ON r.to_ = n.id LIMIT 2000)"
      " SELECT id FROM near UNION SELECT id FROM link UNION SELECT from_ FROM link"
      " UNION SELECT to_ FROM link",
      "ii", document, (gint64)end);

  while (vbt_query_next (query))
    {
      VbtId id = vbt_query_get_int (query, 0);

      g_array_append_val (ids, id);
    }
  return vbt_query_finish (query, error) ? g_steal_pointer (&ids) : NULL;
}

static VbtDocument *
load_part (VbtStore *self, VbtId id, VbtOffset end, GError **error)
{
  g_autoptr (VbtDocument) document = load_text (self, id, FALSE, error);
  g_autoptr (GHashTable) annotations = g_hash_table_new (g_int64_hash, g_int64_equal);
  Loader loader = { .store = self, .document = document, .annotations = annotations };
  g_autoptr (GArray) ids = document == NULL ? NULL : find_part (self, id, end, error);

  if (ids == NULL || !load_metadata (&loader, error) || !load_some (self, document, ids, error)
      || !load_statuses (&loader, error) || !load_remarks (&loader, error))
    return NULL;
  vbt_document_sort (document);
  return g_steal_pointer (&document);
}

/**
 * vbt_store_load_part:
 * @self: a project
 * @id: a document
 * @end: a place in its text, in code points
 * @error: return location for an error
 *
 * Reads what shows the beginning of a document that is too long to be waited for: all of its text,
 * and the spans that begin before @end with their relations and what is at the other ends of these,
 * some thousands at most. It has no tokens, no sentences and no labels of the document.
 *
 * Returns: (transfer full) (nullable): the beginning, to be read only
 */
VbtDocument *
vbt_store_load_part (VbtStore *self, VbtId id, VbtOffset end, GError **error)
{
  gboolean own;
  VbtDocument *document;

  g_return_val_if_fail (VBT_IS_STORE (self) && self->db != NULL, NULL);

  own = !vbt_db_in_transaction (self->db);
  if (own && !vbt_db_exec (self->db, "BEGIN", error))
    return NULL;
  document = load_part (self, id, end, error);
  if (own)
    vbt_store_end_reading (self);
  /* A text that is read once would stay, with all that it took the place of lost. */
  vbt_db_shrink (self->db);
  return document;
}

/**
 * vbt_store_get_length:
 * @self: a project
 * @id: a document
 *
 * Returns: how long its text is, in code points; 0 where there is no such document, or it is in the trash
 */
VbtOffset
vbt_store_get_length (VbtStore *self, VbtId id)
{
  gint64 length = 0;

  g_return_val_if_fail (VBT_IS_STORE (self) && self->db != NULL, 0);

  if (!vbt_db_get_int (self->db, &length, NULL,
                       "SELECT n_chars FROM document WHERE id = ?1 AND trashed IS NULL", "i", id))
    return 0;
  return (VbtOffset)CLAMP (length, 0, G_MAXINT32);
}

/**
 * vbt_store_update_document:
 * @self: a project
 * @document: a document of it, as it was before a change
 * @annotations: (element-type VbtId): what changed of it, see [struct@VbtChange]
 * @error: return location for an error
 *
 * Makes a document that was read what it is now, reading only what changed. Those annotations are
 * freed or replaced; all others stay where they are.
 *
 * Returns: whether that worked; else the document is as it was
 */
gboolean
vbt_store_update_document (VbtStore *self, VbtDocument *document, const GArray *annotations,
                           GError **error)
{
  g_autoptr (VbtDocument) fresh = NULL;
  gboolean own, success;

  g_return_val_if_fail (VBT_IS_STORE (self) && self->db != NULL, FALSE);
  g_return_val_if_fail (document != NULL && annotations != NULL, FALSE);

  fresh = vbt_document_new (document->name, document->text);
  fresh->id = document->id;
  own = !vbt_db_in_transaction (self->db);
  if (own && !vbt_db_exec (self->db, "BEGIN", error))
    return FALSE;
  success = load_some (self, fresh, annotations, error);
  if (own)
    vbt_store_end_reading (self);
  if (success)
    vbt_document_replace (document, annotations, fresh);
  return success;
}
