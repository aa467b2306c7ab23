/* vbt-tag-report.h: what taggers found, by tagger and label, and how often they were right so far
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/vbt-document.h"
#include "store/vbt-verdicts.h"

G_BEGIN_DECLS

/** VbtTagFound: what one tagger said of one label, in all documents. */
typedef struct
{
  char *tagger;
  char *label;
  VbtKind kind;
  guint64 n_new;     /* suggestions that are new */
  guint64 n_same;    /* that were there before, just so */
  guint64 n_decided; /* that somebody decided on before: they are not made again */
  guint64 n_unsure;  /* that were not made, because they are less sure than was asked for */
} VbtTagFound;

/** VbtTagReport: what came of a tagging. */
typedef struct
{
  GPtrArray *found;    /* of VbtTagFound, by tagger and label */
  GPtrArray *verdicts; /* (nullable): of VbtVerdicts: what people decided so far */
  GHashTable *index;   /*< private >*/
} VbtTagReport;

VbtTagReport *vbt_tag_report_new (void);
void vbt_tag_report_free (VbtTagReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbtTagReport, vbt_tag_report_free)

VbtTagFound *vbt_tag_report_get (VbtTagReport *self, const VbtCatalog *catalog,
                                 const VbtAnnotation *suggestion);
void vbt_tag_report_drop_unsure (VbtTagReport *self, const VbtCatalog *catalog,
                                 VbtDocument *document, double min_confidence);
guint64 vbt_tag_report_count_new (const VbtTagReport *self);
void vbt_tag_report_finish (VbtTagReport *self);
const VbtVerdicts *vbt_tag_report_find_verdicts (const VbtTagReport *self,
                                                 const VbtTagFound *found);

G_END_DECLS
