/* vbt-article-find.c: words that are looked for in the article, whatever their case
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-article-private.h"
#include "vbt-minimap.h"

/* A longer text is prepared for it by a thread, in bytes. */
#define LONG (256 * 1024)

static void
show_hit (VbtArticle *self)
{
  vbt_article_view_set_hits (VBT_ARTICLE_VIEW (self->view), g_array_ref (self->hits),
                             self->current_hit);
  vbt_minimap_set_hits (VBT_MINIMAP (self->minimap), self->hits);
  if (self->hits->len > 0)
    vbt_article_view_scroll_to (VBT_ARTICLE_VIEW (self->view),
                                g_array_index (self->hits, VbtRange, self->current_hit));
}

static void
find (VbtArticle *self, const char *text)
{
  VbtOffset caret = vbt_article_view_get_caret (VBT_ARTICLE_VIEW (self->view));

  self->hits = vbt_finder_find (self->finder, text);
  for (guint i = 0; i < self->hits->len; i++)
    if (g_array_index (self->hits, VbtRange, i).start >= caret)
      {
        self->current_hit = i;
        break;
      }
  show_hit (self);
}

static void
prepare_in_thread (GTask *task, gpointer source, gpointer text, GCancellable *cancellable)
{
  g_task_return_pointer (task,
                         vbt_finder_new (vbt_text_get_utf8 (text), vbt_text_get_n_bytes (text)),
                         (GDestroyNotify)vbt_finder_free);
}

/* Another article may be shown by now, and other words may be looked for. */
static void
prepared_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  VbtArticle *self = VBT_ARTICLE (source);
  g_autoptr (VbtFinder) finder = g_task_propagate_pointer (G_TASK (result), NULL);

  if (self->preparing != (gpointer)result || self->session == NULL)
    return;
  self->preparing = NULL;
  self->finder = g_steal_pointer (&finder);
  if (self->sought != NULL)
    find (self, self->sought);
  g_signal_emit_by_name (self, "hits-changed");
}

static void
prepare (VbtArticle *self, VbtText *text)
{
  g_autoptr (GTask) task = NULL;

  if (vbt_text_get_n_bytes (text) < LONG)
    {
      self->finder = vbt_finder_new (vbt_text_get_utf8 (text), vbt_text_get_n_bytes (text));
      return;
    }
  task = g_task_new (self, NULL, prepared_cb, NULL);
  g_task_set_task_data (task, vbt_text_ref (text), (GDestroyNotify)vbt_text_unref);
  self->preparing = task;
  g_task_run_in_thread (task, prepare_in_thread);
}

/* Another article is shown. */
void
vbt_article_forget_hits (VbtArticle *self)
{
  g_clear_pointer (&self->hits, g_array_unref);
  g_clear_pointer (&self->finder, vbt_finder_free);
  g_clear_pointer (&self->sought, g_free);
  self->preparing = NULL;
  self->current_hit = 0;
}

/**
 * vbt_article_find:
 * @self: the article
 * @text: (nullable): what is looked for, whatever its case; NULL ends
 *
 * Marks all hits, and goes to the first one behind the caret; in a long article that is looked through for the first time a
 * moment later, see vbt_article_is_finding().
 */
void
vbt_article_find (VbtArticle *self, const char *text)
{
  const VbtDocument *document;

  g_return_if_fail (VBT_IS_ARTICLE (self));

  document = self->session == NULL ? NULL : vbt_session_get_document (self->session);
  g_clear_pointer (&self->hits, g_array_unref);
  g_clear_pointer (&self->sought, g_free);
  self->current_hit = 0;
  if (text == NULL || *text == '\0' || document == NULL)
    {
      vbt_article_view_set_hits (VBT_ARTICLE_VIEW (self->view), NULL, 0);
      vbt_minimap_set_hits (VBT_MINIMAP (self->minimap), NULL);
      return;
    }
  self->sought = g_strdup (text);
  if (self->finder == NULL && self->preparing == NULL)
    prepare (self, document->text);
  if (self->finder != NULL)
    find (self, text);
}

/**
 * vbt_article_is_finding:
 * @self: the article
 *
 * Returns: whether it is not known yet what is found; then `hits-changed` is emitted when it is
 */
gboolean
vbt_article_is_finding (VbtArticle *self)
{
  g_return_val_if_fail (VBT_IS_ARTICLE (self), FALSE);

  return self->preparing != NULL && self->sought != NULL;
}

/**
 * vbt_article_get_n_hits:
 * @self: the article
 * @current: (out) (optional): which of them is the current one, from 1; 0 where there is none
 *
 * Returns: how often what is looked for was found
 */
guint
vbt_article_get_n_hits (VbtArticle *self, guint *current)
{
  guint n_hits;

  g_return_val_if_fail (VBT_IS_ARTICLE (self), 0);

  n_hits = self->hits == NULL ? 0 : self->hits->len;
  if (current != NULL)
    *current = n_hits == 0 ? 0 : self->current_hit + 1;
  return n_hits;
}

/**
 * vbt_article_find_next:
 * @self: the article
 * @forward: to the next one; else to the one before
 *
 * Goes on to another hit, around the end of the text.
 */
void
vbt_article_find_next (VbtArticle *self, gboolean forward)
{
  guint n_hits;

  g_return_if_fail (VBT_IS_ARTICLE (self));

  n_hits = vbt_article_get_n_hits (self, NULL);
  if (n_hits == 0)
    return;
  self->current_hit = (self->current_hit + (forward ? 1 : n_hits - 1)) % n_hits;
  show_hit (self);
}
