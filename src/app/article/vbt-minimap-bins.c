/* vbt-minimap-bins.c: what of a document lies in each row of a strip beside it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-minimap-bins.h"

#include "model/vbt-check.h"

/**
 * vbt_bins_new:
 * @n_rows: how many rows, at least 1
 * @length: of the text, in code points
 *
 * Returns: (transfer full): rows in which nothing lies
 */
VbtBins *
vbt_bins_new (guint n_rows, VbtOffset length)
{
  VbtBins *self;

  g_return_val_if_fail (n_rows > 0 && length >= 0, NULL);

  self = g_new0 (VbtBins, 1);
  self->length = MAX (1, length);
  self->n_rows = n_rows;
  self->rows = g_new0 (VbtBin, n_rows);
  return self;
}

void
vbt_bins_free (VbtBins *self)
{
  g_free (self->rows);
  g_free (self);
}

/**
 * vbt_bins_find_row:
 * @self: the rows
 * @offset: a place in the text, in code points
 *
 * Returns: the row in which the place lies; the last one for what is behind the text
 */
guint
vbt_bins_find_row (const VbtBins *self, VbtOffset offset)
{
  g_return_val_if_fail (self != NULL, 0);

  return (guint)((gint64)CLAMP (offset, 0, self->length - 1) * self->n_rows / self->length);
}

/**
 * vbt_bins_get_range:
 * @self: the rows
 * @row: one of them
 *
 * Returns: the part of the text that lies in the row; it is empty where there are more rows than
 *   characters
 */
VbtRange
vbt_bins_get_range (const VbtBins *self, guint row)
{
  gint64 length = self->length;
  gint64 n = self->n_rows;

  return (VbtRange){ (VbtOffset)((row * length + n - 1) / n),
                     (VbtOffset)(((row + 1) * length + n - 1) / n) };
}

static void
find_rows (const VbtBins *self, VbtRange range, guint *first, guint *last)
{
  *first = vbt_bins_find_row (self, range.start);
  *last = vbt_bins_find_row (self, MAX (range.start, range.end - 1));
}

static void
add_quote (VbtBin *bin, const VbtMark *mark)
{
  /* What somebody decided covers what is only suggested; else the first one stays. */
  if (bin->quote || (bin->suggested && mark->suggestion))
    return;
  bin->quote = !mark->suggestion;
  bin->suggested = mark->suggestion;
  bin->speaker = (gint16)CLAMP (mark->speaker, -1, G_MAXINT16);
}

/**
 * vbt_bins_add_mark:
 * @self: the rows
 * @mark: a mark of the text
 *
 * Adds a mark to the rows in which it lies. Marks that are neither quotes nor suggestions are not
 * shown: in an article of names they would be everywhere.
 */
void
vbt_bins_add_mark (VbtBins *self, const VbtMark *mark)
{
  guint first, last;

  g_return_if_fail (self != NULL && mark != NULL);

  if (mark->role != VBT_ROLE_QUOTE && !mark->suggestion)
    return;
  find_rows (self, mark->range, &first, &last);
  for (guint row = first; row <= last; row++)
    if (mark->role == VBT_ROLE_QUOTE)
      add_quote (&self->rows[row], mark);
    else
      self->rows[row].other = TRUE;
}

/**
 * vbt_bins_clear_marks:
 * @self: the rows
 * @first: a row
 * @last: the same, or one below
 *
 * Takes the marks out of some rows. All that lie in them have to be added again; that some of these
 * lie in others, too, does no harm.
 */
void
vbt_bins_clear_marks (VbtBins *self, guint first, guint last)
{
  g_return_if_fail (self != NULL && last < self->n_rows);

  for (guint row = first; row <= last; row++)
    self->rows[row].quote = self->rows[row].suggested = self->rows[row].other = FALSE;
}

/**
 * vbt_bins_set_problems:
 * @self: the rows
 * @problems: (nullable) (element-type VbtProblem): where rules are broken
 *
 * Shows these problems in place of those before, each in the row in which it begins.
 */
void
vbt_bins_set_problems (VbtBins *self, const GPtrArray *problems)
{
  g_return_if_fail (self != NULL);

  for (guint row = 0; row < self->n_rows; row++)
    self->rows[row].problem = FALSE;
  for (guint i = 0; problems != NULL && i < problems->len; i++)
    {
      const VbtProblem *problem = g_ptr_array_index (problems, i);

      self->rows[vbt_bins_find_row (self, problem->range.start)].problem = TRUE;
    }
}

/**
 * vbt_bins_set_hits:
 * @self: the rows
 * @hits: (nullable) (element-type VbtRange): what was found
 *
 * Shows these hits in place of those before.
 */
void
vbt_bins_set_hits (VbtBins *self, const GArray *hits)
{
  g_return_if_fail (self != NULL);

  for (guint row = 0; row < self->n_rows; row++)
    self->rows[row].hit = FALSE;
  for (guint i = 0; hits != NULL && i < hits->len; i++)
    self->rows[vbt_bins_find_row (self, g_array_index (hits, VbtRange, i).start)].hit = TRUE;
}
