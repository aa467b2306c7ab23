/* vbt-article-link.c: link mode: the other end is chosen by keys or pointer
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "vbt-article-private.h"

static gboolean
is_linked (VbtArticle *self, VbtId label, VbtId from, VbtId to)
{
  g_autoptr (GPtrArray) relations
      = vbt_drawn_relations_of (vbt_session_get_drawn (self->session), from);

  for (guint i = 0; i < relations->len; i++)
    {
      const VbtAnnotation *relation = g_ptr_array_index (relations, i);

      if (relation->label == label && relation->from == from && relation->to == to)
        return TRUE;
    }
  return FALSE;
}

/* The relations of the schema that may join the two, in either direction and not yet made; of
 * VbtLinkEnd, the first of the schema first. */
static GArray *
find_relations (VbtArticle *self, const VbtAnnotation *from, const VbtAnnotation *to)
{
  const VbtSchema *schema = vbt_session_get_schema (self->session);
  GArray *ends = g_array_new (FALSE, FALSE, sizeof (VbtLinkEnd));

  for (guint i = 0; i < schema->labels->len; i++)
    {
      const VbtLabel *label = g_ptr_array_index (schema->labels, i);
      gboolean there, back;

      if (label->kind != VBT_KIND_RELATION || label->hidden)
        continue;
      there = vbt_schema_may_link (schema, label, from->label, to->label)
              && !is_linked (self, label->id, from->id, to->id);
      back = !there && vbt_schema_may_link (schema, label, to->label, from->label)
             && !is_linked (self, label->id, to->id, from->id);
      if (there || back)
        g_array_append_val (ends, ((VbtLinkEnd){ to->id, label->id, back }));
    }
  return ends;
}

/* Fills the list of ends; returns the index of the one nearest to where the link begins. */
static guint
find_ends (VbtArticle *self, const VbtAnnotation *from)
{
  GPtrArray *spans = vbt_session_get_spans (self->session);
  VbtRange extent = vbt_annotation_get_extent (from);
  int best = G_MAXINT;
  guint nearest = 0;
  guint end;

  g_array_set_size (self->link_ends, 0);
  for (guint i = vbt_session_find_near (self->session, extent.start, VBT_ARTICLE_LINK_NEAR, &end);
       i < end; i++)
    {
      const VbtAnnotation *span = g_ptr_array_index (spans, i);
      int distance = vbt_range_get_distance (extent, vbt_annotation_get_extent (span));
      g_autoptr (GArray) relations = NULL;

      if (span->id == from->id || !vbt_session_shows (self->session, span))
        continue;
      relations = find_relations (self, from, span);
      if (relations->len == 0)
        continue;
      g_array_append_val (self->link_ends, g_array_index (relations, VbtLinkEnd, 0));
      if (distance < best)
        {
          best = distance;
          nearest = self->link_ends->len - 1;
        }
    }
  return nearest;
}

static void
mark_ends (VbtArticle *self)
{
  GHashTable *ends = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint i = 0; i < self->link_ends->len; i++)
    g_hash_table_add (
        ends, g_memdup2 (&g_array_index (self->link_ends, VbtLinkEnd, i).span, sizeof (VbtId)));
  vbt_article_view_set_link_ends (VBT_ARTICLE_VIEW (self->view), ends);
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
  if (mark != NULL && self->link_same)
    {
      text = vbt_article_same_describe (self, mark->annotation);
      vbt_article_show_hint (self, text);
    }
  if (mark == NULL || label == NULL)
    return;
  what = vbt_article_describe (self->session, mark->annotation);
  /* Translators: while a link is made: the relation's name and what it would go to. Tab, Return and
   * Escape are keys. */
  text = g_strdup_printf (_ ("Link as “%s”: %s — Tab chooses, Return links, Escape leaves"),
                          label->name, what);
  vbt_article_show_hint (self, text);
}

/* Begins a link at the selected annotation, where the schema lets it go anywhere. */
static gboolean
begin (VbtArticle *self)
{
  const VbtAnnotation *from
      = self->session == NULL ? NULL : vbt_session_get_selected_annotation (self->session);

  if (from == NULL || from->kind != VBT_KIND_SPAN)
    return FALSE;
  self->link_index = find_ends (self, from);
  if (self->link_ends->len == 0)
    {
      g_signal_emit_by_name (self->session, "problem",
                             _ ("The schema has no link from here to another annotation"));
      return FALSE;
    }
  self->link_from = from->id;
  mark_ends (self);
  return TRUE;
}

/**
 * vbt_article_link_offer:
 * @self: the article, whose `link_ends` and `link_index` are set
 * @from: the selected annotation
 *
 * Lets one of the ends be chosen.
 */
void
vbt_article_link_offer (VbtArticle *self, VbtId from)
{
  self->link_from = from;
  mark_ends (self);
  show_end (self);
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
  if (begin (self))
    show_end (self);
}

/* The other end under the pointer, of those that the schema allows. */
static void
drag_over (VbtArticle *self, VbtId to)
{
  if (self->link_from == 0)
    return;
  for (guint i = 0; i < self->link_ends->len; i++)
    if (g_array_index (self->link_ends, VbtLinkEnd, i).span == to)
      {
        if (self->link_index != i || !self->link_over)
          {
            self->link_index = i;
            self->link_over = TRUE;
            show_end (self);
          }
        return;
      }
  self->link_over = FALSE;
  vbt_article_view_set_link (VBT_ARTICLE_VIEW (self->view), self->link_from, 0);
  vbt_article_show_hint (self, _ ("Drop it on one of the outlined annotations to link them"));
}

/**
 * vbt_article_link_dragged_cb:
 * @self: the article
 * @from: the annotation that a link is dragged from
 * @to: the one that it is over, or 0
 * @phase: 0: it begins, 1: it is dragged, 2: it is let go
 */
void
vbt_article_link_dragged_cb (VbtArticle *self, gint64 from, gint64 to, int phase)
{
  if (phase == 0)
    {
      vbt_article_link_end (self);
      vbt_session_set_selected (self->session, from);
      if (begin (self))
        drag_over (self, 0);
    }
  else if (phase == 1)
    drag_over (self, to);
  else if (to == 0 || !vbt_article_link_choose (self, to))
    vbt_article_link_end (self);
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
  self->link_over = FALSE;
  self->link_same = FALSE;
  g_array_set_size (self->link_ends, 0);
  vbt_article_view_set_link (VBT_ARTICLE_VIEW (self->view), 0, 0);
  vbt_article_view_set_link_ends (VBT_ARTICLE_VIEW (self->view), NULL);
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

static const VbtAnnotation *
get_span (VbtArticle *self, VbtId id)
{
  const VbtMark *mark
      = vbt_marks_find (vbt_article_view_get_marks (VBT_ARTICLE_VIEW (self->view)), id);

  return mark == NULL ? NULL : mark->annotation;
}

/* Which of several relations is meant: a menu asks. */
static void
ask_relation (VbtArticle *self, const VbtAnnotation *from, const VbtAnnotation *to,
              const GArray *relations)
{
  const VbtSchema *schema = vbt_session_get_schema (self->session);
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) section = g_menu_new ();

  for (guint i = 0; i < relations->len; i++)
    {
      const VbtLinkEnd *end = &g_array_index (relations, VbtLinkEnd, i);
      const VbtLabel *label = vbt_schema_get_label (schema, end->relation);
      g_autoptr (GMenuItem) item = g_menu_item_new (label->name, NULL);

      g_menu_item_set_action_and_target (item, "article.link-as", "(xxx)", end->relation,
                                         end->reverse ? to->id : from->id,
                                         end->reverse ? from->id : to->id);
      g_menu_append_item (section, item);
    }
  g_menu_append_section (menu, _ ("Link as"), G_MENU_MODEL (section));
  vbt_article_show_menu (self, G_MENU_MODEL (menu), vbt_annotation_get_extent (to));
}

/**
 * vbt_article_link_as:
 * @self: the article
 * @relation: the label of relations
 * @from: the annotation that it comes from
 * @to: the annotation that it goes to
 *
 * Links two annotations; where the link began stays selected.
 */
void
vbt_article_link_as (VbtArticle *self, VbtId relation, VbtId from, VbtId to)
{
  VbtId selected = vbt_session_get_selected (self->session);

  vbt_session_link (self->session, relation, from, to);
  /* The link itself cannot be seen selected; where it began can. */
  if (vbt_session_get_selected_annotation (self->session) == NULL
      || vbt_session_get_selected_annotation (self->session)->kind != VBT_KIND_SPAN)
    vbt_session_set_selected (self->session, selected);
}

/**
 * vbt_article_link_confirm:
 * @self: the article, in link mode
 *
 * Makes the link that is proposed; where several relations fit, asks which.
 */
void
vbt_article_link_confirm (VbtArticle *self)
{
  g_autoptr (GArray) relations = NULL;
  const VbtAnnotation *from = get_span (self, self->link_from);
  const VbtAnnotation *to;
  gboolean same = self->link_same;
  VbtLinkEnd end;

  if (from == NULL || self->link_index >= self->link_ends->len)
    return;
  end = g_array_index (self->link_ends, VbtLinkEnd, self->link_index);
  to = get_span (self, end.span);
  vbt_article_link_end (self);
  if (to == NULL)
    return;
  if (same)
    {
      vbt_article_same_take (self, from->id, to->id);
      return;
    }
  relations = find_relations (self, from, to);
  if (relations->len > 1)
    ask_relation (self, from, to, relations);
  else
    vbt_article_link_as (self, end.relation, end.reverse ? to->id : from->id,
                         end.reverse ? from->id : to->id);
}
