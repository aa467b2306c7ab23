/* vbt-choices-names.c: whom words name: the likely answers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "model/vbt-segment.h"
#include "vbt-choices-private.h"

/* A name like the one that is asked about comes before all that is only near, and what lies in the same words first. */
#define ALIKE_BONUS 1e7
#define SAME_WORDS_BONUS 2e7
/* How much one sentence between a pronoun and a name counts, in code points. */
#define SENTENCE 100.0

/* So many of the project are offered besides those of the document. */
#define N_OF_PROJECT 8

static gboolean
refers_to_any (const VbtAnnotation *span)
{
  return span->entities != NULL && span->entities->len > 0;
}

/* How well who is named there fits the pronoun: what was learned on news, see vbt-resolve.c. The less the better. */
static double
misfit (const VbtChoices *self, const VbtAnnotation *mention, VbtFit fit)
{
  const GArray *sentences = self->act.document->sentences;
  VbtOffset start = vbt_annotation_get_extent (mention).start;
  VbtOffset pronoun = vbt_annotation_get_extent (self->span).start;
  guint here = 0, there = 0;
  double score;

  if (sentences == NULL)
    return vbt_choices_distance (self, mention);
  vbt_ranges_find (sentences, pronoun, &here);
  vbt_ranges_find (sentences, start, &there);
  score = (double)here - (double)there + (pronoun - start) / 1e6;
  /* The subject comes early in its sentence. */
  if (there < sentences->len && start - g_array_index (sentences, VbtRange, there).start <= 20)
    score -= 1.6;
  if (mention->label == self->speaker)
    score -= 1.0;
  if (fit == self->fit)
    score -= 0.7;
  return score * SENTENCE;
}

static VbtFit
fit_of (const VbtChoices *self, const VbtEntity *entity)
{
  gpointer known = self->known != NULL ? g_hash_table_lookup (self->known, &entity->id) : NULL;

  return known != NULL ? (VbtFit)GPOINTER_TO_INT (known) : vbt_entity_get_fit (entity);
}

/* "She" in another place that means somebody tells what the name may not. */
static void
learn_fits (VbtChoices *self)
{
  const GPtrArray *annotations = self->act.document->annotations;

  self->known = g_hash_table_new (g_int64_hash, g_int64_equal);
  for (guint i = self->first; i < self->end; i++)
    {
      const VbtAnnotation *span = g_ptr_array_index (annotations, i);
      g_autofree char *words = NULL;
      VbtFit fit;

      if (!vbt_choices_is_current (self, span) || span->entities == NULL || span->entities->len != 1
          || vbt_annotation_get_extent (span).end - vbt_annotation_get_extent (span).start > 10)
        continue;
      words = vbt_document_get_covered_text (self->act.document, span);
      if (vbt_words_are_pronoun (self->language, words, &fit)
          && (fit == VBT_FIT_MAN || fit == VBT_FIT_WOMAN))
        g_hash_table_insert (self->known, &g_array_index (span->entities, VbtId, 0),
                             GINT_TO_POINTER ((int)fit));
    }
}

static gboolean
overlaps (const VbtAnnotation *a, const VbtAnnotation *b)
{
  return vbt_range_overlaps (vbt_annotation_get_extent (a), vbt_annotation_get_extent (b));
}

/* Whether the entity goes by a name like the one that is asked about. */
static gboolean
goes_by_name (const VbtChoices *self, const VbtEntity *entity)
{
  if (self->name == NULL)
    return FALSE;
  if (vbt_names_are_alike (self->name, entity->name))
    return TRUE;
  for (guint i = 0; entity->aliases != NULL && i < entity->aliases->len; i++)
    if (vbt_names_are_alike (self->name, g_ptr_array_index (entity->aliases, i)))
      return TRUE;
  return FALSE;
}

/* The candidate that an entity is; what its name says is found out once. */
static VbtCandidate *
ensure_entity (VbtChoices *self, const VbtEntity *entity)
{
  VbtCandidate *candidate = g_hash_table_lookup (self->by_key, &entity->id);

  if (candidate != NULL)
    return candidate;
  candidate = vbt_choices_ensure (self, entity->id, entity->id, entity->name);
  if (goes_by_name (self, entity))
    candidate->choice->hunch = VBT_HUNCH_NAME;
  return candidate;
}

static void
consider_known (VbtChoices *self, const VbtAnnotation *span, const VbtEntity *entity)
{
  VbtCandidate *candidate = ensure_entity (self, entity);
  VbtSpeakerChoice *choice = candidate->choice;
  gboolean before
      = vbt_annotation_get_extent (span).end <= vbt_annotation_get_extent (self->span).start;
  VbtFit fit = self->fit != 0 && before ? fit_of (self, entity) : 0;
  double score = vbt_choices_distance (self, span) + vbt_choices_kind_malus (entity);

  if (self->name != NULL && overlaps (span, self->span))
    {
      choice->hunch = VBT_HUNCH_NAME;
      score -= SAME_WORDS_BONUS;
    }
  else if (choice->hunch == VBT_HUNCH_NAME)
    score -= ALIKE_BONUS;
  else if ((fit & self->fit) != 0)
    {
      choice->hunch = VBT_HUNCH_PRONOUN;
      score = misfit (self, span, fit) - ALIKE_BONUS;
    }
  vbt_candidate_consider (candidate, span, score);
}

/* What names nobody by itself. */
static gboolean
is_quote_or_cue (const VbtChoices *self, const VbtAnnotation *span)
{
  const VbtSchema *schema = self->act.catalog->schema;

  return vbt_schema_has_end (schema, VBT_RELATION_SPEAKER, TRUE, span->label)
         || vbt_schema_has_end (schema, VBT_RELATION_CUE, FALSE, span->label)
         || span->label == self->discard;
}

/* A name that nobody is known for yet, like the one that is asked about: both become one, by the longer name. */
static void
consider_alike (VbtChoices *self, const VbtAnnotation *span)
{
  gboolean same_words = overlaps (span, self->span);
  g_autofree char *name = NULL;
  VbtCandidate *candidate;

  if (self->name == NULL || is_quote_or_cue (self, span))
    return;
  name = vbt_choices_name_of (self, span);
  if (!vbt_names_are_alike (self->name, name))
    return;
  candidate = vbt_choices_ensure (self, vbt_id_from_name ("alike", ""), 0, name);
  candidate->choice->hunch = VBT_HUNCH_NAME;
  vbt_candidate_consider (candidate, span,
                          vbt_choices_distance (self, span)
                              - (same_words ? SAME_WORDS_BONUS : ALIKE_BONUS));
  if (strlen (name) > strlen (candidate->choice->name))
    {
      g_free (candidate->choice->name);
      candidate->choice->name = g_steal_pointer (&name);
    }
}

/* Takes a span into account that may name the same. */
static void
consider_mention (VbtChoices *self, const VbtAnnotation *span)
{
  for (guint i = 0; span->entities != NULL && i < span->entities->len; i++)
    {
      const VbtEntity *entity
          = vbt_catalog_get_entity (self->act.catalog, g_array_index (span->entities, VbtId, i));

      if (entity != NULL)
        consider_known (self, span, entity);
    }
  if (!refers_to_any (span))
    consider_alike (self, span);
}

/* Who says another quote says this one, too: the one before rather than the one behind. */
static void
consider_quote (VbtChoices *self, const VbtAnnotation *quote)
{
  VbtId id = vbt_document_get_speaker (self->act.document, self->act.catalog, quote);
  const VbtEntity *entity = id != 0 ? vbt_catalog_get_entity (self->act.catalog, id) : NULL;
  const VbtAnnotation *words
      = vbt_document_follow (self->act.document, self->act.catalog, quote, VBT_RELATION_SPEAKER);
  VbtCandidate *candidate;

  if (entity == NULL)
    return;
  candidate = vbt_choices_ensure (self, id, id, entity->name);
  candidate->choice->hunch = VBT_HUNCH_NAME;
  vbt_candidate_consider (candidate, words != NULL ? words : quote,
                          vbt_choices_distance (self, quote));
  /* Without words it is the quote itself that says who. */
  if (candidate->choice->mention == quote->id)
    candidate->choice->mention = 0;
}

static void
gather (VbtChoices *self)
{
  const GPtrArray *annotations = self->act.document->annotations;
  g_autofree char *words = vbt_document_get_covered_text (self->act.document, self->span);
  gboolean is_quote = self->span->label == self->quote;

  if (!is_quote && !vbt_words_are_pronoun (self->language, words, &self->fit))
    self->name = vbt_words_find_name (self->language, words);
  if (self->fit != 0)
    learn_fits (self);
  for (guint i = self->first; i < self->end; i++)
    {
      const VbtAnnotation *other = g_ptr_array_index (annotations, i);

      if (!vbt_choices_is_current (self, other))
        continue;
      if (!is_quote)
        consider_mention (self, other);
      else if (other->label == self->quote)
        consider_quote (self, other);
    }
}

/* Of the words that are asked about a new entry can be made; or there is one by just that name, which nothing in the
 * document refers to. */
static void
add_own_name (VbtChoices *self, GPtrArray *choices)
{
  const VbtEntity *known = NULL;
  VbtSpeakerChoice *choice;
  guint place = 0;

  if (self->name == NULL)
    return;
  for (int kind = 0; kind <= VBT_ENTITY_OTHER && known == NULL; kind++)
    known = vbt_catalog_find_entity (self->act.catalog, (VbtEntityKind)kind, self->name);
  for (; place < choices->len; place++)
    {
      choice = g_ptr_array_index (choices, place);
      if ((known != NULL && choice->entity == known->id)
          || (choice->entity == 0 && g_str_equal (choice->name, self->name)))
        return;
      if (choice->hunch == VBT_HUNCH_NONE)
        break;
    }
  choice = g_new0 (VbtSpeakerChoice, 1);
  choice->name = g_strdup (self->name);
  choice->entity = known != NULL ? known->id : 0;
  choice->hunch = VBT_HUNCH_NAME;
  g_ptr_array_insert (choices, known != NULL ? 0 : (int)place, choice);
}

static gboolean
has_entity (const GPtrArray *choices, VbtId entity)
{
  for (guint i = 0; i < choices->len; i++)
    if (((VbtSpeakerChoice *)g_ptr_array_index (choices, i))->entity == entity)
      return TRUE;
  return FALSE;
}

/**
 * vbt_entity_choices_add:
 * @store: the project
 * @typed: words of a name; where there are none, the most mentioned are found
 * @choices: (element-type VbtSpeakerChoice): the choices so far
 *
 * Adds entries of the project's register to the choices that the document has.
 */
void
vbt_entity_choices_add (VbtStore *store, const char *typed, GPtrArray *choices)
{
  g_autoptr (GPtrArray) found = NULL;

  g_return_if_fail (VBT_IS_STORE (store) && typed != NULL && choices != NULL);

  found = vbt_store_search_entities (store, typed, N_OF_PROJECT, NULL);
  for (guint i = 0; found != NULL && i < found->len; i++)
    {
      const VbtEntity *entity = g_ptr_array_index (found, i);
      VbtSpeakerChoice *choice;

      if (has_entity (choices, entity->id))
        continue;
      choice = g_new0 (VbtSpeakerChoice, 1);
      choice->entity = entity->id;
      choice->name = g_strdup (entity->name);
      g_ptr_array_add (choices, choice);
    }
}

/**
 * vbt_entity_choices:
 * @store: the project
 * @document: the document, as it was loaded last
 * @me: the annotator who asks
 * @span: a span that names somebody or something
 *
 * Lists whom words may name: who has a name like theirs, before all what lies in the same words; of a pronoun the
 * nearest person before it that it fits; then a new entry by their name, and whom else the document names, the nearest
 * and most quoted first.
 *
 * Returns: (transfer full) (element-type VbtSpeakerChoice): the choices
 */
GPtrArray *
vbt_entity_choices (VbtStore *store, const VbtDocument *document, VbtId me, VbtId span)
{
  g_auto (VbtChoices) self;
  GPtrArray *choices;

  vbt_choices_init (&self, store, document, me, span);
  if (self.span != NULL)
    {
      gather (&self);
      vbt_choices_count_quotes (&self);
      if (refers_to_any (self.span))
        vbt_choices_put_last (&self, g_array_index (self.span->entities, VbtId, 0));
    }
  choices = vbt_choices_sort (&self);
  add_own_name (&self, choices);
  return choices;
}

/**
 * vbt_same_choices:
 * @store: the project
 * @document: the document, as it was loaded last
 * @me: the annotator who asks
 * @span: a quote, or a span that names somebody
 *
 * Lists who is probably the same, in an order that does not depend on whom the span refers to now: of a name who has
 * one like it, of a pronoun whom it fits, of a quote the speakers of others; the nearest first.
 *
 * Returns: (transfer full) (element-type VbtSpeakerChoice): the choices
 */
GPtrArray *
vbt_same_choices (VbtStore *store, const VbtDocument *document, VbtId me, VbtId span)
{
  g_auto (VbtChoices) self;
  GPtrArray *choices;

  vbt_choices_init (&self, store, document, me, span);
  if (self.span != NULL)
    gather (&self);
  choices = vbt_choices_sort (&self);
  for (guint i = choices->len; i > 0; i--)
    if (((VbtSpeakerChoice *)g_ptr_array_index (choices, i - 1))->hunch == VBT_HUNCH_NONE)
      g_ptr_array_remove_index (choices, i - 1);
  return choices;
}

/** vbt_choices_resolve_pronoun: whom a pronoun probably means; (nullable) where it is none, or nobody fits */
VbtSpeakerChoice *
vbt_choices_resolve_pronoun (VbtStore *store, const VbtDocument *document, VbtId me, VbtId span)
{
  g_autoptr (GPtrArray) choices = vbt_same_choices (store, document, me, span);
  VbtSpeakerChoice *first = choices->len > 0 ? g_ptr_array_index (choices, 0) : NULL;

  return first != NULL && first->hunch == VBT_HUNCH_PRONOUN ? g_ptr_array_steal_index (choices, 0)
                                                            : NULL;
}
