/* vbt-article-menu.c: the menu of a place: everything that can be done there
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "vbt-article-private.h"
#include "vbt-label-rank.h"

/* More annotations of one place than this are not listed. */
#define MARKS_MAX 12

static const VbtAnnotation *
get_selected_span (VbtArticle *self)
{
  const VbtAnnotation *selected = vbt_session_get_selected_annotation (self->session);

  return selected == NULL || selected->kind != VBT_KIND_SPAN ? NULL : selected;
}

/* What cannot be done there is not in the menu. */
static void
add_item (GMenu *menu, const char *words, const char *action)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (words, action);

  g_menu_item_set_attribute (item, "hidden-when", "s", "action-disabled");
  g_menu_append_item (menu, item);
}

static void
add_section (GMenu *menu, const char *title, GMenu *section)
{
  if (g_menu_model_get_n_items (G_MENU_MODEL (section)) > 0)
    g_menu_append_section (menu, title, G_MENU_MODEL (section));
  g_object_unref (section);
}

static void
add_submenu (GMenu *menu, const char *title, GMenu *submenu)
{
  if (g_menu_model_get_n_items (G_MENU_MODEL (submenu)) > 0)
    g_menu_append_submenu (menu, title, G_MENU_MODEL (submenu));
  g_object_unref (submenu);
}

/* All that lies over another at the place; a click takes one. */
static GMenu *
list_marks (VbtArticle *self, GPtrArray *marks)
{
  GMenu *menu = g_menu_new ();

  for (guint i = 0; marks->len > 1 && i < MIN (marks->len, MARKS_MAX); i++)
    {
      const VbtMark *mark = g_ptr_array_index (marks, i);
      g_autofree char *words = vbt_article_describe (self->session, mark->annotation);
      g_autoptr (GMenuItem) item = g_menu_item_new (words, NULL);

      g_menu_item_set_action_and_target (item, "article.choose", "x", mark->id);
      g_menu_append_item (menu, item);
    }
  return menu;
}

static GMenu *
list_labels (VbtArticle *self, const char *action, const char *text, VbtOffset place)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GPtrArray) labels = vbt_label_rank (self->session, text, place);

  for (guint i = 0; i < labels->len; i++)
    {
      const VbtLabel *label = g_ptr_array_index (labels, i);
      g_autofree char *id = vbt_id_to_string (label->id);
      /* Translators: a label, and the key that sets it */
      g_autofree char *words = label->key == NULL
                                   ? g_strdup (label->name)
                                   : g_strdup_printf (_ ("%s (%s)"), label->name, label->key);
      g_autoptr (GMenuItem) item = g_menu_item_new (words, NULL);

      g_menu_item_set_action_and_target (item, action, "s", id);
      g_menu_append_item (menu, item);
    }
  return menu;
}

static GMenu *
make_text_section (VbtArticle *self)
{
  GMenu *menu = g_menu_new ();
  const VbtAnnotation *target = vbt_article_get_fragment_target (self);
  VbtRange range;

  if (vbt_article_get_selection (self, &range))
    {
      g_autofree char *text = vbt_article_get_text (self);

      add_submenu (menu, _ ("Label as"), list_labels (self, "article.label", text, range.start));
      if (target != NULL)
        {
          g_autofree char *what = vbt_article_describe (self->session, target);
          g_autofree char *add = g_strdup_printf (_ ("Add to %s"), what);
          g_autofree char *take = g_strdup_printf (_ ("Take Out of %s"), what);

          add_item (menu, add, "article.add-fragment");
          if (vbt_annotation_overlaps (target, range))
            add_item (menu, take, "article.remove-fragment");
        }
    }
  else
    {
      add_item (menu, _ ("Select Word"), "article.select-word");
      add_item (menu, _ ("Select Sentence"), "article.select-sentence");
      add_item (menu, _ ("Select Paragraph"), "article.select-paragraph");
    }
  add_item (menu, _ ("Copy Text"), "article.copy");
  return menu;
}

static GMenu *
make_annotation_section (VbtArticle *self, const VbtAnnotation *span)
{
  GMenu *menu = g_menu_new ();
  g_autofree char *text
      = vbt_document_get_covered_text (vbt_session_get_document (self->session), span);
  VbtRange range;

  add_item (menu, _ ("Accept"), "article.accept");
  add_item (menu, _ ("Reject"), "article.reject");
  if (vbt_session_get_suggestion (self->session, span) != NULL)
    {
      add_item (menu, _ ("Accept All Like This…"), "article.accept-like");
      add_item (menu, _ ("Reject All Like This…"), "article.reject-like");
    }
  if (vbt_article_has_suggestions (self))
    add_item (menu, _ ("Accept All in the Paragraph"), "article.accept-paragraph");
  add_item (menu, _ ("Mark Every Occurrence…"), "article.mark-all");
  add_submenu (menu, _ ("Change Label to"),
               list_labels (self, "article.relabel", text, vbt_annotation_get_extent (span).start));
  add_item (menu, vbt_session_is_quote (self->session, span) ? _ ("Speaker…") : _ ("Refers to…"),
            "article.speaker");
  add_item (menu, _ ("The Same as the Likeliest"), "article.same");
  add_item (menu, _ ("The Same as…"), "article.same-as");
  add_item (menu, _ ("Link to…"), "article.link");
  if (vbt_annotation_get_n_fragments (span) > 1 && !vbt_article_get_selection (self, &range))
    add_item (menu, _ ("Remove This Fragment"), "article.remove-fragment");
  add_item (menu, _ ("Edit Attributes…"), "article.edit-attributes");
  add_item (menu, _ ("Not Sure"), "article.unsure");
  add_item (menu, _ ("Delete"), "article.delete");
  return menu;
}

/* Every step has a key; a schema that needs the key for a label leaves the step here. */
static GMenu *
make_steps (VbtArticle *self, const VbtAnnotation *span)
{
  GMenu *menu = g_menu_new ();
  VbtId speaker = span == NULL ? 0 : vbt_session_get_speaker_of (self->session, span);
  const VbtEntity *entity
      = speaker == 0 ? NULL
                     : vbt_catalog_get_entity (vbt_session_get_catalog (self->session), speaker);

  if (entity != NULL)
    {
      /* Translators: goes to what the same person or organization says next */
      g_autofree char *next = g_strdup_printf (_ ("Next Quote by %s"), entity->name);

      add_item (menu, next, "article.next-by-speaker");
    }
  add_item (menu, _ ("Next Annotation"), "article.next-annotation");
  add_item (menu, _ ("Next Quote"), "article.next-quote");
  add_item (menu, _ ("Next Suggestion"), "article.next-suggestion");
  add_item (menu, _ ("Next Problem"), "article.next-problem");
  add_item (menu, _ ("All Problems of the Article"), "win.article-problems");
  return menu;
}

static GMenuModel *
make_menu (VbtArticle *self, GPtrArray *marks)
{
  GMenu *menu = g_menu_new ();
  const VbtAnnotation *span = get_selected_span (self);
  g_autofree char *words = span == NULL ? NULL : vbt_article_describe (self->session, span);
  GMenu *steps = g_menu_new ();
  VbtRange range;
  gboolean text = vbt_article_get_selection (self, &range);

  if (text)
    add_section (menu, NULL, make_text_section (self));
  if (span != NULL)
    add_section (menu, words, make_annotation_section (self, span));
  if (!text)
    add_section (menu, NULL, make_text_section (self));
  add_section (menu, _ ("Annotations Here"), list_marks (self, marks));
  add_submenu (steps, _ ("Go to"), make_steps (self, span));
  add_section (menu, NULL, steps);
  return G_MENU_MODEL (menu);
}

static gboolean
contains_selected (VbtArticle *self, GPtrArray *marks)
{
  VbtId selected = vbt_session_get_selected (self->session);

  for (guint i = 0; i < marks->len; i++)
    if (((const VbtMark *)g_ptr_array_index (marks, i))->id == selected)
      return TRUE;
  return FALSE;
}

/* A menu is about what lies at the place: selected text, else the selected annotation, else the
 * shortest one. */
static void
choose_at (VbtArticle *self, GPtrArray *marks, VbtOffset offset)
{
  VbtArticleView *view = VBT_ARTICLE_VIEW (self->view);
  VbtRange selection;

  if (vbt_article_view_get_selection (view, &selection, NULL) && selection.start <= offset
      && offset < selection.end)
    return;
  vbt_article_view_select (view, offset, offset);
  if (!contains_selected (self, marks))
    vbt_session_set_selected (self->session,
                              marks->len == 0 ? 0 : ((VbtMark *)g_ptr_array_index (marks, 0))->id);
}

static void
popup (VbtArticle *self, GMenuModel *model, const GdkRectangle *place)
{
  gtk_popover_popdown (GTK_POPOVER (self->label_popover));
  gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (self->menu), model);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), place);
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
menu_asked_cb (VbtArticle *self, double x, double y)
{
  VbtArticleView *view = VBT_ARTICLE_VIEW (self->view);
  g_autoptr (GPtrArray) marks = vbt_article_view_get_marks_at (view, x, y);
  g_autoptr (GMenuModel) model = NULL;
  graphene_point_t point;

  if (self->link_from != 0)
    vbt_article_link_end (self);
  choose_at (self, marks, vbt_article_view_get_gap_at (view, x, y));
  model = make_menu (self, marks);
  graphene_point_init (&point, (float)x, (float)y);
  if (gtk_widget_compute_point (self->view, GTK_WIDGET (self), &point, &point))
    popup (self, model, &(GdkRectangle){ (int)point.x, (int)point.y, 1, 1 });
}

/**
 * vbt_article_show_menu:
 * @self: the article
 * @model: what is offered
 * @range: a part of the text, to which the menu points
 */
void
vbt_article_show_menu (VbtArticle *self, GMenuModel *model, VbtRange range)
{
  vbt_article_place_popover (self, self->menu, range);
  gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (self->menu), model);
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

/**
 * vbt_article_show_context_menu:
 * @self: the article
 *
 * Shows what can be done to the selected text or annotation, or at the caret.
 */
void
vbt_article_show_context_menu (VbtArticle *self)
{
  VbtArticleView *view = VBT_ARTICLE_VIEW (self->view);
  const VbtAnnotation *span;
  g_autoptr (GPtrArray) marks = NULL;
  g_autoptr (GMenuModel) model = NULL;
  VbtRange range;

  if (self->session == NULL || vbt_session_get_document (self->session) == NULL)
    return;
  span = get_selected_span (self);
  if (!vbt_article_view_get_selection (view, &range, NULL) && span != NULL)
    range = vbt_annotation_get_extent (span);
  marks = vbt_marks_at (vbt_article_view_get_marks (view), range.start);
  if (span == NULL && range.start == range.end && marks->len > 0)
    vbt_session_set_selected (self->session, ((VbtMark *)g_ptr_array_index (marks, 0))->id);
  model = make_menu (self, marks);
  vbt_article_show_menu (self, model, (VbtRange){ range.start, MAX (range.end, range.start + 1) });
}

/**
 * vbt_article_get_text:
 * @self: the article
 *
 * Returns: (transfer full) (nullable): the selected text, as the document has it; else the words of
 *   the selected annotation
 */
char *
vbt_article_get_text (VbtArticle *self)
{
  const VbtDocument *document
      = self->session == NULL ? NULL : vbt_session_get_document (self->session);
  VbtRange range;

  if (document == NULL)
    return NULL;
  if (vbt_article_get_selection (self, &range))
    return vbt_text_slice (document->text, range.start, range.end);
  return get_selected_span (self) == NULL
             ? NULL
             : vbt_document_get_covered_text (document, get_selected_span (self));
}

static void
closed_cb (VbtArticle *self)
{
  if (gtk_widget_get_mapped (self->view))
    gtk_widget_grab_focus (self->view);
}

/**
 * vbt_article_init_menu:
 * @self: the article
 */
void
vbt_article_init_menu (VbtArticle *self)
{
  self->menu = gtk_popover_menu_new_from_model (NULL);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
  gtk_popover_set_position (GTK_POPOVER (self->menu), GTK_POS_BOTTOM);
  gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
  gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
  g_signal_connect_object (self->menu, "closed", G_CALLBACK (closed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "menu-asked", G_CALLBACK (menu_asked_cb), self,
                           G_CONNECT_SWAPPED);
}
