/* vbt-import.h: import, tag, export and convert, as functions that block
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/vbt-format.h"
#include "jobs/vbt-progress.h"
#include "jobs/vbt-tag-report.h"
#include "store/vbt-store.h"
#include "taggers/vbt-tagger.h"

G_BEGIN_DECLS

/** VbtAnnotatorFrom: what names the person whose annotations a file has of which it does not say it itself. */
typedef enum
{
  VBT_ANNOTATOR_FROM_NOTHING,
  VBT_ANNOTATOR_FROM_FILE, /* its name without extension: annotation/talk.txt/ada.tsv, as INCEpTION has it */
  VBT_ANNOTATOR_FROM_FOLDER, /* the folder that it lies in: ada/talk.ann */
} VbtAnnotatorFrom;

/** VbtImportOptions: as `vbt import` and the window's dialog take them. */
typedef struct
{
  const char *const *paths;  /* files and folders, which are gone through; NULL-terminated */
  const VbtFormat *format;   /* (nullable): recognized for each file where NULL */
  const char *encoding;      /* (nullable): of plain text; detected where NULL */
  const char *dialect;       /* (nullable): see vbt_input_set_dialect() */
  const VbtLabelMap *labels; /* (nullable): what is renamed, and left out */
  const char *annotator; /* (nullable): the person whose annotations these are; else an import's */
  VbtAnnotatorFrom annotator_from; /* where @annotator is NULL */
  gboolean suggestions;            /* keep as suggestions to be reviewed */
  gboolean join; /* add the annotations of a document to one that has the same text already */
  VbtId me;      /* whose history row this is */
  const char *
      project; /* (nullable): for a preview: where the articles are that a table of spans is about */
} VbtImportOptions;

/** VbtImportResult: what came of it. */
typedef struct
{
  guint n_documents, n_spans, n_relations, n_files_refused, n_problems;
  guint n_joined; /* documents that were there already, whose annotations were added */
  VbtId first_document;
  gint64 batch; /* see vbt_store_list_batch() */
} VbtImportResult;

gboolean vbt_import (VbtStore *store, const VbtImportOptions *options, VbtImportResult *result,
                     const VbtProgress *progress, GCancellable *cancellable, GError **error);

gboolean vbt_index (VbtStore *store, const VbtProgress *progress, GCancellable *cancellable,
                    GError **error);

/** VbtTagOptions: as `vbt tag` takes them. */
typedef struct
{
  const VbtTagger *const *taggers; /* NULL-terminated; those by default where NULL */
  GHashTable *settings;            /* (nullable): of the taggers: "attributions.rules" to "wide" */
  const GArray *documents;         /* (nullable): VbtId; those of the filter where NULL */
  const VbtFilter *filter;         /* (nullable): all where NULL */
  double min_confidence;           /* suggestions that are less sure are not made; 0: all are */
  VbtTagReport *report;            /* (nullable): what was found is counted in it */
  guint n_jobs;                    /* threads; 0 means one a core */
  VbtId me;
} VbtTagOptions;

typedef struct
{
  guint n_documents, n_suggestions;
  guint n_failed; /* documents that a tagger could not read: told as problems */
} VbtTagResult;

gboolean vbt_tag (VbtStore *store, const VbtTagOptions *options, VbtTagResult *result,
                  const VbtProgress *progress, GCancellable *cancellable, GError **error);

/**
 * VbtOnLoss: what is done about annotations of which the format cannot hold everything
 * @VBT_ON_LOSS_WRITE: they are written without it
 * @VBT_ON_LOSS_LEAVE_OUT: they are not written
 * @VBT_ON_LOSS_REFUSE: nothing at all is written
 */
typedef enum
{
  VBT_ON_LOSS_WRITE,
  VBT_ON_LOSS_LEAVE_OUT,
  VBT_ON_LOSS_REFUSE,
} VbtOnLoss;

gboolean vbt_on_loss_from_string (const char *string, VbtOnLoss *choice, GError **error);

/** VbtExportOptions: as `vbt export` and the window's dialog take them. */
typedef struct
{
  const VbtFormat *format;
  const char *path;        /* "-" is standard output */
  const char *dialect;     /* (nullable): see vbt_output_set_dialect() */
  GOutputStream *stream;   /* (nullable): instead of the path */
  const GArray *documents; /* (nullable): VbtId; all where NULL */
  VbtId annotator;         /* only this set; 0: all */
  gboolean gold;           /* only the curator's */
  gboolean suggestions;    /* also suggestions that nobody has decided on */
  VbtOnLoss on_loss;
  gboolean only_count; /* what it would be, and what would be lost; nothing is written */
  guint limit;         /* documents at the most, for a preview; 0: all */
  const guint *split;  /* (nullable): shares in percent, 0-terminated */
  const char *const *split_names;
  guint64 seed;
} VbtExportOptions;

/**
 * VbtExportResult:
 * @losses: what the format could not hold, as it was said
 * @differences: (nullable): between what was written and what is read again; %NULL where it was not
 * @n_unannounced: differences that no loss explains
 * @is_unread: it could not be read again, which is the only difference then, and nothing is known
 */
typedef struct
{
  guint n_documents, n_annotations;
  VbtLosses *losses;
  VbtLosses *differences;
  guint n_unannounced;
  gboolean is_unread;
} VbtExportResult;

void vbt_export_result_clear (VbtExportResult *self);

gboolean vbt_export (VbtStore *store, const VbtExportOptions *options, VbtExportResult *result,
                     const VbtProgress *progress, GCancellable *cancellable, GError **error);

gboolean vbt_convert (VbtInput *input, const VbtFormat *from, VbtOutput *output,
                      const VbtFormat *to, VbtOnLoss on_loss, VbtExportResult *result,
                      const VbtProgress *progress, GCancellable *cancellable, GError **error);

gboolean vbt_tag_stream (VbtInput *input, VbtOutput *output, const VbtTagger *const *taggers,
                         const VbtTaggerContext *context, VbtExportResult *result,
                         const VbtProgress *progress, GCancellable *cancellable, GError **error);

G_END_DECLS
