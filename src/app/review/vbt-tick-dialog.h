/* vbt-tick-dialog.h: asks the project for places, lists them with ticks, and does one act with what stays ticked
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "search/vbt-hit-list.h"
#include "vbt-ask.h"
#include "vbt-session.h"
#include "vbt-window-places.h"

G_BEGIN_DECLS

/**
 * VbtTickDialog:
 *
 * What dialogs have in common that do something at many places at once, after a look at them: a line of options, a
 * question that is asked in a thread whenever one of them changes, the list, and a button that counts what is ticked.
 */
#define VBT_TYPE_TICK_DIALOG (vbt_tick_dialog_get_type ())
G_DECLARE_DERIVABLE_TYPE (VbtTickDialog, vbt_tick_dialog, VBT, TICK_DIALOG, AdwWindow)

/**
 * VbtTickDialogClass:
 * @kind: how the project answers
 * @list_name: what the list is called to those who cannot see it, not yet translated
 * @ask: returns the question as the options have it (transfer full)
 * @list_hits: returns (transfer full) (element-type VbtHit): where what was answered stands, in its order
 * @describe_found: returns (transfer full): the line above the list, with how many were found; while it is looked for, too
 * @describe_act: returns (transfer full): what the button says that does it with so many
 * @act: does it with what is ticked of the list, which has the order of the answer; returns: whether it could
 */
struct _VbtTickDialogClass
{
  AdwWindowClass parent_class;
  const VbtQuestion *kind;
  const char *list_name;
  gpointer (*ask) (VbtTickDialog *self);
  GArray *(*list_hits) (gpointer answer);
  char *(*describe_found) (VbtTickDialog *self, guint n, gboolean is_looking);
  char *(*describe_act) (VbtTickDialog *self, guint n);
  gboolean (*act) (VbtTickDialog *self, VbtWindow *window, gpointer answer);
};

GtkWidget *vbt_tick_dialog_add_option (VbtTickDialog *self, GtkWidget *option, const char *name,
                                       const char *changed);
void vbt_tick_dialog_start (VbtTickDialog *self, VbtSession *session);
VbtSession *vbt_tick_dialog_get_session (VbtTickDialog *self);
VbtHitList *vbt_tick_dialog_get_list (VbtTickDialog *self);

G_END_DECLS
