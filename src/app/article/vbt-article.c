/* vbt-article.c: the article: headline, text with its marks, margin with the speakers' names
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "vbt-article-private.h"
#include "vbt-label-popover.h"
#include "vbt-minimap.h"
#include "vbt-speaker-popover.h"

G_DEFINE_FINAL_TYPE (VbtArticle, vbt_article, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_FONT_SCALE,
  PROP_SNAP_TO_WORDS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/**
 * vbt_article_place_popover:
 * @self: the article
 * @popover: one of its popovers
 * @range: what it shall point to
 */
void
vbt_article_place_popover (VbtArticle *self, GtkWidget *popover, VbtRange range)
{
  GdkRectangle place = { 0 };
  graphene_point_t point;

  if (!vbt_article_view_get_place (VBT_ARTICLE_VIEW (self->view), range, &place))
    place = (GdkRectangle){ gtk_widget_get_width (self->view) / 2, 40, 1, 1 };
  graphene_point_init (&point, (float)place.x, (float)place.y);
  if (gtk_widget_compute_point (self->view, GTK_WIDGET (self), &point, &point))
    {
      place.x = (int)point.x;
      place.y = (int)point.y;
    }
  gtk_popover_set_pointing_to (GTK_POPOVER (popover), &place);
}

/**
 * vbt_article_show_hint:
 * @self: the article
 * @text: (nullable): what is said below the text, NULL to say nothing
 */
void
vbt_article_show_hint (VbtArticle *self, const char *text)
{
  g_clear_handle_id (&self->hint_source, g_source_remove);
  if (text != NULL)
    gtk_label_set_label (GTK_LABEL (self->hint_label), text);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->hint), text != NULL);
}

/* Long enough to be read. */
#define HINT_SECONDS 3

static gboolean
hint_over_cb (gpointer data)
{
  VbtArticle *self = data;

  self->hint_source = 0;
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->hint), FALSE);
  return G_SOURCE_REMOVE;
}

/**
 * vbt_article_flash_hint:
 * @self: the article
 * @text: what is said below the text, for a moment
 */
void
vbt_article_flash_hint (VbtArticle *self, const char *text)
{
  vbt_article_show_hint (self, text);
  self->hint_source = g_timeout_add_seconds (HINT_SECONDS, hint_over_cb, self);
}

static void
text_selected_cb (VbtArticle *self)
{
  VbtRange range;

  if (self->session == NULL || vbt_session_get_document (self->session) == NULL
      || !vbt_article_view_get_selection (VBT_ARTICLE_VIEW (self->view), &range, NULL))
    return;
  vbt_session_set_selected (self->session, 0);
  vbt_article_show_labels (self);
}

static void
fragment_selected_cb (VbtArticle *self, int start, int end)
{
  vbt_article_add_fragment (self, (VbtRange){ start, end });
}

/* Which of several marks was chosen, while there is no link to be told of. */
static void
stack_shown_cb (VbtArticle *self, guint index, guint n)
{
  const VbtAnnotation *selected
      = self->session == NULL ? NULL : vbt_session_get_selected_annotation (self->session);
  g_autofree char *words = NULL;
  g_autofree char *text = NULL;

  if (selected == NULL || self->link_from != 0)
    return;
  words = vbt_article_describe (self->session, selected);
  /* Translators: the number of an annotation among those at one place, how many these are, and it in words */
  text = g_strdup_printf (_ ("%u of %u: %s"), index, n, words);
  vbt_article_flash_hint (self, text);
}

static void
selection_changed_cb (VbtArticle *self)
{
  VbtRange range;

  if (!vbt_article_view_get_selection (VBT_ARTICLE_VIEW (self->view), &range, NULL))
    gtk_popover_popdown (GTK_POPOVER (self->label_popover));
}

static void
mark_chosen_cb (VbtArticle *self, gint64 annotation)
{
  if (self->session == NULL)
    return;
  if (self->link_from == 0)
    vbt_session_set_selected (self->session, annotation);
  else if (annotation == 0)
    vbt_article_link_end (self);
  else
    vbt_article_link_choose (self, annotation);
}

static void
fragments_dragged_cb (VbtArticle *self, int start, int end)
{
  vbt_article_set_extent (self, (VbtRange){ start, end });
}

/* The caret goes with what is selected, so that the next step starts from there. */
static void
follow_selected (VbtArticle *self, const VbtAnnotation *selected)
{
  VbtArticleView *view = VBT_ARTICLE_VIEW (self->view);
  VbtRange extent = vbt_annotation_get_extent (selected);
  VbtOffset caret = vbt_article_view_get_caret (view);
  VbtRange text;

  if (vbt_article_view_get_selection (view, &text, NULL) || caret < extent.start
      || caret >= extent.end)
    vbt_article_view_set_selection (view, (VbtRange){ extent.start, extent.start });
  if (!vbt_article_view_is_seen (view, extent))
    vbt_article_view_scroll_to (view, extent);
}

static void
selected_cb (VbtArticle *self)
{
  const VbtAnnotation *selected = vbt_session_get_selected_annotation (self->session);
  g_autofree char *words = selected == NULL ? NULL : vbt_article_describe (self->session, selected);

  if (self->link_from != 0 && vbt_session_get_selected (self->session) != self->link_from)
    vbt_article_link_end (self);
  if (selected != NULL && selected->kind == VBT_KIND_SPAN)
    {
      self->fragment_target = selected->id;
      follow_selected (self, selected);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  words == NULL ? "" : words, -1);
  vbt_article_hint_hidden (self, selected);
  vbt_article_update_actions (self);
}

static void
annotations_changed_cb (VbtArticle *self)
{
  self->problem_index = G_MAXUINT;
  if (self->link_from != 0)
    vbt_article_link_end (self);
  selected_cb (self);
}

static void
document_opened_cb (VbtArticle *self)
{
  gtk_popover_popdown (GTK_POPOVER (self->label_popover));
  gtk_popover_popdown (GTK_POPOVER (self->speaker_popover));
  vbt_article_link_end (self);
  vbt_article_forget_hits (self);
  self->problem_index = G_MAXUINT;
  self->problem_step = 0;
  self->fragment_target = 0;
  vbt_article_update_actions (self);
}

static gboolean
vbt_article_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (VBT_ARTICLE (widget)->view);
}

static void
vbt_article_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  VbtArticle *self = VBT_ARTICLE (object);

  if (id == PROP_FONT_SCALE)
    g_value_set_double (value, vbt_article_view_get_font_scale (VBT_ARTICLE_VIEW (self->view)));
  else if (id == PROP_SNAP_TO_WORDS)
    g_value_set_boolean (value, vbt_article_view_get_snap (VBT_ARTICLE_VIEW (self->view)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
vbt_article_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  VbtArticle *self = VBT_ARTICLE (object);

  if (id == PROP_FONT_SCALE)
    vbt_article_view_set_font_scale (VBT_ARTICLE_VIEW (self->view), g_value_get_double (value));
  else if (id == PROP_SNAP_TO_WORDS)
    vbt_article_view_set_snap (VBT_ARTICLE_VIEW (self->view), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
vbt_article_dispose (GObject *object)
{
  VbtArticle *self = VBT_ARTICLE (object);

  if (self->session != NULL)
    {
      g_signal_handlers_disconnect_by_data (vbt_session_get_visibility (self->session), self);
      g_signal_handlers_disconnect_by_data (self->session, self);
    }
  g_clear_object (&self->session);
  g_clear_pointer (&self->label_popover, gtk_widget_unparent);
  g_clear_pointer (&self->speaker_popover, gtk_widget_unparent);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_handle_id (&self->hint_source, g_source_remove);
  g_clear_pointer (&self->overlay, gtk_widget_unparent);
  G_OBJECT_CLASS (vbt_article_parent_class)->dispose (object);
}

static void
vbt_article_finalize (GObject *object)
{
  VbtArticle *self = VBT_ARTICLE (object);

  vbt_article_forget_hits (self);
  g_clear_pointer (&self->link_ends, g_array_unref);
  G_OBJECT_CLASS (vbt_article_parent_class)->finalize (object);
}

static void
vbt_article_class_init (VbtArticleClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = vbt_article_get_property;
  object_class->set_property = vbt_article_set_property;
  object_class->dispose = vbt_article_dispose;
  object_class->finalize = vbt_article_finalize;
  widget_class->grab_focus = vbt_article_grab_focus;

  /**
   * VbtArticle:font-scale:
   *
   * The size of the text; 1 is the ordinary one.
   */
  properties[PROP_FONT_SCALE] = g_param_spec_double ("font-scale", NULL, NULL, 0.5, 3, 1,
                                                     G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  /**
   * VbtArticle:snap-to-words:
   *
   * Whether what is dragged with the pointer goes by whole words.
   */
  properties[PROP_SNAP_TO_WORDS] = g_param_spec_boolean (
      "snap-to-words", NULL, NULL, TRUE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * VbtArticle::edit-attributes:
   *
   * Return was pressed: the attributes of the selected annotation are to be edited.
   */
  g_signal_new ("edit-attributes", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                NULL, G_TYPE_NONE, 0);
  /**
   * VbtArticle::hits-changed:
   *
   * What vbt_article_find() looked for in a long article is found, or is not there.
   */
  g_signal_new ("hits-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 0);

  vbt_article_install_actions (widget_class);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
init_hint (VbtArticle *self)
{
  self->hint = gtk_revealer_new ();
  self->hint_label = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->hint_label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_add_css_class (self->hint_label, "osd");
  gtk_widget_add_css_class (self->hint_label, "article-hint");
  gtk_revealer_set_child (GTK_REVEALER (self->hint), self->hint_label);
  gtk_revealer_set_transition_type (GTK_REVEALER (self->hint),
                                    GTK_REVEALER_TRANSITION_TYPE_SLIDE_UP);
  gtk_widget_set_halign (self->hint, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (self->hint, GTK_ALIGN_END);
  gtk_widget_set_can_target (self->hint, FALSE);
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), self->hint);
}

static void
vbt_article_init (VbtArticle *self)
{
  GtkWidget *window = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->link_ends = g_array_new (FALSE, FALSE, sizeof (VbtLinkEnd));
  self->view = vbt_article_view_new ();
  self->overlay = gtk_overlay_new ();
  /* Not NEVER: a text view then asks for the width that it has, and the window can only grow. */
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (window), GTK_POLICY_EXTERNAL,
                                  GTK_POLICY_EXTERNAL);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (window), self->view);
  self->minimap = vbt_minimap_new (VBT_ARTICLE_VIEW (self->view));
  gtk_widget_set_hexpand (window, TRUE);
  gtk_box_append (GTK_BOX (box), window);
  gtk_box_append (GTK_BOX (box), self->minimap);
  gtk_overlay_set_child (GTK_OVERLAY (self->overlay), box);
  gtk_widget_set_parent (self->overlay, GTK_WIDGET (self));
  init_hint (self);
  self->label_popover = vbt_label_popover_new ();
  gtk_widget_set_parent (self->label_popover, GTK_WIDGET (self));
  self->speaker_popover = vbt_speaker_popover_new ();
  gtk_widget_set_parent (self->speaker_popover, GTK_WIDGET (self));
  self->problem_index = G_MAXUINT;
  vbt_article_add_keys (self);
  vbt_article_init_menu (self);
  vbt_article_init_hover (self);

  g_signal_connect_object (self->view, "fragment-selected", G_CALLBACK (fragment_selected_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "stack-shown", G_CALLBACK (stack_shown_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "link-dragged", G_CALLBACK (vbt_article_link_dragged_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "text-selected", G_CALLBACK (text_selected_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "mark-chosen", G_CALLBACK (mark_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "fragments-dragged", G_CALLBACK (fragments_dragged_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view)),
                           "notify::has-selection", G_CALLBACK (selection_changed_cb), self,
                           G_CONNECT_SWAPPED);
  vbt_article_update_actions (self);
}

/**
 * vbt_article_new:
 *
 * Returns: (transfer floating): an empty article
 */
GtkWidget *
vbt_article_new (void)
{
  return g_object_new (VBT_TYPE_ARTICLE, NULL);
}

/**
 * vbt_article_set_session:
 * @self: the article
 * @session: (nullable): whose document is shown
 */
void
vbt_article_set_session (VbtArticle *self, VbtSession *session)
{
  g_return_if_fail (VBT_IS_ARTICLE (self));
  g_return_if_fail (session == NULL || VBT_IS_SESSION (session));

  if (self->session == session)
    return;
  if (self->session != NULL)
    {
      g_signal_handlers_disconnect_by_data (vbt_session_get_visibility (self->session), self);
      g_signal_handlers_disconnect_by_data (self->session, self);
    }
  g_set_object (&self->session, session);
  /* The view first: it makes its marks before anything here asks for them. */
  vbt_article_view_set_session (VBT_ARTICLE_VIEW (self->view), session);
  vbt_minimap_set_session (VBT_MINIMAP (self->minimap), session);
  if (session != NULL)
    {
      g_signal_connect_object (session, "document-opened", G_CALLBACK (document_opened_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (session, "annotations-changed", G_CALLBACK (annotations_changed_cb),
                               self, G_CONNECT_SWAPPED);
      g_signal_connect_object (session, "problems-changed",
                               G_CALLBACK (vbt_article_go_on_to_problem), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (vbt_session_get_visibility (session), "changed",
                               G_CALLBACK (vbt_article_visibility_changed), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (session, "notify::selected", G_CALLBACK (selected_cb), self,
                               G_CONNECT_SWAPPED);
    }
  document_opened_cb (self);
}

/**
 * vbt_article_get_selection:
 * @self: the article
 * @range: (out): the selected text
 *
 * Returns: whether text is selected
 */
gboolean
vbt_article_get_selection (VbtArticle *self, VbtRange *range)
{
  g_return_val_if_fail (VBT_IS_ARTICLE (self) && range != NULL, FALSE);

  return vbt_article_view_get_selection (VBT_ARTICLE_VIEW (self->view), range, NULL);
}

/**
 * vbt_article_select_range:
 * @self: the article
 * @range: a part of the text
 *
 * Selects text, and scrolls there.
 */
void
vbt_article_select_range (VbtArticle *self, VbtRange range)
{
  g_return_if_fail (VBT_IS_ARTICLE (self));

  vbt_article_view_set_selection (VBT_ARTICLE_VIEW (self->view), range);
  vbt_article_view_scroll_to (VBT_ARTICLE_VIEW (self->view), range);
}

/**
 * vbt_article_scroll_to:
 * @self: the article
 * @annotation: a span of the document that is shown
 */
void
vbt_article_scroll_to (VbtArticle *self, VbtId annotation)
{
  const VbtMark *mark;

  g_return_if_fail (VBT_IS_ARTICLE (self));

  mark = vbt_marks_find (vbt_article_view_get_marks (VBT_ARTICLE_VIEW (self->view)), annotation);
  if (mark != NULL && !vbt_article_view_is_seen (VBT_ARTICLE_VIEW (self->view), mark->range))
    vbt_article_view_scroll_to (VBT_ARTICLE_VIEW (self->view), mark->range);
}
