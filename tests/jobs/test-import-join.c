/* test-import-join.c: annotations of articles that the project has already
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs-fixture.h"

#define ADA "Ann\tB-Person\nmet\tO\nBo\tB-Person\n\nBo\tO\nsaid\tB-Cue\nno\tO\n"
#define BOB "Ann\tB-Person\nmet\tO\nBo\tB-Place\n\nBo\tO\nsaid\tB-Cue\nno\tO\n"
#define TEXT "Ann met Bo\nBo said no"

static const VbtImportOptions by_file = { .annotator_from = VBT_ANNOTATOR_FROM_FILE, .join = TRUE };

static guint
count_documents (Fixture *fixture)
{
  g_autoptr (GArray) documents = fixture_list (fixture);

  return documents->len;
}

/* The one document that there is. */
static VbtDocument *
load_only (Fixture *fixture)
{
  g_autoptr (GArray) documents = fixture_list (fixture);

  g_assert_cmpuint (documents->len, ==, 1);
  return vbt_store_load_document (fixture->store, g_array_index (documents, VbtId, 0), NULL);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* Whose annotations a document has, as "ada:Person ada:Cue", in order. */
static char *
describe (Fixture *fixture, const VbtDocument *document)
{
  const VbtCatalog *catalog = vbt_store_get_catalog (fixture->store);
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < document->annotations->len; i++)
    {
      const VbtAnnotation *annotation = document->annotations->pdata[i];

      g_ptr_array_add (
          words, g_strdup_printf ("%s:%s",
                                  vbt_catalog_get_annotator (catalog, annotation->annotator)->name,
                                  vbt_schema_get_label (catalog->schema, annotation->label)->name));
    }
  g_ptr_array_sort (words, compare);
  g_ptr_array_add (words, NULL);
  return g_strjoinv (" ", (char **)words->pdata);
}

static void
assert_only (Fixture *fixture, const char *expected)
{
  g_autoptr (VbtDocument) document = load_only (fixture);
  g_autofree char *found = describe (fixture, document);

  g_assert_cmpstr (found, ==, expected);
}

/* As INCEpTION has it: a folder for each article, in it a file for each person. */
static void
test_people (Fixture *fixture, gconstpointer data)
{
  g_autofree char *ada = fixture_write (fixture, "annotation/talk.txt/ada.conll", ADA, -1);
  g_autofree char *bob = fixture_write (fixture, "annotation/talk.txt/bob.conll", BOB, -1);
  g_autofree char *folder = g_build_filename (fixture->folder, "files", NULL);
  g_autoptr (VbtDocument) document = NULL;
  VbtImportResult result;

  fixture_import (fixture, &by_file, folder, &result, NULL);
  g_assert_cmpuint (result.n_documents, ==, 1);
  g_assert_cmpuint (result.n_joined, ==, 1);
  g_assert_cmpuint (result.n_spans, ==, 6);
  assert_only (fixture, "ada:Cue ada:Person ada:Person bob:Cue bob:Person bob:Place");
  document = load_only (fixture);
  g_assert_cmpstr (document->name, ==, "talk.txt");
  /* Once more it brings nothing. */
  fixture_import (fixture, &by_file, folder, &result, NULL);
  g_assert_cmpuint (result.n_documents, ==, 0);
  g_assert_cmpuint (result.n_joined, ==, 1);
  g_assert_cmpuint (result.n_spans, ==, 0);
  assert_only (fixture, "ada:Cue ada:Person ada:Person bob:Cue bob:Person bob:Place");
}

/* What INCEpTION calls the curator is the gold standard. */
static void
test_curated (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = fixture_write (fixture, "curation/talk.txt/CURATION_USER.conll", ADA, -1);
  g_autofree char *gold = NULL;
  VbtImportResult result;

  fixture_import (fixture, &by_file, path, &result, NULL);
  g_assert_cmpuint (result.n_spans, ==, 3);
  gold = fixture_export (fixture, (VbtExportOptions){ .gold = TRUE });
  g_assert_nonnull (strstr (gold, "\"annotator\": \"CURATION_USER\""));
}

/* To an article that was there before, named by the folder; one act, which can be undone. */
static void
test_there_already (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = fixture_write (fixture, "talk.txt", TEXT, -1);
  g_autofree char *bob = fixture_write (fixture, "bob/talk.conll", BOB, -1);
  VbtImportOptions options = { .annotator_from = VBT_ANNOTATOR_FROM_FOLDER, .join = TRUE };
  g_autoptr (VbtHistoryRow) row = NULL;
  VbtImportResult result;

  fixture_import (fixture, &(VbtImportOptions){ 0 }, text, &result, NULL);
  fixture_import (fixture, &options, bob, &result, NULL);
  g_assert_cmpuint (result.n_documents, ==, 0);
  g_assert_cmpuint (result.n_joined, ==, 1);
  assert_only (fixture, "bob:Cue bob:Person bob:Place");
  row = vbt_store_undo (fixture->store, fixture->ada, NULL);
  g_assert_nonnull (strstr (row->words, "Import annotations of 1 document"));
  assert_only (fixture, "");
  g_clear_pointer (&row, vbt_history_row_free);
  row = vbt_store_redo (fixture->store, fixture->ada, NULL);
  assert_only (fixture, "bob:Cue bob:Person bob:Place");
  /* Who does not ask for it has the article twice. */
  options.join = FALSE;
  fixture_import (fixture, &options, bob, &result, NULL);
  g_assert_cmpuint (result.n_documents, ==, 1);
  g_assert_cmpuint (count_documents (fixture), ==, 2);
}

/* Articles of one file that have the same text are several, and stay apart also when it comes again. */
static void
test_same_text (Fixture *fixture, gconstpointer data)
{
  static const char lines[] = "{\"text\": \"Same.\", \"label\": [[0, 4, \"A\"]]}\n"
                              "{\"text\": \"Same.\", \"label\": [[0, 4, \"B\"]]}\n"
                              "{\"text\": \"Other.\", \"label\": []}\n";
  g_autofree char *ada = fixture_write (fixture, "ada.jsonl", lines, -1);
  g_autofree char *bob = fixture_write (fixture, "bob.jsonl", lines, -1);
  g_autoptr (GArray) documents = NULL;
  g_autoptr (VbtDocument) first = NULL;
  g_autofree char *found = NULL;
  VbtImportResult result;

  fixture_import (fixture, &by_file, ada, &result, NULL);
  g_assert_cmpuint (result.n_documents, ==, 3);
  fixture_import (fixture, &by_file, bob, &result, NULL);
  g_assert_cmpuint (result.n_documents, ==, 0);
  g_assert_cmpuint (result.n_joined, ==, 3);
  documents = fixture_list (fixture);
  g_assert_cmpuint (documents->len, ==, 3);
  first = vbt_store_load_document (fixture->store, g_array_index (documents, VbtId, 0), NULL);
  found = describe (fixture, first);
  g_assert_cmpstr (found, ==, "ada:A bob:A");
}

/* A sink of another format that ends the import after its first document. */
static gboolean
read_and_cancel (VbtInput *input, VbtSink *sink, GCancellable *cancellable, GError **error)
{
  g_autoptr (VbtText) text = vbt_text_new (TEXT, -1, error);
  VbtDocument *document = vbt_document_new ("talk.txt", text);
  VbtLabel *label = vbt_schema_ensure_label (sink->catalog->schema, VBT_KIND_SPAN, "Stray");

  vbt_document_take_annotation (document,
                                vbt_annotation_new_span (label->id, sink->annotator, 0, 3));
  g_assert_true (vbt_sink_take_document (sink, document, error));
  g_cancellable_cancel (cancellable);
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

/* Cancel leaves nothing, also not of what was added already. */
static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  static const VbtFormat format = { .name = "cancelling", .read = read_and_cancel };
  g_autofree char *text = fixture_write (fixture, "talk.txt", TEXT, -1);
  const char *const paths[] = { text, NULL };
  VbtImportOptions options
      = { .format = &format, .join = TRUE, .paths = paths, .me = fixture->ada };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  VbtImportResult result;

  fixture_import (fixture, &(VbtImportOptions){ 0 }, text, &result, NULL);
  before = fixture_export (fixture, (VbtExportOptions){ .suggestions = TRUE });
  g_assert_false (vbt_import (fixture->store, &options, &result, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  after = fixture_export (fixture, (VbtExportOptions){ .suggestions = TRUE });
  g_assert_cmpstr (before, ==, after);
}

/* A table of spans is about the article of that name, whatever its text has in common with others; its rows need not stand
 * together. Of two of one name neither is meant. */
static void
test_table (Fixture *fixture, gconstpointer data)
{
  static const char rows[] = "document,label,start,end,annotator\n"
                             "talk.txt,Person,0,3,eve\ntwice.txt,Person,0,3,eve\n"
                             "other.txt,Cue,0,3,eve\ntalk.txt,Person,8,10,eve\n";
  g_autofree char *talk = fixture_write (fixture, "talk.txt", TEXT, -1);
  g_autofree char *other = fixture_write (fixture, "other.txt", TEXT, -1);
  g_autofree char *twice = fixture_write (fixture, "a/twice.txt", "Ann.", -1);
  g_autofree char *again = fixture_write (fixture, "b/twice.txt", "Bob.", -1);
  g_autofree char *texts = g_build_filename (fixture->folder, "files", NULL);
  g_autofree char *table = NULL;
  g_autoptr (VbtHistoryRow) row = NULL;
  VbtImportOptions options = { 0 };
  VbtImportResult result;

  fixture_import (fixture, &options, texts, &result, NULL);
  g_assert_cmpuint (result.n_documents, ==, 4);
  table = fixture_write (fixture, "table/spans.csv", rows, -1);
  fixture_import (fixture, &options, table, &result, NULL);
  g_assert_cmpuint (result.n_documents, ==, 0);
  g_assert_cmpuint (result.n_joined, ==, 2);
  g_assert_cmpuint (result.n_spans, ==, 3);
  g_assert_cmpuint (result.n_problems, ==, 1);
  fixture_import (fixture, &options, table, &result, NULL);
  g_assert_cmpuint (result.n_spans, ==, 0);
  row = vbt_store_undo (fixture->store, fixture->ada, NULL);
  g_assert_nonnull (strstr (row->words, "Import annotations of 2 documents"));
}

/* What has one name in a table is one entity, though nothing is remembered from one article to the next. */
static void
test_table_entities (Fixture *fixture, gconstpointer data)
{
  static const char rows[]
      = "document,quote,start,end,speaker,speaker_offsets,entity,entity_kind,role\n"
        "a.txt,no,19,21,Bo,11-13,Bo Day,person,clerk\n"
        "b.txt,no,19,21,Bo,11-13,Bo Day,person,mayor\n"
        "b.txt,Ann,0,3,Bo,11-13,Bo Day,organization,\n"
        "a.txt,Ann,0,3,Bo,11-13,Bo Day,person,clerk\n";
  g_autofree char *a = fixture_write (fixture, "a.txt", TEXT, -1);
  g_autofree char *b = fixture_write (fixture, "b.txt", TEXT ".", -1);
  g_autofree char *texts = g_build_filename (fixture->folder, "files", NULL);
  g_autofree char *table = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GPtrArray) entities = NULL;
  VbtImportOptions options = { 0 };
  VbtImportResult result;

  fixture_import (fixture, &options, texts, &result, NULL);
  table = fixture_write (fixture, "table/attributions.csv", rows, -1);
  fixture_import (fixture, &options, table, &result, NULL);
  g_assert_cmpuint (result.n_problems, ==, 0);
  g_assert_cmpuint (result.n_joined, ==, 2);
  entities = vbt_store_search_entities (fixture->store, "", 100, NULL);
  g_assert_cmpuint (entities->len, ==, 2);
  before = fixture_export (fixture, (VbtExportOptions){ .suggestions = TRUE });
  fixture_import (fixture, &options, table, &result, NULL);
  g_assert_cmpuint (result.n_spans + result.n_relations, ==, 0);
  after = fixture_export (fixture, (VbtExportOptions){ .suggestions = TRUE });
  g_assert_cmpstr (before, ==, after);
}

#define TASK(text, label)                                                                          \
  "{\"data\": {\"text\": \"" text                                                                  \
  "\"}, \"annotations\": [{\"result\": [{\"id\": \"a\", \"type\": "                                \
  "\"labels\", \"from_name\": \"l\", \"to_name\": \"text\", \"value\": {\"start\": 0, \"end\": "   \
  "2, \"labels\": [\"" label "\"]}}, {\"id\": \"b\", \"type\": \"labels\", \"from_name\": \"l\", " \
  "\"to_name\": \"text\", \"value\": {\"start\": "                                                 \
  "2, \"end\": 3, \"labels\": [\"" label                                                           \
  "\"]}}, {\"type\": \"relation\", \"from_id\": \"a\", \"to_id\": \"b\", "                         \
  "\"labels\": [\"of\"]}]}]}"

/* Of a file that turns out to be damaged nothing stays: neither articles nor what was added to others. */
static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autofree char *good = fixture_write (fixture, "a.json", "[" TASK ("Bo.", "X") "]", -1);
  g_autofree char *bad = fixture_write (fixture, "b.json",
                                        "[" TASK ("Bo.", "Y") ", " TASK ("New.", "Y") "] rest", -1);
  g_autofree char *new = fixture_write (fixture, "c.json", "[" TASK ("New.", "X") "]", -1);
  g_autofree char *folder = g_build_filename (fixture->folder, "files", NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  VbtImportResult result;

  fixture_import (fixture, &by_file, good, &result, NULL);
  before = fixture_export (fixture, (VbtExportOptions){ .suggestions = TRUE });
  fixture_import (fixture, &by_file, bad, &result, NULL);
  g_assert_cmpuint (result.n_files_refused, ==, 1);
  g_assert_cmpuint (result.n_documents + result.n_joined, ==, 0);
  after = fixture_export (fixture, (VbtExportOptions){ .suggestions = TRUE });
  g_assert_cmpstr (before, ==, after);
  /* What comes behind it does not meet its articles. */
  fixture_import (fixture, &by_file, folder, &result, NULL);
  g_assert_cmpuint (result.n_files_refused, ==, 1);
  g_assert_cmpuint (result.n_documents, ==, 1);
  g_assert_cmpuint (count_documents (fixture), ==, 2);
}

#define ADD(name, test)                                                                            \
  g_test_add ("/import/join/" name, Fixture, NULL, fixture_set_up, test, jobs_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("people", test_people);
  ADD ("curated", test_curated);
  ADD ("there-already", test_there_already);
  ADD ("same-text", test_same_text);
  ADD ("table", test_table);
  ADD ("table-entities", test_table_entities);
  ADD ("refused", test_refused);
  ADD ("cancelled", test_cancelled);
  return g_test_run ();
}
