/* vbt-annotation-fragments.c: what a span covers of the text
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "model/vbt-bisect.h"
#include "vbt-annotation.h"

/* All of them: a span of one fragment has it in itself. */
static const VbtRange *
get_ranges (const VbtAnnotation *self)
{
  return self->n_fragments == 1 ? &self->fragments.one : self->fragments.many;
}

/**
 * vbt_annotation_get_extent:
 * @self: an annotation
 *
 * Returns: from the start of the first fragment to the end of the last one; 0, 0 for what is no
 *   span
 */
VbtRange
vbt_annotation_get_extent (const VbtAnnotation *self)
{
  guint n = vbt_annotation_get_n_fragments (self);

  if (n == 0)
    return (VbtRange){ 0, 0 };
  return (VbtRange){ get_ranges (self)[0].start, get_ranges (self)[n - 1].end };
}

/**
 * vbt_annotation_get_n_fragments:
 * @self: an annotation
 *
 * Returns: how many fragments the span has; 0 for what is no span
 */
guint
vbt_annotation_get_n_fragments (const VbtAnnotation *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_fragments;
}

/**
 * vbt_annotation_get_fragment:
 * @self: a span
 * @index: which one, from 0
 *
 * Returns: the fragment
 */
VbtRange
vbt_annotation_get_fragment (const VbtAnnotation *self, guint index)
{
  g_return_val_if_fail (index < vbt_annotation_get_n_fragments (self), ((VbtRange){ 0, 0 }));

  return get_ranges (self)[index];
}

/**
 * vbt_annotation_get_fragments:
 * @self: a span
 *
 * Returns: (transfer full) (element-type VbtRange): a copy of its fragments
 */
GArray *
vbt_annotation_get_fragments (const VbtAnnotation *self)
{
  GArray *fragments;

  g_return_val_if_fail (self != NULL, NULL);

  fragments = g_array_sized_new (FALSE, FALSE, sizeof (VbtRange), self->n_fragments);
  if (self->n_fragments > 0)
    g_array_append_vals (fragments, get_ranges (self), self->n_fragments);
  return fragments;
}

/**
 * vbt_annotation_set_fragments:
 * @self: a span
 * @fragments: (element-type VbtRange): what it is to cover, not nothing
 *
 * Sets what the span covers. What comes from a file is taken as it is:
 * vbt_annotation_check_fragments() says whether it is right.
 */
void
vbt_annotation_set_fragments (VbtAnnotation *self, const GArray *fragments)
{
  g_autofree VbtRange *old = NULL;

  g_return_if_fail (self != NULL && self->kind == VBT_KIND_SPAN);
  g_return_if_fail (fragments != NULL && fragments->len > 0);

  old = self->n_fragments > 1 ? self->fragments.many : NULL;
  if (fragments->len == 1)
    self->fragments.one = g_array_index (fragments, VbtRange, 0);
  else
    self->fragments.many = g_memdup2 (fragments->data, fragments->len * sizeof (VbtRange));
  self->n_fragments = fragments->len;
}

/**
 * vbt_annotation_append_fragment:
 * @self: a span
 * @start: first code point
 * @end: the code point behind the last one
 *
 * Adds a fragment behind the others, as it is in a file; see vbt_annotation_set_fragments().
 */
void
vbt_annotation_append_fragment (VbtAnnotation *self, VbtOffset start, VbtOffset end)
{
  g_autoptr (GArray) fragments = NULL;
  VbtRange range = { start, end };

  g_return_if_fail (self != NULL && self->kind == VBT_KIND_SPAN);

  fragments = vbt_annotation_get_fragments (self);
  g_array_append_val (fragments, range);
  vbt_annotation_set_fragments (self, fragments);
}

/* The first fragment that ends behind the offset; their number where there is none. */
static guint
first_ending_after (const VbtAnnotation *self, VbtOffset offset)
{
  return VBT_FIND_FIRST (self->n_fragments, at, get_ranges (self)[at].end > offset);
}

/**
 * vbt_annotation_covers:
 * @self: an annotation
 * @offset: a code point of the text
 *
 * Returns: whether it lies in a fragment of the span
 */
gboolean
vbt_annotation_covers (const VbtAnnotation *self, VbtOffset offset)
{
  return vbt_annotation_overlaps (self, (VbtRange){ offset, offset + 1 });
}

/**
 * vbt_annotation_overlaps:
 * @self: an annotation
 * @range: a range of the text
 *
 * Returns: whether a fragment of the span has a code point of @range
 */
gboolean
vbt_annotation_overlaps (const VbtAnnotation *self, VbtRange range)
{
  guint index;

  if (vbt_annotation_get_n_fragments (self) == 0)
    return FALSE;
  index = first_ending_after (self, range.start);
  return index < self->n_fragments && vbt_range_overlaps (get_ranges (self)[index], range);
}

/**
 * vbt_annotation_same_fragments:
 * @a: an annotation
 * @b: another one
 *
 * Returns: whether both cover exactly the same text
 */
gboolean
vbt_annotation_same_fragments (const VbtAnnotation *a, const VbtAnnotation *b)
{
  guint n = vbt_annotation_get_n_fragments (a);

  if (n != vbt_annotation_get_n_fragments (b))
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      VbtRange one = vbt_annotation_get_fragment (a, i);
      VbtRange other = vbt_annotation_get_fragment (b, i);

      if (one.start != other.start || one.end != other.end)
        return FALSE;
    }
  return TRUE;
}

/**
 * vbt_annotation_add_fragment:
 * @self: a span
 * @start: first code point
 * @end: the code point behind the last one
 *
 * Adds to what the span covers. Fragments that the new one touches or overlaps become one with
 * it. An empty range, which only a file can ask for, is kept for vbt_annotation_check_fragments()
 * to refuse.
 */
void
vbt_annotation_add_fragment (VbtAnnotation *self, VbtOffset start, VbtOffset end)
{
  g_autoptr (GArray) fragments = NULL;
  VbtRange range = { start, end };
  guint first;
  guint last;

  g_return_if_fail (self != NULL && self->kind == VBT_KIND_SPAN);

  fragments = vbt_annotation_get_fragments (self);
  first = start < 0 || start >= end ? fragments->len : first_ending_after (self, start - 1);
  for (last = first; last < fragments->len; last++)
    {
      VbtRange old = g_array_index (fragments, VbtRange, last);

      if (old.start > end)
        break;
      range.start = MIN (range.start, old.start);
      range.end = MAX (range.end, old.end);
    }
  if (last > first)
    g_array_remove_range (fragments, first, last - first);
  g_array_insert_val (fragments, first, range);
  vbt_annotation_set_fragments (self, fragments);
}

/**
 * vbt_annotation_remove_fragment:
 * @self: a span
 * @start: first code point
 * @end: the code point behind the last one
 *
 * Takes a range out of what the span covers; a fragment around it becomes two.
 *
 * Returns: whether the span changed: it does not when it has nothing of the range, nor when it
 *   would have nothing left
 */
gboolean
vbt_annotation_remove_fragment (VbtAnnotation *self, VbtOffset start, VbtOffset end)
{
  g_autoptr (GArray) left = NULL;

  g_return_val_if_fail (self != NULL && self->kind == VBT_KIND_SPAN, FALSE);

  if (start >= end || !vbt_annotation_overlaps (self, (VbtRange){ start, end }))
    return FALSE;
  left = g_array_new (FALSE, FALSE, sizeof (VbtRange));
  for (guint i = 0; i < self->n_fragments; i++)
    {
      VbtRange old = get_ranges (self)[i];
      VbtRange before = { old.start, MIN (old.end, start) };
      VbtRange after = { MAX (old.start, end), old.end };

      if (before.start < before.end)
        g_array_append_val (left, before);
      if (after.start < after.end)
        g_array_append_val (left, after);
    }
  if (left->len == 0)
    return FALSE;
  vbt_annotation_set_fragments (self, left);
  return TRUE;
}

/**
 * vbt_annotation_set_start:
 * @self: a span
 * @start: where it is to start, in code points
 *
 * Moves the start of the span. What lies before it is cut off; a start that falls between two
 * fragments moves to the second of them.
 *
 * Returns: whether the span changed: it does not when nothing would be left
 */
gboolean
vbt_annotation_set_start (VbtAnnotation *self, VbtOffset start)
{
  VbtRange extent;

  g_return_val_if_fail (self != NULL && self->kind == VBT_KIND_SPAN, FALSE);

  extent = vbt_annotation_get_extent (self);
  if (start < 0 || start == extent.start)
    return FALSE;
  if (start > extent.start)
    return vbt_annotation_remove_fragment (self, extent.start, start);
  (self->n_fragments == 1 ? &self->fragments.one : self->fragments.many)->start = start;
  return TRUE;
}

/**
 * vbt_annotation_set_end:
 * @self: a span
 * @end: where it is to end, in code points
 *
 * Moves the end of the span. What lies behind it is cut off; an end that falls between two
 * fragments moves to the first of them. That the text is so long is for the caller to know.
 *
 * Returns: whether the span changed: it does not when nothing would be left
 */
gboolean
vbt_annotation_set_end (VbtAnnotation *self, VbtOffset end)
{
  VbtRange extent;

  g_return_val_if_fail (self != NULL && self->kind == VBT_KIND_SPAN, FALSE);

  extent = vbt_annotation_get_extent (self);
  if (end == extent.end)
    return FALSE;
  if (end < extent.end)
    return vbt_annotation_remove_fragment (self, end, extent.end);
  if (self->n_fragments == 1)
    self->fragments.one.end = end;
  else
    self->fragments.many[self->n_fragments - 1].end = end;
  return TRUE;
}

/**
 * vbt_annotation_check_fragments:
 * @self: a span
 * @text_length: length of the text in code points
 * @error: return location
 *
 * Checks what the model demands of fragments: at least one; each inside the text and not empty;
 * in order; with text between them.
 *
 * Returns: whether it is so; if not, with %VBT_ERROR_FORMAT
 */
gboolean
vbt_annotation_check_fragments (const VbtAnnotation *self, VbtOffset text_length, GError **error)
{
  VbtOffset last = -1;

  g_return_val_if_fail (self != NULL, FALSE);

  if (vbt_annotation_get_n_fragments (self) == 0)
    {
      g_set_error_literal (error, VBT_ERROR, VBT_ERROR_FORMAT, _ ("The span covers no text"));
      return FALSE;
    }
  for (guint i = 0; i < self->n_fragments; i++)
    {
      VbtRange range = get_ranges (self)[i];

      if (range.start >= range.end)
        g_set_error (error, VBT_ERROR, VBT_ERROR_FORMAT,
                     _ ("The span’s end %d is not behind its start %d"), range.end, range.start);
      else if (range.start < 0 || range.end > text_length)
        g_set_error (error, VBT_ERROR, VBT_ERROR_FORMAT,
                     _ ("The span from %d to %d lies outside of the text, which has %d characters"),
                     range.start, range.end, text_length);
      else if (range.start <= last)
        g_set_error (error, VBT_ERROR, VBT_ERROR_FORMAT,
                     _ ("The span’s fragment from %d to %d is not apart from the one before it"),
                     range.start, range.end);
      else
        {
          last = range.end;
          continue;
        }
      return FALSE;
    }
  return TRUE;
}
