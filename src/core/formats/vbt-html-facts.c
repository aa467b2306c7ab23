/* vbt-html-facts.c: what a page says of its article: title, author, date, source, language, address
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-html-tree.h"

#include <string.h>

#define MAX_VALUE (1 << 20) /* bytes of an element's text that are looked at */
#define MAX_BYLINE 150      /* characters: what is longer is no byline */

typedef enum
{
  TITLE,
  BYLINE,
  SOURCE,
  PUBLISHED,
  URL,
  LANGUAGE,
  N_KEYS,
} Key;

static const char *const names[N_KEYS]
    = { VBT_METADATA_TITLE,     VBT_METADATA_BYLINE, VBT_METADATA_SOURCE,
        VBT_METADATA_PUBLISHED, VBT_METADATA_URL,    VBT_METADATA_LANGUAGE };

/* The lower, the better: what was written for programs about the article before what is about the page. */
#define RANK_JSON 10
#define RANK_TEXT 50
#define RANK_NONE 100

struct _VbtHtmlFacts
{
  char *values[N_KEYS];
  int ranks[N_KEYS];
  char *reading;  /* (nullable): name of the element of which the text is a fact */
  guint n_nested; /* elements of this name in it */
  Key key;
  int rank;
  gboolean is_json;
  GString *text;
};

/* What <meta> may be called, in lower case. */
static const struct
{
  const char *name;
  Key key;
  int rank;
} metas[] = {
  { "og:title", TITLE, 20 },
  { "twitter:title", TITLE, 25 },
  { "dc.title", TITLE, 22 },
  { "citation_title", TITLE, 15 },
  { "author", BYLINE, 20 },
  { "byl", BYLINE, 18 },
  { "article:author", BYLINE, 22 },
  { "parsely-author", BYLINE, 21 },
  { "dc.creator", BYLINE, 23 },
  { "citation_author", BYLINE, 24 },
  { "og:site_name", SOURCE, 20 },
  { "application-name", SOURCE, 30 },
  { "dc.publisher", SOURCE, 25 },
  { "article:published_time", PUBLISHED, 20 },
  { "datepublished", PUBLISHED, 21 },
  { "parsely-pub-date", PUBLISHED, 22 },
  { "dc.date", PUBLISHED, 25 },
  { "dc.date.issued", PUBLISHED, 24 },
  { "dcterms.date", PUBLISHED, 25 },
  { "citation_publication_date", PUBLISHED, 23 },
  { "pubdate", PUBLISHED, 26 },
  { "date", PUBLISHED, 27 },
  { "og:url", URL, 20 },
  { "twitter:url", URL, 25 },
  { "og:locale", LANGUAGE, 30 },
  { "content-language", LANGUAGE, 25 },
  { "dc.language", LANGUAGE, 27 },
};

/**
 * vbt_html_facts_new:
 *
 * Returns: (transfer full): what is known of a page: nothing
 */
VbtHtmlFacts *
vbt_html_facts_new (void)
{
  VbtHtmlFacts *self = g_new0 (VbtHtmlFacts, 1);

  for (guint i = 0; i < N_KEYS; i++)
    self->ranks[i] = RANK_NONE;
  self->text = g_string_new (NULL);
  return self;
}

/**
 * vbt_html_facts_free:
 * @self: (transfer full) (nullable): what is known
 */
void
vbt_html_facts_free (VbtHtmlFacts *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < N_KEYS; i++)
    g_free (self->values[i]);
  g_free (self->reading);
  g_string_free (self->text, TRUE);
  g_free (self);
}

static gboolean
is_address (const char *value)
{
  return g_str_has_prefix (value, "https://") || g_str_has_prefix (value, "http://");
}

static char *
clean_value (Key key, const char *value)
{
  g_autofree char *clean = vbt_prose_collapse (value, key == BYLINE ? MAX_BYLINE : 2000);

  if (clean == NULL || (key == URL) != is_address (clean))
    return NULL;
  if (key == PUBLISHED)
    return vbt_html_normalize_date (clean);
  if (key == LANGUAGE)
    return g_strdelimit (g_steal_pointer (&clean), "_", '-');
  if (key == BYLINE && g_ascii_strncasecmp (clean, "by ", 3) == 0)
    return g_strdup (clean + 3);
  return g_steal_pointer (&clean);
}

static void
learn (VbtHtmlFacts *self, Key key, int rank, const char *value)
{
  char *clean;

  if (value == NULL || rank >= self->ranks[key])
    return;
  clean = clean_value (key, value);
  if (clean == NULL)
    return;
  g_free (self->values[key]);
  self->values[key] = clean;
  self->ranks[key] = rank;
}

static void
learn_named (const char *key, const char *value, gpointer data)
{
  for (Key i = 0; i < N_KEYS; i++)
    if (strcmp (names[i], key) == 0)
      learn (data, i, RANK_JSON, value);
}

static void
read_meta (VbtHtmlFacts *self, VbtHtml *html)
{
  static const char *const attributes[] = { "property", "name", "http-equiv", "itemprop" };
  g_autofree char *content = vbt_html_get_attribute (html, "content");

  for (guint i = 0; content != NULL && i < G_N_ELEMENTS (attributes); i++)
    {
      g_autofree char *given = vbt_html_get_attribute (html, attributes[i]);
      g_autofree char *name = given != NULL ? g_ascii_strdown (given, -1) : NULL;

      for (guint j = 0; name != NULL && j < G_N_ELEMENTS (metas); j++)
        if (strcmp (metas[j].name, name) == 0)
          learn (self, metas[j].key, metas[j].rank, content);
    }
}

static void
read_link (VbtHtmlFacts *self, VbtHtml *html)
{
  g_autofree char *rel = vbt_html_get_attribute (html, "rel");
  g_autofree char *href = vbt_html_get_attribute (html, "href");

  if (rel != NULL && g_ascii_strcasecmp (rel, "canonical") == 0)
    learn (self, URL, 5, href);
}

/* From here to the end of the element its text is a fact. */
static void
begin (VbtHtmlFacts *self, const char *name, Key key, int rank, gboolean is_json)
{
  if (self->reading != NULL || (!is_json && rank >= self->ranks[key]))
    return;
  self->reading = g_strdup (name);
  self->n_nested = 0;
  self->key = key;
  self->rank = rank;
  self->is_json = is_json;
  g_string_truncate (self->text, 0);
}

static gboolean
is_byline (const char *rel, const char *property, const char *class_name)
{
  g_auto (GStrv) classes = g_strsplit (class_name != NULL ? class_name : "", " ", 20);

  return (rel != NULL && g_ascii_strcasecmp (rel, "author") == 0)
         || (property != NULL && strcmp (property, "author") == 0)
         || g_strv_contains ((const char *const *)classes, "byline");
}

static void
read_microdata (VbtHtmlFacts *self, VbtHtml *html, const char *name)
{
  g_autofree char *rel = vbt_html_get_attribute (html, "rel");
  g_autofree char *property = vbt_html_get_attribute (html, "itemprop");
  g_autofree char *class_name = vbt_html_get_attribute (html, "class");

  if (property != NULL && strcmp (property, "headline") == 0)
    begin (self, name, TITLE, 30, FALSE);
  if (strcmp (name, "link") != 0 && is_byline (rel, property, class_name))
    begin (self, name, BYLINE, RANK_TEXT, FALSE);
}

static void
read_time (VbtHtmlFacts *self, VbtHtml *html)
{
  g_autofree char *time = vbt_html_get_attribute (html, "datetime");
  g_autofree char *property = vbt_html_get_attribute (html, "itemprop");
  gboolean is_sure = property != NULL && strcmp (property, "datePublished") == 0;

  learn (self, PUBLISHED, is_sure ? 28 : RANK_TEXT, time);
}

/**
 * vbt_html_facts_start:
 * @self: what is known
 * @html: a page of which an element begins
 * @name: its name
 *
 * Learns from the element's attributes.
 */
void
vbt_html_facts_start (VbtHtmlFacts *self, VbtHtml *html, const char *name)
{
  g_autofree char *value = NULL;

  if (self->reading != NULL && strcmp (self->reading, name) == 0)
    self->n_nested++;
  if (strcmp (name, "meta") == 0)
    read_meta (self, html);
  else if (strcmp (name, "link") == 0)
    read_link (self, html);
  else if (strcmp (name, "time") == 0)
    read_time (self, html);
  else if (strcmp (name, "title") == 0)
    begin (self, name, TITLE, 54, FALSE);
  else if (strcmp (name, "h1") == 0)
    begin (self, name, TITLE, 55, FALSE);
  else if (strcmp (name, "html") == 0)
    learn (self, LANGUAGE, 15, value = vbt_html_get_attribute (html, "lang"));
  else if (strcmp (name, "script") == 0)
    {
      value = vbt_html_get_attribute (html, "type");
      if (value != NULL && strcmp (value, "application/ld+json") == 0)
        begin (self, name, TITLE, 0, TRUE);
      return;
    }
  read_microdata (self, html, name);
}

/**
 * vbt_html_facts_end:
 * @self: what is known
 * @name: of an element that ends
 *
 * Learns from the element's text.
 */
void
vbt_html_facts_end (VbtHtmlFacts *self, const char *name)
{
  if (self->reading == NULL || strcmp (self->reading, name) != 0)
    return;
  if (self->n_nested > 0)
    {
      self->n_nested--;
      return;
    }
  g_clear_pointer (&self->reading, g_free);
  if (self->is_json)
    vbt_html_read_json_ld (self->text->str, self->text->len, learn_named, self);
  else
    learn (self, self->key, self->rank, self->text->str);
}

/**
 * vbt_html_facts_text:
 * @self: what is known
 * @text: text of the element that is open
 * @length: in bytes
 */
void
vbt_html_facts_text (VbtHtmlFacts *self, const char *text, gsize length)
{
  if (self->reading != NULL && self->text->len + length <= MAX_VALUE)
    g_string_append_len (self->text, text, (gssize)length);
}

/* "A title | The Paper": what follows the bar is the source. */
static void
strip_source (VbtHtmlFacts *self)
{
  static const char *const bars[] = { " | ", " – ", " — ", " - ", " · ", " » " };
  char *title = self->values[TITLE];
  const char *source = self->values[SOURCE];

  for (guint i = 0; title != NULL && source != NULL && i < G_N_ELEMENTS (bars); i++)
    {
      g_autofree char *suffix = g_strconcat (bars[i], source, NULL);

      if (g_str_has_suffix (title, suffix))
        title[strlen (title) - strlen (suffix)] = '\0';
    }
}

/**
 * vbt_html_facts_write:
 * @self: what is known
 * @prose: the text that gets it as metadata
 */
void
vbt_html_facts_write (VbtHtmlFacts *self, VbtProse *prose)
{
  if (self->values[SOURCE] == NULL && self->values[URL] != NULL)
    {
      const char *host = strstr (self->values[URL], "://") + 3;

      host += g_str_has_prefix (host, "www.") ? 4 : 0;
      self->values[SOURCE] = g_strndup (host, strcspn (host, "/:?#"));
    }
  strip_source (self);
  for (guint i = 0; i < N_KEYS; i++)
    vbt_prose_set_metadata (prose, names[i], self->values[i]);
}
