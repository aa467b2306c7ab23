/* vbt-act-speaker.c: who says a quote: the likely answers, and giving one
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "vbt-actions-private.h"

/* What is known of a candidate while the choices are gathered. */
typedef struct
{
  VbtSpeakerChoice *choice;
  double score;
} Candidate;

/* A quote by the same person counts as much as a mention this many code points nearer. */
#define QUOTE_BONUS 60.0
/* A mention behind the quote is less likely its speaker than one before it. */
#define BEHIND_MALUS 80.0
/* A name that the text gives as a speaker somewhere is likelier than one that is only mentioned. */
#define SPEAKER_BONUS 200.0
/* A place speaks seldom, and a ship or a treaty hardly ever. */
#define LOCATION_MALUS 2000.0
#define OTHER_MALUS 4000.0

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

static void
candidate_free (Candidate *candidate)
{
  g_clear_pointer (&candidate->choice, vbt_speaker_choice_free);
  g_free (candidate);
}

static gboolean
is_label (const VbtAct *act, const VbtAnnotation *annotation, const char *name)
{
  const VbtLabel *label = vbt_schema_get_label (act->catalog->schema, annotation->label);

  return label != NULL && g_str_equal (label->name, name);
}

/* Mine, or a suggestion that I have not decided on. */
static gboolean
is_current (const VbtAct *act, const VbtAnnotation *annotation)
{
  return annotation->annotator == act->me
         || vbt_document_is_open_suggestion (act->document, act->catalog, annotation, act->me);
}

/* How far a mention lies from the quote, in code points, as far as likelihood goes. */
static double
distance (const VbtAnnotation *mention, const VbtAnnotation *quote)
{
  VbtRange m = vbt_annotation_get_extent (mention);
  VbtRange q = vbt_annotation_get_extent (quote);

  if (m.end <= q.start)
    return q.start - m.end;
  if (m.start >= q.end)
    return m.start - q.end + BEHIND_MALUS;
  return 4 * BEHIND_MALUS;
}

static Candidate *
ensure_candidate (GPtrArray *candidates, GHashTable *by_key, VbtId key, VbtId entity,
                  const char *name)
{
  Candidate *candidate = g_hash_table_lookup (by_key, &key);

  if (candidate == NULL)
    {
      candidate = g_new0 (Candidate, 1);
      candidate->choice = g_new0 (VbtSpeakerChoice, 1);
      candidate->choice->entity = entity;
      candidate->choice->name = g_strdup (name);
      candidate->score = G_MAXDOUBLE;
      g_ptr_array_add (candidates, candidate);
      g_hash_table_insert (by_key, g_memdup2 (&key, sizeof key), candidate);
    }
  return candidate;
}

static void
consider (Candidate *candidate, const VbtAnnotation *mention, double score)
{
  if (score < candidate->score)
    {
      candidate->score = score;
      candidate->choice->mention = mention->id;
    }
}

static double
kind_malus (const VbtEntity *entity)
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
may_speak (const VbtAct *act, const VbtAnnotation *span)
{
  return is_label (act, span, "Person") || is_label (act, span, "Organization");
}

/* Takes a span into account that may name a speaker: a Speaker, or a mention of an entity. */
static void
consider_span (const VbtAct *act, GPtrArray *candidates, GHashTable *by_key,
               const VbtAnnotation *quote, const VbtAnnotation *span)
{
  gboolean is_speaker = is_label (act, span, VBT_LABEL_SPEAKER);
  double score = distance (span, quote) - (is_speaker ? SPEAKER_BONUS : 0);

  for (guint i = 0; span->entities != NULL && i < span->entities->len; i++)
    {
      VbtId id = g_array_index (span->entities, VbtId, i);
      const VbtEntity *entity = vbt_catalog_get_entity (act->catalog, id);

      if (entity == NULL)
        continue;
      consider (ensure_candidate (candidates, by_key, id, id, entity->name), span,
                score + (is_speaker ? 0 : kind_malus (entity)));
    }
  if (!refers_to_any (span) && (is_speaker || may_speak (act, span)))
    {
      g_autofree char *text = vbt_document_get_covered_text (act->document, span);
      /* "He" in two places may be two people; a name is one. */
      VbtId key = is_speaker ? span->id : vbt_id_from_name ("speaker", text);

      consider (ensure_candidate (candidates, by_key, key, 0, text), span, score);
    }
}

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const Candidate *first = *(Candidate *const *)a;
  const Candidate *second = *(Candidate *const *)b;

  if (first->score != second->score)
    return first->score < second->score ? -1 : 1;
  return g_utf8_collate (first->choice->name, second->choice->name);
}

/* Quotes that a candidate has already make it likelier; who has this quote already is the last that is meant. */
static void
count_quotes (const VbtAct *act, GHashTable *by_key, const VbtAnnotation *quote)
{
  VbtId current = vbt_document_get_speaker (act->document, act->catalog, quote);
  Candidate *candidate;

  for (guint i = 0; i < act->document->annotations->len; i++)
    {
      const VbtAnnotation *other = g_ptr_array_index (act->document->annotations, i);
      VbtId speaker;

      if (other->kind != VBT_KIND_SPAN || other == quote || !is_label (act, other, VBT_LABEL_QUOTE)
          || !is_current (act, other))
        continue;
      speaker = vbt_document_get_speaker (act->document, act->catalog, other);
      candidate = speaker != 0 ? g_hash_table_lookup (by_key, &speaker) : NULL;
      if (candidate == NULL)
        continue;
      candidate->choice->n_quotes++;
      candidate->score -= QUOTE_BONUS;
    }
  candidate = current != 0 ? g_hash_table_lookup (by_key, &current) : NULL;
  if (candidate != NULL)
    candidate->score = G_MAXDOUBLE;
}

/**
 * vbt_speaker_choices:
 * @store: the project
 * @document: the document, as it was loaded last
 * @me: the annotator who asks
 * @quote: a quote
 *
 * Lists who may have said a quote: everybody whom the document names, the nearest to the quote
 * and most quoted first; who is its speaker already comes last, because whoever asks wants another.
 *
 * Returns: (transfer full) (element-type VbtSpeakerChoice): the choices
 */
GPtrArray *
vbt_speaker_choices (VbtStore *store, const VbtDocument *document, VbtId me, VbtId quote)
{
  VbtAct act;
  const VbtAnnotation *span = vbt_act_init (&act, store, document, me, quote, NULL);
  g_autoptr (GPtrArray) candidates
      = g_ptr_array_new_with_free_func ((GDestroyNotify)candidate_free);
  g_autoptr (GHashTable) by_key = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  GPtrArray *choices = g_ptr_array_new_with_free_func ((GDestroyNotify)vbt_speaker_choice_free);

  for (guint i = 0; span != NULL && i < document->annotations->len; i++)
    {
      const VbtAnnotation *other = g_ptr_array_index (document->annotations, i);

      if (other->kind == VBT_KIND_SPAN && other != span && is_current (&act, other))
        consider_span (&act, candidates, by_key, span, other);
    }
  if (span != NULL)
    count_quotes (&act, by_key, span);
  g_ptr_array_sort (candidates, compare_candidates);
  for (guint i = 0; i < candidates->len; i++)
    {
      Candidate *candidate = g_ptr_array_index (candidates, i);

      g_ptr_array_add (choices, g_steal_pointer (&candidate->choice));
    }
  return choices;
}

/* The place of a name in the text that is nearest to the quote, before it if there is one. */
static gboolean
find_name (const VbtAct *act, const char *name, const VbtAnnotation *quote, VbtRange *range)
{
  const char *text = vbt_text_get_utf8 (act->document->text);
  VbtOffset length = (VbtOffset)g_utf8_strlen (name, -1);
  VbtRange extent = vbt_annotation_get_extent (quote);
  gboolean found = FALSE;

  for (const char *hit = strstr (text, name); hit != NULL && *name != '\0';
       hit = strstr (hit + 1, name))
    {
      VbtOffset start = vbt_text_byte_to_offset (act->document->text, (gsize)(hit - text));

      if (start + length > extent.start && found)
        break;
      if (start < extent.end && start + length > extent.start)
        continue;
      *range = (VbtRange){ start, start + length };
      found = TRUE;
    }
  return found;
}

static VbtAnnotation *
new_speaker_span (VbtAct *act, const GArray *fragments, VbtId entity)
{
  const VbtLabel *label
      = vbt_schema_find_label (act->catalog->schema, VBT_KIND_SPAN, VBT_LABEL_SPEAKER);
  VbtRange first = g_array_index (fragments, VbtRange, 0);
  VbtAnnotation *span;

  if (label == NULL)
    return NULL;
  span = vbt_annotation_new_span (label->id, act->me, first.start, first.end);
  vbt_annotation_set_fragments (span, fragments);
  if (entity != 0)
    vbt_annotation_add_entity (span, entity);
  return span;
}

static const VbtAnnotation *
find_mention (const VbtAct *act, const VbtSpeakerChoice *choice)
{
  return choice->mention != 0 ? vbt_document_get_annotation (act->document, choice->mention) : NULL;
}

/* The Speaker span of mine that the choice points at; made of its mention, or of its name in the text. 0 where the
 * text does not name the speaker: then *success stays TRUE. */
static VbtId
speaker_span (VbtAct *act, const VbtAnnotation *quote, const VbtSpeakerChoice *choice, VbtId entity,
              gboolean *success, GError **error)
{
  const VbtAnnotation *mention = find_mention (act, choice);
  g_autoptr (GArray) fragments = NULL;
  g_autoptr (VbtAnnotation) span = NULL;
  VbtRange range;

  if (mention != NULL && is_label (act, mention, VBT_LABEL_SPEAKER))
    {
      VbtId own = vbt_act_own_end (act, mention, error);

      *success = own != 0;
      return own;
    }
  if (mention != NULL)
    fragments = vbt_annotation_get_fragments (mention);
  else if (find_name (act, choice->name, quote, &range))
    {
      fragments = g_array_new (FALSE, FALSE, sizeof (VbtRange));
      g_array_append_val (fragments, range);
    }
  span = fragments != NULL ? new_speaker_span (act, fragments, entity) : NULL;
  if (span == NULL)
    return 0;
  *success = vbt_store_put_annotation (act->store, act->document->id, span, error);
  return span->id;
}

/* My relation from the quote to its speaker. */
static const VbtAnnotation *
find_speaker_relation (const VbtAct *act, VbtId quote, const VbtLabel *label)
{
  g_autoptr (GPtrArray) relations = vbt_document_relations_of (act->document, quote);

  for (guint i = 0; i < relations->len; i++)
    {
      const VbtAnnotation *relation = g_ptr_array_index (relations, i);

      if (relation->from == quote && relation->label == label->id)
        return relation;
    }
  return NULL;
}

/* Whether a speaker's words name nobody by themselves ("he", "the minister"): then the words stay the quote's speaker,
 * and it is their entity that was wrong. */
static gboolean
names_nobody (const VbtAct *act, const VbtAnnotation *span)
{
  const VbtLabel *label = vbt_schema_get_label (act->catalog->schema, span->label);
  const VbtAttribute *form = label != NULL ? vbt_label_find_attribute (label, "form") : NULL;
  const char *value = form != NULL ? vbt_annotation_get_value (span, form->id) : NULL;

  return span->entities == NULL || span->entities->len == 0
         || (value != NULL && !g_str_equal (value, "name"));
}

/* Says that a span of mine, or what I make of it, refers to the entity. */
static gboolean
set_entity (VbtAct *act, const VbtAnnotation *span, VbtId entity, GError **error)
{
  g_autoptr (VbtAnnotation) changed = vbt_act_own (act, span);

  vbt_annotation_clear_entities (changed);
  vbt_annotation_add_entity (changed, entity);
  return vbt_act_write (act, span, changed, VBT_VERDICT_CORRECTED, error);
}

/* The entity of the choice; made where it is new. */
static VbtId
ensure_entity (VbtAct *act, const VbtSpeakerChoice *choice, GError **error)
{
  const VbtAnnotation *mention = find_mention (act, choice);
  const VbtEntity *known;
  g_autoptr (VbtEntity) entity = NULL;

  if (choice->entity != 0)
    return choice->entity;
  known = vbt_catalog_find_entity (act->catalog, VBT_ENTITY_PERSON, choice->name);
  if (known == NULL)
    known = vbt_catalog_find_entity (act->catalog, VBT_ENTITY_ORGANIZATION, choice->name);
  if (known != NULL)
    return known->id;
  entity = vbt_entity_new (mention != NULL && is_label (act, mention, "Organization")
                               ? VBT_ENTITY_ORGANIZATION
                               : VBT_ENTITY_PERSON,
                           choice->name);
  return vbt_store_put_entity (act->store, entity, error) ? entity->id : 0;
}

/* Points my quote at a Speaker span of mine, or where the text has no words for the speaker, at the entity itself. */
static gboolean
point (VbtAct *act, VbtAnnotation *quote, const VbtAnnotation *relation, const VbtLabel *label,
       VbtId span, VbtId entity, GError **error)
{
  g_autoptr (VbtAnnotation) link = NULL;

  if (span == 0)
    {
      vbt_annotation_clear_entities (quote);
      vbt_annotation_add_entity (quote, entity);
      return (relation == NULL || relation->annotator != act->me
              || vbt_store_delete_annotation (act->store, relation->id, error))
             && vbt_store_put_annotation (act->store, act->document->id, quote, error);
    }
  if (relation != NULL && relation->annotator == act->me)
    link = vbt_annotation_copy (relation);
  else
    link = vbt_annotation_new_relation (label->id, act->me, quote->id, 0);
  link->to = span;
  return vbt_store_put_annotation (act->store, act->document->id, link, error);
}

/* The quote of mine, written, without the links of a suggestion that are about to be replaced. */
static gboolean
own_quote (VbtAct *act, const VbtAnnotation *original, const VbtAnnotation *quote,
           const VbtAnnotation *replaced, GError **error)
{
  if (original->annotator == act->me)
    return TRUE;
  if (!vbt_store_put_annotation (act->store, act->document->id, quote, error)
      || !vbt_act_decide (act, original->id, VBT_VERDICT_CORRECTED, error))
    return FALSE;
  if (replaced != NULL && !vbt_act_decide (act, replaced->id, VBT_VERDICT_REJECTED, error))
    return FALSE;
  return vbt_act_own_links (act, original, quote->id, replaced, error);
}

/* The words that a relation leads to, as I corrected them. */
static const VbtAnnotation *
find_words (const VbtAct *act, const VbtAnnotation *relation)
{
  const VbtAnnotation *words
      = relation != NULL ? vbt_document_get_annotation (act->document, relation->to) : NULL;
  const VbtAnnotation *own = words != NULL ? vbt_act_find_own (act, words) : NULL;

  return own != NULL ? own : words;
}

static gboolean
give_speaker (VbtAct *act, const VbtAnnotation *original, const VbtSpeakerChoice *choice,
              VbtId *result, GError **error)
{
  const VbtLabel *label
      = vbt_schema_find_label (act->catalog->schema, VBT_KIND_RELATION, VBT_RELATION_SPEAKER);
  const VbtAnnotation *relation
      = label != NULL ? find_speaker_relation (act, original->id, label) : NULL;
  const VbtAnnotation *words = find_words (act, relation);
  g_autoptr (VbtAnnotation) quote = vbt_act_own (act, original);
  const VbtAnnotation *mention = find_mention (act, choice);
  gboolean linked_by_words
      = choice->entity == 0 && mention != NULL && is_label (act, mention, VBT_LABEL_SPEAKER);
  gboolean success = TRUE;
  VbtId entity = 0;
  VbtId span;

  *result = quote->id;
  if (!linked_by_words && (entity = ensure_entity (act, choice, error)) == 0)
    return FALSE;
  /* A mention that nobody was found for yet names the speaker from now on. */
  if (entity != 0 && mention != NULL && !refers_to_any (mention)
      && !set_entity (act, mention, entity, error))
    return FALSE;
  if (!linked_by_words && words != NULL && names_nobody (act, words))
    return own_quote (act, original, quote, NULL, error) && set_entity (act, words, entity, error);
  if (!own_quote (act, original, quote, relation, error))
    return FALSE;
  span = speaker_span (act, original, choice, entity, &success, error);
  return success && point (act, quote, relation, label, span, entity, error);
}

/**
 * vbt_act_give_speaker:
 * @store: the project
 * @document: the document, as it was loaded last
 * @me: the annotator who acts
 * @quote: a quote, of mine or suggested
 * @choice: who says it; with entity and mention 0, somebody new by that name
 * @result: (out): the quote of mine that has the speaker now
 *
 * Gives a quote its speaker. Words that name nobody by themselves ("he") stay the quote's speaker and refer
 * to the chosen one from now on; otherwise the quote is linked to the words nearest to it that
 * name the chosen one, or refers to it directly where the text does not name it.
 *
 * Returns: %FALSE with @error set where it was refused
 */
gboolean
vbt_act_give_speaker (VbtStore *store, const VbtDocument *document, VbtId me, VbtId quote,
                      const VbtSpeakerChoice *choice, VbtId *result, GError **error)
{
  VbtAct act;
  const VbtAnnotation *original = vbt_act_init (&act, store, document, me, quote, error);
  g_autofree char *what = NULL;
  g_autofree char *words = NULL;
  VbtId own = 0;

  g_return_val_if_fail (choice != NULL && choice->name != NULL, FALSE);
  if (original == NULL)
    return FALSE;

  what = vbt_act_describe (&act, original);
  words = g_strdup_printf (_ ("%s says %s"), choice->name, what);
  if (!vbt_act_begin (&act, words, error))
    return FALSE;
  if (!vbt_act_end (&act, give_speaker (&act, original, choice, &own, error), error))
    return FALSE;
  if (result != NULL)
    *result = own;
  return TRUE;
}
