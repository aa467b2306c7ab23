/* vbt-input-private.h: what the files of VbtInput share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/vbt-format.h"

G_BEGIN_DECLS

struct _VbtInput
{
  char *path; /* (nullable) */
  char *name;
  char *encoding;            /* (nullable) */
  const VbtLabelMap *labels; /* (nullable): of whoever set it */
  char *dialect;             /* (nullable) */
  GInputStream *stream;
  guint8 *buffer;
  gsize start, end, size; /* what was read and not consumed lies in [start, end) */
  gboolean at_end;
  char *converted; /* (nullable): the last line, where it had another encoding */
  guint line;
  guint64 position;
  guint64
      max_unit; /* bytes of a document, a line or an item; 0: there is no other limit than that of a text */
  guint64 unit_start;        /* the position where it begins */
  gboolean is_unit;          /* the input is one document */
  const VbtInput *container; /* (nullable): the archive that this is a member of */
  GBytes *sibling;           /* (nullable): what lies beside a member */
  char *sibling_extension;   /* of it */
};

VbtInput *vbt_input_new (GInputStream *stream, const char *path, const char *name);
char *vbt_input_next_line (VbtInput *self, gsize *length, GError **error);
gboolean vbt_input_fill (VbtInput *self, GError **error);
void vbt_input_consume (VbtInput *self, gsize n_bytes);
VbtInput *vbt_input_open_kept_sibling (const VbtInput *self);

char *vbt_input_replace_extension (const char *path, const char *extension);

G_END_DECLS
