/* vbt-check.h: problems: where annotations break the rules of the schema
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vbt-document.h"

G_BEGIN_DECLS

/**
 * VbtProblem:
 *
 * A rule of the schema that an annotation breaks. Problems are shown, never in the way.
 */
typedef struct
{
  char *rule; /* "E1" … "W6", "range", "attribute", "relation" */
  VbtLevel level;
  VbtWhen when;     /* on which occasion it is a problem */
  VbtId annotation; /* 0: the document as a whole */
  VbtRange range;   /* where in the text */
  char *message;    /* what is wrong, translated */
  gboolean has_fix;
  VbtRange fix; /* the extent that the span would better have; or that of a span that is missing */
  VbtId label;  /* the label of a span that is missing, or 0 */
} VbtProblem;

void vbt_problem_free (VbtProblem *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbtProblem, vbt_problem_free)

GPtrArray *vbt_check_document (const VbtDocument *document, const VbtCatalog *catalog,
                               VbtId annotator, VbtWhen when);
char *vbt_quote_type (const VbtDocument *document, const VbtAnnotation *quote);

G_END_DECLS
