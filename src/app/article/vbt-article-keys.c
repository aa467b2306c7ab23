/* vbt-article-keys.c: the actions of the article, and their keys
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "keys/vbt-keymap.h"
#include "vbt-article-layout.h"
#include "vbt-article-private.h"
#include "vbt-kept-action.h"
#include "vbt-speaker-popover.h"

/* An action can be asked for even while it is disabled, and before there is a project. */
static const VbtAnnotation *
get_selected (VbtArticle *self)
{
  return self->session == NULL ? NULL : vbt_session_get_selected_annotation (self->session);
}

static void
label_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VbtArticle *self = VBT_ARTICLE (widget);

  gtk_popover_popdown (GTK_POPOVER (self->label_popover));
  vbt_article_label (self, vbt_id_from_string (g_variant_get_string (parameter, NULL)));
}

static void
relabel_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VbtArticle *self = VBT_ARTICLE (widget);
  VbtId label = vbt_id_from_string (g_variant_get_string (parameter, NULL));

  if (get_selected (self) != NULL)
    vbt_session_relabel (self->session, get_selected (self)->id, label);
}

static void
choose_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VbtArticle *self = VBT_ARTICLE (widget);

  if (self->session != NULL)
    vbt_session_set_selected (self->session, g_variant_get_int64 (parameter));
}

static void
link_as_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VbtArticle *self = VBT_ARTICLE (widget);
  VbtId relation, from, to;

  g_variant_get (parameter, "(xxx)", &relation, &from, &to);
  if (self->session != NULL && vbt_session_get_document (self->session) != NULL)
    vbt_article_link_as (self, relation, from, to);
}

static void
step_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VbtStep step = g_str_has_suffix (name, "-suggestion") ? VBT_STEP_SUGGESTION
                 : g_str_has_suffix (name, "-quote")    ? VBT_STEP_QUOTE
                 : g_str_has_suffix (name, "-speaker")  ? VBT_STEP_SAME_SPEAKER
                                                        : VBT_STEP_ANNOTATION;

  if (vbt_keep_action (widget, VBT_ARTICLE (widget)->session, name, NULL))
    return;
  vbt_article_step (VBT_ARTICLE (widget), step, g_str_has_prefix (name, "article.next"));
}

static void
problem_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  vbt_article_step_problem (VBT_ARTICLE (widget), g_str_has_prefix (name, "article.next"));
}

static void
fix_problem_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  vbt_article_fix_problem (VBT_ARTICLE (widget));
}

/* Of a span of mine that says the same as a suggestion, it is the suggestion that is decided on. */
static void
decide_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VbtArticle *self = VBT_ARTICLE (widget);
  const VbtAnnotation *selected = get_selected (self);
  const VbtAnnotation *suggestion
      = selected == NULL ? NULL : vbt_session_get_suggestion (self->session, selected);

  if (suggestion == NULL)
    return;
  if (g_str_equal (name, "article.accept"))
    vbt_session_accept (self->session, suggestion->id);
  else
    vbt_session_reject (self->session, suggestion->id);
}

static void
speaker_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VbtArticle *self = VBT_ARTICLE (widget);
  const VbtAnnotation *span = get_selected (self);

  if (self->session == NULL || !vbt_session_may_name (self->session, span))
    return;

  gtk_popover_popdown (GTK_POPOVER (self->label_popover));
  vbt_article_place_popover (self, self->speaker_popover, vbt_annotation_get_extent (span));
  vbt_speaker_popover_ask (VBT_SPEAKER_POPOVER (self->speaker_popover), self->session, span->id);
}

static void
same_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VbtArticle *self = VBT_ARTICLE (widget);

  if (self->session == NULL || !vbt_session_may_name (self->session, get_selected (self)))
    return;
  gtk_popover_popdown (GTK_POPOVER (self->label_popover));
  if (g_str_equal (name, "article.same"))
    vbt_article_same (self);
  else
    vbt_article_same_begin (self);
}

static void
link_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VbtArticle *self = VBT_ARTICLE (widget);

  if (self->link_from == 0)
    vbt_article_link_begin (self);
  else
    vbt_article_link_end (self);
}

static void
delete_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VbtArticle *self = VBT_ARTICLE (widget);
  const VbtAnnotation *selected = get_selected (self);

  if (selected != NULL)
    vbt_session_delete (self->session, selected->id);
}

static void
unsure_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VbtArticle *self = VBT_ARTICLE (widget);
  const VbtAnnotation *selected = get_selected (self);

  if (selected != NULL)
    vbt_session_toggle_unsure (self->session, selected->id);
}

static void
edge_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  vbt_article_move_edge (VBT_ARTICLE (widget), g_str_has_prefix (name, "article.end"),
                         strstr (name, "-forward") != NULL, g_str_has_suffix (name, "-character"));
}

/* Return asks on: for selected text what it is, for an annotation what is to be said of it. */
static void
attributes_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VbtRange range;

  if (vbt_article_get_selection (VBT_ARTICLE (widget), &range))
    vbt_article_ask_label (VBT_ARTICLE (widget));
  else if (get_selected (VBT_ARTICLE (widget)) != NULL)
    g_signal_emit_by_name (widget, "edit-attributes");
}

static void
select_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VbtArticle *self = VBT_ARTICLE (widget);

  if (g_str_has_suffix (name, "-word"))
    vbt_article_select_word (self);
  else if (g_str_has_suffix (name, "-sentence"))
    vbt_article_select_unit (self, VBT_UNIT_SENTENCE);
  else if (g_str_has_suffix (name, "-paragraph"))
    vbt_article_select_unit (self, VBT_UNIT_PARAGRAPH);
  else
    vbt_article_widen_selection (self);
}

static void
sentence_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  vbt_article_move_caret (VBT_ARTICLE (widget), VBT_UNIT_SENTENCE, strstr (name, ".next") != NULL,
                          g_str_has_suffix (name, "-extend"));
}

static void
fragment_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (g_str_equal (name, "article.add-fragment"))
    vbt_article_add_selection (VBT_ARTICLE (widget));
  else
    vbt_article_remove_fragment (VBT_ARTICLE (widget));
}

static void
ask_label_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  vbt_article_ask_label (VBT_ARTICLE (widget));
}

static void
menu_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  vbt_article_show_context_menu (VBT_ARTICLE (widget));
}

static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autofree char *text = vbt_article_get_text (VBT_ARTICLE (widget));

  if (text != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
}

/* One thing after the other: what lies on top goes first. */
static void
clear_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VbtArticle *self = VBT_ARTICLE (widget);
  VbtRange range;

  gtk_popover_popdown (GTK_POPOVER (self->label_popover));
  if (self->link_from != 0)
    vbt_article_link_end (self);
  else if (vbt_article_view_get_selection (VBT_ARTICLE_VIEW (self->view), &range, NULL))
    vbt_article_view_set_selection (VBT_ARTICLE_VIEW (self->view),
                                    (VbtRange){ range.start, range.start });
  else if (self->session != NULL)
    vbt_session_set_selected (self->session, 0);
}

static const VbtPageAction actions[] = {
  { "article.label", label_action, "s" },
  { "article.relabel", relabel_action, "s" },
  { "article.choose", choose_action, "x" },
  { "article.link-as", link_as_action, "(xxx)" },
  { "article.next-annotation", step_action },
  { "article.previous-annotation", step_action },
  { "article.next-suggestion", step_action },
  { "article.previous-suggestion", step_action },
  { "article.next-quote", step_action },
  { "article.previous-quote", step_action },
  { "article.next-by-speaker", step_action },
  { "article.previous-by-speaker", step_action },
  { "article.next-problem", problem_action },
  { "article.previous-problem", problem_action },
  { "article.fix-problem", fix_problem_action },
  { "article.accept", decide_action },
  { "article.reject", decide_action },
  { "article.speaker", speaker_action },
  { "article.same", same_action },
  { "article.same-as", same_action },
  { "article.link", link_action },
  { "article.delete", delete_action },
  { "article.unsure", unsure_action },
  { "article.end-forward", edge_action },
  { "article.end-back", edge_action },
  { "article.start-forward", edge_action },
  { "article.start-back", edge_action },
  { "article.end-forward-character", edge_action },
  { "article.end-back-character", edge_action },
  { "article.start-forward-character", edge_action },
  { "article.start-back-character", edge_action },
  { "article.edit-attributes", attributes_action },
  { "article.select-word", select_action },
  { "article.select-sentence", select_action },
  { "article.select-paragraph", select_action },
  { "article.widen-selection", select_action },
  { "article.next-sentence", sentence_action },
  { "article.previous-sentence", sentence_action },
  { "article.next-sentence-extend", sentence_action },
  { "article.previous-sentence-extend", sentence_action },
  { "article.add-fragment", fragment_action },
  { "article.remove-fragment", fragment_action },
  { "article.choose-label", ask_label_action },
  { "article.menu", menu_action },
  { "article.copy", copy_action },
  { "article.clear", clear_action },
};

/* Keys that move an edge to the left or right, in either direction of writing. */
static gboolean
edge_key_cb (GtkWidget *view, GVariant *args, gpointer data)
{
  GtkWidget *article = gtk_widget_get_ancestor (view, VBT_TYPE_ARTICLE);
  const VbtAnnotation *selected = article == NULL ? NULL : get_selected (VBT_ARTICLE (article));
  g_autoptr (GString) action = g_string_new (data);
  g_autofree char *words = NULL;

  if (selected == NULL || selected->kind != VBT_KIND_SPAN)
    return GDK_EVENT_PROPAGATE;
  words = vbt_document_get_covered_text (vbt_session_get_document (VBT_ARTICLE (article)->session),
                                         selected);
  if (vbt_text_begins_right_to_left (words)
      && g_string_replace (action, "-forward", "-back", 1) == 0)
    g_string_replace (action, "-back", "-forward", 1);
  gtk_widget_activate_action (article, action->str, NULL);
  return GDK_EVENT_STOP;
}

/**
 * vbt_article_install_actions:
 * @klass: the article's class
 */
void
vbt_article_install_actions (GtkWidgetClass *klass)
{
  vbt_article_install_many_actions (klass);
  vbt_page_actions_install (klass, actions, G_N_ELEMENTS (actions));
}

/**
 * vbt_article_update_actions:
 * @self: the article
 *
 * Lets only those actions be used that can do something to what is selected.
 */
void
vbt_article_update_actions (VbtArticle *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  const VbtDocument *document
      = self->session == NULL ? NULL : vbt_session_get_document (self->session);
  const VbtAnnotation *selected = document == NULL ? NULL : get_selected (self);
  gboolean span = selected != NULL && selected->kind == VBT_KIND_SPAN;
  gboolean suggestion
      = selected != NULL && vbt_session_get_suggestion (self->session, selected) != NULL;
  gboolean named = document != NULL && vbt_session_may_name (self->session, selected);

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      GtkWidgetActionActivateFunc activate = actions[i].activate;
      gboolean enabled = document != NULL;

      if (activate == decide_action)
        enabled = suggestion;
      else if (activate == speaker_action || activate == same_action)
        enabled = named;
      else if (activate == link_action || activate == edge_action)
        enabled = span;
      else if (activate == delete_action)
        enabled = selected != NULL;
      gtk_widget_action_set_enabled (widget, actions[i].name, enabled);
    }
}

/* In link mode the keyboard chooses the other end, and does nothing else. */
static gboolean
handle_link_key (VbtArticle *self, guint keyval, GdkModifierType state)
{
  switch (keyval)
    {
    case GDK_KEY_Tab:
    case GDK_KEY_Right:
    case GDK_KEY_Down:
      vbt_article_link_step (self, (state & GDK_SHIFT_MASK) != 0 ? -1 : 1);
      return GDK_EVENT_STOP;
    case GDK_KEY_ISO_Left_Tab:
    case GDK_KEY_Left:
    case GDK_KEY_Up:
      vbt_article_link_step (self, -1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      vbt_article_link_confirm (self);
      return GDK_EVENT_STOP;
    case GDK_KEY_Escape:
    case GDK_KEY_l:
      vbt_article_link_end (self);
      return GDK_EVENT_STOP;
    default:
      return gdk_keyval_to_unicode (keyval) != 0 ? GDK_EVENT_STOP : GDK_EVENT_PROPAGATE;
    }
}

/* The schema's keys come before all others; they are one character, without Ctrl or Alt. */
static gboolean
key_pressed_cb (VbtArticle *self, guint keyval, guint keycode, GdkModifierType state)
{
  if (self->session == NULL || vbt_session_get_document (self->session) == NULL
      || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_META_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  if (self->link_from != 0)
    return handle_link_key (self, keyval, state);
  return vbt_keymap_activate_label (GTK_WIDGET (self), "article.label",
                                    vbt_session_get_schema (self->session), keyval);
}

static void
add_shortcuts (GtkShortcutController *controller)
{
  VbtKeymap *keymap = vbt_keymap_get_default ();

  vbt_keymap_clear_shortcuts (controller);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    vbt_keymap_add_shortcuts (
        keymap, actions[i].name, controller,
        actions[i].activate == edge_action
            ? gtk_callback_action_new (edge_key_cb, (gpointer)actions[i].name, NULL)
            : gtk_named_action_new (actions[i].name));
  vbt_article_add_many_keys (controller);
}

/**
 * vbt_article_add_keys:
 * @self: the article
 *
 * The keys work while the text has the keyboard, and come before the text view's own.
 */
void
vbt_article_add_keys (VbtArticle *self)
{
  GtkEventController *shortcuts = gtk_shortcut_controller_new ();
  GtkEventController *schema_keys = gtk_event_controller_key_new ();

  add_shortcuts (GTK_SHORTCUT_CONTROLLER (shortcuts));
  g_signal_connect_object (vbt_keymap_get_default (), "changed", G_CALLBACK (add_shortcuts),
                           shortcuts, G_CONNECT_SWAPPED);
  gtk_event_controller_set_propagation_phase (shortcuts, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (self->view, shortcuts);

  /* The controller that was added last is asked first. */
  gtk_event_controller_set_propagation_phase (schema_keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (schema_keys, "key-pressed", G_CALLBACK (key_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->view, schema_keys);
}
