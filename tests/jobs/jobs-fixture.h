/* jobs-fixture.h: a project, files beside it, and what is reported
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "../store/store-fixture.h"

#include "jobs/vbt-import.h"
#include "store/vbt-actions.h"

/** Log: the problems that were reported, as "BASENAME:LINE". */
typedef struct
{
  VbtProgress progress;
  GPtrArray *problems;
  guint n_reports;
  GCancellable *cancel; /* (nullable): cancelled at the first report */
} Log;

static inline void
log_report (gpointer data, guint64 done, guint64 total, const char *what)
{
  Log *self = data;

  g_assert_cmpuint (done, <=, MAX (done, total));
  g_assert_nonnull (what);
  self->n_reports++;
  if (self->cancel != NULL)
    g_cancellable_cancel (self->cancel);
}

static inline void
log_problem (gpointer data, const char *file, guint line, const char *message)
{
  Log *self = data;
  g_autofree char *base = g_path_get_basename (file);

  g_assert_cmpstr (message, !=, "");
  g_ptr_array_add (self->problems, g_strdup_printf ("%s:%u", base, line));
}

static inline void
log_init (Log *self)
{
  *self = (Log){ { log_report, log_problem, self } };
  self->problems = g_ptr_array_new_with_free_func (g_free);
}

static inline void
log_clear (Log *self)
{
  g_clear_pointer (&self->problems, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Log, log_clear)

/* Writes a file into the fixture's folder; NAME may have folders. Returns its path. */
static inline char *
fixture_write (Fixture *self, const char *name, const char *contents, gssize length)
{
  g_autoptr (GError) error = NULL;
  char *path = g_build_filename (self->folder, "files", name, NULL);
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_file_set_contents (path, contents, length, &error);
  g_assert_no_error (error);
  return path;
}

static inline void
fixture_import (Fixture *self, const VbtImportOptions *options, const char *path,
                VbtImportResult *result, Log *log)
{
  g_autoptr (GError) error = NULL;
  const char *paths[] = { path, NULL };
  VbtImportOptions copy = *options;

  copy.paths = paths;
  if (copy.me == 0)
    copy.me = self->ada;
  g_assert_true (
      vbt_import (self->store, &copy, result, log != NULL ? &log->progress : NULL, NULL, &error));
  g_assert_no_error (error);
}

static inline GArray *
fixture_list (Fixture *self)
{
  VbtFilter all = VBT_FILTER_INIT;
  g_autoptr (GError) error = NULL;
  GArray *documents = vbt_store_list_documents (self->store, &all, &error);

  g_assert_no_error (error);
  return documents;
}

static inline void
jobs_tear_down (Fixture *self, gconstpointer data)
{
  g_autofree char *files = g_build_filename (self->folder, "files", NULL);
  char *argv[] = { (char *)"rm", (char *)"-rf", files, NULL };

  g_assert_true (
      g_spawn_sync (NULL, argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL));
  fixture_tear_down (self, data);
}

/* What a lossless export of everything writes. */
static inline char *
fixture_export (Fixture *self, VbtExportOptions options)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;
  VbtExportResult result = { 0 };

  options.format = vbt_formats_find ("verbatim", &error);
  options.stream = stream;
  g_assert_true (vbt_export (self->store, &options, &result, NULL, NULL, &error));
  g_assert_no_error (error);
  vbt_losses_free (result.losses);
  return g_strndup (g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (stream)),
                    g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (stream)));
}
