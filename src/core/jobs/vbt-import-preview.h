/* vbt-import-preview.h: what is in files, before they are imported
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/vbt-import.h"

G_BEGIN_DECLS

/** VbtPreviewFormat: the files of one format. */
typedef struct
{
  const VbtFormat *format;
  guint n_files;
  GPtrArray *tells; /* of char *: how they were understood, each said once */
} VbtPreviewFormat;

/** VbtPreviewLabel: a label that annotations in the files have. */
typedef struct
{
  VbtKind kind;
  char *name;
  guint n;         /* annotations */
  guint n_in_file; /* of them in the file that is being read */
  guint file;      /* its number */
} VbtPreviewLabel;

/** VbtImportPreview: what is in files. */
typedef struct
{
  guint n_documents, n_spans, n_relations;
  guint n_files_refused, n_problems;
  GPtrArray *formats;  /* of VbtPreviewFormat, in the order in which they were met */
  GPtrArray *labels;   /* of VbtPreviewLabel, the most frequent first */
  GPtrArray *problems; /* of char *: "FILE:LINE: what is wrong", not more than are worth a look */
  gboolean is_whole;   /* everything was read, and not only the beginning */
} VbtImportPreview;

VbtImportPreview *vbt_import_preview (const VbtImportOptions *options, gboolean all,
                                      const VbtProgress *progress, GCancellable *cancellable,
                                      GError **error);
void vbt_import_preview_free (VbtImportPreview *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbtImportPreview, vbt_import_preview_free)

G_END_DECLS
