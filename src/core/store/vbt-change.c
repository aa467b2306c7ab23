/* vbt-change.c: what a committed action changed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "vbt-history.h"

/* With more documents than that, views do better to look at everything again. */
#define MAX_DOCUMENTS 1000

G_DEFINE_BOXED_TYPE (VbtChange, vbt_change, vbt_change_copy, vbt_change_free)

/** vbt_change_new: a change of nothing. */
VbtChange *
vbt_change_new (void)
{
  VbtChange *self = g_new0 (VbtChange, 1);

  self->documents = g_array_new (FALSE, FALSE, sizeof (VbtId));
  return self;
}

/** vbt_change_new_all: a change after which nothing may be as it was. */
VbtChange *
vbt_change_new_all (void)
{
  VbtChange *self = vbt_change_new ();

  self->list = self->schema = self->entities = self->annotators = self->batch = TRUE;
  return self;
}

VbtChange *
vbt_change_copy (const VbtChange *self)
{
  VbtChange *copy = g_memdup2 (self, sizeof *self);

  copy->documents = g_array_copy (self->documents);
  return copy;
}

void
vbt_change_free (VbtChange *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->documents);
  g_free (self);
}

/** vbt_change_add_document: adds a document, once; of very many, only that they are many. */
void
vbt_change_add_document (VbtChange *self, VbtId document)
{
  for (guint i = self->documents->len; i > 0; i--)
    if (g_array_index (self->documents, VbtId, i - 1) == document)
      return;
  if (self->documents->len < MAX_DOCUMENTS)
    g_array_append_val (self->documents, document);
  else
    self->batch = TRUE;
}

/**
 * vbt_change_touches:
 * @self: a change
 * @document: a document
 *
 * Returns: whether anything of the document may have changed
 */
gboolean
vbt_change_touches (const VbtChange *self, VbtId document)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (self->batch)
    return TRUE;
  for (guint i = 0; i < self->documents->len; i++)
    if (g_array_index (self->documents, VbtId, i) == document)
      return TRUE;
  return FALSE;
}
