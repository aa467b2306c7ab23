/* vbt-output-private.h: what outputs to a file and to a folder share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/vbt-format.h"

G_BEGIN_DECLS

struct _VbtOutput
{
  char *path;            /* (nullable): of the file or the folder; none for a stream */
  char *temporary;       /* (nullable): the file, or folder of files, that takes its place */
  int fd;                /* of the file, or -1 */
  GOutputStream *stream; /* (nullable): none for a folder of which no file is being written */
  guint64 n_written;     /* bytes of all files */
  GError *failure;       /* (nullable): of vbt_output_spill(), not told yet */
  GString *buffer;
  GHashTable *taken; /* folder: names that were given out, casefolded */
  GPtrArray *names;  /* folder: of char *: the files that were written */
  gboolean is_folder;
  gboolean is_new_folder; /* it was not there before */
  char *file_name;        /* (nullable): folder: of the file that is being written */
  char *dialect;          /* (nullable) */
  gpointer data;
  GDestroyNotify destroy;
};

VbtOutput *vbt_output_new_empty (const char *path);
gboolean vbt_output_flush (VbtOutput *self, GError **error);
gboolean vbt_output_fail (GError **error, int code, const char *path);
gboolean vbt_output_folder_close (VbtOutput *self, GError **error);
void vbt_output_folder_discard (VbtOutput *self);

G_END_DECLS
