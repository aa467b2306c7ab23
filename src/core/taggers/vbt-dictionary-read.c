/* vbt-dictionary-read.c: names from lists: one a line, or tables with a head
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-csv.h"
#include "taggers/vbt-dictionary.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef enum
{
  COLUMN_NAME,
  COLUMN_LABEL,
  COLUMN_KIND,
  COLUMN_ENTITY,
  COLUMN_ID,
  N_COLUMNS,
} Column;

static const char *const column_names[N_COLUMNS] = { "name", "label", "kind", "entity", "id" };

/** Table: a list with columns. */
typedef struct
{
  VbtDictionary *dictionary;
  const char *path;
  const char *label; /* where a row has none */
  VbtCsv csv;
  int columns[N_COLUMNS]; /* the cell of each, or -1 */
} Table;

static const char *
cell_of (const Table *self, const GPtrArray *cells, Column column)
{
  int index = self->columns[column];
  char *cell = index >= 0 && (guint)index < cells->len ? g_strstrip (cells->pdata[index]) : NULL;

  return cell != NULL && *cell != '\0' ? cell : NULL;
}

static gboolean
read_head (Table *self, VbtCsvRecord *record, GError **error)
{
  const GPtrArray *cells = record->cells;
  g_autoptr (GError) problem = NULL;

  if (!vbt_csv_next (&self->csv, record, &problem) && problem != NULL)
    {
      g_propagate_prefixed_error (error, g_steal_pointer (&problem), "%s:1: ", self->path);
      return FALSE;
    }
  for (guint column = 0; column < N_COLUMNS; column++)
    {
      self->columns[column] = -1;
      for (guint i = 0; i < cells->len; i++)
        if (g_ascii_strcasecmp (g_strstrip (cells->pdata[i]), column_names[column]) == 0)
          self->columns[column] = (int)i;
    }
  if (self->columns[COLUMN_NAME] >= 0)
    return TRUE;
  g_set_error (error, VBT_ERROR, VBT_ERROR_FORMAT,
               _ ("%s:1: no column is called “name”. The first line of a table names its columns: "
                  "name, and if you like label, kind, entity, id. A list of names alone is a file "
                  "that ends in .txt."),
               self->path);
  return FALSE;
}

static gboolean
add_row (Table *self, const GPtrArray *cells, GError **error)
{
  const char *kind = cell_of (self, cells, COLUMN_KIND);
  VbtDictionaryEntry entry = { .name = cell_of (self, cells, COLUMN_NAME),
                               .label = cell_of (self, cells, COLUMN_LABEL),
                               .entity = cell_of (self, cells, COLUMN_ENTITY),
                               .kind = VBT_ENTITY_OTHER,
                               .external_id = cell_of (self, cells, COLUMN_ID) };

  if (entry.name == NULL)
    return TRUE;
  if (kind != NULL && !vbt_entity_kind_from_string (kind, &entry.kind))
    {
      g_set_error (error, VBT_ERROR, VBT_ERROR_FORMAT,
                   _ ("%s:%u: “%s” is no kind of entity: write person, organization, location or "
                      "other."),
                   self->path, self->csv.line, kind);
      return FALSE;
    }
  if (entry.entity != NULL && !g_str_equal (entry.entity, entry.name))
    entry.alias = TRUE;
  else if (kind != NULL || entry.external_id != NULL)
    entry.entity = entry.name;
  if (entry.label == NULL)
    entry.label = kind != NULL ? vbt_dictionary_label_of (entry.kind) : self->label;
  vbt_dictionary_add (self->dictionary, &entry);
  return TRUE;
}

static gboolean
read_table (Table *self, GError **error)
{
  g_auto (VbtCsvRecord) record = { NULL };
  g_autoptr (GError) problem = NULL;

  vbt_csv_record_init (&record);
  if (!read_head (self, &record, error))
    return FALSE;
  while (vbt_csv_next (&self->csv, &record, &problem))
    if (!add_row (self, record.cells, error))
      return FALSE;
  if (problem == NULL)
    return TRUE;
  g_propagate_prefixed_error (error, g_steal_pointer (&problem), "%s:%u: ", self->path,
                              self->csv.line);
  return FALSE;
}

/* A list of names alone: a table without quotes, delimiters and head. */
static void
read_lines (const Table *self, char *text, gsize n_bytes)
{
  const char *end = text + n_bytes;

  for (char *line = text; line < end;)
    {
      gsize n = strcspn (line, "\n");
      VbtDictionaryEntry entry = { .label = self->label, .kind = VBT_ENTITY_OTHER };

      line[n] = '\0';
      entry.name = g_strstrip (line);
      vbt_dictionary_add (self->dictionary, &entry);
      line += n + 1;
    }
}

/**
 * vbt_dictionary_label_of:
 * @kind: of an entity
 *
 * Returns: (transfer none): the label that its mentions have where a schema has no other
 */
const char *
vbt_dictionary_label_of (VbtEntityKind kind)
{
  static const char *const labels[] = { [VBT_ENTITY_PERSON] = "Person",
                                        [VBT_ENTITY_ORGANIZATION] = "Organization",
                                        [VBT_ENTITY_LOCATION] = "Location",
                                        [VBT_ENTITY_OTHER] = "Other" };

  return labels[kind];
}

/**
 * vbt_dictionary_read:
 * @self: a dictionary
 * @path: a list: a table if it ends in .csv or .tsv, else names, one a line
 * @label: of those that do not say
 * @error: return location for an error
 *
 * Adds the names of a list. A table names its columns in the first line: "name", and "label",
 * "kind", "entity" (the canonical name, where the name is another one) and "id" (the entity's in
 * Wikidata), of which none has to be there.
 *
 * Returns: FALSE with an error that names file and line
 */
gboolean
vbt_dictionary_read (VbtDictionary *self, const char *path, const char *label, GError **error)
{
  g_autoptr (VbtInput) input = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *text = NULL;
  gsize n_bytes = 0;
  Table table = { .dictionary = self, .path = path, .label = label };

  g_return_val_if_fail (self != NULL && path != NULL && label != NULL, FALSE);

  input = vbt_input_new_for_path (path, error);
  bytes = input != NULL ? vbt_input_read_all (input, error) : NULL;
  text = bytes != NULL ? vbt_decode_text (bytes, NULL, NULL, &n_bytes, error) : NULL;
  if (text == NULL)
    {
      g_prefix_error (error, "%s: ", path);
      return FALSE;
    }
  vbt_csv_init (&table.csv, text, NULL);
  if (g_str_has_suffix (path, ".csv") || g_str_has_suffix (path, ".tsv"))
    return read_table (&table, error);
  read_lines (&table, text, n_bytes);
  return TRUE;
}
