/* vbt-find.c: words in a text, whatever their case
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-find.h"

#include <string.h>

/* More hits than this are not of use to anybody, and "e" in a long text has millions. */
#define HITS_MAX 20000

struct _VbtFinder
{
  GString *folded;
  GArray *offsets; /* of VbtOffset: the character that each byte of @folded comes from */
};

/**
 * vbt_finder_new:
 * @utf8: a text
 * @n_bytes: its length
 *
 * Folding may make a character longer ("ß" becomes "ss"), so where every byte comes from is kept.
 *
 * Returns: (transfer full): the text, ready to be searched
 */
VbtFinder *
vbt_finder_new (const char *utf8, gsize n_bytes)
{
  VbtFinder *self;
  const char *end = utf8 + n_bytes;

  g_return_val_if_fail (utf8 != NULL, NULL);

  self = g_new0 (VbtFinder, 1);
  self->folded = g_string_sized_new (n_bytes + 1);
  self->offsets = g_array_sized_new (FALSE, FALSE, sizeof (VbtOffset), (guint)n_bytes + 1);
  for (VbtOffset offset = 0; utf8 < end; offset++)
    {
      const char *next = g_utf8_next_char (utf8);
      gsize before = self->folded->len;

      if ((guchar)*utf8 < 0x80)
        g_string_append_c (self->folded, g_ascii_tolower (*utf8));
      else
        {
          g_autofree char *folded = g_utf8_casefold (utf8, next - utf8);

          g_string_append (self->folded, folded);
        }
      for (gsize i = before; i < self->folded->len; i++)
        g_array_append_val (self->offsets, offset);
      utf8 = next;
    }
  return self;
}

void
vbt_finder_free (VbtFinder *self)
{
  g_string_free (self->folded, TRUE);
  g_array_unref (self->offsets);
  g_free (self);
}

/**
 * vbt_finder_find:
 * @self: a text
 * @words: what is looked for
 *
 * Returns: (transfer full) (element-type VbtRange): where it stands, in order, without overlaps
 */
GArray *
vbt_finder_find (const VbtFinder *self, const char *words)
{
  g_autoptr (GArray) hits = g_array_new (FALSE, FALSE, sizeof (VbtRange));
  g_autofree char *folded = NULL;
  const char *at;
  gsize length;

  g_return_val_if_fail (self != NULL && words != NULL, g_steal_pointer (&hits));

  folded = g_utf8_casefold (words, -1);
  length = strlen (folded);
  at = self->folded->str;
  while (length > 0 && hits->len < HITS_MAX && (at = strstr (at, folded)) != NULL)
    {
      gsize byte = (gsize)(at - self->folded->str);
      VbtRange hit = { g_array_index (self->offsets, VbtOffset, byte),
                       g_array_index (self->offsets, VbtOffset, byte + length - 1) + 1 };

      /* Two halves of one character are one hit. */
      if (hits->len == 0 || g_array_index (hits, VbtRange, hits->len - 1).end <= hit.start)
        g_array_append_val (hits, hit);
      at += length;
    }
  return g_steal_pointer (&hits);
}
