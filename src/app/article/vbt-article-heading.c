/* vbt-article-heading.c: headline, source, byline and date above an article
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-article-heading.h"

#include <glib/gi18n.h>

#include "vbt-article-layout.h"

#define HEADLINE_MAX 160

/**
 * vbt_article_heading_new:
 *
 * Returns: (transfer floating): an empty heading
 */
GtkWidget *
vbt_article_heading_new (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *kicker = gtk_label_new (NULL);
  GtkWidget *headline
      = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING, NULL);
  GtkWidget *labels[] = { kicker, headline };

  gtk_widget_add_css_class (box, "article-heading");
  gtk_widget_add_css_class (kicker, "article-kicker");
  gtk_widget_add_css_class (headline, "article-headline");
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      gtk_label_set_wrap (GTK_LABEL (labels[i]), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (labels[i]), PANGO_WRAP_WORD_CHAR);
      gtk_label_set_xalign (GTK_LABEL (labels[i]), 0);
      gtk_box_append (GTK_BOX (box), labels[i]);
    }
  return box;
}

/* "2021-12-02" and "2021-12-02T10:00:00Z" become "2 December 2021"; anything else stays as it is. */
static char *
format_date (const char *published)
{
  int year, month, day;
  g_autoptr (GDateTime) date = NULL;

  if (sscanf (published, "%4d-%2d-%2d", &year, &month, &day) != 3)
    return g_strdup (published);
  date = g_date_time_new_local (year, month, day, 12, 0, 0);
  /* Translators: a date as it stands above an article, see g_date_time_format() */
  return date == NULL ? g_strdup (published) : g_date_time_format (date, _ ("%-e %B %Y"));
}

static char *
make_kicker (const VbtDocument *document)
{
  const char *source = vbt_document_get_metadata (document, VBT_METADATA_SOURCE);
  const char *byline = vbt_document_get_metadata (document, VBT_METADATA_BYLINE);
  const char *published = vbt_document_get_metadata (document, VBT_METADATA_PUBLISHED);
  g_autofree char *date = published == NULL ? NULL : format_date (published);
  const char *parts[] = { source, byline, date };
  g_autoptr (GString) kicker = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL && *parts[i] != '\0')
      g_string_append_printf (kicker, "%s%s", kicker->len > 0 ? " · " : "", parts[i]);
  return g_string_free (g_steal_pointer (&kicker), FALSE);
}

/* Of any script: full stops, what joins sentences, and quotation marks that close. */
static gboolean
ends_like_a_sentence (const char *line)
{
  static const char ends[] = ".!?:;,…\"”’»。．！？：；，、」』】؟؛،۔।॥။።";
  const char *last = g_utf8_find_prev_char (line, line + strlen (line));

  return last != NULL && g_utf8_strchr (ends, -1, g_utf8_get_char (last)) != NULL;
}

/* The first paragraph, when it is the title; when no title is known, a short line that does not end
 * like a sentence and stands alone is taken for one. */
static gboolean
starts_with_headline (const VbtDocument *document, const char *title, VbtRange *headline)
{
  const char *text = vbt_text_get_utf8 (document->text);
  g_autofree char *first = NULL;
  int end, next;
  glong length;

  pango_find_paragraph_boundary (text, -1, &end, &next);
  length = g_utf8_strlen (text, end);
  if (length == 0 || (title == NULL && length > HEADLINE_MAX))
    return FALSE;
  first = g_strstrip (g_strndup (text, (gsize)end));
  if (title != NULL && g_strcmp0 (first, title) != 0)
    return FALSE;
  if (title == NULL
      && (*first == '\0' || ends_like_a_sentence (first)
          || (text[next] != '\n' && text[next] != '\r')))
    return FALSE;
  headline->start = 0;
  headline->end = (VbtOffset)length;
  return TRUE;
}

/**
 * vbt_article_heading_describe:
 * @document: a document
 * @kicker: (out) (transfer full): source, byline and date, in one line; may be empty
 * @title: (out) (transfer full) (nullable): the headline where the text does not begin with it
 * @headline: (out): where the text does, its place; else empty
 *
 * Says what stands above an article, for those who draw it otherwise.
 */
void
vbt_article_heading_describe (const VbtDocument *document, char **kicker, char **title,
                              VbtRange *headline)
{
  const char *known = vbt_document_get_metadata (document, VBT_METADATA_TITLE);

  *headline = (VbtRange){ 0, 0 };
  *kicker = make_kicker (document);
  *title = starts_with_headline (document, known, headline) ? NULL : g_strdup (known);
}

/* Above an Arabic article everything begins at the right. */
static void
set_direction (GtkWidget *heading, const VbtDocument *document)
{
  const char *text = vbt_text_get_utf8 (document->text);
  GtkTextDirection direction
      = vbt_text_runs_right_to_left (text) ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR;

  for (GtkWidget *child = gtk_widget_get_first_child (heading); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    gtk_widget_set_direction (child, direction);
}

/**
 * vbt_article_heading_fill:
 * @heading: of vbt_article_heading_new()
 * @document: (nullable): what it is above
 * @headline: (out): where the text itself starts with the headline, its place; else empty
 *
 * Shows the headline where the text does not, and the line above it.
 */
void
vbt_article_heading_fill (GtkWidget *heading, const VbtDocument *document, VbtRange *headline)
{
  GtkWidget *kicker = gtk_widget_get_first_child (heading);
  GtkWidget *label = gtk_widget_get_next_sibling (kicker);
  g_autofree char *line = document == NULL ? NULL : make_kicker (document);
  const char *title
      = document == NULL ? NULL : vbt_document_get_metadata (document, VBT_METADATA_TITLE);
  gboolean in_text;

  g_return_if_fail (headline != NULL);

  *headline = (VbtRange){ 0, 0 };
  if (document != NULL)
    set_direction (heading, document);
  in_text = document != NULL && starts_with_headline (document, title, headline);
  gtk_label_set_label (GTK_LABEL (kicker), line == NULL ? "" : line);
  gtk_widget_set_visible (kicker, line != NULL && *line != '\0');
  gtk_label_set_label (GTK_LABEL (label), title == NULL ? "" : title);
  gtk_widget_set_visible (label, title != NULL && !in_text);
  gtk_widget_set_visible (heading,
                          gtk_widget_get_visible (kicker) || gtk_widget_get_visible (label));
}
