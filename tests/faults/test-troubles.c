/* test-troubles.c: other programs, our own other parts, and files that go away while the project is open
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/store-fixture.h"

#define N_WRITERS 4
#define N_ROUNDS 5
#define N_WRITES 15

/* What another process does, which is this program started again. */
static void
write_as_another (const char *path, const char *name)
{
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autoptr (GError) error = NULL;
      Fixture self = { .path = (char *)path };

      fixture_open (&self);
      self.ada = vbt_store_ensure_person (self.store, name, &error);
      g_assert_no_error (error);
      for (guint i = 0; i < N_WRITES; i++)
        {
          g_autofree char *document = g_strdup_printf ("%s-%u-%u", name, round, i);

          fixture_add_document (&self, document, 30);
        }
      vbt_store_close (self.store, &error);
      g_assert_no_error (error);
      g_clear_object (&self.store);
    }
}

static GSubprocess *
start_writer (Fixture *self, const char *name)
{
  g_autoptr (GError) error = NULL;
  GSubprocess *writer = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error,
                                          "/proc/self/exe", "--write", self->path, name, NULL);

  g_assert_no_error (error);
  return writer;
}

static void
finish_writer (GSubprocess *writer)
{
  g_autoptr (GError) error = NULL;

  g_subprocess_wait_check (writer, NULL, &error);
  g_assert_no_error (error);
}

static guint
count_documents (Fixture *self)
{
  VbtFilter all = VBT_FILTER_INIT;
  g_autoptr (GArray) ids = vbt_store_list_documents (self->store, &all, NULL);

  return ids->len;
}

static guint
count_files (Fixture *self)
{
  GDir *folder = g_dir_open (self->folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (folder) != NULL)
    n++;
  g_dir_close (folder);
  return n;
}

/* Opens and closes the project and its side files, as a file chooser does that looks for their types. */
static void
sniff (Fixture *self)
{
  static const char *const suffixes[] = { "", "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *path = g_strconcat (self->path, suffixes[i], NULL);
      g_autofree char *contents = NULL;

      g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
    }
}

/* Another connection of this process, as a job has one. */
static void
open_and_close (Fixture *self, VbtStoreFlags flags)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtStore) store = vbt_store_open (self->path, flags, &error);

  g_assert_no_error (error);
}

static void
test_sniffed (Fixture *self, gconstpointer data)
{
  g_autofree char *log = g_strconcat (self->path, "-wal", NULL);
  struct stat before, after;

  fixture_add_document (self, "first", 30);
  open_and_close (self, VBT_STORE_READ_ONLY);
  open_and_close (self, VBT_STORE_DEFAULT);
  sniff (self);
  g_assert_cmpint (g_stat (log, &before), ==, 0);
  {
    g_autoptr (GSubprocess) writer = start_writer (self, "other");

    finish_writer (writer);
  }
  /* It was not the last to close, and so it left the log alone. */
  g_assert_cmpint (g_stat (log, &after), ==, 0);
  g_assert_cmpuint (before.st_ino, ==, after.st_ino);
  fixture_add_document (self, "last", 30);
  g_assert_cmpuint (count_documents (self), ==, N_ROUNDS * N_WRITES + 2);
  fixture_reopen (self);
  g_assert_cmpuint (count_documents (self), ==, N_ROUNDS * N_WRITES + 2);
  fixture_assert_whole (self);
  g_clear_object (&self->store);
  g_assert_cmpuint (count_files (self), ==, 1);
}

/* Each opens, writes and closes again and again: nothing is lost, and nobody is told that it is locked. */
static void
test_many_writers (Fixture *self, gconstpointer data)
{
  GSubprocess *writers[N_WRITERS];
  guint n_seen = 0;

  for (guint i = 0; i < N_WRITERS; i++)
    {
      g_autofree char *name = g_strdup_printf ("writer-%u", i);

      writers[i] = start_writer (self, name);
    }
  for (guint i = 0; i < N_WRITES; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *name = g_strdup_printf ("mine-%u", i);

      fixture_add_document (self, name, 30);
      g_assert_true (vbt_store_refresh (self->store, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (count_documents (self), >=, n_seen);
      n_seen = count_documents (self);
    }
  for (guint i = 0; i < N_WRITERS; i++)
    {
      finish_writer (writers[i]);
      g_object_unref (writers[i]);
    }
  g_assert_cmpuint (count_documents (self), ==, N_WRITERS * N_ROUNDS * N_WRITES + N_WRITES);
  fixture_assert_whole (self);
  g_clear_object (&self->store);
  g_assert_cmpuint (count_files (self), ==, 1);
}

static void
changed_cb (VbtStore *store, VbtChange *change, gboolean *changed)
{
  *changed |= change->batch;
}

static void
test_follow (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gboolean changed = FALSE;
  g_autoptr (GSubprocess) writer = NULL;

  g_signal_connect (self->store, "changed", G_CALLBACK (changed_cb), &changed);
  g_assert_true (vbt_store_refresh (self->store, &error));
  g_assert_false (changed);
  writer = start_writer (self, "other");
  finish_writer (writer);
  g_assert_true (vbt_store_refresh (self->store, &error));
  g_assert_true (changed);
  changed = FALSE;
  fixture_add_document (self, "mine", 30);
  g_assert_true (vbt_store_refresh (self->store, &error));
  g_assert_false (changed); /* one's own acts are no news */
}

static void
assert_refused (Fixture *self, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (vbt_store_begin (self->store, self->ada, 0, "No", &error));
  g_assert_error (error, VBT_ERROR, code);
  g_assert_error (vbt_store_get_trouble (self->store), VBT_ERROR, code);
  g_clear_error (&error);
  g_assert_false (vbt_store_try_writing (self->store, &error));
  g_assert_error (error, VBT_ERROR, code);
}

static void
assert_fine (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (vbt_store_try_writing (self->store, &error));
  g_assert_no_error (error);
  g_assert_null (vbt_store_get_trouble (self->store));
}

static void
test_moved (Fixture *self, gconstpointer data)
{
  g_autofree char *elsewhere = g_build_filename (self->folder, "elsewhere.verbatim", NULL);
  g_autofree char *copy = g_build_filename (self->folder, "copy.verbatim", NULL);
  g_autofree char *contents = NULL;
  gsize length;
  VbtId document = fixture_add_document (self, "a.txt", 30);

  assert_fine (self);
  g_assert_cmpint (g_rename (self->path, elsewhere), ==, 0);
  assert_refused (self, VBT_ERROR_MOVED);
  g_assert_cmpuint (fixture_count (self, document), ==, 0); /* reading goes on */
  g_assert_true (g_file_get_contents (elsewhere, &contents, &length, NULL));
  g_assert_true (g_file_set_contents (copy, contents, (gssize)length, NULL));
  {
    g_autoptr (VbtStore) moved = vbt_store_open (copy, VBT_STORE_DEFAULT, NULL);

    g_assert_nonnull (moved); /* whole, although its log had another name */
    g_assert_true (vbt_store_has_id (moved, document));
  }
  g_assert_cmpint (g_unlink (copy), ==, 0);
  g_assert_cmpint (g_rename (elsewhere, self->path), ==, 0);
  assert_fine (self);
  fixture_add_span (self, document, self->ada, "Quote", 0, 5);
  g_assert_cmpint (g_rename (self->path, elsewhere), ==, 0);
  g_clear_object (&self->store);
  g_assert_cmpuint (count_files (self), ==, 1);
  g_assert_cmpint (g_rename (elsewhere, self->path), ==, 0);
  fixture_open (self);
  g_assert_cmpuint (fixture_count (self, document), ==, 1);
  fixture_assert_whole (self);
}

/* A copy of last week is put over the project while it is open: neither gets anything of the other. */
static void
test_replaced (Fixture *self, gconstpointer data)
{
  g_autofree char *saved = g_build_filename (self->folder, "saved.verbatim", NULL);
  g_autoptr (GError) error = NULL;
  VbtId document;

  document = fixture_add_document (self, "a.txt", 3000);
  {
    g_autoptr (VbtStore) store
        = vbt_store_create (saved, vbt_store_get_catalog (self->store)->schema, &error);

    g_assert_no_error (error);
  }
  g_assert_cmpint (g_rename (saved, self->path), ==, 0);
  assert_refused (self, VBT_ERROR_MOVED);
  g_assert_true (
      vbt_db_backup (self->store->db, saved, FALSE, &error)); /* what was open can be saved */
  g_clear_object (&self->store);
  fixture_open (self);
  g_assert_cmpuint (count_documents (self), ==, 0);
  fixture_assert_whole (self);
  g_clear_object (&self->store);
  g_assert_cmpint (g_rename (saved, self->path), ==, 0);
  fixture_open (self);
  g_assert_true (vbt_store_has_id (self->store, document));
  fixture_assert_whole (self);
}

static void
test_deleted (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  VbtId document = fixture_add_document (self, "a.txt", 30);

  g_assert_cmpint (g_unlink (self->path), ==, 0);
  assert_refused (self, VBT_ERROR_MOVED);
  g_assert_true (
      vbt_db_backup (self->store->db, self->path, FALSE, &error)); /* it was still open */
  g_assert_no_error (error);
  g_clear_object (&self->store);
  fixture_open (self);
  g_assert_true (vbt_store_has_id (self->store, document));
  fixture_assert_whole (self);
}

/* No file may grow: as when the disk is full, but for nobody else. */
static void
test_full (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtDocument) document = fixture_document ("long.txt", 20000);
  struct rlimit unlimited, limit = { .rlim_cur = 4096 };

  fixture_add_document (self, "a.txt", 30);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &unlimited), ==, 0);
  limit.rlim_max = unlimited.rlim_max;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  g_assert_true (vbt_store_begin (self->store, self->ada, 0, "Add", &error));
  if (vbt_store_insert_document (self->store, document, &error))
    vbt_store_commit (self->store, &error);
  else
    vbt_store_rollback (self->store);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &unlimited), ==, 0);
  g_assert_error (error, VBT_ERROR, VBT_ERROR_IO);
  g_assert_error (vbt_store_get_trouble (self->store), VBT_ERROR, VBT_ERROR_IO);
  g_assert_cmpuint (count_documents (self), ==, 1);
  assert_fine (self);
  fixture_add_document (self, "b.txt", 20000);
  fixture_reopen (self);
  g_assert_cmpuint (count_documents (self), ==, 2);
  fixture_assert_whole (self);
}

#define ADD(path, function)                                                                        \
  g_test_add (path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int argc, char **argv)
{
  signal (SIGXFSZ, SIG_IGN);
  if (argc == 4 && g_str_equal (argv[1], "--write"))
    {
      write_as_another (argv[2], argv[3]);
      return 0;
    }
  g_test_init (&argc, &argv, NULL);
  ADD ("/troubles/sniffed", test_sniffed);
  ADD ("/troubles/many-writers", test_many_writers);
  ADD ("/troubles/follow", test_follow);
  ADD ("/troubles/moved", test_moved);
  ADD ("/troubles/replaced", test_replaced);
  ADD ("/troubles/deleted", test_deleted);
  ADD ("/troubles/full", test_full);
  return g_test_run ();
}
