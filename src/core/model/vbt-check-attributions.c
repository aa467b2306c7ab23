/* vbt-check-attributions.c: the rules E1 to E5: quotes and what belongs to them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-check-private.h"

#include <glib/gi18n-lib.h>

#define SPEAKER_STATUS "speaker_status"
#define EXPLICIT "explicit"

/* (transfer container): where the annotator's own relations of the label lead that come from the
 * quote; what is not there is left out. */
static GPtrArray *
linked_spans (const VbtCheck *self, const VbtAnnotation *quote, const VbtLabel *relation)
{
  g_autoptr (GPtrArray) relations = vbt_document_relations_of (self->document, quote->id);
  GPtrArray *spans = g_ptr_array_new ();

  for (guint i = 0; relation != NULL && i < relations->len; i++)
    {
      const VbtAnnotation *link = g_ptr_array_index (relations, i);
      VbtAnnotation *span;

      if (link->annotator != self->annotator || link->label != relation->id
          || link->from != quote->id)
        continue;
      span = vbt_document_get_annotation (self->document, link->to);
      if (span != NULL && span->kind == VBT_KIND_SPAN)
        g_ptr_array_add (spans, span);
    }
  return spans;
}

static void
check_cues (VbtCheck *self, const VbtAnnotation *quote, const GPtrArray *cues)
{
  VbtLevel e1 = vbt_check_get_level (self, "E1");
  VbtLevel e2 = vbt_check_get_level (self, "E2");

  if (cues->len == 0 && e1 != VBT_LEVEL_OFF)
    vbt_check_add (self, "E1", e1, quote, _ ("The quote has no cue"));
  if (cues->len > 1 && e2 != VBT_LEVEL_OFF)
    vbt_check_add (self, "E2", e2, quote,
                   g_dngettext (GETTEXT_PACKAGE, "The quote has %u cue, but may have only one",
                                "The quote has %u cues, but may have only one", cues->len),
                   cues->len);
}

/* Whether the quote says that there is nobody to be found in the text who says it. */
static gboolean
excuses_speaker (const VbtCheck *self, const VbtAnnotation *quote)
{
  const VbtAttribute *attribute = vbt_label_find_attribute (self->quote, SPEAKER_STATUS);
  const char *value = NULL;

  if (attribute == NULL)
    return FALSE;
  value = vbt_annotation_get_value (quote, attribute->id);
  if (value == NULL)
    value = attribute->default_value;
  return value != NULL && !g_str_equal (value, EXPLICIT);
}

static void
check_speakers (VbtCheck *self, const VbtAnnotation *quote, const GPtrArray *speakers)
{
  VbtLevel level = vbt_check_get_level (self, "E3");

  if (level != VBT_LEVEL_OFF && speakers->len == 0 && !excuses_speaker (self, quote))
    vbt_check_add (self, "E3", level, quote,
                   _ ("The quote has no speaker, and its speaker status does not say why"));
}

static gboolean
spans_overlap (const VbtAnnotation *a, const VbtAnnotation *b)
{
  for (guint i = 0; i < vbt_annotation_get_n_fragments (a); i++)
    if (vbt_annotation_overlaps (b, vbt_annotation_get_fragment (a, i)))
      return TRUE;
  return FALSE;
}

static void
check_apart (VbtCheck *self, const VbtAnnotation *quote, const GPtrArray *cues,
             const GPtrArray *speakers)
{
  VbtLevel level = vbt_check_get_level (self, "E4");

  if (level == VBT_LEVEL_OFF)
    return;
  for (guint i = 0; i < cues->len; i++)
    if (spans_overlap (g_ptr_array_index (cues, i), quote))
      vbt_check_add (self, "E4", level, quote, _ ("The quote and its cue overlap"));
  for (guint i = 0; i < speakers->len; i++)
    {
      const VbtAnnotation *speaker = g_ptr_array_index (speakers, i);

      if (spans_overlap (speaker, quote))
        vbt_check_add (self, "E4", level, quote, _ ("The quote and its speaker overlap"));
      if (cues->len > 0 && spans_overlap (speaker, g_ptr_array_index (cues, 0)))
        vbt_check_add (self, "E4", level, speaker, _ ("The speaker and the cue overlap"));
    }
}

/* A fragment of a quote. */
typedef struct
{
  VbtRange range;
  guint owner; /* which quote */
} Piece;

static int
compare_pieces (gconstpointer a, gconstpointer b)
{
  const Piece *one = a;
  const Piece *other = b;

  if (one->range.start != other->range.start)
    return one->range.start < other->range.start ? -1 : 1;
  if (one->range.end != other->range.end)
    return one->range.end > other->range.end ? -1 : 1;
  return (one->owner > other->owner) - (one->owner < other->owner);
}

/* Counts for each quote the fragments that lie inside a fragment of another one. The pieces come
 * by their start, so that the one that reaches farthest so far decides. It is another quote's: the
 * fragments of one are apart. */
static guint *
count_nested (GArray *pieces, guint n_quotes)
{
  guint *nested = g_new0 (guint, n_quotes);
  VbtOffset reach = -1;

  g_array_sort (pieces, compare_pieces);
  for (guint i = 0; i < pieces->len; i++)
    {
      Piece piece = g_array_index (pieces, Piece, i);

      if (piece.range.end <= reach)
        nested[piece.owner]++;
      reach = MAX (reach, piece.range.end);
    }
  return nested;
}

static void
check_nesting (VbtCheck *self, const GPtrArray *quotes)
{
  VbtLevel level = vbt_check_get_level (self, "E5");
  g_autoptr (GArray) pieces = NULL;
  g_autofree guint *nested = NULL;

  if (level == VBT_LEVEL_OFF)
    return;
  pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  for (guint i = 0; i < quotes->len; i++)
    {
      const VbtAnnotation *quote = g_ptr_array_index (quotes, i);

      for (guint j = 0; j < vbt_annotation_get_n_fragments (quote); j++)
        {
          Piece piece = { vbt_annotation_get_fragment (quote, j), i };

          g_array_append_val (pieces, piece);
        }
    }
  nested = count_nested (pieces, quotes->len);
  for (guint i = 0; i < quotes->len; i++)
    {
      const VbtAnnotation *quote = g_ptr_array_index (quotes, i);

      if (nested[i] == vbt_annotation_get_n_fragments (quote))
        vbt_check_add (self, "E5", level, quote, _ ("The quote lies inside another quote"));
    }
}

static void
check_cue_fragments (VbtCheck *self, const VbtAnnotation *cue)
{
  VbtLevel level = vbt_check_get_level (self, "E2");

  if (level != VBT_LEVEL_OFF && vbt_annotation_get_n_fragments (cue) > 1)
    vbt_check_add (self, "E2", level, cue, _ ("The cue has more than one fragment"));
}

/*< private >
 * vbt_check_attributions:
 * @self: a run
 *
 * Looks at E1 (a quote has a cue), E2 (one cue, of one fragment), E3 (a quote without speaker
 * says so), E4 (quote, cue and speaker are apart) and E5 (no quote inside another).
 */
void
vbt_check_attributions (VbtCheck *self)
{
  g_autoptr (GPtrArray) quotes = g_ptr_array_new ();

  for (guint i = 0; i < self->spans->len; i++)
    {
      VbtAnnotation *span = g_ptr_array_index (self->spans, i);

      if (self->cue != NULL && span->label == self->cue->id)
        check_cue_fragments (self, span);
      if (self->quote != NULL && span->label == self->quote->id)
        g_ptr_array_add (quotes, span);
    }
  for (guint i = 0; i < quotes->len; i++)
    {
      const VbtAnnotation *quote = g_ptr_array_index (quotes, i);
      g_autoptr (GPtrArray) cues = linked_spans (self, quote, self->cue_relation);
      g_autoptr (GPtrArray) speakers = linked_spans (self, quote, self->speaker_relation);

      check_cues (self, quote, cues);
      check_speakers (self, quote, speakers);
      check_apart (self, quote, cues, speakers);
    }
  check_nesting (self, quotes);
}
