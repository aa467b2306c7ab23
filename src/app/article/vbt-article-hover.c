/* vbt-article-hover.c: what the mark below the pointer is, in words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "model/vbt-check.h"
#include "vbt-article-private.h"
#include "vbt-article-view-private.h"

/* Longer notes are for the inspector, in code points. */
#define NOTE_MAX 120

static void add_line (GString *lines, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
add_line (GString *lines, const char *format, ...)
{
  va_list args;

  if (lines->len > 0)
    g_string_append_c (lines, '\n');
  va_start (args, format);
  g_string_append_vprintf (lines, format, args);
  va_end (args);
}

static void
add_values (VbtArticle *self, const VbtAnnotation *annotation, GString *lines)
{
  const VbtSchema *schema = vbt_session_get_schema (self->session);

  for (guint i = 0; annotation->values != NULL && i < annotation->values->len; i++)
    {
      const VbtValue *value = g_ptr_array_index (annotation->values, i);
      const VbtAttribute *attribute = vbt_schema_get_attribute (schema, value->attribute);
      g_auto (GStrv) parts = g_strsplit (value->value, VBT_VALUE_SEPARATOR, -1);
      g_autofree char *words = g_strjoinv (", ", parts);

      if (attribute != NULL)
        add_line (lines, "%s: %s", attribute->name, words);
    }
}

static void
add_entities (VbtArticle *self, const VbtAnnotation *annotation, GString *lines)
{
  VbtCatalog *catalog = vbt_session_get_catalog (self->session);

  for (guint i = 0; annotation->entities != NULL && i < annotation->entities->len; i++)
    {
      const VbtEntity *entity
          = vbt_catalog_get_entity (catalog, g_array_index (annotation->entities, VbtId, i));

      if (entity != NULL)
        /* Translators: who or what a mention refers to */
        add_line (lines, _ ("Refers to %s"), entity->name);
    }
}

/* Who made it, by what rule, how sure. */
static void
add_origin (VbtArticle *self, const VbtAnnotation *annotation, GString *lines)
{
  VbtCatalog *catalog = vbt_session_get_catalog (self->session);
  const VbtAnnotator *annotator = vbt_catalog_get_annotator (catalog, annotation->annotator);
  const VbtAnnotation *origin = vbt_document_get_annotation (
      vbt_session_get_document (self->session), annotation->derived_from);

  if (annotator != NULL)
    /* Translators: the annotator who made an annotation */
    add_line (lines, _ ("By %s"), annotator->name);
  if (origin != NULL
      && (annotator = vbt_catalog_get_annotator (catalog, origin->annotator)) != NULL)
    /* Translators: the tagger or the import whose suggestion was accepted or corrected */
    add_line (lines, _ ("From a suggestion by %s"), annotator->name);
  if (annotation->rule != NULL)
    /* Translators: the rule of a tagger that made an annotation */
    add_line (lines, _ ("Rule: %s"), annotation->rule);
  if (annotation->confidence >= 0)
    /* Translators: how sure a tagger is of an annotation */
    add_line (lines, _ ("Confidence: %.0f %%"), annotation->confidence * 100);
}

static void
add_note (const VbtAnnotation *annotation, GString *lines)
{
  g_autofree char *start = NULL;

  if (annotation->note == NULL)
    return;
  start = g_utf8_substring (annotation->note, 0,
                            MIN (NOTE_MAX, g_utf8_strlen (annotation->note, -1)));
  add_line (lines, _ ("Note: %s"), start);
}

static void
add_problems (VbtArticle *self, const VbtAnnotation *annotation, GString *lines)
{
  const GPtrArray *problems = vbt_session_get_problems (self->session, VBT_WHEN_ALWAYS, NULL);

  for (guint i = 0; problems != NULL && i < problems->len; i++)
    {
      const VbtProblem *problem = g_ptr_array_index (problems, i);

      if (problem->annotation == annotation->id)
        /* Translators: which rule of the schema an annotation breaks */
        add_line (lines, _ ("Problem: %s"), problem->message);
    }
}

/**
 * vbt_article_describe_fully:
 * @self: the article
 * @annotation: an annotation of the document that is shown
 *
 * Returns: (transfer full): its label, attributes, entities, annotator, origin, note and problems, a line each
 */
char *
vbt_article_describe_fully (VbtArticle *self, const VbtAnnotation *annotation)
{
  GString *lines = g_string_new (NULL);
  g_autofree char *words = vbt_article_describe (self->session, annotation);

  add_line (lines, "%s", words);
  add_values (self, annotation, lines);
  add_entities (self, annotation, lines);
  add_origin (self, annotation, lines);
  add_note (annotation, lines);
  add_problems (self, annotation, lines);
  return g_string_free (lines, FALSE);
}

static gboolean
query_tooltip_cb (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip,
                  VbtArticle *self)
{
  g_autoptr (GPtrArray) marks = NULL;
  g_autofree char *words = NULL;
  GString *lines;

  if (keyboard || self->session == NULL || vbt_session_get_document (self->session) == NULL
      || VBT_ARTICLE_VIEW (self->view)->label_place == VBT_LABELS_NEVER || self->link_from != 0
      || gtk_widget_get_mapped (self->label_popover)
      || gtk_widget_get_mapped (self->speaker_popover) || gtk_widget_get_mapped (self->menu))
    return FALSE;
  marks = vbt_article_view_get_marks_at (VBT_ARTICLE_VIEW (self->view), x, y);
  if (marks->len == 0)
    return FALSE;
  words = vbt_article_describe_fully (self,
                                      ((const VbtMark *)g_ptr_array_index (marks, 0))->annotation);
  lines = g_string_new (words);
  for (guint i = 1; i < marks->len; i++)
    {
      g_autofree char *other = vbt_article_describe (
          self->session, ((const VbtMark *)g_ptr_array_index (marks, i))->annotation);

      /* Translators: another annotation at the same place, in words */
      add_line (lines, _ ("Also: %s"), other);
    }
  gtk_tooltip_set_text (tooltip, lines->str);
  g_string_free (lines, TRUE);
  return TRUE;
}

/**
 * vbt_article_init_hover:
 * @self: the article
 *
 * Tells of the marks below the pointer, when it rests there.
 */
void
vbt_article_init_hover (VbtArticle *self)
{
  gtk_widget_set_has_tooltip (self->view, TRUE);
  g_signal_connect_object (self->view, "query-tooltip", G_CALLBACK (query_tooltip_cb), self, 0);
}
