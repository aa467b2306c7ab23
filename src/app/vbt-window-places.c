/* vbt-window-places.c: what pages ask of the window: places in articles, and long acts
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-window-places.h"

#include <glib/gi18n.h>

#include "vbt-window-private.h"

/**
 * vbt_window_reach_place:
 * @self: a window with a project
 *
 * Shows the place that was asked for last, where enough of its article is read by now. To be called when an article is
 * shown, and when other annotations of it are known. Whoever opened another one meanwhile wants it no more.
 */
void
vbt_window_reach_place (VbtWindow *self)
{
  const VbtDocument *shown = vbt_session_get_document (self->session);
  VbtId annotation = self->place.annotation;
  VbtRange range = self->place.range;
  gboolean is_known;

  if (self->place.document == 0 || vbt_session_is_opening (self->session))
    return;
  if (shown == NULL || shown->id != self->place.document)
    {
      self->place.document = 0;
      return;
    }
  is_known = annotation != 0 && vbt_document_get_annotation (shown, annotation) != NULL;
  if (annotation != 0 && !is_known && vbt_session_is_loading (self->session))
    return;
  self->place.document = 0;
  if (is_known)
    {
      vbt_session_set_selected (self->session, annotation);
      vbt_article_scroll_to (self->article, annotation);
    }
  else if (range.end > range.start)
    vbt_article_select_range (self->article, range);
}

/**
 * vbt_window_show_place:
 * @self: a window with a project
 * @document: the document
 * @annotation: what is selected in it, or 0
 * @range: where no annotation is: which part of the text, in code points; may be empty
 *
 * Shows a place in its article, on the page where it is annotated; in a long one once that is read.
 */
void
vbt_window_show_place (VbtWindow *self, VbtId document, VbtId annotation, VbtRange range)
{
  const VbtDocument *shown;
  g_autoptr (GError) error = NULL;

  g_return_if_fail (VBT_IS_WINDOW (self) && self->session != NULL);

  shown = vbt_session_get_document (self->session);
  self->place.document = 0;
  if ((shown == NULL || shown->id != document)
      && !vbt_session_open_document (self->session, document, &error))
    {
      vbt_window_toast (self, error->message);
      return;
    }
  vbt_window_show_page (self, VBT_PAGE_ANNOTATE);
  self->place.document = document;
  self->place.annotation = annotation;
  self->place.range = range;
  vbt_window_reach_place (self);
}

/**
 * vbt_window_activate_in_article:
 * @self: a window with a project
 * @action: an action of the article
 *
 * Does it to what is selected in the article.
 */
void
vbt_window_activate_in_article (VbtWindow *self, const char *action)
{
  g_return_if_fail (VBT_IS_WINDOW (self) && action != NULL);

  gtk_widget_activate_action (GTK_WIDGET (self->article), action, NULL);
}

static char *
describe (VbtJob *job)
{
  gsize n = vbt_job_get_n_hits (job);

  switch (vbt_job_get_hits_options (job)->act)
    {
    case VBT_HITS_LABEL:
      return g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE, "%'zu hit labeled", "%'zu hits labeled", n), n);
    case VBT_HITS_DELETE:
    case VBT_HITS_DELETE_LABEL:
      return g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE, "%'zu annotation deleted", "%'zu annotations deleted", n),
          n);
    case VBT_HITS_DELETE_ATTRIBUTE:
      return g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE, "Attribute deleted, with the value of %'zu annotation",
                       "Attribute deleted, with the values of %'zu annotations", n),
          n);
    case VBT_HITS_MERGE_LABEL:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'zu annotation relabeled",
                                           "%'zu annotations relabeled", n),
                              n);
    case VBT_HITS_FIX:
      return g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE, "%'zu problem fixed", "%'zu problems fixed", n), n);
    case VBT_HITS_ACCEPT:
      return g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE, "%'zu suggestion accepted", "%'zu suggestions accepted", n),
          n);
    case VBT_HITS_REJECT:
      return g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE, "%'zu suggestion rejected", "%'zu suggestions rejected", n),
          n);
    case VBT_HITS_EXPORT:
    default:
      return g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE, "%'zu hit exported", "%'zu hits exported", n), n);
    }
}

static void
finished_cb (VbtWindow *self)
{
  g_autoptr (VbtJob) job = vbt_window_end_job (self);
  g_autofree char *text = NULL;

  vbt_window_start_index (self);
  if (job == NULL || vbt_window_show_job_failure (self, job))
    return;
  text = describe (job);
  if (vbt_job_get_hits_options (job)->act == VBT_HITS_EXPORT
      || (vbt_job_get_n_hits (job) == 0
          && (vbt_job_get_hits_options (job)->hits != NULL
              || vbt_job_get_hits_options (job)->problems != NULL)))
    vbt_window_toast (self, text);
  else
    vbt_window_toast_with_undo (self, text, 1);
}

/**
 * vbt_window_run_hits:
 * @self: a window with a project
 * @options: what is done with which hits
 *
 * Does it in the background, as one act.
 */
void
vbt_window_run_hits (VbtWindow *self, const VbtHitsOptions *options)
{
  g_autoptr (VbtJob) job = NULL;

  g_return_if_fail (VBT_IS_WINDOW (self) && options != NULL);

  if (options->act == VBT_HITS_EXPORT ? vbt_window_is_busy (self)
                                      : !vbt_window_can_start_job (self))
    return;
  job = vbt_job_new_hits (vbt_store_get_path (self->store), options);
  vbt_window_start_job (self, job, G_CALLBACK (finished_cb));
}

/**
 * vbt_window_decide:
 * @self: a window with a project
 * @items: (element-type VbtReviewItem): suggestions, maybe of as many articles
 * @verdict: what is decided on them
 *
 * Does it in the background, as one act.
 */
void
vbt_window_decide (VbtWindow *self, const GPtrArray *items, VbtVerdict verdict)
{
  g_autoptr (GArray) hits = g_array_new (FALSE, FALSE, sizeof (VbtHit));
  VbtHitsOptions options
      = { .act = verdict == VBT_VERDICT_REJECTED ? VBT_HITS_REJECT : VBT_HITS_ACCEPT,
          .hits = hits };

  g_return_if_fail (VBT_IS_WINDOW (self) && items != NULL);

  for (guint i = 0; i < items->len; i++)
    {
      const VbtReviewItem *item = g_ptr_array_index (items, i);
      VbtHit hit = { item->document, item->id, item->start, item->end };

      g_array_append_val (hits, hit);
    }
  options.me = vbt_session_get_me (self->session);
  vbt_window_run_hits (self, &options);
}
