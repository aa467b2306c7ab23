/* article.h: an article of a few words for the tests of the check
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

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

static inline void
article_init (Article *self, const char *text)
{
  g_autoptr (VbtText) own = vbt_text_new (text, -1, NULL);

  self->schema = vbt_schema_new_default ("Who said what", NULL);
  self->catalog = vbt_catalog_new (self->schema);
  self->document = vbt_document_new ("article.txt", own);
  vbt_document_segment (self->document);
  self->problems = NULL;
}

static inline void
article_clear (Article *self)
{
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  g_clear_pointer (&self->document, vbt_document_free);
  g_clear_pointer (&self->catalog, vbt_catalog_unref);
  g_clear_pointer (&self->schema, vbt_schema_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Article, article_clear)

static inline VbtId
label_of (const Article *self, VbtKind kind, const char *name)
{
  const VbtLabel *label = vbt_schema_find_label (self->schema, kind, name);

  g_assert_nonnull (label);
  return label->id;
}

static inline VbtRange
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

static inline VbtAnnotation *
add_span (Article *self, const char *label, const char *words)
{
  VbtRange range = find (self, words);
  VbtAnnotation *span = vbt_annotation_new_span (label_of (self, VBT_KIND_SPAN, label), ADA,
                                                 range.start, range.end);

  vbt_document_take_annotation (self->document, span);
  return span;
}

static inline VbtAnnotation *
add_relation (Article *self, const char *label, const VbtAnnotation *from, const VbtAnnotation *to)
{
  VbtAnnotation *relation = vbt_annotation_new_relation (label_of (self, VBT_KIND_RELATION, label),
                                                         ADA, from->id, to->id);

  vbt_document_take_annotation (self->document, relation);
  return relation;
}

static inline void
set_rule (Article *self, const char *rule, VbtLevel level, VbtWhen when)
{
  VbtRule *own = (VbtRule *)vbt_schema_find_rule (self->schema, rule);

  g_assert_nonnull (own);
  own->level = level;
  own->when = when;
}

/* How often the rule is broken; the first such problem is left in @problem. */
static inline guint
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

static inline void
assert_fix (const Article *self, const VbtProblem *problem, const char *words)
{
  g_autofree char *fixed = NULL;

  g_assert_true (problem->has_fix);
  fixed = vbt_text_slice (self->document->text, problem->fix.start, problem->fix.end);
  g_assert_cmpstr (fixed, ==, words);
}
