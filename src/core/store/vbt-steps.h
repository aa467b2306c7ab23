/* vbt-steps.h: ways through the history, and how long they are
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vbt-search.h"
#include "vbt-store.h"

G_BEGIN_DECLS

typedef enum
{
  VBT_STEPS_UNDO,
  VBT_STEPS_REDO,
  VBT_STEPS_GO_TO,
} VbtStepsKind;

/** VbtSteps: which acts of an annotator are undone or done again. */
typedef struct
{
  VbtStepsKind kind;
  VbtId annotator;
  guint n;       /* how many acts are undone, or redone, each for itself */
  gint64 number; /* to go to: of the act that is to be the last one that is done; 0: none */
} VbtSteps;

/** VBT_STEPS_LONG: so many rows of the project are changed in a thread, and fewer while the window waits: in some 20 ms. */
#define VBT_STEPS_LONG 500

gboolean vbt_store_is_long_way (VbtStore *self, const VbtSteps *steps);
gboolean vbt_store_walk (VbtStore *self, const VbtSteps *steps, const VbtFollower *follower,
                         VbtHistoryRow **last, GError **error);

G_END_DECLS
