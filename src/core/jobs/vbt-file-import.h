/* vbt-file-import.h: one file on its way into a project
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/vbt-id-map.h"
#include "jobs/vbt-import.h"
#include "jobs/vbt-mapper.h"
#include "vbt-waiting.h"

G_BEGIN_DECLS

typedef struct _VbtImporter VbtImporter;

/** VbtImporter: what all files of one import, or of its preview, share. */
struct _VbtImporter
{
  VbtStore *store; /* with an open batch */
  const VbtImportOptions *options;
  VbtImportResult *result;
  const VbtProgress *progress;
  GCancellable *cancellable;
  VbtSchema *schema; /* the project's, with what was added to it */
  gboolean
      is_fresh; /* the project has nothing of its own yet, not even a schema that was made for it */
  gboolean has_catalog; /* a file without documents brought labels, or somebody */
  VbtWaiting waiting;
  guint n_files;    /* that were begun */
  VbtIdMap *met;    /* a set: documents of the project that tables of annotations were about */
  VbtId person;     /* to whom the user gives the annotations; 0: each to its own */
  gint64 last_step; /* monotonic, in microseconds */
  gpointer meter;
  void (*advance) (gpointer meter, const VbtInput *input); /* progress within the file */
  /* Reads a file of a format; vbt_importer_take() in an import. */
  gboolean (*take) (VbtImporter *self, VbtInput *input, const VbtFormat *format, const char *origin,
                    GError **error);
};

gboolean vbt_importer_take (VbtImporter *self, VbtInput *input, const VbtFormat *format,
                            const char *origin, GError **error);

gboolean vbt_importer_read (VbtImporter *self, const char *path, const char *origin, gboolean named,
                            GError **error);
void vbt_importer_refuse (VbtImporter *self, const char *file, guint line, const char *message);

G_END_DECLS
