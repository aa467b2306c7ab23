/* search-naive.h: what a query finds, by looking at every document
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store-fixture.h"
#include "store/vbt-fts-tokenizer.h"
#include "store/vbt-search.h"

/** Naive: a document that is looked at. */
typedef struct
{
  Fixture *fixture;
  VbtId me;
  VbtWords *words;
  VbtDocument *document;
  gboolean names; /* words may also be in the name or the title */
} Naive;

typedef struct
{
  GPtrArray *words;
  GArray *ranges; /* in bytes */
} Tokens;

static inline gboolean
naive_token (gpointer data, const char *word, gsize n_bytes, gsize start, gsize end)
{
  Tokens *tokens = data;
  VbtRange range = { (VbtOffset)start, (VbtOffset)end };

  g_ptr_array_add (tokens->words, g_strndup (word, n_bytes));
  g_array_append_val (tokens->ranges, range);
  return TRUE;
}

static inline Tokens
naive_tokens (Naive *self, const char *text)
{
  Tokens tokens
      = { g_ptr_array_new_with_free_func (g_free), g_array_new (FALSE, FALSE, sizeof (VbtRange)) };

  vbt_words_foreach (self->words, text, strlen (text), naive_token, &tokens);
  return tokens;
}

static inline void
naive_tokens_clear (Tokens *tokens)
{
  g_ptr_array_unref (tokens->words);
  g_array_unref (tokens->ranges);
}

/* Where words are in any text, in bytes. */
static inline GArray *
naive_find (Naive *self, const char *text, const char *words, gboolean is_beginning)
{
  Tokens wanted = naive_tokens (self, words);
  Tokens all = naive_tokens (self, text);
  GArray *found = g_array_new (FALSE, FALSE, sizeof (VbtRange));
  guint n = wanted.words->len;

  for (guint i = 0; n > 0 && i + n <= all.words->len; i++)
    {
      guint j = 0;

      while (j < n
             && (g_str_equal (all.words->pdata[i + j], wanted.words->pdata[j])
                 || (is_beginning && j + 1 == n
                     && g_str_has_prefix (all.words->pdata[i + j], wanted.words->pdata[j]))))
        j++;
      if (j == n)
        {
          VbtRange range = { g_array_index (all.ranges, VbtRange, i).start,
                             g_array_index (all.ranges, VbtRange, i + n - 1).end };

          g_array_append_val (found, range);
        }
    }
  naive_tokens_clear (&wanted);
  naive_tokens_clear (&all);
  return found;
}

static inline gboolean
naive_has (Naive *self, const char *text, const char *words, gboolean is_beginning)
{
  g_autoptr (GArray) found = text != NULL ? naive_find (self, text, words, is_beginning) : NULL;

  return found != NULL && found->len > 0;
}

/* Where a term is in the text, in code points. */
static inline GArray *
naive_places (Naive *self, const VbtTerm *term)
{
  const VbtText *text = self->document->text;
  g_autoptr (GMatchInfo) match = NULL;
  GArray *found;

  if (term->kind == VBT_TERM_WORDS || term->kind == VBT_TERM_FIELD)
    {
      g_autofree char *words = g_strdup (term->value);
      gboolean starred = term->kind == VBT_TERM_FIELD && g_str_has_suffix (words, "*");

      found = naive_find (self, vbt_text_get_utf8 (text), words, term->is_beginning || starred);
    }
  else
    {
      found = g_array_new (FALSE, FALSE, sizeof (VbtRange));
      for (g_regex_match (term->pattern, vbt_text_get_utf8 (text), 0, &match);
           g_match_info_matches (match); g_match_info_next (match, NULL))
        {
          VbtRange range = { 0, 0 };

          g_match_info_fetch_pos (match, 0, &range.start, &range.end);
          if (range.end > range.start)
            g_array_append_val (found, range);
        }
    }
  for (guint i = 0; i < found->len; i++)
    {
      VbtRange *range = &g_array_index (found, VbtRange, i);

      range->start = vbt_text_byte_to_offset (text, (gsize)range->start);
      range->end = vbt_text_byte_to_offset (text, (gsize)range->end);
    }
  return found;
}

static inline gboolean
naive_within (Naive *self, const VbtTerm *term, const VbtAnnotation *annotation)
{
  g_autoptr (GArray) found = naive_places (self, term);

  if (annotation == NULL)
    return found->len > 0;
  for (guint i = 0; i < found->len && annotation->kind == VBT_KIND_SPAN; i++)
    if (vbt_range_contains (vbt_annotation_get_extent (annotation),
                            g_array_index (found, VbtRange, i)))
      return TRUE;
  return FALSE;
}

static inline const VbtCatalog *
naive_catalog (const Naive *self)
{
  return vbt_store_get_catalog (self->fixture->store);
}

static inline gboolean
naive_decided (const Naive *self, VbtId suggestion, int verdict)
{
  const VbtDecision *decision = vbt_document_find_decision (self->document, suggestion, self->me);

  return decision != NULL && (verdict < 0 || (int)decision->verdict == verdict);
}

static inline gboolean naive_meets (Naive *self, const VbtTerm *term,
                                    const VbtAnnotation *annotation);

static inline gboolean
naive_mentions (Naive *self, const VbtTerm *term, const VbtAnnotation *annotation)
{
  for (guint i = 0; annotation->entities != NULL && i < annotation->entities->len; i++)
    {
      const VbtEntity *entity = vbt_catalog_get_entity (
          naive_catalog (self), g_array_index (annotation->entities, VbtId, i));
      gboolean starred = g_str_has_suffix (term->value, "*");

      if (g_str_equal (term->value, "*") || naive_has (self, entity->name, term->value, starred))
        return TRUE;
      for (guint j = 0; j < entity->aliases->len; j++)
        if (naive_has (self, entity->aliases->pdata[j], term->value, starred))
          return TRUE;
    }
  return FALSE;
}

static inline gboolean
naive_relates (Naive *self, const VbtTerm *term, const VbtAnnotation *annotation)
{
  const VbtSchema *schema = naive_catalog (self)->schema;
  const VbtLabel *label = vbt_schema_find_label (schema, VBT_KIND_RELATION, term->key);

  for (guint i = 0; i < self->document->annotations->len; i++)
    {
      const VbtAnnotation *relation = self->document->annotations->pdata[i];
      const VbtAnnotation *end;

      if (relation->kind != VBT_KIND_RELATION || relation->label != label->id
          || relation->from != annotation->id)
        continue;
      end = vbt_document_get_annotation (self->document, relation->to);
      if (term->parts != NULL ? naive_meets (self, term->parts->pdata[0], end)
                              : g_str_equal (term->value, "*") || naive_mentions (self, term, end)
                                    || naive_within (self, term, end))
        return TRUE;
    }
  return FALSE;
}

static inline gboolean
naive_is (Naive *self, const VbtTerm *term, const VbtAnnotation *annotation)
{
  if (g_str_equal (term->value, "accepted"))
    return naive_decided (self, annotation->id, VBT_VERDICT_ACCEPTED);
  if (g_str_equal (term->value, "rejected"))
    return naive_decided (self, annotation->id, VBT_VERDICT_REJECTED);
  return annotation->annotator == self->fixture->tagger
         && !naive_decided (self, annotation->id, -1);
}

static inline gboolean
naive_value (Naive *self, const VbtTerm *term, const VbtAnnotation *annotation)
{
  const VbtLabel *label = vbt_schema_get_label (naive_catalog (self)->schema, annotation->label);
  const VbtAttribute *attribute = vbt_label_find_attribute (label, term->key);
  const char *value
      = attribute != NULL ? vbt_annotation_get_value (annotation, attribute->id) : NULL;

  return value != NULL && g_pattern_match_simple (term->value, value);
}

static inline gboolean
naive_has_label (const Naive *self, const char *name, const VbtAnnotation *annotation)
{
  const VbtLabel *label = vbt_schema_get_label (naive_catalog (self)->schema, annotation->label);

  return g_ascii_strcasecmp (label->name, name) == 0;
}

static inline gboolean
naive_of_annotation (Naive *self, const VbtTerm *term, const VbtAnnotation *annotation)
{
  const VbtAnnotation *origin;

  if (g_str_equal (term->key, "label"))
    return naive_has_label (self, term->value, annotation);
  if (g_str_equal (term->key, "annotator"))
    return annotation->annotator == self->fixture->ada; /* annotator:Ada */
  if (g_str_equal (term->key, "origin"))
    {
      origin = annotation->derived_from != 0
                   ? vbt_document_get_annotation (self->document, annotation->derived_from)
                   : annotation;
      return origin->annotator == self->fixture->tagger; /* origin:tagger */
    }
  if (g_str_equal (term->key, "entity"))
    return naive_mentions (self, term, annotation);
  if (g_str_equal (term->key, "is"))
    return naive_is (self, term, annotation);
  if (g_str_equal (term->key, "speaker"))
    return naive_relates (self, term, annotation);
  return naive_value (self, term, annotation);
}

static inline gboolean
naive_has_thing (Naive *self, const char *value)
{
  for (guint i = 0; i < self->document->annotations->len; i++)
    {
      const VbtAnnotation *annotation = self->document->annotations->pdata[i];

      if (g_str_equal (value, "suggestions")
              ? annotation->kind == VBT_KIND_SPAN && annotation->annotator == self->fixture->tagger
                    && !naive_decided (self, annotation->id, -1)
              : naive_has_label (self, value, annotation))
        return TRUE;
    }
  return FALSE;
}

static inline gboolean
naive_of_document (Naive *self, const VbtTerm *term)
{
  const char *value = vbt_document_get_metadata (self->document, term->key);
  VbtStatus status;

  if (g_str_equal (term->key, "status"))
    return vbt_status_from_string (term->value, &status)
           && vbt_document_get_status (self->document, self->me) == status;
  if (g_str_equal (term->key, "has"))
    return naive_has_thing (self, term->value);
  if (g_str_equal (term->key, "text"))
    return naive_within (self, term, NULL);
  if (g_str_equal (term->key, "title"))
    return naive_has (self, vbt_document_get_title (self->document), term->value, FALSE);
  if (g_str_equal (term->key, "published"))
    return value != NULL && g_str_has_prefix (value, term->value);
  return value != NULL && g_pattern_match_simple (term->value, value);
}

static inline gboolean
naive_is_of_document (const char *key)
{
  static const char *const keys[]
      = { "status", "has", "text", "title", "source", "published", NULL };

  return g_strv_contains (keys, key);
}

static inline gboolean
naive_asks_all (const VbtTerm *term)
{
  if (term->kind == VBT_TERM_FIELD)
    return g_str_equal (term->key, "is") || g_str_equal (term->key, "annotator")
           || g_str_equal (term->key, "origin");
  for (guint i = 0; term->parts != NULL && i < term->parts->len; i++)
    if (naive_asks_all (term->parts->pdata[i]))
      return TRUE;
  return FALSE;
}

static const VbtTerm *naive_root;

static inline gboolean
naive_visible (Naive *self, const VbtAnnotation *annotation)
{
  return annotation->kind != VBT_KIND_RELATION
         && (naive_asks_all (naive_root) || !naive_decided (self, annotation->id, -1));
}

static inline gboolean
naive_field (Naive *self, const VbtTerm *term, const VbtAnnotation *annotation)
{
  if (naive_is_of_document (term->key))
    return naive_of_document (self, term);
  if (annotation != NULL)
    return naive_of_annotation (self, term, annotation);
  for (guint i = 0; i < self->document->annotations->len; i++)
    {
      const VbtAnnotation *some = self->document->annotations->pdata[i];

      if (naive_visible (self, some) && naive_of_annotation (self, term, some))
        return TRUE;
    }
  return FALSE;
}

static inline gboolean
naive_meets (Naive *self, const VbtTerm *term, const VbtAnnotation *annotation)
{
  gboolean any = FALSE;
  gboolean all = TRUE;

  if (term->kind == VBT_TERM_FIELD)
    return naive_field (self, term, annotation);
  if (term->kind == VBT_TERM_WORDS && annotation == NULL && self->names
      && (naive_has (self, self->document->name, term->value, term->is_beginning)
          || naive_has (self, vbt_document_get_title (self->document), term->value,
                        term->is_beginning)))
    return TRUE;
  if (term->kind == VBT_TERM_WORDS || term->kind == VBT_TERM_PATTERN)
    return naive_within (self, term, annotation);
  for (guint i = 0; i < term->parts->len; i++)
    {
      gboolean meets = naive_meets (self, term->parts->pdata[i], annotation);

      any |= meets;
      all &= meets;
    }
  return term->kind == VBT_TERM_AND ? all : term->kind == VBT_TERM_OR ? any : !any;
}

/* Whether hits are annotations. */
static inline gboolean
naive_finds_annotations (const VbtTerm *term, gboolean negated)
{
  if (term->kind == VBT_TERM_FIELD)
    return !negated && !naive_is_of_document (term->key);
  for (guint i = 0; term->parts != NULL && i < term->parts->len; i++)
    if (naive_finds_annotations (term->parts->pdata[i], negated != (term->kind == VBT_TERM_NOT)))
      return TRUE;
  return FALSE;
}
