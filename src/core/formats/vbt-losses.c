/* vbt-losses.c: what a format cannot hold, counted before it is written
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-format.h"

#include <string.h>

#define EXAMPLE_LENGTH 60

static void
loss_free (gpointer data)
{
  VbtLoss *loss = data;

  g_free (loss->what);
  g_free (loss->example);
  g_free (loss);
}

/**
 * vbt_losses_new:
 *
 * Returns: (transfer full): an empty list of losses
 */
VbtLosses *
vbt_losses_new (void)
{
  VbtLosses *self = g_new0 (VbtLosses, 1);

  self->rows = g_ptr_array_new_with_free_func (loss_free);
  return self;
}

/**
 * vbt_losses_free:
 * @self: (transfer full) (nullable): a list of losses
 */
void
vbt_losses_free (VbtLosses *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->rows);
  g_free (self);
}

static char *
describe (const VbtDocument *document, const VbtAnnotation *annotation)
{
  g_autofree char *text = NULL;

  if (document == NULL)
    return NULL;
  if (annotation == NULL || annotation->kind != VBT_KIND_SPAN)
    return g_strdup (document->name);
  text = vbt_document_get_covered_text (document, annotation);
  g_strdelimit (text, "\r\n\t", ' ');
  if (g_utf8_strlen (text, -1) > EXAMPLE_LENGTH)
    {
      g_autofree char *head = g_utf8_substring (text, 0, EXAMPLE_LENGTH);

      return g_strdup_printf ("%s: “%s…”", document->name, head);
    }
  return g_strdup_printf ("%s: “%s”", document->name, text);
}

/**
 * vbt_losses_add:
 * @self: a list of losses
 * @what: what is lost, translated; the same words count as one loss
 * @document: (nullable): where
 * @annotation: (nullable): of what
 *
 * Counts one more loss, and keeps the first of its kind as the example.
 */
void
vbt_losses_add (VbtLosses *self, const char *what, const VbtDocument *document,
                const VbtAnnotation *annotation)
{
  VbtLoss *loss = NULL;

  g_return_if_fail (self != NULL && what != NULL);

  for (guint i = 0; i < self->rows->len && loss == NULL; i++)
    {
      VbtLoss *row = g_ptr_array_index (self->rows, i);

      if (g_str_equal (row->what, what))
        loss = row;
    }
  if (loss == NULL)
    {
      loss = g_new0 (VbtLoss, 1);
      loss->what = g_strdup (what);
      loss->example = describe (document, annotation);
      g_ptr_array_add (self->rows, loss);
    }
  loss->count++;
}
