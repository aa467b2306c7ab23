/* vbt-clause.h: a clause around a verb of attribution
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "taggers/vbt-reading.h"

G_BEGIN_DECLS

/** VbtClause: the words around a verb, and what they are found to be. */
typedef struct
{
  VbtReading *reading;
  VbtStretch sentence;
  VbtStretch cue;
  VbtStretch speaker;
  guint verb;
  gboolean plain;       /* surely a verb of speech, quotation or not */
  gboolean passive;     /* the verb stands behind a form of "be" */
  VbtAttribution *made; /* once there is something to attribute */
} VbtClause;

VbtAttribution *vbt_clause_attribution (VbtClause *self, const char *rule);
VbtStretch vbt_clause_shared_subject (const VbtClause *self);
gboolean vbt_clause_find_group (VbtClause *self);
gboolean vbt_clause_find_speaker (VbtClause *self);
gboolean vbt_clause_agrees (const VbtClause *self);

G_END_DECLS
