/* vbt-review-page-like.c: the others that are like the suggestion that is shown
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "review/vbt-review-page-private.h"
#include "vbt-after-frame.h"

/* More are not decided on at once. */
#define MAX_LIKE 2000

static void
show_title (VbtReviewPage *self)
{
  guint n = self->like_items->len;
  g_autofree char *title
      = n == 0 ? g_strdup (_ ("No others like this"))
        : n >= MAX_LIKE
            ? g_strdup_printf (_ ("The first %u others like this"), n)
            : g_strdup_printf (ngettext ("%u other like this", "%u others like this", n), n);

  gtk_label_set_label (self->like_title, title);
  gtk_widget_set_visible (self->like_buttons, n > 0);
  gtk_widget_set_visible (self->like_scroller, n > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "review.accept-like", n > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "review.reject-like", n > 0);
}

/**
 * vbt_review_page_list_like:
 * @self: the page, with a suggestion
 *
 * Lists the others that are like it, all of them ticked.
 */
void
vbt_review_page_list_like (VbtReviewPage *self)
{
  const VbtReviewItem *item = vbt_review_queue_get_current (self->queue);
  VbtStore *store = vbt_session_get_store (self->session);
  g_autoptr (GArray) hits = g_array_new (FALSE, FALSE, sizeof (VbtHit));
  GError *error = NULL;

  g_clear_pointer (&self->like_items, g_ptr_array_unref);
  self->like_items = vbt_store_list_like (
      store, vbt_session_get_me (self->session), item,
      (VbtLikeness)gtk_drop_down_get_selected (self->likeness),
      vbt_document_get_speaker (self->document, vbt_session_get_catalog (self->session),
                                vbt_review_page_get_suggestion (self)),
      MAX_LIKE, &error);
  if (self->like_items == NULL)
    {
      vbt_review_page_report (self, error);
      self->like_items = g_ptr_array_new ();
    }
  for (guint i = 0; i < self->like_items->len; i++)
    {
      const VbtReviewItem *like = g_ptr_array_index (self->like_items, i);
      VbtHit hit = { like->document, 0, like->start, like->end };

      g_array_append_val (hits, hit);
    }
  vbt_hit_list_clear (self->like, self->session);
  vbt_hit_list_append (self->like, hits);
  vbt_hit_list_tick_all (self->like, TRUE);
  show_title (self);
}

static void
list_like_cb (GtkWidget *widget)
{
  VbtReviewPage *self = VBT_REVIEW_PAGE (widget);

  if (vbt_review_page_get_suggestion (self) != NULL)
    vbt_review_page_list_like (self);
}

/**
 * vbt_review_page_list_like_soon:
 * @self: the page, with a suggestion
 *
 * Lists the others once the suggestion is on the screen: two thousand rows take longer than a frame.
 */
void
vbt_review_page_list_like_soon (VbtReviewPage *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "review.accept-like", TRUE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "review.reject-like", TRUE);
  vbt_after_frame (GTK_WIDGET (self), list_like_cb);
}

/**
 * vbt_review_page_dup_ticked:
 * @self: the page, with a suggestion
 *
 * Returns: (transfer container) (element-type VbtReviewItem): the suggestion, and those of the others that are ticked
 */
GPtrArray *
vbt_review_page_dup_ticked (VbtReviewPage *self)
{
  GPtrArray *ticked = g_ptr_array_new ();

  /* Those of the one before may be listed still. */
  vbt_after_frame_now (GTK_WIDGET (self));
  g_ptr_array_add (ticked, (gpointer)vbt_review_queue_get_current (self->queue));
  for (guint i = 0; i < self->like_items->len; i++)
    if (vbt_hit_list_is_ticked (self->like, i))
      g_ptr_array_add (ticked, g_ptr_array_index (self->like_items, i));
  return ticked;
}
