/* vbt-likeness.c: what words say of whom they name, by the lists of their language
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/vbt-likeness.h"

#include "model/vbt-lexicon.h"

#include <string.h>

/** vbt_document_find_language: Returns: (transfer none): the language of its text, of two letters */
const char *
vbt_document_find_language (const VbtDocument *document)
{
  g_return_val_if_fail (document != NULL, "en");

  return vbt_language_of (document->text,
                          vbt_document_get_metadata (document, VBT_METADATA_LANGUAGE));
}

/**
 * vbt_words_are_pronoun:
 * @language: of two letters
 * @words: what a span covers
 * @fit: (out) (optional): whom it may mean of those who were named before; nothing for "I" or "you"
 *
 * Returns: whether they are a pronoun
 */
gboolean
vbt_words_are_pronoun (const char *language, const char *words, VbtFit *fit)
{
  g_autofree char *lower = g_utf8_strdown (words, -1);
  const char *value = vbt_lexicon_value (language, "pronouns", lower);
  g_auto (GStrv) kinds = g_strsplit (value != NULL ? value : "", " ", -1);
  VbtFit found = 0;

  for (guint i = 0; kinds[i] != NULL; i++)
    found |= g_str_equal (kinds[i], "male")     ? VBT_FIT_MAN
             : g_str_equal (kinds[i], "female") ? VBT_FIT_WOMAN
             : g_str_equal (kinds[i], "person") ? VBT_FIT_PERSON
             : g_str_equal (kinds[i], "group")  ? VBT_FIT_GROUP
                                                : 0;
  if (fit != NULL)
    *fit = found;
  return value != NULL;
}

/* Words that come before a name and are none: "the", "Foreign Minister". */
static gboolean
is_title (const char *language, const char *word)
{
  g_autofree char *lower = g_utf8_strdown (word, -1);
  const char *classes = vbt_lexicon_value (language, "words", lower);

  return classes != NULL
         && (strstr (classes, "title") != NULL || strstr (classes, "determiner") != NULL);
}

static gboolean
has_case (const char *word)
{
  gunichar first = g_utf8_get_char (word);

  return g_unichar_toupper (first) != g_unichar_tolower (first);
}

static gboolean
is_small (const char *word)
{
  return has_case (word) && g_unichar_islower (g_utf8_get_char (word));
}

/* "Lind’s" is about Lind. */
static char *
without_possessive (const char *word)
{
  static const char *const endings[] = { "’s", "'s", "’", "'" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (word, endings[i]))
      return g_strndup (word, strlen (word) - strlen (endings[i]));
  return g_strdup (word);
}

static char *
find_name (const char *language, const char *words)
{
  g_auto (GStrv) parts = g_strsplit (words, " ", -1);
  g_autoptr (GString) name = g_string_new (NULL);
  guint start = 0;

  /* Behind the last title: "Russian Foreign Minister" is before the name. */
  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] == '\0' || is_title (language, parts[i]))
      start = i + 1;
  while (parts[start] != NULL && (*parts[start] == '\0' || is_small (parts[start])))
    start++;
  for (guint i = start; parts[i] != NULL; i++)
    {
      g_autofree char *word
          = parts[i + 1] == NULL ? without_possessive (parts[i]) : g_strdup (parts[i]);

      g_string_append_printf (name, "%s%s", name->len > 0 ? " " : "", word);
    }
  return name->len > 0 ? g_string_free (g_steal_pointer (&name), FALSE) : NULL;
}

/**
 * vbt_words_find_name:
 * @language: of two letters
 * @words: what a span covers: "Russian Foreign Minister Sergey Lavrov, who"
 *
 * Returns: (transfer full) (nullable): the name in it, without title and apposition; %NULL where it has
 *   none
 */
char *
vbt_words_find_name (const char *language, const char *words)
{
  g_autofree char *line = g_strdelimit (g_strdup (words), "\r\n\t", ' ');
  g_auto (GStrv) parts = g_strsplit (line, ",", -1);
  char *name = NULL;

  for (guint i = 0; parts[i] != NULL && name == NULL; i++)
    name = find_name (language, parts[i]);
  return name;
}

/**
 * vbt_document_find_name:
 * @document: a document
 * @span: a span of it
 *
 * Returns: (transfer full): what the span names, without a title; its words where they have no name
 */
char *
vbt_document_find_name (const VbtDocument *document, const VbtAnnotation *span)
{
  g_autofree char *words = vbt_document_get_covered_text (document, span);
  g_autofree char *name = vbt_words_find_name (vbt_document_find_language (document), words);

  return name != NULL ? g_steal_pointer (&name) : g_steal_pointer (&words);
}

/* The words of a name as they are compared. */
static char **
fold (const char *name, guint *n)
{
  g_autofree char *plain = without_possessive (name);
  g_autofree char *folded = g_utf8_casefold (plain, -1);
  char **words = g_strsplit_set (folded, " \n\t", -1);
  guint kept = 0;

  for (guint i = 0; words[i] != NULL; i++)
    {
      gsize length = strlen (words[i]);

      if (length > 1 && words[i][length - 1] == '.')
        words[i][length - 1] = '\0';
      if (*words[i] == '\0')
        g_free (words[i]);
      else
        words[kept++] = words[i];
    }
  words[kept] = NULL;
  *n = kept;
  return words;
}

static gboolean
is_initial_of (const char *word, const char *other)
{
  return g_utf8_strlen (word, -1) == 1 && g_utf8_get_char (word) == g_utf8_get_char (other);
}

/* Where no spaces are written the surname comes first: 岸田 and 岸田文雄. */
static gboolean
begins_with (const char *word, const char *other)
{
  return g_unichar_iswide (g_utf8_get_char (other)) && g_utf8_strlen (other, -1) > 1
         && g_str_has_prefix (word, other);
}

/**
 * vbt_names_are_alike:
 * @name: a name without title
 * @other: another one
 *
 * Tells whether two names may be of the same person or organization: "Lind", "A. Lind" and "Anna Lind";
 * but not "Karl Brandt" and "Ida Brandt".
 *
 * Returns: whether they are alike
 */
gboolean
vbt_names_are_alike (const char *name, const char *other)
{
  guint n, k;
  g_auto (GStrv) words = fold (name, &n);
  g_auto (GStrv) others = fold (other, &k);

  if (n == 0 || k == 0)
    return FALSE;
  if (!g_str_equal (words[n - 1], others[k - 1]))
    return n == 1 && k == 1
           && (begins_with (words[0], others[0]) || begins_with (others[0], words[0]));
  return n == 1 || k == 1 || g_str_equal (words[0], others[0])
         || is_initial_of (words[0], others[0]) || is_initial_of (others[0], words[0]);
}

/* "f", "female", "weiblich", "femme": by the first letter, but for "mujer". */
static VbtFit
fit_of_gender (const char *gender)
{
  if (g_ascii_strncasecmp (gender, "muj", 3) == 0)
    return VBT_FIT_WOMAN;
  switch (g_unichar_tolower (g_utf8_get_char (gender)))
    {
    case 'm':
    case 'h':
      return VBT_FIT_MAN;
    case 'f':
    case 'w':
      return VBT_FIT_WOMAN;
    default:
      return VBT_FIT_PERSON;
    }
}

/* By the list of first names, which writes some without their accents. */
static VbtFit
fit_of_name (const char *name)
{
  g_autofree char *first = g_strndup (name, strcspn (name, " "));
  g_autofree char *parts = g_utf8_normalize (first, -1, G_NORMALIZE_DEFAULT);
  g_autoptr (GString) plain = g_string_new (NULL);
  const char *sex = vbt_lexicon_value ("any", "first-names", first);

  for (const char *p = parts; sex == NULL && p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_ismark (g_utf8_get_char (p)))
      g_string_append_unichar (plain, g_utf8_get_char (p));
  if (sex == NULL)
    sex = vbt_lexicon_value ("any", "first-names", plain->str);
  return sex != NULL && *sex != '\0' ? fit_of_gender (sex) : VBT_FIT_PERSON;
}

/**
 * vbt_entity_get_fit:
 * @entity: an entity
 *
 * Returns: which pronouns may mean it: by what the register says of the gender, else by the first name; nothing for a
 *   place or a thing
 */
VbtFit
vbt_entity_get_fit (const VbtEntity *entity)
{
  const char *gender;

  g_return_val_if_fail (entity != NULL, 0);

  if (entity->kind != VBT_ENTITY_PERSON)
    return entity->kind == VBT_ENTITY_ORGANIZATION ? VBT_FIT_GROUP : 0;
  gender = entity->attributes != NULL ? g_hash_table_lookup (entity->attributes, "gender") : NULL;
  if (gender != NULL && *gender != '\0')
    return fit_of_gender (gender);
  return fit_of_name (entity->name);
}
