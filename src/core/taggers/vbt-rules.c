/* vbt-rules.c: how sure each rule is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "taggers/vbt-reading.h"

/* How often quote and speaker of a rule were both right on the training part of PolNeAR, drawn
 * towards a guess where the rule was seen rarely: `tests/taggers/measure --part train --sample 2
 * --rules` prints the counts. Sorted by name. */
static const struct
{
  const char *rule;
  double confidence;
} rules[] = {
  { "according-to", 0.89 },
  { "clause-interrupted", 0.94 },
  { "clause-speaker-verb", 0.86 },
  { "clause-verb-speaker", 0.87 },
  { "headline-colon", 0.63 },
  { "name-colon-quote", 0.84 },
  { "next-sentence", 0.72 },
  { "noun-that", 0.44 },
  { "object", 0.73 },
  { "passive-by", 0.69 },
  { "passive-to", 0.74 },
  { "quotation-alone", 0.12 },
  { "quote-dash-name", 0.81 },
  { "quote-interrupted", 0.85 },
  { "quote-speaker-verb", 0.97 },
  { "quote-verb-speaker", 0.96 },
  { "seem", 0.60 },
  { "speaker-verb-clause", 0.83 },
  { "speaker-verb-colon", 0.75 },
  { "speaker-verb-later-quote", 0.73 },
  { "speaker-verb-quote", 0.83 },
  { "speaker-verb-that", 0.85 },
  { "speaker-verb-to", 0.63 },
  { "think-clause", 0.62 },
  { "think-noun", 0.58 },
  { "think-that", 0.73 },
  { "topic-quote-verb", 0.85 },
  { "transcript", 0.73 },
  { "verb-near-quote", 0.44 },
  { "verb-preposition", 0.72 },
  { "verb-speaker-clause", 0.75 },
  { "verb-speaker-quote", 0.85 },
  { "want-noun", 0.61 },
  { "want-to", 0.67 },
};

/**
 * vbt_rule_confidence:
 * @rule: one of the rules
 *
 * Returns: how often it is right, 0…1
 */
double
vbt_rule_confidence (const char *rule)
{
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (g_str_equal (rules[i].rule, rule))
      return rules[i].confidence;
  g_return_val_if_reached (0.5);
}
