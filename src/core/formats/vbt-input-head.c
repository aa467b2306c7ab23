/* vbt-input-head.c: how an input begins, before it is read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/vbt-input-private.h"

#define HEAD_SIZE (64 * 1024)

/**
 * vbt_input_peek:
 * @self: an input
 * @n_head: (out): how many bytes there are: 65536, or fewer at the end
 * @error: return location for an error
 *
 * Looks at the bytes that will be read next, without consuming them.
 *
 * Returns: (transfer none): the bytes, valid until the next call; %NULL with %VBT_ERROR_IO
 */
const guint8 *
vbt_input_peek (VbtInput *self, gsize *n_head, GError **error)
{
  return vbt_input_peek_far (self, HEAD_SIZE, n_head, error);
}

/**
 * vbt_input_peek_far:
 * @self: an input
 * @n_most: how many bytes are wanted
 * @n_head: (out): how many there are: so many, or fewer at the end
 * @error: return location for an error
 *
 * Looks further than vbt_input_peek(), which takes memory for what is seen.
 *
 * Returns: (transfer none): the bytes, valid until the next call; %NULL with %VBT_ERROR_IO
 */
const guint8 *
vbt_input_peek_far (VbtInput *self, gsize n_most, gsize *n_head, GError **error)
{
  g_return_val_if_fail (self != NULL && n_head != NULL, NULL);

  while (self->end - self->start < n_most && !self->at_end)
    if (!vbt_input_fill (self, error))
      return NULL;
  *n_head = MIN (self->end - self->start, n_most);
  /* Where all was read the buffer went with it. */
  return self->buffer != NULL ? self->buffer + self->start : (const guint8 *)"";
}
