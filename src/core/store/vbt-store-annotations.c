/* vbt-store-annotations.c: the rows of annotations
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "vbt-store-private.h"

/* Before a statement writes a page, SQLite copies it, in case the statement fails: one statement for each annotation
 * copies the same few pages each time, which took longer than all else. So a statement writes many. How many is
 * one of these, so that each is prepared once. */
static const guint n_rows_at_once[] = { 64, 16, 4, 1 };

#define ROW "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
#define N_COLUMNS 16

gboolean
vbt_store_refuse_ends (GError **error)
{
  g_set_error_literal (error, VBT_ERROR, VBT_ERROR_NOT_FOUND,
                       _ ("A relation needs two annotations of the same document"));
  return FALSE;
}

/** vbt_store_check_annotation: what the tables cannot say of an annotation by itself, or not in words. */
gboolean
vbt_store_check_annotation (VbtStore *self, VbtOffset n_chars, const VbtAnnotation *annotation,
                            GError **error)
{
  const VbtLabel *label = vbt_schema_get_label (self->catalog->schema, annotation->label);

  if (label == NULL)
    {
      g_set_error_literal (error, VBT_ERROR, VBT_ERROR_NOT_FOUND,
                           _ ("The schema of the project has no such label"));
      return FALSE;
    }
  if (label->kind != annotation->kind)
    {
      g_set_error (error, VBT_ERROR, VBT_ERROR_FORMAT, _ ("The label “%s” is for something else"),
                   label->name);
      return FALSE;
    }
  return annotation->kind != VBT_KIND_SPAN
         || vbt_annotation_check_fragments (annotation, n_chars, error);
}

static char *
make_statement (guint n_rows)
{
  GString *sql = g_string_new (
      "INSERT INTO annotation (id, document, annotator, label, kind, start, end_, from_, to_, "
      "derived_from, confidence, rule, note, created, changed, batch) VALUES ");

  for (guint i = 0; i < n_rows; i++)
    g_string_append (sql, i > 0 ? ", " ROW : ROW);
  g_string_append (
      sql,
      " ON CONFLICT DO UPDATE SET annotator = excluded.annotator, label = excluded.label, "
      "start = excluded.start, end_ = excluded.end_, from_ = excluded.from_, to_ = excluded.to_, "
      "derived_from = excluded.derived_from, confidence = excluded.confidence, "
      "rule = excluded.rule, note = excluded.note, created = excluded.created, "
      "changed = excluded.changed");
  return g_string_free (sql, FALSE);
}

static void
bind_id (VbtQuery *query, int index, VbtId id)
{
  if (id != 0)
    vbt_query_bind_int (query, index, id);
}

/* What is not bound is NULL. */
static void
bind_row (VbtStore *self, VbtQuery *query, int index, VbtId document,
          const VbtAnnotation *annotation)
{
  vbt_query_bind_int (query, index, annotation->id);
  vbt_query_bind_int (query, index + 1, document);
  vbt_query_bind_int (query, index + 2, annotation->annotator);
  vbt_query_bind_int (query, index + 3, annotation->label);
  vbt_query_bind_int (query, index + 4, annotation->kind);
  if (annotation->kind == VBT_KIND_SPAN)
    {
      VbtRange extent = vbt_annotation_get_extent (annotation);

      vbt_query_bind_int (query, index + 5, extent.start);
      vbt_query_bind_int (query, index + 6, extent.end);
    }
  bind_id (query, index + 7, annotation->from);
  bind_id (query, index + 8, annotation->to);
  bind_id (query, index + 9, annotation->derived_from);
  if (!(annotation->confidence < 0))
    vbt_query_bind_double (query, index + 10, annotation->confidence);
  vbt_query_bind_string (query, index + 11, annotation->rule);
  vbt_query_bind_string (query, index + 12, annotation->note);
  vbt_query_bind_int (query, index + 13, annotation->created);
  vbt_query_bind_int (query, index + 14, vbt_time_now ());
  bind_id (query, index + 15, self->batch);
}

static gboolean
write_rows (VbtStore *self, VbtId document, const VbtAnnotation *const *annotations, guint n_rows,
            GError **error)
{
  g_autofree char *sql = make_statement (n_rows);
  g_autoptr (VbtQuery) query = vbt_db_query_empty (self->db, sql);

  for (guint i = 0; i < n_rows; i++)
    bind_row (self, query, 1 + (int)i * N_COLUMNS, document, annotations[i]);
  vbt_query_next (query);
  return vbt_query_finish (query, error);
}

static gboolean
write_fragments (VbtStore *self, const VbtAnnotation *annotation, GError **error)
{
  guint n = annotation->kind == VBT_KIND_SPAN ? vbt_annotation_get_n_fragments (annotation) : 0;
  gboolean success = TRUE;

  for (guint i = 0; i < n && n > 1 && success; i++)
    {
      VbtRange range = vbt_annotation_get_fragment (annotation, i);

      success = vbt_db_run (self->db, error,
                            "INSERT INTO fragment VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE "
                            "SET start = excluded.start, end_ = excluded.end_",
                            "iuuu", annotation->id, (int)i, range.start, range.end);
    }
  return success;
}

static gboolean
write_values (VbtStore *self, const VbtAnnotation *annotation, GError **error)
{
  gboolean success = TRUE;

  for (guint i = 0; annotation->values != NULL && i < annotation->values->len && success; i++)
    {
      const VbtValue *value = g_ptr_array_index (annotation->values, i);

      success = vbt_db_run (self->db, error,
                            "INSERT INTO value VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE "
                            "SET value = excluded.value, position = excluded.position",
                            "iisu", annotation->id, value->attribute, value->value, (int)i);
    }
  return success;
}

static gboolean
write_mentions (VbtStore *self, const VbtAnnotation *annotation, GError **error)
{
  gboolean success = TRUE;

  for (guint i = 0; annotation->entities != NULL && i < annotation->entities->len && success; i++)
    success = vbt_db_run (self->db, error,
                          "INSERT INTO mention VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE "
                          "SET position = excluded.position",
                          "iiu", annotation->id, g_array_index (annotation->entities, VbtId, i),
                          (int)i);
  return success;
}

/**
 * vbt_store_write_annotations:
 * @self: a project with an act or a batch begun
 * @document: the document that they belong to
 * @annotations: (array length=n): annotations, which were checked; relations behind what they relate
 * @n: how many
 * @error: return location for an error
 *
 * Inserts annotations with fragments, values and entities, or makes those with their identifiers like them.
 *
 * Returns: whether they were written
 */
gboolean
vbt_store_write_annotations (VbtStore *self, VbtId document,
                             const VbtAnnotation *const *annotations, guint n, GError **error)
{
  guint n_done = 0;

  for (guint i = 0; i < G_N_ELEMENTS (n_rows_at_once); i++)
    for (; n - n_done >= n_rows_at_once[i]; n_done += n_rows_at_once[i])
      if (!write_rows (self, document, annotations + n_done, n_rows_at_once[i], error))
        return FALSE;
  for (guint i = 0; i < n; i++)
    if (!write_fragments (self, annotations[i], error)
        || !write_values (self, annotations[i], error)
        || !write_mentions (self, annotations[i], error))
      return FALSE;
  self->n_inserted += n;
  return TRUE;
}
