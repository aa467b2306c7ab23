/* vbt-register.c: the register of entities as a table: written, edited elsewhere, and read back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/vbt-register.h"

#include <glib/gi18n-lib.h>

#include "formats/vbt-csv-table.h"

/* What stands between two aliases in a cell. */
#define ALIAS_SEPARATOR "|"

/* The columns that are no attribute; what is known of many people comes first among those that are. */
enum
{
  COLUMN_ID,
  COLUMN_NAME,
  COLUMN_KIND,
  COLUMN_ALIASES,
  COLUMN_EXTERNAL_ID,
  COLUMN_NOTE,
  COLUMN_MENTIONS, /* written, not read */
  N_COLUMNS
};

static const char *const columns[]
    = { "id", "name", "kind", "aliases", "external_id", "note", "mentions", NULL };
static const char *const attributes[]
    = { "role", "affiliation", "gender", "party", "country", NULL };

static int
find_column (const char *name)
{
  for (int i = 0; columns[i] != NULL; i++)
    if (g_ascii_strcasecmp (columns[i], name) == 0)
      return i;
  return -1;
}

/* Writing */

/* The usual attributes, and behind them all others that any entity has, by name. */
static GPtrArray *
list_attributes (VbtStore *store, const GArray *ids)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  guint n_usual;

  for (guint i = 0; attributes[i] != NULL; i++)
    {
      g_ptr_array_add (names, g_strdup (attributes[i]));
      g_hash_table_add (seen, g_ptr_array_index (names, i));
    }
  n_usual = names->len;
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (VbtEntity) entity = vbt_store_load_entity (store, g_array_index (ids, VbtId, i));
      GHashTableIter iter;
      gpointer key;

      if (entity == NULL)
        continue;
      g_hash_table_iter_init (&iter, entity->attributes);
      while (g_hash_table_iter_next (&iter, &key, NULL))
        if (!g_hash_table_contains (seen, key))
          {
            g_ptr_array_add (names, g_strdup (key));
            g_hash_table_add (seen, g_ptr_array_index (names, names->len - 1));
          }
    }
  g_qsort_with_data (names->pdata + n_usual, (int)(names->len - n_usual), sizeof (gpointer),
                     (GCompareDataFunc)(void (*) (void))g_strcmp0, NULL);
  return names;
}

static gboolean
write_entity (VbtStore *store, const VbtEntity *entity, const GPtrArray *names, VbtOutput *output,
              GError **error)
{
  VbtCsvWriter *writer = vbt_output_get_data (output);
  g_autofree char *id = vbt_id_to_string (entity->id);
  g_autoptr (GString) aliases = g_string_new (NULL);
  guint64 n_mentions = 0;

  if (!vbt_store_count_mentions (store, entity->id, &n_mentions, error))
    return FALSE;
  for (guint i = 0; i < entity->aliases->len; i++)
    g_string_append_printf (aliases, "%s%s", i > 0 ? ALIAS_SEPARATOR : "",
                            (const char *)g_ptr_array_index (entity->aliases, i));
  vbt_csv_writer_append (writer, id);
  vbt_csv_writer_append (writer, entity->name);
  vbt_csv_writer_append (writer, vbt_entity_kind_to_string (entity->kind));
  vbt_csv_writer_append (writer, aliases->str);
  vbt_csv_writer_append (writer, entity->external_id);
  vbt_csv_writer_append (writer, entity->note);
  vbt_csv_writer_append_number (writer, (gint64)n_mentions);
  for (guint i = 0; i < names->len; i++)
    vbt_csv_writer_append (writer,
                           g_hash_table_lookup (entity->attributes, g_ptr_array_index (names, i)));
  return vbt_csv_writer_end_record (writer, output, error);
}

static gboolean
write_header (const GPtrArray *names, VbtOutput *output, GError **error)
{
  g_autoptr (GPtrArray) header = g_ptr_array_new ();

  for (guint i = 0; columns[i] != NULL; i++)
    g_ptr_array_add (header, (gpointer)columns[i]);
  for (guint i = 0; i < names->len; i++)
    g_ptr_array_add (header, g_ptr_array_index (names, i));
  g_ptr_array_add (header, NULL);
  return vbt_csv_writer_begin (output, (const char *const *)header->pdata, error);
}

/**
 * vbt_register_write:
 * @store: a project
 * @output: where to; who called closes it
 * @cancellable: (nullable)
 * @error: return location for an error
 *
 * Writes the register as a table, one entity a row, by name: identifier, name, kind, aliases (with "|" between),
 * external identifier, note, number of mentions, and a column for each attribute.
 *
 * Returns: whether all was written
 */
gboolean
vbt_register_write (VbtStore *store, VbtOutput *output, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) ids = vbt_store_list_entities (store, error);
  g_autoptr (GPtrArray) names = NULL;

  if (ids == NULL)
    return FALSE;
  names = list_attributes (store, ids);
  if (!write_header (names, output, error))
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (VbtEntity) entity = vbt_store_load_entity (store, g_array_index (ids, VbtId, i));

      if (g_cancellable_set_error_if_cancelled (cancellable, error)
          || (entity != NULL && !write_entity (store, entity, names, output, error)))
        return FALSE;
    }
  return TRUE;
}

/* Reading */

typedef struct
{
  VbtStore *store;
  GPtrArray *header; /* of char * */
  const VbtProgress *progress;
  const char *file;
  VbtRegisterResult *result;
  VbtCsv csv;
} Reader;

static void
refuse (Reader *self, const char *message)
{
  self->result->n_refused++;
  vbt_progress_problem (self->progress, self->file, self->csv.line, message);
}

static const char *
get_cell (const Reader *self, const GPtrArray *cells, int column)
{
  for (guint i = 0; i < self->header->len && i < cells->len; i++)
    if (find_column (g_ptr_array_index (self->header, i)) == column)
      return g_ptr_array_index (cells, i);
  return NULL;
}

static gboolean
is_given (const char *cell)
{
  return cell != NULL && *cell != '\0';
}

/* The entity that the row is about, as it is; a new one where there is none. */
static VbtEntity *
find_entity (Reader *self, const GPtrArray *cells, gboolean *is_new)
{
  VbtCatalog *catalog = vbt_store_get_catalog (self->store);
  const char *id = get_cell (self, cells, COLUMN_ID);
  const char *name = get_cell (self, cells, COLUMN_NAME);
  const char *kind_name = get_cell (self, cells, COLUMN_KIND);
  const VbtEntity *known = NULL;
  VbtEntityKind kind = VBT_ENTITY_PERSON;
  g_autofree char *message = NULL;

  if (is_given (kind_name) && !vbt_entity_kind_from_string (kind_name, &kind))
    {
      message = g_strdup_printf (_ ("“%s” is no kind: use person, organization, location or other"),
                                 kind_name);
      refuse (self, message);
      return NULL;
    }
  if (is_given (id) && vbt_id_from_string (id) != 0)
    known = vbt_catalog_get_entity (catalog, vbt_id_from_string (id));
  if (known == NULL && is_given (name))
    known = vbt_catalog_find_entity (catalog, kind, name);
  *is_new = known == NULL;
  if (known != NULL)
    return vbt_entity_copy (known);
  if (is_given (name))
    return vbt_entity_new (kind, name);
  refuse (self, _ ("The row has neither a name nor the identifier of an entry"));
  return NULL;
}

static void
set_aliases (VbtEntity *entity, const char *cell)
{
  g_auto (GStrv) aliases = g_strsplit (cell, ALIAS_SEPARATOR, -1);

  g_ptr_array_set_size (entity->aliases, 0);
  for (char **alias = aliases; *alias != NULL; alias++)
    if (*g_strstrip (*alias) != '\0')
      vbt_entity_add_alias (entity, *alias);
}

static void
set_string (char **string, const char *cell)
{
  g_free (*string);
  *string = is_given (cell) ? g_strdup (cell) : NULL;
}

/* An empty cell says that nothing is known; a column that is not there says nothing. */
static void
set_cell (VbtEntity *entity, const char *column, const char *cell)
{
  switch (find_column (column))
    {
    case COLUMN_NAME:
      if (is_given (cell))
        set_string (&entity->name, cell);
      break;
    case COLUMN_KIND:
      vbt_entity_kind_from_string (cell, &entity->kind);
      break;
    case COLUMN_ALIASES:
      set_aliases (entity, cell);
      break;
    case COLUMN_EXTERNAL_ID:
      set_string (&entity->external_id, cell);
      break;
    case COLUMN_NOTE:
      set_string (&entity->note, cell);
      break;
    case COLUMN_ID:
    case COLUMN_MENTIONS:
      break;
    default:
      if (is_given (cell))
        g_hash_table_insert (entity->attributes, g_strdup (column), g_strdup (cell));
      else
        g_hash_table_remove (entity->attributes, column);
    }
}

static gboolean
same_attributes (const VbtEntity *a, const VbtEntity *b)
{
  GHashTableIter iter;
  gpointer key, value;

  if (g_hash_table_size (a->attributes) != g_hash_table_size (b->attributes))
    return FALSE;
  g_hash_table_iter_init (&iter, a->attributes);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (g_strcmp0 (g_hash_table_lookup (b->attributes, key), value) != 0)
      return FALSE;
  return TRUE;
}

static gboolean
same_aliases (const VbtEntity *a, const VbtEntity *b)
{
  if (a->aliases->len != b->aliases->len)
    return FALSE;
  for (guint i = 0; i < a->aliases->len; i++)
    if (!g_str_equal (a->aliases->pdata[i], b->aliases->pdata[i]))
      return FALSE;
  return TRUE;
}

static gboolean
same (const VbtEntity *a, const VbtEntity *b)
{
  return a->kind == b->kind && g_str_equal (a->name, b->name)
         && g_strcmp0 (a->external_id, b->external_id) == 0 && g_strcmp0 (a->note, b->note) == 0
         && same_aliases (a, b) && same_attributes (a, b);
}

static gboolean
read_row (gpointer data, GPtrArray *cells, GError **error)
{
  Reader *self = data;
  gboolean is_new = FALSE;
  g_autoptr (VbtEntity) entity = find_entity (self, cells, &is_new);
  const VbtEntity *old;

  if (entity == NULL)
    return TRUE;
  for (guint i = 0; i < self->header->len && i < cells->len; i++)
    set_cell (entity, g_ptr_array_index (self->header, i), g_ptr_array_index (cells, i));
  old = vbt_catalog_get_entity (vbt_store_get_catalog (self->store), entity->id);
  if (old != NULL && same (old, entity))
    return TRUE;
  if (is_new)
    self->result->n_added++;
  else
    self->result->n_changed++;
  return vbt_store_put_entity (self->store, entity, error);
}

static gboolean
read_header (Reader *self, GError **error)
{
  g_auto (VbtCsvRecord) record = { NULL };

  vbt_csv_record_init (&record);
  if (!vbt_csv_next (&self->csv, &record, error))
    {
      if (error != NULL && *error == NULL)
        g_set_error_literal (error, VBT_ERROR, VBT_ERROR_FORMAT, _ ("The table is empty"));
      return FALSE;
    }
  vbt_csv_record_copy_cells (&record, self->header);
  for (guint i = 0; i < self->header->len; i++)
    {
      int column = find_column (g_ptr_array_index (self->header, i));
      if (column == COLUMN_NAME || column == COLUMN_ID)
        return TRUE;
    }
  g_set_error_literal (error, VBT_ERROR, VBT_ERROR_FORMAT,
                       _ ("The first line has to name the columns, one of them “name” or “id”"));
  return FALSE;
}

/**
 * vbt_register_read:
 * @store: the project
 * @me: the annotator who acts
 * @input: a table as vbt_register_write() makes it; columns may be missing, others are attributes
 * @result: (out caller-allocates): what was done
 * @progress: (nullable): rows that are refused are problems, with their lines
 * @error: return location for an error
 *
 * Changes and adds entities as a table says, as one act. A row is about the entity with its "id", else
 * about the one of its kind and name, else about a new one. Nobody is deleted.
 *
 * Returns: %FALSE with @error set where the table cannot be read; then nothing was changed
 */
gboolean
vbt_register_read (VbtStore *store, VbtId me, VbtInput *input, VbtRegisterResult *result,
                   const VbtProgress *progress, GError **error)
{
  g_autoptr (GPtrArray) header = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GBytes) bytes = vbt_input_read_all (input, error);
  g_autofree char *text = NULL;
  g_autofree char *name = vbt_input_get_basename (input);
  g_autofree char *words = g_strdup_printf (_ ("Import the register from %s"), name);
  Reader self = { store, header, progress, vbt_input_get_name (input), result, { 0 } };

  *result = (VbtRegisterResult){ 0 };
  if (bytes == NULL)
    return FALSE;
  text = vbt_decode_text (bytes, vbt_input_get_encoding (input), NULL, NULL, error);
  if (text == NULL)
    return FALSE;
  vbt_csv_init (&self.csv, text, NULL);
  if (!read_header (&self, error) || !vbt_store_begin (store, me, 0, words, error))
    return FALSE;
  return vbt_store_finish (store, vbt_csv_read_records (&self.csv, read_row, &self, NULL, error),
                           error);
}

/**
 * vbt_register_export:
 * @store: a project
 * @path: of a file
 * @cancellable: (nullable)
 * @error: return location for an error
 *
 * Writes the register into a file; see vbt_register_write().
 *
 * Returns: whether all was written
 */
gboolean
vbt_register_export (VbtStore *store, const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (VbtOutput) output = vbt_output_new_for_path (path, error);

  return output != NULL && vbt_register_write (store, output, cancellable, error)
         && vbt_output_close (output, error);
}

/**
 * vbt_register_import:
 * @store: the project
 * @me: the annotator who acts
 * @path: of a file
 * @result: (out caller-allocates): what was done
 * @progress: (nullable): rows that are refused are problems, with their lines
 * @cancellable: (nullable)
 * @error: return location for an error
 *
 * Reads the register from a file; see vbt_register_read().
 *
 * Returns: %FALSE with @error set where that failed or was cancelled; then nothing was changed
 */
gboolean
vbt_register_import (VbtStore *store, VbtId me, const char *path, VbtRegisterResult *result,
                     const VbtProgress *progress, GCancellable *cancellable, GError **error)
{
  g_autoptr (VbtInput) input = vbt_input_new_for_path (path, error);
  gboolean success;

  if (input == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  vbt_store_set_cancellable (store, cancellable);
  success = vbt_register_read (store, me, input, result, progress, error);
  vbt_store_set_cancellable (store, NULL);
  return success;
}
