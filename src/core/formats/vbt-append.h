/* vbt-append.h: what writers append for each token, without what printf() costs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

static inline void
vbt_append_number (GString *string, guint64 number)
{
  char digits[24];
  char *first = digits + sizeof digits;

  do
    *--first = (char)('0' + number % 10);
  while ((number /= 10) > 0);
  g_string_append_len (string, first, digits + sizeof digits - first);
}

G_END_DECLS
