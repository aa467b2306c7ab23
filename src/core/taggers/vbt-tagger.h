/* vbt-tagger.h: what makes automatic tags: one struct, one file of code, one line in the table
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/vbt-store.h"

G_BEGIN_DECLS

/** VbtOptionKind: how an option without a list of values is asked for. */
typedef enum
{
  VBT_OPTION_TEXT,
  VBT_OPTION_FILE, /* a path */
} VbtOptionKind;

/** VbtTaggerOption: a choice that a tagger leaves to who runs it. */
typedef struct
{
  const char *name;          /* "rules" */
  const char *const *values; /* (nullable): those that may be, the default first; NULL: any text */
  const char *description;   /* N_() */
  VbtOptionKind kind;        /* where there are no values */
  const char *title;         /* N_(), for a dialog */
} VbtTaggerOption;

/** VbtTaggerContext: what a tagger may know before the first document comes. */
typedef struct
{
  VbtStore *store; /* (nullable): the project: entities, models; none where a stream is tagged */
  VbtCatalog *catalog; /* (nullable): where there is no project, what the stream says of entities */
  GHashTable *settings;      /* (nullable): "attributions.rules" to "wide" and the like */
  GCancellable *cancellable; /* (nullable) */
} VbtTaggerContext;

/** VbtTaggerShared: what one tagger read of a document, for the next one. */
typedef struct _VbtTaggerShared VbtTaggerShared;

/** VbtTaggerRun: one document before a tagger. */
typedef struct
{
  VbtDocument *document;
  VbtCatalog *catalog;  /* of the document; labels and entities that the tagger needs are added */
  VbtId annotator;      /* the tagger */
  gpointer prepared;    /* (nullable): what its prepare() returned */
  GHashTable *settings; /* (nullable) */
  GCancellable *cancellable; /* (nullable) */
  VbtTaggerShared *shared;
} VbtTaggerRun;

/**
 * VbtTagger:
 *
 * Makes suggestions. tag() reads text, tokens and sentences of the document and appends
 * annotations whose annotator is that of the run (see vbt_document_take_annotation()), adding
 * labels and entities that it needs to the catalog; it reads and changes nothing else, and so can
 * run on any thread on a document of its own. What it has to know beside the document it learns
 * once, in prepare(): of that only what is safe to share may be used by tag(), which runs on many
 * threads at once.
 */
typedef struct
{
  const char *name;               /* "attributions" */
  const char *version;            /* "1": raised whenever the output changes */
  const char *title;              /* N_() */
  const char *description;        /* one sentence, N_() */
  const char *languages;          /* "en de fr", or "*" */
  gboolean on_request;            /* runs only where it is named */
  gboolean text_only;             /* reads no words and sentences: they need not be found */
  const VbtTaggerOption *options; /* (nullable): up to one without a name */

  /* (nullable): returns NULL with an error where it cannot run; may return NULL without one. */
  gpointer (*prepare) (const VbtTaggerContext *context, GError **error);
  GDestroyNotify release; /* (nullable): of what prepare() returned */
  /* (nullable): the annotator that it is as it was prepared, where that is not name and version. */
  void (*identify) (gpointer prepared, const char **name, const char **version);
  /* (nullable): whether it says all that another tagger has to say, so that this one need not run, too. */
  gboolean (*replaces) (gconstpointer prepared, const char *tagger);
  gboolean (*tag) (const VbtTaggerRun *run, GError **error);
} VbtTagger;

const VbtTagger *const *vbt_taggers (void); /* NULL-terminated, in the order in which they run */
const VbtTagger *const *vbt_taggers_default (void);
const VbtTagger *vbt_taggers_find (const char *name, GError **error);
const char *vbt_tagger_get_setting (const VbtTagger *self, GHashTable *settings,
                                    const char *option);
const VbtTaggerOption *vbt_taggers_find_option (const char *name);
gboolean vbt_taggers_check_setting (const char *name, const char *value, GError **error);

/**
 * VbtTagging:
 *
 * Taggers that are prepared to run over any number of documents, on any number of threads.
 */
typedef struct _VbtTagging VbtTagging;

VbtTagging *vbt_tagging_new (const VbtTagger *const *taggers, const VbtTaggerContext *context,
                             GError **error);
void vbt_tagging_free (VbtTagging *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbtTagging, vbt_tagging_free)
gboolean vbt_tagging_has_annotator (const VbtTagging *self, const VbtAnnotator *annotator);
gboolean vbt_tagging_run (const VbtTagging *self, VbtDocument *document, VbtCatalog *catalog,
                          GCancellable *cancellable, GError **error);

G_END_DECLS
