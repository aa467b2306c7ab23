/* vbt-remark.c: notes and questions on an annotation, a passage or a document
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-remark.h"

/**
 * vbt_remark_new:
 * @annotator: who makes it
 * @text: what it says
 * @question: whether it waits for an answer
 *
 * Returns: (transfer full): a remark on the document as a whole, made now
 */
VbtRemark *
vbt_remark_new (VbtId annotator, const char *text, gboolean question)
{
  VbtRemark *self;

  g_return_val_if_fail (text != NULL, NULL);

  self = g_new0 (VbtRemark, 1);
  self->id = vbt_id_new ();
  self->annotator = annotator;
  self->text = g_strdup (text);
  self->question = question;
  self->created = self->changed = vbt_time_now ();
  return self;
}

/**
 * vbt_remark_copy:
 * @self: a remark
 *
 * Returns: (transfer full): the same
 */
VbtRemark *
vbt_remark_copy (const VbtRemark *self)
{
  VbtRemark *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->text = g_strdup (self->text);
  return copy;
}

/**
 * vbt_remark_free:
 * @self: (nullable): a remark
 *
 * Frees it.
 */
void
vbt_remark_free (VbtRemark *self)
{
  if (self == NULL)
    return;
  g_free (self->text);
  g_free (self);
}

/** vbt_remark_is_open: whether it is a question that waits for an answer. */
gboolean
vbt_remark_is_open (const VbtRemark *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->question && !self->resolved;
}

/** vbt_remark_compare: what begins threads before answers, then by time; @a and @b point to pointers. */
int
vbt_remark_compare (gconstpointer a, gconstpointer b)
{
  const VbtRemark *first = *(VbtRemark *const *)a;
  const VbtRemark *second = *(VbtRemark *const *)b;

  if ((first->answers != 0) != (second->answers != 0))
    return first->answers != 0 ? 1 : -1;
  if (first->created != second->created)
    return first->created < second->created ? -1 : 1;
  return first->id < second->id ? -1 : first->id > second->id;
}
