/* vbt-tagger.h: what makes automatic tags: one struct, one file of code, one line in the table
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/vbt-document.h"

G_BEGIN_DECLS

/**
 * VbtTagger:
 *
 * Makes suggestions. tag() reads text, tokens and sentences of the document and appends
 * annotations whose annotator is @annotator (see vbt_document_take_annotation()), adding labels
 * and entities that it needs to the catalog; it reads and changes nothing else, and so can run on
 * any thread on a document of its own.
 */
typedef struct
{
  const char *name;        /* "attributions" */
  const char *version;     /* "1": raised whenever the output changes */
  const char *title;       /* N_() */
  const char *description; /* one sentence, N_() */
  const char *languages;   /* "en de fr", or "*" */
  gboolean (*tag) (VbtDocument *document, VbtCatalog *catalog, VbtId annotator,
                   GCancellable *cancellable, GError **error);
} VbtTagger;

const VbtTagger *const *vbt_taggers (void); /* NULL-terminated, in the order in which they run */
const VbtTagger *vbt_taggers_find (const char *name, GError **error);
gboolean vbt_tagger_run (const VbtTagger *self, VbtDocument *document, VbtCatalog *catalog,
                         GCancellable *cancellable, GError **error);

G_END_DECLS
