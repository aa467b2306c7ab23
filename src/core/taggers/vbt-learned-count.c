/* vbt-learned-count.c: how much of what was suggested is what people have
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "taggers/vbt-learned-private.h"

/** Pair: something found and something that people have, and how much they share. */
typedef struct
{
  guint found;
  guint had;
  guint weight;
  gboolean is_exact;
} Pair;

static gboolean
counts (const VbtReading *reading, guint word)
{
  return !vbt_reading_is (reading, word, VBT_CLASS (PUNCTUATION));
}

static guint
n_words (const VbtReading *reading, VbtStretch words)
{
  guint n = 0;

  for (guint i = words.start; i < words.end; i++)
    n += counts (reading, i);
  return n;
}

static guint
n_shared (const VbtReading *reading, VbtStretch a, VbtStretch b)
{
  VbtStretch both = { MAX (a.start, b.start), MIN (a.end, b.end) };

  return vbt_stretch_is_empty (both) ? 0 : n_words (reading, both);
}

static guint
n_content_words (const VbtReading *reading, const GArray *content)
{
  guint n = 0;

  for (guint i = 0; i < content->len; i++)
    n += n_words (reading, g_array_index (content, VbtStretch, i));
  return n;
}

static guint
n_content_shared (const VbtReading *reading, const GArray *a, const GArray *b)
{
  guint n = 0;

  for (guint i = 0; i < a->len; i++)
    for (guint j = 0; j < b->len; j++)
      n += n_shared (reading, g_array_index (a, VbtStretch, i), g_array_index (b, VbtStretch, j));
  return n;
}

static VbtStretch
part_of (const VbtAttribution *attribution, VbtLearnedPart part)
{
  return part == VBT_LEARNED_CUE ? attribution->cue : attribution->speaker;
}

/* What two attributions share in a part, and whether they are the same there. */
static guint
weigh_part (const VbtReading *reading, const VbtAttribution *a, const VbtAttribution *b,
            VbtLearnedPart part, gboolean *is_exact)
{
  VbtStretch first;
  VbtStretch second;
  guint shared;

  if (part == VBT_LEARNED_QUOTE)
    {
      shared = n_content_shared (reading, a->content, b->content);
      *is_exact = shared > 0 && shared == n_content_words (reading, a->content)
                  && shared == n_content_words (reading, b->content);
      return shared;
    }
  first = part_of (a, part);
  second = part_of (b, part);
  shared = n_shared (reading, first, second);
  *is_exact = shared == n_words (reading, first) && shared == n_words (reading, second);
  return shared;
}

/* All parts overlap. Where people have no cue, none is asked for; where they have no speaker, none must be found. */
static guint
weigh_all (const VbtReading *reading, const VbtAttribution *had, const VbtAttribution *found,
           gboolean *is_exact)
{
  gboolean exact[3];
  guint quote = weigh_part (reading, had, found, VBT_LEARNED_QUOTE, &exact[0]);
  gboolean same_lack = vbt_stretch_is_empty (had->speaker) && vbt_stretch_is_empty (found->speaker);
  gboolean no_cue;
  guint cue;
  guint speaker;

  /* Most of a document's attributions share nothing: no more is looked at. */
  if (quote == 0)
    return 0;
  no_cue = n_words (reading, had->cue) == 0;
  cue = weigh_part (reading, had, found, VBT_LEARNED_CUE, &exact[1]);
  speaker = weigh_part (reading, had, found, VBT_LEARNED_SPEAKER, &exact[2]);
  *is_exact = exact[0] && (exact[1] || no_cue) && exact[2];
  if ((cue == 0 && !no_cue) || (speaker == 0 && !same_lack))
    return 0;
  return quote + cue + speaker;
}

static int
compare_pairs (gconstpointer a, gconstpointer b)
{
  const Pair *first = a;
  const Pair *second = b;

  if (first->weight != second->weight)
    return first->weight > second->weight ? -1 : 1;
  if (first->had != second->had)
    return first->had < second->had ? -1 : 1;
  return first->found < second->found ? -1 : first->found > second->found;
}

/* Pairs one to one, those that share the most first. */
static void
match (GArray *pairs, guint n_found, guint n_had, VbtLearnedCount *count)
{
  g_autofree guint8 *used_found = g_new0 (guint8, n_found + 1);
  g_autofree guint8 *used_had = g_new0 (guint8, n_had + 1);

  g_array_sort (pairs, compare_pairs);
  for (guint i = 0; i < pairs->len; i++)
    {
      const Pair *pair = &g_array_index (pairs, Pair, i);

      if (used_found[pair->found] || used_had[pair->had])
        continue;
      used_found[pair->found] = used_had[pair->had] = 1;
      count->n_overlap++;
      count->n_exact += pair->is_exact;
    }
  count->n_found += n_found;
  count->n_had += n_had;
}

static gboolean
is_known (const VbtLesson *lesson, guint word)
{
  return lesson->known == NULL || lesson->known[word];
}

static gboolean
is_known_attribution (const VbtLesson *lesson, const VbtAttribution *attribution)
{
  return attribution->content->len > 0
         && is_known (lesson, g_array_index (attribution->content, VbtStretch, 0).start)
         && (vbt_stretch_is_empty (attribution->cue) || is_known (lesson, attribution->cue.start));
}

/* Those that count, and of a part those that have it. */
static GPtrArray *
list_with (const VbtLesson *lesson, const GPtrArray *attributions, VbtLearnedPart part)
{
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 0; i < attributions->len; i++)
    {
      VbtAttribution *attribution = attributions->pdata[i];

      if (!is_known_attribution (lesson, attribution))
        continue;
      if (part == VBT_LEARNED_ALL || part == VBT_LEARNED_QUOTE
          || !vbt_stretch_is_empty (part_of (attribution, part)))
        g_ptr_array_add (list, attribution);
    }
  return list;
}

/**
 * vbt_learned_is_right:
 * @lesson: a document that people worked on
 * @attribution: who may have said what
 *
 * Returns: whether people have one of which all parts overlap
 */
gboolean
vbt_learned_is_right (const VbtLesson *lesson, const VbtAttribution *attribution)
{
  gboolean is_exact = FALSE;

  for (guint i = 0; i < lesson->said->len; i++)
    if (weigh_all (lesson->reading, lesson->said->pdata[i], attribution, &is_exact) > 0)
      return TRUE;
  return FALSE;
}

/**
 * vbt_learned_count_attributions:
 * @lesson: a document that people worked on
 * @found: of VbtAttribution: what was suggested
 * @counts: VBT_LEARNED_N_COUNTS of them, to which it is added
 */
void
vbt_learned_count_attributions (const VbtLesson *lesson, const GPtrArray *found,
                                VbtLearnedCount *counts)
{
  for (guint part = 0; part < VBT_LEARNED_N_COUNTS; part++)
    {
      g_autoptr (GPtrArray) ours = list_with (lesson, found, part);
      g_autoptr (GPtrArray) theirs = list_with (lesson, lesson->said, part);
      g_autoptr (GArray) pairs = g_array_new (FALSE, FALSE, sizeof (Pair));

      for (guint i = 0; i < ours->len; i++)
        for (guint j = 0; j < theirs->len; j++)
          {
            Pair pair = { i, j, 0, FALSE };

            pair.weight = part == VBT_LEARNED_ALL
                              ? weigh_all (lesson->reading, theirs->pdata[j], ours->pdata[i],
                                           &pair.is_exact)
                              : weigh_part (lesson->reading, theirs->pdata[j], ours->pdata[i], part,
                                            &pair.is_exact);
            if (pair.weight > 0)
              g_array_append_val (pairs, pair);
          }
      match (pairs, ours->len, theirs->len, &counts[part]);
    }
}

static guint
list_label (const VbtLesson *lesson, const GArray *spans, guint label, GArray *list)
{
  for (guint i = 0; i < spans->len; i++)
    {
      const VbtLabeled *span = &g_array_index (spans, VbtLabeled, i);

      if (span->label == label && is_known (lesson, span->words.start))
        g_array_append_val (list, span->words);
    }
  return list->len;
}

static void
add_pair (const VbtReading *reading, GArray *pairs, guint found, VbtStretch ours, guint had,
          VbtStretch theirs)
{
  Pair pair = { found, had, n_shared (reading, ours, theirs), FALSE };

  pair.is_exact
      = pair.weight == n_words (reading, ours) && pair.weight == n_words (reading, theirs);
  if (pair.weight > 0)
    g_array_append_val (pairs, pair);
}

/**
 * vbt_learned_count_labels:
 * @lesson: a document that people worked on
 * @label: which label
 * @found: of VbtLabeled: what was suggested
 * @count: to which it is added
 */
void
vbt_learned_count_labels (const VbtLesson *lesson, guint label, const GArray *found,
                          VbtLearnedCount *count)
{
  g_autoptr (GArray) ours = g_array_new (FALSE, FALSE, sizeof (VbtStretch));
  g_autoptr (GArray) theirs = g_array_new (FALSE, FALSE, sizeof (VbtStretch));
  g_autoptr (GArray) pairs = g_array_new (FALSE, FALSE, sizeof (Pair));

  list_label (lesson, found, label, ours);
  list_label (lesson, lesson->spans, label, theirs);
  /* Both are in the order of the text. */
  for (guint i = 0, first = 0; i < ours->len; i++)
    {
      VbtStretch words = g_array_index (ours, VbtStretch, i);

      while (first < theirs->len && g_array_index (theirs, VbtStretch, first).end <= words.start)
        first++;
      for (guint j = first;
           j < theirs->len && g_array_index (theirs, VbtStretch, j).start < words.end; j++)
        add_pair (lesson->reading, pairs, i, words, j, g_array_index (theirs, VbtStretch, j));
    }
  match (pairs, ours->len, theirs->len, count);
}

/**
 * vbt_learned_count_precision:
 * @self: a count
 *
 * Returns: of what was suggested, which share overlaps with what people have; 0 where nothing was
 */
double
vbt_learned_count_precision (const VbtLearnedCount *self)
{
  return self->n_found > 0 ? (double)self->n_overlap / self->n_found : 0;
}

/**
 * vbt_learned_count_recall:
 * @self: a count
 *
 * Returns: of what people have, which share was found; 0 where there is nothing
 */
double
vbt_learned_count_recall (const VbtLearnedCount *self)
{
  return self->n_had > 0 ? (double)self->n_overlap / self->n_had : 0;
}

/**
 * vbt_learned_count_f1:
 * @self: a count
 * @exact: whether only the very words count
 *
 * Returns: the harmonic mean of precision and recall
 */
double
vbt_learned_count_f1 (const VbtLearnedCount *self, gboolean exact)
{
  guint right = exact ? self->n_exact : self->n_overlap;

  return right > 0 ? 2.0 * right / (self->n_found + self->n_had) : 0;
}
