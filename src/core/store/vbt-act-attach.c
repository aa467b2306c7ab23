/* vbt-act-attach.c: what is marked beside a quote is linked to it where there is no doubt that it belongs to it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/vbt-segment.h"
#include "vbt-actions-private.h"

/* The relations by which a quote has what belongs to it; what their ends are called is the schema's. */
static const char *const relations[] = { VBT_RELATION_CUE, VBT_RELATION_SPEAKER };

/** Search: the quotes that a cue or a speaker may belong to. */
typedef struct
{
  const VbtAct *act;
  const VbtLabel *relation;
  const VbtAnnotation *extra; /* (nullable): a span that the document does not have yet */
  VbtId preferred;            /* the quote that was selected or marked last, or 0 */
} Search;

/* How much a quote speaks for itself: the nearest of the sentence, else what the paragraph has. */
typedef struct
{
  const VbtAnnotation *best;
  VbtOffset distance;
  gboolean tie;
} Found;

static gboolean
search_init (Search *self, const VbtAct *act, const char *relation, VbtId preferred)
{
  *self = (Search){
    .act = act,
    .relation = vbt_schema_find_label (act->catalog->schema, VBT_KIND_RELATION, relation),
    .preferred = preferred,
  };
  return self->relation != NULL && !self->relation->hidden;
}

static gboolean
is_quote (const Search *self, const VbtAnnotation *span)
{
  return vbt_schema_has_end (self->act->catalog->schema, self->relation->name, TRUE, span->label);
}

static gboolean
is_part (const Search *self, const VbtAnnotation *span)
{
  return vbt_schema_has_end (self->act->catalog->schema, self->relation->name, FALSE, span->label);
}

static VbtRange
sentence_of (const VbtDocument *document, VbtRange range)
{
  return document->sentences != NULL ? vbt_ranges_snap (document->sentences, range) : range;
}

static gboolean
is_in (const VbtAnnotation *span, VbtRange range)
{
  return vbt_range_overlaps (vbt_annotation_get_extent (span), range);
}

/* Code points between the nearest fragments of the two; -1 where they overlap. */
static VbtOffset
distance_of (const VbtAnnotation *a, const VbtAnnotation *b)
{
  VbtOffset least = G_MAXINT32;

  for (guint i = 0; i < vbt_annotation_get_n_fragments (a); i++)
    for (guint k = 0; k < vbt_annotation_get_n_fragments (b); k++)
      {
        VbtRange one = vbt_annotation_get_fragment (a, i);
        VbtRange other = vbt_annotation_get_fragment (b, k);

        if (vbt_range_overlaps (one, other))
          return -1;
        least = MIN (least, vbt_range_get_distance (one, other));
      }
  return least;
}

/* Whether nothing of this kind is linked to the quote yet. */
static gboolean
lacks_part (const Search *self, const VbtAnnotation *quote)
{
  g_autoptr (GPtrArray) links = vbt_document_relations_of (self->act->document, quote->id);

  if (quote->entities != NULL && quote->entities->len > 0
      && g_str_equal (self->relation->name, VBT_RELATION_SPEAKER))
    return FALSE;
  for (guint i = 0; i < links->len; i++)
    {
      const VbtAnnotation *relation = g_ptr_array_index (links, i);

      if (relation->label == self->relation->id && relation->from == quote->id)
        return FALSE;
    }
  return TRUE;
}

/* Mine; or a suggestion, where it is just that one which was selected. */
static gboolean
may_have_part (const Search *self, const VbtAnnotation *quote, const VbtAnnotation *part)
{
  return is_quote (self, quote)
         && (quote->annotator == self->act->me
             || (quote->id == self->preferred && vbt_act_is_open (self->act, quote)))
         && distance_of (quote, part) >= 0 && lacks_part (self, quote);
}

static void
consider (const Search *self, Found *found, const VbtAnnotation *quote, const VbtAnnotation *part)
{
  VbtOffset distance = distance_of (quote, part);

  if (found->best != NULL && distance == found->distance)
    {
      found->tie = quote->id != self->preferred && found->best->id != self->preferred;
      if (quote->id == self->preferred)
        found->best = quote;
      return;
    }
  if (found->best != NULL && distance > found->distance)
    return;
  *found = (Found){ quote, distance, FALSE };
}

static void
look_at (const Search *self, Found *found, guint *n, const VbtAnnotation *quote,
         const VbtAnnotation *part, VbtRange range)
{
  if (quote->kind != VBT_KIND_SPAN || !is_in (quote, range) || !may_have_part (self, quote, part))
    return;
  consider (self, found, quote, part);
  (*n)++;
}

/* The nearest quote in a part of the text that lacks what @part is; NULL where two are as near. */
static const VbtAnnotation *
find_in (const Search *self, const VbtAnnotation *part, VbtRange range, guint *n)
{
  const GPtrArray *annotations = self->act->document->annotations;
  Found found = { NULL, 0, FALSE };

  *n = 0;
  for (guint i = 0; i < annotations->len; i++)
    {
      const VbtAnnotation *quote = g_ptr_array_index (annotations, i);

      /* Spans come first, by their start. */
      if (quote->kind != VBT_KIND_SPAN || vbt_annotation_get_extent (quote).start >= range.end)
        break;
      look_at (self, &found, n, quote, part, range);
    }
  if (self->extra != NULL)
    look_at (self, &found, n, self->extra, part, range);
  return found.tie ? NULL : found.best;
}

/* The quote that was selected or marked last, where no more than the next paragraph lies between. */
static const VbtAnnotation *
find_preferred (const Search *self, const VbtAnnotation *part, VbtRange paragraph)
{
  const VbtText *text = self->act->document->text;
  const VbtAnnotation *quote
      = self->preferred != 0 ? vbt_document_get_annotation (self->act->document, self->preferred)
                             : NULL;
  VbtRange around = paragraph;

  if (quote == NULL || quote->kind != VBT_KIND_SPAN || !may_have_part (self, quote, part))
    return NULL;
  while (around.start > 0 && g_unichar_isspace (vbt_text_get_char (text, around.start - 1)))
    around.start--;
  while (around.end < vbt_text_get_length (text)
         && g_unichar_isspace (vbt_text_get_char (text, around.end)))
    around.end++;
  around
      = (VbtRange){ MAX (around.start - 1, 0), MIN (around.end + 1, vbt_text_get_length (text)) };
  return is_in (quote, around) ? quote : NULL;
}

/* The quote that a part belongs to: the nearest of its sentence; else the one that was selected or marked last, nearby;
 * else the only one of the paragraph. */
static const VbtAnnotation *
find_quote (const Search *self, const VbtAnnotation *part)
{
  VbtRange extent = vbt_annotation_get_extent (part);
  VbtRange paragraph = vbt_text_snap_to_paragraphs (self->act->document->text, extent);
  const VbtAnnotation *quote;
  guint n;

  quote = find_in (self, part, sentence_of (self->act->document, extent), &n);
  if (n > 0)
    return quote;
  quote = find_preferred (self, part, paragraph);
  if (quote != NULL)
    return quote;
  quote = find_in (self, part, paragraph, &n);
  return n == 1 ? quote : NULL;
}

/* Whether nothing leads to it yet, nor to the suggestion that it is made of. */
static gboolean
is_loose (const VbtAct *act, const VbtAnnotation *span)
{
  g_autoptr (GPtrArray) links = vbt_document_relations_of (act->document, span->id);
  g_autoptr (GPtrArray) before = vbt_document_relations_of (act->document, span->derived_from);

  return links->len == 0 && before->len == 0;
}

/* The part of mine, not linked yet, that is nearest to a quote of which it can only be. */
static const VbtAnnotation *
find_part (const Search *self, const VbtAnnotation *quote)
{
  const GPtrArray *annotations = self->act->document->annotations;
  VbtRange range = sentence_of (self->act->document, vbt_annotation_get_extent (quote));
  const VbtAnnotation *best = NULL;

  for (guint i = 0; i < annotations->len; i++)
    {
      const VbtAnnotation *part = g_ptr_array_index (annotations, i);

      if (part->kind != VBT_KIND_SPAN || vbt_annotation_get_extent (part).start >= range.end)
        break;
      if (part->annotator != self->act->me || !is_part (self, part) || !is_in (part, range)
          || (best != NULL && distance_of (part, quote) >= distance_of (best, quote))
          || !is_loose (self->act, part) || find_quote (self, part) != quote)
        continue;
      best = part;
    }
  return best;
}

static void
add (GArray *links, const Search *search, const VbtAnnotation *quote, const VbtAnnotation *part)
{
  if (quote != NULL && part != NULL)
    g_array_append_val (links, ((VbtAttachment){ search->relation->id, quote, part }));
}

/**
 * vbt_act_find_attachments:
 * @act: an act
 * @span: a span of mine that is about to be written, not in the document yet or with another label
 * @preferred: the quote that was selected or marked last, or 0
 *
 * Finds out to which quote a cue or a speaker belongs, and which ones belong to a quote, as far as
 * there is no doubt: in one sentence the nearest, in one paragraph the only one, and nearby the
 * quote that was worked on last. What is linked already stays as it is.
 *
 * Returns: (transfer full) (element-type VbtAttachment): the links to make, of borrowed spans
 */
GArray *
vbt_act_find_attachments (VbtAct *act, const VbtAnnotation *span, VbtId preferred)
{
  GArray *links = g_array_new (FALSE, FALSE, sizeof (VbtAttachment));

  if (span->kind != VBT_KIND_SPAN || !is_loose (act, span))
    return links;
  for (guint i = 0; i < G_N_ELEMENTS (relations); i++)
    {
      Search search;

      if (!search_init (&search, act, relations[i], preferred))
        continue;
      if (is_part (&search, span))
        add (links, &search, find_quote (&search, span), span);
      else if (is_quote (&search, span))
        {
          search.extra = span;
          add (links, &search, span, find_part (&search, span));
        }
    }
  return links;
}

/**
 * vbt_act_attach:
 * @act: an act that has begun
 * @links: (element-type VbtAttachment): what vbt_act_find_attachments() found
 * @error: return location for an error
 *
 * Returns: whether all links were written
 */
gboolean
vbt_act_attach (VbtAct *act, const GArray *links, GError **error)
{
  for (guint i = 0; i < links->len; i++)
    {
      const VbtAttachment *link = &g_array_index (links, VbtAttachment, i);

      if (vbt_act_put_link (act, link->relation, link->quote, link->part, error) == 0)
        return FALSE;
    }
  return TRUE;
}
