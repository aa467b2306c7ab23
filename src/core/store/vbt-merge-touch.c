/* vbt-merge-touch.c: what was changed in two copies of a project since they parted, as their histories tell
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "vbt-merge-private.h"

/** Reader: an act whose changes are gone through. */
typedef struct
{
  VbtMerge *merge;
  VbtMergeSide side;
  gint64 number;
} Reader;

/** Key: of a row, as temp tables have it. */
typedef struct
{
  VbtCell a, b;
  char *text; /* (nullable): what b points at */
} Key;

static void
bind_cell (VbtQuery *query, int index, const VbtCell *cell)
{
  if (cell->type == VBT_CELL_INT)
    vbt_query_bind_int (query, index, cell->integer);
  else if (cell->type == VBT_CELL_REAL)
    vbt_query_bind_double (query, index, cell->real);
  else if (cell->type == VBT_CELL_TEXT)
    vbt_query_bind_string (query, index, cell->text);
}

/* Theirs, as we call it. */
static void
translate (const Reader *self, VbtMergeRefers refers, VbtCell *cell)
{
  const VbtId *ours;

  if (self->side == VBT_MERGE_OURS || refers == VBT_MERGE_REFERS_NOWHERE
      || cell->type != VBT_CELL_INT)
    return;
  ours = g_hash_table_lookup (self->merge->maps[refers], &cell->integer);
  if (ours != NULL)
    cell->integer = *ours;
}

/* An update of a row with a number tells the number only. */
static gboolean
find_numbered (const Reader *self, VbtMergeTable table, const VbtRowChange *row, Key *key)
{
  static const char *const statements[2][2] = {
    { "SELECT id, '' FROM main.document WHERE number = ?1",
      "SELECT id, '' FROM theirs.document WHERE number = ?1" },
    { "SELECT document, key FROM main.metadata WHERE number = ?1",
      "SELECT document, key FROM theirs.metadata WHERE number = ?1" },
  };
  g_autoptr (VbtQuery) query = NULL;

  if (table != VBT_MERGE_DOCUMENT && table != VBT_MERGE_METADATA)
    return FALSE;
  query
      = vbt_db_query (self->merge->db, statements[table == VBT_MERGE_METADATA ? 1 : 0][self->side],
                      "i", row->before[0].integer);
  if (!vbt_query_next (query))
    return FALSE;
  key->a = (VbtCell){ .type = VBT_CELL_INT, .integer = vbt_query_get_int (query, 0) };
  key->text = g_strdup (vbt_query_get_string (query, 1));
  key->b = (VbtCell){ .type = VBT_CELL_TEXT, .text = key->text };
  return TRUE;
}

static gboolean
find_key (const Reader *self, VbtMergeTable table, const VbtRowChange *row, Key *key)
{
  const VbtMergeColumn *columns = vbt_merge_tables[table].columns;
  const VbtCell *cells = row->what == VBT_ROW_INSERTED ? row->after : row->before;

  memset (key, 0, sizeof *key);
  key->b = (VbtCell){ .type = VBT_CELL_TEXT, .text = "" };
  for (int i = 0; columns[i].name != NULL; i++)
    {
      VbtCell *part = columns[i].use == VBT_MERGE_KEY_A   ? &key->a
                      : columns[i].use == VBT_MERGE_KEY_B ? &key->b
                                                          : NULL;

      if (part == NULL)
        continue;
      if (cells[i].type == VBT_CELL_ABSENT)
        return find_numbered (self, table, row, key);
      *part = cells[i];
      translate (self, columns[i].refers, part);
    }
  return key->a.type != VBT_CELL_ABSENT;
}

/* The first operation tells whether the row was there before, the last one whether it is there now. */
static gboolean
add_touch (const Reader *self, VbtMergeTable table, const Key *key, int what, GError **error)
{
  const char operation[] = { (char)what, '\0' };
  g_autoptr (VbtQuery) query = vbt_db_query (
      self->merge->db,
      "INSERT INTO temp.touch VALUES (?1, ?2, ?3, ?4, ?5, ?5, ?6) ON CONFLICT DO UPDATE SET "
      "last = iif (excluded.last = 'U', last, excluded.last), "
      "number = max (number, excluded.number)",
      "");

  vbt_query_bind_int (query, 1, self->side);
  vbt_query_bind_int (query, 2, table);
  bind_cell (query, 3, &key->a);
  bind_cell (query, 4, &key->b);
  vbt_query_bind_string (query, 5, operation);
  vbt_query_bind_int (query, 6, self->number);
  vbt_query_next (query);
  return vbt_query_finish (query, error);
}

/* The first value that is told of is what was there before. */
static gboolean
add_cell (const Reader *self, VbtMergeTable table, const Key *key, int column, const VbtCell *old,
          GError **error)
{
  g_autoptr (VbtQuery) query = vbt_db_query (
      self->merge->db,
      "INSERT INTO temp.cell VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO UPDATE SET "
      "number = max (number, excluded.number)",
      "");
  VbtCell mine = *old;

  translate (self, vbt_merge_tables[table].columns[column].refers, &mine);
  vbt_query_bind_int (query, 1, self->side);
  vbt_query_bind_int (query, 2, table);
  bind_cell (query, 3, &key->a);
  bind_cell (query, 4, &key->b);
  vbt_query_bind_int (query, 5, column);
  bind_cell (query, 6, &mine);
  vbt_query_bind_int (query, 7, self->number);
  vbt_query_next (query);
  return vbt_query_finish (query, error);
}

/* Which labels a relation may have at an end is a list: what stood at each place of it before, or nothing. */
static gboolean
add_end (const Reader *self, const Key *key, const VbtRowChange *row, GError **error)
{
  const VbtCell *cells = row->what == VBT_ROW_INSERTED ? row->after : row->before;
  VbtCell old = row->what == VBT_ROW_INSERTED ? (VbtCell){ .type = VBT_CELL_NULL } : row->before[3];
  Key place = *key;
  g_autoptr (VbtQuery) query = vbt_db_query (
      self->merge->db, "INSERT OR IGNORE INTO temp.cell VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)", "");

  translate (self, VBT_MERGE_REFERS_LABEL, &old);
  vbt_query_bind_int (query, 1, self->side);
  vbt_query_bind_int (query, 2, VBT_MERGE_LABEL_END);
  bind_cell (query, 3, &place.a);
  bind_cell (query, 4, &place.b);
  vbt_query_bind_int (query, 5, cells[2].integer);
  bind_cell (query, 6, &old);
  vbt_query_bind_int (query, 7, self->number);
  vbt_query_next (query);
  return vbt_query_finish (query, error);
}

static gboolean
add_cells (const Reader *self, VbtMergeTable table, const Key *key, const VbtRowChange *row,
           GError **error)
{
  const VbtMergeColumn *columns = vbt_merge_tables[table].columns;

  if (table == VBT_MERGE_LABEL_END)
    return add_end (self, key, row, error);
  for (int i = 0; columns[i].name != NULL && row->what != VBT_ROW_INSERTED; i++)
    {
      gboolean is_changed = row->what == VBT_ROW_DELETED || row->after[i].type != VBT_CELL_ABSENT;

      if (is_changed && row->before[i].type != VBT_CELL_ABSENT
          && !add_cell (self, table, key, i, &row->before[i], error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_row_cb (gpointer data, const VbtRowChange *row, GError **error)
{
  const Reader *self = data;
  gboolean success = TRUE;
  guint table = 0;
  Key key;

  while (table < VBT_MERGE_N_TABLES && !g_str_equal (vbt_merge_tables[table].name, row->table))
    table++;
  if (table == VBT_MERGE_N_TABLES)
    return TRUE;
  if (find_key (self, (VbtMergeTable)table, row, &key))
    success = add_touch (self, (VbtMergeTable)table, &key, (int)row->what, error)
              && add_cells (self, (VbtMergeTable)table, &key, row, error);
  g_free (key.text);
  return success;
}

static gboolean
read_changeset (Reader *self, GBytes *changeset, gboolean invert, GError **error)
{
  return changeset == NULL || g_bytes_get_size (changeset) == 0
         || vbt_changeset_foreach (self->merge->db, changeset, invert, read_row_cb, self, error);
}

/* The documents of a batch went into the trash when it was undone, or come out of it when it is redone. */
static gboolean
touch_documents (Reader *self, gboolean undone, GError **error)
{
  static const char *const statements[2][2] = {
    { "INSERT OR IGNORE INTO temp.cell SELECT 0, ?1, id, '', ?2, -batch, ?4 FROM main.document "
      "WHERE batch = ?3 AND trashed IS NULL",
      "INSERT OR IGNORE INTO temp.cell SELECT 0, ?1, id, '', ?2, NULL, ?4 FROM main.document "
      "WHERE batch = ?3 AND trashed = -?3" },
    { "INSERT OR IGNORE INTO temp.cell SELECT 1, ?1, id, '', ?2, -batch, ?4 FROM theirs.document "
      "WHERE batch = ?3 AND trashed IS NULL",
      "INSERT OR IGNORE INTO temp.cell SELECT 1, ?1, id, '', ?2, NULL, ?4 FROM theirs.document "
      "WHERE batch = ?3 AND trashed = -?3" },
  };

  return vbt_db_run (self->merge->db, error, statements[self->side][undone ? 1 : 0], "uuii",
                     VBT_MERGE_DOCUMENT, vbt_merge_find_column (VBT_MERGE_DOCUMENT, "trashed"),
                     self->number, undone ? G_MAXINT64 : self->number);
}

/* What did not fit into the changeset that the act itself keeps. It is in the copy in which the act is undone. */
static gboolean
read_parts (Reader *self, gint64 number, GError **error)
{
  g_autoptr (VbtQuery) query = vbt_db_query (
      self->merge->db,
      "SELECT changeset FROM main.changeset_part WHERE number = ?1 AND ?2 = 0 UNION ALL "
      "SELECT changeset FROM theirs.changeset_part WHERE number = ?1 AND ?2 = 1",
      "iu", number, self->side == VBT_MERGE_THEIRS ? 1u : 0u);
  gboolean success = TRUE;

  while (success && vbt_query_next (query))
    {
      gsize length = 0;
      const void *data = vbt_query_get_blob (query, 0, &length);
      g_autoptr (GBytes) part = g_bytes_new (data, length);

      success = read_changeset (self, part, FALSE, error);
    }
  return success && vbt_query_finish (query, error);
}

static gboolean
undo_batch (Reader *self, GBytes *kept, GError **error)
{
  g_autoptr (GBytes) first = NULL;
  g_autoptr (GBytes) second = NULL;
  gint64 number = self->number;

  if (!touch_documents (self, TRUE, error))
    return FALSE;
  self->number = G_MAXINT64;
  if (!read_parts (self, number, error))
    return FALSE;
  if (kept == NULL || !vbt_changeset_split (kept, &first, &second))
    return read_changeset (self, kept, FALSE, error);
  return read_changeset (self, first, FALSE, error) && read_changeset (self, second, TRUE, error);
}

/* What it inserted is known by its number; what it took the place of it keeps. */
static gboolean
do_batch (Reader *self, GBytes *kept, GError **error)
{
  if (self->side == VBT_MERGE_THEIRS
      && !vbt_db_run (self->merge->db, error, "INSERT OR IGNORE INTO temp.new_batch VALUES (?1)",
                      "i", self->number))
    return FALSE;
  return touch_documents (self, FALSE, error) && read_changeset (self, kept, FALSE, error);
}

/* An act that is gone through again is as late as can be: when it was undone nobody knows. */
static gboolean
read_acts (VbtMerge *merge, VbtMergeSide side, const char *sql, gboolean undone, GError **error)
{
  g_autoptr (VbtQuery) query = vbt_db_query_empty (merge->db, sql);
  gboolean success = TRUE;

  vbt_query_bind_int (query, 1, side == VBT_MERGE_OURS ? merge->n_common : merge->theirs_from);
  while (success && vbt_query_next (query))
    {
      Reader reader = { merge, side, vbt_query_get_int (query, 0) };
      gsize length = 0;
      const void *data = vbt_query_get_blob (query, 2, &length);
      g_autoptr (GBytes) changeset
          = vbt_query_is_null (query, 2) ? NULL : g_bytes_new (data, length);

      if (vbt_query_get_int (query, 1) != 0)
        success = undone ? undo_batch (&reader, changeset, error)
                         : do_batch (&reader, changeset, error);
      else
        {
          reader.number = undone ? G_MAXINT64 : reader.number;
          success = read_changeset (&reader, changeset, undone, error);
        }
    }
  return success && vbt_query_finish (query, error);
}

/* What was undone that the other copy still has. */
#define UNDONE(side, other)                                                                        \
  "SELECT h.number, h.batch, coalesce (h.changeset, g.changeset) FROM " side ".history h "         \
  "JOIN " other ".history g ON g.number = h.number WHERE h.number <= ?1 AND h.state <> 'done' "    \
  "AND g.state = 'done' ORDER BY h.number DESC"
/* What was undone, or done again, since the last merge. */
#define UNDONE_SINCE                                                                               \
  "SELECT number, batch, changeset FROM theirs.history WHERE number <= ?1 AND state <> 'done' "    \
  "AND state <> 'open' AND number NOT IN (SELECT number FROM temp.undone) ORDER BY number DESC"
#define REDONE_SINCE                                                                               \
  "SELECT number, batch, changeset FROM theirs.history WHERE number <= ?1 AND state = 'done' "     \
  "AND number IN (SELECT number FROM temp.undone) ORDER BY number"
#define DONE(side, number)                                                                         \
  "SELECT number, batch, changeset FROM " side ".history h WHERE number > ?1 AND state = 'done' "  \
  "AND NOT EXISTS (SELECT 1 FROM temp.foreign_act f WHERE f.side = " number                        \
  " AND f.number = +h.number) ORDER BY number"

/**
 * vbt_merge_read_histories:
 * @self: a merge whose base is known
 * @error: return location for an error
 *
 * Fills temp.touch and temp.cell.
 *
 * Returns: whether that worked
 */
gboolean
vbt_merge_read_histories (VbtMerge *self, GError **error)
{
  gboolean is_again = self->their_undone != NULL;

  if (!read_acts (self, VBT_MERGE_OURS, UNDONE ("main", "theirs"), TRUE, error)
      || !read_acts (self, VBT_MERGE_OURS, DONE ("main", "0"), FALSE, error))
    return FALSE;
  if (is_again ? !read_acts (self, VBT_MERGE_THEIRS, UNDONE_SINCE, TRUE, error)
                     || !read_acts (self, VBT_MERGE_THEIRS, REDONE_SINCE, FALSE, error)
               : !read_acts (self, VBT_MERGE_THEIRS, UNDONE ("theirs", "main"), TRUE, error))
    return FALSE;
  return read_acts (self, VBT_MERGE_THEIRS, DONE ("theirs", "1"), FALSE, error);
}
