/* vbt-problem-row.h: what the list of problems shows of one of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "store/vbt-problems.h"

G_BEGIN_DECLS

#define VBT_TYPE_PROBLEM_ROW (vbt_problem_row_get_type ())
G_DECLARE_FINAL_TYPE (VbtProblemRow, vbt_problem_row, VBT, PROBLEM_ROW, GObject)

VbtProblemRow *vbt_problem_row_new (VbtStore *store, VbtId id);
VbtId vbt_problem_row_get_id (VbtProblemRow *self);
const char *vbt_problem_rule_title (const char *rule);

/** VbtProblemHelp: what helps with problems that nothing but a person can fix. */
typedef struct
{
  const char *rule;
  const char *title;  /* of the button, marked with N_() */
  const char *action; /* of the article, where the annotation is selected */
} VbtProblemHelp;

const VbtProblemHelp *vbt_problem_help (const VbtKnownProblem *problem);

G_END_DECLS
