/* vbt-review-queue.c: a way through the suggestions: the one that is shown, the next ones, and those behind
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "review/vbt-review-queue.h"

/* So many are read at once. */
#define PAGE 50

struct _VbtReviewQueue
{
  VbtStore *store;
  VbtReviewFilter filter;
  VbtReviewItem *current; /* (nullable) */
  VbtReviewItem *last;    /* (nullable): up to here the queue was read */
  GQueue upcoming;        /* of VbtReviewItem */
  GPtrArray *behind;      /* of VbtReviewItem: shown before, the last one at the end */
  GHashTable *skipped;    /* of VbtId: what was left open on the way */
  gboolean is_waiting;    /* nothing is shown before vbt_review_queue_feed() */
  gboolean is_over;       /* a thread found nothing behind @last */
};

/**
 * vbt_review_queue_new:
 * @store: the project
 *
 * Returns: (transfer full): a queue that is not started
 */
VbtReviewQueue *
vbt_review_queue_new (VbtStore *store)
{
  VbtReviewQueue *self = g_new0 (VbtReviewQueue, 1);

  self->store = g_object_ref (store);
  self->behind = g_ptr_array_new_with_free_func ((GDestroyNotify)vbt_review_item_free);
  self->skipped = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_queue_init (&self->upcoming);
  return self;
}

static void
drop_upcoming (VbtReviewQueue *self)
{
  g_queue_clear_full (&self->upcoming, (GDestroyNotify)vbt_review_item_free);
}

void
vbt_review_queue_free (VbtReviewQueue *self)
{
  if (self == NULL)
    return;
  drop_upcoming (self);
  g_clear_pointer (&self->current, vbt_review_item_free);
  g_clear_pointer (&self->last, vbt_review_item_free);
  g_ptr_array_unref (self->behind);
  g_hash_table_unref (self->skipped);
  g_object_unref (self->store);
  g_free (self);
}

static gboolean
read_page (VbtReviewQueue *self, GError **error)
{
  g_autoptr (GPtrArray) items
      = vbt_store_list_review (self->store, &self->filter, self->last, PAGE, error);

  if (items == NULL)
    return FALSE;
  for (guint i = 0; i < items->len; i++)
    g_queue_push_tail (&self->upcoming, vbt_review_item_copy (g_ptr_array_index (items, i)));
  if (items->len > 0)
    {
      g_clear_pointer (&self->last, vbt_review_item_free);
      self->last = vbt_review_item_copy (g_ptr_array_index (items, items->len - 1));
    }
  return TRUE;
}

static gboolean
is_open (VbtReviewQueue *self, const VbtReviewItem *item)
{
  gboolean open = FALSE;
  g_autoptr (VbtReviewItem) now
      = vbt_store_get_review_item (self->store, item->id, self->filter.me, &open);

  return now != NULL && open;
}

/* What is read by a thread comes when it comes. */
static void
advance_fed (VbtReviewQueue *self)
{
  self->is_waiting = FALSE;
  while (self->current == NULL && !g_queue_is_empty (&self->upcoming))
    {
      g_autoptr (VbtReviewItem) item = g_queue_pop_head (&self->upcoming);

      if (is_open (self, item))
        self->current = g_steal_pointer (&item);
    }
  if (self->current != NULL)
    return;
  /* At the end it is begun once more: with what was skipped. */
  self->is_waiting = !self->is_over || self->last != NULL;
  if (self->is_over)
    g_clear_pointer (&self->last, vbt_review_item_free);
  self->is_over = FALSE;
}

/* The next one that is still open. What was skipped comes again at the end. */
static gboolean
advance (VbtReviewQueue *self, GError **error)
{
  if (self->filter.scope)
    {
      advance_fed (self);
      return TRUE;
    }
  for (guint i = 0; i < 2; i++)
    {
      for (;;)
        {
          g_autoptr (VbtReviewItem) item = NULL;

          if (g_queue_is_empty (&self->upcoming) && !read_page (self, error))
            return FALSE;
          item = g_queue_pop_head (&self->upcoming);
          if (item == NULL)
            break;
          if (!is_open (self, item))
            continue;
          self->current = g_steal_pointer (&item);
          return TRUE;
        }
      g_clear_pointer (&self->last, vbt_review_item_free);
    }
  return TRUE;
}

/**
 * vbt_review_queue_start:
 * @self: a queue
 * @filter: what it goes through
 * @error: return location for an error
 *
 * Begins at its beginning.
 *
 * Returns: whether it could be read
 */
gboolean
vbt_review_queue_start (VbtReviewQueue *self, const VbtReviewFilter *filter, GError **error)
{
  self->filter = *filter;
  self->is_over = FALSE;
  drop_upcoming (self);
  g_clear_pointer (&self->current, vbt_review_item_free);
  g_clear_pointer (&self->last, vbt_review_item_free);
  g_ptr_array_set_size (self->behind, 0);
  return advance (self, error);
}

/** vbt_review_queue_get_current: (transfer none) (nullable): the suggestion that is shown */
const VbtReviewItem *
vbt_review_queue_get_current (VbtReviewQueue *self)
{
  return self->current;
}

/**
 * vbt_review_queue_next:
 * @self: a queue
 * @error: return location for an error
 *
 * Goes on, whether the one that is shown was decided on or is skipped.
 *
 * Returns: whether it could be read
 */
gboolean
vbt_review_queue_next (VbtReviewQueue *self, GError **error)
{
  if (self->current != NULL)
    {
      if (is_open (self, self->current))
        g_hash_table_add (self->skipped, g_memdup2 (&self->current->id, sizeof (VbtId)));
      else
        g_hash_table_remove (self->skipped, &self->current->id);
      g_ptr_array_add (self->behind, g_steal_pointer (&self->current));
    }
  return advance (self, error);
}

/* What comes after it is read again: much of it may have been decided on, or opened, meanwhile. */
static void
go_back_to (VbtReviewQueue *self, guint position)
{
  drop_upcoming (self);
  g_clear_pointer (&self->current, vbt_review_item_free);
  g_clear_pointer (&self->last, vbt_review_item_free);
  g_ptr_array_set_size (self->behind, (int)position + 1);
  self->current = g_ptr_array_steal_index (self->behind, position);
  self->last = vbt_review_item_copy (self->current);
  self->is_over = FALSE;
  self->is_waiting = FALSE;
}

/**
 * vbt_review_queue_previous:
 * @self: a queue
 *
 * Returns: whether it went back to the last one before that is still open
 */
gboolean
vbt_review_queue_previous (VbtReviewQueue *self)
{
  for (guint i = self->behind->len; i-- > 0;)
    if (is_open (self, g_ptr_array_index (self->behind, i)))
      {
        go_back_to (self, i);
        return TRUE;
      }
  return FALSE;
}

/* The earliest of those that were decided on at the end, and are open again. */
static gboolean
find_undone (VbtReviewQueue *self, guint *position)
{
  gboolean found = FALSE;

  for (guint i = self->behind->len; i-- > 0;)
    {
      const VbtReviewItem *item = g_ptr_array_index (self->behind, i);
      gboolean open = is_open (self, item);

      if (open && g_hash_table_contains (self->skipped, &item->id))
        continue;
      if (!open)
        break;
      *position = i;
      found = TRUE;
    }
  return found;
}

/**
 * vbt_review_queue_renew:
 * @self: a queue
 * @error: return location for an error
 *
 * After the project changed: goes on where the suggestion that is shown was decided on, and back to the one that was
 * decided on last where that was undone.
 *
 * Returns: whether it could be read
 */
gboolean
vbt_review_queue_renew (VbtReviewQueue *self, GError **error)
{
  guint position;

  if (self->current != NULL && !is_open (self, self->current))
    return vbt_review_queue_next (self, error);
  if (find_undone (self, &position))
    {
      go_back_to (self, position);
      return TRUE;
    }
  return self->current != NULL || advance (self, error);
}

/**
 * vbt_review_queue_wants:
 * @self: a queue
 * @filter: (out): what it wants
 * @after: (out) (transfer none) (nullable): only what is behind this one
 *
 * A queue over the documents that are filtered goes through what a thread reads, because most of what there is may have
 * to be passed by.
 *
 * Returns: whether vbt_review_queue_feed() is waited for, or soon will be
 */
gboolean
vbt_review_queue_wants (VbtReviewQueue *self, VbtReviewFilter *filter, const VbtReviewItem **after)
{
  *filter = self->filter;
  *after = self->last;
  return self->filter.scope && !self->is_over && g_queue_get_length (&self->upcoming) < PAGE;
}

/** vbt_review_queue_is_waiting: whether nothing is shown because it is still being read */
gboolean
vbt_review_queue_is_waiting (VbtReviewQueue *self)
{
  return self->is_waiting;
}

/**
 * vbt_review_queue_feed:
 * @self: a queue that wants it, and nothing changed since it said so
 * @items: (element-type VbtReviewItem): what comes next; empty at the end
 *
 * Returns: whether something is shown now that was waited for, or it is known that there is nothing
 */
gboolean
vbt_review_queue_feed (VbtReviewQueue *self, const GPtrArray *items)
{
  gboolean was_waiting = self->is_waiting;

  self->is_over = items->len == 0;
  for (guint i = 0; i < items->len; i++)
    g_queue_push_tail (&self->upcoming, vbt_review_item_copy (g_ptr_array_index (items, i)));
  if (items->len > 0)
    {
      g_clear_pointer (&self->last, vbt_review_item_free);
      self->last = vbt_review_item_copy (g_ptr_array_index (items, items->len - 1));
    }
  if (was_waiting)
    advance_fed (self);
  return was_waiting && !self->is_waiting;
}
