/* vbt-append.h: what writers append for each token, without what printf() costs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** VBT_MOST_DIGITS: of a number of 64 bits. */
#define VBT_MOST_DIGITS 20

/** vbt_digits_before: writes a number so that it ends before @end. Returns: where it begins */
static inline char *
vbt_digits_before (char *end, guint64 number)
{
  do
    *--end = (char)('0' + number % 10);
  while ((number /= 10) > 0);
  return end;
}

static inline void
vbt_append_number (GString *string, guint64 number)
{
  char digits[VBT_MOST_DIGITS];
  const char *first = vbt_digits_before (digits + sizeof digits, number);

  g_string_append_len (string, first, digits + sizeof digits - first);
}

G_END_DECLS
