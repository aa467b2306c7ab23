/* test-check.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/vbt-check.h"

#include <string.h>

#define ADA 7
#define BOB 8

/* An article that is annotated by the words in it. */
typedef struct
{
  VbtSchema *schema;
  VbtCatalog *catalog;
  VbtDocument *document;
  GPtrArray *problems;
} Article;

static void
article_init (Article *self, const char *text)
{
  g_autoptr (VbtText) own = vbt_text_new (text, -1, NULL);

  self->schema = vbt_schema_new_default ("Who said what", NULL);
  self->catalog = vbt_catalog_new (self->schema);
  self->document = vbt_document_new ("article.txt", own);
  vbt_document_segment (self->document);
  self->problems = NULL;
}

static void
article_clear (Article *self)
{
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  g_clear_pointer (&self->document, vbt_document_free);
  g_clear_pointer (&self->catalog, vbt_catalog_unref);
  g_clear_pointer (&self->schema, vbt_schema_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Article, article_clear)

static VbtId
label_of (const Article *self, VbtKind kind, const char *name)
{
  const VbtLabel *label = vbt_schema_find_label (self->schema, kind, name);

  g_assert_nonnull (label);
  return label->id;
}

static VbtRange
find (const Article *self, const char *words)
{
  const char *text = vbt_text_get_utf8 (self->document->text);
  const char *found = strstr (text, words);
  VbtRange range;

  g_assert_nonnull (found);
  range.start = vbt_text_byte_to_offset (self->document->text, (gsize)(found - text));
  range.end = range.start + (VbtOffset)g_utf8_strlen (words, -1);
  return range;
}

static VbtAnnotation *
add_span (Article *self, const char *label, const char *words)
{
  VbtRange range = find (self, words);
  VbtAnnotation *span = vbt_annotation_new_span (label_of (self, VBT_KIND_SPAN, label), ADA,
                                                 range.start, range.end);

  vbt_document_take_annotation (self->document, span);
  return span;
}

static VbtAnnotation *
add_relation (Article *self, const char *label, const VbtAnnotation *from, const VbtAnnotation *to)
{
  VbtAnnotation *relation = vbt_annotation_new_relation (label_of (self, VBT_KIND_RELATION, label),
                                                         ADA, from->id, to->id);

  vbt_document_take_annotation (self->document, relation);
  return relation;
}

static void
set_rule (Article *self, const char *rule, VbtLevel level, VbtWhen when)
{
  VbtRule *own = (VbtRule *)vbt_schema_find_rule (self->schema, rule);

  g_assert_nonnull (own);
  own->level = level;
  own->when = when;
}

/* How often the rule is broken; the first such problem is left in @problem. */
static guint
count (Article *self, const char *rule, VbtWhen when, const VbtProblem **problem)
{
  guint n = 0;

  vbt_document_sort (self->document);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  self->problems = vbt_check_document (self->document, self->catalog, ADA, when);
  for (guint i = 0; i < self->problems->len; i++)
    {
      const VbtProblem *own = g_ptr_array_index (self->problems, i);

      if (!g_str_equal (own->rule, rule))
        continue;
      g_assert_cmpint (own->message[0], !=, '\0');
      if (problem != NULL && n == 0)
        *problem = own;
      n++;
    }
  return n;
}

static void
assert_fix (const Article *self, const VbtProblem *problem, const char *words)
{
  g_autofree char *fixed = NULL;

  g_assert_true (problem->has_fix);
  fixed = vbt_text_slice (self->document->text, problem->fix.start, problem->fix.end);
  g_assert_cmpstr (fixed, ==, words);
}

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

static void
test_w1 (void)
{
  static const struct
  {
    const char *words;
    const char *fix;
  } cases[] = {
    { "Sergey Lavrov", NULL },
    { "Lavrov", NULL }, /* before an apostrophe */
    { " Sergey Lavrov", "Sergey Lavrov" },
    { "Lavrov’s ", "Lavrov’s" },
    { "ergey Lavrov", "Sergey Lavrov" },
    { "Sergey Lavr", "Sergey Lavrov" },
    { "ergey ", "Sergey" },
    { "two-day", NULL },
    { "two-d", "two-day" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Article) article = { 0 };
      const VbtProblem *problem = NULL;

      article_init (&article, "The minister Sergey Lavrov’s two-day visit.");
      add_span (&article, "Person", cases[i].words);
      g_test_message ("%s", cases[i].words);
      g_assert_cmpuint (count (&article, "W1", VBT_WHEN_ALWAYS, &problem), ==,
                        cases[i].fix != NULL);
      if (cases[i].fix != NULL)
        assert_fix (&article, problem, cases[i].fix);
    }
}

static void
test_w1_white (void)
{
  g_auto (Article) article = { 0 };
  const VbtProblem *problem = NULL;

  article_init (&article, "One   two");
  add_span (&article, "Other", "   ");
  g_assert_cmpuint (count (&article, "W1", VBT_WHEN_ALWAYS, &problem), ==, 1);
  g_assert_false (problem->has_fix);
}

static void
test_w2 (void)
{
  static const struct
  {
    const char *text;
    const char *words;
    guint n;
    const char *fix;
  } cases[] = {
    { "He said: “We will go.” Then he left.", "“We will go.”", 0, NULL },
    { "He said: “We will go.” Then he left.", "“We will go.", 1, "“We will go.”" },
    { "He said: “We will go.” Then he left.", "We will go.”", 1, "“We will go.”" },
    { "He said: “We will go.” Then he left.", "We will go.", 1, "“We will go.”" },
    { "He said: “We will go. Then he left.", "“We will go.", 1, NULL },
    { "He said we will go.” Then he left.", "we will go.”", 1, NULL },
    { "He said: \"We will go.\" Then he left.", "\"We will go.\"", 0, NULL },
    { "He said: \"We will go.\" Then he left.", "\"We will go.", 1, "\"We will go.\"" },
    { "He said he’d go, the workers’ friend.", "he’d go, the workers’ friend", 0, NULL },
    { "“She told me she would go, and I did not,” he said.", "she would go", 0, NULL },
    { "Er sagte: „Wir gehen.“ Dann ging er.", "„Wir gehen.“", 0, NULL },
    { "Er sagte: „Wir gehen.“ Dann ging er.", "„Wir gehen.", 1, "„Wir gehen.“" },
    { "Er sagte: »Wir gehen.« Dann ging er.", "»Wir gehen.", 1, "»Wir gehen.«" },
    { "Il dit : « Nous partons. » Puis il partit.", "« Nous partons. »", 0, NULL },
    { "Han sade: ”Vi går.” Sedan gick han.", "”Vi går.”", 0, NULL },
    { "Han sade: ”Vi går.” Sedan gick han.", "”Vi går.", 1, "”Vi går.”" },
    { "首相は「行きます」と述べた。", "「行きます", 1, "「行きます」" },
    { "首相は「行きます」と述べた。", "「行きます」", 0, NULL },
    { "“One.\n\n“Two.” She left.", "“One.", 0, NULL },
    { "“One.\n\n“Two.” She left.", "“One.\n\n“Two.”", 0, NULL },
    { "\"One.\n\n\"Two.\" She left.", "\"One.\n\n\"Two.\"", 0, NULL },
    { "“He said ‘no’ to me,” she said.", "“He said ‘no’ to me,”", 0, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Article) article = { 0 };
      const VbtProblem *problem = NULL;

      article_init (&article, cases[i].text);
      add_span (&article, "Quote", cases[i].words);
      g_test_message ("%s", cases[i].words);
      g_assert_cmpuint (count (&article, "W2", VBT_WHEN_ALWAYS, &problem), ==, cases[i].n);
      if (cases[i].fix != NULL)
        assert_fix (&article, problem, cases[i].fix);
      else if (problem != NULL)
        g_assert_false (problem->has_fix);
    }
}

static void
test_w3 (void)
{
  static const struct
  {
    const char *label;
    const char *words;
    const char *fix;
  } cases[] = {
    { "Quote", "they would go to the U.S.", NULL },
    { "Quote", "they would stay…", NULL },
    { "Quote", "he left.", "he left" },
    { "Quote", "he left", NULL },
    { "Quote", "“Yes.”", NULL },
    { "Speaker", "The man,", "The man" },
    { "Speaker", "The man", NULL },
    { "Cue", ",", NULL },
    { "Person", "The man,", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Article) article = { 0 };
      const VbtProblem *problem = NULL;

      article_init (&article, "The man, 40, said they would go to the U.S. and they would stay… "
                              "“Yes.” She said he left.");
      add_span (&article, cases[i].label, cases[i].words);
      g_test_message ("%s", cases[i].words);
      g_assert_cmpuint (count (&article, "W3", VBT_WHEN_ALWAYS, &problem), ==,
                        cases[i].fix != NULL);
      if (cases[i].fix != NULL)
        assert_fix (&article, problem, cases[i].fix);
    }
}

static void
test_w4 (void)
{
  static const struct
  {
    const char *label;
    const char *words;
    guint n;
  } cases[] = {
    { "Speaker", "There", 1 }, { "Speaker", "it is", 0 }, { "Speaker", "it", 1 },
    { "Speaker", "It", 0 },    { "Other", "There", 0 },   { "Quote", "“100,000”", 1 },
    { "Quote", "“Yes”", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Article) article = { 0 };

      article_init (&article,
                    "There was a man, and it is said “100,000”. The firm? It said “Yes”.");
      add_span (&article, cases[i].label, cases[i].words);
      g_test_message ("%s", cases[i].words);
      g_assert_cmpuint (count (&article, "W4", VBT_WHEN_ALWAYS, NULL), ==, cases[i].n);
    }
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
test_quote_type (void)
{
  static const struct
  {
    const char *words;
    const char *type;
  } cases[] = {
    { "“We will go,”", "direct" },
    { "„Wir gehen“", "direct" },
    { "»Wir gehen«", "direct" },
    { "« Nous partons »", "direct" },
    { "‹Nous partons›", "direct" },
    { "”Vi går”", "direct" },
    { "\"We'll go\"", "direct" },
    { "'We will go'", "direct" },
    { "‘We will go’", "direct" },
    { "『行きます』", "direct" },
    { "《行きます》", "direct" },
    { "〝行きます〟", "direct" },
    { "that they will go", "indirect" },
    { "that the workers' demands aren't met", "indirect" },
    { "that it’s the workers’ day", "indirect" },
    { "that it was “a disgrace” to all", "mixed" },
    { "that it was 'a disgrace' to all", "mixed" },
    { "a “disgrace to all of the country”", "direct" }, /* one letter in 26 */
    { "an act “of all”", "mixed" },
    { "…", "indirect" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf ("Er: %s .", cases[i].words);
      g_autofree char *type = NULL;
      g_auto (Article) article = { 0 };

      article_init (&article, text);
      type = vbt_quote_type (article.document, add_span (&article, "Quote", cases[i].words));
      g_test_message ("%s", cases[i].words);
      g_assert_cmpstr (type, ==, cases[i].type);
    }
}

static void
test_quote_type_fragments (void)
{
  g_auto (Article) article = { 0 };
  g_autofree char *type = NULL;
  g_autofree char *bare_type = NULL;
  VbtAnnotation *quote;
  VbtAnnotation *bare;

  article_init (&article, "“Yes,” she said, “of course.”");
  quote = add_span (&article, "Quote", "“Yes,”");
  vbt_annotation_add_fragment (quote, find (&article, "“of").start, find (&article, "rse.”").end);
  type = vbt_quote_type (article.document, quote);
  g_assert_cmpstr (type, ==, "direct");
  bare = add_span (&article, "Quote", "Yes,");
  vbt_annotation_add_fragment (bare, find (&article, "of").start, find (&article, "course.").end);
  bare_type = vbt_quote_type (article.document, bare);
  g_assert_cmpstr (bare_type, ==, "direct");
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
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/check/e1", test_e1);
  g_test_add_func ("/check/e2", test_e2);
  g_test_add_func ("/check/e3", test_e3);
  g_test_add_func ("/check/e4", test_e4);
  g_test_add_func ("/check/e5", test_e5);
  g_test_add_func ("/check/w1", test_w1);
  g_test_add_func ("/check/w1/white", test_w1_white);
  g_test_add_func ("/check/w2", test_w2);
  g_test_add_func ("/check/w3", test_w3);
  g_test_add_func ("/check/w4", test_w4);
  g_test_add_func ("/check/w5/missing", test_w5_missing);
  g_test_add_func ("/check/w5/unusual", test_w5_unusual);
  g_test_add_func ("/check/w6", test_w6);
  g_test_add_func ("/check/structure", test_structure);
  g_test_add_func ("/check/attributes", test_attributes);
  g_test_add_func ("/check/annotators", test_annotators);
  g_test_add_func ("/check/quote-type", test_quote_type);
  g_test_add_func ("/check/quote-type/fragments", test_quote_type_fragments);
  g_test_add_func ("/check/many", test_many);
  return g_test_run ();
}
