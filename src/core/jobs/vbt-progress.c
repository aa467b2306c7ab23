/* vbt-progress.c: how long work reports how far it is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "jobs/vbt-ticker.h"

/**
 * vbt_progress_report:
 * @self: (nullable): where to report to
 * @done: how much of the work is done, in the unit of the work
 * @total: how much there is in all, 0 where it is unknown
 * @what: what is worked on: the name of a file or document
 *
 * Tells how far the work is.
 */
void
vbt_progress_report (const VbtProgress *self, guint64 done, guint64 total, const char *what)
{
  if (self != NULL && self->report != NULL)
    self->report (self->data, done, total, what);
}

/**
 * vbt_progress_problem:
 * @self: (nullable): where to report to
 * @file: the input
 * @line: its line, 0 where there is none
 * @message: what is wrong, translated
 *
 * Tells of a part of the input that was left out.
 */
void
vbt_progress_problem (const VbtProgress *self, const char *file, guint line, const char *message)
{
  g_return_if_fail (file != NULL && message != NULL);

  if (self != NULL && self->problem != NULL)
    self->problem (self->data, file, line, message);
}

/**
 * vbt_progress_tell:
 * @self: (nullable): where to report to
 * @file: the input
 * @message: in which dialect it was read, translated
 *
 * Tells how an input was understood, which is no problem.
 */
void
vbt_progress_tell (const VbtProgress *self, const char *file, const char *message)
{
  g_return_if_fail (file != NULL && message != NULL);

  if (self != NULL && self->tell != NULL)
    self->tell (self->data, file, message);
}

/* Shorter intervals are only a flicker, and cost more than the work that they tell of. */
#define TICK (G_USEC_PER_SEC / 10)

/**
 * vbt_ticker_report:
 * @self: when it was last reported
 * @progress: (nullable): where to report to
 * @done: how much of the work is done
 * @total: how much there is in all, 0 where it is unknown
 * @what: what is worked on
 *
 * Reports as vbt_progress_report() does, ten times a second at the most.
 */
void
vbt_ticker_report (VbtTicker *self, const VbtProgress *progress, guint64 done, guint64 total,
                   const char *what)
{
  gint64 now = g_get_monotonic_time ();

  g_return_if_fail (self != NULL);

  if (self->last != 0 && now - self->last < TICK)
    return;
  self->last = now;
  vbt_progress_report (progress, done, total, what);
}
