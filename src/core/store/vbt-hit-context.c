/* vbt-hit-context.c: what stands around a place in a text
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "vbt-search.h"
#include "vbt-store-private.h"

/* A hit may be as long as a text: what is shown of it is not. */
#define MAX_MATCH 200

/* Runs of white space become one space: a hit is one line. */
static char *
to_line (char *string)
{
  char *to = string;
  gboolean was_space = FALSE;

  for (const char *at = string, *next; *at != '\0'; at = next)
    {
      gboolean is_space = g_unichar_isspace (g_utf8_get_char (at));

      next = g_utf8_next_char (at);
      if (is_space && !was_space)
        *to++ = ' ';
      else if (!is_space)
        {
          memmove (to, at, (gsize)(next - at));
          to += next - at;
        }
      was_space = is_space;
    }
  *to = '\0';
  return string;
}

/**
 * vbt_hit_context_new:
 * @text: the text of the document
 * @hit: a place in it
 * @n_characters: how much on each side
 *
 * Returns: (transfer full): the place and what stands around it; of a document as a whole its beginning, on the right
 */
VbtHitContext *
vbt_hit_context_new (const VbtText *text, const VbtHit *hit, guint n_characters)
{
  VbtHitContext *self;
  VbtOffset length, start, end;
  VbtOffset n = (VbtOffset)MIN (n_characters, 100000);

  g_return_val_if_fail (text != NULL && hit != NULL, NULL);

  length = vbt_text_get_length (text);
  start = CLAMP (hit->start, 0, length);
  end = CLAMP (hit->end, start, length);
  self = g_new0 (VbtHitContext, 1);
  self->left = to_line (vbt_text_slice (text, MAX (start - n, 0), start));
  self->right = to_line (vbt_text_slice (text, end, MIN (end + n, length)));
  self->match = to_line (vbt_text_slice (text, start, MIN (end, start + MAX_MATCH)));
  if (end > start + MAX_MATCH)
    {
      g_autofree char *cut = g_steal_pointer (&self->match);

      self->match = g_strconcat (cut, "…", NULL);
    }
  return self;
}

/**
 * vbt_hit_context_free:
 * @self: (nullable): a place with its surroundings
 *
 * Frees it.
 */
void
vbt_hit_context_free (VbtHitContext *self)
{
  if (self == NULL)
    return;
  g_free (self->left);
  g_free (self->match);
  g_free (self->right);
  g_free (self);
}

/**
 * vbt_store_load_text:
 * @self: a project
 * @document: a document
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): its text, without anything else
 */
VbtText *
vbt_store_load_text (VbtStore *self, VbtId document, GError **error)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (VBT_IS_STORE (self) && self->db != NULL, NULL);

  text = vbt_db_get_string (self->db, error,
                            "SELECT t.text FROM document d JOIN document_text t"
                            " ON t.number = d.number WHERE d.id = ?1",
                            "i", document);
  return text != NULL ? vbt_text_new (text, -1, error) : NULL;
}

/**
 * vbt_store_peek_annotation:
 * @self: a project
 * @annotation: an annotation
 * @label: (out): its label
 * @annotator: (out): whose it is
 *
 * Returns: whether it is there
 */
gboolean
vbt_store_peek_annotation (VbtStore *self, VbtId annotation, VbtId *label, VbtId *annotator)
{
  g_autoptr (VbtQuery) query = NULL;

  g_return_val_if_fail (VBT_IS_STORE (self) && self->db != NULL, FALSE);
  g_return_val_if_fail (label != NULL && annotator != NULL, FALSE);

  query = vbt_db_query (self->db, "SELECT label, annotator FROM annotation WHERE id = ?1", "i",
                        annotation);
  if (!vbt_query_next (query))
    return FALSE;
  *label = vbt_query_get_int (query, 0);
  *annotator = vbt_query_get_int (query, 1);
  return TRUE;
}
