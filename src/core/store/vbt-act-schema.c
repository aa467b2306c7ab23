/* vbt-act-schema.c: what a person does to the schema of a project
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-act-schema.h"

#include <glib/gi18n-lib.h>

#include "vbt-store-private.h"

/**
 * vbt_store_count_label:
 * @self: a project
 * @label: a label
 * @n_annotations: (out): how many annotations have it, of everybody, suggestions too
 * @error: return location for an error
 *
 * Returns: whether it could be read
 */
gboolean
vbt_store_count_label (VbtStore *self, VbtId label, guint64 *n_annotations, GError **error)
{
  gint64 n = 0;

  g_return_val_if_fail (VBT_IS_STORE (self) && n_annotations != NULL, FALSE);

  if (!vbt_db_get_int (self->db, &n, error,
                       "SELECT coalesce (sum (n), 0) FROM tally WHERE what = 'label' AND b = ?1",
                       "i", label))
    return FALSE;
  *n_annotations = (guint64)MAX (n, 0);
  return TRUE;
}

/**
 * vbt_act_put_schema:
 * @store: the project
 * @me: the annotator who acts
 * @schema: the schema, as it shall be
 * @words: for the history
 * @error: return location for an error
 *
 * Changes the schema. Annotations with a label that it has no longer are deleted.
 *
 * Returns: %FALSE with @error set where it was refused
 */
gboolean
vbt_act_put_schema (VbtStore *store, VbtId me, const VbtSchema *schema, const char *words,
                    GError **error)
{
  g_return_val_if_fail (VBT_IS_STORE (store) && schema != NULL && words != NULL, FALSE);

  return vbt_store_begin (store, me, 0, words, error)
         && vbt_store_finish (store, vbt_store_put_schema (store, schema, error), error);
}

static const VbtLabel *
get_label (VbtStore *store, VbtId id, GError **error)
{
  const VbtLabel *label = vbt_schema_get_label (store->catalog->schema, id);

  if (label == NULL)
    g_set_error_literal (error, VBT_ERROR, VBT_ERROR_NOT_FOUND,
                         _ ("The label is no longer there: somebody else deleted it"));
  return label;
}

/* Relations may come from and go to what it became. */
static void
replace_end (GArray *ends, VbtId label, VbtId into)
{
  gboolean had = FALSE, has = FALSE;

  for (guint i = ends != NULL ? ends->len : 0; i > 0; i--)
    {
      VbtId id = g_array_index (ends, VbtId, i - 1);

      has |= id == into;
      had |= id == label;
      if (id == label)
        g_array_remove_index (ends, i - 1);
    }
  if (had && !has && into != 0)
    g_array_append_val (ends, into);
}

/* The schema without a label; @into, which may be 0, takes its places. */
static VbtSchema *
without (VbtStore *store, VbtId label, VbtId into)
{
  VbtSchema *schema = vbt_schema_copy (store->catalog->schema);

  for (guint i = schema->labels->len; i > 0; i--)
    {
      VbtLabel *other = schema->labels->pdata[i - 1];

      if (other->id == label)
        {
          g_ptr_array_remove_index (schema->labels, i - 1);
          continue;
        }
      replace_end (other->from, label, into);
      replace_end (other->to, label, into);
    }
  return schema;
}

/* What both know by the same name goes over, the rest of the values goes. */
static gboolean
move_values (VbtStore *store, const VbtLabel *label, const VbtLabel *into, GError **error)
{
  gboolean success = TRUE;

  for (guint i = 0; i < label->attributes->len && success; i++)
    {
      const VbtAttribute *old = label->attributes->pdata[i];
      const VbtAttribute *new = vbt_label_find_attribute (into, old->name);

      if (new != NULL &&new->kind == old->kind)
        success
            = vbt_db_run (store->db, error, "UPDATE value SET attribute = ?2 WHERE attribute = ?1",
                          "ii", old->id, new->id);
    }
  return success;
}

static gboolean
run (VbtStore *store, VbtId me, const VbtLabel *label, const VbtLabel *into, const char *words,
     GError **error)
{
  g_autoptr (VbtSchema) schema = without (store, label->id, into != NULL ? into->id : 0);

  if (!vbt_store_begin (store, me, 0, words, error))
    return FALSE;
  return vbt_store_finish (
      store,
      (into == NULL
       || (move_values (store, label, into, error)
           && vbt_db_run (store->db, error, "UPDATE annotation SET label = ?2 WHERE label = ?1",
                          "ii", label->id, into->id)))
          && vbt_store_put_schema (store, schema, error),
      error);
}

/* Also by what lies in the trash. */
static gboolean
check_use (VbtStore *store, const VbtLabel *label, GError **error)
{
  guint64 n = 0;
  gint64 is_used = 0;

  if (!vbt_db_get_int (store->db, &is_used, error,
                       "SELECT EXISTS (SELECT 1 FROM annotation WHERE label = ?1)", "i", label->id))
    return FALSE;
  if (!is_used)
    return TRUE;
  if (!vbt_store_count_label (store, label->id, &n, error))
    return FALSE;
  if (n > 0)
    g_set_error (error, VBT_ERROR, VBT_ERROR_CONFLICT,
                 _ ("The new schema has no label “%s”, which is in use %zu times: add it, or "
                    "change those annotations first."),
                 label->name, (gsize)n);
  else
    g_set_error (error, VBT_ERROR, VBT_ERROR_CONFLICT,
                 _ ("The new schema has no label “%s”, which articles in the trash use: add it, or "
                    "empty the trash first."),
                 label->name);
  return FALSE;
}

/**
 * vbt_act_import_schema:
 * @store: the project
 * @me: the annotator who acts
 * @schema: another schema; labels by the same name are the same
 * @error: return location for an error
 *
 * Puts a schema in the place of the project's. Labels that are in use have to be in it, because with a label all of
 * its annotations go: too much for an act that does not ask.
 *
 * Returns: %FALSE with @error set where it was refused; then nothing was changed
 */
gboolean
vbt_act_import_schema (VbtStore *store, VbtId me, const VbtSchema *schema, GError **error)
{
  g_autofree char *words = NULL;
  const GPtrArray *labels;

  g_return_val_if_fail (VBT_IS_STORE (store) && schema != NULL, FALSE);

  labels = vbt_store_get_catalog (store)->schema->labels;
  for (guint i = 0; i < labels->len; i++)
    {
      const VbtLabel *label = labels->pdata[i];

      if (vbt_schema_get_label (schema, label->id) == NULL && !check_use (store, label, error))
        return FALSE;
    }
  words = g_strdup_printf (_ ("Import schema “%s”"), schema->name);
  return vbt_act_put_schema (store, me, schema, words, error);
}

static gboolean
start (VbtStore *store, VbtId me, const VbtLabel *label, const VbtLabel *into, const char *words,
       const VbtFollower *follower, guint *n_done, GError **error)
{
  guint64 n = 0;
  gboolean success;

  if (!vbt_store_count_label (store, label->id, &n, error))
    return FALSE;
  if (n_done != NULL)
    *n_done = (guint)n;
  if (follower != NULL)
    vbt_store_hold (store, TRUE);
  success = run (store, me, label, into, words, error);
  if (follower != NULL)
    vbt_store_hold (store, FALSE);
  return success;
}

/**
 * vbt_act_merge_label:
 * @store: the project
 * @me: the annotator who acts
 * @label: the label that goes
 * @into: what its annotations are from now on; a label of the same kind
 * @follower: (nullable): who waits for it; then @store is of a thread of its own
 * @n_done: (out) (optional): how many annotations it was
 * @error: return location for an error
 *
 * Makes one label of two, in the annotations of everybody and in what the schema says of relations. Values of attributes that
 * both have by one name stay.
 *
 * Returns: %FALSE with @error set where it was refused; then nothing was changed
 */
gboolean
vbt_act_merge_label (VbtStore *store, VbtId me, VbtId label, VbtId into,
                     const VbtFollower *follower, guint *n_done, GError **error)
{
  const VbtLabel *from, *to;
  g_autofree char *words = NULL;

  g_return_val_if_fail (VBT_IS_STORE (store) && label != into, FALSE);

  from = get_label (store, label, error);
  to = from != NULL ? get_label (store, into, error) : NULL;
  if (to == NULL)
    return FALSE;
  g_return_val_if_fail (from->kind == to->kind, FALSE);
  words = g_strdup_printf (_ ("Merge label “%s” into “%s”"), from->name, to->name);
  return start (store, me, from, to, words, follower, n_done, error);
}

/**
 * vbt_act_delete_label:
 * @store: the project
 * @me: the annotator who acts
 * @label: the label that goes, with all annotations that have it
 * @follower: (nullable): who waits for it; then @store is of a thread of its own
 * @n_done: (out) (optional): how many annotations it was
 * @error: return location for an error
 *
 * Returns: %FALSE with @error set where it was refused; then nothing was changed
 */
gboolean
vbt_act_delete_label (VbtStore *store, VbtId me, VbtId label, const VbtFollower *follower,
                      guint *n_done, GError **error)
{
  const VbtLabel *from;
  g_autofree char *words = NULL;

  g_return_val_if_fail (VBT_IS_STORE (store), FALSE);

  from = get_label (store, label, error);
  if (from == NULL)
    return FALSE;
  words = g_strdup_printf (_ ("Delete label “%s”"), from->name);
  return start (store, me, from, NULL, words, follower, n_done, error);
}

/* The schema without an attribute. */
static VbtSchema *
without_attribute (VbtStore *store, VbtId attribute)
{
  VbtSchema *schema = vbt_schema_copy (store->catalog->schema);

  for (guint i = 0; i < schema->labels->len; i++)
    {
      GPtrArray *attributes = ((VbtLabel *)schema->labels->pdata[i])->attributes;

      for (guint k = attributes->len; k > 0; k--)
        if (((VbtAttribute *)attributes->pdata[k - 1])->id == attribute)
          g_ptr_array_remove_index (attributes, k - 1);
    }
  return schema;
}

/* How many annotations have a value of it: a scan, for a thread that may take its time. */
static gboolean
count_values (VbtStore *store, VbtId attribute, guint *n, GError **error)
{
  gint64 found = 0;

  if (n == NULL)
    return TRUE;
  if (!vbt_db_get_int (store->db, &found, error, "SELECT count (*) FROM value WHERE attribute = ?1",
                       "i", attribute))
    return FALSE;
  *n = (guint)found;
  return TRUE;
}

/**
 * vbt_act_delete_attribute:
 * @store: the project
 * @me: the annotator who acts
 * @attribute: the attribute that goes, with all its values
 * @follower: (nullable): who waits for it; then @store is of a thread of its own
 * @n_done: (out) (optional): how many annotations had a value
 * @error: return location for an error
 *
 * Returns: %FALSE with @error set where it was refused; then nothing was changed
 */
gboolean
vbt_act_delete_attribute (VbtStore *store, VbtId me, VbtId attribute, const VbtFollower *follower,
                          guint *n_done, GError **error)
{
  const VbtAttribute *known;
  g_autoptr (VbtSchema) schema = NULL;
  g_autofree char *words = NULL;
  gboolean success;

  g_return_val_if_fail (VBT_IS_STORE (store), FALSE);

  known = vbt_schema_get_attribute (store->catalog->schema, attribute);
  if (known == NULL)
    {
      g_set_error_literal (error, VBT_ERROR, VBT_ERROR_NOT_FOUND,
                           _ ("The attribute is no longer there: somebody else deleted it"));
      return FALSE;
    }
  if (!count_values (store, attribute, n_done, error))
    return FALSE;
  words = g_strdup_printf (_ ("Delete attribute “%s”"), known->name);
  schema = without_attribute (store, attribute);
  if (follower != NULL)
    vbt_store_hold (store, TRUE);
  success = vbt_act_put_schema (store, me, schema, words, error);
  if (follower != NULL)
    vbt_store_hold (store, FALSE);
  return success;
}
