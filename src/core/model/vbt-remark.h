/* vbt-remark.h: notes and questions on an annotation, a passage or a document
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vbt-types.h"

G_BEGIN_DECLS

/**
 * VbtRemark:
 *
 * What somebody notes or asks. One that answers another belongs to its thread and is about the same. A question without
 * words says that somebody is not sure of an annotation.
 */
typedef struct
{
  VbtId id;
  VbtId annotation; /* 0: none */
  VbtRange range;   /* of the text, in code points; empty: none */
  VbtId annotator;
  VbtId answers; /* the first of the thread; 0: this is one */
  char *text;
  gboolean question;
  gboolean resolved;
  gint64 created; /* seconds since 1970, UTC */
  gint64 changed;
} VbtRemark;

VbtRemark *vbt_remark_new (VbtId annotator, const char *text, gboolean question);
VbtRemark *vbt_remark_copy (const VbtRemark *self);
void vbt_remark_free (VbtRemark *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbtRemark, vbt_remark_free)
gboolean vbt_remark_is_open (const VbtRemark *self);
int vbt_remark_compare (gconstpointer a, gconstpointer b); /* two VbtRemark ** */

G_END_DECLS
