/* test-check.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/article.h"

static void
test_e1 (void)
{
  g_auto (Article) article = { 0 };
  const VbtProblem *problem = NULL;
  VbtAnnotation *quote;

  article_init (&article, "“We will go,” she said.");
  quote = add_span (&article, "Quote", "“We will go,”");
  g_assert_cmpuint (count (&article, "E1", VBT_WHEN_ALWAYS, NULL), ==, 0);
  g_assert_cmpuint (count (&article, "E1", VBT_WHEN_DONE, &problem), ==, 1);
  g_assert_cmpint (problem->annotation, ==, quote->id);
  g_assert_cmpint (problem->range.end, ==, 13);
  g_assert_cmpint (problem->level, ==, VBT_LEVEL_ERROR);
  vbt_document_set_status (article.document, BOB, VBT_STATUS_DONE);
  g_assert_cmpuint (count (&article, "E1", VBT_WHEN_ALWAYS, NULL), ==, 0);
  vbt_document_set_status (article.document, ADA, VBT_STATUS_DONE);
  g_assert_cmpuint (count (&article, "E1", VBT_WHEN_ALWAYS, NULL), ==, 1);
  add_relation (&article, "cue", quote, add_span (&article, "Cue", "said"));
  g_assert_cmpuint (count (&article, "E1", VBT_WHEN_DONE, NULL), ==, 0);
}

static void
test_e2 (void)
{
  g_auto (Article) article = { 0 };
  VbtAnnotation *quote;
  VbtAnnotation *cue;

  article_init (&article, "“We will go,” she said, and added nothing.");
  quote = add_span (&article, "Quote", "“We will go,”");
  cue = add_span (&article, "Cue", "said");
  add_relation (&article, "cue", quote, cue);
  g_assert_cmpuint (count (&article, "E2", VBT_WHEN_ALWAYS, NULL), ==, 0);
  vbt_annotation_add_fragment (cue, find (&article, "nothing").start,
                               find (&article, "nothing").end);
  g_assert_cmpuint (count (&article, "E2", VBT_WHEN_ALWAYS, NULL), ==, 1);
  add_relation (&article, "cue", quote, add_span (&article, "Cue", "added"));
  g_assert_cmpuint (count (&article, "E2", VBT_WHEN_ALWAYS, NULL), ==, 2);
  g_assert_cmpuint (count (&article, "relation", VBT_WHEN_ALWAYS, NULL), ==, 0);
  set_rule (&article, "E2", VBT_LEVEL_OFF, VBT_WHEN_ALWAYS);
  g_assert_cmpuint (count (&article, "E2", VBT_WHEN_ALWAYS, NULL), ==, 0);
  g_assert_cmpuint (count (&article, "relation", VBT_WHEN_ALWAYS, NULL), ==, 1);
}

static void
test_e3 (void)
{
  g_auto (Article) article = { 0 };
  const VbtLabel *label;
  const VbtAttribute *status;
  VbtAnnotation *quote;
  VbtAnnotation *link;

  article_init (&article, "“We will go,” she said.");
  quote = add_span (&article, "Quote", "“We will go,”");
  g_assert_cmpuint (count (&article, "E3", VBT_WHEN_ALWAYS, NULL), ==, 0);
  g_assert_cmpuint (count (&article, "E3", VBT_WHEN_DONE, NULL), ==, 1);
  link = add_relation (&article, "speaker", quote, add_span (&article, "Speaker", "she"));
  g_assert_cmpuint (count (&article, "E3", VBT_WHEN_DONE, NULL), ==, 0);
  vbt_document_remove_annotation (article.document, link->id);
  g_assert_cmpuint (count (&article, "E3", VBT_WHEN_DONE, NULL), ==, 1);
  label = vbt_schema_find_label (article.schema, VBT_KIND_SPAN, "Quote");
  status = vbt_label_find_attribute (label, "speaker_status");
  vbt_annotation_set_value (quote, status->id, "explicit");
  g_assert_cmpuint (count (&article, "E3", VBT_WHEN_DONE, NULL), ==, 1);
  vbt_annotation_set_value (quote, status->id, "implicit");
  g_assert_cmpuint (count (&article, "E3", VBT_WHEN_DONE, NULL), ==, 0);
}

static void
test_e4 (void)
{
  g_auto (Article) article = { 0 };
  VbtAnnotation *quote;
  VbtAnnotation *speaker;
  VbtAnnotation *cue;

  article_init (&article, "“We,” she said, “will go.”");
  quote = add_span (&article, "Quote", "“We,”");
  vbt_annotation_add_fragment (quote, find (&article, "“will").start, find (&article, "go.”").end);
  cue = add_span (&article, "Cue", "said");
  speaker = add_span (&article, "Speaker", "she");
  add_relation (&article, "cue", quote, cue);
  add_relation (&article, "speaker", quote, speaker);
  g_assert_cmpuint (count (&article, "E4", VBT_WHEN_ALWAYS, NULL), ==, 0);
  vbt_annotation_set_end (speaker, vbt_annotation_get_extent (cue).end);
  g_assert_cmpuint (count (&article, "E4", VBT_WHEN_ALWAYS, NULL), ==, 1);
  vbt_annotation_set_start (speaker, 0);
  g_assert_cmpuint (count (&article, "E4", VBT_WHEN_ALWAYS, NULL), ==, 2);
  vbt_annotation_set_end (cue, vbt_annotation_get_extent (quote).end);
  g_assert_cmpuint (count (&article, "E4", VBT_WHEN_ALWAYS, NULL), ==, 3);
}

static void
test_e5 (void)
{
  g_auto (Article) article = { 0 };
  const VbtProblem *problem = NULL;
  VbtAnnotation *inner;
  VbtAnnotation *outer;

  article_init (&article, "“He told me he would go,” she said, “and that it was late.”");
  outer = add_span (&article, "Quote", "“He told me he would go,”");
  inner = add_span (&article, "Quote", "he would go");
  set_rule (&article, "E5", VBT_LEVEL_ERROR, VBT_WHEN_ALWAYS);
  g_assert_cmpuint (count (&article, "E5", VBT_WHEN_ALWAYS, &problem), ==, 1);
  g_assert_cmpint (problem->annotation, ==, inner->id);
  vbt_annotation_set_start (inner, vbt_annotation_get_extent (outer).start);
  vbt_annotation_set_end (inner, vbt_annotation_get_extent (outer).end);
  g_assert_cmpuint (count (&article, "E5", VBT_WHEN_ALWAYS, NULL), ==, 1);
  vbt_annotation_set_start (inner, find (&article, "he would").start);
  vbt_annotation_set_end (inner, find (&article, "would go").end);
  /* Half of it in the gap between two fragments: not inside. */
  vbt_annotation_add_fragment (outer, find (&article, "“and").start, find (&article, "late.”").end);
  g_assert_cmpuint (count (&article, "E5", VBT_WHEN_ALWAYS, NULL), ==, 1);
  vbt_annotation_add_fragment (inner, find (&article, "it was").start,
                               find (&article, "it was").end);
  g_assert_cmpuint (count (&article, "E5", VBT_WHEN_ALWAYS, NULL), ==, 1);
  vbt_annotation_add_fragment (inner, find (&article, "she").start, find (&article, "she").end);
  g_assert_cmpuint (count (&article, "E5", VBT_WHEN_ALWAYS, NULL), ==, 0);
  set_rule (&article, "E5", VBT_LEVEL_OFF, VBT_WHEN_ALWAYS);
  vbt_annotation_remove_fragment (inner, find (&article, "she").start, find (&article, "she").end);
  g_assert_cmpuint (count (&article, "E5", VBT_WHEN_ALWAYS, NULL), ==, 0);
}

static VbtAnnotation *
add_person (Article *self, VbtOffset start, VbtOffset end)
{
  VbtAnnotation *span
      = vbt_annotation_new_span (label_of (self, VBT_KIND_SPAN, "Person"), ADA, start, end);

  vbt_document_take_annotation (self->document, span);
  return span;
}

static void
test_w5_missing (void)
{
  g_auto (Article) article = { 0 };
  const VbtProblem *problem = NULL;

  article_init (&article, "Anna Lind came. Anna Lind saw. Anna Lind went. Anna slept.");
  add_person (&article, 0, 9);
  g_assert_cmpuint (count (&article, "W5", VBT_WHEN_ASKED, NULL), ==, 0);
  add_person (&article, 16, 25);
  g_assert_cmpuint (count (&article, "W5", VBT_WHEN_DONE, NULL), ==, 0);
  g_assert_cmpuint (count (&article, "W5", VBT_WHEN_ASKED, &problem), ==, 1);
  g_assert_cmpint (problem->range.start, ==, 31);
  g_assert_cmpint (problem->range.end, ==, 40);
  g_assert_cmpint (problem->annotation, ==, 0);
  add_span (&article, "Discard", "Lind went");
  g_assert_cmpuint (count (&article, "W5", VBT_WHEN_ASKED, NULL), ==, 0);
}

static void
test_w5_unusual (void)
{
  g_auto (Article) article = { 0 };
  const VbtProblem *problem = NULL;
  VbtAnnotation *span;

  article_init (&article, "May came. May he? May she? May they? May it?");
  span = add_person (&article, 0, 3);
  g_assert_cmpuint (count (&article, "W5", VBT_WHEN_ASKED, &problem), ==, 1);
  g_assert_cmpint (problem->annotation, ==, span->id);
  add_person (&article, 10, 13);
  g_assert_cmpuint (count (&article, "W5", VBT_WHEN_ASKED, NULL), ==, 0);
}

static void
test_w6 (void)
{
  g_auto (Article) article = { 0 };
  VbtAnnotation *he;

  article_init (&article, "Anna Lind said no. The others said yes, and he said the same.");
  vbt_document_set_metadata (article.document, VBT_METADATA_LANGUAGE, "en");
  add_span (&article, "Speaker", "Anna Lind");
  g_assert_cmpuint (count (&article, "W6", VBT_WHEN_ASKED, NULL), ==, 0);
  he = add_span (&article, "Speaker", "he said");
  vbt_annotation_set_end (he, find (&article, "he said").start + 2);
  g_assert_cmpuint (count (&article, "W6", VBT_WHEN_DONE, NULL), ==, 0);
  g_assert_cmpuint (count (&article, "W6", VBT_WHEN_ASKED, NULL), ==, 1);
  vbt_annotation_add_entity (he, 12);
  g_assert_cmpuint (count (&article, "W6", VBT_WHEN_ASKED, NULL), ==, 0);
}

static void
test_structure (void)
{
  g_auto (Article) article = { 0 };
  VbtAnnotation *quote;
  VbtAnnotation *speaker;
  VbtAnnotation *link;

  article_init (&article, "“We will go,” she said.");
  quote = add_span (&article, "Quote", "“We will go,”");
  speaker = add_span (&article, "Speaker", "she");
  link = add_relation (&article, "speaker", quote, speaker);
  g_assert_cmpuint (count (&article, "relation", VBT_WHEN_ALWAYS, NULL), ==, 0);
  link->to = quote->id;
  g_assert_cmpuint (count (&article, "relation", VBT_WHEN_ALWAYS, NULL), ==, 1);
  link->to = 4711;
  g_assert_cmpuint (count (&article, "relation", VBT_WHEN_ALWAYS, NULL), ==, 1);
  link->to = speaker->id;
  g_assert_cmpuint (count (&article, "range", VBT_WHEN_ALWAYS, NULL), ==, 0);
  vbt_annotation_set_end (speaker, 1000);
  g_assert_cmpuint (count (&article, "range", VBT_WHEN_ALWAYS, NULL), ==, 1);
  vbt_annotation_set_end (speaker, 17);
  g_assert_cmpuint (count (&article, "label", VBT_WHEN_ALWAYS, NULL), ==, 0);
  speaker->label = 4711;
  g_assert_cmpuint (count (&article, "label", VBT_WHEN_ALWAYS, NULL), ==, 1);
}

static void
test_attributes (void)
{
  g_auto (Article) article = { 0 };
  const VbtLabel *label;
  VbtAttribute *type;
  VbtAnnotation *quote;

  article_init (&article, "“We will go,” she said.");
  quote = add_span (&article, "Quote", "“We will go,”");
  label = vbt_schema_find_label (article.schema, VBT_KIND_SPAN, "Quote");
  type = (VbtAttribute *)vbt_label_find_attribute (label, "type");
  g_assert_cmpuint (count (&article, "attribute", VBT_WHEN_ALWAYS, NULL), ==, 0);
  type->required = TRUE;
  g_assert_cmpuint (count (&article, "attribute", VBT_WHEN_ALWAYS, NULL), ==, 1);
  vbt_annotation_set_value (quote, type->id, "sung");
  g_assert_cmpuint (count (&article, "attribute", VBT_WHEN_ALWAYS, NULL), ==, 1);
  vbt_annotation_set_value (quote, type->id, "direct");
  g_assert_cmpuint (count (&article, "attribute", VBT_WHEN_ALWAYS, NULL), ==, 0);
  vbt_annotation_set_value (quote, 4711, "direct");
  g_assert_cmpuint (count (&article, "attribute", VBT_WHEN_ALWAYS, NULL), ==, 1);
}

/* Nothing that another annotator has counts, neither as a problem nor as what was missing. */
static void
test_annotators (void)
{
  g_auto (Article) article = { 0 };
  VbtAnnotation *quote;
  VbtAnnotation *cue;
  VbtAnnotation *link;

  article_init (&article, "“We will go,” she said.");
  quote = add_span (&article, "Quote", " she");
  quote->annotator = BOB;
  vbt_annotation_set_value (quote, 4711, "no such attribute");
  vbt_document_sort (article.document);
  g_assert_cmpuint (count (&article, "W1", VBT_WHEN_ASKED, NULL), ==, 0);
  g_assert_cmpuint (article.problems->len, ==, 0);
  quote->annotator = ADA;
  g_assert_cmpuint (count (&article, "W1", VBT_WHEN_ASKED, NULL), ==, 1);
  cue = add_span (&article, "Cue", "said");
  link = add_relation (&article, "cue", quote, cue);
  link->annotator = BOB;
  g_assert_cmpuint (count (&article, "E1", VBT_WHEN_DONE, NULL), ==, 1);
}

static void
add_random (Article *self, GRand *rand)
{
  const GPtrArray *labels = self->schema->labels;
  const VbtLabel *label
      = g_ptr_array_index (labels, g_rand_int_range (rand, 0, (gint32)labels->len));
  const GPtrArray *annotations = self->document->annotations;
  VbtAnnotation *from, *to;

  if (label->kind == VBT_KIND_SPAN || annotations->len == 0)
    {
      VbtOffset start = g_rand_int_range (rand, -1, 120);
      VbtAnnotation *span
          = vbt_annotation_new_span (label->id, ADA, start, start + g_rand_int_range (rand, 0, 30));

      if (g_rand_boolean (rand))
        vbt_annotation_add_fragment (span, start + 40, start + g_rand_int_range (rand, 39, 60));
      vbt_document_take_annotation (self->document, span);
      return;
    }
  from = g_ptr_array_index (annotations, g_rand_int_range (rand, 0, (gint32)annotations->len));
  to = g_ptr_array_index (annotations, g_rand_int_range (rand, 0, (gint32)annotations->len));
  vbt_document_take_annotation (self->document,
                                vbt_annotation_new_relation (label->id, ADA, from->id, to->id));
}

/* Every problem lies in the text, and what a fix for an edge leaves needs no other one. */
static void
assert_sound (Article *self)
{
  g_autoptr (GPtrArray) problems = g_steal_pointer (&self->problems);
  VbtOffset length = vbt_text_get_length (self->document->text);

  for (guint i = 0; i < problems->len; i++)
    {
      const VbtProblem *problem = g_ptr_array_index (problems, i);
      g_autoptr (VbtAnnotation) fixed = NULL;
      g_autoptr (VbtDocument) document = NULL;
      g_autoptr (GPtrArray) left = NULL;

      g_assert_cmpint (problem->range.start, >=, 0);
      g_assert_cmpint (problem->range.start, <=, problem->range.end);
      g_assert_cmpint (problem->range.end, <=, length);
      if (!problem->has_fix)
        continue;
      g_assert_cmpint (problem->fix.start, >=, 0);
      g_assert_cmpint (problem->fix.start, <, problem->fix.end);
      g_assert_cmpint (problem->fix.end, <=, length);
      if (!g_str_equal (problem->rule, "W1"))
        continue;
      document = vbt_document_new ("fixed.txt", self->document->text);
      document->tokens = g_array_ref (self->document->tokens);
      vbt_document_take_annotation (
          document, vbt_annotation_new_span (label_of (self, VBT_KIND_SPAN, "Person"), ADA,
                                             problem->fix.start, problem->fix.end));
      left = vbt_check_document (document, self->catalog, ADA, VBT_WHEN_ALWAYS);
      g_assert_cmpuint (left->len, ==, 0);
    }
}

static void
test_random (void)
{
  static const char *const texts[] = {
    "“Yes,” she said,  “we’ll go. 'No', he said\n\n“but \"it\" was” there. Lind, Lind and Lind "
    "said. ”„»",
    "ーー「はい」と言った、«oui» »ja« ‚so‘ ‹x› 'a 'b' c' \"\" “” … , . 他说：“我们走吧。” "
    "👩‍👩‍👧 e\xCC\x81t\xC3\xA9 . .",
    "",
  };
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);

  for (int round = 0; round < 600; round++)
    {
      g_auto (Article) article = { 0 };

      article_init (&article, texts[round % (int)G_N_ELEMENTS (texts)]);
      set_rule (&article, "E5", VBT_LEVEL_WARN, VBT_WHEN_ALWAYS);
      for (int i = 0; i < 30; i++)
        add_random (&article, rand);
      count (&article, "range", VBT_WHEN_ASKED, NULL);
      assert_sound (&article);
    }
}

/* 20,000 quotes, nested, linked to one speaker: were any rule quadratic, this would take minutes. */
static void
test_many (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_auto (Article) article = { 0 };
  VbtAnnotation *speaker;
  gint64 start;

  for (guint i = 0; i < 20000; i++)
    g_string_append (text, "“I said it,” said Lind. ");
  article_init (&article, text->str);
  set_rule (&article, "E5", VBT_LEVEL_WARN, VBT_WHEN_ALWAYS);
  speaker = add_span (&article, "Speaker", "Lind");
  for (VbtOffset i = 0; i < 20000; i++)
    {
      VbtAnnotation *quote = vbt_annotation_new_span (label_of (&article, VBT_KIND_SPAN, "Quote"),
                                                      ADA, i * 24, i * 24 + 12);

      vbt_document_take_annotation (article.document, quote);
      add_relation (&article, "speaker", quote, speaker);
      add_person (&article, i * 24 + 18, i * 24 + 22);
    }
  start = g_get_monotonic_time ();
  g_assert_cmpuint (count (&article, "E1", VBT_WHEN_ASKED, NULL), ==, 20000);
  g_assert_cmpuint (article.problems->len, ==, 20000);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 20 * G_USEC_PER_SEC);
  g_test_message ("%.3f s", (double)(g_get_monotonic_time () - start) / G_USEC_PER_SEC);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/check/e1", test_e1);
  g_test_add_func ("/check/e2", test_e2);
  g_test_add_func ("/check/e3", test_e3);
  g_test_add_func ("/check/e4", test_e4);
  g_test_add_func ("/check/e5", test_e5);
  g_test_add_func ("/check/w5/missing", test_w5_missing);
  g_test_add_func ("/check/w5/unusual", test_w5_unusual);
  g_test_add_func ("/check/w6", test_w6);
  g_test_add_func ("/check/structure", test_structure);
  g_test_add_func ("/check/attributes", test_attributes);
  g_test_add_func ("/check/annotators", test_annotators);
  g_test_add_func ("/check/random", test_random);
  g_test_add_func ("/check/many", test_many);
  return g_test_run ();
}
