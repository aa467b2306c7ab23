/* vbt-review-page-actions.c: what is decided on the page Review, by keys and by buttons
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "article/vbt-speaker-popover.h"
#include "keys/vbt-keycap.h"
#include "keys/vbt-keymap.h"
#include "model/vbt-segment.h"
#include "panes/vbt-label-menu.h"
#include "panes/vbt-wrap-box.h"
#include "review/vbt-review-page-private.h"
#include "vbt-window-places.h"

/* The suggestion that is shown is decided on; the queue goes on when the store says that it changed. */
static void
finish (VbtReviewPage *self, gboolean success, GError *error)
{
  if (!success)
    vbt_review_page_report (self, error);
}

static gboolean
has_moved (VbtReviewPage *self, const VbtAnnotation *suggestion)
{
  VbtRange extent = vbt_annotation_get_extent (suggestion);

  return extent.start != self->range.start || extent.end != self->range.end;
}

/* With other edges, or another label, it is a correction. */
static void
correct (VbtReviewPage *self, const VbtAnnotation *suggestion, VbtId label)
{
  GError *error = NULL;

  finish (self,
          vbt_act_correct (vbt_session_get_store (self->session), self->document,
                           vbt_session_get_me (self->session), suggestion->id, label,
                           has_moved (self, suggestion) ? &self->range : NULL, NULL, &error),
          error);
}

static void
decide_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VbtReviewPage *self = VBT_REVIEW_PAGE (widget);
  const VbtAnnotation *suggestion = vbt_review_page_get_suggestion (self);
  GError *error = NULL;
  gboolean success;

  if (suggestion == NULL)
    return;
  if (g_str_equal (name, "review.reject"))
    success = vbt_act_reject (vbt_session_get_store (self->session), self->document,
                              vbt_session_get_me (self->session), suggestion->id, &error);
  else if (has_moved (self, suggestion))
    {
      correct (self, suggestion, 0);
      return;
    }
  else
    success = vbt_act_accept (vbt_session_get_store (self->session), self->document,
                              vbt_session_get_me (self->session), suggestion->id, NULL, &error);
  finish (self, success, error);
}

/* It and the others like it that are ticked, as one act, in the background: they may be in as many articles. */
static void
decide_like_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VbtReviewPage *self = VBT_REVIEW_PAGE (widget);
  gboolean rejects = g_str_equal (name, "review.reject-like");
  g_autoptr (GPtrArray) ticked = NULL;

  if (vbt_review_page_get_suggestion (self) == NULL)
    return;
  ticked = vbt_review_page_dup_ticked (self);
  vbt_window_decide (VBT_WINDOW (gtk_widget_get_root (widget)), ticked,
                     rejects ? VBT_VERDICT_REJECTED : VBT_VERDICT_ACCEPTED);
}

static void
label_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VbtReviewPage *self = VBT_REVIEW_PAGE (widget);
  const VbtAnnotation *suggestion = vbt_review_page_get_suggestion (self);
  VbtId label = vbt_id_from_string (g_variant_get_string (parameter, NULL));

  if (suggestion == NULL)
    return;
  if (label == suggestion->label)
    gtk_widget_activate_action (widget, "review.accept", NULL);
  else
    correct (self, suggestion, label);
}

static void
skip_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VbtReviewPage *self = VBT_REVIEW_PAGE (widget);
  GError *error = NULL;

  if (self->queue == NULL)
    return;
  if (g_str_equal (name, "review.previous"))
    vbt_review_queue_previous (self->queue);
  else if (!vbt_review_queue_next (self->queue, &error))
    vbt_review_page_report (self, error);
  vbt_review_page_renew (self);
}

static gboolean
open_document (VbtReviewPage *self)
{
  const VbtReviewItem *item
      = self->queue != NULL ? vbt_review_queue_get_current (self->queue) : NULL;
  const VbtDocument *open = self->session != NULL ? vbt_session_get_document (self->session) : NULL;
  GError *error = NULL;

  if (item == NULL)
    return FALSE;
  if ((open == NULL || open->id != item->document)
      && !vbt_session_open_document (self->session, item->document, &error))
    {
      vbt_review_page_report (self, error);
      return FALSE;
    }
  /* What is asked next is asked of it. */
  vbt_session_complete_opening (self->session);
  open = vbt_session_get_document (self->session);
  if (open == NULL || open->id != item->document)
    return FALSE;
  vbt_session_set_selected (self->session, item->id);
  return TRUE;
}

static void
ask_whom (VbtReviewPage *self)
{
  vbt_speaker_popover_ask (VBT_SPEAKER_POPOVER (self->speaker_popover), self->session,
                           vbt_review_queue_get_current (self->queue)->id);
}

/* Other edges are kept before anything else is said; that decides on the suggestion, so the rest is said in the article. */
static gboolean
keep_edges (VbtReviewPage *self, const char *article_action)
{
  const VbtAnnotation *suggestion = vbt_review_page_get_suggestion (self);
  VbtWindow *window = VBT_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  GError *error = NULL;
  VbtId result = 0;

  if (suggestion == NULL || !has_moved (self, suggestion))
    return FALSE;
  if (vbt_act_correct (vbt_session_get_store (self->session), self->document,
                       vbt_session_get_me (self->session), suggestion->id, 0, &self->range, &result,
                       &error))
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "win.page", "s", "annotate");
      vbt_session_set_selected (self->session, result);
      vbt_window_activate_in_article (window, article_action);
    }
  else
    vbt_review_page_report (self, error);
  return TRUE;
}

static void
speaker_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VbtReviewPage *self = VBT_REVIEW_PAGE (widget);

  if (open_document (self) && !keep_edges (self, "article.speaker"))
    ask_whom (self);
}

/* Who else is likeliest, without a question; with one where nobody is. */
static void
same_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VbtReviewPage *self = VBT_REVIEW_PAGE (widget);
  g_autofree char *text = NULL;

  if (!open_document (self) || keep_edges (self, "article.same"))
    return;
  if (vbt_session_same (self->session, vbt_review_queue_get_current (self->queue)->id, &text))
    vbt_window_toast (VBT_WINDOW (gtk_widget_get_root (widget)), text);
  else
    ask_whom (self);
}

static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (open_document (VBT_REVIEW_PAGE (widget)))
    gtk_widget_activate_action (widget, "win.page", "s", "annotate");
}

static void
show_all_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VbtReviewPage *self = VBT_REVIEW_PAGE (widget);

  gtk_drop_down_set_selected (self->scope, 0);
  gtk_drop_down_set_selected (self->label, 0);
  gtk_drop_down_set_selected (self->tagger, 0);
  if (self->queue != NULL && vbt_review_queue_get_current (self->queue) == NULL)
    vbt_review_page_restart (self);
}

/* Edges */

static VbtOffset
find_edge (const VbtDocument *document, VbtOffset edge, gboolean end, gboolean forward)
{
  const GArray *tokens = document->tokens;
  VbtOffset found = edge;

  if (tokens == NULL)
    return vbt_segment_next_character (document->text, edge, forward);
  for (guint i = 0; i < tokens->len; i++)
    {
      VbtRange token = g_array_index (tokens, VbtRange, i);
      VbtOffset at = end ? token.end : token.start;

      if (forward && at > edge)
        return at;
      if (!forward && at >= edge)
        return found;
      if (!forward)
        found = at;
    }
  return found;
}

static void
edge_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VbtReviewPage *self = VBT_REVIEW_PAGE (widget);
  gboolean end = g_str_has_prefix (name, "review.end");
  gboolean forward = g_str_has_suffix (name, "-forward");
  VbtRange range = self->range;
  VbtOffset *edge = end ? &range.end : &range.start;

  if (vbt_review_page_get_suggestion (self) == NULL)
    return;
  *edge = find_edge (self->document, *edge, end, forward);
  if (range.start < range.end)
    self->range = range;
  vbt_review_page_show_text (self);
}

static void
edges_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VbtReviewPage *self = VBT_REVIEW_PAGE (widget);

  self->edges = !self->edges;
  gtk_widget_grab_focus (widget);
}

static const VbtPageAction actions[] = {
  { "review.label", label_action, "s" },
  { "review.accept", decide_action },
  { "review.reject", decide_action },
  { "review.accept-like", decide_like_action },
  { "review.reject-like", decide_like_action },
  { "review.skip", skip_action },
  { "review.previous", skip_action },
  { "review.speaker", speaker_action },
  { "review.same", same_action },
  { "review.open", open_action },
  { "review.edges", edges_action },
  { "review.end-forward", edge_action },
  { "review.end-back", edge_action },
  { "review.start-forward", edge_action },
  { "review.start-back", edge_action },
  { "review.show-all", show_all_action },
};

/**
 * vbt_review_page_install_actions:
 * @klass: the page's class
 *
 * Adds the actions of this file.
 */
void
vbt_review_page_install_actions (GtkWidgetClass *klass)
{
  vbt_page_actions_install (klass, actions, G_N_ELEMENTS (actions));
}

/* Keys */

/* After E the arrows alone move the end, and with Shift the start. */
static gboolean
handle_edge_key (VbtReviewPage *self, guint keyval, GdkModifierType state)
{
  gboolean start = (state & GDK_SHIFT_MASK) != 0;
  const char *action = NULL;

  if (keyval == GDK_KEY_Right)
    action = start ? "review.start-forward" : "review.end-forward";
  else if (keyval == GDK_KEY_Left)
    action = start ? "review.start-back" : "review.end-back";
  else if (keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter)
    action = "review.accept";
  else if (keyval == GDK_KEY_Escape)
    {
      self->range = vbt_annotation_get_extent (vbt_review_page_get_suggestion (self));
      self->edges = FALSE;
      vbt_review_page_show_text (self);
      return GDK_EVENT_STOP;
    }
  if (action == NULL)
    return GDK_EVENT_PROPAGATE;
  gtk_widget_activate_action (GTK_WIDGET (self), action, NULL);
  return GDK_EVENT_STOP;
}

/* The schema's keys come before all others. */
static gboolean
key_pressed_cb (VbtReviewPage *self, guint keyval, guint keycode, GdkModifierType state)
{
  if (vbt_review_page_get_suggestion (self) == NULL
      || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_META_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  if (self->edges && handle_edge_key (self, keyval, state))
    return GDK_EVENT_STOP;
  return vbt_keymap_activate_label (GTK_WIDGET (self), "review.label",
                                    vbt_session_get_schema (self->session), keyval);
}

/**
 * vbt_review_page_add_keys:
 * @self: the page
 *
 * The keys work wherever the keyboard is on the page, but where something is typed.
 */
void
vbt_review_page_add_keys (VbtReviewPage *self)
{
  GtkEventController *shortcuts = vbt_keymap_new_shortcuts (actions, G_N_ELEMENTS (actions));
  GtkEventController *schema_keys = gtk_event_controller_key_new ();

  gtk_widget_add_controller (GTK_WIDGET (self), shortcuts);
  g_signal_connect_object (schema_keys, "key-pressed", G_CALLBACK (key_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), schema_keys);
}

/* Buttons */

static GtkWidget *
make_button (const char *title, const char *action)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *button = gtk_button_new ();

  gtk_box_append (GTK_BOX (box), gtk_label_new (title));
  gtk_box_append (GTK_BOX (box), vbt_keycap_new_for_action (action));
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  -1);
  return button;
}

/**
 * vbt_review_page_update_who:
 * @self: the page, with a suggestion
 *
 * Lets be said who is meant where somebody may be.
 */
void
vbt_review_page_update_who (VbtReviewPage *self)
{
  const VbtAnnotation *suggestion = vbt_review_page_get_suggestion (self);
  gboolean may_name = vbt_session_may_name (self->session, suggestion);
  const char *title
      = vbt_session_is_quote (self->session, suggestion) ? _ ("Speaker") : _ ("Refers To");
  GtkWidget *box = gtk_button_get_child (GTK_BUTTON (self->speaker_button));

  gtk_label_set_label (GTK_LABEL (gtk_widget_get_first_child (box)), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->speaker_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "review.speaker", may_name);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "review.same", may_name);
}

static void
show_labels_cb (GtkMenuButton *button, gpointer data)
{
  VbtReviewPage *self = data;

  vbt_label_menu_show (button, vbt_session_get_schema (self->session), "review.label");
}

static void
speaker_closed_cb (VbtReviewPage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

/**
 * vbt_review_page_add_buttons:
 * @self: the page
 *
 * Adds what the mouse decides with.
 */
void
vbt_review_page_add_buttons (VbtReviewPage *self)
{
  static const struct
  {
    const char *title;
    const char *action;
  } buttons[] = { { N_ ("Accept"), "review.accept" },       { N_ ("Reject"), "review.reject" },
                  { N_ ("Speaker"), "review.speaker" },     { N_ ("Same"), "review.same" },
                  { N_ ("Edges"), "review.edges" },         { N_ ("Skip"), "review.skip" },
                  { N_ ("Show in Article"), "review.open" } };
  GtkWidget *labels = gtk_menu_button_new ();

  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    {
      GtkWidget *button = make_button (_ (buttons[i].title), buttons[i].action);

      if (i == 0)
        gtk_widget_add_css_class (button, "suggested-action");
      if (g_str_equal (buttons[i].action, "review.speaker"))
        self->speaker_button = button;
      if (g_str_equal (buttons[i].action, "review.same"))
        gtk_widget_set_tooltip_text (button, _ ("The same as the likeliest one, at once"));
      vbt_wrap_box_append (VBT_WRAP_BOX (self->buttons), button);
    }
  gtk_menu_button_set_label (GTK_MENU_BUTTON (labels), _ ("Other Label"));
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (labels), show_labels_cb, self, NULL);
  vbt_wrap_box_append (VBT_WRAP_BOX (self->buttons), labels);
  vbt_wrap_box_append (VBT_WRAP_BOX (self->like_buttons),
                       make_button (_ ("Accept All Ticked"), "review.accept-like"));
  vbt_wrap_box_append (VBT_WRAP_BOX (self->like_buttons),
                       make_button (_ ("Reject All Ticked"), "review.reject-like"));
  self->speaker_popover = vbt_speaker_popover_new ();
  gtk_widget_set_parent (self->speaker_popover, self->speaker_button);
  g_signal_connect_object (self->speaker_popover, "closed", G_CALLBACK (speaker_closed_cb), self,
                           G_CONNECT_SWAPPED);
}
