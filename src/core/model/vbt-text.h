/* vbt-text.h: an immutable text and exact conversion between its three kinds of offsets
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vbt-types.h"

G_BEGIN_DECLS

/**
 * VbtText:
 *
 * The text of a document: valid UTF-8 without U+0000, never changed after it was made, with an
 * index that converts offsets between code points, bytes (UTF-8) and UTF-16 code units without
 * reading the text from its beginning. Reference-counted, safe to share between threads.
 */
typedef struct _VbtText VbtText;

/** VBT_TEXT_MAX_BYTES: longer texts are refused, so that offsets fit everywhere (256 MiB). */
#define VBT_TEXT_MAX_BYTES (256 * 1024 * 1024)

/** VbtTextPlace: a place in a text by all three measures. */
typedef struct
{
  VbtOffset offset; /* in code points */
  gsize byte, utf16;
} VbtTextPlace;

VbtText *vbt_text_new (const char *utf8, gssize n_bytes, GError **error);
VbtText *vbt_text_new_take (char *utf8, gsize n_bytes, GError **error);
VbtText *vbt_text_ref (VbtText *self);
void vbt_text_unref (VbtText *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbtText, vbt_text_unref)

const char *vbt_text_get_utf8 (const VbtText *self);
gsize vbt_text_get_n_bytes (const VbtText *self);
VbtOffset vbt_text_get_length (const VbtText *self);
gsize vbt_text_get_n_utf16 (const VbtText *self);

gboolean vbt_utf8_is_valid (const char *utf8, gsize n_bytes, const char **stop);

gsize vbt_text_offset_to_byte (const VbtText *self, VbtOffset offset);
VbtOffset vbt_text_byte_to_offset (const VbtText *self, gsize byte);
gsize vbt_text_offset_to_utf16 (const VbtText *self, VbtOffset offset);
gboolean vbt_text_utf16_to_offset (const VbtText *self, gsize utf16, VbtOffset *offset);

gboolean vbt_text_move_to_utf16 (const VbtText *self, VbtTextPlace *place, gsize utf16);
void vbt_text_move_to (const VbtText *self, VbtTextPlace *place, VbtOffset offset);

gunichar vbt_text_get_char (const VbtText *self, VbtOffset offset);
const char *vbt_text_at (const VbtText *self, VbtOffset offset);
char *vbt_text_slice (const VbtText *self, VbtOffset start, VbtOffset end);
gboolean vbt_text_is_line_end (const VbtText *self, VbtOffset offset);
VbtRange vbt_text_snap_to_paragraphs (const VbtText *self, VbtRange range);
char *vbt_text_sha256 (const VbtText *self);

G_END_DECLS
