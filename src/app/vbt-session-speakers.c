/* vbt-session-speakers.c: who speaks in the document that is shown, in which color, and how that is said
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "article/vbt-marks.h"
#include "article/vbt-palette.h"
#include "vbt-session-private.h"

typedef struct
{
  VbtId entity;
  guint n_quotes;
  guint first; /* place of the first quote, for a stable order */
} SpeakerCount;

static int
compare_speakers (gconstpointer a, gconstpointer b)
{
  const SpeakerCount *first = *(SpeakerCount *const *)a;
  const SpeakerCount *second = *(SpeakerCount *const *)b;

  if (first->n_quotes != second->n_quotes)
    return first->n_quotes > second->n_quotes ? -1 : 1;
  return first->first < second->first ? -1 : first->first > second->first;
}

static void
count_speaker (GHashTable *counts, const VbtId *entity, guint place)
{
  SpeakerCount *count = g_hash_table_lookup (counts, entity);

  if (count == NULL)
    {
      count = g_new (SpeakerCount, 1);
      *count = (SpeakerCount){ *entity, 0, place };
      g_hash_table_insert (counts, &count->entity, count);
    }
  count->n_quotes++;
}

static int
compare_entities (gconstpointer a, gconstpointer b)
{
  const VbtSpeaker *first = *(VbtSpeaker *const *)a;
  const VbtSpeaker *second = *(VbtSpeaker *const *)b;

  return first->entity < second->entity ? -1 : first->entity > second->entity;
}

static void
color_speakers (VbtSession *self)
{
  g_autoptr (GPtrArray) speakers = g_ptr_array_new ();
  guint8 taken[VBT_COLORS_SPEAKERS] = { 0 };

  for (guint i = 0; i < self->speakers->len; i++)
    g_ptr_array_add (speakers, &g_array_index (self->speakers, VbtSpeaker, i));
  g_ptr_array_sort (speakers, compare_entities);
  for (guint i = 0; i < speakers->len; i++)
    {
      VbtSpeaker *speaker = g_ptr_array_index (speakers, i);

      speaker->color = vbt_colors_pick_speaker (speaker->entity, taken);
      taken[speaker->color] = (guint8)MIN (taken[speaker->color] + 1, G_MAXUINT8);
    }
}

/* In whatever order: who is quoted how often changes with each quote, and no color with it. */
static gboolean
has_same_colors (const GArray *speakers, const GArray *others)
{
  if (speakers->len != others->len)
    return FALSE;
  for (guint i = 0; i < speakers->len; i++)
    {
      const VbtSpeaker *speaker = &g_array_index (speakers, VbtSpeaker, i);
      gboolean found = FALSE;

      for (guint k = 0; k < others->len && !found; k++)
        found
            = g_array_index (others, VbtSpeaker, (i + k) % others->len).entity == speaker->entity
              && g_array_index (others, VbtSpeaker, (i + k) % others->len).color == speaker->color;
      if (!found)
        return FALSE;
    }
  return TRUE;
}

/* Finds out who speaks in the document that is shown; returns whether it is not who spoke before. */
gboolean
vbt_session_find_speakers (VbtSession *self)
{
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  g_autoptr (GArray) before = g_steal_pointer (&self->speakers);
  GHashTableIter iter;
  gpointer count;

  for (guint i = 0; i < self->drawn->quotes->len; i++)
    {
      const VbtQuote *quote = &g_array_index (self->drawn->quotes, VbtQuote, i);

      if (quote->speaker != 0)
        count_speaker (counts, &quote->speaker, i);
    }
  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, NULL, &count))
    g_ptr_array_add (found, count);
  g_ptr_array_sort (found, compare_speakers);
  self->speakers = g_array_new (FALSE, TRUE, sizeof (VbtSpeaker));
  for (guint i = 0; i < found->len; i++)
    {
      const SpeakerCount *counted = g_ptr_array_index (found, i);
      VbtSpeaker speaker = { .entity = counted->entity, .n_quotes = counted->n_quotes };

      g_array_append_val (self->speakers, speaker);
    }
  color_speakers (self);
  return !has_same_colors (self->speakers, before);
}

/** vbt_session_get_speaker_index: Returns: the place of the entity among the document's speakers, the
 * most quoted first; -1 where it says nothing */
int
vbt_session_get_speaker_index (VbtSession *self, VbtId entity)
{
  g_return_val_if_fail (VBT_IS_SESSION (self), -1);

  for (guint i = 0; i < self->speakers->len; i++)
    if (g_array_index (self->speakers, VbtSpeaker, i).entity == entity)
      return (int)i;
  return -1;
}

/** vbt_session_count_quotes_of: Returns: how many quotes of the document that is shown are the entity's */
guint
vbt_session_count_quotes_of (VbtSession *self, VbtId entity)
{
  int index = vbt_session_get_speaker_index (self, entity);

  return index < 0 ? 0 : g_array_index (self->speakers, VbtSpeaker, index).n_quotes;
}

/** vbt_session_get_speaker_color: Returns: the number of the entity's colour in the document, for
 * vbt_palette_get_speaker(); -1 where it says nothing */
int
vbt_session_get_speaker_color (VbtSession *self, VbtId entity)
{
  int index = vbt_session_get_speaker_index (self, entity);

  return index < 0 ? -1 : g_array_index (self->speakers, VbtSpeaker, index).color;
}

static VbtRole
get_role (VbtSession *self, const VbtAnnotation *annotation)
{
  const VbtSchema *schema = vbt_session_get_schema (self);

  return vbt_role_of_label (schema, vbt_schema_get_label (schema, annotation->label));
}

/** vbt_session_is_quote: whether an annotation (nullable) is a span whose label can have a speaker */
gboolean
vbt_session_is_quote (VbtSession *self, const VbtAnnotation *annotation)
{
  return annotation != NULL && annotation->kind == VBT_KIND_SPAN
         && get_role (self, annotation) == VBT_ROLE_QUOTE;
}

/** vbt_session_may_name: whether of an annotation (nullable) can be said whom it names, or who says it */
gboolean
vbt_session_may_name (VbtSession *self, const VbtAnnotation *annotation)
{
  return annotation != NULL && annotation->kind == VBT_KIND_SPAN
         && get_role (self, annotation) != VBT_ROLE_CUE
         && get_role (self, annotation) != VBT_ROLE_DISCARD;
}

/** vbt_session_say: says who says a quote, or whom any other span names */
gboolean
vbt_session_say (VbtSession *self, VbtId span, const VbtSpeakerChoice *choice)
{
  const VbtAnnotation *annotation;

  g_return_val_if_fail (VBT_IS_SESSION (self) && self->document != NULL, FALSE);

  annotation = vbt_document_get_annotation (self->document, span);
  return vbt_session_is_quote (self, annotation) ? vbt_session_give_speaker (self, span, choice)
                                                 : vbt_session_say_whom (self, span, choice);
}

static guint
find_entity (const GPtrArray *choices, VbtId entity)
{
  for (guint i = 0; entity != 0 && i < choices->len; i++)
    if (((VbtSpeakerChoice *)g_ptr_array_index (choices, i))->entity == entity)
      return i;
  return G_MAXUINT;
}

/**
 * vbt_session_same:
 * @self: a session
 * @span: a span of the document that is shown
 * @text: (out) (transfer full) (nullable): what is to be told; %NULL where nobody is likely
 *
 * Makes it refer to the same as the likeliest other one: a name to who has a name like it, a pronoun to the nearest
 * before it whom it fits, a quote to the speaker of the quote before. Where it refers to one of them already, the next
 * one is meant.
 *
 * Returns: whether somebody else is likely, and was taken
 */
gboolean
vbt_session_same (VbtSession *self, VbtId span, char **text)
{
  g_autoptr (GPtrArray) choices = NULL;
  const VbtSpeakerChoice *choice;
  guint current;
  guint index;

  g_return_val_if_fail (VBT_IS_SESSION (self) && self->document != NULL, FALSE);

  *text = NULL;
  vbt_session_complete (self);
  choices = vbt_same_choices (self->store, self->document, self->me, span);
  if (choices->len == 0)
    return FALSE;
  current = find_entity (choices, vbt_session_get_speaker_of (
                                      self, vbt_document_get_annotation (self->document, span)));
  index = current == G_MAXUINT ? 0 : (current + 1) % choices->len;
  choice = g_ptr_array_index (choices, index);
  if (index == current)
    /* Translators: a name; nobody else in the article could be meant */
    *text = g_strdup_printf (_ ("%s already, and nobody else is likely"), choice->name);
  else if (choices->len == 1)
    *text = g_strdup_printf (_ ("The same as %s"), choice->name);
  else
    /* Translators: a name, which one of the likely ones it is, and how many there are */
    *text = g_strdup_printf (_ ("The same as %s, %u of %u that are likely"), choice->name,
                             index + 1, choices->len);
  return index != current && vbt_session_say (self, span, choice);
}
