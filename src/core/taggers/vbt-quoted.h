/* vbt-quoted.h: what stands between quotation marks, found in a text alone
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/vbt-text.h"

G_BEGIN_DECLS

/** VbtQuoted: what quotation marks enclose, the marks included; within one line of the text. */
typedef struct
{
  gsize start; /* bytes */
  gsize end;
  gunichar mark;      /* that opened it; " for '' and `` */
  guint level;        /* 1: in no other */
  gboolean closed;    /* by a mark, not by the end of the paragraph */
  gboolean continues; /* the next one of level 1 goes on with it in the next paragraph */
} VbtQuoted;

GArray *vbt_quoted_find (const VbtText *text, const char *language);

G_END_DECLS
