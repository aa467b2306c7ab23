/* vbt-history.c: changesets: what an action changed, as something that can be inverted and applied
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-history.h"

#include <glib/gi18n-lib.h>
#include <sqlite3.h>
#include <string.h>

struct _VbtRecorder
{
  VbtDb *db;
  sqlite3_session *session;
};

typedef enum
{
  TOUCHES_LIST = 1 << 0,
  TOUCHES_SCHEMA = 1 << 1,
  TOUCHES_ENTITIES = 1 << 2,
  TOUCHES_ANNOTATORS = 1 << 3,
  TOUCHES_MENTIONS = 1 << 4,
} Touches;

/* Every table that is in the history, which is never all of them: a session on the full-text index would record
 * its inner tables, and destroy it when applied. @document, @annotation: the column that holds such an
 * identifier, or -1. */
static const struct
{
  const char *name;
  Touches touches;
  int document;
  int annotation;
} tables[] = {
  { "schema", TOUCHES_SCHEMA, -1, -1 },
  { "label", TOUCHES_SCHEMA, -1, -1 },
  { "attribute", TOUCHES_SCHEMA, -1, -1 },
  { "label_end", TOUCHES_SCHEMA, -1, -1 },
  { "rule", TOUCHES_SCHEMA, -1, -1 },
  { "annotator", TOUCHES_ANNOTATORS, -1, -1 },
  { "entity", TOUCHES_ENTITIES, -1, -1 },
  { "alias", TOUCHES_ENTITIES, -1, -1 },
  { "entity_attribute", TOUCHES_ENTITIES, -1, -1 },
  { "document", TOUCHES_LIST, 1, -1 },
  { "document_text", TOUCHES_LIST, -1, -1 },
  { "metadata", TOUCHES_LIST, 1, -1 },
  { "annotation", 0, 1, 0 },
  { "fragment", 0, -1, 0 },
  { "value", 0, -1, 0 },
  { "mention", TOUCHES_MENTIONS, -1, 0 },
  { "decision", 0, -1, 0 },
  { "status", TOUCHES_LIST, 0, -1 },
  { "remark", 0, 1, -1 },
  { "saved_query", TOUCHES_LIST, -1, -1 },
  { "merged", 0, -1, -1 },
};

/**
 * vbt_recorder_new:
 * @db: a connection; must outlive the recorder
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): a recorder of what changes from now on
 */
VbtRecorder *
vbt_recorder_new (VbtDb *db, GError **error)
{
  g_autoptr (VbtRecorder) self = g_new0 (VbtRecorder, 1);
  int rc;

  self->db = db;
  rc = sqlite3session_create (vbt_db_get_handle (db), "main", &self->session);
  for (guint i = 0; i < G_N_ELEMENTS (tables) && rc == SQLITE_OK; i++)
    rc = sqlite3session_attach (self->session, tables[i].name);
  if (rc == SQLITE_OK)
    return g_steal_pointer (&self);
  vbt_db_set_error (db, rc, error);
  return NULL;
}

void
vbt_recorder_free (VbtRecorder *self)
{
  if (self == NULL)
    return;
  if (self->session != NULL)
    sqlite3session_delete (self->session);
  g_free (self);
}

/**
 * vbt_recorder_set_enabled:
 * @self: a recorder
 * @enabled: whether to record what follows
 *
 * For rows that are not an act of anybody, such as an annotator that comes to be known.
 */
void
vbt_recorder_set_enabled (VbtRecorder *self, gboolean enabled)
{
  sqlite3session_enable (self->session, enabled);
}

/**
 * vbt_recorder_get_changeset:
 * @self: a recorder
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): what changed; empty when nothing did
 */
GBytes *
vbt_recorder_get_changeset (VbtRecorder *self, GError **error)
{
  void *data = NULL;
  int length = 0;
  int rc = sqlite3session_changeset (self->session, &length, &data);

  if (rc != SQLITE_OK)
    {
      vbt_db_set_error (self->db, rc, error);
      return NULL;
    }
  return g_bytes_new_with_free_func (data, (gsize)length, sqlite3_free, data);
}

/* Every conflict is somebody's later change, because no foreign key acts by itself. */
static int
conflict_cb (void *data, int reason, sqlite3_changeset_iter *iterator)
{
  gboolean *conflict = data;

  *conflict = TRUE;
  return SQLITE_CHANGESET_ABORT;
}

static gboolean
check_whole (GBytes *changeset, GError **error)
{
  if (vbt_changeset_is_whole (changeset))
    return TRUE;
  g_set_error_literal (error, VBT_ERROR, VBT_ERROR_CORRUPT,
                       _ ("the history of the project is damaged: what an act changed cannot be "
                          "read. Restore a copy"));
  return FALSE;
}

/**
 * vbt_changeset_apply:
 * @db: a connection in a transaction
 * @changeset: what vbt_recorder_get_changeset() gave
 * @invert: whether to undo it
 * @conflict: (out): whether it failed because a row is not as the changeset left it
 * @error: return location for an error; not set for a conflict
 *
 * Applies all of a changeset or nothing.
 *
 * Returns: whether it was applied
 */
gboolean
vbt_changeset_apply (VbtDb *db, GBytes *changeset, gboolean invert, gboolean *conflict,
                     GError **error)
{
  gsize length;
  const void *data = g_bytes_get_data (changeset, &length);
  int rc;

  *conflict = FALSE;
  if (!check_whole (changeset, error) || !vbt_db_check_transaction (db, error))
    return FALSE;
  rc = sqlite3changeset_apply_v2 (vbt_db_get_handle (db), (int)length, (void *)data, NULL,
                                  conflict_cb, conflict, NULL, NULL,
                                  invert ? SQLITE_CHANGESETAPPLY_INVERT : 0);
  if (rc == SQLITE_OK && !*conflict)
    return TRUE;
  if (!*conflict)
    vbt_db_set_error (db, rc, error);
  return FALSE;
}

static gboolean
get_id (sqlite3_changeset_iter *iterator, int column, VbtId *id)
{
  sqlite3_value *value = NULL;

  /* An update holds the columns that it changes, and of the others those of the key. */
  if (sqlite3changeset_new (iterator, column, &value) != SQLITE_OK || value == NULL)
    if (sqlite3changeset_old (iterator, column, &value) != SQLITE_OK)
      value = NULL;
  if (value == NULL || sqlite3_value_type (value) != SQLITE_INTEGER)
    return FALSE;
  *id = sqlite3_value_int64 (value);
  return TRUE;
}

static gboolean
get_old_id (sqlite3_changeset_iter *iterator, int column, VbtId *id)
{
  sqlite3_value *value = NULL;

  if (sqlite3changeset_old (iterator, column, &value) != SQLITE_OK || value == NULL
      || sqlite3_value_type (value) != SQLITE_INTEGER)
    return FALSE;
  *id = sqlite3_value_int64 (value);
  return TRUE;
}

static gboolean
add_annotation (VbtDb *db, VbtId annotation, VbtChange *change, GError **error)
{
  VbtId document = 0;

  if (!vbt_db_get_int (db, &document, error, "SELECT document FROM annotation WHERE id = ?1", "i",
                       annotation))
    return FALSE;
  vbt_change_add_part (change, document, annotation);
  return TRUE;
}

/* A row of document has its number for a key, so an update does not tell its identifier. */
static gboolean
add_numbered (VbtDb *db, sqlite3_changeset_iter *iterator, const char *table, VbtChange *change,
              GError **error)
{
  VbtId number, document = 0;
  const char *sql = g_str_equal (table, "metadata")
                        ? "SELECT document FROM metadata WHERE number = ?1"
                    : g_str_equal (table, "remark") ? "SELECT document FROM remark WHERE id = ?1"
                                                    : "SELECT id FROM document WHERE number = ?1";

  if (!get_old_id (iterator, 0, &number) && !get_id (iterator, 0, &number))
    return TRUE;
  if (!vbt_db_get_int (db, &document, error, sql, "i", number))
    return FALSE;
  if (document != 0)
    vbt_change_add_document (change, document);
  return TRUE;
}

static gboolean
describe_row (VbtDb *db, sqlite3_changeset_iter *iterator, VbtChange *change, GError **error)
{
  const char *name;
  int n_columns, operation, indirect;
  VbtId id;
  guint i;

  sqlite3changeset_op (iterator, &name, &n_columns, &operation, &indirect);
  for (i = 0; i < G_N_ELEMENTS (tables) && strcmp (tables[i].name, name) != 0; i++)
    ;
  if (i == G_N_ELEMENTS (tables))
    return TRUE;
  change->list |= (tables[i].touches & TOUCHES_LIST) != 0;
  change->schema |= (tables[i].touches & TOUCHES_SCHEMA) != 0;
  change->entities |= (tables[i].touches & TOUCHES_ENTITIES) != 0;
  change->annotators |= (tables[i].touches & TOUCHES_ANNOTATORS) != 0;
  change->mentions |= (tables[i].touches & TOUCHES_MENTIONS) != 0;
  if (tables[i].annotation < 0 && tables[i].document >= 0
      && get_id (iterator, tables[i].document, &id))
    {
      if (g_str_equal (name, "status"))
        vbt_change_add_part (change, id, 0);
      else
        vbt_change_add_document (change, id);
    }
  else if (tables[i].document >= 0 && tables[i].annotation < 0)
    return add_numbered (db, iterator, name, change, error);
  else if (tables[i].annotation >= 0
           && (get_old_id (iterator, tables[i].annotation, &id)
               || get_id (iterator, tables[i].annotation, &id)))
    {
      VbtId document;

      /* Of one that is gone nobody else can tell where it was. */
      if (tables[i].document >= 0 && get_id (iterator, tables[i].document, &document))
        vbt_change_add_part (change, document, id);
      else
        return add_annotation (db, id, change, error);
    }
  return TRUE;
}

/* @rc: of what was done last */
static gboolean
next_row (sqlite3_changeset_iter *iterator, int *rc)
{
  if (*rc == SQLITE_OK || *rc == SQLITE_ROW)
    *rc = sqlite3changeset_next (iterator);
  return *rc == SQLITE_ROW;
}

/* Without memory for the columns of another table SQLite 3.40 frees values that are none: then the iterator is left as it is. */
static int
finalize (sqlite3_changeset_iter *iterator, int rc)
{
  return iterator == NULL || rc == SQLITE_NOMEM ? rc : sqlite3changeset_finalize (iterator);
}

/**
 * vbt_changeset_describe:
 * @db: a connection, with the changeset applied or undone
 * @changeset: a changeset
 * @change: what to add to
 * @error: return location for an error
 *
 * Says what a changeset touches, for those who show it.
 *
 * Returns: whether that worked
 */
gboolean
vbt_changeset_describe (VbtDb *db, GBytes *changeset, VbtChange *change, GError **error)
{
  gsize length;
  const void *data = g_bytes_get_data (changeset, &length);
  sqlite3_changeset_iter *iterator = NULL;
  gboolean success = TRUE;
  int rc = sqlite3changeset_start (&iterator, (int)length, (void *)data);

  while (success && next_row (iterator, &rc))
    success = describe_row (db, iterator, change, error);
  rc = finalize (iterator, rc);
  if (success && rc != SQLITE_OK)
    vbt_db_set_error (db, rc, error);
  return success && rc == SQLITE_OK;
}

/**
 * vbt_changeset_has_table:
 * @changeset: a changeset
 * @table: the name of a table
 *
 * Returns: whether it changes that table
 */
gboolean
vbt_changeset_has_table (GBytes *changeset, const char *table)
{
  gsize length;
  const void *data = g_bytes_get_data (changeset, &length);
  sqlite3_changeset_iter *iterator = NULL;
  gboolean found = FALSE;
  int rc = sqlite3changeset_start (&iterator, (int)length, (void *)data);

  while (!found && next_row (iterator, &rc))
    {
      const char *name;
      int n_columns, operation, indirect;

      sqlite3changeset_op (iterator, &name, &n_columns, &operation, &indirect);
      found = strcmp (name, table) == 0;
    }
  finalize (iterator, rc);
  return found;
}

static void
read_cell (sqlite3_value *value, VbtCell *cell)
{
  cell->type = VBT_CELL_ABSENT;
  if (value == NULL)
    return;
  switch (sqlite3_value_type (value))
    {
    case SQLITE_INTEGER:
      cell->type = VBT_CELL_INT;
      cell->integer = sqlite3_value_int64 (value);
      break;
    case SQLITE_FLOAT:
      cell->type = VBT_CELL_REAL;
      cell->real = sqlite3_value_double (value);
      break;
    case SQLITE_TEXT:
      cell->type = VBT_CELL_TEXT;
      cell->text = (const char *)sqlite3_value_text (value);
      break;
    case SQLITE_BLOB:
      cell->type = VBT_CELL_BLOB;
      break;
    default:
      cell->type = VBT_CELL_NULL;
    }
}

static void
read_row (sqlite3_changeset_iter *iterator, VbtRowChange *row)
{
  int n_columns, operation, indirect;

  memset (row, 0, sizeof *row);
  sqlite3changeset_op (iterator, &row->table, &n_columns, &operation, &indirect);
  row->what = operation == SQLITE_INSERT   ? VBT_ROW_INSERTED
              : operation == SQLITE_DELETE ? VBT_ROW_DELETED
                                           : VBT_ROW_UPDATED;
  for (int i = 0; i < MIN (n_columns, VBT_CELLS); i++)
    {
      sqlite3_value *value = NULL;

      if (operation != SQLITE_INSERT && sqlite3changeset_old (iterator, i, &value) == SQLITE_OK)
        read_cell (value, &row->before[i]);
      value = NULL;
      if (operation != SQLITE_DELETE && sqlite3changeset_new (iterator, i, &value) == SQLITE_OK)
        read_cell (value, &row->after[i]);
    }
}

/**
 * vbt_changeset_foreach:
 * @db: a connection, for its errors
 * @changeset: a changeset, also one of somebody else's project
 * @invert: whether to go through what undoing it does
 * @function: what is called with each row; it stops when that fails
 * @data: for @function
 * @error: return location for an error
 *
 * Returns: whether it was gone through
 */
gboolean
vbt_changeset_foreach (VbtDb *db, GBytes *changeset, gboolean invert, VbtRowFunc function,
                       gpointer data, GError **error)
{
  gsize length;
  const void *bytes = g_bytes_get_data (changeset, &length);
  sqlite3_changeset_iter *iterator = NULL;
  gboolean success = TRUE;
  int rc;

  if (!check_whole (changeset, error))
    return FALSE;
  rc = sqlite3changeset_start_v2 (&iterator, (int)length, (void *)bytes,
                                  invert ? SQLITE_CHANGESETSTART_INVERT : 0);

  while (success && next_row (iterator, &rc))
    {
      VbtRowChange row;

      read_row (iterator, &row);
      success = function (data, &row, error);
    }
  rc = finalize (iterator, rc);
  if (success && rc != SQLITE_OK)
    vbt_db_set_error (db, rc, error);
  return success && rc == SQLITE_OK;
}
