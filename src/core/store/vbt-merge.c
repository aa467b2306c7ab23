/* vbt-merge.c: brings in what others annotated in their copies of a project, as one act
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "vbt-merge-private.h"

/* About so many steps are reported. */
#define N_STEPS 110

/** vbt_merge_step: goes on to the next step, unless it was cancelled. */
gboolean
vbt_merge_step (VbtMerge *self, GError **error)
{
  self->n_steps = MIN (self->n_steps + 1, N_STEPS);
  if (self->follower == NULL)
    return TRUE;
  if (g_cancellable_set_error_if_cancelled (self->follower->cancellable, error))
    return FALSE;
  if (self->follower->report != NULL)
    self->follower->report (self->follower->data, self->n_steps, N_STEPS);
  return TRUE;
}

static gboolean
refuse (GError **error, VbtError code, const char *path, const char *message)
{
  g_set_error (error, VBT_ERROR, code, "%s: %s", path, message);
  return FALSE;
}

static gboolean
check_other (VbtStore *self, VbtStore *other, GError **error)
{
  GStatBuf ours, theirs;

  if (vbt_store_is_newer (other))
    return refuse (error, VBT_ERROR_FORMAT, other->path,
                   _ ("it was made by a newer version of Verbatim. Update Verbatim to merge it"));
  if (g_stat (self->path, &ours) == 0 && g_stat (other->path, &theirs) == 0
      && ours.st_dev == theirs.st_dev && ours.st_ino == theirs.st_ino)
    return refuse (error, VBT_ERROR_USAGE, other->path,
                   _ ("this is the project itself. Give another copy of it"));
  return TRUE;
}

/* A copy of an older version was brought up without a name: it gets one for as long as it takes to attach it. */
static gboolean
attach_copy (VbtMerge *self, VbtStore *other, GError **error)
{
  g_autofree char *folder = g_dir_make_tmp ("vbt-merge-XXXXXX", error);
  g_autofree char *path = NULL;
  gint64 n = 0;
  gboolean success;

  if (folder == NULL)
    return FALSE;
  path = g_build_filename (folder, "copy", NULL);
  success
      = vbt_db_backup (other->db, path, FALSE, error) && vbt_db_attach (self->db, path, error)
        && vbt_db_get_int (self->db, &n, error, "SELECT count (*) FROM theirs.sqlite_schema", "");
  g_unlink (path);
  g_rmdir (folder);
  return success;
}

static gboolean
attach (VbtMerge *self, VbtStore *other, GError **error)
{
  return other->is_copy ? attach_copy (self, other, error)
                        : vbt_db_attach (self->db, other->path, error);
}

/* Looked at when it was opened, but it may have been replaced since: no view and no trigger of anybody else is ever run. */
#define FOREIGN                                                                                    \
  "SELECT count (*) FROM (SELECT type, name, tbl_name, iif (type = 'table' "                       \
  "AND instr (name, '_search_') > 0, '', sql) FROM theirs.sqlite_schema "                          \
  "WHERE name NOT IN ('sqlite_stat1', 'sqlite_stat4') EXCEPT "                                     \
  "SELECT type, name, tbl_name, iif (type = 'table' "                                              \
  "AND instr (name, '_search_') > 0, '', sql) FROM main.sqlite_schema)"

static gboolean
check_schema (VbtMerge *self, GError **error)
{
  gint64 n = 0;

  if (!vbt_db_get_int (self->db, &n, error, FOREIGN, ""))
    return FALSE;
  if (n == 0)
    return TRUE;
  g_set_error_literal (error, VBT_ERROR, VBT_ERROR_CORRUPT,
                       _ ("somebody changes its tables just now. Nothing of it was merged"));
  return FALSE;
}

static gboolean
clear (VbtMerge *self, GError **error)
{
  static const char *const statements[] = {
    "DELETE FROM temp.point",       "DELETE FROM temp.map",    "DELETE FROM temp.touch",
    "DELETE FROM temp.cell",        "DELETE FROM temp.todo",   "DELETE FROM temp.choice",
    "DELETE FROM temp.new_batch",   "DELETE FROM temp.undone", "DELETE FROM temp.stranger",
    "DELETE FROM temp.foreign_act", "DELETE FROM temp.ends",
  };

  vbt_merge_result_clear (self->result);
  self->n_steps = 0;
  for (guint i = 0; i < G_N_ELEMENTS (statements); i++)
    if (!vbt_db_run (self->db, error, statements[i], ""))
      return FALSE;
  return TRUE;
}

/** Moment: by which it is seen that a project was written to. */
typedef struct
{
  gint64 ours, theirs;
} Moment;

static gboolean
get_moment (VbtMerge *self, Moment *moment, GError **error)
{
  moment->ours = vbt_store_get_written (self->store);
  return vbt_db_get_int (self->db, &moment->theirs, error, "PRAGMA theirs.data_version", "");
}

static gboolean
plan_in_transaction (VbtMerge *self, Moment *moment, GError **error)
{
  return check_schema (self, error) && get_moment (self, moment, error) && clear (self, error)
         && vbt_merge_find_base (self, error) && vbt_merge_map (self, error)
         && vbt_merge_read_histories (self, error) && vbt_merge_compare (self, error)
         && vbt_merge_sift (self, error);
}

/* Reads only, so that others can write meanwhile. */
static gboolean
plan (VbtMerge *self, Moment *moment, GError **error)
{
  if (!vbt_db_exec (self->db, "BEGIN", error))
    return FALSE;
  if (plan_in_transaction (self, moment, error))
    return vbt_db_exec (self->db, "COMMIT", error);
  vbt_store_end_reading (self->store);
  return FALSE;
}

/* Whoever wrote since the plan was made makes it worthless. */
static gboolean
renew_plan (VbtMerge *self, const Moment *planned, GError **error)
{
  Moment now;

  if (!get_moment (self, &now, error))
    return FALSE;
  if (now.ours == planned->ours && now.theirs == planned->theirs && now.ours >= 0)
    return TRUE;
  return plan_in_transaction (self, &now, error);
}

static gboolean
is_worth_an_act (const VbtMergeResult *result)
{
  return !vbt_merge_result_is_empty (result) || result->n_notes > 0;
}

static gboolean
finish (VbtMerge *self, GError **error)
{
  VbtStore *store = self->store;

  if (self->options->only_look || !is_worth_an_act (self->result))
    {
      vbt_store_rollback (store);
      return TRUE;
    }
  g_free (store->words);
  store->words = vbt_merge_result_describe (self->result, self->name);
  if (!vbt_merge_note_base (self, error) || !vbt_store_reload_catalog (store, TRUE, error)
      || !vbt_store_commit (store, error))
    return FALSE;
  self->result->act = self->act;
  return TRUE;
}

static gboolean
write_in_act (VbtMerge *self, const Moment *planned, GError **error)
{
  if (!vbt_store_begin (self->store, self->options->me, 0, self->name, error))
    return FALSE;
  self->store->catalog_dirty = TRUE;
  if (renew_plan (self, planned, error) && vbt_merge_write (self, error) && finish (self, error))
    return TRUE;
  vbt_store_rollback (self->store);
  return FALSE;
}

static gboolean
plan_and_write (VbtMerge *self, GError **error)
{
  Moment planned = { -1, -1 };
  gboolean success;

  if (!plan (self, &planned, error))
    return FALSE;
  vbt_store_hold (self->store, TRUE);
  success = write_in_act (self, &planned, error);
  vbt_store_hold (self->store, FALSE);
  return success;
}

/* What the other file is to blame for. */
static gboolean
is_their_fault (const GError *error)
{
  return g_error_matches (error, VBT_ERROR, VBT_ERROR_CORRUPT)
         || g_error_matches (error, VBT_ERROR, VBT_ERROR_FORMAT)
         || g_error_matches (error, VBT_ERROR, VBT_ERROR_NOT_FOUND)
         || g_error_matches (error, VBT_ERROR, VBT_ERROR_CONFLICT);
}

/* SQLite's errors bear the name of our file, which has none of the blame. */
static void
blame (VbtMerge *self, const char *path, const GError *why, GError **error)
{
  g_autofree char *name = g_path_get_basename (self->store->path);
  g_autofree char *prefix = g_strconcat (name, ": ", NULL);
  const char *message = why->message;

  if (g_str_has_prefix (message, prefix))
    message += strlen (prefix);
  /* TRANSLATORS: a file, and why */
  g_set_error (error, why->domain, why->code, _ ("%s: cannot be merged: %s"), path, message);
}

static gboolean
merge_attached (VbtMerge *self, const char *path, gboolean *is_refused, GError **error)
{
  g_autoptr (GError) local = NULL;
  gboolean success = vbt_merge_make_tables (self, error) && plan_and_write (self, &local);

  vbt_merge_drop_tables (self);
  if (local == NULL)
    return success;
  *is_refused = is_their_fault (local);
  if (*is_refused)
    blame (self, path, local, error);
  else
    g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static void
merge_clear (VbtMerge *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->maps); i++)
    g_clear_pointer (&self->maps[i], g_hash_table_unref);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->print, g_free);
  g_clear_pointer (&self->undone, g_free);
  g_clear_pointer (&self->their_undone, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VbtMerge, merge_clear)

static gboolean
merge (VbtMerge *self, const char *path, gboolean *is_refused, GError **error)
{
  g_autoptr (VbtStore) other = vbt_store_open (path, VBT_STORE_READ_ONLY, error);
  gboolean success;

  *is_refused = TRUE;
  if (other == NULL || !check_other (self->store, other, error))
    return FALSE;
  success = attach (self, other, error);
  if (success)
    {
      *is_refused = FALSE;
      success = merge_attached (self, path, is_refused, error);
    }
  vbt_db_detach (self->db);
  return success;
}

/**
 * vbt_store_merge:
 * @self: a project, without an open transaction
 * @path: (type filename): another copy of it, which is only read
 * @options: whose act it is, and whether to look only
 * @result: (out caller-allocates): what came of it; to be cleared
 * @follower: (nullable): who waits
 * @is_refused: (out): whether it failed because of the other file: then the project can take others
 * @error: return location for an error
 *
 * Brings in what was done in another copy of the project since both were one, as one act: see vbt-merge-private.h. What
 * both changed differently stays as it is here, and what cannot come in stays out; there is a note on each. A copy can be
 * merged again when both went on.
 *
 * Returns: whether it was merged; if not, nothing of it was
 */
gboolean
vbt_store_merge (VbtStore *self, const char *path, const VbtMergeOptions *options,
                 VbtMergeResult *result, const VbtFollower *follower, gboolean *is_refused,
                 GError **error)
{
  g_auto (VbtMerge) merging = { .store = self, .options = options, .follower = follower };
  g_autoptr (GArray) scope = NULL;
  gboolean success;

  g_return_val_if_fail (VBT_IS_STORE (self) && self->db != NULL, FALSE);
  g_return_val_if_fail (path != NULL && options != NULL && options->me != 0, FALSE);
  g_return_val_if_fail (result != NULL && is_refused != NULL, FALSE);
  g_return_val_if_fail (!vbt_store_is_writing (self), FALSE);

  *result = (VbtMergeResult){ 0 };
  *is_refused = FALSE;
  if (!vbt_store_check_writable (self, error))
    return FALSE;
  merging.db = self->db;
  merging.result = result;
  merging.name = g_path_get_basename (path);
  vbt_db_set_cancellable (self->db, follower != NULL ? follower->cancellable : NULL);
  scope = vbt_store_get_review_scope (self); /* which goes with all that is temporary */
  success = merge (&merging, path, is_refused, error);
  vbt_db_set_cancellable (self->db, NULL);
  if (scope != NULL)
    vbt_store_set_review_scope (self, scope, NULL);
  if (!success)
    vbt_merge_result_clear (result);
  return success;
}
