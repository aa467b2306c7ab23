/* vbt-check-usage.c: the rules W5 and W6, looked at when somebody asks: what is done otherwise elsewhere
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-check-private.h"

#include "vbt-likeness.h"
#include "vbt-segment.h"

#include <glib/gi18n-lib.h>

/* Longer names are not looked for, so that the text is read a few times, not once a name. */
#define MAX_NAME_TOKENS 6
/* A string is usually annotated when it is so at least twice and at more than half of its places;
 * usually not when it is so at less than a quarter of at least four. */
#define MIN_ANNOTATED 2
#define MIN_PLACES 4

/* A string that some span covers. */
typedef struct
{
  const VbtLabel *label; /* of the first such span */
  guint n_annotated;
  GArray *bare; /* of VbtRange: where it stands without a span */
} Name;

static void
name_free (gpointer data)
{
  Name *name = data;

  g_array_unref (name->bare);
  g_free (name);
}

/* The state of one look at W5. */
typedef struct
{
  VbtCheck *check;
  GHashTable *names;                     /* covered text to Name */
  GHashTable *first_words;               /* of char *: with which they begin */
  gboolean lengths[MAX_NAME_TOKENS + 1]; /* how many tokens they have */
  GArray *taken; /* of VbtRange, apart: what has a mention, or is discarded */
} Usage;

/* Names are what the labels are for that take no part in attributions. */
static gboolean
is_mention (const VbtCheck *self, const VbtAnnotation *span)
{
  const VbtLabel *const others[] = { self->quote, self->cue, self->speaker, self->discard };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (others[i] != NULL && span->label == others[i]->id)
      return FALSE;
  return TRUE;
}

/* Spans come by their start, so that it is enough to look at the last one. */
static void
add_taken (GArray *taken, VbtRange range)
{
  VbtRange *last = taken->len > 0 ? &g_array_index (taken, VbtRange, taken->len - 1) : NULL;

  if (last != NULL && range.start <= last->end)
    last->end = MAX (last->end, range.end);
  else
    g_array_append_val (taken, range);
}

/* Counts the tokens of a span whose edges are those of tokens; else, or if there are too many: 0. */
static guint
count_tokens (const GArray *tokens, VbtRange range, guint *first)
{
  guint index = vbt_ranges_first_ending_after (tokens, range.start);

  *first = index;
  if (index == tokens->len || g_array_index (tokens, VbtRange, index).start != range.start)
    return 0;
  for (; index < tokens->len && index < *first + MAX_NAME_TOKENS; index++)
    if (g_array_index (tokens, VbtRange, index).end == range.end)
      return index - *first + 1;
  return 0;
}

static char *
slice_tokens (const VbtCheck *self, guint first, guint n)
{
  const GArray *tokens = self->document->tokens;

  return vbt_text_slice (self->document->text, g_array_index (tokens, VbtRange, first).start,
                         g_array_index (tokens, VbtRange, first + n - 1).end);
}

static void
add_name (Usage *self, const VbtAnnotation *span)
{
  VbtRange range = vbt_annotation_get_extent (span);
  g_autofree char *text = NULL;
  guint first;
  guint n;
  Name *name;

  if (vbt_annotation_get_n_fragments (span) != 1)
    return;
  n = count_tokens (self->check->document->tokens, range, &first);
  if (n == 0)
    return;
  text = slice_tokens (self->check, first, n);
  name = g_hash_table_lookup (self->names, text);
  if (name == NULL)
    {
      name = g_new0 (Name, 1);
      name->label = vbt_schema_get_label (self->check->catalog->schema, span->label);
      name->bare = g_array_new (FALSE, FALSE, sizeof (VbtRange));
      g_hash_table_insert (self->names, g_steal_pointer (&text), name);
      g_hash_table_add (self->first_words, slice_tokens (self->check, first, 1));
      self->lengths[n] = TRUE;
    }
  name->n_annotated++;
}

static void
collect_names (Usage *self)
{
  const VbtCheck *check = self->check;

  for (guint i = 0; i < check->spans->len; i++)
    {
      const VbtAnnotation *span = g_ptr_array_index (check->spans, i);
      gboolean is_name = is_mention (check, span);

      if (is_name)
        add_name (self, span);
      if (is_name || (check->discard != NULL && span->label == check->discard->id))
        add_taken (self->taken, vbt_annotation_get_extent (span));
    }
}

/* The longest name that begins at the token and is taken by no span. Returns its number of
 * tokens, or 0. */
static guint
find_bare_name (Usage *self, guint first)
{
  const GArray *tokens = self->check->document->tokens;

  for (guint n = MIN (MAX_NAME_TOKENS, tokens->len - first); n > 0; n--)
    {
      VbtRange range = { g_array_index (tokens, VbtRange, first).start,
                         g_array_index (tokens, VbtRange, first + n - 1).end };
      g_autofree char *text = NULL;
      guint next;
      Name *name;

      if (!self->lengths[n])
        continue;
      text = slice_tokens (self->check, first, n);
      name = g_hash_table_lookup (self->names, text);
      if (name == NULL)
        continue;
      next = vbt_ranges_first_ending_after (self->taken, range.start);
      if (next < self->taken->len
          && vbt_range_overlaps (g_array_index (self->taken, VbtRange, next), range))
        continue;
      g_array_append_val (name->bare, range);
      return n;
    }
  return 0;
}

static void
find_bare_names (Usage *self)
{
  const GArray *tokens = self->check->document->tokens;

  for (guint i = 0; i < tokens->len;)
    {
      g_autofree char *word = slice_tokens (self->check, i, 1);
      guint n = g_hash_table_contains (self->first_words, word) ? find_bare_name (self, i) : 0;

      i += MAX (n, 1);
    }
}

/* What is usually annotated, and not here. */
static void
tell_missing (Usage *self, VbtLevel level, const char *text, const Name *name)
{
  guint n_places = name->n_annotated + name->bare->len;

  if (name->label == NULL || name->n_annotated < MIN_ANNOTATED
      || name->n_annotated <= name->bare->len)
    return;
  for (guint i = 0; i < name->bare->len; i++)
    {
      VbtProblem *problem = vbt_check_add (self->check, "W5", level, NULL,
                                           _ ("“%s” is %s at %u of its %u places, but not here"),
                                           text, name->label->name, name->n_annotated, n_places);

      problem->range = g_array_index (name->bare, VbtRange, i);
      problem->label = name->label->id;
      vbt_problem_set_fix (problem, problem->range.start, problem->range.end);
    }
}

/* What is annotated here, and usually not. */
static void
tell_unusual (Usage *self, VbtLevel level, const VbtAnnotation *span)
{
  VbtRange range = vbt_annotation_get_extent (span);
  g_autofree char *text = vbt_text_slice (self->check->document->text, range.start, range.end);
  const Name *name = g_hash_table_lookup (self->names, text);
  guint n_places;

  if (name == NULL || name->label == NULL || vbt_annotation_get_n_fragments (span) != 1)
    return;
  n_places = name->n_annotated + name->bare->len;
  if (n_places >= MIN_PLACES && name->n_annotated * 4 < n_places)
    vbt_check_add (self->check, "W5", level, span,
                   _ ("“%s” is %s here, but not at %u of its %u places"), text, name->label->name,
                   name->bare->len, n_places);
}

static void
check_consistency (VbtCheck *check, VbtLevel level)
{
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, name_free);
  g_autoptr (GHashTable) words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GArray) taken = g_array_new (FALSE, FALSE, sizeof (VbtRange));
  Usage self = { check, names, words, { FALSE }, taken };
  GHashTableIter iter;
  gpointer text, name;

  collect_names (&self);
  find_bare_names (&self);
  g_hash_table_iter_init (&iter, names);
  while (g_hash_table_iter_next (&iter, &text, &name))
    tell_missing (&self, level, text, name);
  for (guint i = 0; i < check->spans->len; i++)
    {
      const VbtAnnotation *span = g_ptr_array_index (check->spans, i);

      if (is_mention (check, span))
        tell_unusual (&self, level, span);
    }
}

static gboolean
is_pronoun (const VbtCheck *self, const VbtAnnotation *speaker, const char *language)
{
  const VbtAttribute *form = vbt_label_find_attribute (self->speaker, "form");
  const char *value = form != NULL ? vbt_annotation_get_value (speaker, form->id) : NULL;
  g_autofree char *words = NULL;

  if (value != NULL)
    return g_str_equal (value, "pronoun");
  words = vbt_document_get_covered_text (self->document, speaker);
  return vbt_words_are_pronoun (language, words, NULL);
}

static void
check_pronouns (VbtCheck *self, VbtLevel level)
{
  const char *language = vbt_document_find_language (self->document);

  for (guint i = 0; self->speaker != NULL && i < self->spans->len; i++)
    {
      const VbtAnnotation *span = g_ptr_array_index (self->spans, i);

      if (span->label == self->speaker->id && span->entities->len == 0
          && is_pronoun (self, span, language))
        vbt_check_add (self, "W6", level, span, _ ("It is not said to whom the pronoun refers"));
    }
}

/*< private >
 * vbt_check_usage:
 * @self: a run
 *
 * Looks at W5 (a string that is usually annotated and is not here, or the reverse; in a document
 * with tokens) and W6 (a pronoun as speaker that refers to no entity).
 */
void
vbt_check_usage (VbtCheck *self)
{
  VbtLevel w5 = vbt_check_get_level (self, "W5");
  VbtLevel w6 = vbt_check_get_level (self, "W6");

  if (w5 != VBT_LEVEL_OFF && self->document->tokens != NULL)
    check_consistency (self, w5);
  if (w6 != VBT_LEVEL_OFF)
    check_pronouns (self, w6);
}
