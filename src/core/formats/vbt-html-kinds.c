/* vbt-html-kinds.c: what the names of elements and of classes say of a page's parts
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-html-tree.h"

#include <string.h>

typedef struct
{
  const char *names; /* divided by spaces */
  VbtHtmlKind kind;
} Kind;

static const Kind kinds[] = {
  { "address center dd details dialog div dl dt fieldset figcaption figure head hgroup html "
    "legend optgroup option section summary",
    VBT_HTML_BLOCK },
  { "blockquote", VBT_HTML_BLOCK },
  { "p", VBT_HTML_PARAGRAPH },
  { "h1 h2 h3 h4 h5 h6", VBT_HTML_HEADING },
  { "ul ol menu dir", VBT_HTML_LIST },
  { "li", VBT_HTML_ITEM },
  { "td th caption", VBT_HTML_CELL },
  { "tr thead tbody tfoot", VBT_HTML_ROW },
  { "table", VBT_HTML_TABLE },
  { "pre listing", VBT_HTML_PRE },
  { "article", VBT_HTML_ARTICLE },
  { "main", VBT_HTML_MAIN },
  { "header", VBT_HTML_HEADER },
  { "nav aside footer search", VBT_HTML_BESIDE },
  { "form button select", VBT_HTML_CONTROL },
  { "body", VBT_HTML_BODY },
  { "a", VBT_HTML_LINK },
  { "br", VBT_HTML_BREAK },
  { "script style template noscript iframe noembed noframes object svg canvas audio video "
    "textarea datalist rt rp title",
    VBT_HTML_HIDDEN },
  { "area base basefont bgsound col embed frame hr img input keygen link meta param source track "
    "wbr",
    VBT_HTML_VOID },
};

static GHashTable *
make_table (void)
{
  GHashTable *table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_auto (GStrv) names = g_strsplit (kinds[i].names, " ", -1);

      for (guint j = 0; names[j] != NULL; j++)
        g_hash_table_insert (table, g_strdup (names[j]), GINT_TO_POINTER (kinds[i].kind));
    }
  return table;
}

/**
 * vbt_html_get_kind:
 * @name: of an element
 *
 * Returns: what it is; what nobody knows is within a line
 */
VbtHtmlKind
vbt_html_get_kind (const char *name)
{
  static gsize table = 0;
  gpointer kind;

  if (g_once_init_enter (&table))
    g_once_init_leave (&table, (gsize)make_table ());
  return g_hash_table_lookup_extended ((GHashTable *)table, name, NULL, &kind)
             ? (VbtHtmlKind)GPOINTER_TO_INT (kind)
             : VBT_HTML_INLINE;
}

/* The words are those that Arc90's Readability (2009) and Mozilla's after it look for; here they have to
 * be whole words of the class, so that "header" is not found in "shareholder". */
static const char *const against[]
    = { "ad",        "ads",         "advert",      "advertisement", "advertising",  "adslot",
        "banner",    "breadcrumb",  "breadcrumbs", "comment",       "comments",     "consent",
        "cookie",    "cookies",     "disqus",      "footer",        "gdpr",         "masthead",
        "menu",      "modal",       "nav",         "navbar",        "navigation",   "newsletter",
        "outbrain",  "pager",       "pagination",  "popup",         "promo",        "promoted",
        "promotion", "recommended", "related",     "remark",        "replies",      "rss",
        "share",     "sharing",     "shopping",    "shoutbox",      "sidebar",      "skyscraper",
        "social",    "sponsor",     "sponsored",   "subscribe",     "subscription", "taboola",
        "tags",      "teaser",      "teasers",     "toolbar",       "trending",     "widget",
        NULL };
static const char *const in_favor[]
    = { "article", "body", "content", "entry", "hentry",  "main",      "page", "post",
        "story",   "text", "blog",    "prose", "artikel", "storybody", NULL };

static GHashTable *
make_words (void)
{
  GHashTable *words = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; against[i] != NULL; i++)
    g_hash_table_insert (words, (gpointer)against[i], GINT_TO_POINTER (-1));
  for (guint i = 0; in_favor[i] != NULL; i++)
    g_hash_table_insert (words, (gpointer)in_favor[i], GINT_TO_POINTER (1));
  return words;
}

/**
 * vbt_html_get_hint:
 * @class_and_id: what the author of a page calls an element
 *
 * Returns: 1 where a word speaks for the text of an article, -1 where one speaks against it, which
 *   weighs more, else 0
 */
gint8
vbt_html_get_hint (const char *class_and_id)
{
  static gsize words = 0;
  char word[32];
  gsize n = 0;
  gint8 hint = 0;

  if (g_once_init_enter (&words))
    g_once_init_leave (&words, (gsize)make_words ());
  for (const char *c = class_and_id;; c++)
    {
      gboolean is_upper = g_ascii_isupper (*c) && c > class_and_id && g_ascii_islower (c[-1]);

      if (n > 0 && (!g_ascii_isalpha (*c) || is_upper))
        {
          gint value;

          word[n] = '\0';
          value = GPOINTER_TO_INT (g_hash_table_lookup ((GHashTable *)words, word));
          if (value < 0)
            return -1;
          hint = MAX (hint, (gint8)value);
          n = 0;
        }
      if (*c == '\0')
        return hint;
      if (g_ascii_isalpha (*c) && n + 1 < sizeof word)
        word[n++] = g_ascii_tolower (*c);
    }
}
