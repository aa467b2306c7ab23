/* test-tei.c: TEI
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/fixture.h"

#define TEI(body)                                                                                  \
  "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><text><body>" body "</body></text></TEI>"

static Fixture *
read_golden (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "golden-tei.xml", NULL);
  Fixture *fixture = fixture_new (NULL);
  g_autoptr (GError) error = NULL;

  fixture_read_path (fixture, "tei", path, NULL, &error);
  g_assert_no_error (error);
  return fixture;
}

static void
test_golden (void)
{
  g_autoptr (Fixture) fixture = read_golden ();
  g_autofree char *all = fixture_describe (fixture);
  const VbtDocument *document = fixture_only_document (fixture);
  const VbtEntity *ann
      = vbt_catalog_find_entity (fixture->sink.catalog, VBT_ENTITY_PERSON, "Ann Park");

  g_assert_cmpstr (vbt_text_get_utf8 (document->text), ==,
                   "News\n\n“I walk,” said Ann, “and talk.”\n\nWell, the city is far away "
                   "now.\n\nBOB.\nIndeed 🙂 it\nis so.");
  g_assert_cmpstr (
      all, ==,
      "Cue 57-65 far away\n"
      "Leisure\n"
      "Location 45-53 the city; type=place; element=rs; → oslo\n"
      "Person 21-24 Ann; → Ann Park; note again\n"
      "Quote 39-43 Well; element=q\n"
      "Quote 6-15 “I walk,” 26-37 “and talk.”; direct=true\n"
      "Quote 77-95 Indeed 🙂 it\nis so.; element=sp\n"
      "Speaker 72-76 BOB.; → bob\n"
      "Theme 21-65 Ann, “and talk.”\n\nWell, the city is far away; tone=dry; sure=yes; note moves\n"
      "speaker (Quote 6-15 “I walk,” 26-37 “and talk.”; direct=true → Person 21-24 Ann; → Ann "
      "Park; note again)\n"
      "speaker (Quote 77-95 Indeed 🙂 it\nis so.; element=sp → Speaker 72-76 BOB.; → bob)");
  g_assert_cmpstr (vbt_document_get_metadata (document, "title"), ==, "A Walk in the Park");
  g_assert_cmpstr (vbt_document_get_metadata (document, "byline"), ==, "Jo Bell");
  g_assert_cmpstr (vbt_document_get_metadata (document, "source"), ==, "The Park Post");
  g_assert_cmpstr (vbt_document_get_metadata (document, "published"), ==, "2021-05-04");
  g_assert_cmpstr (vbt_document_get_metadata (document, "language"), ==, "en");
  g_assert_cmpstr (ann->external_id, ==, "Q42");
  g_assert_cmpuint (ann->aliases->len, ==, 1);
  fixture_assert_problem (fixture, "there is no #bob");
  g_assert_cmpuint (fixture->problems->len, ==, 1);
}

static void
test_round_trip (void)
{
  g_autoptr (Fixture) fixture = read_golden ();

  fixture_assert_round_trip (fixture, "tei");
}

/* What crosses, touches, and stands at the edges; white space, and characters of XML. */
static void
test_crossing (void)
{
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  VbtSchema *schema = fixture->sink.catalog->schema;
  VbtLabel *quote = vbt_schema_ensure_label (schema, VBT_KIND_SPAN, "Quote");
  VbtId type = vbt_label_ensure_attribute (quote, VBT_ATTRIBUTE_TEXT, "type")->id;
  static const VbtRange ranges[]
      = { { 0, 5 }, { 3, 8 }, { 5, 8 }, { 0, 14 }, { 2, 14 }, { 2, 14 }, { 7, 9 } };

  for (guint n = 0; n < 2; n++)
    {
      g_autofree char *name = g_strdup_printf ("d %u & more", n);
      VbtDocument *document
          = vbt_document_new (name, vbt_text_new (" a  <b>\r\n&\t\"🙂  ", -1, NULL));

      vbt_text_unref (document->text);
      for (guint i = 0; i < G_N_ELEMENTS (ranges); i++)
        vbt_document_take_annotation (document,
                                      vbt_annotation_new_span (quote->id, fixture->sink.annotator,
                                                               ranges[i].start, ranges[i].end));
      vbt_annotation_add_fragment (document->annotations->pdata[0], 9, 13);
      for (guint i = 0; i < document->annotations->len; i++)
        vbt_annotation_set_value (document->annotations->pdata[i], type, "one <more>");
      vbt_document_set_metadata (document, "a key", " line\nline ");
      vbt_document_sort (document);
      g_ptr_array_add (fixture->documents, document);
    }
  fixture_assert_round_trip (fixture, "tei");
}

static void
test_raw (void)
{
  g_autoptr (GInputStream) stream
      = g_memory_input_stream_new_from_data (TEI ("<p>a  <note>b</note></p> <q> c</q>"), -1, NULL);
  g_autoptr (VbtInput) input = vbt_input_new_for_stream (stream, "a.xml");
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autofree char *all = NULL;

  vbt_input_set_dialect (input, "text=raw");
  g_assert_true (fixture_format ("tei")->read (input, &fixture->sink, NULL, NULL));
  all = fixture_describe (fixture);
  g_assert_cmpstr (vbt_text_get_utf8 (fixture_only_document (fixture)->text), ==, "a  b  c");
  g_assert_cmpstr (all, ==, "Quote 5-7  c; element=q");
}

static void
test_problems (void)
{
  g_autoptr (Fixture) fixture = fixture_new (NULL);

  fixture_read_bytes (
      fixture, "tei",
      TEI ("<p><q/>a<rs xml:id=\"a\" ref=\"#b\">x</rs><rs xml:id=\"a\" ref=\"#a\">y</rs>"
           "<seg>no</seg></p>"),
      -1, NULL);
  fixture_assert_problem (fixture, "is empty");
  fixture_assert_problem (fixture, "there is no #b");
  fixture_assert_problem (fixture, "There is another “a”");
  fixture_assert_problem (fixture, "is itself");
  g_assert_cmpuint (fixture_only_document (fixture)->annotations->len, ==, 2);
  fixture_read_bytes (fixture, "tei", "<teiCorpus/>", -1, NULL);
  fixture_assert_problem (fixture, "no text");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tei/golden", test_golden);
  g_test_add_func ("/tei/round-trip", test_round_trip);
  g_test_add_func ("/tei/crossing", test_crossing);
  g_test_add_func ("/tei/raw", test_raw);
  g_test_add_func ("/tei/problems", test_problems);
  return g_test_run ();
}
