/* bench-size.c: what the window waits for in a project of 1,000 documents, or of any other number
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bench-size [N_DOCUMENTS [MEDIAN_BYTES [PATH]]]: measures, and takes a project that is at PATH already.
 */
#include <glib/gstdio.h>
#include <stdio.h>

#include "bench.h"
#include "project.h"

/* What the list of the window reads at once. */
#define PAGE 500

typedef struct
{
  const char *path;
  VbtStore *store;
  VbtId me;
  VbtId label;
  GArray *page;
  guint next;
  VbtDocument *document;
  guint n;
  VbtFilter filter;
} Bench;

static void
list (VbtStore *store, const VbtFilter *filter, VbtId me)
{
  g_autoptr (GArray) ids = vbt_store_list_documents (store, filter, NULL);

  /* The rows that are on the screen. */
  for (guint i = 0; i < MIN (ids->len, 20); i++)
    {
      g_autoptr (VbtListing) row
          = vbt_store_get_listing (store, g_array_index (ids, VbtId, i), me, NULL);

      g_assert_nonnull (row);
    }
}

static void
run_open (gpointer data)
{
  Bench *bench = data;
  VbtFilter filter = VBT_FILTER_INIT;
  guint64 n_done, n_documents, n_open;
  g_autoptr (VbtStore) store = vbt_store_open (bench->path, VBT_STORE_DEFAULT, NULL);

  filter.limit = PAGE;
  list (store, &filter, bench->me);
  vbt_store_count_progress (store, bench->me, &n_done, &n_documents, &n_open, NULL);
  vbt_store_close (store, NULL);
}

static void
run_list (gpointer data)
{
  Bench *bench = data;

  list (bench->store, &bench->filter, bench->me);
}

static void
run_next (gpointer data)
{
  Bench *bench = data;
  VbtId id = g_array_index (bench->page, VbtId, bench->next++ % bench->page->len);
  g_autoptr (VbtDocument) document = vbt_store_load_document (bench->store, id, NULL);

  g_assert_nonnull (document);
}

static void
run_add_span (gpointer data)
{
  Bench *bench = data;
  g_autoptr (GArray) fragments = g_array_new (FALSE, FALSE, sizeof (VbtRange));
  VbtRange range = { (VbtOffset)bench->n % 200, (VbtOffset)bench->n % 200 + 5 };

  bench->n++;
  g_array_append_val (fragments, range);
  g_assert_cmpint (
      vbt_act_add_span (bench->store, bench->document, bench->me, bench->label, fragments, 0, NULL),
      !=, 0);
}

static void
run_undo (gpointer data)
{
  Bench *bench = data;
  g_autoptr (VbtHistoryRow) row = vbt_store_undo (bench->store, bench->me, NULL);

  g_assert_nonnull (row);
}

static void
run_stats (gpointer data)
{
  Bench *bench = data;
  g_autoptr (VbtStats) stats = vbt_store_get_stats (bench->store, bench->me, NULL);

  g_assert_nonnull (stats);
}

static void
bench_list (Bench *bench, const char *name, const char *query, VbtFilter filter)
{
  g_autoptr (VbtCriteria) criteria = vbt_criteria_parse (query, VBT_CRITERIA_DEFAULT, NULL, NULL);

  bench->filter = filter;
  bench->filter.criteria = criteria;
  bench->filter.annotator = bench->me;
  bench->filter.limit = PAGE;
  bench_run_cpu ("size", name, 15, run_list, bench);
}

static void
bench_lists (Bench *bench)
{
  bench_list (bench, "list, first page", "", (VbtFilter){ 0 });
  bench_list (bench, "list by title", "", (VbtFilter){ .sort = VBT_SORT_TITLE });
  bench_list (bench, "list by date", "", (VbtFilter){ .sort = VBT_SORT_PUBLISHED });
  bench_list (bench, "list by status", "", (VbtFilter){ .sort = VBT_SORT_STATUS });
  bench_list (bench, "list by status, backwards", "",
              (VbtFilter){ .sort = VBT_SORT_STATUS, .descending = TRUE });
  bench_list (bench, "filter: done", "status:done", (VbtFilter){ 0 });
  bench_list (bench, "filter: new", "status:new", (VbtFilter){ 0 });
  bench_list (bench, "filter: label", "has:Quote", (VbtFilter){ 0 });
  bench_list (bench, "filter: suggestions", "has:suggestions", (VbtFilter){ 0 });
  bench_list (bench, "filter: one rare name", "\"article 0000517\"", (VbtFilter){ 0 });
  bench_list (bench, "filter: two words", "balinto kerker", (VbtFilter){ 0 });
}

static void
run_all_ids (gpointer data)
{
  Bench *bench = data;
  VbtFilter filter = VBT_FILTER_INIT;
  g_autoptr (GArray) ids = vbt_store_list_documents (bench->store, &filter, NULL);

  g_assert_cmpuint (ids->len, >, 0);
}

static void
print_sizes (Bench *bench, guint n_documents)
{
  GStatBuf info;
  g_autofree char *status = NULL;
  const char *peak;

  g_stat (bench->path, &info);
  g_file_get_contents ("/proc/self/status", &status, NULL, NULL);
  peak = status != NULL ? strstr (status, "VmHWM:") : NULL;
  g_print ("{\"benchmark\": \"size\", \"case\": \"file\", \"unit\": \"bytes a document\", "
           "\"median\": %" G_GINT64_FORMAT ", \"peak_memory_kb\": %ld}\n",
           (gint64)info.st_size / n_documents, peak != NULL ? atol (peak + 6) : 0);
}

static void
bench_open (Bench *bench)
{
  VbtFilter filter = VBT_FILTER_INIT;

  bench->store = vbt_store_open (bench->path, VBT_STORE_DEFAULT, NULL);
  bench->me = vbt_store_ensure_person (bench->store, "Ada", NULL);
  bench->label = vbt_schema_find_label (vbt_store_get_catalog (bench->store)->schema, VBT_KIND_SPAN,
                                        "Person")
                     ->id;
  filter.limit = PAGE;
  bench->page = vbt_store_list_documents (bench->store, &filter, NULL);
  bench->document
      = vbt_store_load_document (bench->store, g_array_index (bench->page, VbtId, 7), NULL);
}

static void
bench_acts (Bench *bench)
{
  bench_run_cpu ("size", "next document", 100, run_next, bench);
  bench_run_cpu ("size", "add a span", 50, run_add_span, bench);
  bench_run_cpu ("size", "undo", 50, run_undo, bench);
  bench_run_cpu ("size", "stats", 3, run_stats, bench);
  bench_run_cpu ("size", "all identifiers (in the background)", 3, run_all_ids, bench);
}

int
main (int argc, char **argv)
{
  guint n_documents = argc > 1 ? (guint)atoi (argv[1]) : 1000;
  double median = argc > 2 ? atof (argv[2]) : 3400;
  g_autofree char *folder = argc > 3 ? NULL : g_dir_make_tmp ("vbt-size-XXXXXX", NULL);
  g_autofree char *path
      = argc > 3 ? g_strdup (argv[3]) : g_build_filename (folder, "size.verbatim", NULL);
  Bench bench = { .path = path };

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    project_make (path, n_documents, median);
  bench_open (&bench);
  vbt_store_close (bench.store, NULL);
  bench_run_cpu ("size", "open, first page", 10, run_open, &bench);
  g_clear_object (&bench.store);
  g_array_unref (bench.page);
  vbt_document_free (bench.document);
  bench_open (&bench);
  bench_lists (&bench);
  bench_acts (&bench);
  print_sizes (&bench, n_documents);
  vbt_store_close (bench.store, NULL);
  g_object_unref (bench.store);
  g_array_unref (bench.page);
  vbt_document_free (bench.document);
  if (folder != NULL)
    {
      g_remove (path);
      g_rmdir (folder);
    }
  return 0;
}
