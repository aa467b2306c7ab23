/* test-backup.c: rolling copies of a project, and how one comes back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "store-fixture.h"
#include "store/vbt-backup.h"

static char *
backup_folder (Fixture *self)
{
  g_autofree char *data = g_build_filename (self->folder, "data", NULL);

  return vbt_backup_get_folder (data, self->path);
}

static char *
make (Fixture *self, guint keep)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = backup_folder (self);
  char *path = vbt_backup_make (self->store, folder, keep, &error);

  g_assert_no_error (error);
  return path;
}

static GPtrArray *
list (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = backup_folder (self);
  GPtrArray *backups = vbt_backup_list (folder, &error);

  g_assert_no_error (error);
  return backups;
}

/* Two projects of one name are told apart, and the name can be read. */
static void
test_folder (void)
{
  g_autofree char *a = vbt_backup_get_folder ("/b", "/home/ada/Talks.verbatim");
  g_autofree char *b = vbt_backup_get_folder ("/b", "/home/ben/Talks.verbatim");

  g_assert_true (g_str_has_prefix (a, "/b/Talks-"));
  g_assert_cmpstr (a, !=, b);
}

static void
test_make (Fixture *self, gconstpointer data)
{
  g_autofree char *first = NULL;
  g_autofree char *again = NULL;
  g_autofree char *changed = NULL;
  g_autofree char *undone = NULL;
  g_autoptr (GPtrArray) none = list (self);
  g_autoptr (GPtrArray) backups = NULL;
  const VbtBackup *newest;
  VbtId document = fixture_add_document (self, "a.txt", 20);

  g_assert_cmpuint (none->len, ==, 0);
  first = make (self, 5);
  g_assert_nonnull (first);
  again = make (self, 5);
  g_assert_null (again); /* nothing was done since */
  fixture_add_span (self, document, self->ada, "Quote", 0, 5);
  changed = make (self, 5);
  g_assert_nonnull (changed);
  fixture_undo (self, self->ada);
  undone = make (self, 5);
  g_assert_nonnull (undone);
  backups = list (self);
  g_assert_cmpuint (backups->len, ==, 3);
  newest = backups->pdata[1];
  g_assert_cmpstr (newest->path, ==, changed);
  g_assert_true (newest->is_described);
  g_assert_cmpuint (newest->n_documents, ==, 1);
  g_assert_cmpuint (newest->n_annotations, ==, 1);
  g_assert_cmpstr (newest->last_act, ==, "Label a span");
  g_assert_cmpuint (newest->size, >, 4096);
}

static void
test_keep (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) backups = NULL;
  VbtId document = fixture_add_document (self, "a.txt", 20);
  g_autofree char *last = NULL;

  for (int i = 0; i < 6; i++)
    {
      fixture_add_span (self, document, self->ada, "Quote", i, i + 1);
      g_free (last);
      last = make (self, 3);
      g_assert_nonnull (last);
    }
  backups = list (self);
  g_assert_cmpuint (backups->len, ==, 3);
  g_assert_cmpstr (((VbtBackup *)backups->pdata[0])->path, ==, last);
}

static void
test_restore (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  VbtId document = fixture_add_document (self, "a.txt", 20);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *backup = NULL;

  fixture_add_span (self, document, self->ada, "Quote", 0, 5);
  before = fixture_dump (self);
  backup = make (self, 5);
  fixture_add_span (self, document, self->ada, "Cue", 6, 9);

  /* Not while it is open: its log would be applied to another file. */
  g_assert_false (vbt_backup_restore (backup, self->path, &error));
  g_assert_error (error, VBT_ERROR, VBT_ERROR_BUSY);
  g_clear_error (&error);

  g_assert_true (vbt_store_close (self->store, &error));
  g_assert_true (vbt_backup_restore (backup, self->path, &error));
  g_assert_no_error (error);
  fixture_reopen (self);
  after = fixture_dump (self);
  g_assert_cmpstr (before, ==, after);
  fixture_assert_whole (self);
  fixture_undo (self, self->ada); /* the history came with it */
  g_assert_true (g_file_test (backup, G_FILE_TEST_EXISTS));
}

/* A backup that was spoiled, or is none, does not take the project's place. */
static void
test_restore_spoiled (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *spoiled = g_build_filename (self->folder, "spoiled.verbatim", NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  fixture_add_document (self, "a.txt", 20);
  before = fixture_dump (self);
  g_assert_true (g_file_set_contents (spoiled, "this is no project", -1, NULL));
  g_assert_true (vbt_store_close (self->store, &error));
  g_assert_false (vbt_backup_restore (spoiled, self->path, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_false (vbt_backup_restore ("/nowhere/at/all.verbatim", self->path, &error));
  g_assert_nonnull (error);
  fixture_reopen (self);
  after = fixture_dump (self);
  g_assert_cmpstr (before, ==, after);
}

static void
test_cancel (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *folder = backup_folder (self);
  g_autoptr (VbtDb) db = vbt_db_open (self->path, VBT_DB_READ_ONLY, &error);
  g_autofree char *path = g_build_filename (self->folder, "copy.verbatim", NULL);

  g_assert_no_error (error);
  vbt_db_set_cancellable (db, cancellable);
  g_cancellable_cancel (cancellable);
  g_assert_false (vbt_db_backup (db, path, FALSE, &error));
  g_assert_nonnull (error);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

#define ADD(path, function)                                                                        \
  g_test_add (path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/backup/folder", test_folder);
  ADD ("/backup/make", test_make);
  ADD ("/backup/keep", test_keep);
  ADD ("/backup/restore", test_restore);
  ADD ("/backup/restore-spoiled", test_restore_spoiled);
  ADD ("/backup/cancel", test_cancel);
  return g_test_run ();
}
