/* vbt-word-breaks.h: the boundaries of words in a text, as ICU has them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <unicode/ubrk.h>

G_BEGIN_DECLS

/**
 * VbtWordBreaks:
 * @start: where the piece begins, in bytes
 * @end: where it ends
 * @status: what ubrk_getRuleStatus() says of it: %UBRK_WORD_LETTER and so on
 *
 * Goes through a text piece by piece. Zero it before the first vbt_word_breaks_set_text().
 */
typedef struct
{
  gsize start;
  gsize end;
  int status;

  /*< private >*/
  const char *utf8;
  gsize n_bytes;
  gsize plain_end; /* up to here no ICU is needed */
  gsize region;    /* where the text begins that ICU has now */
  gsize region_end;
  const char *language;
  UBreakIterator *iterator; /* NULL until it is needed */
  UText utext;
} VbtWordBreaks;

#define VBT_WORD_BREAKS_INIT                                                                       \
  {                                                                                                \
    .utext = UTEXT_INITIALIZER                                                                     \
  }

void vbt_word_breaks_set_text (VbtWordBreaks *self, const char *language, const char *utf8,
                               gsize n_bytes);
gboolean vbt_word_breaks_next (VbtWordBreaks *self);
void vbt_word_breaks_clear (VbtWordBreaks *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VbtWordBreaks, vbt_word_breaks_clear)

G_END_DECLS
