/* test-csv-annotations.c: tables of spans and of attributions
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/fixture.h"
#include "formats/vbt-csv-annotations.h"

#include <glib/gstdio.h>
#include <unistd.h>

static Fixture *
read_attribution (void)
{
  g_autoptr (VbtSchema) schema = vbt_schema_new_default ("Who said what", NULL);
  Fixture *fixture = fixture_new (schema);
  g_autoptr (GError) error = NULL;

  fixture_read_bytes (
      fixture, "verbatim",
      "{\"verbatim\": 1, \"entities\": [{\"id\": \"0000000000000001\", \"kind\": \"person\", "
      "\"name\": \"Ann Lee\", \"external_id\": \"Q1\", \"attributes\": {\"role\": \"mayor\"}}]}\n"
      "{\"name\": \"a.txt\", \"text\": \"“No,” said Lee, “never.”\", \"meta\": {\"title\": \"T\"}, "
      "\"spans\": ["
      "{\"id\": \"1\", \"label\": \"Quote\", \"start\": 0, \"end\": 24, \"fragments\": [[0, 5], "
      "[16, 24]], \"attributes\": {\"type\": \"direct\"}}, "
      "{\"id\": \"2\", \"label\": \"Cue\", \"start\": 6, \"end\": 10}, "
      "{\"id\": \"3\", \"label\": \"Speaker\", \"start\": 11, \"end\": 14, \"entities\": "
      "[\"0000000000000001\"]}, "
      "{\"id\": \"4\", \"label\": \"Person\", \"start\": 11, \"end\": 14}], "
      "\"relations\": [{\"id\": \"5\", \"label\": \"cue\", \"from\": \"1\", \"to\": \"2\"}, "
      "{\"id\": \"6\", \"label\": \"speaker\", \"from\": \"1\", \"to\": \"3\"}]}\n",
      -1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fixture->problems->len, ==, 0);
  return fixture;
}

static void
test_attributions (void)
{
  g_autoptr (Fixture) fixture = read_attribution ();
  g_autofree char *written = fixture_write_string (fixture, "csv-attributions");
  g_autoptr (VbtLosses) losses = vbt_losses_new ();
  g_auto (GStrv) lines = g_strsplit (written, "\n", -1);

  g_assert_true (g_str_has_prefix (lines[0], "document,title,byline,source,published,url,language,"
                                             "quote,type,speaker_status,cue,speaker,entity,"));
  g_assert_true (g_str_has_prefix (
      lines[1], "a.txt,T,,,,,,\"“No,” “never.”\",direct,,said,Lee,Ann Lee,person,mayor,,,Q1,,0,24,"
                "0-5;16-24,6-10,11-14,,"));
  g_assert_cmpstr (lines[2], ==, "");
  fixture_format ("csv-attributions")
      ->losses (fixture->sink.catalog, fixture_only_document (fixture), losses);
  g_assert_cmpuint (losses->rows->len, ==, 3);
  g_assert_cmpuint (((VbtLoss *)losses->rows->pdata[2])->count, ==, 1);
}

static void
test_spans (void)
{
  g_autoptr (Fixture) fixture = read_attribution ();
  g_autofree char *written = fixture_write_string (fixture, "csv-spans");
  g_auto (GStrv) lines = g_strsplit (written, "\n", -1);

  g_assert_cmpuint (g_strv_length (lines), ==, 6);
  g_assert_true (g_str_has_prefix (lines[1], "a.txt,T,,,,,,Quote,\"“No,” “never.”\",0,24,0-5;16-24,"
                                             "type=direct,,,,"));
  g_assert_nonnull (strstr (written, "Speaker,Lee,11,14,,,Ann Lee,person,Q1,,"));
}

/* A table of spans, whose text lies beside it. */
static void
test_read_spans (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "golden-csv-spans.csv", NULL);
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autoptr (GError) error = NULL;
  const VbtCatalog *catalog = fixture->sink.catalog;
  const VbtDocument *document;
  const VbtAnnotation *span;
  const VbtEntity *entity;
  const VbtLabel *label;

  fixture_read_path (fixture, "csv-spans", path, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fixture->problems->len, ==, 0);
  document = fixture_only_document (fixture);
  g_assert_cmpuint (document->annotations->len, ==, 3);
  span = document->annotations->pdata[0];
  label = vbt_schema_get_label (catalog->schema, span->label);
  g_assert_cmpstr (label->name, ==, "Quote");
  g_assert_cmpuint (span->n_fragments, ==, 2);
  g_assert_cmpint (vbt_annotation_get_fragment (span, 1).start, ==, 39);
  g_assert_cmpstr (vbt_annotation_get_value (span, vbt_label_find_attribute (label, "type")->id),
                   ==, "direct");
  g_assert_cmpstr (
      vbt_annotation_get_value (span, vbt_label_find_attribute (label, "certainty")->id), ==,
      "high");
  span = document->annotations->pdata[1];
  g_assert_cmpstr (span->note, ==, "sure?");
  g_assert_cmpstr (vbt_catalog_get_annotator (catalog, span->annotator)->name, ==, "ada");
  span = document->annotations->pdata[2];
  entity = vbt_catalog_get_entity (catalog, g_array_index (span->entities, VbtId, 0));
  g_assert_cmpstr (entity->name, ==, "Ann Lee");
  g_assert_cmpint (entity->kind, ==, VBT_ENTITY_PERSON);
  g_assert_cmpfloat (span->confidence, ==, 0.75);
  g_assert_cmpint (vbt_catalog_get_annotator (catalog, span->annotator)->kind, ==,
                   VBT_ANNOTATOR_TAGGER);
}

/* What is wrong is named, the rest goes on, and no file is opened but a text beside the table. */
static void
test_bad_spans (void)
{
  static const char table[] = "file;type;begin;stop;span\n"
                              "t;A;0;3;Ann\n"
                              "t;A;four;7;met\n"
                              "t;;4;7;met\n"
                              "t;A;4;70;met\n"
                              "t;A;8;10;So\n"
                              ";A;0;1;\n"
                              "../t;A;0;3;Ann\n"
                              "link;A;0;3;Ann\n"
                              "t.html;A;0;3;Ann\n"
                              "t.txt;B;0;3;Ann\n";
  g_autofree char *folder = g_dir_make_tmp ("verbatim-test-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "spans.csv", NULL);
  g_autofree char *text = g_build_filename (folder, "t.txt", NULL);
  g_autofree char *link = g_build_filename (folder, "link.txt", NULL);
  g_autofree char *page = g_build_filename (folder, "t.html", NULL);
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autoptr (GError) error = NULL;
  const VbtDocument *document;

  g_assert_true (g_file_set_contents (path, table, -1, NULL));
  g_assert_true (g_file_set_contents (text, "Ann met Bo", -1, NULL));
  g_assert_true (g_file_set_contents (page, "Ann met Bo", -1, NULL));
  g_assert_cmpint (symlink (text, link), ==, 0);
  fixture_read_path (fixture, "csv-spans", path, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fixture->documents->len, ==, 2);
  document = fixture->documents->pdata[0];
  g_assert_cmpuint (document->annotations->len, ==, 3);
  fixture_assert_problem (fixture, "3: Record 3 was left out: its offsets are no numbers");
  fixture_assert_problem (fixture, "4: Record 4 was left out: it has no label");
  fixture_assert_problem (fixture, "Record 5: its offsets are not in the text, but “met” is");
  fixture_assert_problem (fixture, "Record 6: its text is “So”, but at its offsets there is “Bo”");
  fixture_assert_problem (fixture, "7: Record 7 was left out: it names no document");
  fixture_assert_problem (fixture, "There is no article “../t”");
  fixture_assert_problem (fixture, "There is no article “link”");
  fixture_assert_problem (fixture, "There is no article “t.html”");
  g_assert_cmpuint (fixture->problems->len, ==, 8);
  g_assert_false (
      fixture_read_bytes (fixture, "csv-spans", "document,label,start\na,b,0\n", -1, &error));
  g_assert_nonnull (strstr (error->message, "“end”"));
  g_unlink (path);
  g_unlink (text);
  g_unlink (link);
  g_unlink (page);
  g_rmdir (folder);
}

/* A table, and a text beside it. */
typedef struct
{
  char *folder, *table, *text;
} Place;

static Place *
place_new (const char *name, const char *text)
{
  Place *self = g_new0 (Place, 1);

  self->folder = g_dir_make_tmp ("verbatim-test-XXXXXX", NULL);
  self->table = g_build_filename (self->folder, "table.csv", NULL);
  self->text = g_build_filename (self->folder, name, NULL);
  g_assert_true (g_file_set_contents (self->text, text, -1, NULL));
  return self;
}

static void
place_free (Place *self)
{
  g_unlink (self->table);
  g_unlink (self->text);
  g_rmdir (self->folder);
  g_free (self->folder);
  g_free (self->table);
  g_free (self->text);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Place, place_free)

static Fixture *
place_read (const Place *self, const char *format, const char *table)
{
  Fixture *fixture = fixture_new (NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (self->table, table, -1, NULL));
  fixture_read_path (fixture, format, self->table, NULL, &error);
  g_assert_no_error (error);
  return fixture;
}

#define ATTRIBUTIONS_HEADER                                                                        \
  "document,title,byline,source,published,url,language,quote,type,speaker_status,cue,speaker,"     \
  "entity,entity_kind,role,affiliation,gender,entity_id,addressee,start,end,quote_offsets,"        \
  "cue_offsets,speaker_offsets,addressee_offsets,annotator,origin,confidence,status,attributes,"   \
  "note\n"

#define ATTRIBUTIONS_TEXT "No, said Lee to Bo: so. He left. Co agreed.\n"

static guint
count (const VbtDocument *document, VbtKind kind)
{
  guint n = 0;

  for (guint i = 0; i < document->annotations->len; i++)
    n += ((VbtAnnotation *)document->annotations->pdata[i])->kind == kind;
  return n;
}

/* Two quotes of one speaker, and one of two; what is written is what was read. */
static void
test_read_attributions (void)
{
  static const char table[] = ATTRIBUTIONS_HEADER
      "t.txt,T,,,,,,No so,direct,explicit,said,Lee,Ann Lee,person,mayor,,,Q1,Bo,0,22,0-2;20-22,4-8,"
      "9-12,16-18,ada,person,,annotation,sure=yes; topic=oil; topic=war; why=a\\;b,odd\n"
      "t.txt,T,,,,,,He left,indirect,,,Lee,Ann Lee,person,mayor,,,Q1,,24,31,24-31,,9-12,,ada,"
      "person,0.5,annotation,,\n"
      "t.txt,T,,,,,,agreed,,,,Lee; Co,Ann Lee; Co\\; Ltd,person; organization,mayor; ,,,Q1; "
      ",,36,42,"
      "36-42,,9-12; 33-35,,ada,person,,annotation,,\n"
      "t.txt,T,,,,,,agreed,,,,Co,Co\\; Ltd; Bo,organization; person,,,,,,36,42,36-42,,33-35,,ner,"
      "tagger,1,suggestion,,\n";
  g_autoptr (Place) place = place_new ("t.txt", ATTRIBUTIONS_TEXT);
  g_autoptr (Fixture) fixture = place_read (place, "csv-attributions", table);
  const VbtDocument *document = fixture_only_document (fixture);
  const VbtCatalog *catalog = fixture->sink.catalog;
  g_autofree char *written = fixture_write_string (fixture, "csv-attributions");
  const VbtEntity *entity = vbt_catalog_find_entity (catalog, VBT_ENTITY_PERSON, "Ann Lee");
  g_autoptr (VbtLosses) losses = vbt_losses_new ();

  g_assert_cmpuint (fixture->problems->len, ==, 0);
  g_assert_cmpstr (written, ==, table);
  g_assert_cmpuint (count (document, VBT_KIND_SPAN), ==, 9);
  g_assert_cmpuint (count (document, VBT_KIND_RELATION), ==, 7);
  g_assert_cmpuint (catalog->entities->len, ==, 3);
  g_assert_cmpstr (g_hash_table_lookup (entity->attributes, "role"), ==, "mayor");
  g_assert_cmpstr (entity->external_id, ==, "Q1");
}

/* What is wrong is named with its line, and the quote stays. */
static void
test_bad_attributions (void)
{
  static const char table[]
      = "document,quote,start,end,cue,cue_offsets,speaker,speaker_offsets,entity,role,"
        "addressee\n"
        "t,No,0,2,said,4 to 8,Lee,9-12,,,\n"
        "t,He left,24,31,,,Lee; Co,9-12; 33-35,Ann Lee,,\n"
        "t,He left,24,31,,,Bo,9-12,,,\n"
        "t,so,20,22,said,,,,Ann Lee,,Bo\n"
        "t,so,20,22,,,Lee,9-12,Ann; Lee,mayor,\n"
        "t,so,x,22,said,4-8,Lee,9-12,,,\n"
        "t,so,20,22,,,Lee,9-120,,,\n";
  g_autoptr (Place) place = place_new ("t.txt", ATTRIBUTIONS_TEXT);
  g_autoptr (Fixture) fixture = place_read (place, "csv-attributions", table);
  const VbtDocument *document = fixture_only_document (fixture);
  g_autoptr (GError) error = NULL;

  fixture_assert_problem (fixture, "2: Record 2: “4 to 8” in “cue_offsets” is no place");
  fixture_assert_problem (fixture,
                          "3: Record 3: “Ann Lee” was left out: it does not say which of 2");
  fixture_assert_problem (fixture, "5: Record 5: “said” was left out: “cue_offsets” does not say");
  fixture_assert_problem (fixture, "5: Record 5: “Bo” was left out: “addressee_offsets” does not");
  fixture_assert_problem (fixture, "5: Record 5: “Ann Lee” was left out: no span means it");
  fixture_assert_problem (fixture, "6: Record 6: “mayor” was left out: it does not say which of 2");
  fixture_assert_problem (fixture, "7: Record 7 was left out: its offsets are no numbers");
  fixture_assert_problem (
      fixture, "Record 8, speaker_offsets: its offsets are not in the text, but “Lee” is");
  fixture_assert_problem (fixture,
                          "4: Record 4: at 9-12 there is “Bo”, but in an earlier record “Lee”");
  g_assert_cmpuint (fixture->problems->len, ==, 9);
  g_assert_cmpuint (count (document, VBT_KIND_SPAN), ==, 9);
  g_assert_cmpuint (count (document, VBT_KIND_RELATION), ==, 6);
  g_assert_false (fixture_read_bytes (fixture, "csv-attributions",
                                      "document,quote,start,end\na,b,0,1\n", -1, &error));
  g_assert_nonnull (strstr (error->message, "“speaker_offsets”"));
}

/* What has no column is announced: nothing else is lost of an attribution. */
static void
test_attribution_losses (void)
{
  static const char *const lost[]
      = { "Attributes are left out",
          "Notes are left out",
          "Metadata is left out",
          "Which entity a span refers to is left out",
          "Which of several speakers is which entity is left out",
          "Speakers and cues get the labels “Speaker” and “Cue”",
          "Speakers and cues become those of who made the quote",
          "Annotations that are no part of an attribution are left out" };
  static const char text[]
      = "{\"verbatim\": 1, \"entities\": [{\"id\": \"0000000000000001\", \"kind\": \"person\", "
        "\"name\": \"Ann Lee\"}], \"annotators\": [{\"id\": \"9\", \"kind\": \"person\", \"name\": "
        "\"ada\"}]}\n"
        "{\"name\": \"t.txt\", \"text\": \"No, said Lee and Bo.\", \"meta\": {\"desk\": \"A\"}, "
        "\"spans\": ["
        "{\"id\": \"1\", \"label\": \"Quote\", \"start\": 0, \"end\": 2, \"attributes\": "
        "{\"certain\": "
        "\"no\"}, \"note\": \"kept\"}, "
        "{\"id\": \"2\", \"label\": \"Cue\", \"start\": 4, \"end\": 8, \"note\": \"lost\", "
        "\"annotator\": \"ada\", \"entities\": [\"0000000000000001\"]}, "
        "{\"id\": \"3\", \"label\": \"Speaker\", \"start\": 9, \"end\": 12, \"attributes\": "
        "{\"form\": "
        "\"name\"}, \"entities\": [\"0000000000000001\"]}, "
        "{\"id\": \"4\", \"label\": \"Person\", \"start\": 17, \"end\": 19}], "
        "\"relations\": [{\"id\": \"5\", \"label\": \"cue\", \"from\": \"1\", \"to\": \"2\"}, "
        "{\"id\": \"6\", \"label\": \"speaker\", \"from\": \"1\", \"to\": \"3\"}, "
        "{\"id\": \"7\", \"label\": \"speaker\", \"from\": \"1\", \"to\": \"4\"}, "
        "{\"id\": \"8\", \"label\": \"reply\", \"from\": \"1\", \"to\": \"4\"}]}\n";
  g_autoptr (VbtSchema) schema = vbt_schema_new_default ("Who said what", NULL);
  g_autoptr (Fixture) fixture = fixture_new (schema);
  g_autoptr (VbtLosses) losses = vbt_losses_new ();
  g_autoptr (GError) error = NULL;

  fixture_read_bytes (fixture, "verbatim", text, -1, &error);
  g_assert_no_error (error);
  fixture_format ("csv-attributions")
      ->losses (fixture->sink.catalog, fixture_only_document (fixture), losses);
  for (guint i = 0; i < G_N_ELEMENTS (lost); i++)
    {
      const VbtLoss *found = NULL;

      for (guint j = 0; j < losses->rows->len; j++)
        if (g_str_equal (((VbtLoss *)losses->rows->pdata[j])->what, lost[i]))
          found = losses->rows->pdata[j];
      g_test_message ("%s", lost[i]);
      g_assert_nonnull (found);
      g_assert_cmpuint (found->count, ==, 1);
    }
  /* And the text, and who made them. */
  g_assert_cmpuint (losses->rows->len, ==, G_N_ELEMENTS (lost) + 2);
}

/* Several values of an attribute, and separators in them; entities with their kinds. */
static void
test_span_cells (void)
{
  static const char table[]
      = "document,title,byline,source,published,url,language,label,text,start,end,fragments,"
        "attributes,entity,entity_kind,entity_id,note,annotator,origin,confidence,status\n"
        "t.txt,,,,,,,Speaker,Lee,9,12,,topic=oil; topic=war; why=a\\;b\\\\c=d,Lee; The\\; Mill,"
        "person; organization,; Q7,,ada,person,,annotation\n";
  g_autoptr (Place) place = place_new ("t.txt", ATTRIBUTIONS_TEXT);
  g_autoptr (Fixture) fixture = place_read (place, "csv-spans", table);
  g_autofree char *written = fixture_write_string (fixture, "csv-spans");
  const VbtDocument *document = fixture_only_document (fixture);
  const VbtAnnotation *span = document->annotations->pdata[0];
  const VbtLabel *label = vbt_schema_get_label (fixture->sink.catalog->schema, span->label);

  g_assert_cmpuint (fixture->problems->len, ==, 0);
  g_assert_cmpstr (written, ==, table);
  g_assert_cmpstr (vbt_annotation_get_value (span, vbt_label_find_attribute (label, "topic")->id),
                   ==, "oil" VBT_VALUE_SEPARATOR "war");
  g_assert_cmpstr (vbt_annotation_get_value (span, vbt_label_find_attribute (label, "why")->id), ==,
                   "a;b\\c=d");
}

/* Nothing that a cell says is passed over in silence. */
static void
test_odd_cells (void)
{
  static const char table[]
      = "document,label,start,end,fragments,attributes,entity,entity_kind,score\n"
        "t,Speaker,9,12,9 to 12,type=a; odd,Lee,politician,high\n"
        "t,Speaker,33,35,,,Co,politician,87\n"
        "t,Speaker,16,18,,,Bo,person,0.25\n";
  g_autoptr (Place) place = place_new ("t.txt", ATTRIBUTIONS_TEXT);
  g_autoptr (Fixture) fixture = place_read (place, "csv-spans", table);
  const VbtDocument *document = fixture_only_document (fixture);
  const VbtCatalog *catalog = fixture->sink.catalog;
  const VbtAnnotation *lee = document->annotations->pdata[0];
  const VbtAnnotation *bo = document->annotations->pdata[1];
  const VbtAnnotation *co = document->annotations->pdata[2];
  const VbtLabel *label = vbt_schema_get_label (catalog->schema, lee->label);
  VbtId score = vbt_label_find_attribute (label, "score")->id;

  fixture_assert_problem (fixture, "2: Record 2: “9 to 12” in “fragments” is no place");
  fixture_assert_problem (fixture, "Record 2: “odd” was left out: it is no “name=value”");
  fixture_assert_problem (fixture, "2: “politician” was left out: entities are person");
  g_assert_cmpuint (fixture->problems->len, ==, 3);
  g_assert_cmpstr (vbt_annotation_get_value (lee, score), ==, "high");
  g_assert_cmpstr (vbt_annotation_get_value (co, score), ==, "87");
  g_assert_cmpfloat (bo->confidence, ==, 0.25);
  g_assert_nonnull (vbt_catalog_find_entity (catalog, VBT_ENTITY_PERSON, "Lee"));
}

/* A list in a cell comes back whatever is in it. */
static void
test_items (void)
{
  static const char letters[] = "a;\\ =";

  for (guint round = 0; round < 2000; round++)
    {
      g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_free);
      g_autoptr (GPtrArray) again = NULL;
      g_autofree char *cell = NULL;

      for (int n = g_test_rand_int_range (1, 4); n > 0; n--)
        {
          g_autoptr (GString) item = g_string_new ("x");

          for (int m = g_test_rand_int_range (0, 5); m > 0; m--)
            g_string_append_c (item, letters[g_test_rand_int_range (0, 5)]);
          g_string_append_c (item, 'x');
          g_ptr_array_add (items, g_string_free (g_steal_pointer (&item), FALSE));
        }
      cell = vbt_csv_join_items (items);
      again = vbt_csv_split_items (cell);
      g_assert_cmpuint (again->len, ==, items->len);
      for (guint i = 0; i < items->len; i++)
        g_assert_cmpstr (again->pdata[i], ==, items->pdata[i]);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/csv-annotations/attributions", test_attributions);
  g_test_add_func ("/csv-annotations/read-attributions", test_read_attributions);
  g_test_add_func ("/csv-annotations/bad-attributions", test_bad_attributions);
  g_test_add_func ("/csv-annotations/attribution-losses", test_attribution_losses);
  g_test_add_func ("/csv-annotations/spans", test_spans);
  g_test_add_func ("/csv-annotations/read-spans", test_read_spans);
  g_test_add_func ("/csv-annotations/bad-spans", test_bad_spans);
  g_test_add_func ("/csv-annotations/span-cells", test_span_cells);
  g_test_add_func ("/csv-annotations/odd-cells", test_odd_cells);
  g_test_add_func ("/csv-annotations/items", test_items);
  return g_test_run ();
}
