/* bench-import.c: how fast articles come into a project and are indexed, and what a person waits for meanwhile
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "bench.h"
#include "project.h"

#define N_ARTICLES 6000
#define MEDIAN_BYTES 2200
#define PAUSE_USEC (40 * 1000)
#define MAX_SPANS 2000

typedef struct
{
  Project project;
  char *folder;
  char *path; /* of the project */
  gsize n_bytes;
  VbtStore *store; /* the window's */
  VbtDocument *document;
  double waits[MAX_SPANS];
  guint n_waits;
} Bench;

/** Work: what another thread does. */
typedef struct
{
  const Bench *bench;
  const char *input; /* NULL: index */
  double cpu, wall;  /* seconds */
  gboolean success;
  gint is_done;
} Work;

/* One file of JSON Lines, and the same as a folder of text files. */
static void
make_articles (Bench *self)
{
  g_autofree char *lines_path = g_build_filename (self->folder, "articles.jsonl", NULL);
  g_autoptr (GString) lines = g_string_new (NULL);

  self->project.random = g_rand_new_with_seed (PROJECT_SEED);
  self->project.median = MEDIAN_BYTES;
  for (guint i = 0; i < N_ARTICLES; i++)
    {
      g_autoptr (VbtText) text = project_make_text (&self->project);
      g_autofree char *folder = g_strdup_printf ("%s/text/%03u", self->folder, i / 500);
      g_autofree char *path = g_strdup_printf ("%s/article-%05u.txt", folder, i);
      g_autofree char *escaped = g_strescape (vbt_text_get_utf8 (text), NULL);

      g_mkdir_with_parents (folder, 0755);
      g_assert_true (g_file_set_contents_full (path, vbt_text_get_utf8 (text),
                                               (gssize)vbt_text_get_n_bytes (text),
                                               G_FILE_SET_CONTENTS_NONE, 0644, NULL));
      g_string_append_printf (lines, "{\"text\": \"%s\"}\n", escaped);
      self->n_bytes += vbt_text_get_n_bytes (text);
    }
  g_assert_true (g_file_set_contents (lines_path, lines->str, (gssize)lines->len, NULL));
}

static void
import (Work *self, VbtStore *store)
{
  const char *paths[] = { self->input, NULL };
  VbtImportOptions options = { .paths = paths, .me = self->bench->project.me };
  VbtImportResult result;

  self->success
      = vbt_import (store, &options, &result, NULL, NULL, NULL) && result.n_documents == N_ARTICLES;
}

static gpointer
work_in_thread (gpointer data)
{
  Work *self = data;
  g_autoptr (VbtStore) store = vbt_store_open (self->bench->path, VBT_STORE_DEFAULT, NULL);
  gint64 cpu = bench_get_cpu_time (), wall = g_get_monotonic_time ();

  if (self->input != NULL)
    import (self, store);
  else
    self->success = vbt_index (store, NULL, NULL, NULL);
  self->cpu = (double)(bench_get_cpu_time () - cpu) / G_USEC_PER_SEC;
  self->wall = (double)(g_get_monotonic_time () - wall) / G_USEC_PER_SEC;
  vbt_store_close (store, NULL);
  g_atomic_int_set (&self->is_done, TRUE);
  return NULL;
}

/* As the window does it when somebody presses a key. */
static void
add_span (Bench *self)
{
  g_autoptr (VbtAnnotation) span
      = vbt_annotation_new_span (self->project.person, self->project.me, 0, 5);
  gint64 start = g_get_monotonic_time ();

  g_assert_true (vbt_store_begin (self->store, self->project.me, self->document->id, "Add", NULL));
  g_assert_true (vbt_store_put_annotation (self->store, self->document->id, span, NULL));
  g_assert_true (vbt_store_commit (self->store, NULL));
  if (self->n_waits < MAX_SPANS)
    self->waits[self->n_waits++] = (double)(g_get_monotonic_time () - start) / 1000.0;
}

/* @disturbed: whether somebody annotates meanwhile. */
static void
run (Bench *self, const char *name, const char *input, gboolean disturbed)
{
  Work work = { .bench = self, .input = input };
  GThread *thread = g_thread_new ("work", work_in_thread, &work);

  self->n_waits = 0;
  while (!g_atomic_int_get (&work.is_done))
    {
      g_usleep (PAUSE_USEC);
      if (disturbed)
        add_span (self);
    }
  g_thread_join (thread);
  g_assert_true (work.success);
  bench_print_value ("import", name, "processor", "MB/s", (double)self->n_bytes / 1e6 / work.cpu);
  bench_print_value ("import", name, "clock", "MB/s", (double)self->n_bytes / 1e6 / work.wall);
  if (self->n_waits > 0)
    {
      g_autofree char *what = g_strconcat (name, ": a span meanwhile", NULL);

      bench_report ("import", what, self->waits, self->n_waits);
      bench_print_value ("import", what, "longest", "ms", self->waits[self->n_waits - 1]);
    }
}

static void
prepare (Bench *self)
{
  g_autoptr (VbtText) text = vbt_text_new ("An article that is annotated.", -1, NULL);

  self->path = g_build_filename (self->folder, "import.verbatim", NULL);
  g_clear_pointer (&self->project.random, g_rand_free);
  project_prepare (&self->project, self->path);
  self->store = self->project.store;
  self->document = vbt_document_new ("annotated.txt", text);
  vbt_store_begin (self->store, self->project.me, 0, "Add", NULL);
  vbt_store_insert_document (self->store, self->document, NULL);
  g_assert_true (vbt_store_commit (self->store, NULL));
}

static void
finish (Bench *self)
{
  vbt_store_close (self->store, NULL);
  g_clear_object (&self->store);
  g_clear_pointer (&self->document, vbt_document_free);
  g_clear_pointer (&self->project.random, g_rand_free);
  g_remove (self->path);
  g_clear_pointer (&self->path, g_free);
}

static void
run_all (Bench *self, const char *name, const char *input, gboolean disturbed)
{
  g_autofree char *path = g_build_filename (self->folder, input, NULL);
  g_autofree char *importing = g_strdup_printf ("%s%s", name, disturbed ? ", disturbed" : "");
  g_autofree char *indexing = g_strdup_printf ("index%s", disturbed ? ", disturbed" : "");

  prepare (self);
  run (self, importing, path, disturbed);
  run (self, indexing, NULL, disturbed);
  finish (self);
}

int
main (void)
{
  Bench bench = { .folder = g_dir_make_tmp ("vbt-import-XXXXXX", NULL) };
  g_autofree char *remove = g_strdup_printf ("rm -r '%s'", bench.folder);

  make_articles (&bench);
  run_all (&bench, "JSON Lines", "articles.jsonl", FALSE);
  run_all (&bench, "JSON Lines", "articles.jsonl", TRUE);
  run_all (&bench, "text files", "text", FALSE);
  run_all (&bench, "text files", "text", TRUE);
  g_spawn_command_line_sync (remove, NULL, NULL, NULL, NULL);
  g_free (bench.folder);
  return 0;
}
