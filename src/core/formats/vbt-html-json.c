/* vbt-html-json.c: what JSON-LD in a page says of its article, and dates as pages write them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-html-tree.h"

#include <jansson.h>
#include <string.h>

#define MAX_BYTES (1 << 20)
#define MAX_OBJECTS 1000

typedef struct
{
  VbtHtmlFactFunc found;
  gpointer data;
} Facts;

static gboolean
is_article_type (const char *type)
{
  static const char *const others[]
      = { "BlogPosting", "Report", "LiveBlogPosting", "Book", "Chapter", NULL };

  return type != NULL && (g_str_has_suffix (type, "Article") || g_strv_contains (others, type));
}

static gboolean
is_article (json_t *object)
{
  json_t *type = json_object_get (object, "@type");
  json_t *item;
  size_t i;

  json_array_foreach (type, i, item) if (is_article_type (json_string_value (item))) return TRUE;
  return is_article_type (json_string_value (type));
}

/* A name, or an object that has one. */
static const char *
get_name (json_t *value)
{
  const char *name = json_string_value (value);

  return name != NULL ? name : json_string_value (json_object_get (value, "name"));
}

static void
tell_authors (const Facts *self, json_t *authors)
{
  g_autoptr (GString) names = g_string_new (NULL);
  json_t *author;
  size_t i;

  if (!json_is_array (authors))
    g_string_append (names, get_name (authors) != NULL ? get_name (authors) : "");
  json_array_foreach (authors, i, author)
  {
    const char *name = get_name (author);

    if (name != NULL && *name != '\0' && i < 20)
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", name);
  }
  if (names->len > 0)
    self->found (VBT_METADATA_BYLINE, names->str, self->data);
}

static void
tell (const Facts *self, const char *key, const char *value)
{
  if (value != NULL)
    self->found (key, value, self->data);
}

static void
read_article (const Facts *self, json_t *object)
{
  json_t *page = json_object_get (object, "mainEntityOfPage");

  tell (self, VBT_METADATA_TITLE, json_string_value (json_object_get (object, "headline")));
  tell (self, VBT_METADATA_TITLE, json_string_value (json_object_get (object, "name")));
  tell_authors (self, json_object_get (object, "author"));
  tell (self, VBT_METADATA_SOURCE, get_name (json_object_get (object, "publisher")));
  tell (self, VBT_METADATA_PUBLISHED,
        json_string_value (json_object_get (object, "datePublished")));
  tell (self, VBT_METADATA_LANGUAGE, json_string_value (json_object_get (object, "inLanguage")));
  tell (self, VBT_METADATA_URL, json_string_value (json_object_get (object, "url")));
  tell (self, VBT_METADATA_URL, json_string_value (page));
  tell (self, VBT_METADATA_URL, json_string_value (json_object_get (page, "@id")));
}

/* The first article of a value, of its list, or of its graph. */
static gboolean
find_article (const Facts *self, json_t *value, guint depth)
{
  json_t *item;
  size_t i;

  if (depth > 3)
    return FALSE;
  if (json_is_object (value) && is_article (value))
    {
      read_article (self, value);
      return TRUE;
    }
  if (json_is_object (value))
    return find_article (self, json_object_get (value, "@graph"), depth + 1);
  json_array_foreach (value, i, item) if (i < MAX_OBJECTS
                                          && find_article (self, item, depth + 1)) return TRUE;
  return FALSE;
}

/**
 * vbt_html_read_json_ld:
 * @json: what a script of a page holds
 * @length: in bytes
 * @found: called with each key and value
 * @data: for it
 *
 * Finds what JSON-LD says of the article. Nothing that it refers to is loaded; what is no JSON says
 * nothing.
 */
void
vbt_html_read_json_ld (const char *json, gsize length, VbtHtmlFactFunc found, gpointer data)
{
  Facts self = { found, data };
  json_t *value = length <= MAX_BYTES ? json_loadb (json, length, 0, NULL) : NULL;

  if (value != NULL)
    find_article (&self, value, 0);
  json_decref (value);
}

/* "2 December 2021" and "December 2, 2021", with or without the day of the week before it. */
static char *
parse_words (const char *date)
{
  static const char *const months[]
      = { "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec" };
  g_auto (GStrv) words = g_strsplit_set (date, " ,.", 12);
  guint64 day = 0, month = 0, year = 0;

  for (guint i = 0; words[i] != NULL; i++)
    {
      guint64 number = 0;

      for (guint j = 0; j < G_N_ELEMENTS (months); j++)
        if (month == 0 && g_ascii_strncasecmp (words[i], months[j], 3) == 0)
          month = j + 1;
      if (!g_ascii_string_to_unsigned (words[i], 10, 1, 9999, &number, NULL))
        continue;
      if (number <= 31 && day == 0)
        day = number;
      else if (number > 1000 && year == 0)
        year = number;
    }
  if (day == 0 || month == 0 || year == 0)
    return NULL;
  return g_strdup_printf ("%04d-%02d-%02d", (int)year, (int)month, (int)day);
}

/**
 * vbt_html_normalize_date:
 * @date: as a page has it
 *
 * Returns: (transfer full) (nullable): as ISO 8601, with the time where it is given; %NULL where it
 *   cannot be understood, as 1/2/2021, which is two days
 */
char *
vbt_html_normalize_date (const char *date)
{
  g_autofree char *clean = g_strstrip (g_strdup (date));
  gsize n_digits = strspn (clean, "0123456789");

  if (strlen (clean) > 60)
    return NULL;
  if (n_digits == 4 && clean[4] == '-' && g_ascii_isdigit (clean[5]) && g_ascii_isdigit (clean[6]))
    {
      if (g_ascii_isdigit (clean[0]) && strlen (clean) > 10 && clean[10] == ' ')
        clean[10] = 'T';
      clean[strcspn (clean, " \t\r\n")] = '\0';
      return g_steal_pointer (&clean);
    }
  if (n_digits == 8)
    return g_strdup_printf ("%.4s-%.2s-%.2s", clean, clean + 4, clean + 6);
  return parse_words (clean);
}
