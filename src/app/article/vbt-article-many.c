/* vbt-article-many.c: what is done to many annotations of the article at once
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "article/vbt-article-units.h"
#include "keys/vbt-keymap.h"
#include "review/vbt-like-dialog.h"
#include "review/vbt-occurrences-dialog.h"
#include "vbt-article-private.h"
#include "vbt-kept-action.h"
#include "vbt-window-places.h"

#include "model/vbt-bisect.h"

/* More are decided on in the background: each takes a fraction of a millisecond. */
#define MAX_AT_ONCE 100

/* What is meant: the paragraph of the annotation that is selected, or else of the caret; or all. */
static VbtRange
get_range (VbtArticle *self, gboolean paragraph)
{
  const VbtDocument *document = vbt_session_get_document (self->session);
  const VbtAnnotation *selected = vbt_session_get_selected_annotation (self->session);
  VbtOffset caret = vbt_article_view_get_caret (VBT_ARTICLE_VIEW (self->view));
  VbtRange range = { caret, caret };

  if (!paragraph)
    return (VbtRange){ 0, vbt_text_get_length (document->text) };
  if (selected != NULL && selected->kind == VBT_KIND_SPAN)
    range = vbt_annotation_get_extent (selected);
  return vbt_unit_snap (document, VBT_UNIT_PARAGRAPH, range);
}

/**
 * vbt_article_has_suggestions:
 * @self: the article, with a document
 *
 * Returns: whether a suggestion waits in the paragraph of the selected annotation or of the caret
 */
gboolean
vbt_article_has_suggestions (VbtArticle *self)
{
  GPtrArray *spans = vbt_session_get_spans (self->session);
  VbtRange range = get_range (self, TRUE);
  guint first = VBT_FIND_FIRST (spans->len, at,
                                vbt_annotation_get_extent (g_ptr_array_index (spans, at)).start
                                    >= range.start);

  for (guint i = first; i < spans->len; i++)
    {
      const VbtAnnotation *span = g_ptr_array_index (spans, i);

      if (vbt_annotation_get_extent (span).start >= range.end)
        break;
      if (vbt_session_get_suggestion (self->session, span) != NULL)
        return TRUE;
    }
  return FALSE;
}

static VbtVerdict
get_verdict (const char *action)
{
  return g_str_has_prefix (action, "article.reject") ? VBT_VERDICT_REJECTED : VBT_VERDICT_ACCEPTED;
}

static void
decide_many_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VbtArticle *self = VBT_ARTICLE (widget);
  g_autoptr (GPtrArray) items = NULL;

  if (self->session == NULL || vbt_session_get_document (self->session) == NULL)
    return;
  if (vbt_keep_action (widget, self->session, name, parameter))
    return;
  items = vbt_session_list_open (self->session,
                                 get_range (self, g_str_has_suffix (name, "-paragraph")));
  if (items->len <= MAX_AT_ONCE)
    vbt_session_decide_many (self->session, items, get_verdict (name));
  else
    vbt_window_decide (VBT_WINDOW (gtk_widget_get_root (widget)), items, get_verdict (name));
}

/* Also of a span of mine that says the same as a suggestion: it is the suggestion that others are like. */
static void
decide_like_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VbtArticle *self = VBT_ARTICLE (widget);
  const VbtAnnotation *selected
      = self->session != NULL ? vbt_session_get_selected_annotation (self->session) : NULL;
  const VbtAnnotation *suggestion
      = selected != NULL ? vbt_session_get_suggestion (self->session, selected) : NULL;
  GtkWindow *dialog;

  if (suggestion == NULL || vbt_keep_action (widget, self->session, name, parameter))
    return;
  dialog = vbt_like_dialog_new (GTK_WINDOW (gtk_widget_get_root (widget)), self->session,
                                suggestion->id, get_verdict (name));
  if (dialog != NULL)
    gtk_window_present (dialog);
}

/* From the selected text, or from the words of the selected annotation, with its label. */
static void
mark_all_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VbtArticle *self = VBT_ARTICLE (widget);
  const VbtAnnotation *selected
      = self->session != NULL ? vbt_session_get_selected_annotation (self->session) : NULL;
  g_autofree char *words = NULL;
  VbtRange range;

  if (self->session == NULL || vbt_session_get_document (self->session) == NULL)
    return;
  if (vbt_article_get_selection (self, &range))
    words = vbt_text_slice (vbt_session_get_document (self->session)->text, range.start, range.end);
  else if (selected != NULL && selected->kind == VBT_KIND_SPAN)
    words = vbt_document_get_covered_text (vbt_session_get_document (self->session), selected);
  if (words != NULL)
    gtk_window_present (vbt_occurrences_dialog_new (
        GTK_WINDOW (gtk_widget_get_root (widget)), self->session, words,
        selected != NULL && selected->kind == VBT_KIND_SPAN ? selected->label : 0));
}

static const VbtPageAction actions[] = {
  { "article.accept-paragraph", decide_many_action },
  { "article.reject-paragraph", decide_many_action },
  { "article.accept-article", decide_many_action },
  { "article.reject-article", decide_many_action },
  { "article.accept-like", decide_like_action },
  { "article.reject-like", decide_like_action },
  { "article.mark-all", mark_all_action },
};

/**
 * vbt_article_install_many_actions:
 * @klass: the article's class
 *
 * Adds the actions of this file.
 */
void
vbt_article_install_many_actions (GtkWidgetClass *klass)
{
  vbt_page_actions_install (klass, actions, G_N_ELEMENTS (actions));
}

/**
 * vbt_article_add_many_keys:
 * @controller: the article's keys
 *
 * Adds those of the actions of this file.
 */
void
vbt_article_add_many_keys (GtkShortcutController *controller)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    vbt_keymap_add_shortcuts (vbt_keymap_get_default (), actions[i].name, controller,
                              gtk_named_action_new (actions[i].name));
}
