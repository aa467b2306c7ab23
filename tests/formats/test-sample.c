/* test-sample.c: the sample project is whole, and an example of what annotations should be
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/fixture.h"
#include "model/vbt-check.h"

#include <locale.h>

#define N_ARTICLES 12

static Fixture *
read_sample (void)
{
  Fixture *fixture = fixture_new (NULL);
  g_autofree char *path
      = g_test_build_filename (G_TEST_DIST, "..", "data", "sample", "sample.jsonl", NULL);
  g_autoptr (GError) error = NULL;

  fixture_read_path (fixture, "verbatim", path, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fixture->documents->len, ==, N_ARTICLES);
  return fixture;
}

static VbtId
find_person (Fixture *fixture, const char *name)
{
  const VbtAnnotator *annotator
      = vbt_catalog_find_annotator (fixture->sink.catalog, VBT_ANNOTATOR_PERSON, name, NULL);

  g_assert_nonnull (annotator);
  return annotator->id;
}

static void
test_read (void)
{
  g_autoptr (Fixture) fixture = read_sample ();
  g_autoptr (VbtSchema) schema = vbt_schema_new_default ("Who said what", NULL);

  for (guint i = 0; i < fixture->problems->len; i++)
    g_test_message ("%s", (char *)fixture->problems->pdata[i]);
  g_assert_cmpuint (fixture->problems->len, ==, 0);
  for (guint i = 0; i < schema->labels->len; i++)
    {
      const VbtLabel *label = g_ptr_array_index (schema->labels, i);

      g_assert_nonnull (
          vbt_schema_find_label (fixture->sink.catalog->schema, label->kind, label->name));
    }
  g_assert_cmpuint (fixture->sink.catalog->schema->labels->len, ==, schema->labels->len);
}

/* The articles to import are the texts of the annotated project. */
static void
test_articles (void)
{
  g_autoptr (Fixture) fixture = read_sample ();

  for (guint i = 0; i < fixture->documents->len; i++)
    {
      const VbtDocument *document = fixture->documents->pdata[i];
      g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "data", "sample",
                                                     "articles", document->name, NULL);
      g_autofree char *text = NULL;
      g_autoptr (GError) error = NULL;

      g_file_get_contents (path, &text, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (vbt_text_get_utf8 (document->text), ==, text);
      g_assert_nonnull (vbt_document_get_metadata (document, VBT_METADATA_TITLE));
      g_assert_nonnull (vbt_document_get_metadata (document, VBT_METADATA_BYLINE));
      g_assert_nonnull (vbt_document_get_metadata (document, VBT_METADATA_SOURCE));
      g_assert_nonnull (vbt_document_get_metadata (document, VBT_METADATA_PUBLISHED));
      g_assert_nonnull (vbt_document_get_metadata (document, VBT_METADATA_LANGUAGE));
    }
}

static guint
count_problems (Fixture *fixture, VbtDocument *document, VbtId annotator)
{
  g_autoptr (GPtrArray) problems
      = vbt_check_document (document, fixture->sink.catalog, annotator, VBT_WHEN_DONE);
  for (guint i = 0; i < problems->len; i++)
    {
      const VbtProblem *problem = g_ptr_array_index (problems, i);

      g_test_message ("%s %d-%d: %s %s", document->name, problem->range.start, problem->range.end,
                      problem->rule, problem->message);
    }
  return problems->len;
}

static void
test_rules (void)
{
  g_autoptr (Fixture) fixture = read_sample ();
  VbtId ada = find_person (fixture, "ada");
  VbtId ben = find_person (fixture, "ben");
  guint n_done = 0;

  for (guint i = 0; i < fixture->documents->len; i++)
    {
      VbtDocument *document = fixture->documents->pdata[i];

      vbt_document_segment (document);
      g_assert_cmpuint (count_problems (fixture, document, ada), ==, 0);
      if (vbt_document_get_status (document, ben) != VBT_STATUS_DONE)
        continue;
      g_assert_cmpuint (count_problems (fixture, document, ben), ==, 0);
      n_done++;
    }
  g_assert_cmpuint (n_done, >=, 6);
}

static guint
count_quotes_by (Fixture *fixture, VbtDocument *document, VbtId annotator, const char *name)
{
  const VbtCatalog *catalog = fixture->sink.catalog;
  const VbtEntity *entity = vbt_catalog_find_entity (catalog, VBT_ENTITY_PERSON, name);
  const VbtLabel *quote = vbt_schema_find_label (catalog->schema, VBT_KIND_SPAN, "Quote");
  guint n = 0;

  g_assert_nonnull (entity);
  for (guint i = 0; i < document->annotations->len; i++)
    {
      const VbtAnnotation *annotation = g_ptr_array_index (document->annotations, i);

      if (annotation->label == quote->id && annotation->annotator == annotator)
        n += vbt_document_get_speaker (document, catalog, annotation) == entity->id;
    }
  return n;
}

/* Who said what in the first article, as one who reads it counts. */
static void
test_speakers (void)
{
  g_autoptr (Fixture) fixture = read_sample ();
  VbtDocument *document = fixture->documents->pdata[0];
  VbtId ada = find_person (fixture, "ada");
  VbtId ben = find_person (fixture, "ben");

  g_assert_cmpstr (document->name, ==, "talks.txt");
  g_assert_cmpuint (count_quotes_by (fixture, document, ada, "Ingrid Aldersen"), ==, 5);
  g_assert_cmpuint (count_quotes_by (fixture, document, ada, "Tomás Revilla"), ==, 5);
  g_assert_cmpuint (count_quotes_by (fixture, document, ada, "Mads Thorvald"), ==, 1);

  /* Two councillors of one name: the two annotators do not agree on whose quote one of them is. */
  document = fixture->documents->pdata[1];
  g_assert_cmpuint (count_quotes_by (fixture, document, ada, "Paul Whitcombe"), ==, 4);
  g_assert_cmpuint (count_quotes_by (fixture, document, ben, "Paul Whitcombe"), ==, 2);
  g_assert_cmpuint (count_quotes_by (fixture, document, ada, "Ruth Whitcombe"), ==, 3);
  g_assert_cmpuint (count_quotes_by (fixture, document, ben, "Ruth Whitcombe"), ==, 4);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sample/read", test_read);
  g_test_add_func ("/sample/articles", test_articles);
  g_test_add_func ("/sample/rules", test_rules);
  g_test_add_func ("/sample/speakers", test_speakers);
  return g_test_run ();
}
