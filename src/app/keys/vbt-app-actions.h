/* vbt-app-actions.h: everything that a user can do in the window, in words, with the keys that do it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** VbtActionGroup: what an action belongs to, as the list of shortcuts and the command palette show it. */
typedef enum
{
  VBT_ACTIONS_ANNOTATE,
  VBT_ACTIONS_EDGES,
  VBT_ACTIONS_REVIEW,
  VBT_ACTIONS_READ,
  VBT_ACTIONS_DOCUMENTS,
  VBT_ACTIONS_PROJECT,
  VBT_ACTIONS_UNDO,
  VBT_ACTIONS_VIEW,
  VBT_N_ACTION_GROUPS
} VbtActionGroup;

/**
 * VbtAppAction:
 *
 * One line of the table from which the keys of the window and of the article, the list of shortcuts and
 * the command palette are made.
 */
typedef struct
{
  const char *
      action; /* detailed: "article.accept", "win.status::done"; what is before the dot is where it works */
  VbtActionGroup group;
  const char *title; /* N_() */
  const char *
      keys; /* (nullable): accelerators as gtk_accelerator_parse() reads them, with a space between */
} VbtAppAction;

const VbtAppAction *vbt_app_actions (void); /* the last one has no action */
const VbtAppAction *vbt_app_actions_find (const char *action);
const char *vbt_action_group_get_title (VbtActionGroup group);
gboolean vbt_app_action_is_local (const VbtAppAction *self);

G_END_DECLS
