/* vbt-db-error.c: what SQLite and the disk refuse, in words and codes of ours
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "vbt-db-private.h"

static VbtError
error_code (int rc)
{
  switch (rc & 0xff)
    {
    case SQLITE_FULL:
      return VBT_ERROR_FULL;
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return VBT_ERROR_READ_ONLY;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_FORMAT:
      return VBT_ERROR_CORRUPT;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return VBT_ERROR_BUSY;
    case SQLITE_CONSTRAINT:
      return rc == SQLITE_CONSTRAINT_FOREIGNKEY ? VBT_ERROR_NOT_FOUND
             : rc == SQLITE_CONSTRAINT_UNIQUE || rc == SQLITE_CONSTRAINT_PRIMARYKEY
                 ? VBT_ERROR_CONFLICT
                 : VBT_ERROR_FORMAT;
    case SQLITE_TOOBIG:
    case SQLITE_MISMATCH:
      return VBT_ERROR_FORMAT;
    default:
      return VBT_ERROR_IO;
    }
}

static char *
error_message (VbtError code, const char *path, const char *detail)
{
  g_autofree char *name = g_path_get_basename (path);

  switch (code)
    {
    case VBT_ERROR_FULL:
      return g_strdup_printf (
          _ ("%s: there is no space left on the disk. Nothing was changed; free "
             "some space and try again"),
          name);
    case VBT_ERROR_READ_ONLY:
      return g_strdup_printf (_ ("%s: the project cannot be written. Check the permissions of the "
                                 "file and of its folder"),
                              name);
    case VBT_ERROR_CORRUPT:
      return g_strdup_printf (
          _ ("%s: the file is damaged (%s). Restore a copy, or recover what can be read"), name,
          detail);
    case VBT_ERROR_BUSY:
      return g_strdup_printf (
          _ ("%s: another program is writing to the project. Nothing was changed; try again"),
          name);
    case VBT_ERROR_NOT_FOUND:
      return g_strdup_printf (_ ("%s: refused, because it refers to something that is not there"),
                              name);
    case VBT_ERROR_CONFLICT:
      return g_strdup_printf (_ ("%s: refused, because it is there already"), name);
    case VBT_ERROR_FORMAT:
      return g_strdup_printf (_ ("%s: refused by the rules of the project (%s)"), name, detail);
    case VBT_ERROR_MOVED:
    case VBT_ERROR_IO:
    case VBT_ERROR_USAGE:
    default:
      return g_strdup_printf (
          _ ("%s: the project cannot be read or written (%s). Nothing was changed; see "
             "to the disk and try again"),
          name, detail);
    }
}

/**
 * vbt_db_set_error:
 * @self: a connection
 * @rc: what SQLite returned
 * @error: return location for the error
 *
 * Translates a failure of SQLite: the one place where its codes become ours. An interrupted
 * statement becomes %G_IO_ERROR_CANCELLED.
 */
void
vbt_db_set_error (VbtDb *self, int rc, GError **error)
{
  g_autofree char *message = NULL;
  g_autoptr (GError) local = NULL;
  int extended = self->handle != NULL ? sqlite3_extended_errcode (self->handle) : rc;
  VbtError code;

  g_return_if_fail (self != NULL);

  if ((rc & 0xff) == SQLITE_INTERRUPT)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("Cancelled"));
      return;
    }
  if ((extended & 0xff) != (rc & 0xff))
    extended = rc;
  code = error_code (extended);
  message = error_message (
      code, self->path, self->handle != NULL ? sqlite3_errmsg (self->handle) : sqlite3_errstr (rc));
  local = g_error_new_literal (VBT_ERROR, code, message);
  if (code == VBT_ERROR_FULL || code == VBT_ERROR_READ_ONLY || code == VBT_ERROR_IO
      || code == VBT_ERROR_BUSY || code == VBT_ERROR_CORRUPT)
    vbt_db_note_trouble (self, local);
  g_propagate_error (error, g_steal_pointer (&local));
}

/** vbt_db_note_trouble: remembers what the disk refused. */
void
vbt_db_note_trouble (VbtDb *self, const GError *error)
{
  g_clear_error (&self->trouble);
  self->trouble = g_error_copy (error);
}

/**
 * vbt_db_get_trouble:
 * @self: a connection
 *
 * Returns: (transfer none) (nullable): why the file could not be read or written last
 */
const GError *
vbt_db_get_trouble (VbtDb *self)
{
  return self->trouble;
}

/** vbt_db_clear_trouble: forgets it, because a write went through. */
void
vbt_db_clear_trouble (VbtDb *self)
{
  g_clear_error (&self->trouble);
}
