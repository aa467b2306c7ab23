/* vbt-text.c: an immutable text and exact conversion between its three kinds of offsets
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/vbt-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/vbt-ascii.h"
#include "model/vbt-sha256.h"

/* Every so many code points the index knows where it is in bytes and in UTF-16: a conversion
 * searches the index and then reads fewer than this many characters. */
#define CHECKPOINT_EVERY 128

typedef struct
{
  guint32 byte;
  guint32 utf16;
} Checkpoint;

struct _VbtText
{
  gatomicrefcount ref_count;
  char *utf8;
  gsize n_bytes;
  gsize n_utf16;
  VbtOffset length;
  gboolean ascii;          /* all three kinds of offsets are the same: no index */
  Checkpoint *checkpoints; /* one for every CHECKPOINT_EVERY code points, or NULL */
  guint n_checkpoints;
};

static guint
bytes_of (guchar lead)
{
  return lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}

/* Only characters beyond the basic plane, four bytes in UTF-8, are a surrogate pair. */
static guint
utf16_of (guchar lead)
{
  return lead < 0xf0 ? 1 : 2;
}

static gboolean
check_text (const char *utf8, gsize n_bytes, GError **error)
{
  const char *stop = NULL;

  if (n_bytes > VBT_TEXT_MAX_BYTES)
    {
      g_set_error (error, VBT_ERROR, VBT_ERROR_FORMAT,
                   _ ("The text is too long: %zu bytes. Split it into texts of at most %d MiB."),
                   n_bytes, VBT_TEXT_MAX_BYTES / (1024 * 1024));
      return FALSE;
    }
  if (vbt_utf8_is_valid (utf8, n_bytes, &stop))
    return TRUE;
  if (*stop == '\0')
    g_set_error (error, VBT_ERROR, VBT_ERROR_FORMAT,
                 _ ("Character %ld of the text is U+0000, which no text may contain. "
                    "Is the file binary, or in an encoding other than UTF-8?"),
                 g_utf8_strlen (utf8, stop - utf8));
  else
    g_set_error (error, VBT_ERROR, VBT_ERROR_FORMAT,
                 _ ("The text is not UTF-8 at byte %zu (0x%02x). Choose its encoding."),
                 (gsize)(stop - utf8), (guint)(guchar)*stop);
  return FALSE;
}

static void
build_index (VbtText *self)
{
  g_autoptr (GArray) checkpoints = g_array_new (FALSE, FALSE, sizeof (Checkpoint));
  gsize byte = 0;

  while (byte < self->n_bytes)
    {
      VbtOffset next = self->length + CHECKPOINT_EVERY;
      Checkpoint checkpoint = { (guint32)byte, (guint32)self->n_utf16 };

      g_array_append_val (checkpoints, checkpoint);
      while (self->length < next && byte < self->n_bytes)
        {
          guchar lead = (guchar)self->utf8[byte];
          gboolean word = next - self->length >= (int)VBT_WORD && byte + VBT_WORD <= self->n_bytes
                          && vbt_is_ascii_word (self->utf8 + byte);

          byte += word ? VBT_WORD : bytes_of (lead);
          self->n_utf16 += word ? VBT_WORD : utf16_of (lead);
          self->length += word ? (VbtOffset)VBT_WORD : 1;
        }
    }
  self->n_checkpoints = checkpoints->len;
  self->checkpoints = (Checkpoint *)(gpointer)g_array_free (g_steal_pointer (&checkpoints), FALSE);
}

/* Of bytes that were looked at. */
static VbtText *
text_take (char *utf8, gsize n_bytes)
{
  VbtText *self = g_new0 (VbtText, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->utf8 = utf8;
  self->utf8[n_bytes] = '\0';
  self->n_bytes = n_bytes;
  self->ascii = vbt_count_ascii (self->utf8, n_bytes) == n_bytes; /* there is no NUL in it */
  if (self->ascii)
    {
      self->length = (VbtOffset)n_bytes;
      self->n_utf16 = n_bytes;
    }
  else
    build_index (self);
  return self;
}

/**
 * vbt_text_new_take:
 * @utf8: (transfer full) (nullable): bytes from g_malloc(); freed also when the text is refused
 * @n_bytes: how many
 * @error: return location for an error
 *
 * Makes a text of bytes without copying them. Nothing is normalised, and U+FEFF is kept as any
 * other character. Refused with VBT_ERROR_FORMAT are invalid UTF-8 (the message names the byte,
 * from 0), U+0000 (the message names the character, from 0), and more than VBT_TEXT_MAX_BYTES.
 *
 * Returns: (transfer full) (nullable): the text, or NULL with @error set
 */
VbtText *
vbt_text_new_take (char *utf8, gsize n_bytes, GError **error)
{
  g_autofree char *owned = utf8;

  g_return_val_if_fail (utf8 != NULL || n_bytes == 0, NULL);

  if (!check_text (utf8, n_bytes, error))
    return NULL;
  return text_take (g_realloc (g_steal_pointer (&owned), n_bytes + 1), n_bytes);
}

/**
 * vbt_text_new:
 * @utf8: the bytes
 * @n_bytes: how many, or -1 if a NUL ends them
 * @error: return location for an error
 *
 * Makes a text of a copy of bytes, as vbt_text_new_take() does.
 *
 * Returns: (transfer full) (nullable): the text, or NULL with @error set
 */
VbtText *
vbt_text_new (const char *utf8, gssize n_bytes, GError **error)
{
  gsize length;
  char *copy;

  g_return_val_if_fail (utf8 != NULL, NULL);

  length = n_bytes < 0 ? strlen (utf8) : (gsize)n_bytes;
  if (!check_text (utf8, length, error))
    return NULL;
  copy = g_malloc (length + 1);
  memcpy (copy, utf8, length);
  return text_take (copy, length);
}

/**
 * vbt_text_ref:
 * @self: a text
 *
 * Returns: (transfer full): @self
 */
VbtText *
vbt_text_ref (VbtText *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * vbt_text_unref:
 * @self: (transfer full): a text
 *
 * Gives a reference back; the last one frees the text.
 */
void
vbt_text_unref (VbtText *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->utf8);
  g_free (self->checkpoints);
  g_free (self);
}

/**
 * vbt_text_get_utf8:
 * @self: a text
 *
 * Returns: the whole text, NUL-terminated
 */
const char *
vbt_text_get_utf8 (const VbtText *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->utf8;
}

/**
 * vbt_text_get_n_bytes:
 * @self: a text
 *
 * Returns: its length in bytes
 */
gsize
vbt_text_get_n_bytes (const VbtText *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_bytes;
}

/**
 * vbt_text_get_length:
 * @self: a text
 *
 * Returns: its length in code points
 */
VbtOffset
vbt_text_get_length (const VbtText *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->length;
}

/**
 * vbt_text_get_n_utf16:
 * @self: a text
 *
 * Returns: its length in UTF-16 code units
 */
gsize
vbt_text_get_n_utf16 (const VbtText *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_utf16;
}

static VbtTextPlace
checkpoint_place (const VbtText *self, guint index)
{
  g_assert (index < self->n_checkpoints);
  return (VbtTextPlace){ (VbtOffset)(index * CHECKPOINT_EVERY), self->checkpoints[index].byte,
                         self->checkpoints[index].utf16 };
}

static void
step (const VbtText *self, VbtTextPlace *place)
{
  guchar lead = (guchar)self->utf8[place->byte];

  place->offset++;
  place->byte += bytes_of (lead);
  place->utf16 += utf16_of (lead);
}

/* While there are @n to go, and eight are ASCII, eight at once. */
static void
step_words (const VbtText *self, VbtTextPlace *place, gsize n)
{
  for (; n >= VBT_WORD && place->byte + VBT_WORD <= self->n_bytes
         && vbt_is_ascii_word (self->utf8 + place->byte);
       n -= VBT_WORD)
    {
      place->offset += (VbtOffset)VBT_WORD;
      place->byte += VBT_WORD;
      place->utf16 += VBT_WORD;
    }
}

static VbtTextPlace
place_of_offset (const VbtText *self, VbtOffset offset)
{
  VbtTextPlace place;

  if (offset == self->length)
    return (VbtTextPlace){ self->length, self->n_bytes, self->n_utf16 };
  place = checkpoint_place (self, (guint)offset / CHECKPOINT_EVERY);
  step_words (self, &place, (gsize)(offset - place.offset));
  for (; place.offset < offset; step_words (self, &place, (gsize)(offset - place.offset)))
    step (self, &place);
  return place;
}

/* The last checkpoint at or before a byte or a UTF-16 code unit. */
static guint
find_checkpoint (const VbtText *self, gsize byte, gsize utf16)
{
  guint low = 0;
  guint high = self->n_checkpoints;

  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;
      const Checkpoint *checkpoint = &self->checkpoints[middle];

      if (checkpoint->byte <= byte && checkpoint->utf16 <= utf16)
        low = middle;
      else
        high = middle;
    }
  return low;
}

/**
 * vbt_text_offset_to_byte:
 * @self: a text
 * @offset: in code points, up to the text's length
 *
 * Returns: where that is in bytes
 */
gsize
vbt_text_offset_to_byte (const VbtText *self, VbtOffset offset)
{
  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (offset >= 0 && offset <= self->length, 0);

  return self->ascii ? (gsize)offset : place_of_offset (self, offset).byte;
}

/**
 * vbt_text_byte_to_offset:
 * @self: a text
 * @byte: in bytes, up to the text's length
 *
 * Returns: where that is in code points; inside a character: where the character begins
 */
VbtOffset
vbt_text_byte_to_offset (const VbtText *self, gsize byte)
{
  VbtTextPlace place;

  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (byte <= self->n_bytes, 0);

  if (self->ascii)
    return (VbtOffset)byte;
  if (byte == self->n_bytes)
    return self->length;
  place = checkpoint_place (self, find_checkpoint (self, byte, G_MAXSIZE));
  while (place.byte + bytes_of ((guchar)self->utf8[place.byte]) <= byte)
    step (self, &place);
  return place.offset;
}

/**
 * vbt_text_offset_to_utf16:
 * @self: a text
 * @offset: in code points, up to the text's length
 *
 * Returns: where that is in UTF-16 code units
 */
gsize
vbt_text_offset_to_utf16 (const VbtText *self, VbtOffset offset)
{
  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (offset >= 0 && offset <= self->length, 0);

  return self->ascii ? (gsize)offset : place_of_offset (self, offset).utf16;
}

/**
 * vbt_text_utf16_to_offset:
 * @self: a text
 * @utf16: in UTF-16 code units, from anywhere
 * @offset: (out): where that is in code points
 *
 * Returns: FALSE inside a surrogate pair or behind the end; @offset is unchanged then
 */
gboolean
vbt_text_utf16_to_offset (const VbtText *self, gsize utf16, VbtOffset *offset)
{
  VbtTextPlace place = { 0 };

  g_return_val_if_fail (self != NULL && offset != NULL, FALSE);

  if (!vbt_text_move_to_utf16 (self, &place, utf16))
    return FALSE;
  *offset = place.offset;
  return TRUE;
}

/**
 * vbt_text_move_to_utf16:
 * @self: a text
 * @place: (inout): a place in it, all 0 at first
 * @utf16: in UTF-16 code units, from anywhere
 *
 * Moves to another place, which is found faster the less it is behind the one before.
 *
 * Returns: FALSE inside a surrogate pair or behind the end; @place is unchanged then
 */
gboolean
vbt_text_move_to_utf16 (const VbtText *self, VbtTextPlace *place, gsize utf16)
{
  VbtTextPlace there;

  g_return_val_if_fail (self != NULL && place != NULL, FALSE);

  there = *place;
  if (utf16 > self->n_utf16)
    return FALSE;
  if (self->ascii)
    there = (VbtTextPlace){ (VbtOffset)utf16, utf16, utf16 };
  else if (utf16 == self->n_utf16)
    there = (VbtTextPlace){ self->length, self->n_bytes, utf16 };
  else if (utf16 < there.utf16 || utf16 - there.utf16 > CHECKPOINT_EVERY)
    there = checkpoint_place (self, find_checkpoint (self, G_MAXSIZE, utf16));
  while (there.utf16 < utf16)
    {
      step_words (self, &there, utf16 - there.utf16);
      if (there.utf16 < utf16)
        step (self, &there);
    }
  if (there.utf16 != utf16)
    return FALSE;
  *place = there;
  return TRUE;
}

/**
 * vbt_text_move_to:
 * @self: a text
 * @place: (inout): a place in it, all 0 at first
 * @offset: in code points, up to the text's length
 *
 * Moves to another place, which is found faster the less it is behind the one before.
 */
void
vbt_text_move_to (const VbtText *self, VbtTextPlace *place, VbtOffset offset)
{
  g_return_if_fail (self != NULL && place != NULL);
  g_return_if_fail (offset >= 0 && offset <= self->length);

  if (self->ascii)
    *place = (VbtTextPlace){ offset, (gsize)offset, (gsize)offset };
  else if (offset < place->offset || offset - place->offset > CHECKPOINT_EVERY)
    *place = place_of_offset (self, offset);
  while (place->offset < offset)
    {
      step_words (self, place, (gsize)(offset - place->offset));
      if (place->offset < offset)
        step (self, place);
    }
}

/**
 * vbt_text_at:
 * @self: a text
 * @offset: in code points, up to the text's length
 *
 * Returns: (transfer none): the text from there to its end
 */
const char *
vbt_text_at (const VbtText *self, VbtOffset offset)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->utf8 + vbt_text_offset_to_byte (self, offset);
}

/**
 * vbt_text_get_char:
 * @self: a text
 * @offset: in code points, up to the text's length
 *
 * Returns: the character there, 0 at the end
 */
gunichar
vbt_text_get_char (const VbtText *self, VbtOffset offset)
{
  g_return_val_if_fail (self != NULL, 0);

  return g_utf8_get_char (vbt_text_at (self, offset));
}

/**
 * vbt_text_slice:
 * @self: a text
 * @start: in code points
 * @end: in code points, not before @start and up to the text's length
 *
 * Returns: (transfer full): the text of that range
 */
char *
vbt_text_slice (const VbtText *self, VbtOffset start, VbtOffset end)
{
  gsize first;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (start >= 0 && start <= end && end <= self->length, NULL);

  first = vbt_text_offset_to_byte (self, start);
  return g_strndup (self->utf8 + first, vbt_text_offset_to_byte (self, end) - first);
}

/**
 * vbt_text_is_line_end:
 * @self: a text
 * @offset: in code points, within the text
 *
 * Returns: whether a paragraph ends with that character
 */
gboolean
vbt_text_is_line_end (const VbtText *self, VbtOffset offset)
{
  gunichar character = vbt_text_get_char (self, offset);

  return character == '\n' || character == '\r' || character == 0x2029;
}

/**
 * vbt_text_snap_to_paragraphs:
 * @self: a text
 * @range: a part of it
 *
 * Returns: the paragraphs that the part touches, without the line end of the last
 */
VbtRange
vbt_text_snap_to_paragraphs (const VbtText *self, VbtRange range)
{
  while (range.start > 0 && !vbt_text_is_line_end (self, range.start - 1))
    range.start--;
  /* An end that was put behind a line break is at the end of that line. */
  while (range.end > range.start && vbt_text_is_line_end (self, range.end - 1))
    range.end--;
  while (range.end < self->length && !vbt_text_is_line_end (self, range.end))
    range.end++;
  return range;
}

/**
 * vbt_text_sha256:
 * @self: a text
 *
 * Returns: (transfer full): the SHA-256 of its bytes, in hexadecimal
 */
char *
vbt_text_sha256 (const VbtText *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return vbt_sha256 ((const guint8 *)self->utf8, self->n_bytes);
}
