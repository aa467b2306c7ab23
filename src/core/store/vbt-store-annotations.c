/* vbt-store-annotations.c: the rows of annotations
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "vbt-rows.h"

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

static void
bind_id (VbtQuery *query, int index, VbtId id)
{
  if (id != 0)
    vbt_query_bind_int (query, index, id);
}

/** Annotations: rows of the table of annotations. */
typedef struct
{
  VbtId document;
  const VbtAnnotation *const *list;
} Annotations;

/* What is not bound is NULL. */
static void
bind_annotation (VbtStore *self, VbtQuery *query, int index, gconstpointer rows, guint i)
{
  const Annotations *annotations = rows;
  const VbtAnnotation *annotation = annotations->list[i];

  vbt_query_bind_int (query, index, annotation->id);
  vbt_query_bind_int (query, index + 1, annotations->document);
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

static const VbtRows annotation_table
    = { "INSERT INTO annotation (id, document, annotator, label, kind, start, end_, from_, to_, "
        "derived_from, confidence, rule, note, created, changed, batch) VALUES",
        "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        "annotator = excluded.annotator, label = excluded.label, start = excluded.start, "
        "end_ = excluded.end_, from_ = excluded.from_, to_ = excluded.to_, "
        "derived_from = excluded.derived_from, confidence = excluded.confidence, "
        "rule = excluded.rule, note = excluded.note, created = excluded.created, "
        "changed = excluded.changed",
        16, bind_annotation };

/** Belonging: a value or an entity of an annotation. */
typedef struct
{
  VbtId annotation;
  VbtId what;
  int position;
  const char *value;
} Belonging;

static void
bind_value (VbtStore *self, VbtQuery *query, int index, gconstpointer rows, guint i)
{
  const Belonging *value = (const Belonging *)rows + i;

  vbt_query_bind_int (query, index, value->annotation);
  vbt_query_bind_int (query, index + 1, value->what);
  vbt_query_bind_string (query, index + 2, value->value);
  vbt_query_bind_int (query, index + 3, value->position);
}

static const VbtRows value_table
    = { "INSERT INTO value VALUES", "(?, ?, ?, ?)",
        "value = excluded.value, position = excluded.position", 4, bind_value };

static void
bind_mention (VbtStore *self, VbtQuery *query, int index, gconstpointer rows, guint i)
{
  const Belonging *mention = (const Belonging *)rows + i;

  vbt_query_bind_int (query, index, mention->annotation);
  vbt_query_bind_int (query, index + 1, mention->what);
  vbt_query_bind_int (query, index + 2, mention->position);
}

static const VbtRows mention_table = { "INSERT INTO mention VALUES", "(?, ?, ?)",
                                       "position = excluded.position", 3, bind_mention };

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

static void
collect (const VbtAnnotation *annotation, GArray *values, GArray *mentions)
{
  for (guint i = 0; annotation->values != NULL && i < annotation->values->len; i++)
    {
      const VbtValue *value = g_ptr_array_index (annotation->values, i);
      Belonging row = { annotation->id, value->attribute, (int)i, value->value };

      g_array_append_val (values, row);
    }
  for (guint i = 0; annotation->entities != NULL && i < annotation->entities->len; i++)
    {
      Belonging row
          = { annotation->id, g_array_index (annotation->entities, VbtId, i), (int)i, NULL };

      g_array_append_val (mentions, row);
    }
}

/* With their fragments, values and entities. */
static gboolean
write_rows (VbtStore *self, const Annotations *rows, guint n, GError **error)
{
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (Belonging));
  g_autoptr (GArray) mentions = g_array_new (FALSE, FALSE, sizeof (Belonging));

  if (!vbt_rows_write (self, &annotation_table, rows, n, error))
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      if (!write_fragments (self, rows->list[i], error))
        return FALSE;
      collect (rows->list[i], values, mentions);
    }
  self->n_inserted += n;
  return vbt_rows_write (self, &value_table, values->data, values->len, error)
         && vbt_rows_write (self, &mention_table, mentions->data, mentions->len, error);
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
  guint n_first = 0;
  Annotations first = { document, annotations };
  Annotations rest;

  /* Which entities a span has is written before a relation goes to it: each row of them looks at all of those (007.sql). */
  while (n_first < n && annotations[n_first]->kind != VBT_KIND_RELATION)
    n_first++;
  rest = (Annotations){ document, annotations + n_first };
  return write_rows (self, &first, n_first, error) && write_rows (self, &rest, n - n_first, error);
}
