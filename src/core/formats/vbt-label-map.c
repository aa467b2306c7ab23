/* vbt-label-map.c: labels of a file under the names that a project has for them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-label-map.h"

#include "formats/vbt-reader.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _VbtLabelMap
{
  GHashTable *names; /* of a file's label to ours; "" is none */
};

static gboolean
add_line (VbtLabelMap *self, const char *line, const char *name, guint number, GError **error)
{
  g_auto (GStrv) fields = NULL;

  if (line[0] == '\0' || line[0] == '#')
    return TRUE;
  fields = g_strsplit (line, "\t", -1);
  if (g_strv_length (fields) != 2 || g_strstrip (fields[0])[0] == '\0')
    {
      g_set_error (
          error, VBT_ERROR, VBT_ERROR_FORMAT,
          _ ("%s:%u: a line needs a label of the file, a TAB, and our label (or nothing, to "
             "leave it out)"),
          name, number);
      return FALSE;
    }
  if (g_hash_table_insert (self->names, g_strdup (fields[0]), g_strdup (g_strstrip (fields[1]))))
    return TRUE;
  g_set_error (error, VBT_ERROR, VBT_ERROR_FORMAT, _ ("%s:%u: “%s” is there twice"), name, number,
               fields[0]);
  return FALSE;
}

/**
 * vbt_label_map_new_empty:
 *
 * Returns: (transfer full): a table that changes nothing yet
 */
VbtLabelMap *
vbt_label_map_new_empty (void)
{
  VbtLabelMap *self = g_new0 (VbtLabelMap, 1);

  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

/**
 * vbt_label_map_set:
 * @self: a table
 * @theirs: a label of the file
 * @ours: what it is called here; "" leaves its annotations out
 */
void
vbt_label_map_set (VbtLabelMap *self, const char *theirs, const char *ours)
{
  g_return_if_fail (self != NULL && theirs != NULL && ours != NULL);
  g_hash_table_replace (self->names, g_strdup (theirs), g_strdup (ours));
}

/**
 * vbt_label_map_copy:
 * @self: (nullable): a table
 *
 * Returns: (transfer full) (nullable): the same once more
 */
VbtLabelMap *
vbt_label_map_copy (const VbtLabelMap *self)
{
  VbtLabelMap *copy = self != NULL ? vbt_label_map_new_empty () : NULL;
  GHashTableIter iter;
  gpointer theirs, ours;

  if (self == NULL)
    return NULL;
  g_hash_table_iter_init (&iter, self->names);
  while (g_hash_table_iter_next (&iter, &theirs, &ours))
    vbt_label_map_set (copy, theirs, ours);
  return copy;
}

/**
 * vbt_label_map_new:
 * @table: lines of a file's label, TAB, and ours; # begins a comment
 * @name: of the table, for messages
 * @error: return location for an error
 *
 * Returns: (transfer full): the table; %NULL with %VBT_ERROR_FORMAT
 */
VbtLabelMap *
vbt_label_map_new (const char *table, const char *name, GError **error)
{
  g_autoptr (VbtLabelMap) self = NULL;
  g_auto (GStrv) lines = NULL;

  g_return_val_if_fail (table != NULL && name != NULL, NULL);

  if (!g_utf8_validate (table, -1, NULL))
    {
      g_set_error (error, VBT_ERROR, VBT_ERROR_FORMAT, _ ("“%s” is not UTF-8"), name);
      return NULL;
    }
  self = vbt_label_map_new_empty ();
  lines = g_strsplit (table, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (!add_line (self, g_strdelimit (lines[i], "\r", ' '), name, i + 1, error))
      return NULL;
  return g_steal_pointer (&self);
}

/**
 * vbt_label_map_new_from_file:
 * @path: path of a table
 * @error: return location for an error
 *
 * Returns: (transfer full): the table; %NULL with %VBT_ERROR_IO or %VBT_ERROR_FORMAT
 */
VbtLabelMap *
vbt_label_map_new_from_file (const char *path, GError **error)
{
  g_autofree char *table = NULL;
  g_autoptr (GError) local = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  if (g_file_get_contents (path, &table, NULL, &local))
    return vbt_label_map_new (table, path, error);
  g_set_error (error, VBT_ERROR, VBT_ERROR_IO, _ ("Could not open “%s”: %s"), path, local->message);
  return NULL;
}

/**
 * vbt_label_map_free:
 * @self: (transfer full) (nullable): a table
 */
void
vbt_label_map_free (VbtLabelMap *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->names);
  g_free (self);
}

/* Values stay with the attributes of the same names, which the label gets if it has none. */
static void
rename_values (VbtCatalog *catalog, VbtAnnotation *annotation, VbtLabel *label)
{
  for (guint i = 0; i < annotation->values->len; i++)
    {
      VbtValue *value = annotation->values->pdata[i];
      const VbtAttribute *old = vbt_schema_get_attribute (catalog->schema, value->attribute);
      VbtAttribute *attribute
          = old != NULL ? vbt_label_ensure_attribute (label, old->kind, old->name) : NULL;

      for (guint j = 0; attribute != NULL && old->values != NULL && old->values[j] != NULL; j++)
        vbt_attribute_ensure_value (attribute, old->values[j]);
      if (attribute != NULL)
        value->attribute = attribute->id;
    }
}

/* FALSE where the annotation is to be left out. */
static gboolean
apply (const VbtLabelMap *self, VbtCatalog *catalog, VbtAnnotation *annotation)
{
  const VbtLabel *old = vbt_schema_get_label (catalog->schema, annotation->label);
  const char *name = old != NULL ? g_hash_table_lookup (self->names, old->name) : NULL;
  VbtLabel *label;

  if (name == NULL || g_str_equal (name, old->name))
    return TRUE;
  if (name[0] == '\0')
    return FALSE;
  label = vbt_schema_ensure_label (catalog->schema, annotation->kind, name);
  rename_values (catalog, annotation, label);
  annotation->label = label->id;
  return TRUE;
}

/**
 * vbt_label_map_apply:
 * @self: (nullable): a table; %NULL changes nothing
 * @catalog: the document's; gets the labels that it lacks
 * @document: a document that was read
 *
 * Renames the labels of the annotations, and leaves those out that the table leaves out, with the
 * relations from and to them.
 *
 * Returns: how many annotations were left out
 */
guint
vbt_label_map_apply (const VbtLabelMap *self, VbtCatalog *catalog, VbtDocument *document)
{
  guint n_before = document->annotations->len;

  g_return_val_if_fail (catalog != NULL && document != NULL, 0);

  if (self == NULL)
    return 0;
  for (guint i = document->annotations->len; i > 0; i--)
    if (!apply (self, catalog, document->annotations->pdata[i - 1]))
      g_ptr_array_remove_index (document->annotations, i - 1);
  vbt_reader_drop_dangling (document->annotations, NULL, NULL);
  vbt_document_drop_index (document);
  vbt_document_sort (document);
  return n_before - document->annotations->len;
}
