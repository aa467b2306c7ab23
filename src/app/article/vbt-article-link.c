/* vbt-article-link.c: link mode: the other end is chosen by keys or pointer
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "vbt-article-private.h"

static gboolean
is_linked (VbtArticle *self, VbtId label, VbtId from, VbtId to)
{
  GPtrArray *relations = vbt_session_get_relations (self->session);

  for (guint i = 0; i < relations->len; i++)
    {
      const VbtAnnotation *relation = g_ptr_array_index (relations, i);

      if (relation->label == label && relation->from == from && relation->to == to)
        return TRUE;
    }
  return FALSE;
}

/* The first relation of the schema that may join the two, in either direction. */
static gboolean
find_relation (VbtArticle *self, const VbtAnnotation *from, const VbtAnnotation *to,
               VbtLinkEnd *end)
{
  const VbtSchema *schema = vbt_session_get_schema (self->session);

  for (guint i = 0; i < schema->labels->len; i++)
    {
      const VbtLabel *label = g_ptr_array_index (schema->labels, i);
      gboolean there, back;

      if (label->kind != VBT_KIND_RELATION || label->hidden)
        continue;
      there = vbt_schema_may_link (schema, label, from->label, to->label)
              && !is_linked (self, label->id, from->id, to->id);
      back = vbt_schema_may_link (schema, label, to->label, from->label)
             && !is_linked (self, label->id, to->id, from->id);
      if (!there && !back)
        continue;
      *end = (VbtLinkEnd){ to->id, label->id, !there };
      return TRUE;
    }
  return FALSE;
}

static int
get_distance (VbtRange a, VbtRange b)
{
  return MAX (MAX (a.start - b.end, b.start - a.end), 0);
}

/* Fills the list of ends; returns the index of the one nearest to where the link begins. */
static guint
find_ends (VbtArticle *self, const VbtAnnotation *from)
{
  GPtrArray *spans = vbt_session_get_spans (self->session);
  VbtRange extent = vbt_annotation_get_extent (from);
  int best = G_MAXINT;
  guint nearest = 0;

  g_array_set_size (self->link_ends, 0);
  for (guint i = 0; i < spans->len; i++)
    {
      const VbtAnnotation *span = g_ptr_array_index (spans, i);
      int distance = get_distance (extent, vbt_annotation_get_extent (span));
      VbtLinkEnd end;

      if (span->id == from->id || !vbt_session_shows (self->session, span)
          || !find_relation (self, from, span, &end))
        continue;
      g_array_append_val (self->link_ends, end);
      if (distance < best)
        {
          best = distance;
          nearest = self->link_ends->len - 1;
        }
    }
  return nearest;
}

static void
show_end (VbtArticle *self)
{
  const VbtLinkEnd *end = &g_array_index (self->link_ends, VbtLinkEnd, self->link_index);
  const VbtMarks *marks = vbt_article_view_get_marks (VBT_ARTICLE_VIEW (self->view));
  const VbtMark *mark = vbt_marks_find (marks, end->span);
  const VbtLabel *label
      = vbt_schema_get_label (vbt_session_get_schema (self->session), end->relation);
  g_autofree char *what = NULL;
  g_autofree char *text = NULL;

  vbt_article_view_set_link (VBT_ARTICLE_VIEW (self->view), self->link_from, end->span);
  vbt_article_scroll_to (self, end->span);
  if (mark == NULL || label == NULL)
    return;
  what = vbt_article_describe (self->session, mark->annotation);
  /* Translators: while a link is made: the relation's name and what it would go to. Tab, Return and
   * Escape are keys. */
  text = g_strdup_printf (_ ("Link as “%s”: %s — Tab chooses, Return links, Escape leaves"),
                          label->name, what);
  vbt_article_show_hint (self, text);
}

/**
 * vbt_article_link_begin:
 * @self: the article
 *
 * Begins a link at the selected annotation, and proposes the nearest annotation that the schema
 * allows.
 */
void
vbt_article_link_begin (VbtArticle *self)
{
  const VbtAnnotation *from
      = self->session == NULL ? NULL : vbt_session_get_selected_annotation (self->session);

  if (from == NULL || from->kind != VBT_KIND_SPAN)
    return;
  self->link_index = find_ends (self, from);
  if (self->link_ends->len == 0)
    {
      g_signal_emit_by_name (self->session, "problem",
                             _ ("The schema has no link from here to another annotation"));
      return;
    }
  self->link_from = from->id;
  show_end (self);
}

/**
 * vbt_article_link_end:
 * @self: the article
 *
 * Leaves link mode, if it is on, without a link.
 */
void
vbt_article_link_end (VbtArticle *self)
{
  self->link_from = 0;
  g_array_set_size (self->link_ends, 0);
  vbt_article_view_set_link (VBT_ARTICLE_VIEW (self->view), 0, 0);
  vbt_article_show_hint (self, NULL);
}

/**
 * vbt_article_link_step:
 * @self: the article, in link mode
 * @step: 1 or -1
 *
 * Proposes another end.
 */
void
vbt_article_link_step (VbtArticle *self, int step)
{
  guint n = self->link_ends->len;

  if (self->link_from == 0 || n == 0)
    return;
  self->link_index = (self->link_index + n + (guint)step) % n;
  show_end (self);
}

/**
 * vbt_article_link_choose:
 * @self: the article, in link mode
 * @span: what was clicked
 *
 * Links to @span.
 *
 * Returns: whether it may be an end
 */
gboolean
vbt_article_link_choose (VbtArticle *self, VbtId span)
{
  for (guint i = 0; i < self->link_ends->len; i++)
    if (g_array_index (self->link_ends, VbtLinkEnd, i).span == span)
      {
        self->link_index = i;
        vbt_article_link_confirm (self);
        return TRUE;
      }
  return FALSE;
}

/**
 * vbt_article_link_confirm:
 * @self: the article, in link mode
 *
 * Makes the link that is proposed.
 */
void
vbt_article_link_confirm (VbtArticle *self)
{
  VbtLinkEnd end;
  VbtId from = self->link_from;

  if (from == 0 || self->link_index >= self->link_ends->len)
    return;
  end = g_array_index (self->link_ends, VbtLinkEnd, self->link_index);
  vbt_article_link_end (self);
  vbt_session_link (self->session, end.relation, end.reverse ? end.span : from,
                    end.reverse ? from : end.span);
  /* The link itself cannot be seen selected; where it began can. */
  if (vbt_session_get_selected_annotation (self->session) == NULL
      || vbt_session_get_selected_annotation (self->session)->kind != VBT_KIND_SPAN)
    vbt_session_set_selected (self->session, from);
}
