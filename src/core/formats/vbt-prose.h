/* vbt-prose.h: the text of an article while it is taken out of a page or a document: its paragraphs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/vbt-format.h"

G_BEGIN_DECLS

/** VBT_PROSE_MAX_SPACES: that a document may ask for at one place, with a number instead of spaces. */
#define VBT_PROSE_MAX_SPACES 10000

/** VBT_PROSE_MAX_BYTES: the longest text that is taken out of a page or a document (64 MiB). */
#define VBT_PROSE_MAX_BYTES (64 * 1024 * 1024)

/**
 * VbtProse:
 *
 * Paragraphs are divided by an empty line, lines of a paragraph by a line feed; nothing is at the
 * beginning and at the end. The same calls give the same text, byte for byte, for ever: annotations
 * hold on to it.
 */
typedef struct _VbtProse VbtProse;

VbtProse *vbt_prose_new (void);
void vbt_prose_free (VbtProse *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbtProse, vbt_prose_free)

void vbt_prose_add (VbtProse *self, const char *text, gssize length);
void vbt_prose_add_exactly (VbtProse *self, const char *text, gssize length);
void vbt_prose_add_space (VbtProse *self);
void vbt_prose_break_line (VbtProse *self);
void vbt_prose_end_paragraph (VbtProse *self);
gsize vbt_prose_get_length (const VbtProse *self);
void vbt_prose_set_metadata (VbtProse *self, const char *key, const char *value);
const char *vbt_prose_get_metadata (const VbtProse *self, const char *key);
gboolean vbt_prose_finish (VbtProse *self, VbtInput *input, VbtSink *sink, GError **error);
gboolean vbt_prose_read_metadata (VbtProse *self, VbtInput *xml, const char *const (*keys)[2],
                                  GError **error);
char *vbt_prose_collapse (const char *text, gsize max_characters);

G_END_DECLS
