/* vbt-fts-tokenizer.h: words for SQLite's full-text index, in any script
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** VbtTextWords: the words of one text, found before it is indexed. */
typedef struct _VbtTextWords VbtTextWords;

int vbt_fts_tokenizer_register (gpointer handle, const VbtTextWords *const *ready);

/** VbtWords: the same words, for who looks for them in a text. Not for two threads at once. */
typedef struct _VbtWords VbtWords;

/* @word: as it is in the index, not ended by a NUL; @start and @end: where it is in the text, in bytes. Returns whether to
 * go on. */
typedef gboolean (*VbtWordFunc) (gpointer data, const char *word, gsize n_bytes, gsize start,
                                 gsize end);

VbtWords *vbt_words_new (void);
void vbt_words_free (VbtWords *self);
void vbt_words_foreach (VbtWords *self, const char *text, gsize n_bytes, VbtWordFunc found,
                        gpointer data);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbtWords, vbt_words_free)

VbtTextWords *vbt_text_words_new (VbtWords *words, const char *text, gsize n_bytes);
void vbt_text_words_free (VbtTextWords *self);

G_END_DECLS
