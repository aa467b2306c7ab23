/* vbt-act-speaker.c: saying who says a quote, and whom words name
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "vbt-actions-private.h"

static gboolean
refers_to_any (const VbtAnnotation *span)
{
  return span->entities != NULL && span->entities->len > 0;
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

  if (mention != NULL && vbt_act_is_label (act, mention, VBT_LABEL_SPEAKER))
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

/* What kind of entity a label is for: of speakers most are people. */
static VbtEntityKind
kind_of (const VbtAct *act, const VbtAnnotation *span)
{
  VbtEntityKind kind;
  const VbtLabel *label
      = span != NULL ? vbt_schema_get_label (act->catalog->schema, span->label) : NULL;
  g_autofree char *name = label != NULL ? g_ascii_strdown (label->name, -1) : NULL;

  if (name == NULL || g_ascii_strcasecmp (name, VBT_LABEL_SPEAKER) == 0
      || g_ascii_strcasecmp (name, VBT_LABEL_QUOTE) == 0)
    return VBT_ENTITY_PERSON;
  return vbt_entity_kind_from_string (name, &kind) ? kind : VBT_ENTITY_OTHER;
}

/* The entity of the choice; made where it is new, of the kind that the words are, or @like where there are none. */
static VbtId
ensure_entity (VbtAct *act, const VbtSpeakerChoice *choice, const VbtAnnotation *like,
               GError **error)
{
  const VbtAnnotation *mention = find_mention (act, choice);
  VbtEntityKind kind = kind_of (act, mention != NULL ? mention : like);
  const VbtEntity *known;
  g_autoptr (VbtEntity) entity = NULL;

  if (choice->entity != 0)
    return choice->entity;
  known = vbt_catalog_find_entity (act->catalog, kind, choice->name);
  if (known == NULL && kind == VBT_ENTITY_PERSON)
    known = vbt_catalog_find_entity (act->catalog, VBT_ENTITY_ORGANIZATION, choice->name);
  if (known != NULL)
    return known->id;
  entity = vbt_entity_new (kind, choice->name);
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
  gboolean linked_by_words = choice->entity == 0 && mention != NULL && mention != words
                             && vbt_act_is_label (act, mention, VBT_LABEL_SPEAKER);
  gboolean success = TRUE;
  VbtId entity = 0;
  VbtId span;

  *result = quote->id;
  if (!linked_by_words && (entity = ensure_entity (act, choice, NULL, error)) == 0)
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

/* A mention that nobody was found for yet names the same from now on. */
static gboolean
say_whom (VbtAct *act, const VbtAnnotation *span, const VbtSpeakerChoice *choice, VbtId *result,
          GError **error)
{
  const VbtAnnotation *mention = find_mention (act, choice);
  VbtId entity = ensure_entity (act, choice, span, error);
  g_autoptr (VbtAnnotation) changed = NULL;

  if (entity == 0)
    return FALSE;
  if (mention != NULL && mention != span && choice->entity == 0 && !refers_to_any (mention)
      && !set_entity (act, mention, entity, error))
    return FALSE;
  changed = vbt_act_own (act, span);
  *result = changed->id;
  vbt_annotation_clear_entities (changed);
  vbt_annotation_add_entity (changed, entity);
  return vbt_act_write (act, span, changed, VBT_VERDICT_CORRECTED, error);
}

typedef gboolean (*Choose) (VbtAct *act, const VbtAnnotation *span, const VbtSpeakerChoice *choice,
                            VbtId *result, GError **error);

/* One act: whom a span names or by whom a quote is, by what @write does for it. */
static gboolean
choose (VbtStore *store, const VbtDocument *document, VbtId me, VbtId span,
        const VbtSpeakerChoice *choice, Choose write, VbtId *result, GError **error)
{
  VbtAct act;
  const VbtAnnotation *original = vbt_act_init (&act, store, document, me, span, error);
  g_autofree char *what = NULL;
  g_autofree char *words = NULL;
  VbtId own = 0;

  g_return_val_if_fail (choice != NULL && choice->name != NULL, FALSE);
  if (original == NULL)
    return FALSE;

  what = vbt_act_describe (&act, original);
  words = write == give_speaker ? g_strdup_printf (_ ("%s says %s"), choice->name, what)
                                : g_strdup_printf (_ ("%s is %s"), what, choice->name);
  if (!vbt_act_begin (&act, words, error)
      || !vbt_act_end (&act, write (&act, original, choice, &own, error), error))
    return FALSE;
  if (result != NULL)
    *result = own;
  return TRUE;
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
  return choose (store, document, me, quote, choice, give_speaker, result, error);
}

/**
 * vbt_act_say_whom:
 * @store: the project
 * @document: the document, as it was loaded last
 * @me: the annotator who acts
 * @span: a span that names somebody or something, of mine or suggested
 * @choice: whom; with entity 0 somebody new by that name, whom its mention names as well
 * @result: (out) (optional): the span of mine that refers to them now
 * @error: return location for an error
 *
 * Says whom words name.
 *
 * Returns: %FALSE with @error set where it was refused
 */
gboolean
vbt_act_say_whom (VbtStore *store, const VbtDocument *document, VbtId me, VbtId span,
                  const VbtSpeakerChoice *choice, VbtId *result, GError **error)
{
  return choose (store, document, me, span, choice, say_whom, result, error);
}
