/* vbt-bisect.h: finds a place in what is in order
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * VBT_FIND_FIRST:
 * @n: how many there are
 * @at: a name for the place that @condition looks at
 * @condition: what is false up to some place, and true from there on
 *
 * Returns: the first place at which @condition is true, or @n
 */
#define VBT_FIND_FIRST(n, at, condition)                                                           \
  ({                                                                                               \
    guint low_ = 0;                                                                                \
    guint high_ = (n);                                                                             \
                                                                                                   \
    while (low_ < high_)                                                                           \
      {                                                                                            \
        guint at = low_ + (high_ - low_) / 2;                                                      \
                                                                                                   \
        if (condition)                                                                             \
          high_ = at;                                                                              \
        else                                                                                       \
          low_ = at + 1;                                                                           \
      }                                                                                            \
    low_;                                                                                          \
  })

G_END_DECLS
