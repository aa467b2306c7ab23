/* vbt-migrate.c: from one version of the project file to the next
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-migrate.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "vbt-store-private.h"

#define SCRIPT "/io/github/verbatim_app/Verbatim/core/sql/%03u.sql"

/**
 * vbt_migrate_get_scripts:
 *
 * Returns: (transfer full): the SQL of all migrations, of which the first makes version 1
 */
char **
vbt_migrate_get_scripts (void)
{
  g_autoptr (GStrvBuilder) scripts = g_strv_builder_new ();

  for (guint version = 1;; version++)
    {
      g_autofree char *path = g_strdup_printf (SCRIPT, version);
      g_autoptr (GBytes) bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

      if (bytes == NULL)
        break;
      g_strv_builder_add (scripts, g_bytes_get_data (bytes, NULL));
    }
  return g_strv_builder_end (scripts);
}

/** vbt_migrate_get_version: the version of the project files that this program writes. */
guint
vbt_migrate_get_version (void)
{
  g_auto (GStrv) scripts = vbt_migrate_get_scripts ();

  return g_strv_length (scripts);
}

static gboolean
run_scripts (VbtDb *db, guint from, guint to, const char *const *scripts, GError **error)
{
  g_autofree char *version = g_strdup_printf ("PRAGMA user_version=%u", to);

  for (guint i = from; i < to; i++)
    if (!vbt_db_exec (db, scripts[i], error))
      return FALSE;
  return vbt_db_exec (db, version, error);
}

/**
 * vbt_migrate_create:
 * @db: a connection to an empty file
 * @scripts: all migrations
 * @error: return location for an error
 *
 * Makes an empty project: there is no second copy of the table layout. Nothing is committed: the
 * transaction is left open for what belongs into a new project.
 *
 * Returns: whether that worked
 */
gboolean
vbt_migrate_create (VbtDb *db, const char *const *scripts, GError **error)
{
  g_autofree char *id = g_strdup_printf ("PRAGMA application_id=%d", VBT_APPLICATION_ID);

  return vbt_db_exec (db, "PRAGMA auto_vacuum=INCREMENTAL; BEGIN IMMEDIATE", error)
         && vbt_db_exec (db, id, error)
         && run_scripts (db, 0, g_strv_length ((char **)scripts), scripts, error);
}

/**
 * vbt_migrate_update:
 * @db: a connection to a project of an older version
 * @from: that version
 * @scripts: all migrations
 * @error: return location for an error
 *
 * Keeps a copy beside the file, and then brings the project up in one transaction.
 *
 * Returns: whether the project is of our version now
 */
gboolean
vbt_migrate_update (VbtDb *db, guint from, const char *const *scripts, GError **error)
{
  g_autofree char *backup = g_strdup_printf ("%s.v%u.bak", vbt_db_get_path (db), from);
  guint to = g_strv_length ((char **)scripts);
  gint64 version = 0;

  if (!vbt_db_backup (db, backup, FALSE, error) || !vbt_db_exec (db, "BEGIN IMMEDIATE", error))
    return FALSE;
  /* Another program may have done it while this one waited. */
  if (vbt_db_get_int (db, &version, error, "PRAGMA user_version", "")
      && (version != (gint64)from || run_scripts (db, from, to, scripts, error))
      && vbt_db_exec (db, "COMMIT", error))
    return TRUE;
  if (vbt_db_in_transaction (db))
    vbt_db_exec (db, "ROLLBACK", NULL);
  return FALSE;
}

/**
 * vbt_migrate_copy:
 * @db: a connection to a project of an older version
 * @from: that version
 * @scripts: all migrations
 * @error: return location for an error
 *
 * For who only reads, or may only read: the project is left as it is, and a temporary copy brought up.
 *
 * Returns: (transfer full) (nullable): a connection to a copy of our version, for reading only
 */
VbtDb *
vbt_migrate_copy (VbtDb *db, guint from, const char *const *scripts, GError **error)
{
  g_autoptr (VbtDb) copy = vbt_db_copy_private (db, error);

  if (copy == NULL || !vbt_db_exec (copy, "BEGIN", error)
      || !run_scripts (copy, from, g_strv_length ((char **)scripts), scripts, error)
      || !vbt_db_exec (copy, "COMMIT", error))
    return NULL;
  vbt_db_set_read_only (copy);
  return g_steal_pointer (&copy);
}

/* The inner tables of a full-text index are SQLite's own, and may be written otherwise by another release;
 * statistics come and go. */
#define SCHEMA                                                                                     \
  "SELECT type || ' ' || name || ' ' || tbl_name, coalesce (sql, '') FROM sqlite_schema "          \
  "WHERE name NOT IN ('sqlite_stat1', 'sqlite_stat4') ORDER BY 1"

static gboolean
is_inner_table (const char *key)
{
  return g_str_has_prefix (key, "table ") && strstr (key, "_search_") != NULL;
}

static GPtrArray *
read_schema (VbtDb *db, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (VbtQuery) query = vbt_db_query (db, SCHEMA, "");

  while (vbt_query_next (query))
    {
      const char *key = vbt_query_get_string (query, 0);
      const char *sql = vbt_query_get_string (query, 1);

      if (key == NULL || sql == NULL)
        continue;
      g_ptr_array_add (rows, g_strconcat (key, "\n", is_inner_table (key) ? "" : sql, NULL));
    }
  return vbt_query_finish (query, error) ? g_steal_pointer (&rows) : NULL;
}

static GPtrArray *
make_schema (guint version, const char *const *scripts, GError **error)
{
  g_autoptr (VbtDb) db = vbt_db_open_memory (error);

  if (db == NULL || !run_scripts (db, 0, version, scripts, error))
    return NULL;
  return read_schema (db, error);
}

/* The layout of each version, which is the same for all projects that a process opens. */
static const GPtrArray *
get_schema (guint version, const char *const *scripts, GError **error)
{
  static GMutex mutex;
  static GHashTable *schemas;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&mutex);
  g_autofree char *key = g_strjoinv ("\n", (char **)scripts);
  g_autofree char *full_key = g_strdup_printf ("%u\n%s", version, key);
  GPtrArray *schema;

  if (schemas == NULL)
    schemas = g_hash_table_new (g_str_hash, g_str_equal);
  schema = g_hash_table_lookup (schemas, full_key);
  if (schema != NULL)
    return schema;
  schema = make_schema (version, scripts, error);
  if (schema != NULL)
    g_hash_table_insert (schemas, g_steal_pointer (&full_key), schema);
  return schema;
}

static char *
first_line (const char *row)
{
  return g_strndup (row, strcspn (row, "\n"));
}

/**
 * vbt_migrate_schema_is_ours:
 * @db: a connection
 * @version: the version that the file says it has
 * @scripts: all migrations
 * @difference: (out) (nullable): the first thing that is there and should not be, or is not there
 * @error: return location for an error
 *
 * Compares tables, indexes, views and triggers with those that the migrations make. As no trigger
 * and no view of anybody else passes, no SQL of the file is ever run.
 *
 * Returns: whether they are the same; %FALSE with @error set if the file could not be read
 */
gboolean
vbt_migrate_schema_is_ours (VbtDb *db, guint version, const char *const *scripts, char **difference,
                            GError **error)
{
  const GPtrArray *expected = get_schema (version, scripts, error);
  g_autoptr (GPtrArray) found = expected != NULL ? read_schema (db, error) : NULL;

  *difference = NULL;
  if (found == NULL)
    return FALSE;
  for (guint i = 0; i < MAX (found->len, expected->len); i++)
    {
      const char *a = i < found->len ? g_ptr_array_index (found, i) : NULL;
      const char *b = i < expected->len ? g_ptr_array_index (expected, i) : NULL;

      if (g_strcmp0 (a, b) == 0)
        continue;
      *difference = first_line (a == NULL || (b != NULL && strcmp (b, a) < 0) ? b : a);
      g_set_error (error, VBT_ERROR, VBT_ERROR_CORRUPT,
                   _ ("%s: this is no project of Verbatim, or somebody changed its tables (%s). "
                      "It is not opened, because such a file could do harm"),
                   vbt_db_get_path (db), *difference);
      return FALSE;
    }
  return TRUE;
}

/**
 * vbt_migrate_is_readable:
 * @db: a connection to a project of a newer version
 * @scripts: all migrations that we know
 * @error: return location for an error
 *
 * Makes sure that what we would read are tables and not views, which would run what the file says.
 *
 * Returns: whether the project may be read
 */
gboolean
vbt_migrate_is_readable (VbtDb *db, const char *const *scripts, GError **error)
{
  const GPtrArray *expected = get_schema (g_strv_length ((char **)scripts), scripts, error);

  for (guint i = 0; expected != NULL && i < expected->len; i++)
    {
      const char *row = g_ptr_array_index (expected, i);
      g_autofree char *key = first_line (row);
      g_auto (GStrv) parts = g_strsplit (key, " ", 3);
      const char *sql = strchr (row, '\n') + 1;
      gint64 found = 0;

      if (!g_str_equal (parts[0], "table"))
        continue;
      if (!vbt_db_get_int (db, &found, error,
                           "SELECT count (*) FROM sqlite_schema WHERE type = 'table' AND name = ?1 "
                           "AND (sql = ?2 OR sql NOT LIKE 'CREATE VIRTUAL%')",
                           "ss", parts[1], sql))
        return FALSE;
      if (found == 1)
        continue;
      g_set_error (error, VBT_ERROR, VBT_ERROR_CORRUPT,
                   _ ("%s: the project was made by a newer version of Verbatim, which this one "
                      "cannot read (%s). Update Verbatim"),
                   vbt_db_get_path (db), parts[1]);
      return FALSE;
    }
  return expected != NULL;
}
