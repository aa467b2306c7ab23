/* bench-core.c: what the window waits for: opening, reading, writing, undoing; and the taggers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "bench.h"
#include "model/vbt-segment.h"
#include "store/vbt-actions.h"
#include "taggers/vbt-tagger.h"

/* An article of usual length, made of sentences as news has them. */
#define N_PARAGRAPHS 20
#define N_DOCUMENTS 1000

typedef struct
{
  char *folder;
  char *path;
  VbtStore *store;
  VbtId me;
  VbtId document_id;
  VbtDocument *document;
  VbtId label;
  guint n;
} Bench;

static VbtDocument *
make_document (guint number)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *name = g_strdup_printf ("article-%04u.txt", number);
  g_autoptr (VbtText) content = NULL;
  VbtDocument *document;

  for (guint i = 0; i < N_PARAGRAPHS; i++)
    g_string_append_printf (text,
                            "“We will open the bridge in %u weeks,” Mayor Anna Lindqvist said on "
                            "Tuesday. Her deputy, Karl Brandt, told reporters that the costs had "
                            "risen to $%u.5 million. “Nobody likes it,” he added.\n\n",
                            number + i, i + 2);
  content = vbt_text_new (text->str, -1, NULL);
  document = vbt_document_new (name, content);
  vbt_document_segment (document);
  return document;
}

static void
make_project (Bench *bench)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtSchema) schema = vbt_schema_new_default ("Who said what", &error);

  g_assert_no_error (error);
  bench->folder = g_dir_make_tmp ("vbt-bench-XXXXXX", &error);
  bench->path = g_build_filename (bench->folder, "bench.verbatim", NULL);
  bench->store = vbt_store_create (bench->path, schema, &error);
  g_assert_no_error (error);
  bench->me = vbt_store_ensure_person (bench->store, "Ada", &error);
  bench->label = vbt_schema_find_label (schema, VBT_KIND_SPAN, "Person")->id;
  vbt_store_begin_batch (bench->store, bench->me, "Import", &error);
  for (guint i = 0; i < N_DOCUMENTS; i++)
    {
      g_autoptr (VbtDocument) document = make_document (i);

      document->id = vbt_id_new ();
      bench->document_id = document->id;
      vbt_store_insert_document (bench->store, document, &error);
      g_assert_no_error (error);
    }
  vbt_store_commit_batch (bench->store, NULL, &error);
  g_assert_no_error (error);
  bench->document = vbt_store_load_document (bench->store, bench->document_id, &error);
}

static void
run_open (gpointer data)
{
  Bench *bench = data;
  g_autoptr (VbtStore) store = vbt_store_open (bench->path, VBT_STORE_DEFAULT, NULL);
  g_autoptr (VbtDocument) document = vbt_store_load_document (store, bench->document_id, NULL);

  g_assert_nonnull (document);
}

static void
run_load (gpointer data)
{
  Bench *bench = data;
  g_autoptr (VbtDocument) document
      = vbt_store_load_document (bench->store, bench->document_id, NULL);

  g_assert_nonnull (document);
}

static void
run_list (gpointer data)
{
  Bench *bench = data;
  VbtFilter filter = VBT_FILTER_INIT;
  g_autoptr (GArray) ids = vbt_store_list_documents (bench->store, &filter, NULL);

  g_assert_cmpuint (ids->len, ==, N_DOCUMENTS);
}

static void
run_filter (gpointer data)
{
  Bench *bench = data;
  g_autoptr (VbtCriteria) criteria
      = vbt_criteria_parse ("bridge 517", VBT_CRITERIA_TYPING, NULL, NULL);
  VbtFilter filter = { .criteria = criteria };
  g_autoptr (GArray) ids = NULL;

  filter.annotator = bench->me;
  ids = vbt_store_list_documents (bench->store, &filter, NULL);
  g_assert_cmpuint (ids->len, >, 0);
}

static void
run_add_span (gpointer data)
{
  Bench *bench = data;
  g_autoptr (GArray) fragments = g_array_new (FALSE, FALSE, sizeof (VbtRange));
  VbtRange range = { (VbtOffset)bench->n, (VbtOffset)bench->n + 5 };

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
run_segment (gpointer data)
{
  Bench *bench = data;
  g_autoptr (GArray) tokens = vbt_segment_tokens (bench->document->text, "en");
  g_autoptr (GArray) sentences = vbt_segment_sentences (bench->document->text, "en", tokens);

  g_assert_cmpuint (sentences->len, >, 0);
}

static void
run_taggers (gpointer data)
{
  Bench *bench = data;
  g_autoptr (VbtDocument) document = vbt_document_copy (bench->document);
  g_autoptr (VbtSchema) schema = vbt_schema_new_default ("Who said what", NULL);
  g_autoptr (VbtCatalog) catalog = vbt_catalog_new (schema);

  VbtTaggerContext context = { .catalog = catalog };
  g_autoptr (VbtTagging) tagging = vbt_tagging_new (vbt_taggers_default (), &context, NULL);

  g_assert_true (vbt_tagging_run (tagging, document, catalog, NULL, NULL));
}

static void
clear (Bench *bench)
{
  g_clear_pointer (&bench->document, vbt_document_free);
  vbt_store_close (bench->store, NULL);
  g_clear_object (&bench->store);
  g_remove (bench->path);
  g_rmdir (bench->folder);
  g_free (bench->path);
  g_free (bench->folder);
}

int
main (int argc, char **argv)
{
  Bench bench = { 0 };

  make_project (&bench);
  bench_run ("open", "project and article", 20, run_open, &bench);
  bench_run ("load", "article", 100, run_load, &bench);
  bench_run ("list", "1000 documents", 50, run_list, &bench);
  bench_run ("filter", "1000 documents, two words", 50, run_filter, &bench);
  bench_run ("add-span", "article", 100, run_add_span, &bench);
  bench_run ("undo", "one span", 100, run_undo, &bench);
  bench_run ("segment", "article", 100, run_segment, &bench);
  bench_run ("tag", "article, all taggers", 50, run_taggers, &bench);
  clear (&bench);
  return 0;
}
