/* vbt-hit-order.c: what was found in the order of what stands beside it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "vbt-search.h"

/* By so much of it they are compared, in code points: a screen is not wider. */
#define N_CHARACTERS 32

/* So many hits are read between two looks at whether somebody still waits. */
#define STRIDE 256

/* Without case, and without what is no word: "…, he said" stands beside "he said". */
static char *
fold (const VbtText *text, VbtOffset start, VbtOffset end, gboolean backwards)
{
  g_autofree char *slice = vbt_text_slice (text, start, end);
  g_autofree char *folded = g_utf8_casefold (slice, -1);
  g_autoptr (GString) joined = g_string_new (NULL);

  for (const char *at = folded, *next; *at != '\0'; at = next)
    {
      const char *word = at;

      next = g_utf8_next_char (at);
      if (!g_unichar_isalnum (g_utf8_get_char (at)))
        continue;
      while (*next != '\0' && !g_unichar_isspace (g_utf8_get_char (next)))
        next = g_utf8_next_char (next);
      if (joined->len > 0)
        g_string_insert_c (joined, backwards ? 0 : -1, ' ');
      g_string_insert_len (joined, backwards ? 0 : -1, word, next - word);
    }
  return g_string_free (g_steal_pointer (&joined), FALSE);
}

/**
 * vbt_hit_make_key:
 * @text: the text of the document
 * @hit: a place in it
 * @order: %VBT_HITS_LEFT or %VBT_HITS_RIGHT
 *
 * Returns: (transfer full): what it is sorted by: the words behind it; or those before it, the nearest first
 */
char *
vbt_hit_make_key (const VbtText *text, const VbtHit *hit, VbtHitOrder order)
{
  VbtOffset length, start, end;

  g_return_val_if_fail (text != NULL && hit != NULL, NULL);

  length = vbt_text_get_length (text);
  start = CLAMP (hit->start, 0, length);
  end = CLAMP (hit->end, start, length);
  return order == VBT_HITS_LEFT ? fold (text, MAX (start - N_CHARACTERS, 0), start, TRUE)
                                : fold (text, end, MIN (end + N_CHARACTERS, length), FALSE);
}

/** Keys: what hits are sorted by, in one piece of memory. */
typedef struct
{
  GByteArray *bytes; /* of strings that end with 0 */
  guint64 *starts;
} Keys;

static gboolean
read_keys (Keys *self, VbtStore *store, const GArray *hits, VbtHitOrder order,
           const VbtFollower *follower, GError **error)
{
  g_autoptr (VbtText) text = NULL;
  VbtId document = 0;

  for (guint i = 0; i < hits->len; i++)
    {
      const VbtHit *hit = &g_array_index (hits, VbtHit, i);
      g_autofree char *key = NULL;

      if (i % STRIDE == 0 && g_cancellable_set_error_if_cancelled (follower->cancellable, error))
        return FALSE;
      if (i % STRIDE == 0 && follower->report != NULL)
        follower->report (follower->data, i, hits->len);
      if (hit->document != document)
        {
          g_clear_pointer (&text, vbt_text_unref);
          text = vbt_store_load_text (store, hit->document, NULL); /* none: it was deleted */
          document = hit->document;
        }
      key = text != NULL ? vbt_hit_make_key (text, hit, order) : g_strdup ("");
      self->starts[i] = self->bytes->len;
      g_byte_array_append (self->bytes, (const guint8 *)key, (guint)strlen (key) + 1);
    }
  return TRUE;
}

static int
compare (gconstpointer a, gconstpointer b, gpointer data)
{
  const Keys *keys = data;
  guint first = *(const guint *)a;
  guint second = *(const guint *)b;
  int result = strcmp ((const char *)keys->bytes->data + keys->starts[first],
                       (const char *)keys->bytes->data + keys->starts[second]);

  return result != 0 ? result : first < second ? -1 : first > second;
}

/**
 * vbt_store_sort_hits:
 * @self: a project, of a thread that may take its time
 * @hits: (element-type VbtHit): what was found, those of one document behind each other
 * @order: by what
 * @follower: who waits
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type guint): the numbers of the hits in their new order
 */
GArray *
vbt_store_sort_hits (VbtStore *self, const GArray *hits, VbtHitOrder order,
                     const VbtFollower *follower, GError **error)
{
  g_autoptr (GArray) sorted = NULL;
  g_autofree guint64 *starts = NULL;
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  Keys keys;

  g_return_val_if_fail (VBT_IS_STORE (self) && hits != NULL && follower != NULL, NULL);

  starts = g_new (guint64, hits->len + 1);
  keys = (Keys){ bytes, starts };
  sorted = g_array_sized_new (FALSE, FALSE, sizeof (guint), hits->len);
  for (guint i = 0; i < hits->len; i++)
    g_array_append_val (sorted, i);
  if (order == VBT_HITS_DOCUMENT)
    return g_steal_pointer (&sorted);
  if (!read_keys (&keys, self, hits, order, follower, error))
    return NULL;
  g_array_sort_with_data (sorted, compare, &keys);
  return g_steal_pointer (&sorted);
}
