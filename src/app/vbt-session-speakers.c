/* vbt-session-speakers.c: who speaks in the document that is shown, and in which colour
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

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
  const SpeakerCount *first = a;
  const SpeakerCount *second = b;

  if (first->n_quotes != second->n_quotes)
    return first->n_quotes > second->n_quotes ? -1 : 1;
  return first->first < second->first ? -1 : first->first > second->first;
}

static void
count_speaker (GArray *counts, VbtId entity, guint place)
{
  for (guint i = 0; i < counts->len; i++)
    if (g_array_index (counts, SpeakerCount, i).entity == entity)
      {
        g_array_index (counts, SpeakerCount, i).n_quotes++;
        return;
      }
  g_array_append_val (counts, ((SpeakerCount){ entity, 1, place }));
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
  guint8 taken[VBT_PALETTE_SPEAKERS] = { 0 };

  for (guint i = 0; i < self->speakers->len; i++)
    g_ptr_array_add (speakers, &g_array_index (self->speakers, VbtSpeaker, i));
  g_ptr_array_sort (speakers, compare_entities);
  for (guint i = 0; i < speakers->len; i++)
    {
      VbtSpeaker *speaker = g_ptr_array_index (speakers, i);

      speaker->color = vbt_palette_pick_speaker (speaker->entity, taken);
      taken[speaker->color] = (guint8)MIN (taken[speaker->color] + 1, G_MAXUINT8);
    }
}

/* Finds out who speaks in the document that was loaded. */
void
vbt_session_find_speakers (VbtSession *self)
{
  g_autoptr (GArray) counts = g_array_new (FALSE, FALSE, sizeof (SpeakerCount));

  for (guint i = 0; i < self->spans->len; i++)
    {
      const VbtAnnotation *span = g_ptr_array_index (self->spans, i);
      VbtId entity
          = vbt_session_is_quote (self, span) ? vbt_session_get_speaker_of (self, span) : 0;

      if (entity != 0)
        count_speaker (counts, entity, i);
    }
  g_array_sort (counts, compare_speakers);
  for (guint i = 0; i < counts->len; i++)
    g_array_append_val (self->speakers,
                        ((VbtSpeaker){ g_array_index (counts, SpeakerCount, i).entity, 0 }));
  color_speakers (self);
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

/** vbt_session_get_speaker_color: Returns: the number of the entity's colour in the document, for
 * vbt_palette_get_speaker(); -1 where it says nothing */
int
vbt_session_get_speaker_color (VbtSession *self, VbtId entity)
{
  int index = vbt_session_get_speaker_index (self, entity);

  return index < 0 ? -1 : g_array_index (self->speakers, VbtSpeaker, index).color;
}
