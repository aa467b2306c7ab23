/* vbt-score-match.c: pairs what is right with what was found
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/vbt-score-private.h"

static int
compare_matches (gconstpointer a, gconstpointer b)
{
  const VbtScoreMatch *one = a;
  const VbtScoreMatch *other = b;

  if (one->weight != other->weight)
    return one->weight > other->weight ? -1 : 1;
  if (one->gold != other->gold)
    return one->gold < other->gold ? -1 : 1;
  return one->predicted < other->predicted ? -1 : one->predicted > other->predicted;
}

/* (transfer full): pairs one to one, greedily, the heaviest first. */
GArray *
vbt_score_match (const GPtrArray *gold, const GPtrArray *predicted, VbtScoreWeigh weigh)
{
  g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (VbtScoreMatch));
  g_autofree guint8 *used_gold = g_new0 (guint8, gold->len + 1);
  g_autofree guint8 *used_predicted = g_new0 (guint8, predicted->len + 1);
  GArray *matches = g_array_new (FALSE, FALSE, sizeof (VbtScoreMatch));

  for (guint i = 0; i < gold->len; i++)
    for (guint k = 0; k < predicted->len; k++)
      {
        VbtScoreMatch candidate = { weigh (gold->pdata[i], predicted->pdata[k]), i, k };

        if (candidate.weight > 0)
          g_array_append_val (candidates, candidate);
      }
  g_array_sort (candidates, compare_matches);
  for (guint i = 0; i < candidates->len; i++)
    {
      VbtScoreMatch candidate = g_array_index (candidates, VbtScoreMatch, i);

      if (used_gold[candidate.gold] || used_predicted[candidate.predicted])
        continue;
      used_gold[candidate.gold] = used_predicted[candidate.predicted] = 1;
      g_array_append_val (matches, candidate);
    }
  return matches;
}

guint
vbt_score_weigh_overlap (gconstpointer gold, gconstpointer predicted)
{
  return vbt_score_shared (gold, predicted);
}

guint
vbt_score_weigh_same (gconstpointer gold, gconstpointer predicted)
{
  const GArray *a = gold;
  const GArray *b = predicted;

  return a->len == b->len && vbt_score_shared (a, b) == a->len;
}

static guint
weigh_roles (gconstpointer gold, gconstpointer predicted, guint roles)
{
  const VbtScoreAttribution *a = gold;
  const VbtScoreAttribution *b = predicted;
  guint weight = 0;

  for (guint r = 0; r < VBT_SCORE_N_ROLES; r++)
    if (roles & (1u << r))
      {
        guint shared = vbt_score_shared (a->keys[r], b->keys[r]);

        if ((a->keys[r]->len > 0) != (b->keys[r]->len > 0) || (a->keys[r]->len > 0 && shared == 0))
          return 0;
        weight += shared;
      }
  return weight;
}

guint
vbt_score_weigh_triple (gconstpointer gold, gconstpointer predicted)
{
  return weigh_roles (gold, predicted,
                      1u << VBT_SCORE_SOURCE | 1u << VBT_SCORE_CUE | 1u << VBT_SCORE_CONTENT);
}

guint
vbt_score_weigh_source_content (gconstpointer gold, gconstpointer predicted)
{
  return weigh_roles (gold, predicted, 1u << VBT_SCORE_SOURCE | 1u << VBT_SCORE_CONTENT);
}

guint
vbt_score_weigh_content (gconstpointer gold, gconstpointer predicted)
{
  return weigh_roles (gold, predicted, 1u << VBT_SCORE_CONTENT);
}

guint
vbt_score_weigh_exact (gconstpointer gold, gconstpointer predicted)
{
  const VbtScoreAttribution *a = gold;
  const VbtScoreAttribution *b = predicted;

  for (guint r = 0; r < VBT_SCORE_N_ROLES; r++)
    if (!vbt_score_weigh_same (a->keys[r], b->keys[r]))
      return 0;
  return 1;
}
