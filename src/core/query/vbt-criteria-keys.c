/* vbt-criteria-keys.c: the table of what can be asked for by name
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "vbt-criteria.h"

static const VbtKeyInfo keys[] = {
  { "label", VBT_KEY_LABEL, TRUE, NULL, N_ ("annotations of this label") },
  { "entity", VBT_KEY_ENTITY, TRUE, NULL, N_ ("who or what it refers to, by name or alias") },
  { "annotator", VBT_KEY_ANNOTATOR, TRUE, "me", N_ ("whose annotation it is") },
  { "origin", VBT_KEY_ORIGIN, TRUE, "person tagger import curator",
    N_ ("who made it first: person, tagger, import, curator, or a name") },
  { "is", VBT_KEY_IS, TRUE, "suggestion accepted corrected rejected unsure",
    N_ ("suggestion, accepted, corrected or rejected; or unsure: with an open question") },
  { "confidence", VBT_KEY_CONFIDENCE, TRUE, NULL, N_ ("how sure the tagger was: <0.5, >=0.9") },
  { "rule", VBT_KEY_RULE, TRUE, NULL, N_ ("the rule of the tagger that made it") },
  { "note", VBT_KEY_NOTE, TRUE, NULL, N_ ("what its note says") },
  { "status", VBT_KEY_STATUS, FALSE, "new in-progress done locked",
    N_ ("how far you are with the article") },
  { "has", VBT_KEY_HAS, FALSE, "suggestions problems questions notes",
    N_ ("suggestions, problems, questions, notes, or a label") },
  { "text", VBT_KEY_TEXT, FALSE, NULL, N_ ("words anywhere in the text of the article") },
  { "title", VBT_KEY_TITLE, FALSE, NULL, N_ ("words of the title") },
  { "name", VBT_KEY_NAME, FALSE, NULL, N_ ("words of the name of the file") },
};

static const VbtQueryExample examples[] = {
  { "security", N_ ("the word, whatever its case and accents") },
  { "secur*", N_ ("words that begin so") },
  { "\"Minsk agreement\"", N_ ("these words, one behind the other") },
  { "/sanction(s|ed)/i", N_ ("a regular expression; with i in capitals or not") },
  { "(Minsk OR Kyiv) -ceasefire", N_ ("one of the two in an article without the third") },
  { "label:Quote speaker:Lavrov security", N_ ("quotes by Lavrov with the word in them") },
  { "label:Quote -speaker:*", N_ ("quotes without a speaker") },
  { "speaker:(is:suggestion minister)",
    N_ ("what has a speaker that is a suggestion and contains the word") },
  { "type:direct confidence:<0.5", N_ ("an attribute of the schema, and what was guessed") },
  { "entity:Merkel text:Minsk", N_ ("mentions of her in articles with the word anywhere") },
  { "status:new has:suggestions source:Reuters", N_ ("articles, also by their metadata") },
  { "published:>=2021-06", N_ ("articles from June 2021 on; published:2021 is that year") },
};

/**
 * vbt_criteria_examples:
 * @n_examples: (out): how many there are
 *
 * Returns: (transfer none) (array length=n_examples): what can be asked, for help
 */
const VbtQueryExample *
vbt_criteria_examples (guint *n_examples)
{
  *n_examples = G_N_ELEMENTS (examples);
  return examples;
}

static const char *const rules[] = {
  N_ ("Terms side by side all have to be met. OR or | stands between two of which one is enough, "
      "NOT or - before one that must not be met, parentheses around several."),
  N_ ("A query that names something of annotations finds annotations, and looks for its words in "
      "what they cover; text:word means anywhere in the article. Any other finds words in texts."),
  N_ ("In a list of articles those are shown in which something is found; there words may also be "
      "in a title or the name of a file."),
  N_ ("Names of relations, attributes and metadata are keys, too; meta.NAME: is metadata in any "
      "case. The value * is any, and within a value * stands for any letters. Quotation marks go "
      "around values with spaces."),
  NULL,
};

/**
 * vbt_criteria_rules:
 *
 * Returns: (transfer none) (array zero-terminated=1): how a query is put together, to be translated
 */
const char *const *
vbt_criteria_rules (void)
{
  return rules;
}

/**
 * vbt_criteria_keys:
 * @n_keys: (out): how many there are
 *
 * Returns: (transfer none) (array length=n_keys): the keys that every project knows
 */
const VbtKeyInfo *
vbt_criteria_keys (guint *n_keys)
{
  *n_keys = G_N_ELEMENTS (keys);
  return keys;
}

/**
 * vbt_criteria_find_key:
 * @name: a key, in capitals or not
 *
 * Returns: (transfer none) (nullable): what it is; %NULL where only the project can say
 */
const VbtKeyInfo *
vbt_criteria_find_key (const char *name)
{
  g_return_val_if_fail (name != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (g_ascii_strcasecmp (keys[i].name, name) == 0)
      return &keys[i];
  return NULL;
}

/**
 * vbt_key_info_has_value:
 * @self: a key
 * @value: a value
 *
 * Returns: whether it is one of the values that the key has in every project
 */
gboolean
vbt_key_info_has_value (const VbtKeyInfo *self, const char *value)
{
  g_auto (GStrv) values = NULL;

  g_return_val_if_fail (self != NULL && value != NULL, FALSE);

  values = g_strsplit (self->values != NULL ? self->values : "", " ", -1);
  return g_strv_contains ((const char *const *)values, value);
}
