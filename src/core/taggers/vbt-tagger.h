/* vbt-tagger.h: what makes automatic tags: one struct, one file of code, one line in the table
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/vbt-document.h"

G_BEGIN_DECLS

/** VbtTaggerOption: a choice that a tagger leaves to who runs it. */
typedef struct
{
  const char *name;          /* "rules" */
  const char *const *values; /* (nullable): those that may be, the default first; NULL: any text */
  const char *description;   /* N_() */
} VbtTaggerOption;

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
  const char *name;               /* "attributions" */
  const char *version;            /* "1": raised whenever the output changes */
  const char *title;              /* N_() */
  const char *description;        /* one sentence, N_() */
  const char *languages;          /* "en de fr", or "*" */
  gboolean on_request;            /* runs only where it is named */
  const VbtTaggerOption *options; /* (nullable): up to one without a name */
  gboolean (*tag) (VbtDocument *document, VbtCatalog *catalog, VbtId annotator,
                   GHashTable *settings, GCancellable *cancellable, GError **error);
} VbtTagger;

const VbtTagger *const *vbt_taggers (void); /* NULL-terminated, in the order in which they run */
const VbtTagger *const *vbt_taggers_default (void);
const VbtTagger *vbt_taggers_find (const char *name, GError **error);
gboolean vbt_tagger_run (const VbtTagger *self, VbtDocument *document, VbtCatalog *catalog,
                         GHashTable *settings, GCancellable *cancellable, GError **error);
const char *vbt_tagger_get_setting (const VbtTagger *self, GHashTable *settings,
                                    const char *option);
gboolean vbt_taggers_check_setting (const char *name, const char *value, GError **error);

G_END_DECLS
