/* vbt-word-classes.c: what a word may be, by the lists of its language
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "taggers/vbt-reading.h"

#include "model/vbt-lexicon.h"

#include <string.h>

/* By the names that the files use. */
static const char *const class_names[] = {
  [VBT_WORD_SAY] = "say",
  [VBT_WORD_NEAR] = "near",
  [VBT_WORD_TELL] = "tell",
  [VBT_WORD_THINK] = "think",
  [VBT_WORD_WANT] = "want",
  [VBT_WORD_OBJECT] = "object",
  [VBT_WORD_AMBIGUOUS] = "ambiguous",
  [VBT_WORD_BASE] = "base",
  [VBT_WORD_THIRD] = "third",
  [VBT_WORD_PAST] = "past",
  [VBT_WORD_PARTICIPLE] = "participle",
  [VBT_WORD_ING] = "ing",
  [VBT_WORD_AUX] = "aux",
  [VBT_WORD_BE] = "be",
  [VBT_WORD_HAVE] = "have",
  [VBT_WORD_MODAL] = "modal",
  [VBT_WORD_PRONOUN] = "pronoun",
  [VBT_WORD_PERSONAL] = "personal",
  [VBT_WORD_DETERMINER] = "determiner",
  [VBT_WORD_PREPOSITION] = "preposition",
  [VBT_WORD_LINK] = "link",
  [VBT_WORD_CONJUNCTION] = "conjunction",
  [VBT_WORD_WH] = "wh",
  [VBT_WORD_DAY] = "day",
  [VBT_WORD_ADVERB] = "adverb",
  [VBT_WORD_FINITE] = "finite",
  [VBT_WORD_TITLE] = "title",
  [VBT_WORD_LISTENER] = "listener",
  [VBT_WORD_TIME] = "time",
  [VBT_WORD_VENUE] = "venue",
  [VBT_WORD_ACCORDING] = "according",
  [VBT_WORD_PHRASE] = "phrase",
  [VBT_WORD_SEEM] = "seem",
  [VBT_WORD_NOMINAL] = "nominal",
  [VBT_WORD_TOPIC] = "topic",
};

static guint64
classes_of_names (const char *names)
{
  g_auto (GStrv) parts = g_strsplit (names, " ", -1);
  guint64 classes = 0;

  for (guint i = 0; parts[i] != NULL; i++)
    for (guint j = 0; j < G_N_ELEMENTS (class_names); j++)
      if (g_str_equal (parts[i], class_names[j]))
        classes |= G_GUINT64_CONSTANT (1) << j;
  return classes;
}

static void
add (GHashTable *table, const char *word, guint64 classes)
{
  guint64 *old = g_hash_table_lookup (table, word);

  if (old == NULL)
    {
      old = g_new0 (guint64, 1);
      g_hash_table_insert (table, g_strdup (word), old);
    }
  *old |= classes;
}

static gboolean
is_consonant (char c)
{
  return strchr ("aeiou", c) == NULL;
}

/* "try" to "tries", "pass" to "passes". */
static char *
third_person (const char *lemma)
{
  gsize n = strlen (lemma);

  if (lemma[n - 1] == 'y' && is_consonant (lemma[n - 2]))
    return g_strdup_printf ("%.*sies", (int)n - 1, lemma);
  if (strchr ("sxzo", lemma[n - 1]) != NULL || g_str_has_suffix (lemma, "ch")
      || g_str_has_suffix (lemma, "sh"))
    return g_strconcat (lemma, "es", NULL);
  return g_strconcat (lemma, "s", NULL);
}

static char *
past_form (const char *lemma)
{
  gsize n = strlen (lemma);

  if (lemma[n - 1] == 'e')
    return g_strconcat (lemma, "d", NULL);
  if (lemma[n - 1] == 'y' && is_consonant (lemma[n - 2]))
    return g_strdup_printf ("%.*sied", (int)n - 1, lemma);
  return g_strconcat (lemma, "ed", NULL);
}

static char *
ing_form (const char *lemma)
{
  gsize n = strlen (lemma);

  if (lemma[n - 1] == 'e' && lemma[n - 2] != 'e')
    return g_strdup_printf ("%.*sing", (int)n - 1, lemma);
  return g_strconcat (lemma, "ing", NULL);
}

typedef struct
{
  char *base;
  char *third;
  char *past;
  char *participle;
  char *ing;
} Forms;

static void
forms_clear (Forms *self)
{
  g_free (self->base);
  g_free (self->third);
  g_free (self->past);
  g_free (self->participle);
  g_free (self->ing);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Forms, forms_clear)

/* The forms of a verb; those that do not follow the rules are behind a tab in its entry: past,
 * participle and -ing form. */
static void
make_forms (Forms *forms, const char *lemma, const char *entry)
{
  const char *tab = entry != NULL ? strchr (entry, '\t') : NULL;
  g_auto (GStrv) irregular = g_strsplit (tab != NULL ? tab + 1 : "", " ", 3);
  guint n_irregular = g_strv_length (irregular);

  forms->base = g_strdup (lemma);
  forms->third = third_person (lemma);
  forms->past = n_irregular > 0 ? g_strdup (irregular[0]) : past_form (lemma);
  forms->participle = g_strdup (n_irregular > 1 ? irregular[1] : forms->past);
  forms->ing = n_irregular > 2 ? g_strdup (irregular[2]) : ing_form (lemma);
}

static guint64
classes_of_entry (const char *entry)
{
  g_autofree char *names = g_strndup (entry, strcspn (entry, "\t"));

  return classes_of_names (names);
}

static void
add_verb (GHashTable *table, const char *lemma, const char *entry)
{
  g_auto (Forms) forms = { NULL };
  guint64 classes = classes_of_entry (entry);

  make_forms (&forms, lemma, entry);
  add (table, forms.base, classes | VBT_CLASS (BASE));
  add (table, forms.third, classes | VBT_CLASS (THIRD));
  add (table, forms.past, classes | VBT_CLASS (PAST));
  add (table, forms.participle, classes | VBT_CLASS (PARTICIPLE));
  add (table, forms.ing, classes | VBT_CLASS (ING));
}

static void
add_phrase (GHashTable *table, const char *form, const char *rest, guint64 classes)
{
  g_autofree char *phrase = g_strconcat (form, rest, NULL);

  add (table, form, VBT_CLASS (PHRASE) | classes);
  add (table, phrase, VBT_CLASS (PHRASE));
}

/* "call for": all forms of the verb with what follows it. */
static void
add_verb_phrase (GHashTable *table, GHashTable *verbs, const char *phrase, const char *entry)
{
  g_autofree char *lemma = g_strndup (phrase, strcspn (phrase, " "));
  const char *rest = phrase + strlen (lemma);
  const char *verb = g_hash_table_lookup (verbs, lemma);
  g_auto (Forms) forms = { NULL };

  make_forms (&forms, lemma, verb != NULL ? verb : entry);
  add_phrase (table, forms.base, rest, VBT_CLASS (BASE));
  add_phrase (table, forms.third, rest, VBT_CLASS (THIRD));
  add_phrase (table, forms.past, rest, VBT_CLASS (PAST));
  add_phrase (table, forms.participle, rest, VBT_CLASS (PARTICIPLE));
  add_phrase (table, forms.ing, rest, VBT_CLASS (ING));
}

static GHashTable *
load (const char *language)
{
  GHashTable *table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GHashTableIter iter;
  gpointer word;
  gpointer value;

  g_hash_table_iter_init (&iter, vbt_lexicon_get (language, "words"));
  while (g_hash_table_iter_next (&iter, &word, &value))
    add (table, word, classes_of_names (value));
  g_hash_table_iter_init (&iter, vbt_lexicon_get (language, "verbs"));
  while (g_hash_table_iter_next (&iter, &word, &value))
    add_verb (table, word, value);
  g_hash_table_iter_init (&iter, vbt_lexicon_get (language, "phrases"));
  while (g_hash_table_iter_next (&iter, &word, &value))
    add_verb_phrase (table, vbt_lexicon_get (language, "verbs"), word, value);
  return table;
}

/* Adverbs of manner in -ly are too many for a list. */
static gboolean
is_adverb (const char *language, const char *lower)
{
  static const char *const others[]
      = { "family", "reply",    "rally", "ally",  "assembly", "supply", "italy",    "july", "apply",
          "italy",  "monopoly", "bully", "belly", "jelly",    "likely", "friendly", NULL };

  return g_str_equal (language, "en") && strlen (lower) > 4 && g_str_has_suffix (lower, "ly")
         && !g_strv_contains (others, lower);
}

static GHashTable *
table_of (const char *language)
{
  static GMutex mutex;
  static GHashTable *languages;
  GHashTable *table;

  g_mutex_lock (&mutex);
  if (languages == NULL)
    languages = g_hash_table_new (g_str_hash, g_str_equal);
  table = g_hash_table_lookup (languages, language);
  if (table == NULL)
    {
      table = load (language);
      g_hash_table_insert (languages, g_strdup (language), table);
    }
  g_mutex_unlock (&mutex);
  return table;
}

/**
 * vbt_word_classes:
 * @language: of two letters
 * @lower: a word in lower case
 *
 * Looks a word up in the lists of its language ("words", and "verbs" for English, whose forms are
 * made by rule). Safe to call from any thread.
 *
 * Returns: a set of VBT_CLASS()
 */
guint64
vbt_word_classes (const char *language, const char *lower)
{
  static _Thread_local char last[4];
  static _Thread_local GHashTable *table;
  const guint64 *classes;

  if (table == NULL || strcmp (last, language) != 0)
    {
      g_strlcpy (last, language, sizeof last);
      table = table_of (language);
    }
  classes = g_hash_table_lookup (table, lower);
  return (classes != NULL ? *classes : 0)
         | (is_adverb (language, lower) ? VBT_CLASS (ADVERB) : G_GUINT64_CONSTANT (0));
}
