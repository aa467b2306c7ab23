/* vbt-reader.c: what readers of several formats do alike
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-reader.h"

static gboolean
exists (GHashTable *present, VbtId id)
{
  return g_hash_table_contains (present, &id);
}

static void
add_user (GHashTable *users, VbtId *end, VbtAnnotation *relation)
{
  GPtrArray *list = g_hash_table_lookup (users, end);

  if (list == NULL)
    {
      list = g_ptr_array_new ();
      g_hash_table_insert (users, end, list);
    }
  g_ptr_array_add (list, relation);
}

/**
 * vbt_reader_drop_dangling:
 * @annotations: (element-type VbtAnnotation): all annotations of a document
 * @dropped: (nullable): called with each relation that is removed, and with the end that is missing
 * @data: for @dropped
 *
 * Removes the relations of which an end is not among the annotations, and those that have such a
 * relation for an end, and so on. Takes time in proportion to the number of annotations.
 */
void
vbt_reader_drop_dangling (GPtrArray *annotations, VbtDanglingFunc dropped, gpointer data)
{
  g_autoptr (GHashTable) present = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GHashTable) users = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL,
                                                        (GDestroyNotify)g_ptr_array_unref);
  g_autoptr (GPtrArray) queue = g_ptr_array_new ();
  guint n_kept = 0;

  g_return_if_fail (annotations != NULL);

  for (guint i = 0; i < annotations->len; i++)
    g_hash_table_add (present, &((VbtAnnotation *)g_ptr_array_index (annotations, i))->id);
  for (guint i = 0; i < annotations->len; i++)
    {
      VbtAnnotation *annotation = g_ptr_array_index (annotations, i);

      if (annotation->kind != VBT_KIND_RELATION)
        continue;
      add_user (users, &annotation->from, annotation);
      add_user (users, &annotation->to, annotation);
      if (!exists (present, annotation->from) || !exists (present, annotation->to))
        g_ptr_array_add (queue, annotation);
    }
  for (guint i = 0; i < queue->len; i++)
    {
      VbtAnnotation *relation = g_ptr_array_index (queue, i);
      GPtrArray *more = g_hash_table_lookup (users, &relation->id);

      if (!g_hash_table_remove (present, &relation->id))
        continue;
      if (dropped != NULL)
        dropped (relation, exists (present, relation->from) ? relation->to : relation->from, data);
      for (guint j = 0; more != NULL && j < more->len; j++)
        g_ptr_array_add (queue, g_ptr_array_index (more, j));
    }
  if (queue->len == 0)
    return;
  /* The hash tables point into what is freed here: nothing is looked up after it is gone. */
  for (guint i = 0; i < annotations->len; i++)
    {
      VbtAnnotation *annotation = g_ptr_array_index (annotations, i);
      gboolean keep = exists (present, annotation->id);

      if (keep)
        {
          gpointer other = annotations->pdata[n_kept];

          annotations->pdata[n_kept++] = annotation;
          annotations->pdata[i] = other;
        }
    }
  g_hash_table_remove_all (users);
  g_hash_table_remove_all (present);
  g_ptr_array_set_size (annotations, (int)n_kept);
}
