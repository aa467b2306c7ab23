/* test-job.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "jobs-fixture.h"

#include "jobs/vbt-job.h"

typedef struct
{
  GMainLoop *loop;
  GThread *thread;
  guint n_finished, n_notified;
} Watch;

static void
finished_cb (VbtJob *job, Watch *watch)
{
  g_assert_true (g_thread_self () == watch->thread);
  g_assert_true (vbt_job_is_finished (job));
  watch->n_finished++;
  g_main_loop_quit (watch->loop);
}

static void
notify_cb (VbtJob *job, GParamSpec *pspec, Watch *watch)
{
  g_assert_true (g_thread_self () == watch->thread);
  watch->n_notified++;
}

static Watch
run_job (VbtJob *job)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Watch watch = { loop, g_thread_self () };

  g_signal_connect (job, "finished", G_CALLBACK (finished_cb), &watch);
  g_signal_connect (job, "notify::fraction", G_CALLBACK (notify_cb), &watch);
  g_assert_false (vbt_job_is_finished (job));
  vbt_job_start (job);
  g_main_loop_run (loop);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (watch.n_finished, ==, 1);
  return watch;
}

static VbtJob *
new_import (Fixture *fixture)
{
  g_autofree char *good = fixture_write (fixture, "a.txt", "Good.", -1);
  g_autofree char *bad = fixture_write (fixture, "b.txt", "bad \xff\xfe\x01 text", 13);
  const char *paths[] = { good, bad, NULL };
  VbtImportOptions options = { .paths = paths, .me = fixture->ada };

  return vbt_job_new_import (fixture->path, &options);
}

static void
test_import (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VbtJob) job = new_import (fixture);
  g_autoptr (GArray) documents = NULL;
  Watch watch = run_job (job);

  g_assert_no_error ((GError *)vbt_job_get_error (job));
  g_assert_cmpuint (watch.n_notified, >=, 2);
  g_assert_cmpfloat (vbt_job_get_fraction (job), ==, 1);
  g_assert_cmpuint (vbt_job_get_import_result (job)->n_documents, ==, 1);
  g_assert_cmpuint (vbt_job_get_problems (job)->len, ==, 1);
  g_assert_nonnull (strstr (vbt_job_get_problems (job)->pdata[0], "b.txt: "));
  g_assert_true (vbt_store_refresh (fixture->store, NULL));
  documents = fixture_list (fixture);
  g_assert_cmpuint (documents->len, ==, 1);
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VbtJob) job = new_import (fixture);
  g_autoptr (GArray) documents = NULL;

  vbt_job_cancel (job);
  run_job (job);
  g_assert_error ((GError *)vbt_job_get_error (job), G_IO_ERROR, G_IO_ERROR_CANCELLED);
  documents = fixture_list (fixture);
  g_assert_cmpuint (documents->len, ==, 0);
}

static void
test_no_project (Fixture *fixture, gconstpointer data)
{
  VbtTagOptions options = { .me = 1 };
  g_autoptr (VbtJob) job = vbt_job_new_tag ("/nonexistent/p.verbatim", &options);

  run_job (job);
  g_assert_nonnull (vbt_job_get_error (job));
  g_assert_cmpint (vbt_job_get_error (job)->domain, ==, VBT_ERROR);
}

static void
test_export (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  VbtExportOptions options = { .stream = stream, .limit = 1 };
  g_autoptr (VbtJob) job = NULL;

  options.format = vbt_formats_find ("verbatim", NULL);
  fixture_add_document (fixture, "a.txt", 10);
  fixture_add_document (fixture, "b.txt", 10);
  job = vbt_job_new_export (fixture->path, &options);
  run_job (job);
  g_assert_no_error ((GError *)vbt_job_get_error (job));
  g_assert_cmpuint (vbt_job_get_export_result (job)->n_documents, ==, 1);
  g_assert_cmpuint (g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (stream)), >, 0);
}

/* The options belong to the caller, who may let them go before the job begins. */
static void
test_options_are_copied (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = fixture_write (fixture, "a.txt", "Good.", -1);
  char *copy = g_strdup (path);
  const char **paths = g_new0 (const char *, 2);
  VbtImportOptions options = { .paths = paths, .me = fixture->ada };
  g_autoptr (VbtJob) job = NULL;

  paths[0] = copy;
  job = vbt_job_new_import (fixture->path, &options);
  memset (copy, 'x', strlen (copy));
  g_free (copy);
  g_free (paths);
  run_job (job);
  g_assert_no_error ((GError *)vbt_job_get_error (job));
  g_assert_cmpuint (vbt_job_get_import_result (job)->n_documents, ==, 1);
}

/* The register goes out as a table, and comes in again with more in it; cancelled, it changes nothing. */
static void
test_register (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path
      = fixture_write (fixture, "more.csv", "name,kind\nNora Quist,person\n,person\n", -1);
  g_autofree char *copy = g_build_filename (fixture->folder, "people.csv", NULL);
  g_autoptr (VbtJob) cancelled = vbt_job_new_register (fixture->path, path, fixture->ada);
  g_autoptr (VbtJob) import = vbt_job_new_register (fixture->path, path, fixture->ada);
  g_autoptr (VbtJob) export = vbt_job_new_register (fixture->path, copy, 0);
  g_autofree char *text = NULL;

  vbt_job_cancel (cancelled);
  run_job (cancelled);
  g_assert_error ((GError *)vbt_job_get_error (cancelled), G_IO_ERROR, G_IO_ERROR_CANCELLED);
  run_job (export);
  g_assert_no_error ((GError *)vbt_job_get_error (export));
  g_assert_true (g_file_get_contents (copy, &text, NULL, NULL));
  g_assert_null (strstr (text, "Nora"));
  run_job (import);
  g_assert_no_error ((GError *)vbt_job_get_error (import));
  g_assert_cmpuint (vbt_job_get_register_result (import)->n_added, ==, 1);
  g_assert_cmpuint (vbt_job_get_register_result (import)->n_refused, ==, 1);
  g_assert_cmpuint (vbt_job_get_problems (import)->len, ==, 1);
}

/* Very much is undone and done again by jobs; one that is stopped changes nothing. */
static void
test_steps (Fixture *fixture, gconstpointer data)
{
  VbtSteps undo = { VBT_STEPS_UNDO, fixture->ada, 1 };
  VbtSteps redo = { VBT_STEPS_REDO, fixture->ada, 1 };
  g_autoptr (VbtJob) import = new_import (fixture);
  g_autoptr (VbtJob) cancelled = vbt_job_new_steps (fixture->path, &undo, "Import");
  g_autoptr (VbtJob) first = vbt_job_new_steps (fixture->path, &undo, "Import");
  g_autoptr (VbtJob) second = vbt_job_new_steps (fixture->path, &redo, "Import");
  g_autoptr (VbtJob) third = vbt_job_new_steps (fixture->path, &redo, "Import");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  run_job (import);
  g_assert_true (vbt_store_refresh (fixture->store, NULL));
  before = fixture_dump (fixture);
  g_assert_nonnull (strstr (vbt_job_get_title (first), "Import"));
  vbt_job_cancel (cancelled);
  run_job (cancelled);
  g_assert_error ((GError *)vbt_job_get_error (cancelled), G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (vbt_job_get_last_step (cancelled));
  run_job (first);
  g_assert_no_error ((GError *)vbt_job_get_error (first));
  g_assert_true (vbt_job_get_last_step (first)->undone);
  g_assert_null (vbt_store_peek_undo (fixture->store, fixture->ada));
  run_job (second);
  g_assert_false (vbt_job_get_last_step (second)->undone);
  after = fixture_dump (fixture);
  g_assert_cmpstr (after, ==, before);
  run_job (third);
  g_assert_error ((GError *)vbt_job_get_error (third), VBT_ERROR, VBT_ERROR_NOT_FOUND);
}

#define ADD(name, test)                                                                            \
  g_test_add ("/job/" name, Fixture, NULL, fixture_set_up, test, jobs_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("import", test_import);
  ADD ("cancel", test_cancel);
  ADD ("no-project", test_no_project);
  ADD ("export", test_export);
  ADD ("options-are-copied", test_options_are_copied);
  ADD ("register", test_register);
  ADD ("steps", test_steps);
  return g_test_run ();
}
