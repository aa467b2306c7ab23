/* vbt-choices.c: who says a quote: the likely answers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "model/vbt-bisect.h"
#include "vbt-choices-private.h"

/* A quote by the same person counts as much as a mention this many code points nearer. */
#define QUOTE_BONUS 60.0
/* A mention behind the quote is less likely its speaker than one before it. */
#define BEHIND_MALUS 80.0
/* A name that the text gives as a speaker somewhere is likelier than one that is only mentioned. */
#define SPEAKER_BONUS 200.0
/* A place speaks seldom, and a ship or a treaty hardly ever. */
#define LOCATION_MALUS 2000.0
#define OTHER_MALUS 4000.0
/* Whoever is named farther off, in code points, is no likely answer; an article is shorter than that, and of a book not
 * all is looked at while somebody waits. */
#define NEAR (32 * 1024)

/**
 * vbt_speaker_choice_free:
 * @self: (transfer full): a choice
 */
void
vbt_speaker_choice_free (VbtSpeakerChoice *self)
{
  g_free (self->name);
  g_free (self);
}

/**
 * vbt_speaker_choice_copy:
 * @self: a choice
 *
 * Returns: (transfer full): the same
 */
VbtSpeakerChoice *
vbt_speaker_choice_copy (const VbtSpeakerChoice *self)
{
  VbtSpeakerChoice *copy = g_memdup2 (self, sizeof *self);

  copy->name = g_strdup (self->name);
  return copy;
}

static void
candidate_free (VbtCandidate *candidate)
{
  g_clear_pointer (&candidate->choice, vbt_speaker_choice_free);
  g_free (candidate);
}

/** vbt_choices_clear: frees what is in it */
void
vbt_choices_clear (VbtChoices *self)
{
  g_clear_pointer (&self->candidates, g_ptr_array_unref);
  g_clear_pointer (&self->by_key, g_hash_table_unref);
  g_clear_pointer (&self->known, g_hash_table_unref);
  g_clear_pointer (&self->name, g_free);
}

/* The first annotation that begins there or behind; the others than spans come last. */
static guint
find_place (const VbtChoices *self, VbtOffset start)
{
  const GPtrArray *annotations = self->act.document->annotations;

  return VBT_FIND_FIRST (
      annotations->len, at,
      ((const VbtAnnotation *)g_ptr_array_index (annotations, at))->kind != VBT_KIND_SPAN
          || vbt_annotation_get_extent (g_ptr_array_index (annotations, at)).start >= start);
}

/** vbt_choices_init: begins to look for the choices of a span */
void
vbt_choices_init (VbtChoices *self, VbtStore *store, const VbtDocument *document, VbtId me,
                  VbtId span)
{
  const VbtSchema *schema = vbt_store_get_catalog (store)->schema;

  memset (self, 0, sizeof *self);
  self->span = vbt_act_init (&self->act, store, document, me, span, NULL);
  self->candidates = g_ptr_array_new_with_free_func ((GDestroyNotify)candidate_free);
  self->by_key = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->language = vbt_document_find_language (document);
  self->quote = vbt_schema_find_label_id (schema, VBT_KIND_SPAN, VBT_LABEL_QUOTE);
  self->speaker = vbt_schema_find_label_id (schema, VBT_KIND_SPAN, VBT_LABEL_SPEAKER);
  self->discard = vbt_schema_find_label_id (schema, VBT_KIND_SPAN, VBT_LABEL_DISCARD);
  self->person = vbt_schema_find_label_id (schema, VBT_KIND_SPAN, "Person");
  self->organization = vbt_schema_find_label_id (schema, VBT_KIND_SPAN, "Organization");
  if (self->span != NULL)
    {
      VbtRange extent = vbt_annotation_get_extent (self->span);

      self->first = find_place (self, extent.start - NEAR);
      self->end = find_place (self, MIN (extent.end, G_MAXINT32 - NEAR) + NEAR);
    }
}

/** vbt_choices_is_current: whether it is a span of mine, or a suggestion that I have not decided on; but not the one that is asked about */
gboolean
vbt_choices_is_current (const VbtChoices *self, const VbtAnnotation *annotation)
{
  return annotation->kind == VBT_KIND_SPAN && annotation != self->span
         && (annotation->annotator == self->act.me
             || vbt_document_is_open_suggestion (self->act.document, self->act.catalog, annotation,
                                                 self->act.me));
}

/** vbt_choices_distance: how far a mention lies from the span, in code points, as far as likelihood goes */
double
vbt_choices_distance (const VbtChoices *self, const VbtAnnotation *mention)
{
  VbtRange m = vbt_annotation_get_extent (mention);
  VbtRange q = vbt_annotation_get_extent (self->span);

  if (m.end <= q.start)
    return q.start - m.end;
  if (m.start >= q.end)
    return m.start - q.end + BEHIND_MALUS;
  return 4 * BEHIND_MALUS;
}

/** vbt_choices_ensure: finds a candidate, or makes one */
VbtCandidate *
vbt_choices_ensure (VbtChoices *self, VbtId key, VbtId entity, const char *name)
{
  VbtCandidate *candidate = g_hash_table_lookup (self->by_key, &key);

  if (candidate == NULL)
    {
      candidate = g_new0 (VbtCandidate, 1);
      candidate->choice = g_new0 (VbtSpeakerChoice, 1);
      candidate->choice->entity = entity;
      candidate->choice->name = g_strdup (name);
      candidate->score = G_MAXDOUBLE;
      g_ptr_array_add (self->candidates, candidate);
      g_hash_table_insert (self->by_key, g_memdup2 (&key, sizeof key), candidate);
    }
  return candidate;
}

/** vbt_candidate_consider: takes a span into account that names the candidate */
void
vbt_candidate_consider (VbtCandidate *candidate, const VbtAnnotation *mention, double score)
{
  if (score < candidate->score)
    {
      candidate->score = score;
      candidate->choice->mention = mention->id;
    }
}

/** vbt_choices_kind_malus: how much less likely it speaks than a person */
double
vbt_choices_kind_malus (const VbtEntity *entity)
{
  return entity->kind == VBT_ENTITY_LOCATION ? LOCATION_MALUS
         : entity->kind == VBT_ENTITY_OTHER  ? OTHER_MALUS
                                             : 0;
}

static gboolean
refers_to_any (const VbtAnnotation *span)
{
  return span->entities != NULL && span->entities->len > 0;
}

/* A mention of somebody who can say something, even where nobody said yet who that is. */
static gboolean
may_speak (const VbtChoices *self, const VbtAnnotation *span)
{
  return span->label == self->person || span->label == self->organization;
}

/** vbt_choices_name_of: what a span names; its words where they have no name */
char *
vbt_choices_name_of (const VbtChoices *self, const VbtAnnotation *span)
{
  g_autofree char *words = vbt_document_get_covered_text (self->act.document, span);
  g_autofree char *name = vbt_words_find_name (self->language, words);

  return name != NULL ? g_steal_pointer (&name) : g_steal_pointer (&words);
}

/* Who says a quote */

/* Takes a span into account that may name a speaker: a Speaker, or a mention of an entity. */
static void
consider_speaker (VbtChoices *self, const VbtAnnotation *span)
{
  gboolean is_speaker = span->label == self->speaker;
  double score = vbt_choices_distance (self, span) - (is_speaker ? SPEAKER_BONUS : 0);

  for (guint i = 0; span->entities != NULL && i < span->entities->len; i++)
    {
      VbtId id = g_array_index (span->entities, VbtId, i);
      const VbtEntity *entity = vbt_catalog_get_entity (self->act.catalog, id);

      if (entity == NULL)
        continue;
      vbt_candidate_consider (vbt_choices_ensure (self, id, id, entity->name), span,
                              score + (is_speaker ? 0 : vbt_choices_kind_malus (entity)));
    }
  if (!refers_to_any (span) && (is_speaker || may_speak (self, span)))
    {
      g_autofree char *text = vbt_document_get_covered_text (self->act.document, span);
      /* "He" in two places may be two people; a name is one. */
      VbtId key = is_speaker ? span->id : vbt_id_from_name ("speaker", text);
      VbtCandidate *candidate = g_hash_table_lookup (self->by_key, &key);

      if (candidate == NULL)
        {
          g_autofree char *name = vbt_choices_name_of (self, span);

          candidate = vbt_choices_ensure (self, key, 0, name);
        }
      vbt_candidate_consider (candidate, span, score);
    }
}

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const VbtCandidate *first = *(VbtCandidate *const *)a;
  const VbtCandidate *second = *(VbtCandidate *const *)b;

  if (first->score != second->score)
    return first->score < second->score ? -1 : 1;
  return g_utf8_collate (first->choice->name, second->choice->name);
}

/** vbt_choices_count_quotes: quotes that a candidate has already make it likelier */
void
vbt_choices_count_quotes (VbtChoices *self)
{
  const VbtDocument *document = self->act.document;

  for (guint i = self->first; i < self->end; i++)
    {
      const VbtAnnotation *other = g_ptr_array_index (document->annotations, i);
      VbtCandidate *candidate;
      VbtId speaker;

      if (other->label != self->quote || !vbt_choices_is_current (self, other))
        continue;
      speaker = vbt_document_get_speaker (document, self->act.catalog, other);
      candidate = speaker != 0 ? g_hash_table_lookup (self->by_key, &speaker) : NULL;
      if (candidate == NULL)
        continue;
      candidate->score -= QUOTE_BONUS;
    }
}

/** vbt_choices_put_last: who is it already is the last that is meant, because whoever asks wants another */
void
vbt_choices_put_last (VbtChoices *self, VbtId entity)
{
  VbtCandidate *candidate = entity != 0 ? g_hash_table_lookup (self->by_key, &entity) : NULL;

  if (candidate != NULL)
    candidate->score = G_MAXDOUBLE;
}

/** vbt_choices_sort: gives the choices away, the likeliest first */
GPtrArray *
vbt_choices_sort (VbtChoices *self)
{
  GPtrArray *choices = g_ptr_array_new_with_free_func ((GDestroyNotify)vbt_speaker_choice_free);

  g_ptr_array_sort (self->candidates, compare_candidates);
  for (guint i = 0; i < self->candidates->len; i++)
    {
      VbtCandidate *candidate = g_ptr_array_index (self->candidates, i);

      g_ptr_array_add (choices, g_steal_pointer (&candidate->choice));
    }
  return choices;
}

/* The words that say who speaks now. */
static const VbtAnnotation *
find_words (const VbtChoices *self)
{
  return vbt_document_follow (self->act.document, self->act.catalog, self->span,
                              VBT_RELATION_SPEAKER);
}

/* A pronoun that is the speaker's words: whom it means comes first, and it is nobody by itself. */
static void
put_resolved_first (VbtChoices *self, GPtrArray *choices)
{
  const VbtAnnotation *words = find_words (self);
  g_autoptr (VbtSpeakerChoice) resolved = NULL;

  if (words == NULL || refers_to_any (words))
    return;
  resolved
      = vbt_choices_resolve_pronoun (self->act.store, self->act.document, self->act.me, words->id);
  for (guint i = choices->len; i > 0; i--)
    {
      VbtSpeakerChoice *choice = g_ptr_array_index (choices, i - 1);

      if (resolved != NULL && choice->entity == resolved->entity)
        {
          choice->hunch = VBT_HUNCH_PRONOUN;
          g_ptr_array_insert (choices, 0, g_ptr_array_steal_index (choices, i - 1));
          return;
        }
    }
}

/* "He" that the quote is linked to already is no answer to who he is. */
static gboolean
is_own_pronoun (const VbtChoices *self, const VbtAnnotation *span, const VbtAnnotation *words)
{
  g_autofree char *text = NULL;

  if (span != words)
    return FALSE;
  text = vbt_document_get_covered_text (self->act.document, span);
  return vbt_words_are_pronoun (self->language, text, NULL);
}

/**
 * vbt_speaker_choices:
 * @store: the project
 * @document: the document, as it was loaded last
 * @me: the annotator who asks
 * @quote: a quote
 *
 * Lists who may have said a quote: everybody whom the document names, of a book within some twenty pages, the nearest to
 * the quote and most quoted first; where the quote has a pronoun as its speaker, before them whom it means. Who is its
 * speaker already comes last, because whoever asks wants another.
 *
 * Returns: (transfer full) (element-type VbtSpeakerChoice): the choices
 */
GPtrArray *
vbt_speaker_choices (VbtStore *store, const VbtDocument *document, VbtId me, VbtId quote)
{
  g_auto (VbtChoices) self;
  const VbtAnnotation *words;
  GPtrArray *choices;

  vbt_choices_init (&self, store, document, me, quote);
  words = self.span != NULL ? find_words (&self) : NULL;
  for (guint i = self.first; i < self.end; i++)
    {
      const VbtAnnotation *other = g_ptr_array_index (document->annotations, i);

      if (vbt_choices_is_current (&self, other)
          && (refers_to_any (other) || !is_own_pronoun (&self, other, words)))
        consider_speaker (&self, other);
    }
  if (self.span != NULL)
    {
      vbt_choices_count_quotes (&self);
      vbt_choices_put_last (&self,
                            vbt_document_get_speaker (document, self.act.catalog, self.span));
    }
  choices = vbt_choices_sort (&self);
  if (self.span != NULL)
    put_resolved_first (&self, choices);
  return choices;
}
