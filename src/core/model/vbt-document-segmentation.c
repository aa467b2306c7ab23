/* vbt-document-segmentation.c: words and sentences of a document
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-document-private.h"
#include "vbt-lexicon.h"
#include "vbt-segment.h"

/* So much more of the text is unpacked than is asked for, in code points. */
#define MARGIN 4096

/*< private >
 * vbt_document_clear_segmentation:
 * @self: a document, which has no tokens and sentences afterwards
 */
void
vbt_document_clear_segmentation (VbtDocument *self)
{
  g_clear_pointer (&self->tokens, g_array_unref);
  g_clear_pointer (&self->packed, vbt_packed_ranges_unref);
  g_clear_pointer (&self->near_tokens, g_array_unref);
  g_clear_pointer (&self->sentences, g_array_unref);
}

/**
 * vbt_document_segment:
 * @self: a document
 *
 * Finds tokens and sentences by the rules of the document's language. What it had before is
 * replaced.
 */
void
vbt_document_segment (VbtDocument *self)
{
  const char *language;

  g_return_if_fail (self != NULL);

  /* Once for both: without metadata it is found out by reading the text. */
  language = vbt_language_of (self->text, vbt_document_get_metadata (self, VBT_METADATA_LANGUAGE));
  vbt_document_clear_segmentation (self);
  self->tokens = vbt_segment_tokens (self->text, language);
  self->sentences = vbt_segment_sentences (self->text, language, self->tokens);
}

/**
 * vbt_document_pack:
 * @self: a document
 *
 * Keeps the tokens in a quarter of the memory, for a book that is shown: ask for them by
 * vbt_document_get_tokens_near() then.
 */
void
vbt_document_pack (VbtDocument *self)
{
  g_return_if_fail (self != NULL);

  if (self->tokens == NULL)
    return;
  g_clear_pointer (&self->packed, vbt_packed_ranges_unref);
  self->packed = vbt_packed_ranges_new (self->tokens);
  g_clear_pointer (&self->tokens, g_array_unref);
}

/**
 * vbt_document_unpack:
 * @self: a document
 *
 * Takes back vbt_document_pack(), for who goes through all tokens.
 */
void
vbt_document_unpack (VbtDocument *self)
{
  g_return_if_fail (self != NULL);

  if (self->packed == NULL)
    return;
  self->tokens = vbt_packed_ranges_get_all (self->packed);
  g_clear_pointer (&self->packed, vbt_packed_ranges_unref);
  g_clear_pointer (&self->near_tokens, g_array_unref);
}

/**
 * vbt_document_share_segmentation:
 * @self: a document
 * @other: one of the same text
 *
 * Gives @self the tokens and sentences of @other, which must not change any more, without a copy.
 */
void
vbt_document_share_segmentation (VbtDocument *self, const VbtDocument *other)
{
  g_return_if_fail (self != NULL && other != NULL && self != other);

  vbt_document_clear_segmentation (self);
  self->tokens = other->tokens != NULL ? g_array_ref (other->tokens) : NULL;
  self->packed = other->packed != NULL ? vbt_packed_ranges_ref (other->packed) : NULL;
  self->sentences = other->sentences != NULL ? g_array_ref (other->sentences) : NULL;
}

/**
 * vbt_document_get_tokens_near:
 * @self: a document
 * @range: a part of its text
 *
 * Returns: (transfer none) (nullable) (element-type VbtRange): the tokens there, and many before and
 *   behind, perhaps all; valid until this is called again. %NULL where it is not segmented
 */
const GArray *
vbt_document_get_tokens_near (const VbtDocument *self, VbtRange range)
{
  VbtDocument *own = (VbtDocument *)self;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->tokens != NULL || self->packed == NULL)
    return self->tokens;
  if (self->near_tokens != NULL && vbt_range_contains (self->near, range))
    return self->near_tokens;
  g_clear_pointer (&own->near_tokens, g_array_unref);
  own->near
      = (VbtRange){ MAX (0, range.start - MARGIN), MIN (range.end, G_MAXINT32 - MARGIN) + MARGIN };
  own->near_tokens = vbt_packed_ranges_get (self->packed, self->near);
  return self->near_tokens;
}
