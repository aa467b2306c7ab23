/* vbt-problems-query.h: the problems of a project, listed by another thread
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "store/vbt-problems.h"

G_BEGIN_DECLS

/** VbtProblemsFound: what was found. */
typedef struct
{
  GArray *ids;         /* of VbtId: problems */
  GArray *counts;      /* of VbtProblemCount: by rule, whichever is listed */
  guint64 n_documents; /* that have any of the problems listed */
  guint64 n_waiting;   /* sets that are still to be checked; of more than 10,000 only that */
} VbtProblemsFound;

void vbt_problems_found_free (VbtProblemsFound *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbtProblemsFound, vbt_problems_found_free)

void vbt_problems_query_start (GObject *source, const char *path, const VbtProblemFilter *filter,
                               const VbtFilter *documents, GCancellable *cancellable,
                               GAsyncReadyCallback done);
VbtProblemsFound *vbt_problems_query_finish (GAsyncResult *result, GError **error);

G_END_DECLS
