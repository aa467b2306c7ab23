/* vbt-review-page-counts.c: how far the review is, and how often the taggers were right
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "review/vbt-review-page-private.h"
#include "vbt-ask.h"

/* Of fewer decisions no share is told. */
#define MIN_DECIDED 3

/** Work: what is counted in a thread. */
typedef struct
{
  VbtReviewFilter filter;
  VbtFilter *documents; /* (nullable): what the scope of the filter is */
} Work;

static void
work_free (gpointer data)
{
  Work *self = data;

  g_clear_pointer (&self->documents, vbt_filter_free);
  g_free (self);
}

static gpointer
count (VbtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Work *work = data;

  if (work->filter.scope && !vbt_review_set_scope (store, work->documents, error))
    return NULL;
  return vbt_store_count_review (store, &work->filter, error);
}

static const VbtQuestion question = { count, work_free, (GDestroyNotify)g_array_unref };

/* Whether it counts what the page goes through: one label, or one tagger, where they were chosen. */
static gboolean
is_chosen (VbtReviewPage *self, const VbtReviewCount *count)
{
  return (self->filter.label == 0 || self->filter.label == count->label)
         && (self->filter.tagger == 0 || self->filter.tagger == count->tagger);
}

/* "Quote 94 %, Person 88 %": of what was decided on by label, how much was accepted as it was. */
static char *
describe_precision (VbtReviewPage *self, const GArray *counts)
{
  const GPtrArray *labels = vbt_session_get_schema (self->session)->labels;
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < labels->len; i++)
    {
      const VbtLabel *label = g_ptr_array_index (labels, i);
      guint64 n_right = 0, n_decided = 0;

      for (guint k = 0; k < counts->len; k++)
        {
          const VbtReviewCount *count = &g_array_index (counts, VbtReviewCount, k);

          if (count->label != label->id || !is_chosen (self, count))
            continue;
          n_right += count->n_by_verdict[VBT_VERDICT_ACCEPTED];
          for (guint verdict = 0; verdict < 3; verdict++)
            n_decided += count->n_by_verdict[verdict];
        }
      if (n_decided >= MIN_DECIDED)
        g_string_append_printf (words, "%s%s %.0f %%", words->len > 0 ? ", " : "", label->name,
                                100.0 * (double)n_right / (double)n_decided);
    }
  return g_string_free (g_steal_pointer (&words), FALSE);
}

/* What stands there when nothing is left: that it is done, or that there was nothing yet. */
static void
show_why_empty (VbtReviewPage *self, gboolean decided)
{
  gtk_widget_set_visible (self->tally, decided);
  adw_status_page_set_description (
      self->empty,
      decided
          ? _ ("Everything that was suggested here is decided on. Show all suggestions, or find "
               "quotes and names in more articles.")
          : _ ("Nothing is suggested here. Find quotes and names automatically, or show the "
               "suggestions of all articles."));
}

static void
show_counts (VbtReviewPage *self, const GArray *counts)
{
  guint64 n_left = 0, n[3] = { 0 }, n_all;
  guint64 n_left_of_any = 0;
  g_autofree char *precision = describe_precision (self, counts);
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < counts->len; i++)
    {
      const VbtReviewCount *count = &g_array_index (counts, VbtReviewCount, i);

      n_left_of_any += count->n_left;
      if (!is_chosen (self, count))
        continue;
      n_left += count->n_left;
      for (guint verdict = 0; verdict < 3; verdict++)
        n[verdict] += count->n_by_verdict[verdict];
    }
  /* TRANSLATORS: numbers of suggestions */
  g_string_printf (words, _ ("%u left · %u accepted · %u corrected · %u rejected"), (guint)n_left,
                   (guint)n[VBT_VERDICT_ACCEPTED], (guint)n[VBT_VERDICT_CORRECTED],
                   (guint)n[VBT_VERDICT_REJECTED]);
  if (*precision != '\0')
    /* TRANSLATORS: followed by labels with percentages */
    g_string_append_printf (words, _ (" · right so far: %s"), precision);
  gtk_label_set_label (self->counts, words->str);
  show_why_empty (self, n[0] + n[1] + n[2] > 0);
  n_all = n_left + n[0] + n[1] + n[2];
  gtk_progress_bar_set_fraction (self->progress,
                                 n_all > 0 ? (double)(n_all - n_left) / (double)n_all : 0);
  self->n_left = n_left_of_any;
  g_object_notify (G_OBJECT (self), "n-left");
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  VbtReviewPage *self = VBT_REVIEW_PAGE (source);
  g_autoptr (GArray) counts = vbt_ask_finish (result, NULL);
  gboolean is_same = data == self->queue;

  self->is_counting = FALSE;
  if (self->queue == NULL)
    return;
  if (counts != NULL && is_same)
    show_counts (self, counts);
  if (self->count_again || !is_same)
    vbt_review_page_count (self);
}

/**
 * vbt_review_page_count:
 * @self: the page
 *
 * Counts in a thread; where one runs already, once more after it.
 */
void
vbt_review_page_count (VbtReviewPage *self)
{
  Work *work;

  self->count_again = self->is_counting;
  if (self->is_counting)
    return;
  self->is_counting = TRUE;
  work = g_new0 (Work, 1);
  work->filter = self->filter;
  work->documents = vbt_filter_copy (vbt_session_get_filter (self->session));
  vbt_ask (self, vbt_store_get_path (vbt_session_get_store (self->session)), &question, work, NULL,
           counted_cb, self->queue);
}
