/* vbt-progress.h: how long work reports how far it is, and how it is stopped
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * VbtProgress:
 * @report: called from the thread that works, at most some ten times a second
 * @problem: (nullable): called for every part of the input that was left out
 * @tell: (nullable): called with the dialect that an input was read in
 *
 * How work tells of itself. @done and @total are in the unit of the work (documents, bytes); total 0 is unknown.
 */
typedef struct
{
  void (*report) (gpointer data, guint64 done, guint64 total, const char *what);
  void (*problem) (gpointer data, const char *file, guint line, const char *message);
  gpointer data;
  void (*tell) (gpointer data, const char *file, const char *message);
} VbtProgress;

void vbt_progress_report (const VbtProgress *self, guint64 done, guint64 total, const char *what);
void vbt_progress_problem (const VbtProgress *self, const char *file, guint line,
                           const char *message);
void vbt_progress_tell (const VbtProgress *self, const char *file, const char *message);

G_END_DECLS
