/* test-import.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "jobs-fixture.h"

#include <unistd.h>

#include "jobs/vbt-walk.h"

static const VbtImportOptions defaults = { 0 };

static void
assert_names (Fixture *fixture, const char *expected)
{
  g_autoptr (GArray) documents = fixture_list (fixture);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < documents->len; i++)
    {
      g_autoptr (VbtDocument) document
          = vbt_store_load_document (fixture->store, g_array_index (documents, VbtId, i), NULL);

      g_assert_nonnull (document->tokens);
      g_assert_nonnull (document->sentences);
      g_string_append_printf (names, "%s%s", i > 0 ? " " : "", document->name);
    }
  g_assert_cmpstr (names->str, ==, expected);
}

static VbtDocument *
load_first (Fixture *fixture, const VbtImportResult *result)
{
  g_autoptr (GError) error = NULL;
  VbtDocument *document = vbt_store_load_document (fixture->store, result->first_document, &error);

  g_assert_no_error (error);
  return document;
}

static void
test_folder (Fixture *fixture, gconstpointer data)
{
  g_autofree char *b = fixture_write (fixture, "b.txt", "Two.", -1);
  g_autofree char *a = fixture_write (fixture, "sub/a.txt", "Three.", -1);
  g_autofree char *hidden = fixture_write (fixture, ".hidden/x.txt", "No.", -1);
  g_autofree char *backup = fixture_write (fixture, "b.txt~", "No.", -1);
  g_autofree char *first = fixture_write (fixture, "a.txt", "One.", -1);
  g_autofree char *folder = g_build_filename (fixture->folder, "files", NULL);
  g_autofree char *loop = g_build_filename (folder, "sub", "loop", NULL);
  g_autofree char *nowhere = g_build_filename (folder, "nowhere", NULL);
  g_auto (Log) log = { 0 };
  VbtImportResult result;

  log_init (&log);
  g_assert_cmpint (symlink (folder, loop), ==, 0);
  g_assert_cmpint (symlink ("/nonexistent", nowhere), ==, 0);
  fixture_import (fixture, &defaults, folder, &result, &log);
  g_assert_cmpuint (result.n_documents, ==, 3);
  g_assert_cmpuint (log.problems->len, ==, 0);
  g_assert_cmpuint (log.n_reports, >, 0);
  assert_names (fixture, "a.txt b.txt a.txt");
}

static void
test_missing_path (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  const char *const paths[] = { "/nonexistent/file.txt", NULL };
  VbtImportOptions options = { .paths = paths, .me = fixture->ada };
  VbtImportResult result;

  g_assert_false (vbt_import (fixture->store, &options, &result, NULL, NULL, &error));
  g_assert_error (error, VBT_ERROR, VBT_ERROR_IO);
  g_assert_nonnull (strstr (error->message, "/nonexistent/file.txt"));
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autofree char *good = fixture_write (fixture, "a.txt", "Good.", -1);
  g_autofree char *bad = fixture_write (fixture, "b.txt", "bad \xff\xfe\x01 text", 13);
  g_autofree char *last = fixture_write (fixture, "c.txt", "Good, too.", -1);
  g_autofree char *folder = g_path_get_dirname (good);
  g_auto (Log) log = { 0 };
  VbtImportResult result;

  log_init (&log);
  fixture_import (fixture, &defaults, folder, &result, &log);
  g_assert_cmpuint (result.n_documents, ==, 2);
  g_assert_cmpuint (result.n_files_refused, ==, 1);
  g_assert_cmpuint (log.problems->len, ==, 1);
  g_assert_cmpstr (log.problems->pdata[0], ==, "b.txt:0");
  assert_names (fixture, "a.txt c.txt");
}

/* An archive is a folder: its files come in each in its own format, and one that cannot leaves the others. */
static void
test_archive (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "golden.zip", NULL);
  VbtImportOptions told = { .format = vbt_formats_find ("brat", NULL) };
  g_auto (Log) log = { 0 };
  g_auto (Log) told_log = { 0 };
  VbtImportResult result;

  log_init (&log);
  log_init (&told_log);
  fixture_import (fixture, &defaults, path, &result, &log);
  g_assert_cmpuint (result.n_documents, ==, 3);
  g_assert_cmpuint (result.n_spans, ==, 1);
  g_assert_cmpuint (result.n_files_refused, ==, 2);
  g_assert_cmpuint (log.problems->len, ==, 2);
  /* Where a format is told, only its files are meant, also of an archive in it, which is none here. */
  fixture_import (fixture, &told, path, &result, &told_log);
  g_assert_cmpuint (result.n_documents, ==, 1);
  g_assert_cmpuint (told_log.problems->len, ==, 1);
}

/* A format that pushes a document with a label and an entity of its own, and then gives up. */
static gboolean
read_and_fail (VbtInput *input, VbtSink *sink, GCancellable *cancellable, GError **error)
{
  g_autoptr (VbtText) text = vbt_text_new ("Ann spoke.", -1, error);
  VbtDocument *document = vbt_document_new ("half.txt", text);
  VbtLabel *label = vbt_schema_ensure_label (sink->catalog->schema, VBT_KIND_SPAN, "Stray");
  VbtAnnotation *span = vbt_annotation_new_span (label->id, sink->annotator, 0, 3);
  VbtEntity *entity = vbt_catalog_ensure_entity (sink->catalog, VBT_ENTITY_PERSON, "Stray Ann");

  vbt_annotation_add_entity (span, entity->id);
  vbt_document_take_annotation (document, span);
  if (vbt_sink_take_document (sink, document, error))
    g_set_error_literal (error, VBT_ERROR, VBT_ERROR_FORMAT, "Cut off");
  return FALSE;
}

static void
test_refused_late (Fixture *fixture, gconstpointer data)
{
  static const VbtFormat format = { .name = "failing", .read = read_and_fail };
  g_autofree char *path = fixture_write (fixture, "half.txt", "x", -1);
  g_autofree char *before = fixture_export (fixture, (VbtExportOptions){ .suggestions = TRUE });
  g_autofree char *after = NULL;
  VbtImportOptions options = { .format = &format };
  VbtImportResult result;

  fixture_import (fixture, &options, path, &result, NULL);
  g_assert_cmpuint (result.n_files_refused, ==, 1);
  g_assert_cmpuint (result.n_documents, ==, 0);
  after = fixture_export (fixture, (VbtExportOptions){ .suggestions = TRUE });
  g_assert_cmpstr (before, ==, after);
  g_assert_null (vbt_store_peek_undo (fixture->store, fixture->ada));
}

#define NATIVE                                                                                     \
  "{\"id\": \"00000000000000aa\", \"name\": \"t.txt\", \"text\": \"Ann spoke to Bob.\", "          \
  "\"spans\": [{\"id\": \"00000000000000ab\", \"label\": \"Mood\", \"start\": 0, \"end\": 3, "     \
  "\"attributes\": {\"tone\": \"dry\"}}, "                                                         \
  "{\"id\": \"00000000000000ac\", \"label\": \"Person\", \"start\": 13, \"end\": 16}], "           \
  "\"relations\": [{\"label\": \"knows\", \"from\": \"00000000000000ab\", \"to\": "                \
  "\"00000000000000ac\"}]}\n"

static void
test_duplicate (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = fixture_write (fixture, "t.jsonl", NATIVE NATIVE, -1);
  g_auto (Log) log = { 0 };
  VbtImportResult result;

  log_init (&log);
  fixture_import (fixture, &defaults, path, &result, &log);
  g_assert_cmpuint (result.n_documents, ==, 1);
  g_assert_cmpuint (result.n_problems, ==, 1);
  g_assert_cmpstr (log.problems->pdata[0], ==, "t.jsonl:2");
  fixture_import (fixture, &defaults, path, &result, &log);
  g_assert_cmpuint (result.n_documents, ==, 0);
}

static void
test_id_clash (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = fixture_write (fixture, "t.jsonl", NATIVE, -1);
  g_autoptr (GString) changed = g_string_new (NATIVE);
  g_autofree char *other = NULL;
  g_autoptr (VbtDocument) document = NULL;
  VbtImportResult result;

  fixture_import (fixture, &defaults, path, &result, NULL);
  g_string_replace (changed, "to Bob.", "to Bob!", 1);
  other = fixture_write (fixture, "u.jsonl", changed->str, -1);
  fixture_import (fixture, &defaults, other, &result, NULL);
  g_assert_cmpuint (result.n_documents, ==, 1);
  g_assert_cmpuint (result.n_relations, ==, 1);
  document = load_first (fixture, &result);
  g_assert_cmpint (document->id, !=, 0xaa);
  g_assert_cmpuint (document->annotations->len, ==, 3);
}

static void
test_schema_grows (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = fixture_write (fixture, "t.jsonl", NATIVE, -1);
  VbtCatalog *catalog = vbt_store_get_catalog (fixture->store);
  g_autoptr (VbtDocument) document = NULL;
  const VbtAnnotation *mood;
  const VbtLabel *label;
  VbtId person = vbt_schema_find_label (catalog->schema, VBT_KIND_SPAN, "Person")->id;
  VbtImportResult result;

  fixture_import (fixture, &defaults, path, &result, NULL);
  label = vbt_schema_find_label (catalog->schema, VBT_KIND_SPAN, "Mood");
  g_assert_nonnull (label);
  g_assert_nonnull (vbt_schema_find_label (catalog->schema, VBT_KIND_RELATION, "knows"));
  document = load_first (fixture, &result);
  mood = vbt_document_get_annotation (document, 0xab);
  g_assert_cmpint (mood->label, ==, label->id);
  g_assert_cmpstr (vbt_annotation_get_value (mood, vbt_label_find_attribute (label, "tone")->id),
                   ==, "dry");
  g_assert_cmpint (vbt_document_get_annotation (document, 0xac)->label, ==, person);
  /* The labels that the file does not use stay. */
  g_assert_nonnull (vbt_schema_find_label (catalog->schema, VBT_KIND_SPAN, "Quote"));
}

static VbtAnnotatorKind
import_as (Fixture *fixture, const char *name, const VbtImportOptions *options, VbtId *annotator)
{
  g_autofree char *path = fixture_write (fixture, name, NATIVE, -1);
  g_autoptr (VbtDocument) document = NULL;
  VbtImportResult result;

  fixture_import (fixture, options, path, &result, NULL);
  document = load_first (fixture, &result);
  *annotator = ((VbtAnnotation *)document->annotations->pdata[0])->annotator;
  return vbt_catalog_get_annotator (vbt_store_get_catalog (fixture->store), *annotator)->kind;
}

static void
test_annotator_default (Fixture *fixture, gconstpointer data)
{
  VbtId annotator;

  g_assert_cmpint (import_as (fixture, "t.jsonl", &defaults, &annotator), ==, VBT_ANNOTATOR_PERSON);
  g_assert_cmpint (annotator, ==, fixture->ada);
}

static void
test_annotator_named (Fixture *fixture, gconstpointer data)
{
  VbtImportOptions options = { .annotator = "Ben" };
  VbtId annotator;

  import_as (fixture, "t.jsonl", &options, &annotator);
  g_assert_cmpint (annotator, ==, fixture->ben);
}

static void
test_annotator_suggestions (Fixture *fixture, gconstpointer data)
{
  VbtImportOptions options = { .suggestions = TRUE };
  VbtId annotator;

  g_assert_cmpint (import_as (fixture, "t.jsonl", &options, &annotator), ==, VBT_ANNOTATOR_IMPORT);
  g_assert_cmpstr (
      vbt_catalog_get_annotator (vbt_store_get_catalog (fixture->store), annotator)->name, ==,
      "verbatim: t.jsonl");
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = fixture_export (fixture, (VbtExportOptions){ .suggestions = TRUE });
  g_autofree char *after = NULL;
  g_autofree char *path = fixture_write (fixture, "t.jsonl", NATIVE, -1);
  g_autofree char *more = fixture_write (fixture, "u.txt", "More.", -1);
  g_autofree char *folder = g_path_get_dirname (path);
  const char *const paths[] = { folder, NULL };
  VbtImportOptions options = { .paths = paths, .me = fixture->ada };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_auto (Log) log = { 0 };
  VbtImportResult result;

  log_init (&log);
  log.cancel = cancellable;
  g_assert_false (
      vbt_import (fixture->store, &options, &result, &log.progress, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (result.n_documents, ==, 0);
  after = fixture_export (fixture, (VbtExportOptions){ .suggestions = TRUE });
  g_assert_cmpstr (before, ==, after);
}

static void
test_undo (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = fixture_write (fixture, "t.jsonl", NATIVE, -1);
  g_autoptr (VbtHistoryRow) row = NULL;
  g_autoptr (GArray) documents = NULL;
  g_autoptr (GError) error = NULL;
  VbtImportResult result;

  fixture_import (fixture, &defaults, path, &result, NULL);
  row = vbt_store_undo (fixture->store, fixture->ada, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (row->words, "Import 1 document"));
  documents = fixture_list (fixture);
  g_assert_cmpuint (documents->len, ==, 0);
}

#define HEADER                                                                                     \
  "{\"verbatim\": 1, \"entities\": ["                                                              \
  "{\"id\": \"0000000000000101\", \"kind\": \"person\", \"name\": \"John Smith\"}, "               \
  "{\"id\": \"0000000000000102\", \"kind\": \"person\", \"name\": \"John Smith\"}, "               \
  "{\"id\": \"0000000000000103\", \"kind\": \"person\", \"name\": \"Never Named\"}]}\n"

static void
test_entities (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = fixture_write (
      fixture, "e.jsonl",
      HEADER "{\"name\": \"e\", \"text\": \"John John\", \"spans\": ["
             "{\"label\": \"Person\", \"start\": 0, \"end\": 4, \"entities\": "
             "[\"0000000000000101\"]}, {\"label\": \"Person\", \"start\": 5, \"end\": 9, "
             "\"entities\": [\"0000000000000102\"]}]}\n",
      -1);
  g_autofree char *again = fixture_write (
      fixture, "f.jsonl",
      "{\"verbatim\": 1, \"entities\": [{\"id\": \"9\", \"kind\": \"person\", \"name\": \"Never "
      "Named\"}]}\n{\"name\": \"f\", \"text\": \"Named.\", \"spans\": [{\"label\": \"Person\", "
      "\"start\": 0, \"end\": 5, \"entities\": [\"9\"]}]}\n",
      -1);
  g_autoptr (GPtrArray) entities = NULL;
  g_autoptr (VbtDocument) document = NULL;
  VbtImportResult result;

  fixture_import (fixture, &defaults, path, &result, NULL);
  fixture_import (fixture, &defaults, again, &result, NULL);
  entities = vbt_store_search_entities (fixture->store, "", 100, NULL);
  g_assert_cmpuint (entities->len, ==, 3);
  document = load_first (fixture, &result);
  g_assert_true (vbt_annotation_refers_to (document->annotations->pdata[0], 0x103));
}

/* Documents are written together: also then one that is there already is left out, one that only has its identifier gets
 * another, and all stand in the order of the file with what is known of them. */
static void
test_together (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) lines = g_string_new ("{\"verbatim\": 1}\n");
  g_autofree char *path = NULL;
  g_autoptr (GArray) documents = NULL;
  VbtFilter all = VBT_FILTER_INIT;
  VbtImportResult result;
  g_auto (Log) log = { 0 };

  log_init (&log);
  for (guint i = 0; i < 200; i++)
    g_string_append_printf (
        lines,
        "{\"id\": \"%016x\", \"name\": \"d%03u\", \"text\": \"Text %u.\", \"meta\": "
        "{\"title\": \"T%u\", \"source\": \"S\"}}\n",
        0x1000 + i, i, i, i);
  g_string_append (lines,
                   "{\"id\": \"0000000000001000\", \"name\": \"again\", \"text\": \"Text 0.\"}\n"
                   "{\"id\": \"00000000000010c7\", \"name\": \"other\", \"text\": \"Another.\"}\n"
                   "{\"id\": \"00000000000010c7\", \"name\": \"third\", \"text\": \"A third.\"}\n");
  path = fixture_write (fixture, "together.jsonl", lines->str, -1);
  fixture_import (fixture, &defaults, path, &result, &log);
  g_assert_cmpuint (result.n_documents, ==, 202);
  g_assert_cmpuint (result.n_problems, ==, 1);
  documents = vbt_store_list_documents (fixture->store, &all, NULL);
  g_assert_cmpuint (documents->len, ==, 202);
  for (guint i = 0; i < documents->len; i++)
    {
      VbtId id = g_array_index (documents, VbtId, i);
      g_autoptr (VbtDocument) document = vbt_store_load_document (fixture->store, id, NULL);
      g_autofree char *title = g_strdup_printf ("T%u", i);
      g_autofree char *text = g_strdup_printf ("Text %u.", i);

      g_assert_true ((id == 0x1000 + i) == (i < 200));
      if (i < 200)
        {
          g_assert_cmpstr (vbt_document_get_metadata (document, "title"), ==, title);
          g_assert_cmpstr (vbt_text_get_utf8 (document->text), ==, text);
        }
    }
}

/* Two persons and two taggers share names, and everything has a decision and a status. */
static void
test_round_trip (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = fixture_write (
      fixture, "r.jsonl",
      "{\"verbatim\": 1, \"annotators\": ["
      "{\"kind\": \"person\", \"name\": \"Zoe\"}, {\"kind\": \"person\", \"name\": \"Ada\"}, "
      "{\"id\": \"00000000000000f1\", \"kind\": \"tagger\", \"name\": \"Ada\", \"version\": "
      "\"1\"}]}"
      "\n{\"id\": \"0000000000000b01\", \"name\": \"r.txt\", \"text\": \"Ann spoke.\", "
      "\"status\": {\"Zoe\": \"done\", \"Ada\": \"in-progress\"}, \"spans\": ["
      "{\"id\": \"0000000000000b02\", \"label\": \"Person\", \"start\": 0, \"end\": 3, "
      "\"annotator\": \"00000000000000f1\"}, "
      "{\"id\": \"0000000000000b03\", \"label\": \"Person\", \"start\": 0, \"end\": 3, "
      "\"annotator\": \"Ada\", \"derived_from\": \"0000000000000b02\"}], \"decisions\": ["
      "{\"suggestion\": \"0000000000000b02\", \"annotator\": \"Ada\", \"decision\": \"accepted\"}, "
      "{\"suggestion\": \"0000000000000b02\", \"annotator\": \"Zoe\", \"decision\": "
      "\"rejected\"}]}\n",
      -1);
  VbtImportResult result;
  g_autofree char *once = NULL;
  g_autofree char *exported = NULL;
  g_autofree char *twice = NULL;
  Fixture other;

  fixture_import (fixture, &defaults, path, &result, NULL);
  g_assert_cmpuint (result.n_problems, ==, 0);
  once = fixture_export (fixture, (VbtExportOptions){ .suggestions = TRUE });
  g_assert_nonnull (strstr (once, "\"derived_from\""));
  g_assert_nonnull (strstr (once, "\"rejected\""));
  fixture_set_up (&other, NULL);
  exported = fixture_write (&other, "once.jsonl", once, -1);
  fixture_import (&other, &defaults, exported, &result, NULL);
  twice = fixture_export (&other, (VbtExportOptions){ .suggestions = TRUE });
  g_assert_cmpstr (once, ==, twice);
  jobs_tear_down (&other, NULL);
}

static void
test_adopts_schema (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = fixture_write (
      fixture, "s.jsonl",
      "{\"verbatim\": 1, \"schema\": {\"name\": \"Mine\", \"version\": 7, \"labels\": ["
      "{\"name\": \"Only\", \"kind\": \"span\"}], \"rules\": []}}\n"
      "{\"name\": \"s\", \"text\": \"Text.\"}\n",
      -1);
  const VbtCatalog *catalog = vbt_store_get_catalog (fixture->store);
  VbtImportResult result;

  fixture_import (fixture, &defaults, path, &result, NULL);
  g_assert_cmpstr (catalog->schema->name, ==, "Mine");
  g_assert_cmpuint (catalog->schema->labels->len, ==, 1);
  g_assert_cmpint (catalog->schema->version, ==, 7);
}

static void
test_pairs (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = fixture_write (fixture, "x.jsonl", NATIVE, -1);
  const char *const paths[] = { path, path, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) files = vbt_walk (paths, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (files->len, ==, 1);
}

/* Relations of relations come before their ends, which come before theirs. */
static void
test_chain (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = fixture_write (
      fixture, "a.jsonl",
      "{\"name\": \"a\", \"text\": \"ab\", \"relations\": ["
      "{\"id\": \"1\", \"label\": \"r\", \"from\": \"9\", \"to\": \"2\"}, "
      "{\"id\": \"2\", \"label\": \"r\", \"from\": \"3\", \"to\": \"4\"}, "
      "{\"id\": \"3\", \"label\": \"r\", \"from\": \"4\", \"to\": \"9\"}, "
      "{\"id\": \"4\", \"label\": \"r\", \"from\": \"9\", \"to\": \"9\"}], "
      "\"spans\": [{\"id\": \"9\", \"label\": \"A\", \"start\": 0, \"end\": 1}]}\n",
      -1);
  VbtImportResult result;

  fixture_import (fixture, &defaults, path, &result, NULL);
  g_assert_cmpuint (result.n_problems, ==, 0);
  g_assert_cmpuint (result.n_relations, ==, 4);
}

#define MENTION(number, group) number "\tBo\t_\t_\t_\t_\t_\t_\t_\tEntity=(" group "-person)\n"

/* The groups of one document are not those of another one, also where what is known of them is forgotten between. */
static void
test_own_entities (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = fixture_write (
      fixture, "a.conllu",
      "# newdoc id = a\n" MENTION ("1", "e1")
          MENTION ("2", "e1") "\n"
                              "# newdoc id = b\n" MENTION ("1", "e1") MENTION ("2", "e2") "\n",
      -1);
  const VbtCatalog *catalog = vbt_store_get_catalog (fixture->store);
  g_autoptr (GArray) documents = NULL;
  g_autoptr (GHashTable) entities = g_hash_table_new (g_str_hash, g_str_equal);
  VbtImportResult result;

  fixture_import (fixture, &defaults, path, &result, NULL);
  documents = fixture_list (fixture);
  g_assert_cmpuint (documents->len, ==, 2);
  for (guint i = 0; i < documents->len; i++)
    {
      g_autoptr (VbtDocument) document
          = vbt_store_load_document (fixture->store, g_array_index (documents, VbtId, i), NULL);

      for (guint j = 0; j < document->annotations->len; j++)
        {
          const VbtAnnotation *span = document->annotations->pdata[j];

          g_assert_cmpuint (span->entities->len, ==, 1);
          g_hash_table_add (
              entities,
              vbt_catalog_get_entity (catalog, g_array_index (span->entities, VbtId, 0))->name);
        }
    }
  g_assert_cmpuint (g_hash_table_size (entities), ==, 3);
  g_assert_true (g_hash_table_contains (entities, "Bo"));
  g_assert_true (g_hash_table_contains (entities, "Bo (3)"));
}

#define ADD(name, test)                                                                            \
  g_test_add ("/import/" name, Fixture, NULL, fixture_set_up, test, jobs_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("folder", test_folder);
  ADD ("missing-path", test_missing_path);
  ADD ("refused", test_refused);
  ADD ("together", test_together);
  ADD ("archive", test_archive);
  ADD ("chain", test_chain);
  ADD ("own-entities", test_own_entities);
  ADD ("refused-late", test_refused_late);
  ADD ("duplicate", test_duplicate);
  ADD ("id-clash", test_id_clash);
  ADD ("schema-grows", test_schema_grows);
  ADD ("annotator/default", test_annotator_default);
  ADD ("annotator/named", test_annotator_named);
  ADD ("annotator/suggestions", test_annotator_suggestions);
  ADD ("cancel", test_cancel);
  ADD ("undo", test_undo);
  ADD ("entities", test_entities);
  ADD ("round-trip", test_round_trip);
  ADD ("adopts-schema", test_adopts_schema);
  ADD ("walk/once", test_pairs);
  return g_test_run ();
}
