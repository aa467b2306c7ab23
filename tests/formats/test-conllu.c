/* test-conllu.c: words of Universal Dependencies, and mentions
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/fixture.h"
#include "formats/vbt-json.h"

static void
read_path (Fixture *fixture, const char *path, const char *dialect)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtInput) input = vbt_input_new_for_path (path, &error);

  vbt_input_set_dialect (input, dialect);
  fixture_format ("conllu")->read (input, &fixture->sink, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < fixture->problems->len; i++)
    g_test_message ("problem %s", (char *)fixture->problems->pdata[i]);
}

static Fixture *
read_golden (const char *dialect)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "golden.conllu", NULL);
  Fixture *fixture = fixture_new (NULL);

  read_path (fixture, path, dialect);
  return fixture;
}

static const char *
label_of (const Fixture *fixture, const VbtAnnotation *annotation)
{
  return vbt_schema_get_label (fixture->sink.catalog->schema, annotation->label)->name;
}

static char *
describe (const Fixture *fixture)
{
  const VbtDocument *document = fixture->documents->pdata[0];
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < document->annotations->len; i++)
    {
      const VbtAnnotation *span = document->annotations->pdata[i];
      g_autofree char *text = vbt_document_get_covered_text (document, span);

      g_string_append_printf (all, "%s%s:%s", i > 0 ? "|" : "", label_of (fixture, span), text);
    }
  return g_string_free (g_steal_pointer (&all), FALSE);
}

static void
test_text (void)
{
  g_autoptr (Fixture) fixture = read_golden (NULL);
  const VbtDocument *document = fixture_only_document (fixture);
  g_autofree char *spans = describe (fixture);
  const VbtAnnotation *first = document->annotations->pdata[0];
  const VbtAnnotation *she = document->annotations->pdata[3];

  g_assert_cmpuint (fixture->problems->len, ==, 0);
  g_assert_cmpstr (document->name, ==, "a.txt");
  g_assert_cmpstr (vbt_text_get_utf8 (document->text), ==,
                   "Zoë didn't see the 50 000 😀.\nShe left  again.\n\nBye");
  g_assert_cmpuint (document->tokens->len, ==, 12);
  g_assert_cmpuint (document->sentences->len, ==, 3);
  g_assert_cmpstr (vbt_document_get_metadata (document, "title"), ==, "A title");
  g_assert_cmpstr (spans, ==,
                   "person:Zoë|thing:the 50 000 😀|part:the 50 000|person:She|event:left again");
  g_assert_cmpint (g_array_index (first->entities, VbtId, 0), ==,
                   g_array_index (she->entities, VbtId, 0));
}

/* What is written is read again as the same, and the same bytes are written then. */
static void
test_round_trip (void)
{
  g_autoptr (Fixture) fixture = read_golden (NULL);
  g_autofree char *spans = describe (fixture);
  g_autofree char *written = fixture_write_string (fixture, "conllu");
  g_autoptr (Fixture) again = fixture_new (NULL);
  g_autofree char *spans_again = NULL;
  g_autofree char *rewritten = NULL;
  const VbtDocument *document;

  fixture_read_bytes (again, "conllu", written, -1, NULL);
  g_assert_cmpuint (again->problems->len, ==, 0);
  document = fixture_only_document (again);
  g_assert_cmpstr (vbt_text_get_utf8 (document->text), ==,
                   vbt_text_get_utf8 (fixture_only_document (fixture)->text));
  spans_again = describe (again);
  g_assert_cmpstr (spans, ==, spans_again);
  rewritten = fixture_write_string (again, "conllu");
  g_assert_cmpstr (written, ==, rewritten);
}

static guint
count (const Fixture *fixture, VbtKind kind, const char *label)
{
  guint n = 0;

  for (guint i = 0; i < fixture->documents->len; i++)
    {
      const VbtDocument *document = fixture->documents->pdata[i];

      for (guint j = 0; j < document->annotations->len; j++)
        {
          const VbtAnnotation *annotation = document->annotations->pdata[j];

          n += annotation->kind == kind && g_str_equal (label_of (fixture, annotation), label);
        }
    }
  return n;
}

static void
test_words (void)
{
  g_autoptr (Fixture) fixture = read_golden ("words=yes");

  g_assert_cmpuint (count (fixture, VBT_KIND_SPAN, "Word"), ==, 13);
  g_assert_cmpuint (count (fixture, VBT_KIND_RELATION, "nsubj"), ==, 2);
  g_assert_cmpuint (count (fixture, VBT_KIND_RELATION, "root"), ==, 0);
}

/* Every dependency but the roots, and every word, of the real files. */
static void
check_words (const char *name, json_t *facts)
{
  g_autofree char *path = fixture_shared ("conllu", name);
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  const char *relation;
  json_t *n;

  if (json_object_get (facts, "upos") == NULL)
    return;
  read_path (fixture, path, "words=yes");
  g_test_message ("%s", name);
  g_assert_cmpuint (count (fixture, VBT_KIND_SPAN, "Word"), ==,
                    json_integer_value (json_object_get (facts, "words")));
  json_object_foreach (json_object_get (facts, "deprels"), relation, n)
  {
    /* Facts are of the universal part: "nmod:poss" is nmod. */
    guint n_found = 0;

    for (guint i = 0; i < fixture->sink.catalog->schema->labels->len; i++)
      {
        const VbtLabel *label = fixture->sink.catalog->schema->labels->pdata[i];
        gsize n_relation = strlen (relation);

        if (label->kind == VBT_KIND_RELATION && strncmp (label->name, relation, n_relation) == 0
            && (label->name[n_relation] == '\0' || label->name[n_relation] == ':'))
          n_found += count (fixture, VBT_KIND_RELATION, label->name);
      }
    if (!g_str_equal (relation, "root"))
      g_assert_cmpuint (n_found, ==, json_integer_value (n));
  }
}

static void
test_real_words (void)
{
  g_autofree char *path = fixture_shared ("conllu", "EXPECT.json");
  g_autoptr (json_t) expected = path != NULL ? json_load_file (path, 0, NULL) : NULL;
  const char *name;
  json_t *facts;

  json_object_foreach (expected, name, facts) check_words (name, facts);
}

/* GUM has 564 mentions in its first 60 sentences. */
static void
test_mentions (void)
{
  g_autofree char *path = fixture_shared ("conllu", "gum_dev_first60.conllu");
  g_autoptr (Fixture) fixture = NULL;
  guint n = 0;

  if (path == NULL)
    return;
  fixture = fixture_new (NULL);
  read_path (fixture, path, NULL);
  g_assert_cmpuint (fixture->documents->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    n += ((VbtDocument *)fixture->documents->pdata[i])->annotations->len;
  g_assert_cmpuint (n, ==, 564);
  g_assert_cmpuint (fixture->problems->len, ==, 0);
}

/* A span that refers to nothing is none of an entity again; an entity has the name of its first mention. */
static void
test_unlinked (void)
{
  static const char *const native = "{\"text\": \"Ann met Bo in Rome.\", \"spans\": [{\"label\": "
                                    "\"A\", \"start\": 0, \"end\": 10}, "
                                    "{\"label\": \"A\", \"start\": 4, \"end\": 18}, {\"label\": "
                                    "\"B\", \"start\": 8, \"end\": 10}]}";
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autoptr (GError) error = NULL;

  fixture_read_bytes (fixture, "verbatim", native, -1, &error);
  g_assert_no_error (error);
  fixture_assert_round_trip (fixture, "conllu");
}

static guint
count_losses (const char *name, VbtEntityKind kind)
{
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autoptr (VbtLosses) losses = vbt_losses_new ();
  VbtEntity *entity = vbt_entity_new (kind, name);
  VbtDocument *document;
  guint n = 0;

  fixture_read_bytes (fixture, "verbatim",
                      "{\"text\": \"Ann left.\", \"spans\": [{\"label\": \"A\", \"start\": 0, "
                      "\"end\": 3}]}",
                      -1, NULL);
  document = fixture_only_document (fixture);
  vbt_annotation_add_entity (document->annotations->pdata[0], entity->id);
  vbt_catalog_take_entity (fixture->sink.catalog, entity);
  fixture_format ("conllu")->losses (fixture->sink.catalog, document, losses);
  for (guint i = 0; i < losses->rows->len; i++)
    n += strstr (((VbtLoss *)losses->rows->pdata[i])->what, "ntities") != NULL;
  return n;
}

static void
test_names_of_entities (void)
{
  g_assert_cmpuint (count_losses ("Ann", VBT_ENTITY_OTHER), ==, 0);
  g_assert_cmpuint (count_losses ("Ann (2)", VBT_ENTITY_OTHER), ==, 0);
  g_assert_cmpuint (count_losses ("Ann Lee", VBT_ENTITY_OTHER), ==, 1);
  g_assert_cmpuint (count_losses ("Ann Lee", VBT_ENTITY_PERSON), ==, 2);
}

static void
test_plus (void)
{
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autofree char *spans = NULL;

  fixture_read_bytes (fixture, "conllu",
                      "# global.columns = ID FORM NER MISC\n1\tNew\tB-LOC\t_\n"
                      "2\tYork\tI-LOC\tSpaceAfter=No\n3\t.\tO\t_\n",
                      -1, NULL);
  spans = describe (fixture);
  g_assert_cmpstr (spans, ==, "LOC:New York");
  g_assert_cmpuint (fixture->problems->len, ==, 0);
}

static void
test_damage (void)
{
  g_autoptr (Fixture) fixture = fixture_new (NULL);

  fixture_read_bytes (fixture, "conllu",
                      "# text = b\n1\ta\ta\tX\t_\t_\t9\tdep\t_\tEntity=(1-x7)\nx\n", -1, NULL);
  fixture_assert_problem (fixture, "2: Word 1 has the head 9");
  fixture_assert_problem (fixture, "3: The line was left out");
  fixture_assert_problem (fixture, "“# text” says “b”, but the words are “a”");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/conllu/text", test_text);
  g_test_add_func ("/conllu/round-trip", test_round_trip);
  g_test_add_func ("/conllu/words", test_words);
  g_test_add_func ("/conllu/real-words", test_real_words);
  g_test_add_func ("/conllu/mentions", test_mentions);
  g_test_add_func ("/conllu/unlinked", test_unlinked);
  g_test_add_func ("/conllu/names-of-entities", test_names_of_entities);
  g_test_add_func ("/conllu/plus", test_plus);
  g_test_add_func ("/conllu/damage", test_damage);
  return g_test_run ();
}
