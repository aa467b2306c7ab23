/* vbt-hits.h: what is done with much that a search found, and takes long
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/vbt-format.h"
#include "jobs/vbt-progress.h"
#include "store/vbt-act-schema.h"
#include "store/vbt-actions.h"

G_BEGIN_DECLS

typedef enum
{
  VBT_HITS_LABEL,
  VBT_HITS_DELETE,
  VBT_HITS_EXPORT,
  VBT_HITS_MERGE_LABEL,      /* all annotations of a label: they get another one, and it goes */
  VBT_HITS_DELETE_LABEL,     /* the same: they go with it */
  VBT_HITS_DELETE_ATTRIBUTE, /* an attribute goes, with its values */
  VBT_HITS_FIX,              /* problems */
  VBT_HITS_ACCEPT,           /* suggestions */
  VBT_HITS_REJECT,
} VbtHitsAct;

/** VbtHitsOptions: what is done with which hits. */
typedef struct
{
  VbtHitsAct act;
  VbtId me;
  VbtId label;            /* to label with; or the one that goes, or the attribute that goes */
  VbtId into;             /* what a label is merged into */
  const char *path;       /* (nullable): of the table to export */
  guint n_characters;     /* of context in the table, on each side */
  const GArray *hits;     /* (nullable): of VbtHit; none where all of a label are meant */
  const GArray *problems; /* (nullable): of VbtId: those of them that can be fixed */
} VbtHitsOptions;

gboolean vbt_hits_run (VbtStore *store, const VbtHitsOptions *options, const VbtProgress *progress,
                       GCancellable *cancellable, guint *n_done, GError **error);

/** VbtHitsTable: hits as rows of a table, document by document. */
typedef struct _VbtHitsTable VbtHitsTable;

VbtHitsTable *vbt_hits_table_new (VbtStore *store, VbtOutput *output, guint n_characters,
                                  GError **error);
void vbt_hits_table_free (VbtHitsTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbtHitsTable, vbt_hits_table_free)
gboolean vbt_hits_table_add (VbtHitsTable *self, const VbtHit *hit, GError **error);

G_END_DECLS
