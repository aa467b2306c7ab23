/* vbt-problem-view.h: a row of the list of problems
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define VBT_TYPE_PROBLEM_VIEW (vbt_problem_view_get_type ())
G_DECLARE_FINAL_TYPE (VbtProblemView, vbt_problem_view, VBT, PROBLEM_VIEW, GtkWidget)

G_END_DECLS
