/* vbt-walk.h: the files that are meant by the paths that were given
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/vbt-format.h"

G_BEGIN_DECLS

/** VbtWalkFile: a file, and the path from which it was reached. */
typedef struct
{
  char *path;
  char *origin;   /* the name of what the user gave: of the file or the folder */
  gboolean named; /* by the user, not found in a folder */
  guint64 size;   /* bytes; 0 where unknown */
} VbtWalkFile;

void vbt_walk_file_free (VbtWalkFile *self);

GPtrArray *vbt_walk (const char *const *paths, const VbtFormat *format, GError **error);

G_END_DECLS
