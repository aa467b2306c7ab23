/* vbt-change.c: what a committed action changed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "vbt-history.h"

/* With more documents than that, views do better to look at everything again. */
#define MAX_DOCUMENTS 1000

/* More annotations than that are read faster together with all others. */
#define MAX_ANNOTATIONS 500

G_DEFINE_BOXED_TYPE (VbtChange, vbt_change, vbt_change_copy, vbt_change_free)

/** vbt_change_new: a change of nothing. */
VbtChange *
vbt_change_new (void)
{
  VbtChange *self = g_new0 (VbtChange, 1);

  self->documents = g_array_new (FALSE, FALSE, sizeof (VbtId));
  self->annotations = g_array_new (FALSE, FALSE, sizeof (VbtId));
  return self;
}

/** vbt_change_new_all: a change after which nothing may be as it was. */
VbtChange *
vbt_change_new_all (void)
{
  VbtChange *self = vbt_change_new ();

  self->list = self->schema = self->entities = self->mentions = TRUE;
  self->annotators = self->batch = TRUE;
  return self;
}

VbtChange *
vbt_change_copy (const VbtChange *self)
{
  VbtChange *copy = g_memdup2 (self, sizeof *self);

  copy->documents = g_array_copy (self->documents);
  copy->annotations = g_array_copy (self->annotations);
  return copy;
}

void
vbt_change_free (VbtChange *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->documents);
  g_array_unref (self->annotations);
  g_free (self);
}

static gboolean
add_id (GArray *ids, VbtId id, guint max)
{
  for (guint i = ids->len; i > 0; i--)
    if (g_array_index (ids, VbtId, i - 1) == id)
      return TRUE;
  if (ids->len >= max)
    return FALSE;
  g_array_append_val (ids, id);
  return TRUE;
}

/** vbt_change_add_document: adds a document, once; of very many, only that they are many. */
void
vbt_change_add_document (VbtChange *self, VbtId document)
{
  self->whole = TRUE;
  vbt_change_add_part (self, document, 0);
}

/**
 * vbt_change_add_part:
 * @self: a change
 * @document: a document
 * @annotation: what changed of it; 0: only how far somebody is with it
 */
void
vbt_change_add_part (VbtChange *self, VbtId document, VbtId annotation)
{
  if (document != 0 && !add_id (self->documents, document, MAX_DOCUMENTS))
    self->batch = TRUE;
  if (annotation != 0 && !self->whole)
    self->whole = !add_id (self->annotations, annotation, MAX_ANNOTATIONS);
}

/**
 * vbt_change_is_of_problems:
 * @self: a change
 *
 * Returns: whether only the problems that are known changed, and nothing that people or taggers make
 */
gboolean
vbt_change_is_of_problems (const VbtChange *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->problems && !self->batch && self->documents->len == 0;
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

/**
 * vbt_change_names_annotations:
 * @self: a change
 *
 * Returns: whether all that changed in the documents are the annotations that it names, so that
 *   vbt_store_update_document() can read them; else all of a document has to be read again
 */
gboolean
vbt_change_names_annotations (const VbtChange *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return !self->batch && !self->schema && !self->annotators && !self->whole;
}
